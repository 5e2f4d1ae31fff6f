"""What comes in: the format by content, and one clear line for everything that cannot be read."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from sendgraph.documents import read_document
from sendgraph.errors import DataError, UnreadableDocument, UnsupportedDocument


def _pdf(*lines: str, encrypt: StandardEncryption | None = None) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=encrypt)
    for at, line in enumerate(lines):
        canvas.drawString(72, 720 - 20 * at, line)
    if not lines:
        canvas.rect(72, 72, 300, 300, fill=1)
    canvas.save()
    return stream.getvalue()


def _docx(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _zip(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "x" * 500)
    return stream.getvalue()


JUNK = bytes(range(256)) * 40
LETTER = "Children’s needs are met. Leaders know the area – and what it needs.\n" * 5

BAD: dict[str, tuple[str, Callable[[], bytes], type[DataError], str]] = {
    "empty": ("a.txt", lambda: b"", UnreadableDocument, "empty-document"),
    "empty PDF": ("a.pdf", lambda: b"", UnreadableDocument, "empty-document"),
    "white space": ("a.txt", lambda: b" \r\n\t \n" * 50, UnreadableDocument, "empty-document"),
    "mark and white space": ("a.md", lambda: "\ufeff  \n".encode(), UnreadableDocument, "empty-document"),
    "no words": ("a.txt", lambda: b"--- *** ...\n", UnreadableDocument, "no-text"),
    "scan": ("a.pdf", lambda: _pdf(), UnreadableDocument, "no-text"),
    "cut-off PDF": (
        "a.pdf",
        lambda: _pdf("Main findings", "Strengths")[:300],
        UnreadableDocument,
        "damaged-pdf",
    ),
    "encrypted PDF": (
        "a.pdf",
        lambda: _pdf("Main findings", encrypt=StandardEncryption("secret")),
        UnreadableDocument,
        "encrypted-pdf",
    ),
    "PDF by name only": ("a.pdf", lambda: b"not a PDF at all", UnreadableDocument, "damaged-pdf"),
    "page in place of a PDF": (
        "a.pdf",
        lambda: b"<!doctype html><p>404 not found</p>",
        UnreadableDocument,
        "damaged-pdf",
    ),
    "junk": ("a.txt", lambda: JUNK, UnreadableDocument, "not-text"),
    "picture as text": ("a.txt", lambda: b"\x89PNG\r\n\x1a\n" + JUNK, UnreadableDocument, "not-text"),
    "broken UTF-16": (
        "a.txt",
        lambda: b"\xff\xfe" + "Leaders".encode("utf-16-le") + b"\x00\xd8x",
        UnreadableDocument,
        "not-text",
    ),
    "undefined bytes": ("a.txt", lambda: b"Caf\x81\x8d\x8f\x90\x9d " * 30, UnreadableDocument, "not-text"),
    "page without text": (
        "a.html",
        lambda: b"<!doctype html><html><body><img src='a.png'><script>x=1</script></body></html>",
        UnreadableDocument,
        "no-text",
    ),
    "cut-off DOCX": ("a.docx", lambda: _docx("Strengths")[:900], UnreadableDocument, "damaged-docx"),
    "DOCX by name only": ("a.docx", lambda: b"Strengths", UnreadableDocument, "damaged-docx"),
    "archive by that name": ("a.docx", lambda: _zip("word/other.xml"), UnreadableDocument, "damaged-docx"),
    "encrypted DOCX": (
        "a.docx",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
        UnreadableDocument,
        "encrypted-document",
    ),
    "empty DOCX": ("a.docx", lambda: _docx(), UnreadableDocument, "no-text"),
    "old Word": (
        "a.doc",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
        UnsupportedDocument,
        "unsupported-format",
    ),
    "spreadsheet": ("a.xlsx", lambda: _zip("xl/workbook.xml"), UnsupportedDocument, "unsupported-format"),
    "rich text": ("a.rtf", lambda: rb"{\rtf1\ansi Strengths}", UnsupportedDocument, "unsupported-format"),
    "picture": ("a.jpg", lambda: b"\xff\xd8\xff\xe0" + JUNK, UnsupportedDocument, "unsupported-format"),
    "unknown ending": ("a.xyz", lambda: b"Strengths", UnsupportedDocument, "unsupported-format"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_one_clear_line(tmp_path: Path, name: str) -> None:
    file, content, error, code = BAD[name]
    path = tmp_path / file
    path.write_bytes(content())
    with pytest.raises(error) as caught:
        read_document(path)
    assert caught.value.code == code
    assert type(caught.value) is error
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < len(str(path)) + 160


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument) as missing:
        read_document(tmp_path / "nothing.pdf")
    assert missing.value.code == "missing-document"
    with pytest.raises(UnreadableDocument) as folder:
        read_document(tmp_path)
    assert folder.value.code == "is-a-folder"


def test_a_file_of_200_megabytes_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(200_000_000)  # a hole: nothing is written, and nothing must be read
    with pytest.raises(UnreadableDocument) as caught:
        read_document(path)
    assert caught.value.code == "too-large"
    assert "200 MB is more than the 50 MB" in str(caught.value)


def test_the_limit_is_the_callers_where_one_is_given(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LETTER, encoding="utf-8")
    assert read_document(path, max_bytes=1000).size == len(LETTER.encode())
    with pytest.raises(UnreadableDocument) as caught:
        read_document(path, max_bytes=100)
    assert caught.value.code == "too-large"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_come_out_the_same(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(LETTER.replace("\n", "\r\n").encode(encoding))
    document = read_document(path)
    assert (document.format, document.text) == ("text", LETTER)


def test_text_that_went_through_a_wrong_encoding_is_mended(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LETTER.encode().decode("cp1252"), encoding="utf-8")
    assert read_document(path).text == LETTER


@pytest.mark.parametrize(
    ("file", "content", "form"),
    [
        ("a.txt", _pdf("Main findings", *["Leaders know the area well and plan with families."] * 9), "pdf"),
        ("a", _docx("Main findings"), "docx"),
        ("a.txt", b"<!DOCTYPE html><p>Main findings</p>", "html"),
        ("a.HTM", b"<p>Main findings</p>", "html"),
        ("a.MD", b"# Main findings", "markdown"),
        ("a", b"Main findings", "text"),
    ],
)
def test_the_content_tells_the_format_before_the_ending(
    tmp_path: Path, file: str, content: bytes, form: str
) -> None:
    path = tmp_path / file
    path.write_bytes(content)
    document = read_document(path)
    assert document.format == form
    assert document.blocks[0].text.startswith("Main findings")
