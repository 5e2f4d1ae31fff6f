"""Blocks of a document to a record. Knows the kinds of document, not RDF."""
