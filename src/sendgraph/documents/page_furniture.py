"""Page furniture: running headers, footers and page numbers, known by repetition and place."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from sendgraph.documents.page_lines import Line, Page
from sendgraph.documents.tables import visual_lines

#: The share of the page's height, at the top and at the bottom, in which furniture stands.
_MARGIN = 0.12
#: How far the same line may wander from page to page: a short one little, a long one in the margin.
_WANDER, _WIDE_WANDER, _LONG = 8.0, 60.0, 16
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—|]?\s*(\d{1,3})\s*(?:[-–—|]|(?:of|/)\s*\d{1,3})?", re.IGNORECASE)


def body_lines(pages: Sequence[Page]) -> dict[int, list[Line]]:
    """
    Each page's lines without its furniture, by page number.

    Furniture stands outside the body: nothing but furniture stands between it and the page's edge.
    """
    repeated = _repeated(pages)
    often = Counter(_key(line) for line in repeated)
    running = {line for line in repeated if often[_key(line)] >= max(2, 0.6 * (len(pages) - 1))}
    body: dict[int, list[Line]] = {}
    for page in pages:
        sides = visual_lines(page.lines)
        cut = {*_outer(sides, page, repeated, running), *_outer(sides[::-1], page, repeated, running)}
        body[page.number] = [line for line in page.lines if line not in cut]
    return body


def _outer(
    sides: Sequence[Sequence[Line]], page: Page, repeated: set[Line], running: set[Line]
) -> list[Line]:
    """The furniture from an edge of the page inwards, up to the first line that is none."""
    cut: list[list[Line]] = []
    inner: Sequence[Line] = ()
    for index, side in enumerate(sides):
        own = [line for line in side if line in repeated or _is_page_number(line, page)]
        if len(own) < len(side):
            inner = [line for line in side if line not in own]
            # Beside words that are the page's own, a repeated line may be a table's cell.
            alone = index + 1 == len(sides) or not _belongs(side[0], sides[index + 1][0], page, running)
            sure = [line for line in own if _is_page_number(line, page) or (alone and line in running)]
            cut.extend([sure] if sure else [])
            break
        cut.append(own)
    # What stands as near to the body as its own lines do is body; as its headings do, unless on most pages.
    while cut and inner and all(_belongs(line, inner[0], page, running) for line in cut[-1]):
        inner = cut.pop()
    return [line for own in cut for line in own]


def _belongs(line: Line, other: Line, page: Page, running: set[Line]) -> bool:
    """Whether a line stands so near to a line of the body that it is one, or the heading above it."""
    gap = max(line.top, other.top) - min(line.bottom, other.bottom)
    alike = abs(line.size - other.size) < 0.05 * line.size and line.bold == other.bold
    heads = line.top < other.top and (line.bold or line.size > 1.05 * other.size)
    near = 2.5 if heads and line not in running else 0.9 if alike else 0.0
    return not _is_page_number(line, page) and -0.5 * line.size < gap < near * line.size


def _repeated(pages: Sequence[Page]) -> set[Line]:
    """Lines in the margins that stand, digits aside, in the same place on more than one page."""
    seen: dict[str, list[Line]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            if _in_margin(line, page) and (any(c.isalnum() for c in line.text) or len(line.text) > 2):
                seen[_key(line)].append(line)
    furniture = {line for lines in seen.values() for line in lines if _stands_again(line, lines)}
    keys = {_key(line) for line in furniture}
    # The second line of a footer that wraps, where the footer of this one page stands elsewhere.
    for page in pages:
        own = [line for line in furniture if line.page == page.number]
        for line in page.lines:
            if _in_margin(line, page) and _key(line) in keys and any(_adjoin(line, other) for other in own):
                furniture.add(line)
    return furniture


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text.casefold())


def _stands_again(line: Line, lines: Sequence[Line]) -> bool:
    wander = _WIDE_WANDER if len(line.text) >= _LONG else _WANDER
    return any(other.page != line.page and abs(other.top - line.top) <= wander for other in lines)


def _adjoin(line: Line, other: Line) -> bool:
    return abs(line.top - other.top) <= 1.6 * max(line.size, other.size) and abs(line.size - other.size) < 1.0


def _in_margin(line: Line, page: Page) -> bool:
    return line.bottom < page.height * _MARGIN or line.top > page.height * (1 - _MARGIN)


def _is_page_number(line: Line, page: Page) -> bool:
    """Whether a line in a margin is nothing but this page's number."""
    number = _PAGE_NUMBER.fullmatch(line.text)
    return number is not None and _in_margin(line, page) and abs(int(number[1]) - page.number) <= 2
