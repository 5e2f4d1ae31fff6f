"""People: inspectors of the two inspectorates, and named officers in the roles a document gives."""

from collections import Counter

from rdflib import URIRef

from sendgraph.graph.bodies import bodies, inspectorates
from sendgraph.graph.draft import Draft, plain
from sendgraph.graph.iris import slug


def inspectors(draft: Draft) -> None:
    """State who inspected, and who led."""
    for inspector in draft.record.inspectors:
        inspectorate = inspector.body.lower()
        person = _person(draft, inspectorate, inspector.name)
        draft.state(person, "memberOf", *inspectorates(draft, [inspectorate]))
        draft.state(draft.inspection_iri, "leadInspector" if inspector.lead else "inspector", person)


def officers(draft: Draft) -> None:
    """State the roles in which a document names officers: of the inspection's area, or in a paper."""
    seen: Counter[str] = Counter()
    holder = draft.document if draft.is_paper else draft.inspection_iri
    for officer in draft.record.officers:
        person = _person(draft, draft.inspection.area, officer.name)
        name = slug(officer.name)
        seen[name] += 1
        number = (str(seen[name]),) if seen[name] > 1 else ()
        role = draft.namespaces.thing("role", draft.document_slug, name, *number)
        label = ", ".join(part for part in (officer.name, officer.role, officer.body) if part)
        draft.thing(role, "Role", label)
        draft.state(role, "person", person)
        draft.state(role, "roleTitle", plain(officer.role) if officer.role else None)
        draft.state(role, "body", *(bodies(draft, officer.body) if officer.body else ()))
        draft.state(holder, "officer", role)


def _person(draft: Draft, within: str, name: str) -> URIRef:
    path = ("person", within, slug(name))
    return draft.thing(draft.namespaces.thing(*path), "Person", draft.register.name("/".join(path), name))
