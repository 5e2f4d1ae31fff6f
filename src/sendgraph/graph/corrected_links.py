"""Links that a person settled: those that stand whatever is recognised, and those that must not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rdflib import Graph, URIRef

from sendgraph.errors import InvalidFile, Problem
from sendgraph.extraction.correcting import CONFIRMED, CORRECTED, find_finding, told
from sendgraph.extraction.record import INSPECTORS_SECTIONS, CorrectedLink, Finding, Record
from sendgraph.graph.draft import decimal, plain
from sendgraph.graph.links import RECURS_FROM, End, end_of, link_of, link_property, state_link
from sendgraph.graph.namespaces import Namespaces
from sendgraph.graph.register import Inspection, Register

_CONCERN: Final = frozenset({"negative", "mixed"})
_LOOK: Final = "look the findings up with `sendgraph extract`"


@dataclass(frozen=True, slots=True)
class _Place:
    """A finding where the graph has it: in the document that prints it first."""

    record: Record
    inspection: Inspection
    finding: Finding

    @property
    def when(self) -> str:
        return self.inspection.start or self.inspection.published or ""


def correct_links(
    graph: Graph, records: Iterable[Record], namespaces: Namespaces, known: Register
) -> list[Problem]:
    """
    Make the links that people confirmed and take away those that they denied, in the graph of links.

    What does not fit is refused, alone: a problem whose `where` is the document that it was said of.
    """
    ordered = sorted(records, key=lambda record: record.document)
    by_name = {record.document: record for record in ordered}
    settled: dict[URIRef, bool] = {}
    denied: list[tuple[Record, CorrectedLink, URIRef, URIRef]] = []
    problems: list[Problem] = []
    for record in ordered:
        for said in record.corrected_links:
            try:
                later, earlier = _ends(said, record, by_name, namespaces, known)
                start, end, link = link_of(namespaces, said.type, later, earlier)
                if settled.setdefault(link, said.stands) != said.stands:
                    raise InvalidFile("another document says the opposite", remedy="keep one of the two")
            except InvalidFile as error:
                problems.append(_refused(said, record, error.problem.what, error.problem.remedy))
                continue
            if said.stands:
                _confirm(graph, namespaces, said, later, earlier)
            else:
                graph.remove((start, link_property(namespaces, said.type), end))
                graph.remove((link, None, None))
                denied.append((record, said, start, end))
    recurs = link_property(namespaces, RECURS_FROM)
    for record, said, start, end in denied:
        if said.type == RECURS_FROM and end in graph.transitive_objects(start, recurs):
            what = "it still follows from links by way of other findings"
            problems.append(_refused(said, record, what, "deny one of those as well"))
    return problems


def _confirm(graph: Graph, namespaces: Namespaces, said: CorrectedLink, later: End, earlier: End) -> None:
    send = namespaces.send
    start, end, link = link_of(namespaces, said.type, later, earlier)
    if (start, link_property(namespaces, said.type), end) not in graph:
        because = told(CORRECTED, said.because, said.by)
        state_link(graph, namespaces, said.type, later, earlier, [because], 1.0)
        return
    graph.add((link, send.because, plain(told(CONFIRMED, said.because, said.by))))
    graph.set((link, send.confidence, decimal(1.0)))


def _ends(
    said: CorrectedLink,
    record: Record,
    by_name: Mapping[str, Record],
    namespaces: Namespaces,
    known: Register,
) -> Sequence[End]:
    """
    The two ends of a link, the later one first.

    Raises:
        InvalidFile: where a finding is not there, is another one now, or cannot be so linked.
    """
    other = by_name.get(said.document)
    if other is None:
        raise InvalidFile(
            f"{said.document} is not among the documents", remedy="build it with the others, or mend its name"
        )
    later = _place(record, said.later, None, known)
    earlier = _place(other, said.earlier, said.earlier_starts, known)
    if said.stands:
        _hold(said, later, earlier)
    return [
        end_of(namespaces, known.document(place.record), place.record, place.inspection, place.finding.n)
        for place in (later, earlier)
    ]


def _place(record: Record, n: int, starts: str | None, known: Register) -> _Place:
    """Where the graph has a finding: what repeats another is that other, and so is what reprints it."""
    finding = find_finding(record.findings, n, starts)
    if finding.restates:
        finding = next((f for f in record.findings if f.n == finding.restates), finding)
    first = known.first_printed(record, finding.n)
    if first:
        record, n = first
        finding = next(f for f in record.findings if f.n == n)
    return _Place(record, known.inspection(record), finding)


def _hold(said: CorrectedLink, later: _Place, earlier: _Place) -> None:
    for fault, remedy in _faults(said, later, earlier):
        raise InvalidFile(fault, remedy=remedy)


def _faults(said: CorrectedLink, later: _Place, earlier: _Place) -> Iterator[tuple[str, str]]:
    """Why no such link can stand."""
    if later.inspection.area != earlier.inspection.area:
        areas = f"{later.inspection.area_name} and {earlier.inspection.area_name}"
        yield f"it would tie two areas, {areas}", "link findings of one area"
    elif later.when <= earlier.when:
        dates = f"{earlier.inspection.label} is not earlier than {later.inspection.label}"
        yield dates, "put the link into the file of the later document"
    for place, n in ((later, said.later), (earlier, said.earlier)):
        if place.finding.section not in INSPECTORS_SECTIONS:
            yield f"finding {n} is what the area says of itself", "link what inspectors found"
    if earlier.finding.polarity not in _CONCERN:
        yield f"the earlier finding is {earlier.finding.polarity}, so no concern", _LOOK
    if said.type == RECURS_FROM and later.finding.polarity not in _CONCERN:
        yield f"the later finding is {later.finding.polarity}, so no concern", _LOOK
    if said.type != RECURS_FROM and later.finding.polarity != "positive":
        yield f"the later finding is {later.finding.polarity}, so no strength", _LOOK


def _refused(said: CorrectedLink, record: Record, what: str, remedy: str | None) -> Problem:
    link = f"link from {said.later} to {said.document} {said.earlier}"
    return Problem("refused-correction", f"{link}: {what}", record.document, remedy)
