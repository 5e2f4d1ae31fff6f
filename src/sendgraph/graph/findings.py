"""Findings: what inspectors found and what the area says of itself, with the words and the labels."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from rdflib import URIRef

from sendgraph.extraction.record import INSPECTORS_SECTIONS, Finding, Reason
from sendgraph.graph.bodies import bodies, body, inspectorates
from sendgraph.graph.draft import Draft, decimal, integer, plain

SECTION_LABELS: Final = {
    "main-finding": "main finding",
    "strength": "strength",
    "area-for-development": "area for development",
    "significant-weakness": "significant weakness",
    "experience": "experience",
    "effective": "what is effective",
    "needs-improvement": "what needs to improve",
    "priority-action": "priority action",
    "area-for-improvement": "area for improvement",
    "progress": "progress",
    "could-be-better": "what could be better",
    "next-step": "next step",
    "other-progress": "other progress",
    "risk": "risk",
    "recommendation": "recommendation",
}
#: Sections whose statements may answer a significant weakness.
_ANSWERING: Final = frozenset({"progress", "other-progress", "could-be-better", "next-step"})


def number_findings(findings: Sequence[Finding]) -> dict[int, tuple[str, int]]:
    """
    The number of each finding within its section, by its running number; restatements have none.

    >>> one = Finding(n=1, section="strength", text="a", passages=[])
    >>> again = one.model_copy(update={"n": 3, "restates": 1})
    >>> number_findings([one, one.model_copy(update={"n": 2}), again])
    {1: ('strength', 1), 2: ('strength', 2)}
    """
    counts: Counter[str] = Counter()
    known = {f.n for f in findings if not f.restates}
    numbers: dict[int, tuple[str, int]] = {}
    for finding in findings:
        if finding.restates and finding.restates in known:
            continue
        counts[finding.section] += 1
        numbers[finding.n] = (finding.section, counts[finding.section])
    return numbers


def finding_parts(document_slug: str, section: str, number: int) -> tuple[str, str, str, str]:
    """The path of a finding."""
    return ("finding", document_slug, section, str(number))


def findings(draft: Draft) -> dict[int, URIRef]:
    """
    State every finding; gives the IRI of each by its running number, restatements' and reprints' included.

    Of a finding that another document printed first, this one is a further place of its words.
    """
    record = draft.record
    numbers = number_findings(record.findings)
    iris = {n: draft.namespaces.thing(*finding_parts(draft.document_slug, *at)) for n, at in numbers.items()}
    reprints = _reprints(draft, numbers)
    iris |= reprints
    weaknesses = [iris[n] for n, (section, _) in numbers.items() if section == "significant-weakness"]
    weaknesses = weaknesses or _weaknesses_elsewhere(draft)
    speakers = _speakers(draft)
    mentions = _mentions(draft)
    for finding in record.findings:
        if finding.n not in numbers:
            iris[finding.n] = iris[finding.restates or 0]
        if finding.n not in numbers or finding.n in reprints:
            draft.cite(iris[finding.n], finding.passages)
            continue
        iri, label = iris[finding.n], _label(draft, *numbers[finding.n])
        draft.thing(iri, "Finding", label)
        draft.state(draft.inspection_iri, "finding", iri)
        draft.state(iri, "text", plain(finding.text))
        draft.state(iri, "ordinal", integer(finding.n))
        draft.state(iri, "statedIn", draft.document)
        draft.state(iri, "statedBy", *speakers[finding.section in INSPECTORS_SECTIONS])
        draft.state(iri, "mentions", *mentions.get(finding.n, ()))
        _labels(draft, finding, iri)
        if finding.section == "priority-action":
            for name in finding.responsible_bodies:
                draft.state(iri, "responsibleBody", *bodies(draft, name))
        if finding.section in _ANSWERING and 0 < (finding.addresses or 0) <= len(weaknesses):
            draft.state(iri, "addresses", weaknesses[(finding.addresses or 0) - 1])
        if finding.section == "risk":
            for name in ("description", "mitigation", "rating"):
                value = getattr(finding, name)
                draft.state(iri, name, plain(value) if value else None)
        draft.cite(iri, finding.passages)
        _labellings(draft, finding, iri, label)
    return iris


def _reprints(draft: Draft, numbers: Iterable[int]) -> dict[int, URIRef]:
    """The IRIs of those findings that another document printed first."""
    iris: dict[int, URIRef] = {}
    numbered: dict[str, dict[int, tuple[str, int]]] = {}
    for n in numbers:
        first = draft.register.first_printed(draft.record, n)
        if first:
            record, number = first
            slug = draft.register.document(record)
            if slug not in numbered:
                numbered[slug] = number_findings(record.findings)
            iris[n] = draft.namespaces.thing(*finding_parts(slug, *numbered[slug][number]))
    return iris


def _labels(draft: Draft, finding: Finding, iri: URIRef) -> None:
    draft.concepts(iri, "section", "section", [finding.section])
    draft.concepts(iri, "aspect", "aspect", [finding.aspect])
    draft.concepts(iri, "polarity", "polarity", [finding.polarity])
    draft.concepts(iri, "theme", "theme", finding.themes)
    draft.concepts(iri, "serviceType", "service", finding.services)
    draft.concepts(iri, "group", "group", finding.groups)


def _label(draft: Draft, section: str, number: int) -> str:
    of = draft.document_name if draft.is_paper else draft.inspection.short
    return f"{of}: {SECTION_LABELS[section]} {number}"


def _speakers(draft: Draft) -> Mapping[bool, Sequence[URIRef]]:
    """Who speaks: the inspectorates in their sections, in the others the paper's publisher."""
    own = draft.record.publisher or draft.record.local_authority
    theirs = {f.section in INSPECTORS_SECTIONS for f in draft.record.findings}
    area = bodies(draft, own) if own and False in theirs else []
    return {True: inspectorates(draft) if True in theirs else [], False: area}


def _weaknesses_elsewhere(draft: Draft) -> list[URIRef]:
    """The significant weaknesses of the inspection's own letter, where another document has it."""
    return [draft.namespaces.thing(*parts) for parts in draft.register.weaknesses(draft.inspection)]


def _mentions(draft: Draft) -> Mapping[int, Sequence[URIRef]]:
    found: dict[int, list[URIRef]] = defaultdict(list)
    for provider in draft.record.providers:
        iri = body(draft, provider.name)
        for n in provider.findings:
            found[n].append(iri)
    return found


def _labellings(draft: Draft, finding: Finding, iri: URIRef, of: str) -> None:
    """State why each label stands: the words that earned it, and how sure it is."""
    labels = [("theme", n) for n in finding.themes] + [("service", n) for n in finding.services]
    labels += [("group", n) for n in finding.groups]
    if finding.polarity:
        labels.append(("polarity", finding.polarity))
    path = draft.namespaces.path(iri).removeprefix("finding/")
    for scheme, notation in labels:
        reasons = [r for r in finding.why if r.label in (notation, f"{scheme}:{notation}")]
        if not reasons:
            continue
        labelling = draft.namespaces.thing("labelling", path, scheme, notation)
        draft.thing(labelling, "Labelling", f"{of}: {scheme} {notation}")
        draft.state(labelling, "labelOf", iri)
        draft.state(labelling, "label", draft.namespaces.concept(scheme, notation))
        draft.state(labelling, "because", *(plain(words) for words in _words(finding, reasons)))
        sure = certainty(reasons)
        draft.state(labelling, "confidence", None if sure is None else decimal(sure))


def certainty(reasons: Iterable[Reason]) -> float | None:
    """
    How sure a label is by its reasons: the surest of them; None where they do not say.

    >>> certainty([Reason(label="autism", weight=1.0), Reason(label="autism", confidence=0.9)])
    0.9
    """
    stated = [r.confidence for r in reasons if r.confidence is not None]
    stated += [confidence(r.weight) for r in reasons if r.confidence is None and r.weight is not None]
    return max(stated, default=None)


def confidence(weight: float) -> float:
    """
    How sure a label is that its words support with that weight: never quite certain.

    >>> confidence(1.0), confidence(2.5)
    (0.63, 0.92)
    """
    return round(1 - math.exp(-max(weight, 0.0)), 2)


def _words(finding: Finding, reasons: Sequence[Reason]) -> list[str]:
    words: dict[str, None] = {}
    for reason in reasons:
        if reason.words:
            words.setdefault(reason.words)
        elif reason.start is not None and reason.end is not None:
            words.setdefault(finding.text[reason.start : reason.end])
    return list(words)
