"""One interface to query a release. Knows SPARQL, not what the triples mean."""

from sendgraph.store.embedded import EmbeddedStore
from sendgraph.store.engine import (
    Answer,
    Dataset,
    Solutions,
    Statement,
    Statements,
    Store,
    Term,
    Truth,
)
from sendgraph.store.query_check import CheckedQuery, check_query
from sendgraph.store.serialise import serialise_graph, serialise_table

__all__ = [
    "Answer",
    "CheckedQuery",
    "Dataset",
    "EmbeddedStore",
    "Solutions",
    "Statement",
    "Statements",
    "Store",
    "Term",
    "Truth",
    "check_query",
    "serialise_graph",
    "serialise_table",
]
