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
from sendgraph.store.parameters import Parameter
from sendgraph.store.query_check import CheckedQuery, check_query
from sendgraph.store.questions import Question, find_question, load_questions, read_question
from sendgraph.store.serialise import serialise_graph, serialise_table

__all__ = [
    "Answer",
    "CheckedQuery",
    "Dataset",
    "EmbeddedStore",
    "Parameter",
    "Question",
    "Solutions",
    "Statement",
    "Statements",
    "Store",
    "Term",
    "Truth",
    "check_query",
    "find_question",
    "load_questions",
    "read_question",
    "serialise_graph",
    "serialise_table",
]
