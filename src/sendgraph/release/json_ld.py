"""JSON-LD of a whole release, written as its lines come: a line for each thing in each graph."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import IO, Final

import pyoxigraph

from sendgraph.graph import Namespaces
from sendgraph.release.exporting import _compact, _Shortener
from sendgraph.release.syntaxes import quads

_BATCH: Final = 1_000


def write_json_ld(lines: Iterable[bytes], out: IO[bytes], base_iri: str) -> None:
    """The graphs, each of which must come in one run, under a context that stands in the document."""
    terms = {p: n for p, n in Namespaces(base_iri).prefixes.items() if p != "rdf"}
    short = _Shortener(terms)
    out.write(b'{"@context": ' + _json(terms) + b',\n"@graph": [')
    for number, (graph, own) in enumerate(groupby(quads(lines), key=lambda quad: quad.graph_name)):
        assert isinstance(graph, pyoxigraph.NamedNode)
        out.write((b",\n" if number else b"\n") + b'{"@id": ' + _json(short(graph.value)) + b', "@graph": [')
        between = b"\n"
        for triples in _batches(own):
            content = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.JSON_LD)
            assert content is not None
            for node in json.loads(content):
                out.write(between + _json(_compact(node, short)))
                between = b",\n"
        out.write(b"\n]}")
    out.write(b"\n]}\n")


def _batches(own: Iterable[pyoxigraph.Quad]) -> Iterator[list[pyoxigraph.Triple]]:
    """The statements of a graph, some at a time, with those of a subject together."""
    triples: list[pyoxigraph.Triple] = []
    for _, statements in groupby(own, key=lambda quad: quad.subject):
        triples += (quad.triple for quad in statements)
        if len(triples) >= _BATCH:
            yield triples
            triples = []
    if triples:
        yield triples


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
