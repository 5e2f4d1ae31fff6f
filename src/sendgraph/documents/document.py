"""
A document: its text, the blocks of it, and where each character came from.

Offsets are code points into `Document.text`, which never changes once read: what a
record, the graph or a page quotes is `text[start:end]` to the letter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

Format = Literal["pdf", "text", "markdown", "html", "docx"]
BlockKind = Literal["heading", "paragraph", "bullet", "table-row"]


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """One unbroken run of a document's text: `text[start:end]`, on `page` (from 1; None without pages)."""

    start: int
    end: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Mended:
    """
    Readable text put together from passages of the source.

    White space is collapsed, line-end hyphens, soft hyphens, ligatures and markup are
    mended. `origins[i]` is the source offset of `text[i]`; `passages` are the runs in
    reading order (a table cell's lines may stand apart in the source).
    """

    text: str
    origins: tuple[int, ...]
    passages: tuple[Passage, ...]

    def __post_init__(self) -> None:
        """Hold the law that each character has one origin."""
        assert len(self.text) == len(self.origins)

    def slice(self, start: int, end: int) -> "Mended":
        """
        The part `text[start:end]`, with the passages that it came from.

        >>> whole = Mended("one two", (0, 1, 2, 3, 9, 10, 11), (Passage(0, 4), Passage(9, 12)))
        >>> whole.slice(2, 5).passages
        (Passage(start=2, end=4, page=None), Passage(start=9, end=10, page=None))
        """
        origins = self.origins[start:end]
        kept: list[Passage] = []
        for passage in self.passages:
            inside = [o for o in origins if passage.start <= o < passage.end]
            if inside:
                kept.append(Passage(min(inside), max(inside) + 1, passage.page))
        return Mended(self.text[start:end], origins, tuple(kept))

    def strip(self) -> "Mended":
        """Without white space at either end."""
        start = len(self.text) - len(self.text.lstrip())
        end = len(self.text.rstrip())
        return self if (start, end) == (0, len(self.text)) else self.slice(start, max(start, end))

    @staticmethod
    def join(parts: Iterable["Mended"]) -> "Mended":
        """The parts one after the other, one space between; the space takes the next part's origin."""
        text: list[str] = []
        origins: list[int] = []
        passages: list[Passage] = []
        for part in parts:
            if not part.text:
                continue
            if text:
                text.append(" ")
                origins.append(part.origins[0])
            text.append(part.text)
            origins.extend(part.origins)
            passages.extend(part.passages)
        return Mended("".join(text), tuple(origins), tuple(passages))


@dataclass(frozen=True, slots=True)
class Block:
    """
    A heading, paragraph, bullet or table row.

    `level` is the heading's level (1 the highest) or the bullet's depth (1 the outermost),
    else 0. `marker` is the bullet's glyph or the number of a numbered paragraph as printed
    ("▪", "1.1", "a."), not part of the text. `bold` says that the whole block is set in
    bold. A table row has `cells` (in column order, empty ones included) and the number of
    its `table` in the document, from 1; its own content is the cells joined.
    """

    kind: BlockKind
    content: Mended
    level: int = 0
    marker: str | None = None
    bold: bool = False
    cells: tuple[Mended, ...] = ()
    table: int | None = None

    @property
    def text(self) -> str:
        """The mended text of the block."""
        return self.content.text

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The runs of source text that the block consists of."""
        return self.content.passages


@dataclass(frozen=True, slots=True)
class Document:
    """A source document as read: `name` is its file name without the ending, `sha256` that of its bytes."""

    name: str
    format: Format
    text: str
    blocks: tuple[Block, ...]
    sha256: str
    size: int
    page_starts: tuple[int, ...] = field(default=())

    @property
    def pages(self) -> int | None:
        """How many pages it has, None where the format knows none."""
        return len(self.page_starts) or None

    def quote(self, passage: Passage) -> str:
        """The exact words of a passage."""
        return self.text[passage.start : passage.end]

    def quotes(self, passages: Sequence[Passage]) -> list[str]:
        """The exact words of each passage."""
        return [self.quote(p) for p in passages]
