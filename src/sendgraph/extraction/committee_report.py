"""Papers in which a council tells a committee what an inspection found, with or without the letter."""

import re
from collections.abc import Sequence

from sendgraph.documents import Block, Document
from sendgraph.errors import UnsupportedDocument
from sendgraph.extraction.commissioning_groups import find_groups, group_of_area, responsible_groups
from sendgraph.extraction.drafts import Draft, numbered
from sendgraph.extraction.letter_findings import is_weakness_lead
from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.lines import lines_of
from sendgraph.extraction.outcome_letter import OPENING, Letter, read_letter
from sendgraph.extraction.paper_front import (
    meeting_date,
    paper_area,
    paper_council,
    paper_title,
    stated_inspection,
)
from sendgraph.extraction.paper_officers import merge_officers, read_paper_officers
from sendgraph.extraction.paper_sections import Heading, Part, walk
from sendgraph.extraction.plan_events import is_required, read_plan_events, sentences
from sendgraph.extraction.record import Finding, Record, Section
from sendgraph.extraction.restatements import restate
from sendgraph.extraction.risks import read_risks

_DEAR = re.compile(r"dear\s+\S", re.I)
_LETTERHEAD = re.compile(
    r"(?:ofsted\b|care quality commission\b|piccadilly gate|aviation house|agora\b|textphone)", re.I
)
_RECOMMENDATIONS = re.compile(r"(?:proposed |draft )?recommendations?(?: (?:to|for) (?!recommend).*)?", re.I)
_INSPECTORS = re.compile(r"\b(?:inspect(?:ion|ors?)|ofsted|CQC|outcome letter|letter|report)\b", re.I)
_STRENGTHS = re.compile(
    r"\b(?:strengths?|positives?|good practice|praised|working well|what is going well)\b", re.I
)
_DEVELOPMENT = re.compile(
    r"\b(?:areas? (?:for|of|requiring) (?:further )?(?:development|improvement)|weaknesses)\b", re.I
)


def read_committee_report(document: Document, lexicon: Lexicon) -> Record:
    """
    The record of a committee report, without labels.

    Raises:
        UnsupportedDocument: where it names no local area, or only mentions that there are inspections.
    """
    blocks = document.blocks
    start = letter_start(document, blocks)
    letter = read_letter(document, blocks[start:], lexicon) if start is not None else None
    paper = blocks[: start if start is not None else len(blocks)]
    text = "\n".join(block.text for block in paper)
    council = paper_council(text, lexicon) or (letter.local_authority if letter else None)
    title = paper_title(document, paper)
    area = letter.area if letter else paper_area(title, text, council, lexicon)
    if area is None:
        raise UnsupportedDocument("the paper names no local area", where=document.name, code="no-area")
    began, ended = (letter.start, letter.end) if letter else stated_inspection(paper)
    groups = _groups(text, letter, area, began, lexicon)
    responsible = " and ".join(b for b in (council, *groups) if b) or None
    officers = read_paper_officers(document, paper, area=area, council=council, lexicon=lexicon)
    required = (
        letter.required
        if letter
        else any(is_required(s.text) for block in paper for s in sentences(block.content))
    )
    outside = (*paper, *letter.front, *letter.back) if letter else paper
    findings = _findings(_paper_drafts(paper), letter)
    quotes = any(f.section not in ("risk", "recommendation") for f in findings)
    if letter is None and began is None and not required and not quotes:
        raise UnsupportedDocument(
            "this paper tells neither the findings nor the date of a SEND inspection of a local area",
            where=document.name,
            remedy="leave it out",
            code="no-inspection",
        )
    return Record(
        document=document.name,
        kind="committee-report",
        title=title,
        publisher=council,
        document_date=meeting_date(document, paper),
        area=area,
        framework="2016",
        inspection_start=began,
        inspection_end=ended,
        letter_date=letter.day if letter else None,
        judgement="wsoa-required" if required else "wsoa-not-required",
        local_authority=council or f"{area} Council",
        health_bodies=groups,
        officers=merge_officers([*officers, *(letter.officers if letter else [])]),
        inspectors=letter.inspectors if letter else [],
        findings=findings,
        plan_events=read_plan_events(
            outside,
            area=area,
            letter_date=letter.day if letter else None,
            responsible=responsible,
            answers=False,
        )
        if required
        else [],
    )


def letter_start(document: Document, blocks: Sequence[Block]) -> int | None:
    """Where an appended letter begins, its letterhead included; None where there is none."""
    for at, block in enumerate(blocks):
        if not _DEAR.match(block.text) or len(block.text) > 120:
            continue
        if not any(OPENING.search(b.text) for b in blocks[at : at + 6]):
            continue
        start = at
        for back in range(at - 1, max(-1, at - 25), -1):
            first = blocks[back].text
            if blocks[back].kind == "bullet" or (blocks[back].marker and len(first) > 40):
                break
            if any(_LETTERHEAD.match(line.text) for line in lines_of(document, blocks[back])):
                start = back
            elif len(first) > 300:
                break
        if start == at:  # no letterhead: from the first block that is a date
            dated = [
                i
                for i in range(max(0, at - 12), at)
                if re.fullmatch(r"\d{1,2}\s+\w+\s+20\d\d", blocks[i].text)
            ]
            start = dated[0] if dated else at
        return start
    return None


def _groups(text: str, letter: Letter | None, area: str, day: str | None, lexicon: Lexicon) -> list[str]:
    """
    The commissioning groups responsible on the day: the letter's, and where the paper itself
    names one that the letter's published form replaced, that one.
    """
    named = find_groups(text, lexicon)
    of_paper = responsible_groups(named, area=area, day=day, lexicon=lexicon)
    if letter is None:
        return of_paper or group_of_area(area, day, lexicon)
    return letter.health_bodies or of_paper


def _findings(drafts: list[Draft], letter: Letter | None) -> list[Finding]:
    """The paper's findings, then the letter's; what the paper quotes restates the letter."""
    findings = numbered([*drafts, *(letter.drafts if letter else [])])
    if letter is None:
        return findings
    of_letter = findings[len(drafts) :]
    quoted = [f for f in findings[: len(drafts)] if f.section not in ("risk", "recommendation")]
    for finding, n in zip(quoted, restate(quoted, of_letter), strict=True):
        finding.restates = n
    return findings


def _paper_drafts(blocks: Sequence[Block]) -> list[Draft]:
    """What the paper quotes of the inspection, its risks and its recommendations, in order."""
    drafts: list[Draft] = []
    recommending = False
    for item in walk(blocks):
        if isinstance(item, Heading):
            recommending = bool(_RECOMMENDATIONS.fullmatch(item.title))
            continue
        risks = read_risks(item.rows)
        if risks is not None:
            drafts.extend(risks)
        if item.block.kind == "table-row":
            continue
        if recommending:
            drafts.extend(Draft("recommendation", parts) for parts in item.statements())
            continue
        section = _quoted(item)
        if section:
            drafts.extend(Draft(section, [quoted.content]) for quoted in item.items)
    return drafts


def _quoted(part: Part) -> Section | None:
    """Under which section a paragraph quotes the inspectors' findings, if it does."""
    text = part.block.text
    if not part.leads or not _INSPECTORS.search(text):
        return None
    if is_weakness_lead(text):
        return "significant-weakness"
    last = re.split(r"(?<=[.!?])\s+", text.rstrip(": "))
    tail = " ".join(last[-2:])
    if _DEVELOPMENT.search(tail) and not re.search(r"\b(?:plan|will)\b", tail):
        return "area-for-development"
    if _STRENGTHS.search(tail) and not re.search(r"\b(?:plan|will)\b", tail):
        return "main-finding"
    return None
