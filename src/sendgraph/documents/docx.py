"""Word documents to text and blocks: paragraphs, lists with depth, tables, in document order."""

import io
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from sendgraph.documents.composing import Composer
from sendgraph.documents.document import Block
from sendgraph.errors import UnreadableDocument

_SKIPPED = frozenset(
    {"del", "moveFrom", "pPr", "rPr", "instrText", "AlternateContent", "drawing", "pict", "object"}
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
#: An archive that unpacks to more than this is no document.
_MOST_UNPACKED = 500_000_000


def read_docx(data: bytes, *, where: str) -> tuple[str, tuple[Block, ...]]:
    """
    The text of a Word document, and its blocks.

    Raises:
        UnreadableDocument: where the file is damaged or is no Word document.
    """
    damaged = UnreadableDocument(
        "the Word document is damaged", where=where, remedy="save or fetch it again", code="damaged-docx"
    )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_UNPACKED:
                raise UnreadableDocument("it unpacks to more than can be read", where=where, code="too-large")
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, PackageNotFoundError, SyntaxError) as error:
        raise damaged from error
    except (LookupError, ValueError, AttributeError, EOFError, RuntimeError, OSError, zlib.error) as error:
        raise damaged from error  # what zipfile and python-docx raise over parts that are missing or cut off
    composer = Composer()
    _Walk(document, composer).body(document.element.body)
    return composer.finish()


class _Walk:
    """The body's paragraphs and tables, with the state that numbering needs."""

    def __init__(self, document: Any, composer: Composer) -> None:
        self.composer = composer
        self.styles = {style.style_id: style for style in document.styles}
        self.numbering = _numbering(document)
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)

    def body(self, node: Any) -> None:
        for child in node.iterchildren():
            if child.tag == qn("w:p"):
                self.paragraph(child)
            elif child.tag == qn("w:tbl"):
                self.table(child)
            elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
                self.body(child)

    def paragraph(self, node: Any) -> None:
        words = _words(node)
        if not words.strip():
            return
        level = self._heading_level(node)
        kind, marker, depth = self._mark(node)
        if level:
            self.composer.heading(words, level, marker=marker if kind == "number" else None)
        else:
            self.composer.paragraph(words, marker=marker, depth=depth, bold=self._is_bold(node))

    def table(self, node: Any) -> None:
        rows = [
            list(row.iterchildren(qn("w:tc"), qn("w:sdt")))
            for row in node.iter(qn("w:tr"))
            if _nearest(row, qn("w:tbl")) is node
        ]
        if any(cell.find(f".//{qn('w:tbl')}") is not None for row in rows for cell in row):
            for row in rows:
                for cell in row:
                    self.body(cell)
            return
        self.composer.table()
        for row in rows:
            self.composer.row(
                ["\n".join(w for p in cell.iter(qn("w:p")) if (w := _words(p).strip())) for cell in row]
            )

    def _style(self, node: Any) -> Any:
        found = node.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return self.styles.get(found.get(qn("w:val"))) if found is not None else None

    def _heading_level(self, node: Any) -> int:
        outline = node.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if outline is not None and (outline.get(qn("w:val")) or "9") < "9":
            return int(outline.get(qn("w:val"))) + 1
        style = self._style(node)
        while style is not None:
            name = (style.name or "").lower()
            if name == "title":
                return 1
            if match := re.match(r"heading\s*(\d)", name):
                return int(match[1])
            style = style.base_style
        return 0

    def _is_bold(self, node: Any) -> bool:
        runs = [run for run in node.iter(qn("w:r")) if _words(run).strip()]
        return bool(runs) and all(self._run_is_bold(run, node) for run in runs)

    def _run_is_bold(self, run: Any, node: Any) -> bool:
        bold = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
        if bold is not None:
            return (bold.get(qn("w:val")) or "true") not in ("0", "false", "none", "off")
        style = self._style(node)
        while style is not None and style.font.bold is None:
            style = style.base_style
        return bool(style is not None and style.font.bold)

    def _mark(self, node: Any) -> tuple[str, str | None, int]:
        """Whether the paragraph is a bullet or numbered, its mark, and its depth."""
        properties = self._list_properties(node)
        if properties is None:
            name = (getattr(self._style(node), "name", None) or "").lower()
            if match := re.match(r"list bullet\s*(\d?)", name):
                return "bullet", "•", int(match[1] or 1)
            return "", None, 0
        number_id, level = properties
        levels = self.numbering.get(number_id, {})
        form, pattern, start = levels.get(level, ("bullet", "•", 1))
        if form == "none":
            return "", None, 0
        if form == "bullet":
            named = re.match(r"list bullet\s*(\d)", (getattr(self._style(node), "name", None) or "").lower())
            return "bullet", "•", max(level + 1, int(named[1]) if named else 1)
        counts = self.counts[number_id]
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        values = {at: (levels.get(at, ("decimal", "", 1))[0], counts.get(at, 1)) for at in range(level + 1)}
        marker = re.sub(r"%(\d)", lambda m: _printed(*values.get(int(m[1]) - 1, ("decimal", 1))), pattern)
        return "number", marker, level + 1

    def _list_properties(self, node: Any) -> tuple[str, int] | None:
        """The list and level of a paragraph, by itself or by its style."""
        number = node.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        style = self._style(node)
        level: int | None = None
        while True:
            if number is not None:
                found, at = number.find(qn("w:numId")), number.find(qn("w:ilvl"))
                if level is None and at is not None:
                    level = int(at.get(qn("w:val")) or 0)
                if found is not None:
                    value = found.get(qn("w:val")) or "0"
                    return None if value == "0" else (value, level or 0)
            if style is None:
                return None
            number = style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            style = style.base_style


def _numbering(document: Any) -> dict[str, dict[int, tuple[str, str, int]]]:
    """Number id → level → (form, pattern, start)."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    abstract = {
        node.get(qn("w:abstractNumId")): {
            int(level.get(qn("w:ilvl"))): _level(level) for level in node.iterchildren(qn("w:lvl"))
        }
        for node in root.iterchildren(qn("w:abstractNum"))
    }
    return {
        node.get(qn("w:numId")): abstract.get(_value(node, "w:abstractNumId", ""), {})
        for node in root.iterchildren(qn("w:num"))
    }


def _level(node: Any) -> tuple[str, str, int]:
    start = _value(node, "w:start", "1")
    form, pattern = _value(node, "w:numFmt", "decimal"), _value(node, "w:lvlText", "")
    return form, pattern, int(start) if start.isdigit() else 1


def _value(node: Any, name: str, otherwise: str) -> str:
    found = node.find(qn(name))
    return otherwise if found is None else found.get(qn("w:val")) or otherwise


def _printed(form: str, number: int) -> str:
    if form in ("lowerLetter", "upperLetter"):
        return "abcdefghijklmnopqrstuvwxyz"[(number - 1) % 26]
    if form in ("lowerRoman", "upperRoman"):
        return _ROMAN[(number - 1) % len(_ROMAN)]
    return str(number)


def _words(node: Any) -> str:
    """The words of a paragraph or run, without deleted ones, text boxes, notes' numbers."""
    return "".join(_pieces(node))


def _pieces(node: Any) -> Iterator[str]:
    for child in node.iterchildren():
        if child.tag == qn("w:t"):
            yield (child.text or "").replace("\n", " ")
        elif child.tag == qn("w:tab"):
            yield "\t"
        elif child.tag in (qn("w:br"), qn("w:cr")):
            yield "\n"
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif not isinstance(child.tag, str) or child.tag.rsplit("}")[-1] in _SKIPPED:
            continue
        else:
            yield from _pieces(child)


def _nearest(node: Any, tag: str) -> Any:
    parent = node.getparent()
    while parent is not None and parent.tag != tag:
        parent = parent.getparent()
    return parent
