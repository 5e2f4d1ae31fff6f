"""Ruled lines of a PDF page: the borders of its tables and boxes."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

#: A path no thicker than this is a rule.
_THIN = 3.0
#: Rules that are no further apart than this touch.
TOUCH = 2.5


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal or vertical rule, in points from the page's top left."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        """Whether it is wider than high."""
        return self.right - self.left > self.bottom - self.top


def read_rules(page: pdfium.PdfPage, height: float) -> list[Rule]:
    """The rules drawn on a page: thin rectangles, and the straight parts of stroked paths."""
    drawn = list(_drawn_rules(page, height))
    across = _joined([r for r in drawn if r.horizontal])
    down = _joined([_turned(r) for r in drawn if not r.horizontal])
    return across + [_turned(r) for r in down]


def _turned(rule: Rule) -> Rule:
    return Rule(rule.top, rule.left, rule.bottom, rule.right)


def _joined(rules: list[Rule]) -> list[Rule]:
    """Horizontal rules, those that go on with one another at one height as one."""
    joined: list[Rule] = []
    level = float("-inf")
    heights: dict[Rule, float] = {}
    for rule in sorted(rules, key=lambda r: r.top):
        level = rule.top if rule.top - level > 1.0 else level
        heights[rule] = level
    for rule in sorted(heights, key=lambda r: (heights[r], r.left)):
        last = joined[-1] if joined else None
        if (
            last
            and rule.top - last.top <= 1.0
            and heights.get(rule) == level
            and rule.left <= last.right + TOUCH
        ):
            joined[-1] = Rule(last.left, last.top, max(last.right, rule.right), max(last.bottom, rule.bottom))
        else:
            joined.append(rule)
        level = heights[rule]
    return joined


def _drawn_rules(page: pdfium.PdfPage, height: float) -> Iterator[Rule]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(raw.FPDFPage_CountObjects(page)):
        drawn = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_PATH:
            continue
        if not raw.FPDFPageObj_GetBounds(drawn, left, bottom, right, top):
            continue
        wide, high = right.value - left.value, top.value - bottom.value
        if max(wide, high) <= _THIN:
            continue
        if min(wide, high) <= _THIN:
            yield Rule(left.value, height - top.value, right.value, height - bottom.value)
        elif _stroked(drawn):
            yield from _straight_parts(drawn, height)


def _stroked(drawn: raw.FPDF_PAGEOBJECT) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(drawn, fill, stroke)) and bool(stroke.value)


def _straight_parts(drawn: raw.FPDF_PAGEOBJECT, height: float) -> Iterator[Rule]:
    """Horizontal and vertical segments of a path."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(drawn, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    start: tuple[float, float] | None = None
    last: tuple[float, float] | None = None
    for index in range(raw.FPDFPath_CountSegments(drawn)):
        segment = raw.FPDFPath_GetPathSegment(drawn, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            height - (matrix.b * x.value + matrix.d * y.value + matrix.f),
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO and last:
            yield from _rule(last, point)
        last = point
        if raw.FPDFPathSegment_GetClose(segment) and start:
            yield from _rule(point, start)


def _rule(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    left, right = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    if min(right - left, bottom - top) <= 0.5 < max(right - left, bottom - top):
        yield Rule(left, top, right, bottom)
