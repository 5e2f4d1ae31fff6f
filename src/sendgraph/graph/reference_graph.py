"""The reference facts as a graph: areas, health bodies, published inspections, their sources."""

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS

from sendgraph.graph.bodies import NATIONAL, REFERENCE_KINDS, kind_of
from sendgraph.graph.draft import integer, moment, plain
from sendgraph.graph.inspections import describe_inspection
from sendgraph.graph.iris import organisation_slug
from sendgraph.graph.namespaces import Namespaces
from sendgraph.graph.register import Inspection, Register, register
from sendgraph.reference import Area, HealthBody, PublishedInspection, Reference, Source


def map_reference(reference: Reference, namespaces: Namespaces, known: Register | None = None) -> Graph:
    """The graph of the reference facts; `known` is the register of everything in the release."""
    graph = namespaces.new_graph()
    known = known or register([], reference)
    for source in reference.sources.values():
        _source(graph, namespaces, source)
    for area in reference.areas.values():
        _area(graph, namespaces, area)
    for body in reference.health_bodies.values():
        _health_body(graph, namespaces, body, reference)
    for published in reference.inspections:
        found = known.find(reference.areas[published.area].slug, published.start, published.published)
        if found:
            _inspection(graph, namespaces, published, found)
    return graph


def _source(graph: Graph, namespaces: Namespaces, source: Source) -> None:
    iri = namespaces.thing("source", source.key)
    graph.add((iri, RDF.type, namespaces.send.ReferenceSource))
    graph.add((iri, RDFS.label, plain(source.title)))
    graph.add((iri, DCTERMS.title, plain(source.title)))
    graph.add((iri, DCTERMS.license, URIRef(source.licence)))
    graph.add((iri, namespaces.send.factsTaken, plain(source.taken)))
    for name in source.publishers:
        slug = organisation_slug(name)
        body = namespaces.thing("body", slug)
        graph.add((iri, DCTERMS.publisher, body))
        graph.add((body, RDF.type, namespaces.send[kind_of(slug)]))
        graph.add((body, RDFS.label, plain(NATIONAL.get(slug, name))))


def _area(graph: Graph, namespaces: Namespaces, area: Area) -> None:
    send, iri = namespaces.send, namespaces.thing("area", area.slug)
    graph.add((iri, RDF.type, send.LocalArea))
    graph.add((iri, RDFS.label, plain(area.name)))
    graph.add((iri, send.officialName, plain(area.official_name)))
    for name in sorted({area.official_name, *area.also_known_as} - {area.name}):
        graph.add((iri, SKOS.altLabel, plain(name)))
    graph.add((iri, send.gssCode, plain(area.gss)))
    graph.add((iri, send.laCode, plain(area.la_code)))
    graph.add((iri, send.region, namespaces.concept("region", area.region)))
    graph.add((iri, send.authorityType, namespaces.concept("authority-type", area.authority_type)))
    if area.population_0_25 is not None:
        graph.add((iri, send.populationAged0To25, integer(area.population_0_25)))
    for neighbour in area.statistical_neighbours:
        graph.add((iri, send.statisticalNeighbour, namespaces.thing("area", neighbour)))
    graph.add((iri, DCTERMS.source, namespaces.thing("source", area.source)))


def _health_body(graph: Graph, namespaces: Namespaces, body: HealthBody, reference: Reference) -> None:
    send, iri = namespaces.send, namespaces.thing("body", body.slug)
    graph.add((iri, RDF.type, send[REFERENCE_KINDS[body.kind]]))
    graph.add((iri, RDFS.label, plain(body.name)))
    graph.add((iri, send.odsCode, plain(body.ods)))
    if body.gss:
        graph.add((iri, send.gssCode, plain(body.gss)))
    if body.start:
        graph.add((iri, send.establishedOn, moment(body.start)))
    if body.end:
        graph.add((iri, send.abolishedOn, moment(body.end)))
    if body.succeeded_by:
        successor = reference.health_bodies[body.succeeded_by].slug
        graph.add((iri, send.succeededBy, namespaces.thing("body", successor)))
    graph.add((iri, DCTERMS.source, namespaces.thing("source", body.source)))


def _inspection(
    graph: Graph, namespaces: Namespaces, published: PublishedInspection, known: Inspection
) -> None:
    send, iri = namespaces.send, describe_inspection(graph, namespaces, known)
    if published.judgement:
        graph.add((iri, send.judgement, namespaces.concept("judgement", published.judgement)))
    if published.next_inspection_years is not None:
        graph.add((iri, send.nextFullInspectionYears, integer(published.next_inspection_years)))
    graph.add((iri, DCTERMS.source, namespaces.thing("source", published.source)))
