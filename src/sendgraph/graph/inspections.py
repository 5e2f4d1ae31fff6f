"""Inspections: when, where, under which framework, with which judgement, after which other one."""

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS

from sendgraph.graph.draft import Draft, integer, moment, plain
from sendgraph.graph.namespaces import Namespaces
from sendgraph.graph.register import Inspection


def describe_inspection(graph: Graph, namespaces: Namespaces, known: Inspection) -> URIRef:
    """
    State what the register knows of an inspection: its kind, its dates, its area.

    `dcterms:identifier` holds the paths under which it was known before (`inspection/halton-2017-03`),
    so that their addresses can redirect.
    """
    send = namespaces.send
    iri = namespaces.thing("inspection", known.slug)
    graph.add((iri, RDF.type, send.Inspection))
    graph.add((iri, RDFS.label, plain(known.label)))
    graph.add((iri, send.localArea, namespaces.thing("area", known.area)))
    graph.add((iri, send.framework, namespaces.concept("framework", known.framework)))
    graph.add((iri, send.inspectionType, namespaces.concept("inspection-type", known.kind)))
    graph.add((iri, send.year, integer(known.year)))
    if known.start and len(known.start) >= 7:
        graph.add((iri, send.startMonth, moment(known.start[:7])))
    for name, day in (("startDate", known.start), ("endDate", known.end)):
        if day and len(day) == 10:
            graph.add((iri, send[name], moment(day)))
    if known.published:
        graph.add((iri, send.publicationDate, moment(known.published)))
    for alias in known.aliases:
        graph.add((iri, DCTERMS.identifier, plain(f"inspection/{alias}")))
    return iri


def inspection(draft: Draft) -> None:
    """State what the document says of its inspection."""
    record, iri = draft.record, describe_inspection(draft.graph, draft.namespaces, draft.inspection)
    draft.thing(draft.area_iri, "LocalArea", draft.inspection.area_name)
    draft.concepts(iri, "judgement", "judgement", [record.judgement])
    if record.next_full_inspection_years is not None:
        draft.state(iri, "nextFullInspectionYears", integer(record.next_full_inspection_years))
    if record.monitoring_inspection_months is not None:
        draft.state(iri, "monitoringInspectionMonths", integer(record.monitoring_inspection_months))
    previous = draft.register.previous(record)
    if previous and previous.slug != draft.inspection.slug:
        former = describe_inspection(draft.graph, draft.namespaces, previous)
        draft.state(iri, "previousInspection", former)
