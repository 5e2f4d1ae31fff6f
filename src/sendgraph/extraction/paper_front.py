"""What the front of a council's paper states: its title, its meeting, whose it is."""

import re
from collections.abc import Sequence

from sendgraph.documents import Block, Document
from sendgraph.extraction.area_names import find_areas
from sendgraph.extraction.dates import find_dates, find_day, find_range
from sendgraph.extraction.letter_officers import find_council
from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.lines import lines_of

_TITLE_LABEL = re.compile(
    r"(?:title(?: of (?:the )?report)?|report title|subject|report on|item)\s*:?\s*", re.I
)
_DATE_LABEL = re.compile(r"(?:date(?: of (?:the )?(?:meeting|report))?|meeting date|meeting)\s*:?\s*", re.I)
_ABOUT = re.compile(r"\b(?:SEND?|special educational|inspection|written statement|improvement)\b", re.I)
_NO_TITLE = re.compile(
    r"\b(?:committee|board|cabinet|council|meeting|scrutiny panel)\b|^(?:report|author|contact|from|"
    r"summary|purpose)\b",
    re.I,
)
_INSPECTION = re.compile(r"\binspect(?:ion|ed|ors?)\b", re.I)
_SMALL = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "with"]
)
_FRONT = 40


def labelled(document: Document, blocks: Sequence[Block], label: re.Pattern[str]) -> str | None:
    """The value beside a label: in the next cell, after a colon, or in the next block."""
    for at, block in enumerate(blocks):
        if block.kind == "table-row" and block.cells:
            if label.fullmatch(block.cells[0].text.strip()) and len(block.cells) > 1 and block.cells[1].text:
                return block.cells[1].text
            continue
        for line in lines_of(document, block):
            match = label.match(line.text)
            if match and ":" in match.group() and line.text[match.end() :].strip():
                return line.text[match.end() :].strip()
            if match and match.end() == len(line.text) and at + 1 < len(blocks):
                return blocks[at + 1].text
    return None


def paper_title(document: Document, blocks: Sequence[Block]) -> str | None:
    """The title of a paper, in sentence-like case where it is printed in capitals."""
    named = labelled(document, blocks[:_FRONT], _TITLE_LABEL)
    if named:
        return _cased(named)
    for block in blocks[:_FRONT]:
        text = block.text.strip()
        if block.kind == "table-row" or block.marker or len(text) > 220 or text.endswith("."):
            continue
        if _ABOUT.search(text) and not _NO_TITLE.search(text) and not find_day(text):
            return _cased(text)
    return None


def meeting_date(document: Document, blocks: Sequence[Block]) -> str | None:
    """The day of the meeting that a paper is for; a month where no more is stated."""
    stated = labelled(document, blocks[:_FRONT], _DATE_LABEL)
    if stated and (dates := find_dates(stated)):
        return dates[0].iso
    for block in blocks[:_FRONT]:
        if len(block.text) < 220 and block.kind != "bullet" and not _INSPECTION.search(block.text):
            for line in lines_of(document, block):
                if (day := find_day(line.text)) and len(line.text) < 80:
                    return day
            if day := find_day(block.text):
                return day
    return None


def paper_area(title: str | None, text: str, council: str | None, lexicon: Lexicon) -> str | None:
    """The area a paper is about: its council's, its title's, or the one that it names most."""
    for words in (council or "", title or ""):
        if areas := find_areas(words, lexicon):
            return areas[0].name
    areas = find_areas(text, lexicon)
    names = [area.name for area in areas]
    return max(dict.fromkeys(names), key=names.count) if names else None


def paper_council(text: str, lexicon: Lexicon) -> str | None:
    """The council whose paper it is: the one that the text names most often."""
    found: dict[str, int] = {}
    at = 0
    for match in re.finditer(r"\bCouncil\b", text):
        words = text[max(at, match.start() - 80) : match.end()]
        at = match.end()
        council = find_council(re.split(r"[.;:\n]", words)[-1], None, lexicon)
        if council:
            found[council] = found.get(council, 0) + 1
    return max(found, key=lambda c: found[c]) if found else None


def stated_inspection(blocks: Sequence[Block]) -> tuple[str | None, str | None]:
    """When the inspection took place, as a paper states it: days, or the month."""
    texts = [b.text for b in blocks if _INSPECTION.search(b.text)]
    for text in texts:
        if days := find_range(text):
            return days
    for text in texts:
        for match in re.finditer(r"[^.]*\binspect(?:ion|ed)\b[^.]*", text, re.I):
            months = [d for d in find_dates(match.group()) if not d.is_day]
            if months:
                return months[0].iso, months[0].iso
    return None, None


def _cased(title: str) -> str:
    """A title in capitals as a title in words; brackets keep their capitals."""
    text = " ".join(title.split())
    if text.upper() != text:
        return text
    words = [
        word
        if word.startswith("(") or any(c.isdigit() for c in word)
        else word.lower()
        if at and word.lower() in _SMALL
        else "-".join(part.capitalize() for part in word.split("-"))
        for at, word in enumerate(text.split())
    ]
    return " ".join(word if word not in ("Send", "Cqc", "Ehc", "Wsoa") else word.upper() for word in words)
