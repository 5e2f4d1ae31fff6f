"""The embedded engine: a release in memory, in Oxigraph."""

import io
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

import pyoxigraph

from sendgraph.errors import BadParameter, InvalidRelease, QueryRefused, QueryTooLarge, SendgraphError
from sendgraph.graph.json_ld import Context
from sendgraph.release import Release
from sendgraph.store.bounded import too_many_bytes, too_many_rows
from sendgraph.store.engine import Answer, Dataset, Solutions, Statement, Statements, Term, Truth, literal
from sendgraph.store.formats import (
    GRAPH_MEDIA_TYPES,
    TABLE_MEDIA_TYPES,
    GraphFormat,
    TableFormat,
    is_graph_format,
    is_table_format,
)
from sendgraph.store.from_clauses import named_dataset
from sendgraph.store.named_graphs import NamedGraphs
from sendgraph.store.query_check import CheckedQuery, check_query
from sendgraph.store.serialise import serialise_table
from sendgraph.store.sparql_lexer import Token, position, tokens
from sendgraph.store.writing import graph_bytes, has_bare_comma, table_bytes

_N_TRIPLES: Final = pyoxigraph.RdfFormat.N_TRIPLES
#: Statements that are copied to merge graphs for a query: more would take seconds.
_MOST_MERGED: Final = 100_000
_PLACE = re.compile(r"\berror at (\d+):(\d+)")
_ENGINE_ERRORS: Final = (SyntaxError, RuntimeError, OSError)
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
            self._graphs = NamedGraphs.of(nquads)
        except SyntaxError as error:
            raise InvalidRelease(
                f"the graph is damaged: {error}", where=release_name, remedy="build the release again"
            ) from None
        self._keep_blank_nodes(nquads)
        self._quads = len(self._store)
        self._store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")

    def _keep_blank_nodes(self, nquads: bytes) -> None:
        """Give blank nodes back the labels that loading has changed, so that answers are always the same."""
        if self._graphs.blank:
            for graph in self._graphs.blank:
                self._store.remove_graph(pyoxigraph.NamedNode(graph))
            ends = tuple(f"<{graph}> .".encode() for graph in self._graphs.blank)
            lines = b"".join(line for line in io.BytesIO(nquads) if line.rstrip().endswith(ends))
            self._store.bulk_extend(pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_QUADS))

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

    @property
    def graph_sizes(self) -> Mapping[str, int]:
        """How many statements each named graph holds."""
        return self._graphs.sizes

    @property
    def distinct_triples(self) -> int:
        """How many statements the default graph has, in which each stands once."""
        return len(self._store) - self._quads

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
        refused: SendgraphError
        try:
            answer, count = _answer(self._run(checked, dataset), max_rows)
            if max_rows is None or count <= max_rows:
                return answer
            refused = too_many_rows(max_rows)
        except _ENGINE_ERRORS as error:
            refused = _in_own_words(checked, error)
        # Raised here, where no frame holds the engine's iterator: it may not leave its thread.
        raise refused

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
        Answer a query in a format that fits it.

        >>> quad = b'<http://a> <http://b> "c" <http://g> .'
        >>> store = EmbeddedStore(quad, base_iri="http://x/", release_name="-")
        >>> store.answer_bytes("SELECT ?o { ?s ?p ?o }", "csv")
        b'o\\r\\nc\\r\\n'

        Raises:
            QueryRefused: where the query is not SPARQL, or not allowed.
            ResultTooLarge: as soon as the answer has more rows or bytes than may be.
            QueryTooLarge: where graphs would have to be merged that are too large for it.
            BadParameter: where the format does not fit the query or its answer.
        """
        checked = check_query(query) if isinstance(query, str) else query
        refused: SendgraphError
        answer: Any = None
        try:
            answer = self._run(checked, dataset)
            is_graph = isinstance(answer, pyoxigraph.QueryTriples)
            if is_graph and is_graph_format(form):
                return graph_bytes(
                    answer, form, prefixes=prefixes, context=context, max_rows=max_rows, max_bytes=max_bytes
                )
            if not is_graph and is_table_format(form):
                content = table_bytes(answer, form, max_rows=max_rows, max_bytes=max_bytes)
                if form == "csv" and has_bare_comma(content):
                    found = self.query(checked, dataset=dataset, max_rows=max_rows)
                    assert isinstance(found, Solutions)
                    content = serialise_table(found, "csv")
                    if max_bytes is not None and len(content) > max_bytes:
                        raise too_many_bytes(max_bytes)
                return content
            raise BadParameter(
                f"{form} is no format for a {checked.form}",
                where="format",
                remedy=f"take one of {', '.join(GRAPH_MEDIA_TYPES if is_graph else TABLE_MEDIA_TYPES)}",
            )
        except _ENGINE_ERRORS as error:
            refused = _in_own_words(checked, error)
        except SendgraphError as error:
            refused = error.with_traceback(None)
        answer = None  # the engine's iterator may not leave its thread, as it might with a traceback
        raise refused

    def _run(self, query: CheckedQuery, dataset: Dataset | None) -> Any:
        if dataset is None and query.has_dataset:
            dataset = named_dataset(query.text, self._base_iri)
        base = self._base_iri
        if dataset is None:
            return self._store.query(query.text, base_iri=base)
        default, named = self._known(dataset.default), self._known(dataset.named)
        iris = [graph.value for graph in default]
        if self._graphs.overlap(iris):
            is_all = len(default) == len(self._graphs.sizes)
            store = self._store if is_all else self._merged(iris, default, named)
            union = pyoxigraph.DefaultGraph()
            return store.query(query.text, base_iri=base, default_graph=union, named_graphs=named)
        return self._store.query(query.text, base_iri=base, default_graph=default, named_graphs=named)

    def _known(self, iris: tuple[str, ...]) -> list[Any]:
        """
        The graphs of these IRIs that there are, each once.

        The engine would count the statements of a graph that is named twice twice, and
        those of several graphs as often as graphs hold them.
        """
        try:
            nodes = [pyoxigraph.NamedNode(iri) for iri in dict.fromkeys(iris)]
        except ValueError:
            raise BadParameter("a graph of the dataset is not an IRI", remedy="give absolute IRIs") from None
        return [node for node in nodes if node.value in self._graphs.sizes]

    def _merged(self, iris: list[str], default: list[Any], named: list[Any]) -> pyoxigraph.Store:
        """
        A store whose default graph is the merge of several: a statement of two of them is one there.

        Raises:
            QueryTooLarge: where that is too much to copy for one query.
        """
        size = self._graphs.size([*iris, *(graph.value for graph in named)])
        if size > _MOST_MERGED:
            raise QueryTooLarge(
                f"the graphs to merge share statements and hold {size:,}, of which a query may copy "
                f"{_MOST_MERGED:,}",
                where="dataset",
                remedy="name fewer graphs, ask with GRAPH, or name none for the union of all",
            )
        triples = self._store.query("CONSTRUCT WHERE { ?s ?p ?o }", default_graph=default)
        assert isinstance(triples, pyoxigraph.QueryTriples)
        merged = pyoxigraph.Store()
        if self._graphs.blank.isdisjoint(iris):
            content = triples.serialize(format=_N_TRIPLES)
            merged.bulk_load(content, _N_TRIPLES)
        else:  # loading would change the labels of blank nodes
            merged.bulk_extend(pyoxigraph.Quad(*triple) for triple in triples)
        for graph in named:
            merged.bulk_extend(self._store.quads_for_pattern(None, None, None, graph))
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


def _in_own_words(query: CheckedQuery, error: Exception) -> QueryRefused:
    """What a query is told that the engine does not answer; the engine's words and addresses stay here."""
    if isinstance(error, SyntaxError):
        return _not_sparql(query.text, str(error))
    if isinstance(error, OSError) and query.calls_services:
        return QueryRefused(
            "a server that the query calls did not answer it",
            remedy="write SERVICE SILENT to go on without it, or try again later",
            code="service-failed",
        )
    return QueryRefused(
        "the query asks for what this engine does not have, such as another engine's function",
        remedy="keep to the functions of SPARQL 1.1",
    )


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
