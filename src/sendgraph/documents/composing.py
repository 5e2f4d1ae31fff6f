"""
A text put together block by block, for formats whose bytes are no text: HTML and DOCX.

Within a block a line break is `\\n`; between blocks stands an empty line, between the rows of
a table a line's end, between cells a tab. Marks that a format only implies are written out.
"""

from dataclasses import dataclass, field

from sendgraph.documents.document import Block, BlockKind, Mended, Passage
from sendgraph.documents.marks import looks_like_heading, mark_of
from sendgraph.documents.mending import mend


@dataclass(slots=True)
class _Placed:
    kind: BlockKind
    span: Passage
    level: int = 0
    marker: str | None = None
    bold: bool = False
    cells: list[Passage] = field(default_factory=list)
    table: int | None = None


class Composer:
    """
    Takes blocks in reading order and gives the text and the blocks that point into it.

    >>> composer = Composer()
    >>> composer.paragraph("Strengths", bold=True)
    >>> composer.paragraph("Leaders know.", marker="■", depth=1)
    >>> text, blocks = composer.finish()
    >>> text, [(b.kind, b.text) for b in blocks]
    ('Strengths\\n\\n■ Leaders know.\\n', [('heading', 'Strengths'), ('bullet', 'Leaders know.')])
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._parts: list[str] = []
        self._at = 0
        self._blocks: list[_Placed] = []
        self._tables = 0

    def _write(self, words: str) -> Passage:
        start = self._at
        self._parts.append(words)
        self._at += len(words)
        return Passage(start, self._at)

    def _space(self, *, row: bool = False) -> None:
        if self._parts:
            last = self._blocks[-1]
            self._write("\n" if row and last.table == self._tables else "\n\n")

    def heading(self, words: str, level: int, *, marker: str | None = None) -> None:
        """A heading of the format's own."""
        words = _trim(words)
        if not words:
            return
        marked = mark_of(words)
        if marker is None and marked and marked.kind != "letter":
            marker, words = marked.marker, words[marked.start :]
        self._space()
        if marker:
            self._write(f"{marker} ")
        self._blocks.append(_Placed("heading", self._write(words), level=max(1, level), marker=marker))

    def paragraph(self, words: str, *, marker: str | None = None, depth: int = 0, bold: bool = False) -> None:
        """A paragraph or bullet; a mark typed at its beginning counts as one that the format gave."""
        words = _trim(words)
        if not words:
            return
        marked = mark_of(words)
        if marker is None and marked and words[marked.start :].strip():
            marker, words, depth = marked.marker, words[marked.start :], max(depth, 1)
        kind: BlockKind = "paragraph"
        level = 0
        mark = mark_of(f"{marker} x") if marker else None
        if bold and looks_like_heading(words) and (mark is None or mark.kind in ("decimal", "single")):
            kind, level = "heading", 6
        elif marker and not (mark and mark.kind == "decimal"):
            kind, level = "bullet", max(1, depth)
        self._space()
        if marker:
            self._write(f"{marker} ")
        self._blocks.append(_Placed(kind, self._write(words), level, marker, bold))

    def table(self) -> None:
        """The rows that follow belong to a table of their own."""
        self._tables += 1

    def row(self, cells: list[str]) -> None:
        """A table row."""
        if not any(cell.strip() for cell in cells):
            return
        self._space(row=True)
        spans = []
        for at, cell in enumerate(cells):
            if at:
                self._write("\t")
            spans.append(self._write(_trim(cell).replace("\t", " ")))
        whole = Passage(spans[0].start, spans[-1].end)
        self._blocks.append(_Placed("table-row", whole, cells=spans, table=self._tables))

    def finish(self) -> tuple[str, tuple[Block, ...]]:
        """The whole text, and its blocks."""
        text = "".join(self._parts) + "\n"
        return text, tuple(_block(text, placed) for placed in self._blocks)


def _block(text: str, placed: _Placed) -> Block:
    if placed.kind == "table-row":
        cells = tuple(mend(text, [cell] if cell.start < cell.end else []) for cell in placed.cells)
        return Block("table-row", Mended.join(cells), cells=cells, table=placed.table)
    content = mend(text, [placed.span])
    return Block(placed.kind, content, level=placed.level, marker=placed.marker, bold=placed.bold)


def _trim(words: str) -> str:
    """Lines without white space at their ends, the first and last ones not empty."""
    return "\n".join(line.strip() for line in words.strip().split("\n"))
