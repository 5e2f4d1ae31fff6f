"""
The SKOS schemes as plain data: concepts with their labels, for rooms that know no RDF.

`ontology/schemes/*.ttl` is the truth: an analyst widens a theme there, without Python.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph

from sendgraph.errors import InvalidFile
from sendgraph.shipped import folder

_SKOS = "http://www.w3.org/2004/02/skos/core#"


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept of a scheme; `labels` are its alternative ones, `hidden` those of recognition alone."""

    notation: str
    iri: str
    label: str
    definition: str | None
    broader: str | None
    labels: tuple[str, ...]
    hidden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme: notation → concept, in the order of the alphabet."""

    name: str
    concepts: Mapping[str, Concept]

    def narrower(self) -> list[Concept]:
        """The concepts that no other concept of the scheme is narrower than."""
        broad = {c.broader for c in self.concepts.values()}
        return [c for c in self.concepts.values() if c.notation not in broad]


def load_schemes(path: Path | None = None) -> Mapping[str, Scheme]:
    """
    Read every scheme of a folder of Turtle files; the shipped one by default.

    >>> load_schemes()["theme"].concepts["waiting-times"].label
    'Waiting times'

    Raises:
        InvalidFile: where a file does not parse or a concept lacks notation, label or scheme.
    """
    source = path or folder("ontology") / "schemes"
    values: dict[str, dict[str, list[str]]] = {}
    for file in sorted(source.glob("*.ttl")):
        try:
            for quad in pyoxigraph.parse(path=file, format=pyoxigraph.RdfFormat.TURTLE):
                if isinstance(quad.subject, pyoxigraph.NamedNode) and quad.predicate.value.startswith(_SKOS):
                    entry = values.setdefault(quad.subject.value, {})
                    entry.setdefault(quad.predicate.value.removeprefix(_SKOS), []).append(_value(quad.object))
        except (SyntaxError, ValueError, OSError) as error:
            raise InvalidFile(f"not valid Turtle: {error}", where=str(file), remedy="mend the file") from None
    notations = {iri: entry["notation"][0] for iri, entry in values.items() if entry.get("notation")}
    schemes: dict[str, dict[str, Concept]] = {}
    for iri, entry in sorted(values.items()):
        if "inScheme" not in entry:
            continue
        if iri not in notations or not entry.get("prefLabel"):
            raise InvalidFile("a concept lacks its notation or preferred label", where=iri)
        broader = entry.get("broader", [])
        schemes.setdefault(entry["inScheme"][0].rsplit("/", 1)[-1], {})[notations[iri]] = Concept(
            notation=notations[iri],
            iri=iri,
            label=entry["prefLabel"][0],
            definition=_first(entry.get("definition", [])),
            broader=notations.get(broader[0]) if broader else None,
            labels=tuple(sorted(entry.get("altLabel", []))),
            hidden=tuple(sorted(entry.get("hiddenLabel", []))),
        )
    return {name: Scheme(name, concepts) for name, concepts in sorted(schemes.items())}


def _value(term: object) -> str:
    return str(getattr(term, "value", term))


def _first(values: Iterable[str]) -> str | None:
    return next(iter(values), None)
