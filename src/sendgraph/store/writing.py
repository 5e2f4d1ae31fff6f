"""
From the engine's own answers to bytes, without an object of ours for every term.

Tables the engine writes itself, in the time that Python needs to look at their terms. Its
XML has to be mended, as it lets through the characters that XML cannot hold; its CSV has to
be looked through.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

import pyoxigraph

from sendgraph.errors import BadParameter
from sendgraph.graph.json_ld import Compactor, Context, document
from sendgraph.store.bounded import BoundedOutput, RowCount, XmlOutput, too_many_rows
from sendgraph.store.formats import GraphFormat, TableFormat

_RESULTS: Final[Mapping[TableFormat, pyoxigraph.QueryResultsFormat]] = {
    "json": pyoxigraph.QueryResultsFormat.JSON,
    "xml": pyoxigraph.QueryResultsFormat.XML,
    "csv": pyoxigraph.QueryResultsFormat.CSV,
    "tsv": pyoxigraph.QueryResultsFormat.TSV,
}
_TYPE: Final = pyoxigraph.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_NO_MARKS: Final = bytes(byte for byte in range(256) if byte not in b'",\n')
_NAMELESS: Final = b"<oxprefix: "
_NAMELESS_CLASS: Final = re.compile(rb'\n\t<oxprefix: xmlns:oxprefix="([^"]*)"( rdf:[a-zA-Z]+="[^"]*")>')


def table_bytes(
    answer: pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean,
    form: TableFormat,
    *,
    max_rows: int | None = None,
    max_bytes: int | None = None,
) -> bytes:
    """
    The answer to a SELECT or ASK.

    >>> table_bytes(pyoxigraph.Store().query("SELECT ?x { VALUES ?x { 'a' } }"), "csv")
    b'x\\r\\na\\r\\n'

    Raises:
        ResultTooLarge: as soon as there are more rows or bytes than may be.
    """
    is_table = isinstance(answer, pyoxigraph.QuerySolutions)
    rows = RowCount(form, max_rows) if is_table and max_rows is not None else None
    output = (XmlOutput if form == "xml" else BoundedOutput)(max_bytes, rows)
    answer.serialize(output, format=_RESULTS[form])
    return output.getvalue()


def has_bare_comma(content: bytes) -> bool:
    """
    Whether CSV by the engine, which puts no IRI in quotation marks, has a comma too many.

    >>> has_bare_comma(b'a,b\\r\\n"x,y",z\\r\\n'), has_bare_comma(b"a\\r\\nhttp://a/x,y\\r\\n")
    (False, True)
    """
    marks = content.translate(None, _NO_MARKS)
    outside = b"".join(marks.split(b'"')[::2])
    header, _, rows = outside.partition(b"\n")
    return rows.count(b",") != header.count(b",") * rows.count(b"\n")


def graph_bytes(
    triples: Iterable[pyoxigraph.Triple],
    form: GraphFormat,
    *,
    prefixes: Mapping[str, str] | None = None,
    context: Context | None = None,
    max_rows: int | None = None,
    max_bytes: int | None = None,
) -> bytes:
    """
    Triples sorted, each once. JSON-LD takes the names of `context`, or the prefixes without one.

    >>> a = pyoxigraph.NamedNode("http://a")
    >>> graph_bytes([pyoxigraph.Triple(a, a, a)] * 2, "nt", max_rows=1)
    b'<http://a> <http://a> <http://a> .\\n'

    Raises:
        ResultTooLarge: as soon as there are more triples or bytes than may be.
        BadParameter: where RDF/XML has no way to write a predicate.
    """
    once: dict[str, pyoxigraph.Triple] = {}
    for triple in triples:
        once[str(triple)] = triple
        if max_rows is not None and len(once) > max_rows:
            raise too_many_rows(max_rows)
    lines = sorted(once)
    output = (XmlOutput if form == "rdf" else BoundedOutput)(max_bytes)
    if form == "nt":
        for line in lines:
            output.write(f"{line} .\n".encode())
        return output.getvalue()
    ordered = [once.pop(line) for line in lines]
    used = _used(ordered, prefixes or {}) if context is None or form != "jsonld" else {}
    if form == "jsonld":
        names = used if context is None else context
        for piece in document(Compactor(names).nodes(ordered), names):
            output.write(piece)
        return output.getvalue()
    if form == "ttl":
        pyoxigraph.serialize(ordered, output, format=pyoxigraph.RdfFormat.TURTLE, prefixes=used)
        return output.getvalue()
    elements = _elements(ordered)
    used = {prefix: namespace for prefix, namespace in used.items() if namespace not in elements}
    pyoxigraph.serialize(ordered, output, format=pyoxigraph.RdfFormat.RDF_XML, prefixes=used)
    return _with_names(output.getvalue())


def _used(triples: Iterable[pyoxigraph.Triple], prefixes: Mapping[str, str]) -> dict[str, str]:
    """Those of the prefixes that shorten anything here."""
    iris: set[str] = set()
    for triple in triples:
        for term in triple:
            if isinstance(term, pyoxigraph.Literal):
                iris.add(term.datatype.value)
            elif isinstance(term, pyoxigraph.NamedNode):
                iris.add(term.value)
    starts = {iri[: max(iri.rfind("/"), iri.rfind("#")) + 1] for iri in iris}
    return {prefix: namespace for prefix, namespace in prefixes.items() if namespace in starts}


def _elements(triples: Iterable[pyoxigraph.Triple]) -> set[str]:
    """The IRIs that RDF/XML writes as elements: predicates and classes."""
    iris: set[str] = set()
    for triple in triples:
        iris.add(triple.predicate.value)
        if triple.predicate == _TYPE and isinstance(triple.object, pyoxigraph.NamedNode):
            iris.add(triple.object.value)
    return iris


def _with_names(content: bytes) -> bytes:
    """
    RDF/XML without the elements that the engine leaves nameless: for IRIs such as `http://a/1`.

    A class can be written otherwise.

    Raises:
        BadParameter: for a predicate.
    """
    if _NAMELESS not in content:
        return content
    content = _NAMELESS_CLASS.sub(rb'\n\t<rdf:Description\2>\n\t\t<rdf:type rdf:resource="\1"/>', content)
    content = content.replace(b"\n\t</oxprefix:>", b"\n\t</rdf:Description>")
    if _NAMELESS in content:
        raise BadParameter(
            "a predicate of the answer has no name that RDF/XML can write",
            where="format",
            remedy="ask for Turtle, N-Triples or JSON-LD",
        )
    return content
