"""Bodies: councils, health bodies, inspectorates, boards, providers, and which of them is meant."""

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS

from sendgraph.extraction.record import Record
from sendgraph.graph.draft import Draft
from sendgraph.graph.iris import organisation_slug

#: The two inspectorates by the slug of their IRI.
INSPECTORATES: Final = {"ofsted": "Ofsted", "cqc": "Care Quality Commission"}
#: National bodies by the slug of their IRI.
NATIONAL: Final = {
    **INSPECTORATES,
    "department-for-education": "Department for Education",
    "nhs-england": "NHS England",
    "nhs-improvement": "NHS Improvement",
    "office-for-national-statistics": "Office for National Statistics",
}
#: Kinds of health body in the reference data → their classes.
REFERENCE_KINDS: Final = {
    "clinical-commissioning-group": "ClinicalCommissioningGroup",
    "integrated-care-board": "IntegratedCareBoard",
}
_COUNCIL_WORDS: Final = frozenset(
    {
        "council",
        "borough",
        "county",
        "city",
        "metropolitan",
        "royal",
        "district",
        "unitary",
        "of",
        "the",
        "mbc",
    }
)
_RESPONSIBLE: Final = frozenset({"LocalAuthority", "ClinicalCommissioningGroup", "IntegratedCareBoard"})
_JOINED = re.compile(r"\s*(?:[,;]\s*and\b|[,;&/]|\band\b)\s*")
_PLURAL = re.compile(r"\b(CCG|ICB|Clinical Commissioning Group|Integrated Care Board)s\s*$")


def kind_of(slug: str) -> str:
    """
    The class of a body by its slug; an organisation where its name says no more.

    >>> kind_of("nhs-halton-ccg"), kind_of("medway-send-improvement-board"), kind_of("head-office")
    ('ClinicalCommissioningGroup', 'Board', 'Organisation')
    """
    parts = slug.split("-")
    if slug in INSPECTORATES:
        return "Inspectorate"
    if slug in NATIONAL:
        return "Organisation"
    if "ccg" in parts:
        return "ClinicalCommissioningGroup"
    if "icb" in parts:
        return "IntegratedCareBoard"
    if parts[-1] in {"board", "partnership", "committee"}:
        return "Board"
    if "nhs" in parts and "trust" in parts:
        return "Provider"
    if parts[-1] == "council" or slug.startswith(("london-borough-of-", "royal-borough-of-")):
        return "LocalAuthority"
    return "Organisation"


def body_kinds(record: Record) -> dict[str, str]:
    """The class of each body that its place in a record tells, by the slug of the body."""
    kinds: dict[str, str] = {}
    for provider in record.providers:
        slug = organisation_slug(provider.name)
        kinds[slug] = "Board" if kind_of(slug) == "Board" else "Provider"
    stated = [*record.health_bodies, *record.predecessor_health_bodies, *record.other_responsible_bodies]
    stated += [name for finding in record.findings for name in finding.responsible_bodies]
    for name in stated:
        slug = organisation_slug(name)
        kinds[slug] = kind_of(slug) if kind_of(slug) in _RESPONSIBLE else "OtherResponsibleBody"
    return kinds


def body(draft: Draft, name: str) -> URIRef:
    """
    The body of that name, described.

    A council is the area's own under whatever name a document gives it; a health body that
    the reference knows carries the reference's name.
    """
    slug = organisation_slug(name)
    if _is_own_authority(draft, slug):
        return local_authority(draft, name)
    kind = draft.body_kinds.get(slug) or kind_of(slug)
    label = NATIONAL.get(slug) or draft.register.name(f"body/{slug}", name)
    return draft.thing(draft.namespaces.thing("body", slug), kind, label)


def place_of(slug: str) -> str:
    """
    The place that a council or an area is named after.

    >>> place_of("halton-borough-council"), place_of("london-borough-of-enfield"), place_of("city-of-london")
    ('halton', 'enfield', 'london')
    """
    parts = [part for part in slug.split("-") if part not in _COUNCIL_WORDS]
    return "-".join(parts[1:] if parts[:1] == ["london"] and len(parts) > 1 else parts)


def _is_own_authority(draft: Draft, slug: str) -> bool:
    authorities = draft.register.authority(draft.inspection.area)
    if slug in {organisation_slug(name) for name in authorities}:
        return True
    named = bool(authorities) and kind_of(slug) == "LocalAuthority"
    return named and place_of(slug) == place_of(draft.inspection.area)


def local_authority(draft: Draft, name: str) -> URIRef:
    """The local authority of the document's area, by the name that it goes by first."""
    names = draft.register.authority(draft.inspection.area) or (name,)
    slug = organisation_slug(names[0])
    iri = draft.namespaces.thing("body", slug)
    for other in names[1:]:
        draft.graph.add((iri, SKOS.altLabel, Literal(other)))
        draft.graph.add((iri, DCTERMS.identifier, Literal(f"body/{organisation_slug(other)}")))
    return draft.thing(iri, "LocalAuthority", draft.register.name(f"body/{slug}", names[0]))


def bodies(draft: Draft, phrase: str) -> list[URIRef]:
    """
    The bodies that a phrase names: one, or several that it joins.

    A phrase is taken apart only where each part is a body that is known otherwise; a kind
    that stands once for several ("NHS A and NHS B CCGs") goes to each of them.
    """
    return [body(draft, name) for name in _taken_apart(phrase.strip(), partial(_known, draft)) or [phrase]]


def _taken_apart(phrase: str, known: Callable[[str], bool]) -> list[str] | None:
    """
    The known names that a phrase joins, the longest first; None where some part is not known.

    >>> _taken_apart("A and B and C", {"A and B", "C"}.__contains__)
    ['A and B', 'C']
    >>> _taken_apart("NHS A, NHS B CCGs", {"NHS A CCG", "NHS B CCG"}.__contains__)
    ['NHS A CCG', 'NHS B CCG']
    """
    if known(phrase):
        return [phrase]
    plural = _PLURAL.search(phrase)
    if plural:
        parts = [part for part in _JOINED.split(phrase[: plural.start()].strip()) if part]
        single = [f"{part} {plural[1]}" for part in parts]
        return single if len(parts) > 1 and all(map(known, single)) else None
    for joint in reversed(list(_JOINED.finditer(phrase))):
        if known(phrase[: joint.start()]):
            rest = _taken_apart(phrase[joint.end() :], known)
            if rest:
                return [phrase[: joint.start()], *rest]
    return None


def inspectorates(draft: Draft, wanted: Iterable[str] = INSPECTORATES) -> list[URIRef]:
    """Ofsted and the CQC, described."""
    return [body(draft, INSPECTORATES[slug]) for slug in wanted]


def _known(draft: Draft, name: str) -> bool:
    slug = organisation_slug(name)
    reference = {known.slug for known in draft.reference.health_bodies.values()}
    own = {organisation_slug(a) for a in draft.register.authority(draft.inspection.area)}
    return slug in NATIONAL or slug in reference or slug in draft.body_kinds or slug in own


def responsible_bodies(draft: Draft) -> None:
    """State who is jointly responsible for the inspected arrangements, and who was before."""
    record = draft.record
    stated: list[URIRef] = []
    if record.local_authority:
        stated.append(local_authority(draft, record.local_authority))
    health = [body(draft, name) for name in record.health_bodies]
    stated += health
    stated += [body(draft, name) for name in record.other_responsible_bodies]
    draft.state(draft.inspection_iri, "responsibleBody", *stated)
    draft.state(draft.area_iri, "responsibleBody", *stated)
    reference = {known.slug for known in draft.reference.health_bodies.values()}
    for name in record.predecessor_health_bodies:
        former = body(draft, name)
        if organisation_slug(name) not in reference and len(health) == 1:
            draft.state(former, "succeededBy", health[0])
