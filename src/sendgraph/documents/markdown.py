"""
Plain text and Markdown with HTML remains, as documents look after a conversion.

Headings come at odd levels, in bold, or as plain lines (these stay paragraphs); bullets
have any glyph; tables are tab-separated, piped or HTML; blank lines cut paragraphs and
bullets where a page ended. Blocks point into the text as it stands in the file.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sendgraph.documents.document import Block, BlockKind, Mended, Passage
from sendgraph.documents.marks import hangs, is_over, looks_like_heading, mark_of
from sendgraph.documents.markup_tables import TABLE_START, html_items, html_rows, piped_cells
from sendgraph.documents.mending import mend_markup

_RULE = re.compile(r"\s*(?:[-=_*]{2,}[\s|:=_*-]*|\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*)$")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(?=\S)")
_BOLD_START = re.compile(r"\s*(?:\*\*|__|<(?:b|strong)>)")
_BOLD = re.compile(
    r"\s*(?:(\*\*|__)(?:(?!\1).)+\1|<(b|strong)>(?:(?!</?\2>).)+</\2>)\s*:?\s*$", re.DOTALL | re.I
)
_FOOTNOTE = re.compile(r"\s*(?:<sup>\s*\d{1,3}\s*</sup>\s*\S|\[\^\w+\]:)")
_HTML_BLOCK = re.compile(r"\s*<(?:p|ul|ol|li|div|h[1-6]|br|b|strong)\b[^<>]*>", re.I)
_CELL_START = re.compile(r"\s*<(?:p|ul|ol|div)\b[^<>]*>", re.I)
_NOT_A_CONTINUATION = re.compile(r"(?:c\.?c\.?\b|www\.|https?:|e-?mail|tel\b|[\w.+-]+@)", re.I)
_FURNITURE = re.compile(r"\s*(?:page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?\s*$", re.I)
_CHAPTER = re.compile(
    r"(\d{1,2})\s+(?!(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+20\d\d)(?=[A-Z*])", re.I
)
_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
#: Lines of a text that was wrapped at a margin are no longer than this.
_MARGIN = 130
_LONG_LINE = 100
_MOST_COLUMN_LINES = 60
#: A line that was cut is at least so long: shorter ones are headings, addresses, entries of lists.
_LEAST_CUT = 50


@dataclass(slots=True)
class _Raw:
    kind: BlockKind
    passages: list[Passage]
    level: int = 0
    marker: str | None = None
    bold: bool = False
    cells: list[list[Passage]] = field(default_factory=list)
    table: int | None = None
    lines: int = 1


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    page: int | None

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def read_markdown(text: str, page_starts: tuple[int, ...] = ()) -> tuple[Block, ...]:
    """
    The blocks of a text.

    >>> [(b.kind, b.marker, b.text) for b in read_markdown("## Strengths\\n\\n- Leaders *know*.\\n")]
    [('heading', None, 'Strengths'), ('bullet', '-', 'Leaders know.')]
    """
    lines = list(_lines(text, page_starts))
    raw = _Scanner(text, lines).scan()
    blocks = [_block(text, r) for r in _rejoined(text, raw)]
    return tuple(b for b in blocks if b.text or any(c.text for c in b.cells))


def _lines(text: str, page_starts: tuple[int, ...]) -> Iterator[_Line]:
    page = 0
    for match in re.finditer(r"[^\n\f]*(?:[\n\f]|$)", text):
        while page < len(page_starts) and page_starts[page] <= match.start():
            page += 1
        line = match.group().rstrip("\n\f")
        if match.group():
            yield _Line(match.start(), match.start() + len(line), line, page or None)


def _block(text: str, raw: _Raw) -> Block:
    if raw.kind == "table-row":
        cells = tuple(mend_markup(text, cell) for cell in raw.cells)
        return Block("table-row", Mended.join(cells), cells=cells, table=raw.table)
    content = mend_markup(text, raw.passages)
    return Block(raw.kind, content, level=raw.level, marker=raw.marker, bold=raw.bold)


class _Scanner:
    """Lines to raw blocks, one pass, top to bottom."""

    def __init__(self, text: str, lines: list[_Line]) -> None:
        self.text = text
        self.lines = lines
        self.blocks: list[_Raw] = []
        self.open: _Raw | None = None
        self.table = 0
        self.in_table = False
        long = sorted(len(line.text.strip()) for line in lines if len(line.text.strip()) >= 40)
        self.margin = long[int(len(long) * 0.95)] if long else 0
        self.wrapped = len(long) > 8 and self.margin <= _MARGIN
        self.groups = _groups(lines)
        self.hanging = self.wrapped and _hangs_indented(lines)

    def scan(self) -> list[_Raw]:
        at = 0
        while at < len(self.lines):
            at = self._take(at)
        return self.blocks

    def _take(self, at: int) -> int:
        line = self.lines[at]
        if line.blank:
            self.open = None
            self.in_table = self.in_table and at + 1 < len(self.lines) and "|" in self.lines[at + 1].text
            return at + 1
        if _RULE.match(line.text) or self._is_page_number(at):
            self.open = None
            return at + 1
        if _FOOTNOTE.match(line.text):
            self.open = None
            return self._after_group(at)
        if TABLE_START.match(line.text):
            return self._html_table(at)
        if (heading := _HEADING.match(line.text)) is not None:
            self._add(self._heading(line, heading))
            self.open = None
            return at + 1
        if self._is_tabbed(line):
            self._row([_cell(self.text, start, end, line.page) for start, end in _tabbed(line)])
            return at + 1
        if line.text.strip().startswith("|") and line.text.count("|") > 1:
            self._row([_cell(self.text, s, e, line.page) for s, e in piped_cells(line.text, line.start)])
            return at + 1
        if self.wrapped and (end := self._columns_end(at)) is not None:
            self._columns(at, end)
            return end
        if self._is_cell_line(at):
            start = line.start
            self._row([_cell(self.text, start, line.end, line.page)])
            return at + 1
        if _HTML_BLOCK.match(line.text) and not _BOLD.match(line.text):
            self._html_line(line)
            return at + 1
        if _BOLD_START.match(line.text) and (end := self._bold_end(at)) is not None:
            last = self.lines[end]
            self._add(_Raw("heading", [Passage(line.start, last.end, line.page)], level=6, bold=True))
            self.open = None
            return end + 1
        self._plain(at)
        return at + 1

    def _add(self, raw: _Raw) -> None:
        self.in_table = False
        self.blocks.append(raw)
        self.open = raw

    def _row(self, cells: list[list[Passage]]) -> None:
        if not self.in_table:
            self.table += 1
        passages = [p for cell in cells for p in cell]
        self._add(_Raw("table-row", passages, cells=cells, table=self.table))
        self.open = None
        self.in_table = True

    def _html_table(self, at: int) -> int:
        start = self.lines[at].start
        end, rows = html_rows(self.text, start)
        self.in_table = False
        for cells in rows:
            self._row([_cell(self.text, s, e, self.lines[at].page) for s, e in cells])
        self.in_table = False
        while at < len(self.lines) and self.lines[at].start < end:
            at += 1
        return at

    def _html_line(self, line: _Line) -> None:
        """A line of HTML outside a table: its paragraphs, headings and items."""
        for tag, start, end in html_items(self.text, line.start, line.end):
            passage = [Passage(start, end, line.page)]
            if tag == "li":
                self._add(_Raw("bullet", passage, level=1, marker="•"))
            elif tag.startswith("h"):
                self._add(_Raw("heading", passage, level=int(tag[1])))
            else:
                bold = bool(_BOLD.match(self.text[start:end]))
                heading = bold and looks_like_heading(mend_markup(self.text, passage).text)
                self._add(
                    _Raw("heading" if heading else "paragraph", passage, 6 if heading else 0, bold=bold)
                )
        self.open = None

    def _heading(self, line: _Line, match: re.Match[str]) -> _Raw:
        rest = line.text[match.end() :]
        plain = rest.lstrip("*_ ")
        mark = mark_of(plain)
        if mark and (mark.kind in ("decimal", "single") or mark.kind == "glyph"):
            start = line.start + match.end() + (len(rest) - len(plain)) + mark.start
        else:
            mark, start = None, line.start + match.end()
        marker = mark.marker if mark else None
        if not mark and (number := _CHAPTER.match(plain)):
            marker, start = number[1], line.start + match.end() + len(rest) - len(plain) + number.end()
        return _Raw("heading", [Passage(start, line.end, line.page)], len(match[1]), marker, "**" in rest)

    def _bold_end(self, at: int) -> int | None:
        """The line at which a heading set in bold ends, None where the line is no such heading."""
        first = self.lines[at]
        for end in range(at, min(at + 6, len(self.lines))):
            if self.lines[end].blank:
                return None
            run = self.text[first.start : self.lines[end].end]
            if _BOLD.match(run):
                return end if looks_like_heading(run.strip(" *_")) else None
        return None

    def _is_page_number(self, at: int) -> bool:
        line = self.lines[at]
        before = at == 0 or self.lines[at - 1].blank
        after = at + 1 == len(self.lines) or self.lines[at + 1].blank
        return bool(before and after and _FURNITURE.match(line.text))

    def _is_cell_line(self, at: int) -> bool:
        """Whether a line stands in a group of adjoining lines that are cells of a one-column table."""
        first, end, cells = self.groups[at]
        if not cells or end - first < 2:
            return False
        headed = cells >= end - first - 1 and len(line_text(self.lines[first])) < 200
        return headed or (cells > 1 and bool(_CELL_START.match(self.lines[at].text)))

    def _is_tabbed(self, line: _Line) -> bool:
        """Whether tabs separate cells; one after a bullet or number, or before everything, does not."""
        mark = mark_of(line.text)
        words = line.text[mark.start if mark else 0 :].lstrip()
        return "\t" in (words if self.in_table and not mark else words.rstrip())

    def _after_group(self, at: int) -> int:
        return self.groups[at][1]

    def _plain(self, at: int) -> None:
        line = self.lines[at]
        mark = mark_of(line.text)
        if mark is None:
            if self.open is not None and self._goes_on(self.open, at):
                self.open.passages[-1] = replace(self.open.passages[-1], end=line.end)
                self.open.lines += 1
            else:
                self._add(_Raw("paragraph", [Passage(line.start, line.end, line.page)]))
            return
        start = line.start + mark.start
        words = line.text[mark.start :]
        passage = [Passage(start, line.end, line.page)] if words.strip() else []
        alone = at + 1 >= len(self.lines) or self.lines[at + 1].blank
        first = at == 0 or self.lines[at - 1].blank
        if mark.kind == "decimal":
            self._add(_Raw("paragraph", passage, marker=mark.marker))
        elif mark.kind == "single" and first and alone and len(words) <= 100 and not is_over(words):
            self._add(_Raw("heading", passage, level=2, marker=mark.marker))
        else:
            self._add(_Raw("bullet", passage, level=self._depth(line.text), marker=mark.marker))
        if not passage and at + 1 < len(self.lines) and self.open is not None:
            self.open.lines = 0

    def _columns_end(self, at: int) -> int | None:
        """Where lines end that wide gaps part into two columns, None where they do not."""
        end = self._after_group(at)
        if end - at > _MOST_COLUMN_LINES or not _GAP.search(self.lines[at].text.rstrip()):
            return None
        gaps = [bool(_GAP.search(line.text.rstrip())) for line in self.lines[at:end]]
        marked = any(mark_of(line.text) for line in self.lines[at:end])
        return end if not marked and sum(gaps) * 2 >= len(gaps) else None

    def _columns(self, at: int, end: int) -> None:
        """Lines in two columns as one row; a cell's lines stand apart in the text."""
        lines = self.lines[at:end]
        edge = max(m.end() for line in lines if (m := _GAP.search(line.text.rstrip())))
        edge = min(m.end() for line in lines if (m := _GAP.search(line.text.rstrip())) and m.end() > edge - 8)
        cells: list[list[Passage]] = [[], []]
        for line in lines:
            for side, (start, stop) in enumerate(((0, edge), (edge, len(line.text)))):
                if line.text[start:stop].strip():
                    stop = min(stop, len(line.text))
                    cells[side].append(Passage(line.start + start, line.start + stop, line.page))
        self._row(cells)

    def _depth(self, line: str) -> int:
        """A bullet's depth by its indentation."""
        indent = len(line) - len(line.lstrip(" "))
        return 1 + min(indent // 2, 5)

    def _goes_on(self, block: _Raw, at: int) -> bool:
        """Whether an unmarked line goes on with the block of the line before it."""
        line = self.lines[at].text.strip()
        if not block.passages:
            block.passages.append(Passage(self.lines[at].start, self.lines[at].start, self.lines[at].page))
            return True
        before = self.lines[at - 1].text.strip()
        if block.kind == "heading" or block.kind == "table-row":
            return False
        if not self.wrapped:
            if block.kind == "bullet" or block.marker:
                return not is_over(before) or line[:1].islower()
            return len(before) < _LONG_LINE and len(line) < _LONG_LINE
        if self.hanging and block.kind == "bullet" and not self.lines[at].text[:1].isspace():
            return not is_over(before)
        if is_over(before) and len(before) < self.margin * 0.75 and line[:1].isupper():
            return block.kind == "paragraph" and len(line) < 60 and block.lines < 12 and len(before) < 60
        return True


def _groups(lines: list[_Line]) -> list[tuple[int, int, int]]:
    """For each line where its group of adjoining lines begins and ends, and how many begin as HTML cells."""
    groups: list[tuple[int, int, int]] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and not lines[end].blank:
            end += 1
        cells = sum(bool(_CELL_START.match(line.text)) for line in lines[at:end])
        groups.extend([(at, end, cells)] * (end - at) or [(at, at, 0)])
        at = max(end, at + 1)
    return groups


def _hangs_indented(lines: list[_Line]) -> bool:
    """Whether the lines of a bullet after its first are indented in this text."""
    pairs = ((a, b) for a, b in itertools.pairwise(lines) if mark_of(a.text) and not b.blank)
    after = [b for _, b in pairs if not mark_of(b.text)]
    return len(after) > 3 and sum(line.text[:1].isspace() for line in after) > 0.7 * len(after)


def line_text(line: _Line) -> str:
    """A line without white space at its ends."""
    return line.text.strip()


def _tabbed(line: _Line) -> list[tuple[int, int]]:
    """Where the cells of a tab-separated line begin and end."""
    at, cells = line.start, []
    for cell in line.text.rstrip("\r\n").split("\t"):
        cells.append((at, at + len(cell)))
        at += len(cell) + 1
    return cells


def _cell(text: str, start: int, end: int, page: int | None) -> list[Passage]:
    return [Passage(start, end, page)] if text[start:end].strip() else []


def _rejoined(text: str, raw: list[_Raw]) -> list[_Raw]:
    """Paragraphs and bullets that blank lines cut where a page ended, put together again."""
    kept: list[_Raw] = []
    for block in raw:
        if kept and block.passages and kept[-1].passages and _is_rest_of(text, kept[-1], block):
            kept[-1].passages.extend(block.passages)
        else:
            kept.append(block)
    return kept


def _is_rest_of(text: str, before: _Raw, block: _Raw) -> bool:
    if before.kind not in ("paragraph", "bullet") or block.kind not in ("paragraph", "bullet") or block.bold:
        return False
    if block.kind == "paragraph" and block.marker:
        return False
    # Only the ends are looked at, so that a block of many pieces costs no more than its last one.
    end = mend_markup(text, before.passages[-1:]).text
    rest = mend_markup(text, block.passages).text
    length = sum(passage.end - passage.start for passage in before.passages)
    if length < _LEAST_CUT or not end or not rest or is_over(end) or _NOT_A_CONTINUATION.match(rest):
        return False
    begins = mend_markup(text, before.passages[:1]).text[:1]
    if block.kind == "bullet":
        same = before.kind == "bullet" and before.marker == block.marker and begins.isupper()
        lower = rest[0].islower() and (hangs(end) or before.level == block.level)
        return same and (rest[0] == "(" or lower)
    if rest[0].islower() or hangs(end):
        return True
    if length < _MARGIN and not before.marker:
        return False
    proper = end.rsplit(None, 1)[-1][0].isupper() or rest[0] in "(‘'“" or rest[0].isdigit()
    return is_over(rest) and begins.isupper() and proper
