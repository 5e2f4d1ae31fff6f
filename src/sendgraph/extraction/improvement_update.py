"""Updates in which an area tells what it has done about its significant weaknesses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sendgraph.documents import Block, Document
from sendgraph.errors import UnsupportedDocument
from sendgraph.extraction.commissioning_groups import find_groups, group_of_area, responsible_groups
from sendgraph.extraction.drafts import Draft, numbered
from sendgraph.extraction.letter_findings import is_weakness_lead
from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.paper_front import (
    meeting_date,
    paper_area,
    paper_council,
    paper_title,
    stated_inspection,
)
from sendgraph.extraction.paper_officers import read_paper_officers
from sendgraph.extraction.paper_sections import Heading, Part, walk
from sendgraph.extraction.plan_events import read_plan_events
from sendgraph.extraction.record import Record, Section
from sendgraph.extraction.risks import read_risks

Mark = Section | Literal["area", "none"]
_MARKS: tuple[tuple[Section, re.Pattern[str]], ...] = (
    (
        "could-be-better",
        re.compile(
            r"what (?:could|can|needs? to|must|should) (?:be|get) (?:even )?(?:better|improved?)|"
            r"even better if|what (?:is|are|has) "
            r"not (?:going|gone|working|worked).*|(?:current |key |remaining )?(?:challenges|barriers|"
            r"concerns)(?: .*)?|"
            r"(?:areas? )?(?:for|of) (?:further )?(?:improvement|development)|areas? (?:for|"
            r"of) (?:further )?(?:improvement|"
            r"development)|what (?:has )?(?:not|n[’']t) gone (?:so )?well|"
            r"what (?:are we )?(?:still )?worried about.*",
            re.I,
        ),
    ),
    (
        "next-step",
        re.compile(
            r"what (?:needs to|will|should|must|do we need to do|is|are|we will do)?\s*(?:happens?|"
            r"happening|be done|do|planned)?\s*"
            r"(?:next|now|in the (?:future|next .*))|(?:our |key |the )?next steps?(?: .*)?|(?:planned|"
            r"future|further|next) "
            r"(?:actions?|work|plans|priorities)(?: .*)?|priorities for .*|looking (?:ahead|forward)|"
            r"what we (?:will|plan to) do.*",
            re.I,
        ),
    ),
    (
        "other-progress",
        re.compile(
            r"(?:other|wider|further|additional) (?:areas? of )?(?:SEND )?(?:progress|developments?|"
            r"improvements?|achievements?)"
            r"(?: .*)?|progress (?:in|on|with|against) (?:other|wider) .*|other .*\b(?:areas|"
            r"developments|progress)\b.*",
            re.I,
        ),
    ),
    (
        "progress",
        re.compile(
            r"what(?:[’']?s| is| has| have)?(?: we)? (?:been )?(?:going|gone|working|worked|done|"
            r"achieved|improved)(?: well)?(?: so far)?"
            r"|(?:our |key |summary of )?(?:progress|achievements|successes)(?: update|"
            r" (?:made|to date|so far|since)(?: .*)?)?|"
            r"(?:actions?|work) (?:completed|taken|undertaken|delivered)(?: .*)?|impact(?: to date| so far)?",
            re.I,
        ),
    ),
    (
        "risk",
        re.compile(
            r"(?:current |key |main |identified )?risks?(?: (?:and|&) (?:issues|mitigations?|challenges))?",
            re.I,
        ),
    ),
    (
        "recommendation",
        re.compile(
            r"(?:proposed |draft )?recommendations?(?: (?:to|for) (?:the )?(?:board|committee|cabinet|"
            r"members).*)?",
            re.I,
        ),
    ),
)
_AREA = re.compile(
    r"(?:(?:area|priority|weakness|theme|workstream|area of (?:significant )?(?:weakness|concern)|"
    r"WSoA (?:area|priority)|"
    r"significant weakness)\s*(?:no\.?\s*)?)(?P<number>\d{1,2}|one|two|three|four|five|six|seven|eight|"
    r"nine|ten)\b",
    re.I,
)
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ASKED = re.compile(r"\b(?:asked|recommended|invited|requested) to\b", re.I)
_LETTERED = re.compile(r"(?:(?<=\s)|^)(?:[a-h]|i{1,3}|iv|vi{0,3})[.)]\s+(?=[A-Z])")


@dataclass(slots=True)
class _Place:
    section: Section | None = None
    area: int | None = None
    area_level: int = 0


def read_improvement_update(document: Document, lexicon: Lexicon) -> Record:
    """
    The record of an improvement update, without labels.

    Raises:
        UnsupportedDocument: where it names no local area or makes no statement of progress.
    """
    blocks = document.blocks
    text = "\n".join(block.text for block in blocks)
    council = paper_council(text, lexicon)
    title = paper_title(document, blocks)
    area = paper_area(title, text, council, lexicon)
    if area is None:
        raise UnsupportedDocument("the update names no local area", where=document.name, code="no-area")
    drafts = _drafts(blocks)
    if not any(d.section in ("progress", "could-be-better", "next-step", "other-progress") for d in drafts):
        raise UnsupportedDocument(
            "no progress is told under the headings of an improvement update",
            where=document.name,
            code="no-findings",
        )
    start, end = stated_inspection(blocks)
    groups = responsible_groups(find_groups(text, lexicon), area=area, day=start, lexicon=lexicon)
    groups = groups or group_of_area(area, start, lexicon)
    council = council or f"{area} Council"
    return Record(
        document=document.name,
        kind="improvement-update",
        title=title,
        publisher=council,
        document_date=meeting_date(document, blocks),
        area=area,
        framework="2016",
        inspection_start=start,
        inspection_end=end,
        judgement="wsoa-required",
        local_authority=council,
        health_bodies=groups,
        officers=read_paper_officers(document, blocks, area=area, council=council, lexicon=lexicon),
        findings=numbered(drafts),
        plan_events=read_plan_events(
            blocks,
            area=area,
            letter_date=None,
            responsible=" and ".join([council, *groups]),
            answers=True,
        ),
    )


def _drafts(blocks: Sequence[Block]) -> list[Draft]:
    drafts: list[Draft] = []
    place = _Place()
    numbered_paragraphs = sum(b.kind == "paragraph" and bool(b.marker) for b in blocks) > 4
    for item in walk(blocks):
        if isinstance(item, Heading):
            _turn(place, item, drafts)
        elif (
            numbered_paragraphs and item.block.kind == "paragraph" and not item.block.marker and not item.rows
        ):
            _go_on(item, place, drafts)
        else:
            drafts.extend(_statements(item, place))
    if not any(d.section == "recommendation" for d in drafts):
        drafts = [*_asked(blocks), *drafts]
    return drafts


def _go_on(part: Part, place: _Place, drafts: list[Draft]) -> None:
    """An unnumbered paragraph among numbered ones goes on with the one before it; its list states."""
    if place.section is None:
        return
    if part.items:
        drafts.extend(
            Draft(place.section, [item.content], addresses=_addresses(place)) for item in part.items
        )
    elif drafts and (drafts[-1].section, drafts[-1].addresses) == (place.section, _addresses(place)):
        drafts[-1].parts.append(part.block.content)


def _turn(place: _Place, heading: Heading, drafts: Sequence[Draft]) -> None:
    """What a heading begins, and what it ends."""
    number = _area_number(heading.title) or _weakness_named(heading.title, drafts)
    if number is not None:
        place.section, place.area, place.area_level = None, number, heading.level
        return
    section = next((s for s, pattern in _MARKS if pattern.fullmatch(heading.title.rstrip(" ?"))), None)
    if section is not None:
        place.section = section
        wider = bool(heading.number) or heading.level <= place.area_level
        if section == "other-progress" or (section in ("risk", "recommendation") and wider):
            place.area = None
    elif heading.number or (place.area is not None and heading.level < place.area_level):
        place.section, place.area = None, None
    elif place.area is None and place.section is not None and heading.level <= 3:
        place.section = None


def _area_number(title: str) -> int | None:
    match = _AREA.match(title)
    if not match:
        return None
    number = match["number"].lower()
    return int(number) if number.isdigit() else _NUMBERS.index(number) + 1


def _weakness_named(title: str, drafts: Sequence[Draft]) -> int | None:
    """Which of the significant weaknesses listed before a heading repeats in its own words."""
    words = _words(title)
    weaknesses = [d for d in drafts if d.section == "significant-weakness"]
    if len(words) < 3:
        return None
    shared = [len(words & _words(d.text)) / len(words | _words(d.text)) for d in weaknesses]
    best = max(range(len(shared)), key=lambda at: shared[at], default=None)
    return best + 1 if best is not None and shared[best] >= 0.6 else None


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{3,}", text.lower()))


def _statements(part: Part, place: _Place) -> list[Draft]:
    """The findings that a statement of the update makes where it stands."""
    if part.leads and is_weakness_lead(part.block.text):
        return [Draft("significant-weakness", [item.content]) for item in part.items]
    risks = read_risks(part.rows)
    if risks is not None:
        return risks
    if place.section is None or part.block.kind == "table-row":
        return []
    if not part.block.marker and part.block.kind == "paragraph" and part.items and part.leads is False:
        return [Draft(place.section, [item.content], addresses=_addresses(place)) for item in part.items]
    if not part.items and part.block.text.rstrip().endswith(":"):
        return []
    return [Draft(place.section, parts, addresses=_addresses(place)) for parts in part.statements()]


def _addresses(place: _Place) -> int | None:
    return place.area if place.section in ("progress", "could-be-better", "next-step") else None


def _asked(blocks: Sequence[Block]) -> list[Draft]:
    """What a board is asked to do, where only a table's cell on the front says so."""
    for block in blocks:
        for cell in block.cells:
            lead = _ASKED.search(cell.text)
            marks = list(_LETTERED.finditer(cell.text, lead.end())) if lead else []
            if len(marks) > 1:
                ends = [*(m.start() for m in marks[1:]), len(cell.text)]
                return [
                    Draft("recommendation", [cell.slice(m.end(), end).strip()])
                    for m, end in zip(marks, ends, strict=True)
                ]
    return []
