"""What every engine offers: typed answers to queries, and the statements that match a pattern."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from sendgraph.graph.json_ld import Context
from sendgraph.store.formats import GraphFormat, TableFormat
from sendgraph.store.query_check import CheckedQuery

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


@dataclass(frozen=True, slots=True)
class Term:
    """
    An RDF term. `datatype` and `language` are None for IRIs, blank nodes and plain strings.

    >>> Term("literal", "5", datatype="http://www.w3.org/2001/XMLSchema#integer").is_iri
    False
    """

    kind: Literal["iri", "blank", "literal"]
    value: str
    datatype: str | None = None
    language: str | None = None

    @property
    def is_iri(self) -> bool:
        """Whether the term is an IRI."""
        return self.kind == "iri"


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement and the graph that it stands in (None in an answer, which has no graphs)."""

    subject: Term
    predicate: str
    object: Term
    graph: str | None = None


@dataclass(frozen=True, slots=True)
class Solutions:
    """The answer to a SELECT: variables in order, and a row of terms (None where unbound) for each."""

    variables: tuple[str, ...]
    rows: Sequence[tuple[Term | None, ...]]


@dataclass(frozen=True, slots=True)
class Truth:
    """The answer to an ASK."""

    value: bool


@dataclass(frozen=True, slots=True)
class Statements:
    """The answer to a CONSTRUCT or DESCRIBE."""

    statements: Sequence[Statement]


Answer = Solutions | Truth | Statements


@dataclass(frozen=True, slots=True)
class Dataset:
    """
    The dataset that a request asks for in place of the query's own: graphs by IRI.

    As SPARQL 1.1 says, where a dataset is given, nothing else is in it: without
    `default` the default graph is empty, without `named` there are no named graphs.
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class Store(Protocol):
    """A release that answers. One is opened for a process and shared by its threads."""

    @property
    def base_iri(self) -> str:
        """Start of every IRI of the release's own."""

    @property
    def release_name(self) -> str:
        """The name of the release, which stands for every byte of it."""

    def query(
        self, query: str | CheckedQuery, *, dataset: Dataset | None = None, max_rows: int | None = None
    ) -> Answer:
        """
        Answer a query over the union of all graphs, or over the dataset that it or the caller names.

        Raises:
            QueryRefused: where the query is not SPARQL, or not allowed.
            ResultTooLarge: where the answer has more rows than `max_rows`.
            QueryTooLarge: where graphs would have to be merged that are too large for it.
        """

    def answer_bytes(
        self,
        query: str | CheckedQuery,
        form: TableFormat | GraphFormat,
        *,
        dataset: Dataset | None = None,
        max_rows: int | None = None,
        max_bytes: int | None = None,
        prefixes: Mapping[str, str] | None = None,
        context: Context | None = None,
    ) -> bytes:
        """
        Answer a query in a format that fits it: the quick way, for large answers and small ones.

        `prefixes` shorten IRIs in Turtle and RDF/XML, the names of `context` stand in JSON-LD.

        Raises:
            QueryRefused: where the query is not SPARQL, or not allowed.
            ResultTooLarge: as soon as the answer has more rows or bytes than may be.
            QueryTooLarge: where graphs would have to be merged that are too large for it.
            BadParameter: where the format does not fit the query or its answer.
        """

    def match(
        self,
        subject: str | None = None,
        predicate: str | None = None,
        object_: str | None = None,
        graph: str | None = None,
    ) -> Iterator[Statement]:
        """The statements with these IRIs in these places, each with its graph; all of them without any."""


def literal(value: str, datatype: str | None, language: str | None) -> Term:
    """A literal; `xsd:string` is left out, as in every serialisation."""
    return Term("literal", value, None if language or datatype == _XSD_STRING else datatype, language)
