"""What a sentence says about a quantity in it: its former value, its date, its status and scope."""

import re
from collections.abc import Mapping, Sequence
from itertools import combinations

from sendgraph.extraction.measure_dates import DateMention
from sendgraph.extraction.quantities import Quantity
from sendgraph.extraction.record import Scope, Status

_FROM = re.compile(r"\bfrom\b[^.;]{0,40}$|\bwhen\b[^.;]{0,40}$|\bsince\b[^.;]{0,60}$", re.IGNORECASE)
_TO = re.compile(r"\bto\s+(?:only\s+|just\s+|over\s+|around\s+)?$", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:compared (?:with|to)|baseline of|up from|down from|previously|from a high of|as opposed to)"
    r"\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_JUST_TO = re.compile(r"\s+to\s+(?:\w+\s+)?")
_FAR = 110
#: Commas and brackets that part clauses, not those within "education, health and care (EHC) plan".
_BREAK = re.compile(
    r",\s(?!(?:health|care|social|language)\b)|[;:]\s|\s[–-]\s|\s\((?![A-Z]{2,}\))|(?<![A-Z])\)(?=\s|$)"
)

_FORECAST = re.compile(
    r"\bwill\b|\bpredict\w*|\bforecast\w*|\bprojected\b|\bexpected to\b|\banticipat\w*|\bestimate that by\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\bplan(?:ned|ning) (?:to|for)\b|"
    r"\bplans? to (?:create|open|increase|provide|build|recruit|commission)\b|"
    r"\bdue to open\b|\bscheduled\b|\bproposed\b|\bwill open\b|\btender|"
    r"\bto be (?:opened|created|built)\b|\ba new\b[^.]*\b(?:from|by|in|starting)\b",
    re.IGNORECASE,
)
_TARGET = re.compile(r"\btargets? (?:of|is)\b|\baim\w* (?:to|of)\b|\bgoal of\b", re.IGNORECASE)
_ESTIMATE = re.compile(r"\bestimat", re.IGNORECASE)
_NATIONAL = (
    r"nationally|national (?:average|figure|rate|picture)|(?:in|across|for) England|across the country"
)
_ENGLAND_BEFORE = re.compile(rf"\b(?:{_NATIONAL})(?: of| is| was| at|,)?[^,.;\d]{{0,12}}$", re.IGNORECASE)
_ENGLAND_BEHIND = re.compile(rf"[^,.;\d]{{0,60}}\b(?:{_NATIONAL})\b", re.IGNORECASE)
_AGAINST_ENGLAND = re.compile(
    r"\b(?:than|below|above|to|with|of|twice|half)\s+(?:that\s+)?(?:of\s+)?(?:the\s+|similar\s+)?(?:\w+\s+)?"
    rf"(?:{_NATIONAL})",
    re.IGNORECASE,
)
_INSPECTED = re.compile(r"\blocal areas\b.*\binspected\b", re.IGNORECASE)
_AT = re.compile(
    r"\b(?:as of|as at|at|on|since|by|in|during|up to)\s+(?:the\s+)?(?:end of\s+)?$", re.IGNORECASE
)
_AS_OF = re.compile(r"\bas (?:of|at)\s+(?:the\s+)?$", re.IGNORECASE)


def former_values(text: str, start: int, inside: Sequence[Quantity]) -> Mapping[Quantity, Quantity]:
    """
    Which quantities of a sentence are former values of others: "from 9% to 96%", "96%, up from 9%".

    >>> from sendgraph.extraction.quantities import quantities
    >>> text = "This rose from 9% of plans to 96%."
    >>> [(now.value, was.value) for now, was in former_values(text, 0, quantities(text)).items()]
    [(96.0, 9.0)]
    """
    found: dict[Quantity, Quantity] = {}
    for first, second in combinations(inside, 2):
        if not _taken(found, first, second) and _from_to(text, start, first, second):
            found[second] = first
    for second, first in combinations(reversed(inside), 2):
        if not _taken(found, first, second) and _compared(text, first, second):
            found[first] = second
    return found


def clause(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """The stretch of the sentence `text[start:end]` around `text[first:last]`, up to commas or brackets."""
    breaks = [start + m.start() for m in _BREAK.finditer(text[start:end])]
    low = max((b + 1 for b in breaks if b < first), default=start)
    high = min((b for b in breaks if b >= last), default=end)
    while low < first and not (text[low].isalnum() or text[low] in "£'‘“\"’"):
        low += 1
    return low, max(last, len(text[:high].rstrip(" .;,")))


def date_of(text: str, q: Quantity, near: Sequence[DateMention], every: Sequence[DateMention]) -> str | None:
    """The date of a quantity: the one behind it, else the one its sentence starts with, else an "as of"."""
    behind = [d for d in near if 0 <= d.start - q.end <= 60]
    if behind:
        return behind[0].date
    ahead = [d for d in near if 0 <= q.start - d.end <= 200 and _AT.search(text[: d.start])]
    if ahead:
        return ahead[-1].date
    stated = [d for d in every if _AS_OF.search(text[: d.start])]
    return stated[-1].date if stated else None


def former_date(text: str, former: Quantity, q: Quantity, near: Sequence[DateMention]) -> str | None:
    """The date of a former value: the one behind it, or just before it."""
    behind = [d for d in near if former.end <= d.start and (former.start > q.start or d.start < q.start)]
    if behind and behind[0].start - former.end <= _FAR:
        return behind[-1].date if former.start < q.start else behind[0].date
    ahead = [d for d in near if 0 <= former.start - d.end <= 60]
    return ahead[-1].date if ahead else None


def status_of(text: str, start: int, end: int, q: Quantity) -> Status:
    """Whether a quantity is observed, estimated, forecast, aimed at or planned."""
    if _TARGET.search(text[start : q.start]):
        return "target"
    if _PLANNED.search(text[start:end]):
        return "planned"
    if _FORECAST.search(text[start:end]):
        return "forecast"
    return "estimate" if is_estimate(text, start, q) else "observed"


def is_estimate(text: str, start: int, q: Quantity) -> bool:
    """Whether the sentence estimates before it names the quantity."""
    return _ESTIMATE.search(text[start : q.start]) is not None


def scope_of(text: str, start: int, end: int, q: Quantity) -> Scope:
    """
    Whether a quantity is England's rather than the area's.

    >>> from sendgraph.extraction.quantities import quantities
    >>> text = "In Wexley 40% achieve this, compared with 52% nationally."
    >>> [scope_of(text, 0, len(text), q) for q in quantities(text)]
    ['area', 'england']
    """
    if _INSPECTED.search(text[start:end]) or _ENGLAND_BEFORE.search(text[start : q.start]):
        return "england"
    behind = _ENGLAND_BEHIND.match(text[q.end : end])
    return "england" if behind and not _AGAINST_ENGLAND.search(behind.group()) else "area"


def _taken(found: Mapping[Quantity, Quantity], first: Quantity, second: Quantity) -> bool:
    known = {*found.keys(), *found.values()}
    return first in known or second in known


def _from_to(text: str, start: int, first: Quantity, second: Quantity) -> bool:
    between = text[first.end : second.start]
    bare = first.unit == "count" and _JUST_TO.fullmatch(between) is not None  # "from 12 to 8 weeks"
    return (
        (bare or first.unit == second.unit)
        and len(between) <= _FAR
        and _TO.search(between) is not None
        and _FROM.search(text[max(start, first.start - 90) : first.start]) is not None
    )


def _compared(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether the second is the former value that the first is compared with, and not another place's."""
    return (
        first.unit == second.unit
        and _COMPARED.search(text[first.end : second.start]) is not None
        and _ENGLAND_BEHIND.match(text[second.end :]) is None
        and _ENGLAND_BEFORE.search(text[: second.start]) is None
    )
