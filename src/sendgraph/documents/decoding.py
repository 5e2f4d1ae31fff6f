"""Bytes of a text file to characters, in whichever encoding, or through a wrong one, they came."""

import codecs
import re
import unicodedata

from sendgraph.errors import UnreadableDocument

_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029|\x0b")
#: What UTF-8 looks like after it was read as Windows-1252: "â€™" for an apostrophe.
_TWICE = re.compile(r"â€[\x80-\xbf™œžŸ˜“”¦•–—]|Â[\xa0-\xbf]|Ã[\x80-\xbf©¨¢´]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def decode(data: bytes, *, where: str) -> str:
    """
    The characters of a text file, line ends as `\\n`, without a byte order mark.

    >>> decode(b"children\\x92s", where="a.txt")
    'children’s'

    Raises:
        UnreadableDocument: where the bytes are no plausible text in any of the encodings.
    """
    text = _LINE_ENDS.sub("\n", _characters(data, where))
    return _mended_twice(text)


def _characters(data: bytes, where: str) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _strictly(data.removeprefix(mark) if encoding == "utf-8" else data, encoding, where)
    if b"\x00" in data[:4096]:
        return _strictly(data, _utf16_without_mark(data, where), where)
    for encoding in ("utf-8", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_plausible(text):
            return text
    raise _junk(where)


def _strictly(data: bytes, encoding: str, where: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise _junk(where) from None
    if not _is_plausible(text):
        raise _junk(where)
    return text


def _utf16_without_mark(data: bytes, where: str) -> str:
    """Which UTF-16 it is, by the side on which the zeros of Latin letters stand."""
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) * 0.3 or min(even, odd) > len(sample) * 0.05:
        raise _junk(where)
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_plausible(text: str) -> bool:
    """Whether characters read as text: hardly a control character, most of it letters and spaces."""
    if not text:
        return True
    if len(_CONTROLS.findall(text)) > len(text) // 1000 or text.count("\ufffd") > len(text) // 200:
        return False
    if text.isascii():
        return True
    sample = text[:20_000]
    good = sum(c.isspace() or c.isascii() or unicodedata.category(c)[0] in "LNPZ" for c in sample)
    words = sum((c.isalpha() and c.isascii()) or c.isspace() for c in sample)
    return good >= len(sample) * 0.95 and words >= len(sample) * 0.5


def _mended_twice(text: str) -> str:
    """UTF-8 that was once read as Windows-1252, put right where all of it goes back."""
    if len(_TWICE.findall(text)) < 2:
        return text
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if _TWICE.search(line):
            try:
                lines[at] = line.encode("cp1252").decode("utf-8")
            except UnicodeError:
                continue
    return "\n".join(lines)


def _junk(where: str) -> UnreadableDocument:
    return UnreadableDocument(
        "the bytes are no text in UTF-8, UTF-16 or Windows-1252",
        where=where,
        remedy="save it again as UTF-8 text",
        code="not-text",
    )
