"""The ontology as a page shows it: classes, properties and schemes with their definitions."""

from dataclasses import dataclass
from typing import Final

from sendgraph.store import Statement
from sendgraph.web.answers.describing import RDF_TYPE, RDFS_LABEL
from sendgraph.web.answers.served_release import ServedRelease

_OWL: Final = "http://www.w3.org/2002/07/owl#"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_CLASSES: Final = frozenset({f"{_OWL}Class"})
_PROPERTIES: Final = frozenset(
    {f"{_OWL}ObjectProperty", f"{_OWL}DatatypeProperty", f"{_OWL}AnnotationProperty"}
)
_SCHEMES: Final = frozenset({f"{_SKOS}ConceptScheme"})


@dataclass(frozen=True, slots=True)
class TermLine:
    """One term: its label, where its own page is, its name in IRIs, and its definition."""

    label: str
    path: str | None
    name: str
    definition: str


@dataclass(frozen=True, slots=True)
class VocabularyView:
    """Everything that the page about the ontology shows."""

    label: str
    iri: str
    version: str
    comment: str
    classes: tuple[TermLine, ...]
    properties: tuple[TermLine, ...]
    schemes: tuple[TermLine, ...]


def vocabulary_view(served: ServedRelease) -> VocabularyView:
    """What a page shows of the ontology and its schemes."""
    store, base = served.store, served.base_iri
    statements = [s for name in ("ontology", "schemes") for s in store.match(graph=f"{base}id/graph/{name}")]
    types: dict[str, set[str]] = {}
    for s in statements:
        if s.predicate == RDF_TYPE:
            types.setdefault(s.subject.value, set()).add(s.object.value)
    texts = _texts(statements)
    iri = str(served.namespaces.send)

    def lines(kinds: frozenset[str]) -> tuple[TermLine, ...]:
        found = [
            TermLine(
                texts.get((term, RDFS_LABEL), term.removeprefix(iri)),
                served.path(term),
                term.removeprefix(iri),
                texts.get((term, f"{_SKOS}definition"), ""),
            )
            for term, its in types.items()
            if term.startswith(iri) and not kinds.isdisjoint(its)
        ]
        return tuple(sorted(found, key=lambda line: (line.label.lower(), line.name)))

    return VocabularyView(
        label=texts.get((iri, RDFS_LABEL), "The vocabulary"),
        iri=iri,
        version=texts.get((iri, f"{_OWL}versionInfo"), ""),
        comment=texts.get((iri, "http://www.w3.org/2000/01/rdf-schema#comment"), ""),
        classes=lines(_CLASSES),
        properties=lines(_PROPERTIES),
        schemes=lines(_SCHEMES),
    )


def _texts(statements: list[Statement]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for s in statements:
        if s.object.kind == "literal" and (s.object.language or "en").startswith("en"):
            found.setdefault((s.subject.value, s.predicate), s.object.value)
    return found
