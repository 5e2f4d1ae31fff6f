"""The formats that answers leave in, and their media types."""

from collections.abc import Mapping
from typing import Final, Literal, TypeGuard, get_args

TableFormat = Literal["json", "xml", "csv", "tsv"]
GraphFormat = Literal["ttl", "nt", "rdf", "jsonld"]

#: Format → media type, the preferred one first.
TABLE_MEDIA_TYPES: Final[Mapping[str, str]] = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
}
GRAPH_MEDIA_TYPES: Final[Mapping[str, str]] = {
    "ttl": "text/turtle; charset=utf-8",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}


def is_table_format(form: str) -> TypeGuard[TableFormat]:
    """
    Whether a format is one for the answer to a SELECT or ASK.

    >>> is_table_format("csv"), is_table_format("ttl")
    (True, False)
    """
    return form in get_args(TableFormat)


def is_graph_format(form: str) -> TypeGuard[GraphFormat]:
    """
    Whether a format is one for the answer to a CONSTRUCT or DESCRIBE.

    >>> is_graph_format("csv"), is_graph_format("ttl")
    (False, True)
    """
    return form in get_args(GraphFormat)
