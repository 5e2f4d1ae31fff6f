"""Bytes of a document to text, blocks, offsets and pages. Knows formats, not meanings."""

from sendgraph.documents.document import Block, Document, Mended, Passage
from sendgraph.documents.reading import SUFFIXES, read_document

__all__ = ["SUFFIXES", "Block", "Document", "Mended", "Passage", "read_document"]
