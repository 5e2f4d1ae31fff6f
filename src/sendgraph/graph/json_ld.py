"""
JSON-LD as people read it: short names for properties, bare values, and a context that explains both.

Nothing is lost on the way back: a value whose bare form would be read as something else
keeps its datatype or language beside it, and a node with an IRI that a name of the context
would capture is written out in full.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

import pyoxigraph

from sendgraph.graph.namespaces import CONCEPT_PREFIXES, Namespaces, rebase
from sendgraph.shipped import folder

#: What stands under "@context": a namespace for a prefix, a definition for a term.
Context = Mapping[str, str | Mapping[str, str]]

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TYPE: Final = f"{_RDF}type"
_OWL: Final = "http://www.w3.org/2002/07/owl#"
_SH: Final = "http://www.w3.org/ns/shacl#"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
#: IRIs whose short forms are kept: enough for all that come often.
_MOST_KNOWN: Final = 50_000
#: JSON has strings and numbers of its own, which need no datatype.
_PLAIN: Final = frozenset({f"{_XSD}string", f"{_XSD}integer", f"{_XSD}boolean"})
_BOOLEANS: Final = {"true": True, "false": False}
_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,14}")  # what a number of JSON holds in every reader
_LOCAL: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-/]*")
#: Terms for other vocabularies; `send:label`, which points to a labelling, yields its name to labels.
_PUBLIC: Final = {"label": "rdfs:label", "comment": "rdfs:comment"}
_YIELDING: Final = {"label": "labelling"}


@lru_cache(maxsize=4)
def context(namespaces: Namespaces) -> Context:
    """
    The context of everything written in the vocabulary of these namespaces.

    >>> terms = context(Namespaces())
    >>> terms["finding"]
    {'@id': 'send:finding', '@type': '@id'}
    >>> terms["startDate"], terms["label"]
    ({'@id': 'send:startDate', '@type': 'xsd:date'}, {'@id': 'rdfs:label'})

    The prefixes of concepts are left out: most bear the name of a property (`theme`).
    """
    prefixes = {p: n for p, n in namespaces.prefixes.items() if p not in CONCEPT_PREFIXES and p != "rdf"}
    terms: dict[str, dict[str, str]] = {name: {"@id": iri} for name, iri in _PUBLIC.items()}
    start = str(namespaces.send)
    for iri, type_ in sorted(_properties(namespaces)):
        if iri.startswith(start):
            name = iri.removeprefix(start)
            term = terms[_YIELDING.get(name, name)] = {"@id": f"send:{name}"}
            if type_ is not None:
                term["@type"] = type_.replace(_XSD, "xsd:")
    return {**prefixes, **terms}


def document(nodes: Iterable[object], context_: Context) -> Iterator[bytes]:
    """
    A graph as a JSON-LD document, in pieces: a line for each node.

    >>> b"".join(document([{"@id": "ex:a"}], {"ex": "http://example.org/"}))
    b'{"@context": {"ex": "http://example.org/"},\\n"@graph": [\\n{"@id": "ex:a"}\\n]}\\n'
    """
    yield f'{{"@context": {json.dumps(context_)},\n'.encode()
    yield from _graph(nodes)
    yield b"}\n"


def dataset_document(graphs: Iterable[tuple[str, Iterable[object]]], context_: Context) -> Iterator[bytes]:
    """
    Named graphs, each with its nodes, as a JSON-LD document, in pieces.

    >>> graphs = [("http://example.org/g", [{"@id": "ex:a"}])]
    >>> json.loads(b"".join(dataset_document(graphs, {"ex": "http://example.org/"})))["@graph"]
    [{'@id': 'http://example.org/g', '@graph': [{'@id': 'ex:a'}]}]
    """
    yield f'{{"@context": {json.dumps(context_)},\n"@graph": ['.encode()
    before = b"\n"
    for name, nodes in graphs:
        yield before + f'{{"@id": {json.dumps(name)}, '.encode()
        yield from _graph(nodes)
        yield b"}"
        before = b",\n"
    yield b"\n]}\n"


def _graph(nodes: Iterable[object]) -> Iterator[bytes]:
    yield b'"@graph": ['
    before = "\n"
    for node in nodes:
        yield f"{before}{json.dumps(node, ensure_ascii=False)}".encode()
        before = ",\n"
    yield b"\n]"


class Compactor:
    """
    Triples to nodes of JSON-LD under a context.

    >>> a, b = pyoxigraph.NamedNode("http://example.org/a"), pyoxigraph.NamedNode("http://example.org/b")
    >>> list(Compactor({"b": {"@id": b.value, "@type": "@id"}}).nodes([pyoxigraph.Triple(a, b, b)]))
    [{'@id': 'http://example.org/a', 'b': 'http://example.org/b'}]
    """

    def __init__(self, context_: Context) -> None:
        """Take the names of a context."""
        self._names = frozenset(context_)
        prefixes = [(name, value) for name, value in context_.items() if isinstance(value, str)]
        self._prefixes = sorted(prefixes, key=lambda item: -len(item[1]))
        self._terms = {
            self._whole(term["@id"]): (name, self._whole(term["@type"]) if "@type" in term else None)
            for name, term in context_.items()
            if not isinstance(term, str)
        }
        self._keys: dict[str, tuple[str, str | None]] = {}
        self._iris: dict[str, str] = {}

    def nodes(self, triples: Iterable[pyoxigraph.Triple | pyoxigraph.Quad]) -> Iterator[dict[str, Any]]:
        """A node for each subject, where its triples follow each other."""
        for subject, group in groupby(triples, key=attrgetter("subject")):
            pairs = [(triple.predicate.value, triple.object) for triple in group]
            try:
                yield self._node(subject, pairs)
            except _Captured:
                yield _expanded(subject, pairs)

    def _node(self, subject: object, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        node: dict[str, Any] = {"@id": self._resource(subject)}
        for predicate, object_ in pairs:
            if predicate == _TYPE and not isinstance(object_, pyoxigraph.Literal):
                key, value = "@type", self._resource(object_)
            else:
                key, coerced = self._keys.get(predicate) or self._key(predicate)
                value = self._value(object_, coerced)
            if key not in node:
                node[key] = value
            elif isinstance(node[key], list):
                node[key].append(value)
            else:
                node[key] = [node[key], value]
        return node

    def _value(self, term: Any, coerced: str | None) -> Any:
        if not isinstance(term, pyoxigraph.Literal):
            iri = self._resource(term)
            return iri if coerced == "@id" else {"@id": iri}
        value, language, datatype = term.value, term.language, term.datatype.value
        if language:
            return {"@language": language, "@value": value}
        if datatype == coerced:
            return value
        if datatype == f"{_XSD}string":
            return value if coerced is None else {"@value": value}
        if coerced is None:
            if datatype == f"{_XSD}integer" and _INTEGER.fullmatch(value):
                return int(value)
            if datatype == f"{_XSD}boolean" and value in _BOOLEANS:
                return _BOOLEANS[value]
        return {"@type": self._iri(datatype), "@value": value}

    def _key(self, predicate: str) -> tuple[str, str | None]:
        term = self._terms.get(predicate)
        self._keys[predicate] = key = term or (self._iri(predicate), None)
        return key

    def _whole(self, name: str) -> str:
        """What a name in a definition stands for: `@id` or an IRI."""
        prefix, _, local = name.partition(":")
        namespace = dict(self._prefixes).get(prefix)
        return name if namespace is None else namespace + local

    def _resource(self, term: Any) -> str:
        return self._iri(term.value) if isinstance(term, pyoxigraph.NamedNode) else f"_:{term.value}"

    def _iri(self, iri: str) -> str:
        """
        The IRI, by a prefix where one fits.

        Raises:
            _Captured: where a name of the context is the scheme of the IRI.
        """
        short = self._iris.get(iri)
        if short is None:
            if iri.partition(":")[0] in self._names:
                raise _Captured
            short = iri
            for prefix, namespace in self._prefixes:
                if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                    short = f"{prefix}:{iri[len(namespace) :]}"
                    break
            if len(self._iris) >= _MOST_KNOWN:
                self._iris.clear()
            self._iris[iri] = short
        return short


class _Captured(Exception):
    """An IRI that a reader would take for a name of the context."""


def _expanded(subject: Any, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    node: dict[str, Any] = {"@context": None, "@id": _full(subject)}
    for predicate, object_ in pairs:
        if isinstance(object_, pyoxigraph.Literal):
            value: dict[str, str] = {"@value": object_.value}
            if object_.language:
                value["@language"] = object_.language
            elif object_.datatype.value != f"{_XSD}string":
                value["@type"] = object_.datatype.value
        else:
            value = {"@id": _full(object_)}
        node.setdefault(predicate, []).append(value)
    return node


def _full(term: Any) -> str:
    return str(term.value) if isinstance(term, pyoxigraph.NamedNode) else f"_:{term.value}"


def _properties(namespaces: Namespaces) -> set[tuple[str, str | None]]:
    """Each property of the ontology with what its values always are: "@id", a datatype, or None."""
    datatypes = _datatypes(namespaces)
    kinds = {f"{_OWL}ObjectProperty": True, f"{_OWL}DatatypeProperty": False}
    ontology = rebase((folder("ontology") / "sendgraph.ttl").read_text(encoding="utf-8"), namespaces.base_iri)
    found: set[tuple[str, str | None]] = set()
    for triple in pyoxigraph.parse(ontology, format=pyoxigraph.RdfFormat.TURTLE):
        kind = kinds.get(_full(triple.object)) if triple.predicate.value == _TYPE else None
        if kind is not None:
            iri = _full(triple.subject)
            found.add((iri, "@id" if kind else datatypes.get(iri)))
    return found


def _datatypes(namespaces: Namespaces) -> dict[str, str]:
    """The one datatype that the shapes allow for a property, where JSON has none for it."""
    allowed: dict[str, set[str]] = {}
    for file in sorted(folder("shapes").glob("*.ttl")):
        text = rebase(file.read_text(encoding="utf-8"), namespaces.base_iri)
        paths: dict[object, str] = {}
        datatypes: list[tuple[object, str]] = []
        for triple in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE):
            if triple.predicate.value == f"{_SH}path":
                paths[triple.subject] = _full(triple.object)
            elif triple.predicate.value == f"{_SH}datatype":
                datatypes.append((triple.subject, _full(triple.object)))
        for shape, datatype in datatypes:
            if shape in paths:
                allowed.setdefault(paths[shape], set()).add(datatype)
    return {path: min(types) for path, types in allowed.items() if len(types) == 1 and not types & _PLAIN}
