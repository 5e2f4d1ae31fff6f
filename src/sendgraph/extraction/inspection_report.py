"""Reports of the 2023 framework: blocks to a record, labels aside."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from sendgraph.documents import Block, Document
from sendgraph.errors import UnsupportedDocument
from sendgraph.extraction.area_names import area_named, find_areas, most_named
from sendgraph.extraction.bodies import council_area
from sendgraph.extraction.dates import find_day
from sendgraph.extraction.drafts import numbered
from sendgraph.extraction.inspection_team import read_team
from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.record import Record
from sendgraph.extraction.report_details import columns_of, read_officers, responsibility, responsible_bodies
from sendgraph.extraction.report_findings import report_findings
from sendgraph.extraction.report_outcome import (
    inspection_dates,
    judgement_of,
    months_to_monitoring,
    required_plans,
    years_to_next,
)
from sendgraph.extraction.report_sections import Part, parts_of

_TITLE = re.compile(
    r"(?P<title>(?:Area|Local\s+area)\s+SEND\s+(?:full\s+)?inspection\s+(?:of|in)\s+(?:the\s+)?(?P<area>.+?)"
    r"(?:\s+Local\s+Area(?:\s+Partnership)?|$))\s*$",
    re.I,
)
_PUBLISHED = re.compile(
    r"\b(?:date\s+)?(?:published|publication\s+date|date\s+of\s+publication)\b[^.\n]{0,20}", re.I
)


def read_inspection_report(document: Document, lexicon: Lexicon) -> Record:
    """
    The record of a report, without labels and measures.

    Raises:
        UnsupportedDocument: where the local area that it is about is not known.
    """
    parts = parts_of(document.blocks)
    cover = parts["cover"]
    title, area = _title_and_area(cover, parts, lexicon)
    if area is None:
        raise UnsupportedDocument(
            "the local area that this report is about is not among those known",
            where=document.name,
            remedy="add it to data/reference/areas.csv",
            code="unknown-area",
        )
    this, previous = inspection_dates(_words(cover), document.text)
    outcome = _words(parts.get("outcome") or _before_findings(parts))
    information = [block.text for block in (*parts.get("information", ()), *parts.get("outcome", ()))]
    columns = columns_of(parts.get("details", ()))
    who = responsibility(information, columns, area, lexicon)
    plans = required_plans(parts.get("outcome") or _before_findings(parts))
    drafts = report_findings(document, parts)
    findings = numbered(draft for draft, _ in drafts)
    for finding, (_, cell) in zip(findings, drafts, strict=True):
        if finding.section == "priority-action":
            finding.responsible_bodies = responsible_bodies(cell, who, area, lexicon)
    published = _PUBLISHED.search(_words(cover))
    return Record(
        document=document.name,
        kind="inspection-report-2023",
        title=title,
        publisher="Ofsted",
        document_date=find_day(_words(cover)[published.start() :]) if published else None,
        area=area,
        framework="2023",
        inspection_start=this.start,
        inspection_end=this.end,
        previous_inspection_start=previous.start,
        previous_inspection_end=previous.end,
        judgement=judgement_of(outcome),
        next_full_inspection_years=years_to_next(outcome),
        monitoring_inspection_months=months_to_monitoring(outcome),
        priority_action_plan_required=any(plan.plan == "priority-action-plan" for plan in plans),
        local_authority=who.council,
        health_bodies=list(who.boards),
        predecessor_health_bodies=list(who.predecessors),
        other_responsible_bodies=list(who.others),
        officers=read_officers(document, columns, who, lexicon),
        inspectors=read_team(document, parts.get("team", ())),
        findings=findings,
        plan_events=plans,
    )


def _words(blocks: Sequence[Block]) -> str:
    return " ".join(block.text for block in blocks)


def _before_findings(parts: Mapping[Part, Sequence[Block]]) -> list[Block]:
    """What stands before the findings, where the outcome has no heading of its own."""
    return [*parts["cover"], *parts.get("information", ())]


def _title_and_area(
    cover: Sequence[Block], parts: Mapping[Part, Sequence[Block]], lexicon: Lexicon
) -> tuple[str | None, str | None]:
    """The report's title as printed, and the plain name of its area."""
    texts = [block.text for block in cover]
    joined = [*texts, *(f"{one} {two}" for one, two in pairwise(texts))]
    match = next((m for text in joined if len(text) < 200 and (m := _TITLE.search(text))), None)
    words = match["area"] if match else ""
    area = area_named(words, lexicon) or council_area(words, lexicon)
    if area is None:
        named = find_areas(words, lexicon)
        area = (
            named[0].name if named else most_named(_words([*cover, *parts.get("information", ())]), lexicon)
        )
    if area is None:  # a copy without its first page: the council in the details
        cells = (cell.text for block in parts.get("details", ()) for cell in block.cells or (block.content,))
        area = next((name for text in cells if (name := council_area(text, lexicon))), None)
    return (match["title"] if match else None), area
