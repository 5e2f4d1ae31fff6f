"""
What there is to count in a release, counted in one pass over its sorted lines.

Each statement counts once, however many graphs hold it, as it does where the release is
served. Memory does not grow with the statements but for eight bytes of each.
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
import pyoxigraph
from pydantic import BaseModel, ConfigDict

from sendgraph.errors import InvalidRelease

_TYPE: Final = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_LABEL: Final = b"<http://www.w3.org/2000/01/rdf-schema#label>"
_DCT: Final = "http://purl.org/dc/terms/"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_OWL: Final = "http://www.w3.org/2002/07/owl#"
_DATE: Final = re.compile(rb'"(\d{4}(?:-\d\d){0,2})"')

#: Properties that tie a term or thing of ours to one of somebody else's.
_TIES: Final = frozenset(
    f"<{iri}>".encode()
    for iri in (
        *(f"{_SKOS}{name}Match" for name in ("exact", "close", "broad", "narrow", "related")),
        *(f"{_RDFS}{name}" for name in ("subClassOf", "subPropertyOf", "seeAlso")),
        *(f"{_OWL}{name}" for name in ("equivalentClass", "equivalentProperty", "sameAs")),
    )
)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ClassCount(_Part):
    """How many things a class has, and the first of those under the base, as an example."""

    entities: int
    example: str | None


class PropertyCount(_Part):
    """How many statements a property is in, and how many different subjects and objects these have."""

    triples: int
    subjects: int
    objects: int


class Ties(_Part):
    """How many statements tie things here to those of another namespace by a property."""

    property: str
    namespace: str
    triples: int


class SourceLine(_Part):
    """A source of reference facts: what it is called, who published it, under which licence."""

    source: str
    title: str
    licence: str | None
    taken: str | None
    publishers: dict[str, str]


class Statistics(_Part):
    """The numbers of a release, over the union of its graphs."""

    triples: int
    subjects: int
    objects: int
    entities: int
    things: int
    terms: int
    classes: dict[str, ClassCount]
    properties: dict[str, PropertyCount]
    ties: tuple[Ties, ...]
    sources: tuple[SourceLine, ...]
    first_inspection: str | None
    last_inspection: str | None

    def to_bytes(self) -> bytes:
        """The one serialisation of these numbers."""
        return self.model_dump_json(indent=1).encode() + b"\n"


def read_statistics(content: bytes, where: str) -> Statistics:
    """
    The numbers out of their file.

    Raises:
        InvalidRelease: where it holds something else.
    """
    try:
        return Statistics.model_validate_json(content)
    except ValueError:
        raise InvalidRelease(
            "the statistics are damaged", where=where, remedy="build the release again"
        ) from None


def union(lines: Iterable[bytes]) -> Iterator[bytes]:
    r"""
    The statements of sorted canonical N-Quads without their graphs, each once, without line ends.

    All quads of a statement start alike, so that they follow each other.

    >>> list(union([b"<http://a/s> <http://a/p> 'o' <http://a/g> .\n"] * 2))
    [b"<http://a/s> <http://a/p> 'o' "]
    """
    former = b""
    for line in lines:
        statement = line[: line.rindex(b" <") + 1]
        if statement != former:
            yield statement
            former = statement


def count(lines: Iterable[bytes], base_iri: str) -> Statistics:
    """Count what stands in sorted canonical N-Quads, given a line at a time."""
    counted = _Counting(base_iri)
    for statement in union(lines):
        subject, predicate, object_ = statement.split(b" ", 2)
        counted.take(subject, predicate, object_[:-1])
    return counted.result()


class _Counting:
    """The tally of a pass: statements come sorted, so that those of a subject follow each other."""

    def __init__(self, base_iri: str) -> None:
        start = f"<{base_iri}".encode()
        self._base, self._things, self._terms = start, start + b"id/", start + b"def/"
        self._source, self._body = start + b"id/source/", start + b"id/body/"
        self._starts = {start + b"def/startDate>", start + b"def/startMonth>"}
        self._ends = self._starts | {start + b"def/endDate>"}
        self._numbers: Counter[str] = Counter()
        self._subject = self._predicate = b""
        self._is_typed = False
        self._triples: Counter[bytes] = Counter()
        self._subjects: Counter[bytes] = Counter()
        self._objects: defaultdict[bytes, array[int]] = defaultdict(lambda: array("q"))
        self._classes: Counter[bytes] = Counter()
        self._examples: dict[bytes, bytes] = {}
        self._ties: Counter[tuple[bytes, bytes]] = Counter()
        self._facts: defaultdict[bytes, list[tuple[bytes, bytes]]] = defaultdict(list)
        self._bodies: dict[bytes, bytes] = {}
        self._first: bytes | None = None
        self._last: bytes | None = None

    def take(self, subject: bytes, predicate: bytes, object_: bytes) -> None:
        if subject != self._subject:
            self._next_subject(subject)
        if predicate != self._predicate:
            self._predicate = predicate
            self._subjects[predicate] += 1
        self._numbers["triples"] += 1
        self._triples[predicate] += 1
        # Eight bytes stand for an object: two of ten million share them once in some 100,000 releases.
        self._objects[predicate].append(hash(object_))
        if predicate == _TYPE:
            self._take_class(subject, object_)
        elif predicate in self._ends:
            self._take_day(predicate, object_)
        elif predicate in _TIES and subject.startswith(self._base) and self._is_elsewhere(object_):
            self._ties[predicate, _namespace(object_)] += 1
        if subject.startswith(self._source):
            self._facts[subject].append((predicate, object_))
        elif predicate == _LABEL and subject.startswith(self._body):
            self._bodies[subject] = object_

    def _is_elsewhere(self, object_: bytes) -> bool:
        return object_.startswith(b"<") and not object_.startswith(self._base)

    def _next_subject(self, subject: bytes) -> None:
        self._subject, self._predicate, self._is_typed = subject, b"", False
        self._numbers["subjects"] += 1
        self._numbers["things"] += subject.startswith(self._things)
        self._numbers["terms"] += subject.startswith(self._terms)

    def _take_class(self, subject: bytes, kind: bytes) -> None:
        self._classes[kind] += 1
        if subject.startswith(self._base):
            self._examples.setdefault(kind, subject)
        if not self._is_typed:
            self._is_typed = True
            self._numbers["entities"] += 1

    def _take_day(self, predicate: bytes, object_: bytes) -> None:
        found = _DATE.match(object_)
        if found:
            day = found.group(1)
            if predicate in self._starts:
                self._first = min(self._first or day, day)
            self._last = max(self._last or day, day)

    def result(self) -> Statistics:
        distinct = {
            name: np.unique(np.frombuffer(values, np.int64)) for name, values in self._objects.items()
        }
        return Statistics(
            triples=self._numbers["triples"],
            subjects=self._numbers["subjects"],
            objects=len(np.unique(np.concatenate(list(distinct.values())))) if distinct else 0,
            entities=self._numbers["entities"],
            things=self._numbers["things"],
            terms=self._numbers["terms"],
            classes={
                _iri(name): ClassCount(entities=number, example=_example(self._examples.get(name)))
                for name, number in sorted(self._classes.items())
                if name.startswith(b"<")
            },
            properties={
                _iri(name): PropertyCount(
                    triples=number, subjects=self._subjects[name], objects=len(distinct[name])
                )
                for name, number in sorted(self._triples.items())
            },
            ties=tuple(
                Ties(property=_iri(name), namespace=namespace.decode(), triples=number)
                for (name, namespace), number in sorted(self._ties.items())
            ),
            sources=tuple(self._source_line(name, facts) for name, facts in sorted(self._facts.items())),
            first_inspection=self._first.decode() if self._first else None,
            last_inspection=self._last.decode() if self._last else None,
        )

    def _source_line(self, name: bytes, facts: Iterable[tuple[bytes, bytes]]) -> SourceLine:
        said: defaultdict[str, list[bytes]] = defaultdict(list)
        for predicate, object_ in facts:
            said[_iri(predicate)].append(object_)
        licences, taken = said[f"{_DCT}license"], said[f"{_iri(self._base + b'def/factsTaken>')}"]
        return SourceLine(
            source=_iri(name),
            title=_text(said[f"{_DCT}title"][0]) if said[f"{_DCT}title"] else _iri(name),
            licence=_iri(licences[0]) if licences else None,
            taken=_text(taken[0]) if taken else None,
            publishers={
                _iri(body): _text(self._bodies[body]) if body in self._bodies else _iri(body)
                for body in said[f"{_DCT}publisher"]
            },
        )


def _iri(term: bytes) -> str:
    return term[1:-1].decode()


def _example(term: bytes | None) -> str | None:
    return None if term is None else _iri(term)


def _namespace(term: bytes) -> bytes:
    """
    The namespace of an IRI: all up to its last slash or hash.

    >>> _namespace(b"<http://www.w3.org/ns/prov#Entity>")
    b'http://www.w3.org/ns/prov#'
    """
    return term[1 : max(term.rfind(b"/"), term.rfind(b"#")) + 1]


def _text(literal: bytes) -> str:
    line = b"<urn:x> <urn:x> " + literal + b" .\n"
    (quad,) = pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, pyoxigraph.Literal)
    return quad.object.value
