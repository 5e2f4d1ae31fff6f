"""The one way in: a file of any format to a `Document`, or one clear line why not."""

import hashlib
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sendgraph.documents.decoding import decode
from sendgraph.documents.document import Block, Document, Format
from sendgraph.documents.markdown import read_markdown
from sendgraph.errors import UnreadableDocument, UnsupportedDocument
from sendgraph.settings import settings

_TEXT_SUFFIXES = {"", ".txt", ".text"}
_MARKDOWN_SUFFIXES = {".md", ".markdown"}
_HTML_SUFFIXES = {".html", ".htm", ".xhtml"}
#: The endings of files that are documents; a folder's other files are passed over.
SUFFIXES = frozenset({".pdf", ".docx", ".txt", ".text", *_MARKDOWN_SUFFIXES, *_HTML_SUFFIXES})
_READ = ", ".join(sorted(s[1:] for s in SUFFIXES))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a file's bytes."""

    text: str
    blocks: tuple[Block, ...]
    page_starts: tuple[int, ...] = ()


def read_document(path: Path, *, max_bytes: int | None = None) -> Document:
    """
    Read a document, whatever its format, by its content first and its ending second.

    Raises:
        UnreadableDocument: where the file is missing, empty, too large, damaged, encrypted or no text.
        UnsupportedDocument: where it is of a format that is not read.
    """
    where = str(path)
    data = _bytes(path, max_bytes or settings().max_document_bytes, where)
    form = _format(data, path.suffix.lower(), where)
    reading = _READERS[form](data, where)
    if not any(c.isalnum() for c in reading.text):
        raise UnreadableDocument(
            "there is no text in it",
            where=where,
            remedy="a scan must go through text recognition first",
            code="no-text",
        )
    digest = hashlib.sha256(data).hexdigest()
    return Document(path.stem, form, reading.text, reading.blocks, digest, len(data), reading.page_starts)


def _bytes(path: Path, max_bytes: int, where: str) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableDocument(
                "this is a folder", where=where, remedy="name the documents in it", code="is-a-folder"
            )
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableDocument("this is no regular file", where=where, code="not-a-file")
        if status.st_size > max_bytes:
            raise UnreadableDocument(
                f"{status.st_size / 1e6:,.0f} MB is more than the {max_bytes / 1e6:,.0f} MB that are read",
                where=where,
                remedy="split it, or raise SENDGRAPH_MAX_DOCUMENT_BYTES",
                code="too-large",
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableDocument(
            "there is no such file", where=where, remedy="check the name", code="missing-document"
        ) from None
    except PermissionError:
        raise UnreadableDocument(
            "it may not be read", where=where, remedy="change its permissions", code="no-permission"
        ) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UnreadableDocument(f"it cannot be read: {reason}", where=where) from None
    if not data.strip(b" \t\r\n\f\x0b\xef\xbb\xbf"):
        raise UnreadableDocument(
            "the file is empty", where=where, remedy="fetch it again", code="empty-document"
        )
    return data


def _format(data: bytes, suffix: str, where: str) -> Format:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024] and (head.startswith(b"%PDF-") or suffix == ".pdf"):
        return "pdf"
    if head.startswith(b"PK\x03\x04") or (suffix == ".docx" and head.startswith(b"PK")):
        return _zipped(data, suffix, where)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise _old_office(suffix, where)
    if head.startswith(b"{\\rtf"):
        raise UnsupportedDocument(
            "rich text (RTF) is not read",
            where=where,
            remedy="save it as DOCX or PDF",
            code="unsupported-format",
        )
    if suffix == ".pdf":
        raise UnreadableDocument(
            "this is no PDF, whatever its name", where=where, remedy="fetch it again", code="damaged-pdf"
        )
    if suffix == ".docx":
        raise UnreadableDocument(
            "this is no Word document, whatever its name",
            where=where,
            remedy="fetch it again",
            code="damaged-docx",
        )
    lowered = head[:512].lower()
    if suffix in _HTML_SUFFIXES or lowered.startswith((b"<!doctype html", b"<html")):
        return "html"
    if suffix in _MARKDOWN_SUFFIXES:
        return "markdown"
    if suffix in _TEXT_SUFFIXES:
        return "text"
    raise UnsupportedDocument(
        f"files ending in {suffix} are not read",
        where=where,
        remedy=f"give one of {_READ}",
        code="unsupported-format",
    )


def _zipped(data: bytes, suffix: str, where: str) -> Format:
    if b"word/document.xml" in data or suffix == ".docx":
        return "docx"
    raise UnsupportedDocument(
        "this archive is no Word document",
        where=where,
        remedy=f"give one of {_READ}",
        code="unsupported-format",
    )


def _old_office(suffix: str, where: str) -> UnreadableDocument | UnsupportedDocument:
    """An OLE file: a Word document of before 2007, or an encrypted one of today."""
    if suffix == ".docx":
        return UnreadableDocument(
            "the document is encrypted",
            where=where,
            remedy="save it without a password",
            code="encrypted-document",
        )
    return UnsupportedDocument(
        "the old Office format is not read",
        where=where,
        remedy="save it as DOCX or PDF",
        code="unsupported-format",
    )


def _text(data: bytes, where: str) -> Reading:
    text = decode(data, where=where)
    page_starts = (0, *(i + 1 for i, c in enumerate(text) if c == "\f" and text[i + 1 :].strip()))
    page_starts = page_starts if len(page_starts) > 1 else ()
    return Reading(text, read_markdown(text, page_starts), page_starts)


def _html(data: bytes, where: str) -> Reading:
    from sendgraph.documents.html import read_html

    text, blocks = read_html(decode(data, where=where))
    return Reading(text, blocks)


def _docx(data: bytes, where: str) -> Reading:
    from sendgraph.documents.docx import read_docx

    text, blocks = read_docx(data, where=where)
    return Reading(text, blocks)


def _pdf(data: bytes, where: str) -> Reading:
    from sendgraph.documents.pdf import read_pdf

    text, blocks, page_starts = read_pdf(data, where=where)
    return Reading(text, blocks, page_starts)


_READERS: dict[Format, Callable[[bytes, str], Reading]] = {
    "text": _text,
    "markdown": _text,
    "html": _html,
    "docx": _docx,
    "pdf": _pdf,
}
