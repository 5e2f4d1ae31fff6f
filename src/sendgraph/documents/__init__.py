"""Bytes of a document to text, blocks, offsets and pages. Knows formats, not meanings."""
