"""
A record with its corrections: labels, polarity and measures as people said, links to be made or left.

What a person settled is certain, and its reason says so. A correction that does not fit what
is there now is refused, alone and with a message that says where its words are: the others hold.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from sendgraph.errors import InvalidFile, Problem
from sendgraph.extraction.corrections import (
    Corrections,
    FindingCorrection,
    LabelChanges,
    LinkCorrection,
    MeasureCorrection,
    nearest,
)
from sendgraph.extraction.fingerprints import normalised
from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.record import (
    LABEL_LISTS,
    UNPOLARISED_SECTIONS,
    CorrectedLink,
    Finding,
    LabelList,
    Measure,
    Reason,
    Record,
)
from sendgraph.schemes import Scheme

CORRECTED: Final = "corrected by hand"
CONFIRMED: Final = "confirmed by hand"
_SCHEMES: Final = {key: scheme for scheme, key in LABEL_LISTS.items()}
_E = TypeVar("_E", FindingCorrection, LinkCorrection, MeasureCorrection)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A record with its corrections, those that were refused, and the findings that the others touched."""

    record: Record
    refused: tuple[Problem, ...]
    findings: frozenset[int]


def correct(record: Record, corrections: Corrections, lexicon: Lexicon) -> Corrected:
    """
    The record with everything that fits of its corrections; correcting it once more changes nothing.

    A correction keeps its word where reading changes: what it confirms stands even if it is
    no longer recognised, what it removes stays away even if it is.
    """
    pen = _Pen(record, lexicon)
    pen.each(corrections.finding, pen.finding)
    pen.each(corrections.measure, pen.measure)
    pen.each(corrections.link, pen.link)
    update = {
        "findings": [pen.findings[f.n] for f in record.findings],
        "measures": pen.measures,
        "corrected_links": list(pen.links.values()),
    }
    return Corrected(record.model_copy(update=update), tuple(pen.refused), frozenset(pen.touched))


def told(verb: str, because: str | None, by: str | None) -> str:
    """
    A correction as a reason.

    >>> told(CORRECTED, "it is about the wait", "SEND data team")
    'corrected by hand (SEND data team): it is about the wait'
    """
    who, why = f" ({by})" if by else "", f": {because}" if because else ""
    return " ".join(f"{verb}{who}{why}".split())


def says_by_hand(words: str | None) -> bool:
    """
    Whether a reason's words tell of a person.

    >>> says_by_hand("corrected by hand: it is about the wait"), says_by_hand("wait too long")
    (True, False)
    """
    return (words or "").startswith((CORRECTED, CONFIRMED))


def starts_with(finding: Finding, words: str) -> bool:
    """
    Whether a finding begins with words, whatever their quotes, dashes and capitals.

    >>> one = Finding(n=1, section="strength", text="The area’s “offer” is known.", passages=[])
    >>> starts_with(one, 'the area\\'s "offer" …'), starts_with(one, "The offer")
    (True, False)
    """
    return bool(normalised(words)) and normalised(finding.text).startswith(normalised(words))


def opening(text: str, number: int = 8) -> str:
    """
    The first words of a text, as a corrections file names a finding.

    >>> opening("Too many children wait too long for help.", 4)
    'Too many children wait'
    """
    return " ".join(text.split()[:number])


def find_finding(findings: Sequence[Finding], n: int, starts: str | None) -> Finding:
    """
    The finding of that number, if it begins as it should.

    Raises:
        InvalidFile: where there is none, or another one now; with the number where those words are found.
    """
    found = next((f for f in findings if f.n == n), None)
    if found and (starts is None or starts_with(found, starts)):
        return found
    there = (
        f"it starts “{opening(found.text)}”"
        if found
        else f"there are {len(findings)} findings and no such one"
    )
    moved = [f.n for f in findings if starts and starts_with(f, starts)]
    if len(moved) == 1:
        raise InvalidFile(f"{there}; “{starts}” is finding {moved[0]} now", remedy=f"write {moved[0]}")
    known = f"{len(moved)} findings start" if moved else "no finding starts"
    said = f", and {known} “{starts}”" if starts else ""
    raise InvalidFile(f"{there}{said}", remedy="look the finding up with `sendgraph extract`")


class _Pen:
    """A record while it is being corrected."""

    def __init__(self, record: Record, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.findings = {f.n: f for f in record.findings}
        self.measures = list(record.measures)
        self.links = {(one.type, one.later, one.document, one.earlier): one for one in record.corrected_links}
        self.refused: list[Problem] = []
        self.touched: set[int] = set()

    def each(self, entries: Sequence[_E], apply: Callable[[_E], None]) -> None:
        """Apply each entry whole, or refuse it."""
        for entry in entries:
            try:
                apply(entry)
            except InvalidFile as error:
                what = f"{_name(entry)}: {error.problem.what}"
                self.refused.append(Problem("refused-correction", what, remedy=error.problem.remedy))

    def finding(self, entry: FindingCorrection) -> None:
        """Labels and polarity of a finding."""
        finding = find_finding(list(self.findings.values()), entry.n, entry.starts)
        if finding.restates in self.findings:
            raise InvalidFile(
                f"it only repeats finding {finding.restates}", remedy=f"correct finding {finding.restates}"
            )
        for name, change in entry.changes():
            scheme = self._lexicon.schemes[_SCHEMES[name]]
            for code in (*change.right, *change.remove):
                self._hold_code(code, scheme)
            finding = _relabelled(finding, name, change, entry)
        if entry.polarity:
            if finding.section in UNPOLARISED_SECTIONS:
                what = f"a {finding.section.replace('-', ' ')} has no polarity"
                raise InvalidFile(what, remedy="leave its polarity out")
            finding = _polarised(finding, entry)
        self.findings[entry.n] = finding
        self.touched.add(entry.n)

    def measure(self, entry: MeasureCorrection) -> None:
        """One measure, set right or dropped."""
        finding = self.findings.get(entry.finding or 0)
        if entry.finding and finding is None:
            raise InvalidFile(f"there are {len(self.findings)} findings and no such one", remedy=_LOOK)
        if entry.indicator_code:
            self._hold_code(entry.indicator_code, self._lexicon.schemes["indicator"])
        found = [i for i, m in enumerate(self.measures) if _meant(m, entry)]
        whole = [i for i in found if _plain(self.measures[i].text) == _plain(entry.words)]
        found = whole or found
        if len(found) == 1:
            if entry.drop:
                del self.measures[found[0]]
            else:
                values = self.measures[found[0]].model_dump() | entry.fields
                self.measures[found[0]] = Measure.model_validate(values)
        elif found:
            read = ", ".join(f"{self.measures[i].value:g}" for i in found)
            raise InvalidFile(
                f"{len(found)} measures have these words ({read})", remedy="add was = the value meant"
            )
        elif not (entry.drop and finding and _plain(entry.words) in _plain(finding.text)):
            raise InvalidFile(_elsewhere(entry, self.measures), remedy=_LOOK)
        if entry.finding:
            self.touched.add(entry.finding)

    def link(self, entry: LinkCorrection) -> None:
        """A link, kept for whoever puts the documents together."""
        find_finding(list(self.findings.values()), entry.later, entry.later_starts)
        self.links[(entry.type, entry.later, entry.document, entry.earlier)] = CorrectedLink(
            type=entry.type,
            later=entry.later,
            document=entry.document,
            earlier=entry.earlier,
            earlier_starts=entry.earlier_starts,
            stands=entry.stands,
            because=entry.because,
            by=entry.by,
        )

    def _hold_code(self, code: str, scheme: Scheme) -> None:
        broad = {c.broader for c in scheme.concepts.values()}
        known = [c for c in scheme.concepts if c not in broad]
        if code in known:
            return
        file = f"look it up in ontology/schemes/{_FILES.get(scheme.name, scheme.name)}.ttl"
        if code in broad:
            narrower = ", ".join(c.notation for c in scheme.concepts.values() if c.broader == code)
            raise InvalidFile(
                f"the {scheme.name} {code} is broader than a label may be", remedy=f"take {narrower}"
            )
        labels = _SCHEMES.values()
        other = next((n for n in labels if code in self._lexicon.schemes[n].concepts), None)
        if other:
            raise InvalidFile(f"{code} is a {other}, not a {scheme.name}", remedy="put it in its own list")
        called = {c.label.casefold(): c.notation for c in scheme.concepts.values()}
        like = [called[code.casefold()]] if code.casefold() in called else nearest(code, known)
        hint = f" (nearest: {', '.join(like)})" if like else ""
        raise InvalidFile(f"there is no {scheme.name} {code}{hint}", remedy=file)


_LOOK: Final = "look it up with `sendgraph extract`"
_FILES: Final = {**LABEL_LISTS, "indicator": "indicators"}


def _relabelled(finding: Finding, name: LabelList, change: LabelChanges, entry: FindingCorrection) -> Finding:
    stood: list[str] = getattr(finding, name)
    stands = [c for c in stood if c not in change.remove]
    stands += [c for c in change.right if c not in stands]
    scheme = _SCHEMES[name]
    why = [r for r in finding.why if not any(_is_for(r, scheme, c) for c in change.remove)]
    for code in change.right:
        why = _settled(finding, why, scheme, code, code in stood, entry)
    judged = (*change.right, *change.remove)
    nearly = [r for r in finding.nearly if not any(_is_for(r, scheme, c) for c in judged)]
    return finding.model_copy(update={name: stands, "why": why, "nearly": nearly})


def _polarised(finding: Finding, entry: FindingCorrection) -> Finding:
    assert entry.polarity
    others = {"positive", "negative", "mixed"} - {entry.polarity}
    why = [r for r in finding.why if not any(_is_for(r, "polarity", other) for other in others)]
    why = _settled(finding, why, "polarity", entry.polarity, finding.polarity == entry.polarity, entry)
    nearly = [r for r in finding.nearly if not r.label.startswith("polarity:")]
    return finding.model_copy(update={"polarity": entry.polarity, "why": why, "nearly": nearly})


def _settled(
    finding: Finding, why: Sequence[Reason], scheme: str, code: str, stood: bool, entry: FindingCorrection
) -> list[Reason]:
    """Reasons with one label certain: the words that earned it, or nearly did, and the person's own."""
    former = next((r.words or "" for r in why if _is_for(r, scheme, code) and says_by_hand(r.words)), None)
    verb = CONFIRMED if (stood if former is None else former.startswith(CONFIRMED)) else CORRECTED
    kept = [r for r in why if not (_is_for(r, scheme, code) and says_by_hand(r.words))]
    kept += [r for r in finding.nearly if _is_for(r, scheme, code)]
    certain = [r.model_copy(update={"confidence": 1.0}) if _is_for(r, scheme, code) else r for r in kept]
    label = f"polarity:{code}" if scheme == "polarity" else code
    certain.sort(key=lambda r: says_by_hand(r.words))  # so that correcting again finds the same order
    return [*certain, Reason(label=label, words=told(verb, entry.because, entry.by), confidence=1.0)]


def _is_for(reason: Reason, scheme: str, code: str) -> bool:
    return reason.label in (code, f"{scheme}:{code}")


def _plain(text: str) -> str:
    """A text for comparison: its figures and signs count, its quotes, capitals and white space do not."""
    return re.sub(r"[‘’“”\"]", "'", " ".join(text.split()).casefold())


def _meant(measure: Measure, entry: MeasureCorrection) -> bool:
    """Whether an entry is about a measure, before or after it was set right."""
    if measure.finding != entry.finding or _plain(entry.words) not in _plain(measure.text):
        return False
    return entry.was is None or measure.value in (entry.was, entry.value)


def _elsewhere(entry: MeasureCorrection, measures: Sequence[Measure]) -> str:
    """Where the words of a measure are that is not where it should be."""
    has = [m.text for m in measures if m.finding == entry.finding]
    there = "its measures are " + ", ".join(f"“{_short(t)}”" for t in has) if has else "it has no measures"
    moved = {m.finding for m in measures if _plain(entry.words) in _plain(m.text)} - {entry.finding}
    place = next(iter(moved)) if len(moved) == 1 else None
    return f"{there}{f'; “{entry.words}” is measured in finding {place} now' if place else ''}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57].rstrip()}…"


def _name(entry: FindingCorrection | LinkCorrection | MeasureCorrection) -> str:
    if isinstance(entry, FindingCorrection):
        return f"finding {entry.n}"
    if isinstance(entry, MeasureCorrection):
        return f"measure “{_short(entry.words)}” of " + (
            f"finding {entry.finding}" if entry.finding else "no finding"
        )
    return f"link from {entry.later} to {entry.document} {entry.earlier}"
