"""What a page break interrupts, made whole: paragraphs, bullets, tables and their rows."""

import re
from collections.abc import Sequence

from sendgraph.documents.marks import hangs, is_over, mark_of
from sendgraph.documents.page_blocks import Draft
from sendgraph.documents.page_lines import Line
from sendgraph.documents.page_setting import Setting, room_left
from sendgraph.documents.tables import Row, Table

#: How a sentence begins that says more of what was said before it: no row of a table does.
_REFERS_BACK = re.compile(r"(?:This|These|Those|They|It|Its|Their)\s+[a-z]")
#: How far the columns of one table may wander from page to page.
_WANDER = 8.0


def join_tables(pages: Sequence[list[Table]], firsts: Sequence[bool], lasts: Sequence[bool]) -> list[Table]:
    """
    All tables in order; one that goes on at the top of the next page is one table.

    `firsts[i]` says that a table is the first thing on page i, `lasts[i]` that one is the last.
    """
    joined: list[Table] = []
    for index, tables in enumerate(pages):
        for position, table in enumerate(tables):
            before = joined[-1] if joined else None
            on = position == 0 and index > 0 and firsts[index] and lasts[index - 1] and before is not None
            if (
                on
                and before
                and before.page == table.page - 1 - (before.page < table.page - 1)
                and _alike(before, table)
            ):
                _append(before, table)
            else:
                joined.append(table)
    return joined


def _alike(one: Table, other: Table) -> bool:
    """Whether two tables have the same columns."""
    return (
        one.ruled == other.ruled
        and one.columns == other.columns
        and all(abs(a - b) <= _WANDER for a, b in zip(one.edges[:-1], other.edges[:-1], strict=True))
    )


def _append(table: Table, more: Table) -> None:
    """Add the rows of the next page: without a repeated head, and with a cut row made whole."""
    rows = list(more.rows)
    if len(rows) > 1 and _words(rows[0]) == _words(table.rows[0]):
        rows = rows[1:]
    if rows and not _is_head(table) and row_goes_on(table.rows[-1], rows[0]):
        for cell, rest in zip(table.rows[-1].cells, rows[0].cells, strict=True):
            cell.extend(rest)
        rows = rows[1:]
    table.rows.extend(rows)
    table.page = more.page


def _is_head(table: Table) -> bool:
    """Whether all that there is of a table of several columns is its head: short words in every cell."""
    cells = _words(table.rows[-1])
    return len(table.rows) == 1 and len(cells) > 2 and all(0 < len(c) < 60 and not is_over(c) for c in cells)


def _words(row: Row) -> list[str]:
    return [" ".join(line.text for line in cell) for cell in row.cells]


def row_goes_on(last: Row, first: Row) -> bool:
    """Whether a page's first table row is the rest of the last page's last row."""
    over, more = _words(last), _words(first)
    listed = [_leaves_items_open(cell) for cell in last.cells]
    if len(over) > 1 and any(before and not after for before, after in zip(over, more, strict=True)):
        return True
    return any(
        _cut_off(before, after, listed=items)
        for before, after, items in zip(over, more, listed, strict=True)
        if before and after
    )


def _leaves_items_open(cell: Sequence[Line]) -> bool:
    """Whether a cell ends in a list whose items have no stop, so that a missing one tells nothing."""
    begins = [at for at, line in enumerate(cell) if (mark := mark_of(line.text)) and mark.kind == "glyph"]
    ends = [cell[at - 1].text.rstrip() for at in begins[1:]]
    return bool(ends) and all(end[-1:].isalnum() for end in ends)


def _cut_off(before: str, after: str, *, listed: bool = False) -> bool:
    """Whether a text breaks off and another goes on with it."""
    if hangs(before) or before.endswith((",", ";", ":")) or after[:1].islower():
        return True
    mark = mark_of(after)
    if mark and mark.kind == "glyph":
        return True
    if _REFERS_BACK.match(after):
        return True
    return len(before.split()) > 12 and not is_over(before) and not listed


def join_drafts(pages: Sequence[list[Draft]], setting: Setting) -> list[Draft]:
    """All drafts in order; a paragraph or bullet that the next page goes on with is one."""
    joined: list[Draft] = []
    for page in pages:
        for index, draft in enumerate(page):
            open_end = _open_end(joined, setting) if index == 0 else None
            if open_end and goes_on(open_end, draft, setting):
                open_end.lines.extend(draft.lines)
            else:
                joined.append(draft)
    return joined


def _open_end(drafts: Sequence[Draft], setting: Setting) -> Draft | None:
    """The last draft of the body: footnotes in smaller type at the page's foot aside."""
    for draft in reversed(drafts[-4:]):
        if draft.table is not None:
            return None
        if draft.size > 0.9 * setting.size:
            return draft
    return None


def goes_on(last: Draft, first: Draft, setting: Setting) -> bool:
    """Whether a page's first block is the rest of the last page's last block."""
    if first.mark or first.table is not None or last.table is not None:
        return False
    if abs(first.size - last.size) > 0.12 * setting.size or first.bold != last.bold:
        return False
    end: Line = last.lines[-1]
    begin: Line = first.lines[0]
    full = room_left(end, begin, last.edge or setting.right_of(end.page)) <= 0
    if last.kind(setting) == "heading" or first.kind(setting) == "heading":
        return hangs(last.text) or (full and begin.text[:1].islower())
    if begin.text[:1].islower() or hangs(last.text):
        return True
    if last.mark and last.mark.kind == "glyph" and last.text_left is not None:
        indent = last.text_left - last.left
        return begin.left > last.left + 0.6 * indent
    if not is_over(last.text):
        return full or begin.left > end.left + 4
    if last.text.rstrip().endswith(":"):
        return False
    return full
