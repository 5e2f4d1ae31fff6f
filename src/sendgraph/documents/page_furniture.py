"""Page furniture: running headers, footers and page numbers, known by repetition and place."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

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
    body: dict[int, list[Line]] = {}
    for page in pages:
        sides = visual_lines(page.lines)
        cut = {*_outer(sides, page, repeated), *_outer(sides[::-1], page, repeated)}
        body[page.number] = [line for line in page.lines if line not in cut]
    return body


def _outer(sides: Iterable[Sequence[Line]], page: Page, repeated: set[Line]) -> list[Line]:
    """The furniture from an edge of the page inwards, up to the first line that is none."""
    cut: list[Line] = []
    for side in sides:
        if not all(line in repeated or _is_page_number(line, page) for line in side):
            break
        cut.extend(side)
    return cut


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
