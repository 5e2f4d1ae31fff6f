"""
The register: which inspections, documents and names the records and the reference share.

One inspection may be seen many times: in the reference data, in its own letter or report, in
council papers that answer it, as the previous inspection that a later report prints. The
register decides once what is one, under which slug, and which name a thing carries.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sendgraph.errors import DataError
from sendgraph.extraction.record import Record
from sendgraph.graph.iris import inspection_slug, organisation_slug, paper_slug, slug
from sendgraph.graph.reprints import Place, find_reprints
from sendgraph.reference import Reference

#: Kinds of document that inspectors publish: one an inspection.
INSPECTORS_KINDS: Final = frozenset({"outcome-letter-2016", "inspection-report-2023"})

#: The 2023 framework's first inspections began in this month; no inspection of the 2016 one is later.
_FIRST_MONTH_2023: Final = "2023-01"

#: A report is published within this many days of its inspection; the longest seen is 130.
_PUBLISHED_WITHIN_DAYS: Final = 250


@dataclass(frozen=True, slots=True)
class Inspection:
    """
    One inspection of one area, as all that is known of it says.

    `start` is a day or a month; `kind` is full, re-visit or unknown; `aliases` are slugs
    under which less was known of it.
    """

    area: str
    area_name: str
    slug: str
    framework: str
    kind: str
    start: str | None
    end: str | None
    published: str | None
    aliases: tuple[str, ...] = ()

    @property
    def year(self) -> int:
        """The year in which it began, or was published where no more is known."""
        return int((self.start or self.published or "0")[:4])

    @property
    def label(self) -> str:
        """
        A name for people.

        >>> begun = "2017-03-27"
        >>> Inspection("halton", "Halton", "halton-2017-03-27", "2016", "full", begun, None, None).label
        'SEND inspection of Halton, March 2017'
        """
        what = "SEND re-visit to" if self.kind == "re-visit" else "SEND inspection of"
        if self.start:
            return f"{what} {self.area_name}, {month_of(self.start)}"
        return f"{what} {self.area_name}, published {month_of(self.published or '')}"

    @property
    def short(self) -> str:
        """The area and the year: how findings name their inspection."""
        return f"{self.area_name} {self.year}"


def month_of(when: str) -> str:
    """
    A day, month or year as people write its month.

    >>> month_of("2018-03-12"), month_of("2018")
    ('March 2018', '2018')
    """
    return f"{date(int(when[:4]), int(when[5:7]), 1):%B %Y}" if len(when) >= 7 else when


@dataclass(frozen=True, slots=True)
class _Sighting:
    area: str
    area_name: str
    start: str | None
    end: str | None
    published: str | None
    framework: str | None
    rank: int  # 0 the inspectors' own document, 1 reference, 2 a paper, 3 printed as previous

    @property
    def precision(self) -> int:
        return -len(self.start or "")


@dataclass(slots=True)
class _Case:
    sightings: list[_Sighting] = field(default_factory=list)

    @property
    def first(self) -> _Sighting:
        return self.sightings[0]

    @property
    def published(self) -> str | None:
        return next((s.published for s in self.sightings if s.published), None)

    @property
    def end(self) -> str | None:
        return next((s.end for s in self.sightings if s.end and len(s.end) == 10), None)

    def includes(self, other: _Sighting) -> bool:
        mine = self.first
        if other.start and mine.start:
            if len(other.start) < 10 or len(mine.start) < 10:
                months = {(self.end or mine.start)[:7], mine.start[:7]}
                return other.start[:7] in months if len(other.start) >= 7 else other.start == mine.start[:4]
            return other.start <= (self.end or mine.start) and (other.end or other.start) >= mine.start
        if other.published and mine.start and self.published in (None, other.published):
            return _soon_after(mine.start, other.published)
        return other.start == mine.start and other.published == self.published


def _soon_after(start: str, published: str) -> bool:
    begun = date.fromisoformat(f"{start}-01-01"[:10])
    return 0 <= (date.fromisoformat(published) - begun).days <= _PUBLISHED_WITHIN_DAYS


@dataclass(frozen=True)
class Register:
    """What is one over all records and the reference; see `register`."""

    inspections: Mapping[str, tuple[Inspection, ...]]
    documents: Mapping[str, str]
    authorities: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    areas: Mapping[str, str]
    weaknesses_of: Mapping[str, int]
    reprints: Mapping[Place, Place] = field(default_factory=dict)
    records: Mapping[str, Record] = field(default_factory=dict)

    def area(self, name: str) -> str:
        """The slug of an area by its plain name."""
        return self.areas.get(name) or slug(name)

    def find(self, area: str, start: str | None, published: str | None = None) -> Inspection | None:
        """The inspection of an area (by slug) that began then."""
        wanted = _Sighting(area, area, start, None, published, None, 3)
        for known in self.inspections.get(area, ()):
            if inspection_slug(area, start, published) in (known.slug, *known.aliases):
                return known
        for known in self.inspections.get(area, ()):
            seen = _Sighting(area, known.area_name, known.start, known.end, known.published, None, 0)
            if _Case([seen]).includes(wanted):
                return known
        return None

    def inspection(self, record: Record) -> Inspection:
        """
        The inspection that a record is about.

        Raises:
            DataError: where the record states neither when it began nor a date of its own.
        """
        sighting = _own_sighting(record, self.area(record.area))
        found = self.find(sighting.area, sighting.start, sighting.published)
        if found is None:
            raise DataError(
                "states no date for its inspection",
                where=record.document,
                remedy="give the record inspection_start or document_date",
                code="undated-inspection",
            )
        return found

    def previous(self, record: Record) -> Inspection | None:
        """The inspection that a record prints as the previous one."""
        start = record.previous_inspection_start or record.previous_inspection_end
        return self.find(self.area(record.area), start) if start else None

    def document(self, record: Record) -> str:
        """The slug of a record's document."""
        return self.documents.get(record.document) or _document_slug(record, self.inspection(record))

    def authority(self, area: str) -> tuple[str, ...]:
        """The names of an area's local authority, the one that it goes by first; none where none is known."""
        return self.authorities.get(area, ())

    def weaknesses(self, inspection: Inspection) -> list[tuple[str, ...]]:
        """The paths of the significant weaknesses that an inspection's own letter lists."""
        count = self.weaknesses_of.get(inspection.slug, 0)
        return [("finding", inspection.slug, "significant-weakness", str(k)) for k in range(1, count + 1)]

    def first_printed(self, record: Record, n: int) -> tuple[Record, int] | None:
        """The record and number under which a finding is known, where another document printed it first."""
        place = self.reprints.get((record.document, n))
        return (self.records[place[0]], place[1]) if place else None

    def name(self, path: str, given: str) -> str:
        """The one name of a thing, by its path: names that share a slug share their first spelling."""
        return self.names.get(path, given)


def register(records: Iterable[Record], reference: Reference) -> Register:
    """
    Bring together what records and reference know.

    >>> from sendgraph.reference import load_reference
    >>> register([], load_reference()).find("halton", "2023-11").slug
    'halton-2023-11-20'
    """
    ordered = sorted(records, key=_first_inspectors_then_by_date)
    areas = {name: area.slug for name, area in reference.areas.items()}
    sightings = [
        _Sighting(areas[i.area], i.area, i.start, i.end, i.published, "2023", 1)
        for i in reference.inspections
    ]
    for record in ordered:
        area = areas.get(record.area) or slug(record.area)
        sightings.append(_own_sighting(record, area))
        start = record.previous_inspection_start or record.previous_inspection_end
        if start:
            end = record.previous_inspection_end
            sightings.append(_Sighting(area, record.area, start, end, None, None, 3))
    inspections = _settle(sightings)
    empty = Register(inspections, {}, {}, {}, areas, {})
    return Register(
        inspections=inspections,
        documents=_document_slugs(ordered, empty),
        authorities=_authorities(ordered, empty),
        names=_names(ordered, reference, empty),
        areas=areas,
        weaknesses_of={
            empty.inspection(record).slug: sum(f.section == "significant-weakness" for f in record.findings)
            for record in ordered
            if record.kind in INSPECTORS_KINDS
        },
        reprints=_reprints(ordered, empty),
        records={record.document: record for record in ordered},
    )


def _reprints(records: Sequence[Record], known: Register) -> dict[Place, Place]:
    about: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        about[known.inspection(record).slug].append(record)
    return {place: first for same in about.values() for place, first in find_reprints(same).items()}


def _first_inspectors_then_by_date(record: Record) -> tuple[bool, str, str]:
    when = record.inspection_start or record.document_date or ""
    return record.kind not in INSPECTORS_KINDS, when, record.document


def _own_sighting(record: Record, area: str) -> _Sighting:
    published = record.document_date if len(record.document_date or "") == 10 else record.letter_date
    own = record.kind in INSPECTORS_KINDS
    start = record.inspection_start or record.inspection_end
    published = published if own and not start else None
    rank = 0 if own else 2
    return _Sighting(area, record.area, start, record.inspection_end, published, record.framework, rank)


def _settle(sightings: Sequence[_Sighting]) -> dict[str, tuple[Inspection, ...]]:
    cases: dict[str, list[_Case]] = defaultdict(list)
    for seen in sorted(sightings, key=lambda s: (s.precision, s.rank, s.start or "", s.published or "")):
        if not seen.start and not seen.published:
            continue
        case = next((c for c in cases[seen.area] if c.includes(seen)), None)
        if case is None:
            case = _Case()
            cases[seen.area].append(case)
        case.sightings.append(seen)
    return {area: _inspections(known) for area, known in sorted(cases.items())}


def _inspections(cases: Sequence[_Case]) -> tuple[Inspection, ...]:
    def began(case: _Case) -> str:
        return case.first.start or case.published or ""

    full_2016 = min(
        (began(c) for c in cases if min(s.rank for s in c.sightings) < 3 and began(c) < _FIRST_MONTH_2023),
        default=None,
    )
    settled: list[Inspection] = []
    for case in sorted(cases, key=began):
        first, when = case.first, began(case)
        stated = sorted(case.sightings, key=lambda s: s.rank)
        framework = next((s.framework for s in stated if s.framework), None)
        framework = framework or ("2016" if when < _FIRST_MONTH_2023 else "2023")
        kind = "full" if min(s.rank for s in case.sightings) < 3 else "unknown"
        if kind == "unknown" and framework == "2016" and full_2016 and full_2016 < when:
            kind = "re-visit"
        own = inspection_slug(first.area, first.start, case.published)
        assert own is not None
        others = {inspection_slug(s.area, s.start, s.published) for s in case.sightings}
        others |= {inspection_slug(first.area, first.start[:7]) if first.start else None}
        others |= {inspection_slug(first.area, None, case.published)}
        end = case.end or next((s.end for s in case.sightings if s.end), None)
        settled.append(
            Inspection(
                area=first.area,
                area_name=first.area_name,
                slug=own,
                framework=framework,
                kind=kind,
                start=first.start,
                end=end,
                published=case.published,
                aliases=tuple(sorted(o for o in others if o and o != own)),
            )
        )
    return _without_shared_aliases(settled)


def _without_shared_aliases(inspections: Sequence[Inspection]) -> tuple[Inspection, ...]:
    slugs = [i.slug for i in inspections] + [a for i in inspections for a in i.aliases]
    return tuple(
        Inspection(
            **{name: getattr(i, name) for name in Inspection.__slots__ if name != "aliases"},
            aliases=tuple(a for a in i.aliases if slugs.count(a) == 1),
        )
        for i in inspections
    )


def _document_slug(record: Record, inspection: Inspection) -> str:
    if record.kind in INSPECTORS_KINDS:
        return inspection.slug
    return paper_slug(inspection.area, record.document_date, record.kind, record.document)


def _document_slugs(records: Sequence[Record], known: Register) -> dict[str, str]:
    taken: dict[str, str] = {}
    for record in sorted(records, key=lambda r: r.document):
        wanted = _document_slug(record, known.inspection(record))
        if wanted in taken.values() and record.kind not in INSPECTORS_KINDS:
            wanted = f"{wanted}-{slug(record.document)}"
        taken[record.document] = wanted
    return taken


def _authorities(records: Sequence[Record], known: Register) -> dict[str, tuple[str, ...]]:
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for record in records:
        if record.local_authority:
            names[known.area(record.area)].setdefault(record.local_authority)
    return {area: tuple(found) for area, found in sorted(names.items())}


def _names(records: Sequence[Record], reference: Reference, known: Register) -> dict[str, str]:
    names = {f"body/{body.slug}": body.name for body in reference.health_bodies.values()}
    for record in records:
        area = known.area(record.area)
        bodies = [record.local_authority, *record.health_bodies, *record.predecessor_health_bodies]
        bodies += [*record.other_responsible_bodies, *(p.name for p in record.providers)]
        bodies += [o.body for o in record.officers]
        bodies += [body for finding in record.findings for body in finding.responsible_bodies]
        for body in bodies:
            if body:
                names.setdefault(f"body/{organisation_slug(body)}", body)
        for inspector in record.inspectors:
            names.setdefault(f"person/{inspector.body.lower()}/{slug(inspector.name)}", inspector.name)
        for officer in record.officers:
            names.setdefault(f"person/{area}/{slug(officer.name)}", officer.name)
        for service in record.local_services:
            names.setdefault(f"service/{area}/{slug(service.name)}", service.name)
    return names
