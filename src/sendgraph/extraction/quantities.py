"""Quantities in a text: numbers in figures and in words, with their unit and comparison."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sendgraph.extraction.record import Comparison, Unit

_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ONES: Mapping[str, float] = {w: float(i) for i, w in enumerate(_SMALL.split(), 1)}
_NAMED: Mapping[str, float] = {
    **_ONES,
    **{ten: float(n) for ten, n in {"twenty": 20, **_TENS, "hundred": 100}.items()},
    **{
        f"{t}-{o}": float(n + v)
        for t, n in {"twenty": 20, **_TENS}.items()
        for o, v in _ONES.items()
        if v < 10
    },
}
_PARTS: Mapping[str, float] = {
    "half": 1 / 2,
    "third": 1 / 3,
    "quarter": 1 / 4,
    "fifth": 1 / 5,
    "tenth": 1 / 10,
}
_TIMES: Mapping[str, float] = {"twice": 2, "double": 2, "treble": 3, "three times": 3, "four times": 4}
_SCALE: Mapping[str, float] = {"million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "thousand": 1e3, "k": 1e3}
TIMES = frozenset({"days", "weeks", "months", "years"})
_UNITS: Mapping[str, Unit] = {"day": "days", "week": "weeks", "month": "months", "year": "years"}

_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NAME = "|".join(sorted(_NAMED, key=len, reverse=True))
_NUMBER = rf"(?:{_FIGURE}|\b(?:{_NAME})\b)"
_TO = r"\s*(?:-|–|/|to|and|or)\s*"
_CENT = r"(?:%|per\s?cent\b)"
#: "Half said so": what people do who are a share of others.
_SAID = "were|are|have|had|do|did|said|say|told|felt|feel|reported|report|agreed|received?|knew|know"
_UPTO = rf"(?P<a>{_NUMBER})(?:{_TO}(?P<b>{_NUMBER}))?"
#: Tried in this order; a later kind does not touch what an earlier one took.
_KINDS: Mapping[str, re.Pattern[str]] = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in {
        "money": rf"£\s?(?P<a>{_FIGURE})\s?(?P<scale>million|billion|thousand|bn|m|k)?\b",
        "percents": rf"(?<=between )(?P<a>{_NUMBER})\s?{_CENT} and (?P<b>{_NUMBER})\s?{_CENT}",
        "percent": rf"{_UPTO}\s?(?:{_CENT}|percentage\spoints?\b)",
        "in": rf"\b(?P<a>{_NUMBER})\s+(?:in|out\s+of)\s+(?:the\s+|every\s+|each\s+)?(?P<b>{_NUMBER})\b"
        r"(?!\s*(?:week|month|year|day))",
        "of": rf"\b(?P<a>{_NUMBER})\s+of\s+(?:the|its|their|our)\s+(?P<b>{_NUMBER})\b",
        "part": r"(?<!and a )(?<!first )(?<!second )(?<!other )\b"
        r"(?:(?P<a>one|a|two|three|four)[\s-]+|(?=half))"
        r"(?P<part>half|thirds?|quarters?|fifths?|tenths?)"
        rf"(?:(?=\s+(?:of|the|all|{_SAID})\b)|(?<=by a third)|(?<=by a quarter)|(?<=by half))",
        "times": rf"\b(?P<a>{'|'.join(_TIMES)})\s+(?=the\b|that\b|as\b|more\b|higher\b|longer\b)",
        "halves": rf"\b(?P<a>{_NUMBER})[\s-]and[\s-]a[\s-]half[\s-](?P<unit>day|week|month|year)s?\b",
        "time": rf"\b{_UPTO}(?:\s+|-)(?P<unit>day|week|month|year)s?\b",
        "a time": r"(?<=over |than |most |arly |bout |p to |ound )(?P<a>a) (?P<unit>week|month|year)\b",
        "count": rf"(?<![\w£.,/]){_UPTO}(?![\w%]|[.,/]\d|-)",
    }.items()
}

#: "rose from 12 to 45" is no range: the "to" is hidden from the patterns.
_FROM_TO = re.compile(
    r"(\b(?:ris\w+|rose|increas\w+|grow\w+|grew|fall\w*|fell|reduc\w+|decreas\w+|drop\w*|improv\w+|gone|went|"
    r"cut|rais\w+|expand\w*|declin\w+|lower\w+|shorten\w*|lengthen\w*|mov\w+|changed?|doubl\w+|halv\w+)\b"
    rf"[^.;]{{0,100}}?\bfrom {_NUMBER})( to )(?=(?:only |just |over )?{_NUMBER})",
    re.IGNORECASE,
)
_ANY = re.compile(
    rf"\d|\ba (?:week|month|year)\b|\b(?:{_NAME}|{'|'.join(_PARTS)}|thirds|quarters|{'|'.join(_TIMES)})\b",
    re.IGNORECASE,
)

_MORE = (
    "over|more than|at least|above|exceed(?:s|ed|ing)?|a minimum of|longer than|greater than|in excess of|"
    "upwards of|beyond|as few as|as little as"
)
_LESS = (
    "up to|less than|under|below|fewer than|at most|a maximum of|no more than|no longer than|within|"
    "as many as|as much as|as long as"
)
_NEAR = (
    "approximately|about|around|nearly|almost|roughly|close to|some|just under|just over|circa|c\\.|"
    "estimated?(?:\\s+(?:at|that|to be))?"
)
_WORDS: tuple[tuple[Comparison, str], ...] = (
    ("approximately", _NEAR),
    ("at-least", _MORE),
    ("at-most", _LESS),
)
_BEFORE: Mapping[Comparison, re.Pattern[str]] = {
    comparison: re.compile(rf"\b(?:{words})\s+(?:the\s+|a\s+)?$", re.IGNORECASE)
    for comparison, words in _WORDS
}
_OR_MORE = re.compile(r"\s*(?:or more|or longer|or over|and over|plus\b|\+)", re.IGNORECASE)


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
    The quantities of a text in reading order; dates and numbered things are not told apart here.

    >>> [(q.value, q.unit, q.comparison) for q in quantities("Over 40% wait more than 18 months.")]
    [(40.0, 'percent', 'at-least'), (18.0, 'months', 'at-least')]
    >>> [(q.value, q.unit) for q in quantities("One in every five; just under half of families")]
    [(0.2, 'ratio'), (0.5, 'ratio')]
    """
    found: list[Quantity] = []
    if _ANY.search(text) is None:
        return found
    text = _FROM_TO.sub(lambda m: f"{m[1]}{'·' * len(m[2])}", text)
    for kind, pattern in _KINDS.items():
        for match in pattern.finditer(text):
            if any(match.start() < q.end and q.start < match.end() for q in found):
                continue
            quantity = _quantity(kind, match, text)
            if quantity is not None:
                found.append(quantity)
    return sorted(found, key=lambda q: q.start)


def number(word: str) -> float:
    """
    The value of a number in figures or words.

    >>> number("1,200"), number("Seven")
    (1200.0, 7.0)
    """
    named = _NAMED.get(word.lower())
    return float(word.replace(",", "")) if named is None else named


def _quantity(kind: str, match: re.Match[str], text: str) -> Quantity | None:
    read = _ratio(kind, match) if kind in {"in", "of", "part", "times"} else _plain(kind, match)
    if read is None:
        return None
    value, value_to, unit = read
    if value_to is not None and value_to <= value:
        value_to = None
    comparison = _comparison(text, match.start(), match.end())
    if value_to is not None and comparison == "at-most":
        comparison = "exact"  # "within 10 to 14 days" is a range already
    return Quantity(match.start(), match.end(), value, value_to, unit, comparison)


def _plain(kind: str, match: re.Match[str]) -> tuple[float, float | None, Unit]:
    groups = match.groupdict()
    value = 1.0 if groups["a"] == "a" else number(groups["a"])
    value_to = number(groups["b"]) if groups.get("b") else None
    if kind == "money":
        return value * _SCALE.get((groups["scale"] or "").lower(), 1.0), None, "GBP"
    if kind == "a time":
        return 1.0, None, _UNITS[groups["unit"].lower()]
    if kind == "halves":
        return value + 0.5, None, _UNITS[groups["unit"].lower()]
    if kind == "time":
        return value, value_to, _UNITS[groups["unit"].lower()]
    return value, value_to, "percent" if kind.startswith("percent") else "count"


def _ratio(kind: str, match: re.Match[str]) -> tuple[float, float | None, Unit] | None:
    groups = match.groupdict()
    if kind == "times":
        return _TIMES[groups["a"].lower()], None, "ratio"
    if kind == "part":
        many = {"two": 2, "three": 3, "four": 4}.get((groups["a"] or "").lower(), 1)
        return many * _PARTS[groups["part"].lower().removesuffix("s")], None, "ratio"
    part, whole = number(groups["a"]), number(groups["b"])
    if part >= whole or (kind == "of" and part == 1):  # "one of the three" picks one out
        return None
    return part / whole, None, "ratio"


def _comparison(text: str, start: int, end: int) -> Comparison:
    before = text[max(0, start - 40) : start]
    for comparison, pattern in _BEFORE.items():
        if pattern.search(before):
            return comparison
    return "at-least" if _OR_MORE.match(text, end) else "exact"
