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
    r"\b(?:baseline of|up from|down from|previously|from a high of|from a low of|"
    r"(?:increas|ris|improv|reduc|decreas|drop|fall|grow|declin)\w* (?:on|from))\b[^.;\d]{0,30}$",
    re.IGNORECASE,
)
#: Another group's figure beside it is none of the past: this needs a date or a word for the past.
_BESIDE = re.compile(r"\b(?:compared (?:with|to)|as opposed to|rather than)\b[^.;]{0,30}$", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:baseline|previous|last year|year before|before|earlier|at the time of|at the last|"
    r"(?:19|20)\d\d)\b|\b20\d\d[/-]",
    re.IGNORECASE,
)
_DOWN_FROM = re.compile(r"[^.;]{0,45},? from (?:only |just |over |nearly |around |about )?", re.IGNORECASE)
_REACHED = re.compile(
    r"\b(?:to|at|now|is|are)\s+(?:only |just |over |nearly |around |about )?$", re.IGNORECASE
)
_JUST_TO = re.compile(r"\s+to\s+(?:\w+\s+)?")
_FAR = 110
_NEAR_BEHIND, _FAR_BEHIND = 60, 160
_OTHER_MATTER = re.compile(
    r"\d|\b(?:compared|(?:and|but|which) (?:was|were|is|are|has|have))\b", re.IGNORECASE
)
#: Commas and brackets that part clauses, not those within "education, health and care (EHC) plan".
_BREAK = re.compile(
    r",\s(?!(?:health|care|social|language)\b)|[;:]\s|\s[–-]\s|\s\((?![A-Z]{2,}\))|(?<![A-Z])\)(?=\s|$)"
)

_OTHER_FIGURE = re.compile(r"\d\s?%|\b\d[\d,]*\s+(?!(?:year|week|month|day)s?\b)[a-z]")

_FORESEEN = re.compile(
    r"\bpredict(?:s|ed)?\b|\bforecasts?\b|\bprojected\b|\bprojections?\b|\bexpects?\b|\b(?:is|"
    r"are) expected to\b|"
    r"\banticipate[sd]?\b|\bestimates? that by\b",
    re.IGNORECASE,
)
_WILL = re.compile(r"\b(?:will|set to)\b", re.IGNORECASE)
#: Where a statement ends and another begins within a sentence.
_TURN = re.compile(
    r"[;:]|,? \b(?:but|which|so that|so|while|whereas|although|to ensure|and (?:leaders|this|these|the|it|"
    r"they|"
    r"there|we|will|has|have|is|are|was|were))\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\bplan(?:ned|ning) (?:to|for)\b|\bplanned (?:additional|new|increase|expansion|opening|investment)\b|"
    r"\b(?:have|has|there are) (?:clear |firm |ambitious |advanced |further )?plans to\b|"
    r"\bplans? to (?:create|open|increase|provide|build|recruit|commission|offer|deliver|introduce|appoint|"
    r"expand|invest|develop|train)\b|"
    r"\b(?:due|set) to (?:open|start|begin|be)\b|\bscheduled\b|\bproposed\b|\bwill (?:open|be opened|"
    r"be built)\b|"
    r"\bout to tender\b|\bin the pipeline\b|\bto be (?:opened|created|built|recruited|commissioned)\b|"
    r"\bopening in\b",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"\btargets? (?:\w+ ){0,2}?(?:of|is|was|to)\b[^.;]{0,40}$|\b(?:aims?|aiming|ambition) (?:to|of|"
    r"is)\b(?:(?! and )[^.,;]){0,60}$|"
    r"\bgoals? (?:of|is)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_TARGET_BEHIND = re.compile(r"\s+(?:\w+ ){0,3}?target\b(?! group)", re.IGNORECASE)
_ESTIMATE = re.compile(r"\bestimat", re.IGNORECASE)
_NATIONAL = (
    r"nationally|national (?:average|figure|rate|picture|level|mean|median)s?|(?:in|across|for|to|"
    r"with) England|"
    r"England(?:['’]s)? (?:average|figure|rate)s?|across the country"
)
_ENGLAND_BEFORE = re.compile(
    rf"\b(?:{_NATIONAL})(?:[,\s]*(?:which )?(?:of|is|was|stands at|at)|,|"
    r" (?:for|of|in) [^,.;:\d]{3,40} (?:is|was|of|at))?(?:(?! and )[^,.;:\d]){0,12}$",
    re.IGNORECASE,
)
#: "Below the national average, at 41%" is the area's own figure.
_SET_AGAINST = re.compile(
    r"\b(?:than|below|above|behind|exceeds?|twice|"
    r"outperforms?)\s+(?:that\s+)?(?:of\s+)?(?:the\s+)?(?:\w+\s+)?"
    rf"(?:{_NATIONAL})[,\s]*(?:at|with|:)\s*[^,.;:\d]{{0,12}}$",
    re.IGNORECASE,
)
_ELSEWHERE = (
    r"regional(?:ly)? ?(?:average|figure|rate)?s?|statistical neighbours?|similar (?:local )?(?:areas|"
    r"authorities)|"
    r"neighbouring (?:areas|authorities)|other (?:local )?(?:areas|authorities)"
)
_OTHER_BEFORE = re.compile(
    rf"\b(?:{_ELSEWHERE})(?:[,\s]*(?:which )?(?:of|is|was|at)|,)?[^,.;:\d]{{0,12}}$", re.IGNORECASE
)
_OTHER_BEHIND = re.compile(
    rf"\s*regionally\b|[^,.;\d]{{0,25}}\b(?:in|for|across|among) (?:{_ELSEWHERE})\b", re.IGNORECASE
)
_ENGLAND_BEHIND = re.compile(rf"[^,.;\d]{{0,60}}\b(?:{_NATIONAL})\b", re.IGNORECASE)
_AGAINST_ENGLAND = re.compile(
    r"\b(?:than|below|above|to|with|of|twice|half)\s+(?:that\s+)?(?:of\s+)?(?:the\s+|similar\s+)?(?:\w+\s+)?"
    rf"(?:{_NATIONAL})",
    re.IGNORECASE,
)
_INSPECTED = re.compile(r"\blocal areas\b.*\binspected\b", re.IGNORECASE)
_AT = re.compile(
    r"\b(?:as of|as at|at|on|since|by|in|during|up to|from|for|until)\s+(?:the\s+)?"
    r"(?:(?:the|end of|(?:academic|school|financial|calendar) year|(?:spring|summer|autumn) term|early|late|"
    r"mid)\s+)*$",
    re.IGNORECASE,
)
_LEADING = re.compile(r"(?:by|in|at|on|during)\s+(?:the\s+)?(?:\w+\s+){0,3}", re.IGNORECASE)
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
        if not _taken(found, first, second) and _compared(text, start, first, second):
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
    behind = [d for d in near if 0 <= d.start - q.end <= _FAR_BEHIND and _dates(text[q.end : d.start])]
    if behind:
        return behind[0].date
    ahead = [d for d in near if 0 <= q.start - d.end <= 200 and _AT.search(text[: d.start])]
    if ahead:
        return ahead[-1].date
    stated = [d for d in every if _AS_OF.search(text[: d.start])]
    return stated[-1].date if stated else None


def own_dates(
    text: str, start: int, q: Quantity, former: Quantity | None, near: Sequence[DateMention]
) -> list[DateMention]:
    """The dates of a sentence that are not a former value's: "In 2019 it fell from 9 in 2017 to 2"."""
    if former is None:
        return list(near)
    if q.start < former.start:
        return [d for d in near if d.end <= former.start]
    return [d for d in near if d.start >= q.end or _LEADING.fullmatch(text[start : d.start])]


def former_date(text: str, former: Quantity, q: Quantity, near: Sequence[DateMention]) -> str | None:
    """The date of a former value: the one behind it, or just before it."""
    behind = [d for d in near if former.end <= d.start and (former.start > q.start or d.start < q.start)]
    if behind and behind[0].start - former.end <= _FAR:
        return behind[-1].date if former.start < q.start else behind[0].date
    ahead = [d for d in near if 0 <= former.start - d.end <= 60]
    return ahead[-1].date if ahead else None


def status_of(text: str, start: int, end: int, q: Quantity) -> Status:
    """Whether a quantity is observed, estimated, forecast, aimed at or planned."""
    before, behind = text[start : q.start], text[q.end : end]
    if _TARGET.search(before) or _TARGET_BEHIND.match(behind):
        return "target"
    turns = [m.end() for m in _TURN.finditer(before)]
    own = before[turns[-1] if turns else 0 :]
    turn = _TURN.search(behind)
    rest = behind[: turn.start() if turn else len(behind)]
    if _PLANNED.search(own) or _PLANNED.search(rest):
        return "planned"
    if _FORESEEN.search(before) or any(p.search(part) for p in (_FORESEEN, _WILL) for part in (own, rest)):
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
    if _INSPECTED.search(text[start:end]):
        return "england"
    if q.unit == "ratio" and q.value > 1:  # "twice the national rate" is the area's
        return "area"
    if _of_england(text[:end], start, q):
        return "england"
    elsewhere = _OTHER_BEFORE.search(text[start : q.start]) or _OTHER_BEHIND.match(text[q.end : end])
    return "other" if elsewhere else "area"


def _dates(between: str) -> bool:
    """Whether a date belongs to a quantity, by what stands between them."""
    if _OTHER_MATTER.search(between):
        return False
    if len(between) <= _NEAR_BEHIND:
        return True
    return _AT.search(between) is not None and _OTHER_FIGURE.search(between) is None


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


def _compared(text: str, start: int, first: Quantity, second: Quantity) -> bool:
    """Whether the second is the former value that the first is compared with, and not another place's."""
    between, behind = text[first.end : second.start], text[second.end :]
    if (
        first.unit != second.unit
        or _of_england(text, 0, second)
        or _OTHER_BEFORE.search(text[: second.start])
    ):
        return False
    if _BESIDE.search(between):
        return _PAST.search(between + behind[:40].split(";")[0]) is not None
    if _DOWN_FROM.fullmatch(between) and _REACHED.search(text[start : first.start]):
        return True
    return _COMPARED.search(between) is not None


def _of_england(text: str, start: int, q: Quantity) -> bool:
    before = text[start : q.start]
    if _ENGLAND_BEFORE.search(before) and not _SET_AGAINST.search(before):
        return True
    behind = _ENGLAND_BEHIND.match(text[q.end :].split(". ")[0])
    return behind is not None and not _AGAINST_ENGLAND.search(behind.group())
