"""
A release in the syntaxes of RDF, written from its sorted lines as they come.

Nothing here holds the whole: ten million statements take no more memory than ten do.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Final

import pyoxigraph

from sendgraph.graph import Namespaces
from sendgraph.release.statistics import union

_BATCH: Final = 5_000


def by_graph(lines: Iterable[bytes]) -> list[bytes]:
    """Lines of N-Quads with those of a graph together, as `trig` and `jsonld` want them."""
    return sorted(lines, key=lambda line: (line[line.rindex(b" <") :], line))


def write_ntriples(lines: Iterable[bytes], out: IO[bytes], base_iri: str) -> None:
    """The union of the graphs, from lines that are sorted."""
    out.writelines(statement + b".\n" for statement in union(lines))


def write_turtle(lines: Iterable[bytes], out: IO[bytes], base_iri: str) -> None:
    """The union of the graphs, from lines that are sorted."""
    triples = _parsed((statement + b".\n" for statement in union(lines)), pyoxigraph.RdfFormat.N_TRIPLES)
    _serialise(triples, out, pyoxigraph.RdfFormat.TURTLE, base_iri)


def write_trig(lines: Iterable[bytes], out: IO[bytes], base_iri: str) -> None:
    """The graphs, each of which must come in one run."""
    _serialise(quads(lines), out, pyoxigraph.RdfFormat.TRIG, base_iri)


def quads(lines: Iterable[bytes]) -> Iterator[pyoxigraph.Quad]:
    """The quads of lines of N-Quads."""
    return _parsed(lines, pyoxigraph.RdfFormat.N_QUADS)


def _parsed(lines: Iterable[bytes], form: pyoxigraph.RdfFormat) -> Iterator[pyoxigraph.Quad]:
    source = iter(lines)
    while batch := b"".join(islice(source, _BATCH)):
        yield from pyoxigraph.parse(batch, format=form)


def _serialise(
    statements: Iterable[pyoxigraph.Quad], out: IO[bytes], form: pyoxigraph.RdfFormat, base_iri: str
) -> None:
    pyoxigraph.serialize(statements, out, form, prefixes=Namespaces(base_iri).prefixes)
