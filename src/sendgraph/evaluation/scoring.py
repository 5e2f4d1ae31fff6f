"""One document scored: what was read of it against what is labelled, entered on the sheet."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from sendgraph.evaluation.alignment import Alignment, Pair, align
from sendgraph.evaluation.compared import body_name, person_name, plain
from sendgraph.evaluation.labelled import LabelledMeasure, LabelledName, LabelledPerson, LabelledRecord
from sendgraph.evaluation.sheet import FAMILIES, Difference, Example, Sheet, first_words
from sendgraph.extraction.record import Inspector, LocalService, Measure, NamedProvider, Record

#: What a document says of itself and its inspection that has one value.
FACTS: Final = (
    "kind",
    "area",
    "framework",
    "inspection_start",
    "inspection_end",
    "previous_inspection_start",
    "previous_inspection_end",
    "letter_date",
    "judgement",
    "next_full_inspection_years",
    "monitoring_inspection_months",
    "priority_action_plan_required",
)
#: What of a measure is scored where its value and unit are right.
OF_A_MEASURE: Final = ("status", "scope", "indicator_code", "previous_value", "comparison", "date")

_T = TypeVar("_T")
_M = TypeVar("_M", LabelledMeasure, Measure)


def score(gold: LabelledRecord, read: Record | None, sheet: Sheet) -> Alignment:
    """Enter one document, None where it could not be read, on the sheet; gives which finding is which."""
    entry = _Entry(gold.document, sheet)
    alignment = align(gold.findings or (), read.findings if read else ())
    _facts(gold, read, entry)
    _bodies_and_people(gold, read, entry)
    if gold.findings is not None:
        _findings(alignment, entry)
    _names(gold, read, entry)
    if gold.plan_events is not None:
        _plan_events(gold, read, entry)
    if gold.measures is not None:
        _measures(gold.measures, read.measures if read else (), entry)
    return alignment


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is entered of one document."""

    document: str
    sheet: Sheet

    def differ(self, finding: int | None, what: str, gold: object = None, read: object = None) -> None:
        self.sheet.differences.append(Difference(self.document, finding, what, _shown(gold), _shown(read)))

    def compare(
        self,
        name: str,
        what: str,
        key: Callable[[_T], Hashable],
        read: Iterable[_T],
        gold: Iterable[_T],
        acceptable: Iterable[_T] = (),
        *,
        finding: int | None = None,
    ) -> None:
        """Tally things by what they are compared by, and note those on one side alone."""
        had = {key(one): one for one in read}
        wanted = {key(one): one for one in gold}
        allowed = {key(one) for one in acceptable}
        self.sheet.tallies[name].add(had, wanted, allowed)
        for one, thing in wanted.items():
            if one not in had:
                self.differ(finding, what, thing)
        for one, thing in had.items():
            if one not in wanted and one not in allowed:
                self.differ(finding, what, None, thing)


def _facts(gold: LabelledRecord, read: Record | None, entry: _Entry) -> None:
    for name in FACTS:
        if name not in gold.model_fields_set:
            continue
        wanted, had = getattr(gold, name), getattr(read, name, None)
        same = plain(wanted) == plain(had) if name == "area" else read is not None and wanted == had
        entry.sheet.facts[name].add(same)
        if not same:
            entry.differ(None, name, wanted, had)


def _bodies_and_people(gold: LabelledRecord, read: Record | None, entry: _Entry) -> None:
    if gold.health_bodies is not None:
        bodies = read.health_bodies if read else []
        entry.compare(
            "health_bodies", "health body", body_name, bodies, gold.health_bodies, gold.health_bodies_ok
        )
    if gold.predecessor_health_bodies is not None:
        bodies = read.predecessor_health_bodies if read else []
        what = "predecessor health body"
        entry.compare("predecessor_health_bodies", what, body_name, bodies, gold.predecessor_health_bodies)
    if gold.inspectors is not None:
        people: Sequence[Inspector] = read.inspectors if read else []
        had, wanted = _named(people), _named(gold.inspectors)
        entry.compare("inspectors", "inspector", _person, had, wanted)
        had = _named(one for one in people if one.lead)
        wanted = _named(one for one in gold.inspectors if one.lead)
        entry.compare("lead_inspectors", "lead inspector", _person, had, wanted)
    if gold.officers is not None:
        named = [officer.name for officer in read.officers] if read else []
        entry.compare("officers", "officer", person_name, named, [o.name for o in gold.officers])


def _findings(alignment: Alignment, entry: _Entry) -> None:
    for pair in alignment.pairs:
        gold, read = pair.gold, pair.read
        if not pair.whole:
            bounds = f"{gold.starts} … {gold.ends or ''}" if gold.starts else gold.name
            entry.differ(gold.n, "bounds", bounds, f"{read.text[:50]} … {read.text[-50:]}")
        for name in ("section", "aspect", "polarity", "addresses"):
            if getattr(gold, name) is not None:
                _value(pair, name, getattr(gold, name), getattr(read, name), entry)
        if gold.restates is not None:
            _value(pair, "restates", bool(gold.restates), bool(read.restates), entry)
        _labels(pair, entry)
        if gold.responsible_bodies:
            entry.compare(
                "responsible_bodies",
                "responsible body",
                body_name,
                read.responsible_bodies,
                gold.responsible_bodies,
                finding=gold.n,
            )
    whole = sum(pair.whole for pair in alignment.pairs)
    number = len(alignment.pairs)
    entry.sheet.tallies["findings"].count(
        number + len(alignment.extra), number + len(alignment.missed), whole
    )
    for one in alignment.missed:
        entry.differ(one.n, "finding not found", one.name)
    for other in alignment.extra:
        entry.differ(None, f"finding not labelled ({other.section})", None, first_words(other.text))


def _value(pair: Pair, name: str, gold: object, read: object, entry: _Entry) -> None:
    entry.sheet.findings[name].add(gold == read)
    if gold != read:
        entry.differ(pair.gold.n, name, gold, read)


def _labels(pair: Pair, entry: _Entry) -> None:
    """Themes, services, groups and polarity, together and each label for itself."""
    example = Example(entry.document, pair.gold.n, first_words(pair.read.text))
    for family, what in FAMILIES.items():
        required, acceptable = pair.gold.labels(family)
        if required is None:
            continue
        read: frozenset[str] = frozenset(getattr(pair.read, family))
        entry.compare(family, what, str, sorted(read), sorted(required), acceptable, finding=pair.gold.n)
        entry.sheet.label(family, example, read, required, acceptable)
    if pair.gold.polarity is not None:
        had = {pair.read.polarity} - {None}
        entry.sheet.label("polarity", example, {str(p) for p in had}, {pair.gold.polarity}, frozenset())


def _names(gold: LabelledRecord, read: Record | None, entry: _Entry) -> None:
    for family, what in (("local_services", "local service"), ("providers", "provider")):
        wanted: Sequence[LabelledName] | None = getattr(gold, family)
        if wanted is None:
            continue
        had: Sequence[LocalService | NamedProvider] = getattr(read, family, [])
        entry.compare(family, what, plain, [x.name for x in had], [x.name for x in wanted])
    types = {plain(service.name): service.type for service in (read.local_services if read else [])}
    for service in gold.local_services or ():
        if plain(service.name) in types:
            kind = types[plain(service.name)]
            entry.sheet.findings["local_service_type"].add(kind == service.type)
            if kind != service.type:
                entry.differ(None, f"type of {service.name}", service.type, kind)


def _plan_events(gold: LabelledRecord, read: Record | None, entry: _Entry) -> None:
    had = [(e.plan, e.type, e.date) for e in (read.plan_events if read else [])]
    wanted = [(e.plan, e.type, e.date) for e in gold.plan_events or ()]
    entry.compare("plan_events", "plan event", _itself, had, wanted)


def _measures(gold: Sequence[LabelledMeasure], read: Sequence[Measure], entry: _Entry) -> None:
    """Value and unit as they are, each as often as it stands; the rest where these two are right."""
    rest = list(read)
    for one in gold:
        match = next((other for other in rest if _quantity(other) == _quantity(one)), None)
        if match is None:
            continue
        rest.remove(match)
        for name in OF_A_MEASURE:
            if name in one.model_fields_set:
                wanted, had = getattr(one, name), getattr(match, name)
                entry.sheet.measures[name].add(wanted == had)
                if wanted != had:
                    entry.differ(match.finding, f"measure {name} ({_amount(_quantity(one))})", wanted, had)
    wanted_all, had_all = Counter(map(_quantity, gold)), Counter(map(_quantity, read))
    both = wanted_all & had_all
    entry.sheet.tallies["measures"].count(had_all.total(), wanted_all.total(), both.total())
    for one in _of(wanted_all - had_all, gold):
        entry.differ(one.finding, "measure", _amount(_quantity(one)))
    for other in _of(had_all - wanted_all, read):
        entry.differ(other.finding, "measure", None, _amount(_quantity(other)))


def _of(quantities: Counter[tuple[float | None, str | None]], measures: Sequence[_M]) -> Iterator[_M]:
    """Measures of these quantities, of each as many as there are to be."""
    left = Counter(quantities)
    for measure in measures:
        if left[_quantity(measure)] > 0:
            left[_quantity(measure)] -= 1
            yield measure


def _quantity(measure: LabelledMeasure | Measure) -> tuple[float | None, str | None]:
    return None if measure.value is None else round(measure.value, 3), measure.unit


def _amount(quantity: tuple[float | None, str | None]) -> str:
    value, unit = quantity
    return f"{'?' if value is None else f'{value:g}'} {unit or '?'}"


def _named(people: Iterable[LabelledPerson | Inspector]) -> list[tuple[str, str]]:
    return [(one.name or "", one.body or "") for one in people]


def _person(person: tuple[str, str]) -> Hashable:
    name, body = person
    return person_name(name), body.lower()


def _itself(one: Hashable) -> Hashable:
    return one


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value if part is not None)
    return str(getattr(value, "name", value))
