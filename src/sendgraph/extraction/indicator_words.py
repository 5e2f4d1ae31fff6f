"""What a measure measures, in the text's own words: its clause without the figure and its dates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sendgraph.extraction.measure_dates import DateMention
from sendgraph.extraction.quantities import TIMES, Quantity

_LONGEST = 24
_ENOUGH = 3
_MORE_OR_LESS = (
    "up to|more than|less than|fewer than|longer than|no more than|at least|at most|as many as|as much as|"
    "as long as|"
    "over|under|above|below|around|about|nearly|almost|approximately|roughly|some|only|just|now|currently|"
    "a further|an additional|a total of|an average of|consistently|the highest figure of|a high of|a low of"
)
_BEFORE_FIGURE = re.compile(rf"(?:\b(?:{_MORE_OR_LESS})\s+)+$", re.IGNORECASE)
_BEFORE_VALUE = re.compile(
    rf"(?:\b(?:{_MORE_OR_LESS}|from|to|of|at|by|with|for|between|within)\s+)+$", re.IGNORECASE
)
_BEFORE_CHANGE = re.compile(rf"(?:\b(?:{_MORE_OR_LESS}|from|to)\s+)+$", re.IGNORECASE)
_BEFORE_DATE = re.compile(
    r"(?:\b(?:in|on|by|since|as of|as at|at|during|until|up to|from|to|of|for|when|and|the|end of|early|late|"
    r"(?:academic|school|financial|calendar) year|(?:spring|summer|autumn) term)\s+)+$",
    re.IGNORECASE,
)
_BEHIND_FIGURE = re.compile(r"(?:-|\s*(?:or (?:more|longer|over)\b|\)))")
_COMPARED = re.compile(r"\b(?:compared|against|as opposed|in comparison)\b", re.IGNORECASE)
_WAITS = re.compile(
    r"\b(?:wait|await|delay|tak(?:e|ing)|seen|see|assess|receiv|overdue|backlog|time)", re.IGNORECASE
)
_GOVERNED = re.compile(r"\b(?:for|by|with|across|to|among)\s*$", re.IGNORECASE)
_CHANGE = re.compile(
    r"(?:with |by |and )?(?:an? )?(?:\w+ )?(?:reduction|increase|decrease|rise|fall|drop|"
    r"improvement)s?(?: from)?",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:and|but|while|although|though|however|with|including|because|so|that|of|"
    r"there (?:is|are|was|were|has been|have been)|it is \w+ that|it should be noted that|"
    r"this includes)\b[\s,]*)+",
    re.IGNORECASE,
)
_TRAIL = re.compile(
    r"(?:[\s,(]+(?:and|or|from|to|of|at|by|with|for|in|on|is|was|are|were|a|an|the|only|just|compared|which|"
    r"beyond|over|up|down|"
    r"(?:with )?an? (?:reduction|increase|decrease|rise|fall|drop|improvement)))+$",
    re.IGNORECASE,
)
_EDGES = " ,.;:-–()"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a quantity stands: its sentence `text[start:end]` and its clause `text[low:high]`."""

    text: str
    start: int
    end: int
    low: int
    high: int


def indicator_words(
    place: Stretch, q: Quantity, former: Quantity | None, dates: Sequence[DateMention]
) -> str:
    """
    The words that say what is measured.

    >>> from sendgraph.extraction.measure_dates import date_mentions
    >>> from sendgraph.extraction.quantities import quantities
    >>> def words(text):
    ...     place = Stretch(text, 0, len(text), 0, len(text))
    ...     return indicator_words(place, quantities(text)[0], None, date_mentions(text))
    >>> words("Children often wait up to 18 weeks for therapy")
    'Children often wait for therapy'
    >>> words("In all, 14 places are free in June 2019")
    'places are free'
    """
    text, low, high = place.text, place.low, place.high
    cuts = [_with(text, low, quantity, former is not None) for quantity in (q, former) if quantity]
    cuts += [_dated(text, place.start, d) for d in dates if place.start <= d.start < place.end]
    if former is not None and former.start < q.start:
        return _short(_changed(place, q, former, cuts), text[:high]) or text[low:high]
    if q.unit == "ratio" and q.value > 1:  # "… is twice the national rate"
        return _short(text[low : cuts[0][0]], "") or text[low:high]
    behind = _COMPARED.split(_left(text, q.end, high, cuts), maxsplit=1)[0].strip(_EDGES)
    counted = q.unit in {"count", "ratio"} or (q.unit == "percent" and behind.lower().startswith("of "))
    if counted and len(behind.split()) >= _ENOUGH and not _GOVERNED.search(text[low : cuts[0][0]]):
        return _short(behind, text[:high])
    whole = _left(text, low, high, cuts)
    if len(whole.split()) < _ENOUGH or (q.unit in TIMES and not _WAITS.search(whole)):
        whole = _left(text, place.start, place.end, cuts)
    return _short(whole, text[: place.end]) or text[low:high]


def _changed(place: Stretch, q: Quantity, former: Quantity, cuts: Sequence[tuple[int, int]]) -> str:
    """What went from one figure to another: said before both, between them, or earlier in the sentence."""
    before = _left(place.text, place.low, former.start, cuts)
    if len(_TRAIL.sub("", _LEAD.sub("", before)).split()) >= _ENOUGH and not _CHANGE.fullmatch(before):
        return before
    between = _left(place.text, former.end, q.start, cuts)
    if len(between.split()) >= _ENOUGH:
        return between
    return _left(place.text, place.start, place.end if place.low == place.start else former.start, cuts)


def _with(text: str, low: int, q: Quantity, changed: bool) -> tuple[int, int]:
    """A figure with the words that only lead to it."""
    pattern = _BEFORE_CHANGE if q.unit == "count" and changed else _BEFORE_VALUE
    before = (_BEFORE_FIGURE if q.unit == "count" and not changed else pattern).search(text[low : q.start])
    behind = _BEHIND_FIGURE.match(text, q.end)
    return (low + before.start() if before else q.start), behind.end() if behind else q.end


def _dated(text: str, start: int, date: DateMention) -> tuple[int, int]:
    before = _BEFORE_DATE.search(text[start : date.start])
    return (start + before.start() if before else date.start), date.end


def _left(text: str, low: int, high: int, cuts: Sequence[tuple[int, int]]) -> str:
    """What is left of a stretch without the cuts."""
    parts = []
    at = low
    for first, last in sorted(cuts):
        if first > at:
            parts.append(text[at : min(first, high)])
        at = max(at, last)
    parts.append(text[at:high] if at < high else "")
    return " ".join(" ".join(parts).split()).strip(_EDGES)


def _short(words: str, source: str) -> str:
    """The first words, without what only led to a figure; the last words of the source stay as they are."""
    words = re.sub(r"\s+([,;)])", r"\1", re.sub(r"\(\s*\)|\(\s+(?=\w)", "", words))
    words = _LEAD.sub("", words.strip(_EDGES)).strip(_EDGES)
    short = " ".join(words.split()[:_LONGEST])
    return short if source.rstrip(_EDGES).endswith(short[-20:]) else _TRAIL.sub("", short).strip(_EDGES)
