"""
From the pages of a PDF to text and to lines with their place on the page.

A `Line` is a run of words on one baseline without a wide gap: a cell's line, a
paragraph's line, a bullet's glyph. Coordinates are points from the page's top left.
"""

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from sendgraph.documents.rules import Rule, read_rules

#: pdfium's line ends: its own breaks, and the mark that stands for a hyphen before one.
_LINE = re.compile(r"[^\r\n\ufffe\u0002]+")
_WORD = re.compile(r"\S+")
#: Characters that nobody sees, and the many widths of space.
_UNSEEN = dict.fromkeys(
    (
        *range(32),
        *range(127, 161),
        *range(0x2000, 0x200B),
        0x2028,
        0x2029,
        0x202F,
        0x205F,
        0x3000,
        0xFFFD,
        0xFFFF,
    ),
    " ",
)
#: Glyphs of the symbol fonts' private area, as the bullets that they look like.
_SYMBOLS = {0xF0A7: "▪", 0xF0B7: "•", 0xF0A8: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF06E: "■", 0xF076: "❖"}
_SANE = str.maketrans(_UNSEEN | _SYMBOLS)
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_BOLD = 600


@dataclass(frozen=True, slots=True)
class Word:
    """A word: its offsets in the document's text, its place, and how it is set."""

    text: str
    start: int
    end: int
    left: float
    right: float
    top: float
    bottom: float
    bold: bool


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """Words on one baseline without a wide gap between them; `top` and `bottom` are most of its words'."""

    words: tuple[Word, ...]
    page: int
    text: str
    left: float
    right: float
    top: float
    bottom: float
    bold: bool

    @staticmethod
    def of(words: Sequence[Word], page: int) -> "Line":
        """The line that words make."""
        told = [word.bold for word in words if _LETTER_OR_DIGIT.search(word.text)]
        middle = len(words) // 2
        return Line(
            tuple(words),
            page,
            " ".join(word.text for word in words),
            words[0].left,
            words[-1].right,
            sorted(word.top for word in words)[middle],
            sorted(word.bottom for word in words)[middle],
            bool(told) and all(told),
        )

    @property
    def start(self) -> int:
        """Offset of its first character in the document's text."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.words[-1].end

    @property
    def size(self) -> float:
        """Height of its type."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Page:
    """A page: number from 1, size, lines in the order of the file, and ruled lines."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...] = ()


@dataclass(slots=True)
class _Text:
    """The document's text while it grows."""

    parts: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def read_pages(pdf: pdfium.PdfDocument) -> tuple[str, list[int], list[Page]]:
    """
    The text of a PDF, the offset at which each page begins, and the pages' lines.

    A blank line in the text stands where the layout shows a paragraph's end.
    """
    text = _Text()
    starts: list[int] = []
    pages: list[Page] = []
    for index in range(len(pdf)):
        page = pdf[index]
        if text.length:
            text.add("\n")
        starts.append(text.length)
        width, height = page.get_size()
        textpage = page.get_textpage()
        lines = tuple(_lines(textpage, index + 1, height, text))
        pages.append(Page(index + 1, width, height, lines, tuple(read_rules(page, height))))
        textpage.close()
        page.close()
    return "".join(text.parts), starts, pages


def _lines(textpage: pdfium.PdfTextPage, number: int, height: float, text: _Text) -> Iterator[Line]:
    """The lines of a page in the order of the file; adds them to the text."""
    source, index_of = _characters(textpage)
    handle = textpage.raw
    box = raw.FS_RECTF()
    last: Line | None = None
    for match in _LINE.finditer(source):
        run = match.group()
        base = match.start()
        hyphen = match.end() < len(source) and source[match.end()] in "\ufffe\u0002"
        shown = _PRIVATE.sub(" ", run.translate(_SANE)).rstrip() + ("-" if hyphen else "")
        if not shown.strip():
            continue
        places = []
        for word in _WORD.finditer(shown):
            first, end = index_of[base + word.start()], index_of[base + min(word.end(), len(run)) - 1]
            places.append((word, *_place(handle, first, end, box, height)))
        if last:
            text.add("\n\n" if _apart(last, places[0][2], places[0][4]) else "\n")
        offset = text.length
        words = [
            Word(w.group(), offset + w.start(), offset + w.end(), left, right, top, bottom, bold)
            for w, left, top, right, bottom, bold in places
        ]
        text.add(shown)
        for line in _split(words, number):
            last = line
            yield line


def _characters(textpage: pdfium.PdfTextPage) -> tuple[str, range | list[int]]:
    """The page's characters, and the index by which pdfium knows each."""
    source = textpage.get_text_range()
    count = textpage.count_chars()
    if len(source) == count:
        return source, range(count)
    points = [raw.FPDFText_GetUnicode(textpage, i) for i in range(count)]
    kept = [i for i, point in enumerate(points) if 0 < point < 0xD800 or 0xE000 <= point <= 0x10FFFF]
    return "".join(chr(points[i]) for i in kept), kept


def _place(
    textpage: raw.FPDF_TEXTPAGE, begin: int, end: int, box: raw.FS_RECTF, height: float
) -> tuple[float, float, float, float, bool]:
    """Left, top, right, bottom and boldness of the word from the first to the last character."""
    get_box = raw.FPDFText_GetLooseCharBox
    get_box(textpage, begin, box)
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    if end != begin:
        get_box(textpage, end, box)
        right = box.right
    weight = raw.FPDFText_GetFontWeight(textpage, begin)
    bold = weight >= _BOLD or (weight <= 0 and _named_bold(textpage, begin))
    return left, height - top, max(right, left), height - bottom, bold


def _named_bold(textpage: raw.FPDF_TEXTPAGE, index: int) -> bool:
    """Whether the font's own name says that it is bold, for fonts that state no weight."""
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, index, name, 128, flags)
    return b"bold" in name.value.lower()


def _apart(last: Line, top: float, bottom: float) -> bool:
    """Whether a wider gap than between lines, or a step back up, lies before the next line."""
    return top - last.bottom > 0.6 * (bottom - top) or top < last.top - 0.5 * last.size


def _split(words: list[Word], page: int) -> Iterator[Line]:
    """
    Cut where the gap between two words is wide, or where the line steps up or down.

    In justified lines all gaps are wide: what counts is that one is wider than others.
    """
    gaps = [after.left - before.right for before, after in pairwise(words)]
    usual = sorted(gaps)[(len(gaps) - 1) // 2] if len(gaps) > 1 else 0.0
    run = [words[0]]
    for word, gap in zip(words[1:], gaps, strict=True):
        before = run[-1]
        size = max(before.bottom - before.top, word.bottom - word.top)
        wide = gap > 0.95 * size and (gap > 1.6 * usual or gap > 3.0 * size)
        overlap = min(before.bottom, word.bottom) - max(before.top, word.top)
        level = overlap >= 0.2 * min(before.bottom - before.top, word.bottom - word.top)
        if wide or word.left < before.left or not level:
            yield Line.of(run, page)
            run = []
        run.append(word)
    yield Line.of(run, page)
