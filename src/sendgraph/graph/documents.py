"""Source documents, and the run of the software that read them."""

from collections.abc import Iterable
from typing import Final, Protocol

from rdflib import URIRef
from rdflib.namespace import DCTERMS

from sendgraph import RELEASED, __version__
from sendgraph.graph.bodies import bodies
from sendgraph.graph.draft import Draft, integer, moment, plain
from sendgraph.graph.register import INSPECTORS_KINDS, month_of

KIND_LABELS: Final = {
    "outcome-letter-2016": "outcome letter",
    "inspection-report-2023": "inspection report",
    "committee-report": "committee report",
    "improvement-update": "improvement update",
}


class Entry(Protocol):
    """What a catalogue says of a document beside what the document says itself."""

    @property
    def file(self) -> str:
        """The file's name."""

    @property
    def title(self) -> str | None:
        """The document's title."""

    @property
    def publisher(self) -> str | None:
        """Who published it."""

    @property
    def date(self) -> str | None:
        """Its date."""

    @property
    def licence(self) -> str | None:
        """The address of its licence."""

    @property
    def licence_note(self) -> str:
        """Its licence in words."""


def document_name(kind: str, short: str, date: str | None) -> str:
    """
    What a document is called where its things are named after it.

    >>> document_name("improvement-update", "Cheshire East 2018", "2019-09-24")
    'Cheshire East improvement update, September 2019'
    >>> document_name("outcome-letter-2016", "Halton 2017", "2017-05-25")
    'Halton 2017 outcome letter'
    """
    if kind in INSPECTORS_KINDS:
        return f"{short} {KIND_LABELS[kind]}"
    area = short.rpartition(" ")[0]
    return f"{area} {KIND_LABELS[kind]}" + (f", {month_of(date)}" if date else "")


def source_document(
    draft: Draft, entry: Entry | None, sha256: str, pages: int | None, inputs: Iterable[str] = ()
) -> None:
    """State what the document is, who published it, under which licence, and what it reports."""
    record, graph, document = draft.record, draft.graph, draft.document
    draft.thing(document, "SourceDocument", draft.document_name)
    draft.concepts(document, "documentKind", "document-kind", [record.kind])
    title = record.title or (entry and entry.title)
    issued = record.document_date or (entry and entry.date)
    publisher = record.publisher or (entry and entry.publisher)
    if title:
        graph.add((document, DCTERMS.title, plain(title)))
    if issued and len(issued) == 10:
        graph.add((document, DCTERMS.issued, moment(issued)))
    for body in bodies(draft, publisher) if publisher else ():
        graph.add((document, DCTERMS.publisher, body))
    if entry and entry.licence:
        graph.add((document, DCTERMS.license, URIRef(entry.licence)))
    if entry and entry.licence_note:
        graph.add((document, DCTERMS.rights, plain(entry.licence_note)))
    graph.add((document, DCTERMS.identifier, plain(record.document)))
    graph.add((document, DCTERMS.spatial, draft.area_iri))
    file = entry.file if entry else record.document
    draft.state(document, "fileName", plain(file))
    draft.state(document, "sha256", plain(sha256))
    draft.state(document, "characters", integer(len(draft.text)))
    draft.state(document, "pages", integer(pages) if pages else None)
    if draft.reports:
        draft.state(draft.inspection_iri, "reportedIn", document)
    if draft.is_paper:
        draft.state(document, "answers", draft.inspection_iri)
    else:
        for alias in draft.inspection.aliases:
            graph.add((document, DCTERMS.identifier, plain(f"document/{alias}")))
    _extraction(draft, [f"{file} {sha256}", *inputs])


def _extraction(draft: Draft, inputs: Iterable[str]) -> None:
    """State the run that read the document: version, declared release date, inputs by hash."""
    run = draft.namespaces.thing("extraction", draft.document_slug)
    draft.thing(run, "Extraction", f"Reading of {draft.document_name} by sendgraph {__version__}")
    draft.state(run, "reads", draft.document)
    draft.state(run, "softwareVersion", plain(__version__))
    draft.state(run, "releaseDate", moment(RELEASED))
    draft.state(run, "inputHash", *map(plain, inputs))
