"""What a 2023 report decides: judgement, next inspection, the plan that is asked for; and its dates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sendgraph.documents import Block, Mended
from sendgraph.extraction.dates import find_dates, find_range
from sendgraph.extraction.drafts import record_passages
from sendgraph.extraction.record import Judgement, PlanEvent

_JUDGEMENTS: tuple[tuple[Judgement, re.Pattern[str]], ...] = (
    ("systemic-failings", re.compile(r"widespread\s+and/?\s*or\s+systemic\s+failings", re.I)),
    ("inconsistent", re.compile(r"lead\s+to\s+inconsistent\s+experiences", re.I)),
    ("positive", re.compile(r"typically\s+lead\s+to\s+positive\s+experiences", re.I)),
)
_NUMBERS = {
    word: number
    for number, word in enumerate(
        [
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
        ],
        start=1,
    )
}
_WITHIN = r"(?:within|in)\s+(?:approximately\s+|about\s+|around\s+)?(?P<number>\w+)"
_NEXT = re.compile(rf"next\s+(?:full\s+)?[^.]*?inspection[^.]*?{_WITHIN}\s+years?", re.I)
_MONITORING = re.compile(rf"monitoring\s+(?:inspection|visit)[^.]*?{_WITHIN}\s+months?", re.I)
_SENTENCE = re.compile(r"[^.]+(?:\.(?=\s|$)|$)")
_ASKING = re.compile(r"\b(?:requires?|must|asks?|is required|are required|should)\b", re.I)
_ACTION_PLAN = re.compile(r"priority\s+action\s+plan", re.I)
_STRATEGIC_PLAN = re.compile(r"strategic\s+plan", re.I)
_ASKER = re.compile(
    r"(?P<body>Ofsted(?:\s+and\s+(?:the\s+)?(?:Care\s+Quality\s+Commission|CQC))?|(?:His|Her)\s+Majesty[’']s\s+Chief\s+Inspector|HMCI)"
)
_PREVIOUS = re.compile(
    r"dates?\s+of\s+(?:the\s+)?(?:previous|last)\s+(?:\w+\s+){0,3}?inspections?\s*:?", re.I
)
_THIS = re.compile(r"(?:inspection\s+dates?|dates?\s+of\s+(?:this\s+)?inspection)\s*:?", re.I)
_FOOTER = re.compile(r"inspection\s+report:?[^\n]*(?:\n[^\n]*)?", re.I)


@dataclass(frozen=True, slots=True)
class Dates:
    """First and last day, as far as they are printed."""

    start: str | None = None
    end: str | None = None


def inspection_dates(cover: str, whole: str) -> tuple[Dates, Dates]:
    """
    The dates of this and of the previous inspection: the cover's, or else the footers'.

    >>> cover = "Inspection dates: 6 to 10 February 2023 Date of previous inspection: 16 May 2016"
    >>> inspection_dates(cover, "")
    (Dates(start='2023-02-06', end='2023-02-10'), Dates(start='2016-05-16', end=None))
    """
    previous = _PREVIOUS.search(cover)
    this = _THIS.search(cover[: previous.start()] if previous else cover)
    own = cover[this.end() : previous.start() if previous else len(cover)] if this else ""
    dates = _dates(own, single_is_both=True)
    if dates.start is None:
        footer = next((m.group() for m in _FOOTER.finditer(whole) if find_range(m.group())), "")
        dates = _dates(footer, single_is_both=True)
    return dates, _dates(cover[previous.end() :], single_is_both=False) if previous else Dates()


def _dates(text: str, *, single_is_both: bool) -> Dates:
    """The first range or date of a text."""
    days = find_dates(text)
    run = find_range(text)
    if run and not (days and days[0].iso < run[0] and _before_range(text, days[0].start)):
        return Dates(*run)
    if not days:
        return Dates()
    return Dates(days[0].iso, days[0].iso if single_is_both else None)


def _before_range(text: str, start: int) -> bool:
    """Whether a single date stands in a sentence before the one with the range."""
    end = re.search(r"[.;]\s", text[start:])
    return end is not None and find_range(text[: start + end.start()]) is None


def judgement_of(text: str) -> Judgement | None:
    """
    Which of the three formulas a text holds.

    >>> judgement_of("The arrangements typically lead to positive experiences and outcomes")
    'positive'
    """
    return next((judgement for judgement, pattern in _JUDGEMENTS if pattern.search(text)), None)


def years_to_next(text: str) -> int | None:
    """
    In how many years the next full inspection is due.

    >>> years_to_next("The next full reinspection will be within approximately three years.")
    3
    """
    return _number(_NEXT.search(text))


def months_to_monitoring(text: str) -> int | None:
    """In how many months a monitoring inspection is due."""
    return _number(_MONITORING.search(text))


def _number(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    word = match["number"].lower()
    return int(word) if word.isdigit() else _NUMBERS.get(word)


def required_plans(blocks: Sequence[Block]) -> list[PlanEvent]:
    """The plans that the report asks for, each with the sentence that does."""
    events: list[PlanEvent] = []
    for block in blocks:
        for match in _SENTENCE.finditer(block.text):
            sentence = block.content.slice(*match.span()).strip()
            if not _ASKING.search(sentence.text):
                continue
            if _ACTION_PLAN.search(sentence.text):
                events.append(_required("priority-action-plan", sentence))
            elif _STRATEGIC_PLAN.search(sentence.text):
                events.append(_required("strategic-plan", sentence))
    unique = {event.plan: event for event in reversed(events)}
    return [event for event in events if unique[event.plan] is event]


def _required(plan: str, sentence: Mended) -> PlanEvent:
    asker = _ASKER.search(sentence.text)
    body = asker["body"] if asker else None
    if body == "HMCI":
        body = "His Majesty’s Chief Inspector"
    if body and body.startswith("Ofsted and"):
        body = "Ofsted and the Care Quality Commission"
    return PlanEvent.model_validate(
        {"plan": plan, "type": "required", "body": body, "passages": record_passages(sentence)}
    )
