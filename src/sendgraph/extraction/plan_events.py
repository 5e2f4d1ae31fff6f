"""What happened, or is due, to the plan that an area must produce: sentence by sentence."""

import itertools
import re
from collections.abc import Callable, Iterable, Sequence

from sendgraph.documents import Block, Mended
from sendgraph.extraction.dates import find_dates
from sendgraph.extraction.drafts import record_passages
from sendgraph.extraction.record import PlanEvent, PlanEventType

_STATEMENT = re.compile(r"\bwritten statements?(?: of action)?\b|\bWSoA\b", re.I)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z‘'“(])")
_REQUIRED = re.compile(
    r"\b(?:is|are|was|were|has been|have been|been)\s+(?:jointly\s+)?(?:asked|required|instructed|"
    r"directed)\b(?!\s+to\s+be\b)"
    r"|\b(?:requires?|required)\s+(?:the\s+|that\s+the\s+)|\bdetermined that\b.*\bis required\b"
    r"|\bdetermined that\b.*\bmust\b|\bstatements? of action (?:is|was) (?:needed|necessary)\b",
    re.I,
)
_NOT_REQUIRED = re.compile(
    r"\b(?:not|never|no longer)\s+(?:be\s+)?(?:asked|required)\b|\bdoes not require\b|\bmay be required\b|"
    r"\bwhere a\b|\bwill be required in the event\b|\beach local area\b|\bif\b.*\brequired\b|"
    r"\bno written statement\b",
    re.I,
)
_WORKING_DAYS = re.compile(r"\bwithin\s+(?:\w+\s+){0,3}?(?:\(?\d+\)?|seventy)\s+(?:working\s+)?days\b", re.I)
_PRODUCE = re.compile(
    r"\b(?:submit|submitted|submitting|submission|produce|produced|provide|provided|return|returned|due|"
    r"deadline)\b",
    re.I,
)
_BY = re.compile(r"\b(?:by|before|no later than|deadline[^.;]{0,60} (?:is|was|of))\s+(?:the\s+)?$", re.I)
_SUBMITTED = re.compile(
    r"\b(?:was|were|been|and|duly|then)\s+(?:formally\s+|duly\s+)?(?:re-?)?submitted\b|"
    r"\bsubmission (?:on|in)\b|(?<!must have )\bsubmitted (?:its|the|their|our|a)\b|"
    r"\b(?:Ofsted|inspectorates?|CQC)\b[^.;]{0,30} received\b|\b(?:was|were) sent to Ofsted\b",
    re.I,
)
_CONSIDERED = re.compile(
    r"\b(?:considered|approved|endorsed|discussed|scrutinised|signed off|"
    r"agreed)\s+(?:and\s+\w+\s+)?by\s+(?P<body>(?:the\s+)?"
    r"(?:[A-Z][\w’'&-]*|and|&|of|the)(?:\s+(?:[A-Z][\w’'&-]*|and|&|of|the))*)",
)
_BOARD = r"(?:[A-Z][\w’'&-]*|and|&|of|the)(?:\s+(?:[A-Z][\w’'&-]*|and|&|of|the))*"
_PRESENTED = re.compile(rf"\b(?:presented|reported|taken)\s+to\s+(?P<body>(?:the\s+)?{_BOARD})")
_BODY_DID = re.compile(
    rf"(?P<body>(?:{_BOARD}\s+)?(?:Board|Cabinet|Committee|Governing Body|Executive|Partnership))\s+"
    r"(?:has |have )?(?:formally |jointly )?(?:considered|approved|endorsed|discussed|scrutinised|"
    r"signed off|agreed)\b"
)
_FIT = re.compile(r"\bfit for purpose\b", re.I)
_JUDGED_FIT = re.compile(
    r"\b(?:deemed|declared|judged|considered|confirmed|found|approved|agreed|assessed|"
    r"accepted)\b[^.;]{0,60}\bfit for purpose\b",
    re.I,
)
_NOT_YET = re.compile(
    r"\bnot\s+(?:\w+\s+){0,6}?fit for purpose|\b(?:if|once|until|being)\b[^.]*fit for purpose", re.I
)
_VISITS = re.compile(
    r"\b(?:monitoring|support and challenge|challenge and support|monitoring and support)\s+"
    r"(?:visits?|meetings?|reviews?)\b|"
    r"\b(?:DfE|Department for Education)(?:['’]s)?\b[^.;]{0,40}\b(?:month(?:ly)?|progress|"
    r"formal)\s+reviews?\b",
    re.I,
)
_REVISIT = re.compile(r"\b(?:re-?visits?|re-?visited|re-?inspections?|re-?inspected)\b", re.I)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
#: "in June, July and September 2018": the year belongs to each month.
_SHARED_YEAR = re.compile(rf"\b({_MONTH})(?=(?:,\s+{_MONTH})*(?:,|,?\s+and)\s+{_MONTH}\s+(20\d\d))")
#: "from 10 to 12 June 2019" began on the tenth.
_FIRST_DAY = re.compile(rf"\b(\d{{1,2}})(?= (?:to|and|-|–) \d{{1,2}} ({_MONTH} 20\d\d))")
_OPENING = 15

_Add = Callable[[PlanEventType, str | None, str | None, Mended], None]

CHIEF_INSPECTOR = "Her Majesty's Chief Inspector"
INSPECTORATES = "Ofsted and the Care Quality Commission"
ADVISERS = "Department for Education and NHS England"


def sentences(content: Mended) -> list[Mended]:
    """Mended text cut into its sentences."""
    cuts = [0, *(m.end() for m in _SENTENCE.finditer(content.text)), len(content.text)]
    return [part for a, b in itertools.pairwise(cuts) if (part := content.slice(a, b).strip()).text]


def is_required(sentence: str) -> bool:
    """
    Whether a sentence says that the area must produce a written statement of action.

    >>> is_required("HMCI has determined that a Written Statement of Action is required because …")
    True
    >>> is_required("A written statement will be required in the event that inspectors identify concerns.")
    False
    """
    if not _STATEMENT.search(sentence) or _NOT_REQUIRED.search(sentence):
        return False
    return bool(_REQUIRED.search(sentence))


def read_plan_events(
    blocks: Iterable[Block], *, area: str, letter_date: str | None, responsible: str | None, answers: bool
) -> list[PlanEvent]:
    """
    The events of the written statement of action that blocks tell of.

    `letter_date` dates the requirement, where a letter is there to state it; `answers` says
    that the document answers a statement of action, so that a coming re-visit counts.
    """
    events: list[tuple[PlanEvent, int]] = []

    def add(kind: PlanEventType, date: str | None, body: str | None, sentence: Mended) -> None:
        if any(e.type == kind and (e.date == date or date is None) for e, _ in events):
            return
        events[:] = [(e, at) for e, at in events if not (e.type == kind and e.date is None)]
        event = PlanEvent(
            plan="written-statement-of-action",
            type=kind,
            date=date,
            body=body,
            passages=record_passages(sentence),
        )
        events.append((event, len(events)))

    told = ""  # what "it" and "the statement" stand for
    for block in blocks:
        for sentence in sentences(block.content):
            text = sentence.text
            about = bool(_STATEMENT.search(text)) or (
                bool(_STATEMENT.search(told)) and text.startswith(("It ", "This "))
            )
            if is_required(text):
                add("required", letter_date, CHIEF_INSPECTOR if letter_date else INSPECTORATES, sentence)
            if about and _PRODUCE.search(text) and not _SUBMITTED.search(text):
                _due(text, sentence, responsible, add)
            if about:
                _done(text, sentence, area, add)
            if _VISITS.search(text):
                for date in _dates_after(_SHARED_YEAR.sub(r"\1 \2", text), _VISITS) or _first_date(text):
                    add("monitoring-visit", date, ADVISERS, sentence)
            if answers and _REVISIT.search(text):
                dates = _dates_after(_FIRST_DAY.sub(r"\1 \2", text), _REVISIT, near=True)
                add("re-visit", dates[0] if dates else None, INSPECTORATES, sentence)
            told = text
    order: Sequence[PlanEventType] = (
        "required", "due", "submitted", "considered", "fit-for-purpose", "monitoring-visit", "re-visit",
    )  # fmt: skip
    events.sort(key=lambda pair: (order.index(pair[0].type), pair[1]))
    return [event for event, _ in events]


def _due(text: str, sentence: Mended, responsible: str | None, add: _Add) -> None:
    by = [d for d in find_dates(text) if _BY.search(text[: d.start])]
    if by:
        add("due", by[0].iso, responsible, sentence)
    elif _WORKING_DAYS.search(text):
        add("due", None, responsible, sentence)


def _done(text: str, sentence: Mended, area: str, add: _Add) -> None:
    """Submitted, considered, found fit for purpose."""
    if (found := _SUBMITTED.search(text)) and (dates := _dates_after(text, _SUBMITTED, near=True)):
        add("submitted", dates[0], None, sentence)
    for pattern in (_CONSIDERED, _PRESENTED, _BODY_DID):
        found = pattern.search(text)
        if found and (dates := _dates_after(text, pattern, near=True)):
            add("considered", dates[0], _body(found["body"], area), sentence)
            break
    judged = _JUDGED_FIT.search(text)
    if judged and not _NOT_YET.search(re.split(r"\bbut\b", text)[-1]):
        dates = _dates_after(text, _FIT, near=True) or [d.iso for d in find_dates(judged.group())]
        dates = dates or _only_date(text)
        add("fit-for-purpose", dates[0] if dates else None, "Ofsted", sentence)


def _body(name: str, area: str) -> str:
    """A board by its name, with the area's where it says only what kind of board it is."""
    body = re.sub(r"\s+(?:and|of|the)$", "", re.sub(r"^[Tt]he\s+", "", name).strip())
    board = re.match(r"(?:Health|Children|SEND|Joint|Overview|Cabinet|Improvement|Scrutiny)\b", body)
    return f"{area} {body}" if board and area not in body else body


def _only_date(text: str) -> list[str]:
    """The date of a sentence that states a single one."""
    dates = [d.iso for d in find_dates(text)]
    return dates if len(dates) == 1 else []


def _first_date(text: str) -> list[str]:
    """The date that a sentence opens with, where it states no other: "In May 2018, …"."""
    dates = find_dates(text)
    return [dates[0].iso] if len(dates) == 1 and dates[0].start <= _OPENING else []


def _dates_after(text: str, pattern: re.Pattern[str], *, near: bool = False) -> list[str]:
    """The dates after what a pattern finds; only the next one, and not over another verb, where `near`."""
    found: list[str] = []
    for match in pattern.finditer(text):
        after = text[match.end() :]
        dates = find_dates(after)
        if near:
            dates = [
                d
                for d in dates[:1]
                if not re.search(r"\b(?:was|were|subsequently|then|has|had)\b", after[: d.start])
            ]
        found.extend(d.iso for d in dates if d.iso not in found)
        if found:
            break
    return found
