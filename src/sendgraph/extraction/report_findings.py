"""The findings of a 2023 report: paragraphs of experience, bullets, table rows."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from sendgraph.documents import Block, Document, Mended
from sendgraph.documents.marks import is_over
from sendgraph.extraction.drafts import Draft
from sendgraph.extraction.lines import split_lines
from sendgraph.extraction.report_sections import Part

_BULLETED: tuple[Literal["effective", "needs-improvement"], ...] = ("effective", "needs-improvement")
_TABLED: tuple[Literal["priority-action", "area-for-improvement"], ...] = (
    "priority-action",
    "area-for-improvement",
)
_HEAD_CELL = re.compile(
    r"(?:responsible\s+bod(?:y|ies)|areas?\s+for\s+(?:priority\s+action|improvement)|actions?)s?\W*", re.I
)


def report_findings(document: Document, parts: Mapping[Part, Sequence[Block]]) -> list[tuple[Draft, str]]:
    """The findings of all sections in order, each with the words of its responsible-body cell."""
    found: list[tuple[Draft, str]] = []
    found.extend((Draft("experience", p), "") for p in _paragraphs(parts.get("experience", ())))
    for section in _BULLETED:
        found.extend((Draft(section, p), "") for p in _bullets(parts.get(section, ())))
    for tabled in _TABLED:
        found.extend((Draft(tabled, p), body) for p, body in _rows(document, parts.get(tabled, ())))
    return [(draft, body) for draft, body in found if any(c.isalnum() for c in draft.text)]


def _paragraphs(blocks: Sequence[Block]) -> list[list[Mended]]:
    """Each paragraph; a list that a paragraph leads in belongs to it."""
    found: list[list[Mended]] = []
    for block in blocks:
        if not block.text:
            continue
        led_in = bool(found) and found[-1][0].text.rstrip().endswith(":")
        if block.kind == "bullet" and found and (led_in or len(found[-1]) > 1):
            found[-1].append(block.content)
        else:
            found.append([block.content])
    return found


def _bullets(blocks: Sequence[Block]) -> list[list[Mended]]:
    """Each bullet with those beneath it; paragraphs where nothing is marked as a bullet."""
    if not any(block.kind == "bullet" for block in blocks):
        return _paragraphs(blocks)
    top = min(block.level for block in blocks if block.kind == "bullet")
    found: list[list[Mended]] = []
    for block in blocks:
        text = block.text.strip()
        if not text or block.kind == "heading":
            continue
        if block.kind == "bullet" and block.level > top and found:
            found[-1].append(block.content)
        elif block.kind == "bullet":
            found.append([block.content])
        elif found and (text[:1].islower() or not re.search(r"[.!?:;][’”'\")]*$", found[-1][-1].text)):
            found[-1].append(block.content)
        elif not text.endswith(":") and len(text) > 40:
            found.append([block.content])
    return found


def _rows(document: Document, blocks: Sequence[Block]) -> list[tuple[list[Mended], str]]:
    """Each table row's action, and who is responsible; bullets or paragraphs where there is no table."""
    rows = [block for block in blocks if block.kind == "table-row"]
    if not rows:
        return [(parts, "") for parts in _bullets([b for block in blocks for b in _by_line(document, block)])]
    found: list[tuple[list[Mended], str]] = []
    for row in rows:
        cells = [cell for cell in row.cells if cell.text.strip()] or [row.content]
        if all(_HEAD_CELL.fullmatch(cell.text.strip()) for cell in cells):
            continue
        if len(row.cells) > 1:
            found.append(([row.cells[-1]], row.cells[0].text))
        else:
            found.append(([row.content], ""))
    return found


def _by_line(document: Document, block: Block) -> list[Block]:
    """A paragraph of plain text line by line, where each line is a sentence of its own: a table's rows."""
    if block.kind != "paragraph" or document.format not in ("text", "markdown"):
        return [block]
    lines = [line for line in split_lines(document, block.content) if not _HEAD_CELL.fullmatch(line.text)]
    if all(is_over(line.text) and not line.text[:1].islower() for line in lines):
        return [Block("paragraph", line) for line in lines]
    return [block]
