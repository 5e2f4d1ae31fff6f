"""The embedded engine: a release in memory, in Oxigraph."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pyoxigraph

from sendgraph.errors import BadParameter, InvalidRelease, QueryRefused, ResultTooLarge
from sendgraph.release import Release
from sendgraph.store.engine import Answer, Dataset, Solutions, Statement, Statements, Term, Truth, literal
from sendgraph.store.from_clauses import named_dataset
from sendgraph.store.query_check import CheckedQuery, check_query
from sendgraph.store.sparql_lexer import Token, position, tokens

_PLACE = re.compile(r"\berror at (\d+):(\d+)")
_NOT_SPARQL = "the query is not valid SPARQL 1.1"


class EmbeddedStore:
    """
    A release loaded into memory; safe to share between threads, as it is never written to.

    The union of all graphs is written out as the default graph. The engine could make it up
    for each query, but counts a statement then as often as graphs hold it, where SPARQL
    counts it once.
    """

    def __init__(self, nquads: bytes, *, base_iri: str, release_name: str) -> None:
        """
        Load N-Quads.

        Raises:
            InvalidRelease: where they do not parse.
        """
        self._store = pyoxigraph.Store()
        self._base_iri = base_iri
        self._release_name = release_name
        try:
            self._store.load(nquads, pyoxigraph.RdfFormat.N_QUADS)
            self._quads = len(self._store)
            union = [pyoxigraph.Quad(quad.subject, quad.predicate, quad.object) for quad in self._store]
            self._store.extend(union)
        except SyntaxError as error:
            raise InvalidRelease(
                f"the graph is damaged: {error}", where=release_name, remedy="build the release again"
            ) from None

    @classmethod
    def open(cls, release: Release) -> "EmbeddedStore":
        """Load a release."""
        return cls(release.nquads(), base_iri=release.base_iri, release_name=release.name)

    @property
    def base_iri(self) -> str:
        """Start of every IRI of the release's own."""
        return self._base_iri

    @property
    def release_name(self) -> str:
        """The name of the release."""
        return self._release_name

    def __len__(self) -> int:
        """How many quads there are."""
        return self._quads

    def query(
        self, query: str | CheckedQuery, *, dataset: Dataset | None = None, max_rows: int | None = None
    ) -> Answer:
        """
        Answer a query.

        >>> quad = b'<http://a> <http://b> "c" <http://g> .'
        >>> store = EmbeddedStore(quad, base_iri="http://x/", release_name="-")
        >>> store.query("ASK { ?s ?p 'c' }")
        Truth(value=True)

        Raises:
            QueryRefused: where the query is not SPARQL, or not allowed.
            ResultTooLarge: where the answer has more rows than `max_rows`.
        """
        checked = check_query(query) if isinstance(query, str) else query
        try:
            answer, count = _answer(self._run(checked, dataset), max_rows)
        except SyntaxError as error:
            raise _not_sparql(checked.text, str(error)) from None
        if max_rows is not None and count > max_rows:
            # Raised here, where no frame holds the engine's iterator: it may not leave its thread.
            raise ResultTooLarge(
                f"the answer has more than {max_rows:,} rows",
                remedy="ask for less, or page with LIMIT and OFFSET",
            )
        return answer

    def _run(self, query: CheckedQuery, dataset: Dataset | None) -> object:
        if dataset is None and query.has_dataset:
            dataset = named_dataset(query.text)
        if dataset is None:
            return self._store.query(query.text)
        default, named = _named_nodes(dataset.default), _named_nodes(dataset.named)
        if len(default) < 2:
            return self._store.query(query.text, default_graph=default, named_graphs=named)
        merged = self._merged(default, named)
        return merged.query(query.text, default_graph=pyoxigraph.DefaultGraph(), named_graphs=named)

    def _merged(self, default: list[Any], named: list[Any]) -> pyoxigraph.Store:
        """A store whose default graph is the merge of several: a statement of two of them is one there."""
        merged = pyoxigraph.Store()
        for graph in default:
            quads = self._store.quads_for_pattern(None, None, None, graph)
            merged.extend(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
        for graph in named:
            merged.extend(self._store.quads_for_pattern(None, None, None, graph))
        return merged

    def match(
        self,
        subject: str | None = None,
        predicate: str | None = None,
        object_: str | None = None,
        graph: str | None = None,
    ) -> Iterator[Statement]:
        """
        The statements with these IRIs in these places, each with its graph.

        >>> quad = b'<http://a> <http://b> "c" <http://g> .'
        >>> store = EmbeddedStore(quad, base_iri="http://x/", release_name="-")
        >>> [s.graph for s in store.match(predicate="http://b")]
        ['http://g']
        """
        try:
            subjects, predicates, objects, graphs = (
                None if iri is None else pyoxigraph.NamedNode(iri)
                for iri in (subject, predicate, object_, graph)
            )
        except ValueError:
            return  # what is not an IRI stands in no statement
        for quad in self._store.quads_for_pattern(subjects, predicates, objects, graphs):
            name = quad.graph_name
            if not isinstance(name, pyoxigraph.DefaultGraph):
                yield Statement(_term(quad.subject), quad.predicate.value, _term(quad.object), name.value)


def _term(term: object) -> Term:
    if isinstance(term, pyoxigraph.NamedNode):
        return Term("iri", term.value)
    if isinstance(term, pyoxigraph.Literal):
        return literal(term.value, term.datatype.value, term.language)
    if isinstance(term, pyoxigraph.BlankNode):
        return Term("blank", term.value)
    raise TypeError(f"{type(term).__name__} is not a term of RDF 1.1")


def _named_nodes(iris: tuple[str, ...]) -> list[Any]:
    """Each once: the engine would count the statements of a graph that is named twice twice."""
    try:
        return [pyoxigraph.NamedNode(iri) for iri in dict.fromkeys(iris)]
    except ValueError:
        raise BadParameter("a graph of the dataset is not an IRI", remedy="give absolute IRIs") from None


def _answer(answer: object, max_rows: int | None) -> tuple[Answer, int]:
    """The answer in our own types, and how many rows: one more than allowed where there are more."""
    most = None if max_rows is None else max_rows + 1
    if isinstance(answer, pyoxigraph.QueryBoolean):
        return Truth(bool(answer)), 1
    if isinstance(answer, pyoxigraph.QuerySolutions):
        rows = [
            tuple(None if term is None else _term(term) for term in solution)
            for solution in islice(answer, most)
        ]
        return Solutions(tuple(variable.value for variable in answer.variables), rows), len(rows)
    assert isinstance(answer, pyoxigraph.QueryTriples)
    statements = [
        Statement(_term(triple.subject), triple.predicate.value, _term(triple.object))
        for triple in islice(answer, most)
    ]
    return Statements(statements), len(statements)


def _not_sparql(text: str, message: str) -> QueryRefused:
    """Say in our own words where a query does not parse; the engine's stay here."""
    undeclared = _undeclared_prefix(text)
    if undeclared is not None:
        line, column = position(text, undeclared.start)
        prefix = undeclared.text.partition(":")[0]
        what, remedy = f"the prefix {prefix}: is not declared", f"add a line PREFIX {prefix}: <…>"
    else:
        place = _PLACE.search(message)
        if place is None:
            return QueryRefused(_NOT_SPARQL, code="query-malformed")
        line, column = int(place.group(1)), int(place.group(2))
        what, remedy = _NOT_SPARQL, "look just before that place"
    return QueryRefused(what, where=f"line {line}, column {column}", remedy=remedy, code="query-malformed")


def _undeclared_prefix(text: str) -> Token | None:
    """The first name whose prefix no PREFIX declares before it."""
    declared: set[str] = set()
    before: Token | None = None
    for token in tokens(text):
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if before is not None and before.keyword == "PREFIX":
                declared.add(prefix)
            elif prefix not in declared:
                return token
        before = token
    return None
