"""The skeleton of a council's paper: numbered headings, numbered paragraphs, and what lies under them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sendgraph.documents import Block, Mended
from sendgraph.documents.marks import mark_of

_LETTERED = re.compile(r"\(?[a-z][.)]|\(?(?:i{1,3}|iv|vi{0,3}|ix|x)[.)]")
_ORDINAL = re.compile(r"\(?\d{1,2}[.)]")
_CHAPTER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s+(?=[A-Z])")
_COUNTED = re.compile(
    r"[A-Z]\w+(?: \w+){0,3} (?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten) ?[:–-]", re.I
)
_SHORT = 120


@dataclass(slots=True)
class Part:
    """A statement of a paper: a numbered paragraph or plain one, with the list that it leads in."""

    block: Block
    items: list[Block] = field(default_factory=list)
    rows: list[Block] = field(default_factory=list)

    @property
    def leads(self) -> bool:
        """Whether the paragraph only leads in its list."""
        if not self.items or self.block.kind == "bullet":
            return False
        return self.block.text.rstrip().endswith(":") and not self.enumerates

    @property
    def enumerates(self) -> bool:
        """Whether the list is a short numbering of names within the paragraph's own sentence."""
        ordinal = all(_ORDINAL.fullmatch(item.marker or "") for item in self.items)
        words = sum(len(item.text.split()) for item in self.items) / max(1, len(self.items))
        return bool(self.items) and ordinal and words <= 12

    def statements(self) -> list[list[Mended]]:
        """The statements made: the list's items where the paragraph only leads in, else the paragraph."""
        if self.leads:
            return [[item.content] for item in self.items]
        if self.enumerates:
            return [[self.block.content, *(item.content for item in self.items)]]
        return [[self.block.content], *([item.content] for item in self.items)]


@dataclass(slots=True)
class Heading:
    """A heading of a paper: its words, level and number as printed."""

    text: str
    level: int
    number: str | None
    block: Block

    @property
    def title(self) -> str:
        """The words without a number and without a colon at the end."""
        mark = mark_of(self.text)
        words = self.text[mark.start :] if mark and mark.kind in ("decimal", "single") else self.text
        words = re.sub(r"^\d{1,2}(?:\.\d{1,2})*\s+", "", words)
        return words.strip(" :.*")


def walk(blocks: Sequence[Block]) -> Iterator[Heading | Part]:
    """
    The headings and statements of a paper, in order.

    >>> from sendgraph.documents.markdown import read_markdown
    >>> text = "2. Recommendations\\n\\n2.1 Members are asked to:\\n- a. note it\\n- b. agree it\\n"
    >>> [type(x).__name__ for x in walk(read_markdown(text))]
    ['Heading', 'Part']
    """
    part: Part | None = None
    for at, block in enumerate(blocks):
        if is_heading(block, blocks[at + 1] if at + 1 < len(blocks) else None):
            if part is not None:
                yield part
                part = None
            printed = _CHAPTER.match(block.text)
            number = block.marker or (printed[1] if printed else None)
            yield Heading(block.text, block.level or 7, number, block)
        elif block.kind == "bullet" and part is not None and not _starts_anew(part, block):
            part.items.append(block)
        elif block.kind == "table-row":
            if part is not None:
                part.rows.append(block)
            else:
                part = Part(block, rows=[block])
        else:
            if part is not None:
                yield part
            part = Part(block)
    if part is not None:
        yield part


def _starts_anew(part: Part, block: Block) -> bool:
    """Whether a bullet is a statement of its own and no item of the paragraph before it."""
    if part.block.kind == "table-row":
        return True
    if part.block.kind == "bullet":
        return not (block.level > part.block.level and part.block.text.rstrip().endswith(":"))
    return not part.items and not part.block.marker and not part.block.text.rstrip().endswith(":")


def is_heading(block: Block, following: Block | None) -> bool:
    """Whether a block is a heading: by its form, or a short line of words before something longer."""
    if block.kind == "heading":
        return True
    if block.kind != "paragraph" or len(block.text) > _SHORT or following is None:
        return False
    text = _CHAPTER.sub("", block.text.strip())
    if text.endswith((".", ";", ",")) or not text[:1].isupper() or "@" in text or "\t" in text:
        return False
    if block.marker:
        deeper = (following.marker or "").startswith(block.marker.rstrip("."))
        leads = following.kind == "heading" or following.text.rstrip().endswith("?")
        return text.count(" ") <= 14 and not text.endswith(":") and (deeper or leads)
    return (
        text.endswith("?")
        or block.bold
        or (
            len(text.split()) <= 9
            and following.kind != "table-row"
            and (":" not in text or bool(_COUNTED.match(text)))
        )
    )
