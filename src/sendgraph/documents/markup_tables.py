"""HTML tables and items, and piped tables, within a text whose offsets must stand."""

import re

TABLE_START = re.compile(r"\s*<table\b", re.I)
_TABLE_END = re.compile(r"</table\s*>", re.I)
_ROW = re.compile(r"<tr\b[^<>]*>(?P<row>.*?)(?=<tr\b|</tr\s*>|</table\s*>|\Z)", re.I | re.DOTALL)
_CELL = re.compile(r"<t[dh]\b[^<>]*>(?P<cell>.*?)(?=<t[dh]\b|</t[dh]\s*>|\Z)", re.I | re.DOTALL)
_ITEM = re.compile(
    r"<(?P<tag>p|li|h[1-6]|div)\b[^<>]*>(?P<words>.*?)(?=</(?:p|li|h[1-6]|div|ul|ol)\s*>|<(?:p|li|h[1-6]|ul|ol)\b|\Z)",
    re.I | re.DOTALL,
)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.I)
_GLYPH = re.compile(r"\s*[■▪◼◾•●○◦‣·]\s+")

Span = tuple[int, int]


def html_rows(text: str, start: int) -> tuple[int, list[list[Span]]]:
    """
    Where the table that begins at `start` ends, and the spans of the cells of its rows.

    >>> html_rows("<table><tr><th>a</th><td><p>b</p></td></tr></table>", 0)
    (51, [[(15, 16), (25, 33)]])
    """
    end = _TABLE_END.search(text, start)
    stop = end.end() if end else len(text)
    rows = []
    for row in _ROW.finditer(text, start, end.start() if end else len(text)):
        cells = [cell.span("cell") for cell in _CELL.finditer(text, *row.span("row"))]
        if cells:
            rows.append(cells)
    return stop, rows


def html_items(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """
    The paragraphs, headings and items of a run of HTML, each with its tag and span.

    >>> html_items("<ul> <li>▪ one</li> <li>two</li></ul>", 0, 37)
    [('li', 11, 14), ('li', 24, 27)]
    """
    items: list[tuple[str, int, int]] = []
    done = start
    for match in _ITEM.finditer(text, start, end):
        _loose(text, done, match.start(), items)
        first, last = match.span("words")
        glyph = _GLYPH.match(text, first, last)
        first = glyph.end() if glyph else first
        if text[first:last].strip():
            items.append((match["tag"].lower(), first, last))
        done = match.end()
    _loose(text, done, end, items)
    return items


def _loose(text: str, start: int, end: int, items: list[tuple[str, int, int]]) -> None:
    """Words between tags that belong to no item are a paragraph."""
    if _TAG.sub("", text[start:end]).strip():
        items.append(("p", start, end))


def piped_cells(line: str, offset: int) -> list[Span]:
    """
    The spans of the cells of a row of a piped table.

    >>> piped_cells("| a | b |", 10)
    [(11, 14), (15, 18)]
    """
    bars = [i for i, c in enumerate(line) if c == "|" and line[i - 1 : i] != "\\\\"]
    ends = bars[1:] if line.rstrip().endswith("|") else [*bars[1:], len(line)]
    return [(offset + a + 1, offset + b) for a, b in zip(bars, ends, strict=False)]
