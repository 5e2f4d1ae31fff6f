"""What the pages of the catalogue and of the numbers show."""

from collections.abc import Sequence
from dataclasses import dataclass

from sendgraph.release import PREFIXES, Release
from sendgraph.release.cited import licence_name
from sendgraph.release.describing import TITLE, WHAT
from sendgraph.web.answers.served_release import ServedRelease
from sendgraph.web.answers.tables import Cell
from sendgraph.web.downloads import Offered, offered

#: A page that lists more is no help; the data has all.
_MOST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document that the release was made from, under whose terms."""

    itself: Cell
    publisher: str
    date: str
    terms: Cell


@dataclass(frozen=True, slots=True)
class ListedSource:
    """A source of facts that stand beside the documents."""

    itself: Cell
    publishers: str
    licence: Cell | None


@dataclass(frozen=True, slots=True)
class CatalogueView:
    """The catalogue as its page shows it."""

    title: str
    what: str
    iri: str
    dataset: Cell
    publisher: str
    period: tuple[str, str] | None
    current: Offered
    earlier: tuple[Offered, ...]
    documents: tuple[ListedDocument, ...]
    sources: tuple[ListedSource, ...]
    base_iri: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the dataset by class, property or graph, and its numbers."""

    itself: Cell
    numbers: tuple[int, ...]
    example: Cell | None = None


@dataclass(frozen=True, slots=True)
class VoidView:
    """The numbers of the release as their page shows them."""

    release: str
    version: str
    whole: tuple[tuple[str, int, str], ...]
    classes: tuple[Part, ...]
    properties: tuple[Part, ...]
    graphs: tuple[Part, ...]
    ties: tuple[tuple[Cell, str, int], ...]


def catalogue_view(served: ServedRelease, earlier: Sequence[Release], publisher: str) -> CatalogueView:
    """The catalogue of the release that is served, and of others that can be downloaded."""
    counted = served.statistics
    first, last = counted.first_inspection, counted.last_inspection
    start = str(served.namespaces.document_graph(""))
    documents = tuple(
        ListedDocument(
            Cell(line.title or line.document, f"/doc/document/{line.graph.removeprefix(start)}"),
            line.publisher or "",
            line.date or "",
            Cell(line.licence_note, served.path(line.licence) if line.licence else None),
        )
        for line in served.release.documents[:_MOST_SHOWN]
    )
    sources = tuple(
        ListedSource(
            Cell(source.title, served.path(source.source)),
            ", ".join(sorted(source.publishers.values())),
            Cell(licence_name(source.licence), served.path(source.licence)) if source.licence else None,
        )
        for source in counted.sources
    )
    return CatalogueView(
        TITLE,
        WHAT,
        f"{served.base_iri}catalogue",
        Cell(served.dataset, f"/id/{served.namespaces.path(served.dataset)}"),
        publisher,
        (first, last) if first and last else None,
        offered(served.release),
        tuple(offered(release) for release in earlier if release.base_iri == served.base_iri),
        documents,
        sources,
        served.base_iri,
    )


def void_view(served: ServedRelease) -> VoidView:
    """The numbers of the release that is served."""
    counted, manifest = served.statistics, served.release.manifest
    return VoidView(
        served.release.name,
        manifest.version,
        (
            ("Statements", counted.triples, "each counted once, however many graphs hold it"),
            ("Entities", counted.entities, "subjects that have a class"),
            ("Subjects", counted.subjects, "different ones"),
            ("Objects", counted.objects, "different ones"),
            ("Things", counted.things, f"under {served.namespaces.things}"),
            ("Terms", counted.terms, f"under {served.namespaces.send}"),
        ),
        tuple(
            Part(_cell(served, name), (kind.entities,), _cell(served, kind.example) if kind.example else None)
            for name, kind in counted.classes.items()
        ),
        tuple(
            Part(_cell(served, name), (used.triples, used.subjects, used.objects))
            for name, used in counted.properties.items()
        ),
        tuple(
            Part(_cell(served, name), (number,))
            for name, number in sorted(manifest.graphs.items())[:_MOST_SHOWN]
        ),
        tuple((_cell(served, tie.property), tie.namespace, tie.triples) for tie in counted.ties),
    )


def _cell(served: ServedRelease, iri: str) -> Cell:
    """An IRI as short as it is still understood."""
    short = served.short(iri)
    if short == iri:
        short = served.namespaces.path(iri)
    for prefix, namespace in PREFIXES.items():
        if short.startswith(namespace):
            short = f"{prefix}:{short.removeprefix(namespace)}"
    return Cell(short, served.path(iri))
