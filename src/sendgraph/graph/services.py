"""Services as they run in one area, under their local names."""

from collections.abc import Mapping

from rdflib import URIRef

from sendgraph.graph.draft import Draft
from sendgraph.graph.iris import slug


def local_services(draft: Draft, findings: Mapping[int, URIRef]) -> None:
    """State each named service of the area and the findings that speak of it."""
    area = draft.inspection.area
    for service in draft.record.local_services:
        path = ("service", area, slug(service.name))
        name = draft.register.name("/".join(path), service.name)
        iri = draft.thing(draft.namespaces.thing(*path), "Service", name)
        draft.state(iri, "operatesIn", draft.area_iri)
        draft.concepts(iri, "serviceType", "service", [service.type])
        for n in service.findings:
            if n in findings:
                draft.state(findings[n], "service", iri)
