"""Where an answer is written to: bytes that are counted, with their rows, while they come."""

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from sendgraph.errors import ResultTooLarge
from sendgraph.store.formats import TableFormat

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class BoundedOutput(io.BytesIO):
    """
    A file in memory that refuses to grow beyond a number of bytes.

    >>> output = BoundedOutput(max_bytes=3)
    >>> output.write(b"abc")
    3
    >>> output.write(b"d")
    Traceback (most recent call last):
    sendgraph.errors.ResultTooLarge: the answer has more than 3 bytes; ask for less, or page with
    LIMIT and OFFSET
    """

    def __init__(self, max_bytes: int | None = None, rows: "RowCount | None" = None) -> None:
        """Refuse more than so many bytes, and whatever `rows` refuses."""
        super().__init__()
        self._max_bytes = max_bytes
        self._written = 0
        self._rows = rows

    def write(self, content: "ReadableBuffer") -> int:
        """
        Take these bytes.

        Raises:
            ResultTooLarge: where they are too many, or hold too many rows.
        """
        taken = super().write(content)
        self._written += taken
        if self._max_bytes is not None and self._written > self._max_bytes:
            raise too_many_bytes(self._max_bytes)
        if self._rows is not None:
            self._rows.add(bytes(content), self)
        return taken


class XmlOutput(BoundedOutput):
    """
    As `BoundedOutput`, for XML whose writer lets through what XML 1.0 cannot hold.

    >>> output = XmlOutput()
    >>> _ = output.write(b"<a>\\x00\\r</a>")
    >>> output.getvalue()
    b'<a>\\xef\\xbf\\xbd&#13;</a>'
    """

    def write(self, content: "ReadableBuffer") -> int:
        """Take these bytes, with U+FFFD for each control character."""
        text = bytes(content)
        taken = len(text)
        if len(text.translate(None, _CONTROLS)) != taken:
            for control, written in _WRITTEN.items():
                text = text.replace(control, written)
        super().write(text)
        return taken

    def getvalue(self) -> bytes:
        """All that was written."""
        content = super().getvalue()
        if _REPLACEMENT[:1] in content:  # far from always, and the bytes of one may have come in two pieces
            for noncharacter in _NONCHARACTERS:
                content = content.replace(noncharacter, _REPLACEMENT)
        return content


_REPLACEMENT: Final = "\ufffd".encode()
_NONCHARACTERS: Final = ("\ufffe".encode(), "\uffff".encode())
_WRITTEN: Final = {
    bytes([code]): b"&#13;" if code == 0x0D else _REPLACEMENT for code in range(0x20) if code not in b"\t\n"
}
_CONTROLS: Final = b"".join(_WRITTEN)


class RowCount:
    """
    How many rows of a result have been written, from its bytes alone.

    What starts or ends a row is counted, and text may hold the same bytes. Where it may,
    in JSON and CSV, text stands between quotation marks: as soon as the count passes the
    cap, it is taken again without what is between them.

    >>> output = BoundedOutput(rows=RowCount("csv", 1))
    >>> output.write(b'a\\r\\n"one\\n\\nrow"\\r\\n')
    15
    >>> output.write(b"two\\r\\n")
    Traceback (most recent call last):
    sendgraph.errors.ResultTooLarge: the answer has more than 1 rows; ask for less, or page with
    LIMIT and OFFSET
    """

    __slots__ = ("_before", "_certain", "_marks", "_max_rows", "_quoted", "_rows", "_settled")

    def __init__(self, form: TableFormat, max_rows: int) -> None:
        """Refuse more rows than that."""
        self._marks = _MARKS[form]
        self._rows = _HEADER_ROWS[form]
        self._before = b""
        self._quoted = form in _QUOTED
        self._settled = 0
        self._certain = _OutsideQuotes(form, self._rows)
        self._max_rows = max_rows

    def add(self, content: bytes, written: io.BytesIO) -> None:
        """
        Count what was written last; `written` holds all of it.

        Raises:
            ResultTooLarge: where that makes more rows than the cap.
        """
        text = self._before + content
        for mark in self._marks:
            self._rows += text.count(mark)
        self._before = text[len(text) - len(self._marks[0]) + 1 :]
        if self._rows > self._max_rows and self._quoted:
            with written.getbuffer() as whole:
                for start in range(self._settled, len(whole), _BLOCK):
                    self._certain.add(bytes(whole[start : start + _BLOCK]))
                self._settled = len(whole)
            self._rows = self._certain.rows
        if self._rows > self._max_rows:
            raise too_many_rows(self._max_rows)


class _OutsideQuotes:
    """The exact count for JSON and CSV: of the marks that stand outside quotation marks."""

    def __init__(self, form: TableFormat, rows: int) -> None:
        self.rows = rows
        self._marks = _MARKS[form]
        self._escapes = form == "json"
        self._inside = False
        self._escape = b""
        self._before = b""

    def add(self, text: bytes) -> None:
        if self._escapes:
            text = self._escape + text
            backslashes = len(text) - len(text.rstrip(b"\\"))
            self._escape = b"\\" * (backslashes % 2)
            text = text.removesuffix(self._escape).replace(b"\\\\", b"").replace(b'\\"', b"")
        parts = text.split(b'"')
        outside = self._before + b'"'.join(parts[self._inside :: 2])
        self._inside ^= len(parts) % 2 == 0
        for mark in self._marks:
            self.rows += outside.count(mark)
        self._before = outside[len(outside) - len(self._marks[0]) + 1 :]


#: What starts (JSON) or ends a row. No text of XML can hold `</result>`, no term of TSV a line end.
_MARKS: Final[Mapping[TableFormat, tuple[bytes, ...]]] = {
    "json": (b",{", b"[{"),
    "xml": (b"</result>",),
    "csv": (b"\n",),
    "tsv": (b"\n",),
}
_HEADER_ROWS: Final[Mapping[TableFormat, int]] = {"json": 0, "xml": 0, "csv": -1, "tsv": -1}
_BLOCK: Final = 1 << 16
_QUOTED: Final = ("json", "csv")


def too_many_rows(max_rows: int) -> ResultTooLarge:
    """The refusal of an answer with more rows than the cap."""
    return ResultTooLarge(
        f"the answer has more than {max_rows:,} rows", remedy="ask for less, or page with LIMIT and OFFSET"
    )


def too_many_bytes(max_bytes: int) -> ResultTooLarge:
    """The refusal of an answer with more bytes than the cap."""
    return ResultTooLarge(
        f"the answer has more than {max_bytes:,} bytes", remedy="ask for less, or page with LIMIT and OFFSET"
    )
