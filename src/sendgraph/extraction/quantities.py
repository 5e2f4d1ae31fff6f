"""Quantities in a text: numbers in figures and in words, with their unit and comparison."""

import re
from dataclasses import dataclass

from sendgraph.extraction.record import Comparison, Unit

_SMALL = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_NAMED: dict[str, float] = {word: i + 1 for i, word in enumerate(_SMALL)} | {
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
}  # fmt: skip
_PARTS: dict[str, float] = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1}
_SCALE: dict[str, float] = {
    "million": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "thousand": 1e3,
    "k": 1e3,
    "": 1.0,
}
_UNITS: dict[str, Unit] = {"day": "days", "week": "weeks", "month": "months", "year": "years"}

_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NAME = "|".join(sorted(_NAMED, key=len, reverse=True))
_NUMBER = rf"(?:{_FIGURE}|\b(?:{_NAME})\b)"
_RANGE = r"(?:\s*(?:-|–|/|to|and|or)\s*)"
_PATTERNS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("money", rf"£\s?(?P<a>{_FIGURE})\s?(?P<scale>million|billion|thousand|bn|m|k)?\b"),
        ("percent", rf"(?P<a>{_NUMBER})(?:{_RANGE}(?P<b>{_NUMBER}))?\s?(?:%|per\s?cent\b)"),
        ("in", rf"\b(?P<a>{_NUMBER})\s+(?:in|out\s+of)\s+(?:every\s+|each\s+)?(?P<b>{_NUMBER})\b(?!\s*(?:week|month|year|day))"),
        ("of", rf"\b(?P<a>{_NUMBER})\s+of\s+the\s+(?P<b>{_NUMBER})\b"),
        ("part", r"\b(?:(?P<a>one|a|two|three)[\s-]+)?(?P<part>half|thirds?|quarters?|fifths?|tenths?)\s+(?=of\b|the\b)"),
        ("times", r"\b(?P<a>twice|double|treble|three times|four times)\s+(?=the\b|that\b|as\b)"),
        ("time", rf"\b(?P<a>{_NUMBER})(?:{_RANGE}(?P<b>{_NUMBER}))?(?:\s+|-)(?P<unit>day|week|month|year)s?\b"),
        ("count", rf"(?<![\w£.,/])(?P<a>{_NUMBER})(?:{_RANGE}(?P<b>{_NUMBER}))?(?![\w%]|[.,/]\d|-)"),
    )
)  # fmt: skip
_AT_LEAST = re.compile(
    r"\b(?:over|more than|at least|above|exceed(?:s|ed|ing)?|a minimum of|longer than|greater than|in excess of|upwards of)\s+(?:the\s+)?$",
    re.I,
)
_AT_MOST = re.compile(
    r"\b(?:up to|less than|under|below|fewer than|at most|a maximum of|no more than|within)\s+(?:the\s+)?$",
    re.I,
)
_ABOUT = re.compile(r"\b(?:approximately|about|around|nearly|almost|roughly|close to|some|just under|just over|estimated?(?:\s+(?:at|that|to be))?|circa|c\.)\s+(?:the\s+|a\s+)?$", re.I)  # fmt: skip
_OR_MORE = re.compile(r"^\s*(?:or more|or longer|or over|and over|plus\b|\+)", re.I)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text: `text[start:end]`, what it amounts to, and how it is meant."""

    start: int
    end: int
    value: float
    value_to: float | None
    unit: Unit
    comparison: Comparison


def quantities(text: str) -> list[Quantity]:
    """
    The quantities of a text in reading order; years, dates and numbered things are not told apart here.

    >>> [(q.value, q.unit, q.comparison) for q in quantities("Over 40% wait more than 18 months.")]
    [(40.0, 'percent', 'at-least'), (18.0, 'months', 'at-least')]
    >>> [(q.value, q.unit) for q in quantities("One in every five children; just under half of families")]
    [(0.2, 'ratio'), (0.5, 'ratio')]
    """
    taken: list[tuple[int, int]] = []
    found: list[Quantity] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.start(), match.end()
            if any(start < e and s < end for s, e in taken):
                continue
            quantity = _quantity(kind, match, text)
            if quantity is not None:
                taken.append((start, end))
                found.append(quantity)
    return sorted(found, key=lambda q: q.start)


def number(word: str) -> float:
    """
    The value of a number in figures or words.

    >>> number("1,200"), number("Seven")
    (1200.0, 7)
    """
    named = _NAMED.get(word.lower())
    return float(word.replace(",", "")) if named is None else named


def _quantity(kind: str, match: re.Match[str], text: str) -> Quantity | None:
    groups = match.groupdict()
    value_to: float | None = None
    unit: Unit
    if kind == "money":
        value, unit = number(groups["a"]) * _SCALE[(groups["scale"] or "").lower()], "GBP"
    elif kind in {"in", "of"}:
        whole = number(groups["b"])
        if whole <= number(groups["a"]) or (kind == "of" and number(groups["a"]) == 1):
            return None
        value, unit = number(groups["a"]) / whole, "ratio"
    elif kind == "part":
        many = {"two": 2, "three": 3}.get((groups["a"] or "").lower(), 1)
        value, unit = many * _PARTS[groups["part"].lower().rstrip("s")], "ratio"
        if re.search(r"\band\s+a\s+$|\b(?:first|second|last)\s+$", text[: match.start()] + "", re.I):
            return None
    elif kind == "times":
        value, unit = (
            {"treble": 3.0, "three times": 3.0, "four times": 4.0}.get(groups["a"].lower(), 2.0),
            "ratio",
        )
    else:
        value = number(groups["a"])
        value_to = number(groups["b"]) if groups.get("b") else None
        unit = {"percent": "percent", "time": _UNITS.get((groups.get("unit") or "").lower(), "days")}.get(
            kind, "count"
        )  # type: ignore[assignment]
    if value_to is not None and value_to <= value:
        value_to = None
    comparison = _comparison(text, match.start(), match.end())
    if value_to is not None and comparison == "at-most":
        comparison = "exact"
    return Quantity(match.start(), match.end(), value, value_to, unit, comparison)


def _comparison(text: str, start: int, end: int) -> Comparison:
    before = text[max(0, start - 40) : start]
    if _ABOUT.search(before):
        return "approximately"
    if _AT_LEAST.search(before) or _OR_MORE.match(text[end : end + 12]):
        return "at-least"
    return "at-most" if _AT_MOST.search(before) else "exact"
