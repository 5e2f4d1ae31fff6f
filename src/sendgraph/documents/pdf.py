"""PDF: pages to text and blocks, by the place of every word."""

from collections.abc import Iterable, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from sendgraph.documents.document import Block
from sendgraph.documents.mending import mend
from sendgraph.documents.page_blocks import Draft, drafts
from sendgraph.documents.page_furniture import body_lines
from sendgraph.documents.page_joins import join_drafts, join_tables
from sendgraph.documents.page_lines import Line, Page, read_pages
from sendgraph.documents.page_setting import Setting
from sendgraph.documents.tables import Row, Table, find_tables
from sendgraph.errors import UnreadableDocument

#: Fewer letters than this make no document: a scan.
_LETTERS = 20
#: Within so many bytes of its end a whole PDF says that it ends, some bytes of rubbish behind it allowed.
_TAIL = 4096


def read_pdf(data: bytes, *, where: str) -> tuple[str, tuple[Block, ...], tuple[int, ...]]:
    """
    The text of a PDF, its blocks, and where each page begins; `where` names the file in messages.

    Raises:
        UnreadableDocument: where it is damaged, encrypted, or has no text.
    """
    if b"%%EOF" not in data[-_TAIL:] and b"startxref" not in data[-_TAIL:]:
        raise _damaged(where)
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD:
            raise _unreadable(
                "the PDF is encrypted", where, "save it without a password", "encrypted-pdf"
            ) from None
        raise _damaged(where) from None
    try:
        text, starts, pages = read_pages(pdf)
    except pdfium.PdfiumError:
        raise _damaged(where) from None
    finally:
        pdf.close()
    if sum(c.isalpha() for c in text) < _LETTERS:
        raise _unreadable(
            "the PDF has no text, it is probably a scan",
            where,
            "run text recognition (OCR) over it",
            "no-text",
        )
    return text, tuple(_blocks(text, pages)), tuple(starts)


def _damaged(where: str) -> UnreadableDocument:
    return _unreadable("the PDF is damaged or cut off", where, "fetch it again", "damaged-pdf")


def _unreadable(what: str, where: str, remedy: str, code: str) -> UnreadableDocument:
    return UnreadableDocument(what, where=where, remedy=remedy, code=code)


def _blocks(text: str, pages: Sequence[Page]) -> list[Block]:
    """The blocks of all pages, with what page breaks interrupt made whole."""
    body = body_lines(pages)
    found: list[tuple[list[Table], list[Line]]] = []
    for page in pages:
        found.append(find_tables(page, body[page.number], _carried(found)))
    setting = Setting.of([free for _, free in found])
    tables = _whole_tables(found)
    flows = [_flow(page.number, free, tables, setting) for page, (_, free) in zip(pages, found, strict=True)]
    return _finished(text, join_drafts(flows, setting), setting)


def _carried(found: Sequence[tuple[list[Table], list[Line]]]) -> tuple[float, ...]:
    """The columns of an unruled table with which the last page ends."""
    if not found or not found[-1][0]:
        return ()
    table = found[-1][0][-1]
    below = any(line.top > table.bottom for line in found[-1][1])
    return () if table.ruled or below else table.edges[:-1]


def _whole_tables(found: Sequence[tuple[list[Table], list[Line]]]) -> list[tuple[int, Table]]:
    """Each table with the page on which it begins; one that goes on over pages is one."""
    firsts, lasts = [], []
    for tables, free in found:
        top = min((line.top for line in free), default=float("inf"))
        bottom = max((line.bottom for line in free), default=float("-inf"))
        firsts.append(bool(tables) and tables[0].top <= top + 2.0)
        lasts.append(bool(tables) and tables[-1].bottom >= bottom - 2.0)
    begins = {id(table): index for index, (tables, _) in enumerate(found) for table in tables}
    joined = join_tables([tables for tables, _ in found], firsts, lasts)
    return [(begins[id(table)] + 1, table) for table in joined]


def _flow(
    page: int, free: Sequence[Line], tables: Sequence[tuple[int, Table]], setting: Setting
) -> list[Draft]:
    """What begins on a page, from top to bottom: drafts of blocks, and tables' rows between them."""
    flow: list[Draft] = []
    rest = list(free)
    for number, (begin, table) in enumerate(tables, start=1):
        if begin != page:
            continue
        above = [line for line in rest if line.top < table.top]
        rest = [line for line in rest if line.top >= table.top]
        flow.extend(drafts(above, setting))
        if table.frame:
            flow.extend(drafts(table.rows[0].lines, setting, table.edges[-1] - 4))
        else:
            flow.extend(_row(row, table, number, setting) for row in table.rows)
    flow.extend(drafts(rest, setting))
    return flow


def _row(row: Row, table: Table, number: int, setting: Setting) -> Draft:
    cells = []
    for index, cell in enumerate(row.cells):
        pages = sorted({line.page for line in cell})
        right = table.edges[index + 1] - 4
        parts = [drafts([line for line in cell if line.page == page], setting, right) for page in pages]
        cells.append(join_drafts(parts, setting))
    return Draft(row.lines, table=number, cells=cells)


def _finished(text: str, flow: Sequence[Draft], setting: Setting) -> list[Block]:
    """The drafts as blocks: kinds, levels of headings by size, depths of bullets by indent."""
    kinds = [draft.kind(setting) if draft.table is None else "table-row" for draft in flow]
    ranks = _ranks(draft for draft, kind in zip(flow, kinds, strict=True) if kind == "heading")
    depths: list[float] = []
    tables: dict[int, int] = {}
    blocks: list[Block] = []
    for draft, kind in zip(flow, kinds, strict=True):
        if draft.table is not None:
            number = tables.setdefault(draft.table, len(tables) + 1)
            cells = tuple(
                mend(text, [p for part in cell for p in part.passages(text)]) for cell in draft.cells
            )
            content = mend(text, [p for cell in cells for p in cell.passages])
            blocks.append(Block("table-row", content, bold=draft.bold, cells=cells, table=number))
            continue
        level = 0
        if kind == "bullet":
            depths = [x for x in depths if x < draft.left - 5.0]
            depths.append(draft.left)
            level = len(depths)
        elif kind == "heading":
            level = ranks[round(draft.size, 0), draft.bold]
            depths = []
        marker = draft.mark.marker if draft.mark else None
        content = mend(text, draft.passages(text))
        if content.text:
            blocks.append(Block(kind, content, level, marker, draft.bold))
    return blocks


def _ranks(headings: Iterable[Draft]) -> dict[tuple[float, bool], int]:
    """The level of each setting of headings: larger before smaller, bold before light."""
    settings = sorted({(round(h.size, 0), h.bold) for h in headings}, reverse=True)
    return {setting: min(level, 6) for level, setting in enumerate(settings, start=1)}
