"""From the lines of a page to drafts of headings, paragraphs and bullets, as the layout shows them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sendgraph.documents.document import BlockKind, Passage
from sendgraph.documents.marks import Marked, hangs, is_over, looks_like_heading, mark_of
from sendgraph.documents.page_lines import Line
from sendgraph.documents.page_setting import Setting, room_left
from sendgraph.documents.tables import visual_lines

#: Glyphs that also occur in prose: they count only where a gap sets them apart.
_DOUBTFUL = "-*+–−—o§"


@dataclass(slots=True)
class Draft:
    """A block in the making: its lines, and how its first line is marked."""

    lines: list[Line]
    mark: Marked | None = None
    text_left: float | None = None
    table: int | None = None
    cells: list[list["Draft"]] = field(default_factory=list)
    edge: float | None = None

    @property
    def text(self) -> str:
        """Its words, for looking at; the block's own text is mended from its passages."""
        words = " ".join(line.text for line in self.lines)
        return words[self.mark.start :] if self.mark else words

    @property
    def bold(self) -> bool:
        """Whether all of it is set in bold."""
        lines = [line for line in self.lines if any(c.isalnum() for c in line.text)]
        return bool(lines) and all(line.bold for line in lines)

    @property
    def size(self) -> float:
        """The size of its type."""
        return max(line.size for line in self.lines)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.lines[0].left

    def kind(self, setting: Setting) -> BlockKind:
        """What it is, by its mark and by how it is set."""
        if self.mark and self.mark.kind == "glyph":
            return "bullet"
        if (self.bold or self.size > setting.size * 1.12) and looks_like_heading(self.text):
            return "heading"
        return "paragraph"

    def passages(self, text: str) -> list[Passage]:
        """Its lines as runs of the document's text, without the mark."""
        runs: list[Passage] = []
        for index, line in enumerate(self.lines):
            start = _behind(self.mark, line) if index == 0 else line.start
            if start >= line.end:
                continue
            last = runs[-1] if runs else None
            if last and last.page == line.page and last.end <= start and not text[last.end : start].strip():
                runs[-1] = Passage(last.start, line.end, line.page)
            else:
                runs.append(Passage(start, line.end, line.page))
        return runs


def drafts(lines: Iterable[Line], setting: Setting, right: float | None = None) -> list[Draft]:
    """The blocks that lines make which stand below one another; `right` is the edge of their column."""
    made: list[Draft] = []
    for side in visual_lines(lines):
        parts, gap = _with_mark(side)
        edge = right if right is not None else setting.right_of(side[0].page)
        for index, line in enumerate(parts):
            mark = _mark(line, gap if index == 0 else None, made[-1] if made else None, setting, edge)
            if not made or index or mark or begins_new(made[-1], line, setting, edge):
                made.append(Draft([line], mark, _left_behind(mark, line) if mark else None, edge=edge))
            else:
                if made[-1].mark and len(made[-1].lines) == 1 and made[-1].text_left is None:
                    made[-1].text_left = line.left
                made[-1].lines.append(line)
    return [draft for draft in made if draft.text.strip()]


def begins_new(draft: Draft, line: Line, setting: Setting, edge: float) -> bool:
    """Whether an unmarked line begins a block of its own rather than goes on with the draft above."""
    last = draft.lines[-1]
    if draft.mark and not draft.text.strip():
        return False
    if abs(last.size - line.size) > 0.12 * setting.size or draft.bold != line.bold:
        return any(c.isalnum() for c in line.text)
    if line.top - last.top > 1.2 * setting.leading * max(line.size, last.size):
        return True
    room = room_left(last, line, edge)
    short = room > 0
    if draft.bold or line.size > setting.size * 1.12:
        # Headings wrap early: only one that ends well before the edge is over.
        return short and not hangs(last.text) and line.size < setting.size * 1.3 and last.right < 0.8 * edge
    if draft.mark and draft.mark.kind == "glyph" and draft.text_left is not None:
        middle = draft.left + 0.5 * (draft.text_left - draft.left)
        if line.left < middle and (short or is_over(last.text)):
            return True
    # Where the document sets its paragraphs apart, only a line that ends far too early ends one.
    width = edge - draft.left
    if line.text[:1].islower():
        return False
    if setting.spaced:
        return room > 0.4 * width and is_over(last.text)
    return short and (is_over(last.text) or (room > 0.25 * width and not hangs(last.text)))


def _with_mark(side: list[Line]) -> tuple[list[Line], float | None]:
    """Lines side by side, a mark that stands alone joined to its words; and the gap behind the mark."""
    first = side[0]
    if len(side) > 1 and len(first.words) == 1 and _is_mark(first.text):
        return [Line.of((*first.words, *side[1].words), first.page), *side[2:]], side[1].left - first.right
    if len(first.words) > 1 and _is_mark(first.words[0].text):
        return side, first.words[1].left - first.words[0].right
    return side, None


def _is_mark(word: str) -> bool:
    mark = mark_of(word + " X")
    return bool(mark) and mark.start >= len(word) if mark else False


def _mark(line: Line, gap: float | None, above: Draft | None, setting: Setting, edge: float) -> Marked | None:
    """The mark with which a line begins; a doubtful one counts only where the layout sets it apart."""
    mark = mark_of(line.text)
    if mark is None or (mark.kind != "glyph" and mark.start >= len(line.text)):
        return None
    if mark.kind == "glyph" and mark.marker not in _DOUBTFUL:
        return mark
    if above is None:
        return mark
    alike = above.mark is not None and above.mark.kind == mark.kind and abs(above.left - line.left) < 4.0
    ended = is_over(above.text) or above.text.rstrip().endswith(",") or above.bold or alike
    apart = gap is not None and gap > 0.45 * line.size
    fresh = begins_new(above, line, setting, edge) or room_left(above.lines[-1], line, edge) > 0
    if apart:
        return mark if ended or fresh else None
    return mark if fresh and (is_over(above.text) or above.bold or above.mark) else None


def _behind(mark: Marked | None, line: Line) -> int:
    """The offset at which a line's words begin behind its mark."""
    if mark is None:
        return line.start
    position = 0
    for word in line.words:
        if position + len(word.text) > mark.start:
            return word.start + max(0, mark.start - position)
        position += len(word.text) + 1
    return line.end


def _left_behind(mark: Marked, line: Line) -> float | None:
    """Where a line's words begin behind its mark."""
    start = _behind(mark, line)
    return next((w.left for w in line.words if w.start <= start < w.end and w.start == start), None)
