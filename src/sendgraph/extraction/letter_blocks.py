"""A letter's blocks with each landmark on its own, also where lines run on without an empty one between."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sendgraph.documents import Block, Document, Mended
from sendgraph.documents.marks import hangs, is_over
from sendgraph.extraction.letter_findings import Landmark, landmark
from sendgraph.extraction.lines import split_lines

_DEAR = re.compile(r"[Dd]ear\s+(?:[A-Z]|colleague|all\b|sir)")
_TITLE = re.compile(r"Joint\b.{0,60}\binspection\b.{0,20}\b(?:in|of)\b [^.:]{3,80}", re.I)
_OPENS = re.compile(r"(?:Between|From|On|In)\b.{0,40}\d")
_SHORT: frozenset[Landmark] = frozenset({"main-findings", "strengths", "development", "closing"})
_COPIES = re.compile(r"c\.?\s?c\.?\s*:", re.I)


def letter_blocks(document: Document, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those cut that hold a salutation, a heading of the genre or a closing among other lines."""
    return [part for block in blocks for part in _parts(document, block)]


def _parts(document: Document, block: Block) -> Iterator[Block]:
    if block.kind == "table-row" or (block.kind == "heading" and len(block.text) < 200):
        yield block
        return
    lines = split_lines(document, block.content)
    if len(lines) == 1:
        yield block
        return
    run: list[Mended] = []
    first = True
    at = 0
    while at < len(lines):
        length = _landmark_length(lines, at, run)
        if not length:
            run.append(lines[at])
            at += 1
            continue
        if run:
            yield _like(block, run, first=first)
            first = False
        yield replace(
            block, kind="paragraph", content=Mended.join(lines[at : at + length]), level=0, marker=None
        )
        first = False
        run = []
        at += length
    if run:
        yield _like(block, run, first=first)


def _landmark_length(lines: Sequence[Mended], at: int, run: Sequence[Mended]) -> int:
    """How many lines the landmark has that begins here, 0 where none does."""
    before = run[-1].text if run else ""
    text = lines[at].text
    if not text[:1].isupper() and not _COPIES.match(text):
        return 0
    if hangs(before) and before[-1] != ",":
        return 0
    if (_DEAR.match(text) and len(text) < 80) or _COPIES.match(text) or _mark(text) in _SHORT:
        return 1
    if len(before) > 60 and not is_over(before):
        return 0
    if _mark(text) == "aspect":
        rest = (line.text for line in lines[at + 1 : at + 3])
        return 1 + sum(
            1 for _ in itertools.takewhile(lambda line: _mark(line) == "none" and line[:1].islower(), rest)
        )
    for length in (1, 2):
        after = lines[at + length].text if at + length < len(lines) else ""
        if _TITLE.fullmatch(" ".join(line.text for line in lines[at : at + length])) and _OPENS.match(after):
            return length
    return 0


def _mark(text: str) -> Landmark:
    return landmark(Block("paragraph", Mended(text, (0,) * len(text), ())))[0]


def _like(block: Block, lines: Sequence[Mended], *, first: bool) -> Block:
    """The lines as a block of the same kind; only the first part keeps the mark."""
    content = Mended.join(lines)
    if first:
        return replace(block, content=content)
    return replace(block, kind="paragraph", content=content, level=0, marker=None)
