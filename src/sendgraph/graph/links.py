"""Links between the inspections of one area: concerns that came back, concerns that became strengths."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS

from sendgraph.extraction.record import INSPECTORS_SECTIONS, Finding, Record
from sendgraph.graph.draft import decimal, plain
from sendgraph.graph.findings import SECTION_LABELS, finding_parts, number_findings
from sendgraph.graph.likeness import Comparison, Likeness
from sendgraph.graph.namespaces import Namespaces
from sendgraph.graph.register import INSPECTORS_KINDS, Inspection, Register, register
from sendgraph.reference import load_reference

RECURS_FROM = "recurs-from"
LATER_STRENGTH = "later-strength"
_PROPERTIES = {RECURS_FROM: "recursFrom", LATER_STRENGTH: "laterStrength"}
#: From this likeness on the best earlier concern of a later finding is tied to it, and each further one.
BEST: Final = 0.6
FURTHER: Final = 0.8


@dataclass(frozen=True, slots=True)
class Tie:
    """Two findings of two inspections of an area on one matter, by their running numbers."""

    kind: str
    later: Finding
    earlier: Finding
    likeness: Likeness

    @property
    def confidence(self) -> float:
        """How sure the tie is: the chance that a person would let it stand, which is never certain."""
        return round(min(self.likeness.score, 0.95), 2)


@dataclass(frozen=True, slots=True)
class _Reading:
    """An inspection as one document tells it."""

    inspection: Inspection
    document: str
    record: Record

    known: Register

    @property
    def findings(self) -> list[Finding]:
        numbers = number_findings(self.record.findings)
        own = (f for f in self.record.findings if f.n in numbers and f.section in INSPECTORS_SECTIONS)
        return [f for f in own if not self.known.first_printed(self.record, f.n)]


def ties(later: Sequence[Finding], earlier: Sequence[Finding], area: str = "") -> Iterator[Tie]:
    """
    What of an earlier inspection came back in a later one, and what became a strength.

    >>> late = {"section": "needs-improvement", "polarity": "negative", "passages": []}
    >>> words = "Children wait too long for a diagnosis of autism."
    >>> one = Finding(n=1, text=words, themes=["waiting-times"], groups=["autism"], **late)
    >>> [tie.kind for tie in ties([one], [one.model_copy()])]
    ['recurs-from']
    """
    comparison = Comparison(later, earlier, area)
    concerns = [m for m in comparison.earlier if m.finding.polarity in ("negative", "mixed")]
    for one in comparison.later:
        if one.finding.polarity is None:
            continue
        kind = LATER_STRENGTH if one.finding.polarity == "positive" else RECURS_FROM
        scored = [(comparison.score(one, m), m) for m in concerns if one.themes.keys() & m.themes.keys()]
        scored.sort(key=lambda pair: -pair[0])
        for i, (score, other) in enumerate(scored):
            if score >= (FURTHER if i else BEST):
                yield Tie(kind, one.finding, other.finding, comparison.likeness(one, other))


def link_inspections(
    records: Iterable[Record], namespaces: Namespaces, known: Register | None = None
) -> Graph:
    """The graph of links between inspections; `known` is the register of everything in the release."""
    records = list(records)
    known = known or register(records, load_reference())
    graph = namespaces.new_graph()
    for readings in _by_area(records, known):
        for earlier, later in combinations(readings, 2):
            if earlier.inspection.slug != later.inspection.slug:
                for tie in ties(later.findings, earlier.findings, later.record.area):
                    _link(graph, namespaces, tie, later, earlier)
    return graph


def _by_area(records: Sequence[Record], known: Register) -> Iterator[list[_Reading]]:
    """The readings of each area's inspections, earliest first; papers only where no letter or report is."""
    told: defaultdict[str, list[_Reading]] = defaultdict(list)
    for record in records:
        inspection = known.inspection(record)
        told[inspection.slug].append(_Reading(inspection, known.document(record), record, known))
    areas: defaultdict[str, list[_Reading]] = defaultdict(list)
    for readings in told.values():
        own = [r for r in readings if r.record.kind in INSPECTORS_KINDS]
        areas[readings[0].inspection.area].extend(own or readings)
    for _, readings in sorted(areas.items()):
        yield sorted(readings, key=lambda r: (r.inspection.start or r.inspection.published or "", r.document))


def _link(graph: Graph, namespaces: Namespaces, tie: Tie, later: _Reading, earlier: _Reading) -> None:
    new = end_of(namespaces, later.document, later.record, later.inspection, tie.later.n)
    old = end_of(namespaces, earlier.document, earlier.record, earlier.inspection, tie.earlier.n)
    state_link(graph, namespaces, tie.kind, new, old, [tie.likeness.because], tie.confidence)


@dataclass(frozen=True, slots=True)
class End:
    """A finding at one end of a link, and what it is called there."""

    iri: URIRef
    label: str


def end_of(namespaces: Namespaces, document: str, record: Record, about: Inspection, n: int) -> End:
    """The end of a link at a finding, by the slug of its document and its running number."""
    section, number = number_findings(record.findings)[n]
    iri = namespaces.thing(*finding_parts(document, section, number))
    return End(iri, f"{about.short}, {SECTION_LABELS[section]} {number},")


def link_of(namespaces: Namespaces, kind: str, later: End, earlier: End) -> tuple[URIRef, URIRef, URIRef]:
    """The finding that a link starts at, the one that it points to, and the link itself."""
    start, end = (later.iri, earlier.iri) if kind == RECURS_FROM else (earlier.iri, later.iri)
    paths = [namespaces.path(iri).removeprefix("finding/") for iri in (start, end)]
    return start, end, namespaces.thing("link", paths[0], kind, paths[1])


def state_link(
    graph: Graph,
    namespaces: Namespaces,
    kind: str,
    later: End,
    earlier: End,
    because: Iterable[str],
    confidence: float,
) -> None:
    """State that two findings are tied, why, and how sure that is."""
    send = namespaces.send
    start, end, link = link_of(namespaces, kind, later, earlier)
    graph.add((start, link_property(namespaces, kind), end))
    verb = f"{later.label} recurs from {earlier.label}".rstrip(",")
    if kind == LATER_STRENGTH:
        verb = f"{earlier.label} is later met by {later.label}".rstrip(",")
    graph.add((link, RDF.type, send.Link))
    graph.add((link, RDFS.label, plain(verb)))
    graph.add((link, send["from"], start))
    graph.add((link, send.to, end))
    graph.add((link, send.linkType, namespaces.concept("link-type", kind)))
    for reason in because:
        graph.add((link, send.because, plain(reason)))
    graph.add((link, send.confidence, decimal(confidence)))


def link_property(namespaces: Namespaces, kind: str) -> URIRef:
    """The property that a link of that type gives a reason for."""
    return namespaces.send[_PROPERTIES[kind]]
