"""Outcome letters of the 2016 framework, alone or appended to a paper."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sendgraph.documents import Block, Document, Mended
from sendgraph.errors import UnsupportedDocument
from sendgraph.extraction.area_names import area_named, find_areas, most_named
from sendgraph.extraction.commissioning_groups import find_groups, group_of_area, responsible_groups
from sendgraph.extraction.dates import find_day, find_range
from sendgraph.extraction.drafts import Draft, numbered
from sendgraph.extraction.letter_blocks import letter_blocks
from sendgraph.extraction.letter_findings import LetterFindings, landmark, read_findings
from sendgraph.extraction.letter_inspectors import read_inspectors
from sendgraph.extraction.letter_officers import find_council, read_addressees
from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.lines import lines_of
from sendgraph.extraction.plan_events import is_required, read_plan_events, sentences
from sendgraph.extraction.record import Inspector, Judgement, Officer, PlanEvent, Record

OPENING = re.compile(
    r"\b(?:conducted|carried out|undertook|completed|held)\s+(?:a|the|"
    r"an)\s+(?:joint\s+)?(?:local\s+area\s+)?(?:SEND\s+)?"
    r"inspection\b",
    re.I,
)
_AREA = re.compile(
    r"\b(?:local\s+area\s+of|area\s+of|inspection\s+(?:of|"
    r"in))\s+(?P<area>(?!the\s+local\s+area)[^,.;]{3,80}?)"
    r"(?:\s+(?:to\s+judge|to\s+evaluate|local\s+area|in\s+order|between|from|on)\b|[,.;]|$)",
    re.I,
)
_DEAR = re.compile(r"dear\s+\S", re.I)
_TITLE = re.compile(r"\b(?:joint\b.{0,40}\b)?inspection\b.{0,20}\b(?:in|of)\b\s+\S", re.I)
_ONLY_DATE = re.compile(
    r"(?:date:?\s*)?(?:[a-z]+day,?\s+)?\d{1,2}(?:\s*(?:st|nd|rd|th))?\s+[a-z]+,?\s+20\d\d", re.I
)
_JOINTLY = re.compile(r"\bjointly\s+responsible\b", re.I)
_OTHER_AREA = re.compile(
    r"\b(?:another|other|neighbouring|nearby|different)\s+(?:local\s+)?(?:areas?|authorit)", re.I
)


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says, wherever it stands."""

    area: str
    title: str
    day: str | None
    start: str | None
    end: str | None
    required: bool
    local_authority: str | None
    health_bodies: list[str]
    officers: list[Officer]
    inspectors: list[Inspector]
    drafts: list[Draft]
    front: Sequence[Block]
    back: Sequence[Block]

    @property
    def judgement(self) -> Judgement:
        """Whether a written statement of action was required."""
        return "wsoa-required" if self.required else "wsoa-not-required"


def read_outcome_letter(document: Document, lexicon: Lexicon) -> Record:
    """
    The record of an outcome letter, without labels.

    Raises:
        UnsupportedDocument: where the letter names no area or has no findings.
    """
    letter = read_letter(document, document.blocks, lexicon)
    return Record(
        document=document.name,
        kind="outcome-letter-2016",
        title=letter.title,
        publisher="Ofsted",
        document_date=letter.day,
        area=letter.area,
        framework="2016",
        inspection_start=letter.start,
        inspection_end=letter.end,
        letter_date=letter.day,
        judgement=letter.judgement,
        local_authority=letter.local_authority,
        health_bodies=letter.health_bodies,
        officers=letter.officers,
        inspectors=letter.inspectors,
        findings=numbered(letter.drafts),
        plan_events=letter_events(letter),
    )


def read_letter(document: Document, blocks: Sequence[Block], lexicon: Lexicon) -> Letter:
    """Read the letter that blocks are; `blocks` begin at or before its letterhead."""
    blocks = letter_blocks(document, blocks)
    found = read_findings(blocks)
    opening_at = next((i for i, b in enumerate(blocks) if OPENING.search(b.text)), None)
    if found.first is None or not found.drafts:
        raise UnsupportedDocument(
            "no findings are under the headings of an outcome letter", where=document.name, code="no-findings"
        )
    if opening_at is None or opening_at > found.first:
        opening_at = found.first
    opening = blocks[opening_at].text
    dear_at = next((i for i, b in enumerate(blocks[: found.first]) if _DEAR.match(b.text)), opening_at)
    title_at = next((i for i in range(dear_at, opening_at) if _is_title(blocks[i])), None)
    title = " ".join(blocks[title_at].text.split()) if title_at is not None else ""
    area = _area(opening, title, blocks, lexicon)
    if area is None:
        raise UnsupportedDocument("the letter names no local area", where=document.name, code="no-area")
    day, addressed = _date_and_addressees(document, blocks[:dear_at])
    start, end = (
        find_range(opening) or find_range(" ".join(b.text for b in blocks[: found.first])) or (None, None)
    )
    if start is None:
        start = end = find_day(opening)
    officers = read_addressees(addressed, area=area, lexicon=lexicon)
    front, back = _outside(blocks, found, dear_at)
    required = any(d.section == "significant-weakness" for d in found.drafts) or any(
        _requires(s, area, lexicon) for b in (*front, *back) for s in sentences(b.content)
    )
    groups = _groups(addressed, front, back, found, area, start, lexicon)
    named = " ".join(line for group in addressed for line in group)
    council = (
        find_council(named, area, lexicon)
        or find_council(" ".join(b.text for b in blocks), area, lexicon)
        or f"{area} Council"
    )
    supposed = f"{area} Council" if f"{area} Council" not in named else council
    closing = found.closing if found.closing is not None else len(blocks)
    inspectors = read_inspectors(document, blocks[closing + 1 :])
    return Letter(
        area=area,
        title=title or f"Joint local area SEND inspection in {area}",
        day=day,
        start=start,
        end=end,
        required=required,
        local_authority=council,
        health_bodies=groups,
        officers=[_with_body(o, groups, supposed, council) for o in officers],
        inspectors=inspectors,
        drafts=found.drafts,
        front=front,
        back=back,
    )


def letter_events(letter: Letter) -> list[PlanEvent]:
    """The events that a letter itself tells of: that a statement of action is required."""
    if not letter.required:
        return []
    events = read_plan_events(
        (*letter.front, *letter.back),
        area=letter.area,
        letter_date=letter.day,
        responsible=" and ".join(b for b in (letter.local_authority, *letter.health_bodies) if b) or None,
        answers=False,
    )
    if not any(event.type == "required" for event in events):
        weaknesses = [d for d in letter.drafts if d.section == "significant-weakness"]
        events.insert(0, _required(letter, weaknesses))
    return events


def _required(letter: Letter, weaknesses: Sequence[Draft]) -> PlanEvent:
    """The requirement, witnessed by the weaknesses where no sentence says it in so many words."""
    from sendgraph.extraction.drafts import record_passages
    from sendgraph.extraction.plan_events import CHIEF_INSPECTOR

    return PlanEvent(
        plan="written-statement-of-action",
        type="required",
        date=letter.day,
        body=CHIEF_INSPECTOR,
        passages=[p for d in weaknesses for p in record_passages(d.content)],
    )


def _is_title(block: Block) -> bool:
    return len(block.text) < 200 and not OPENING.search(block.text) and bool(_TITLE.search(block.text))


def _is_reference(line: str) -> bool:
    """Lines among the addressees that are none: an appendix's mark, a reference number, a date."""
    return bool(
        re.match(r"(?:appendix|annex|our ref|your ref|ref(?:erence)?\b|date\b|by e-?mail)", line, re.I)
    ) or bool(_ONLY_DATE.fullmatch(line))


def _area(opening: str, title: str, blocks: Sequence[Block], lexicon: Lexicon) -> str | None:
    """The area by its plain name, or as printed where the reference knows none of that name."""
    printed: list[str] = []
    for text in (opening, title):
        for match in _AREA.finditer(text):
            words = match["area"].strip()
            begins = find_areas(text[match.start("area") : match.start("area") + 80], lexicon)
            if begins and begins[0].start == 0:
                return begins[0].name
            if name := area_named(words, lexicon):
                return name
            inside = find_areas(words, lexicon)
            if len({a.name for a in inside}) == 1:
                return inside[0].name
            if words[:1].isupper():
                printed.append(words)
    if printed:
        return printed[0]
    return most_named(" ".join(b.text for b in blocks[:40]), lexicon)


def _date_and_addressees(document: Document, blocks: Sequence[Block]) -> tuple[str | None, list[list[str]]]:
    """The letter's date, and the lines of the blocks after it; of those before it where none come after."""
    groups = [[line.text for line in lines_of(document, block)] for block in blocks]
    places = [(at, place) for at, group in enumerate(groups) for place in range(len(group))]
    every = [(at, place) for at, place in places if find_day(groups[at][place])]
    dated = [(at, place) for at, place in every if _ONLY_DATE.fullmatch(groups[at][place].strip())] or every
    if not dated:
        return None, [_addresses(group) for group in groups]
    at, place = dated[-1]
    day = find_day(groups[at][place])
    after = [_addresses(group) for group in (groups[at][place + 1 :], *groups[at + 1 :])]
    if any(after):
        return day, [group for group in after if group]
    return day, [_addresses(group) for group in (*groups[:at], groups[at][:place])]


def _addresses(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if not _is_reference(line)]


def _outside(blocks: Sequence[Block], found: LetterFindings, dear_at: int) -> tuple[list[Block], list[Block]]:
    """What stands before the findings, and what stands among and after them without being one."""
    assert found.first is not None
    front = list(blocks[dear_at : found.first])
    closing = found.closing if found.closing is not None else len(blocks)
    back = [
        block
        for at, block in enumerate(blocks[found.first : closing], found.first)
        if at not in found.used
        and block.kind != "table-row"
        and landmark(block)[0] not in ("strengths", "development")
    ]
    return front, back


def _requires(sentence: Mended, area: str, lexicon: Lexicon) -> bool:
    """Whether a sentence requires a statement of action of this area, not of another."""
    text = sentence.text
    if (
        not is_required(text)
        or _OTHER_AREA.search(text)
        or re.search(r"\b(?:was|were|had been) required\b", text)
    ):
        return False
    named = {a.name for a in find_areas(text, lexicon)}
    return not named or area in named


def _groups(
    addressed: Sequence[Sequence[str]],
    front: Sequence[Block],
    back: Sequence[Block],
    found: LetterFindings,
    area: str,
    day: str | None,
    lexicon: Lexicon,
) -> list[str]:
    """The groups that the letter is addressed to or that must act, else those that its findings name."""
    named = find_groups("\n".join(" ".join(group) for group in addressed), lexicon)
    for block in (*front, *back):
        groups = find_groups(block.text, lexicon)
        if _JOINTLY.search(block.text) and len(groups) >= max(2, len(named)):
            named = groups  # each by its name, where an address may only say "X and Y CCGs"
            break
        named.extend(groups)
    if not named:
        named = find_groups("\n".join(draft.text for draft in found.drafts), lexicon)
    return responsible_groups(named, area=area, day=day, lexicon=lexicon) or group_of_area(area, day, lexicon)


def _with_body(officer: Officer, groups: Sequence[str], supposed: str, council: str) -> Officer:
    """An officer of "the CCG", where there is one; of the council by its own name where one was supposed."""
    if officer.body == supposed and council != supposed:
        return officer.model_copy(update={"body": council})
    if (
        officer.body is None
        and len(groups) == 1
        and re.search(r"\bCCG\b|commissioning group", officer.role or "", re.I)
    ):
        return officer.model_copy(update={"body": groups[0]})
    return officer
