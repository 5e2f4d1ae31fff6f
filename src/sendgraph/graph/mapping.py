"""A record becomes the graph of its document: the nouns of this room put together."""

from collections.abc import Iterable

from rdflib import Graph

from sendgraph.extraction.record import Record
from sendgraph.graph.bodies import body_kinds, responsible_bodies
from sendgraph.graph.documents import Entry, document_name, source_document
from sendgraph.graph.draft import Draft
from sendgraph.graph.findings import findings
from sendgraph.graph.inspections import inspection
from sendgraph.graph.measures import measures
from sendgraph.graph.namespaces import Namespaces
from sendgraph.graph.people import inspectors, officers
from sendgraph.graph.plans import plans
from sendgraph.graph.register import Register, register
from sendgraph.graph.services import local_services
from sendgraph.reference import Reference


def map_document(
    record: Record,
    *,
    text: str,
    sha256: str,
    entry: Entry | None,
    reference: Reference,
    namespaces: Namespaces,
    known: Register | None = None,
    pages: int | None = None,
    inputs: Iterable[str] = (),
) -> Graph:
    """
    The graph of what one document states.

    Args:
        record: what the document says.
        text: its extracted text, in which the record's offsets count.
        sha256: the hash of its bytes.
        entry: what the catalogue says of it.
        reference: facts about areas and health bodies.
        namespaces: under which base the IRIs stand.
        pages: how many pages the document has, where its format knows pages.
        known: the register of everything in the release; of this record and the reference alone by default.
        inputs: what was read beside the document, each as its name, a space and its SHA-256.
    """
    known = known or register([record], reference)
    about = known.inspection(record)
    draft = Draft(
        graph=namespaces.new_graph(),
        namespaces=namespaces,
        record=record,
        text=text,
        register=known,
        reference=reference,
        inspection=about,
        document_slug=known.document(record),
        body_kinds=body_kinds(record),
        document_name=document_name(record.kind, about.short, record.document_date),
    )
    source_document(draft, entry, sha256, pages, inputs)
    inspection(draft)
    responsible_bodies(draft)
    inspectors(draft)
    officers(draft)
    iris = findings(draft)
    local_services(draft, iris)
    measures(draft, iris)
    plans(draft, iris)
    return draft.graph
