"""PDFs made here, page breaks and all, read back block by block."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from reportlab.lib import pdfencrypt
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from sendgraph.documents import Document, read_document
from sendgraph.documents.mending import mend
from sendgraph.errors import UnreadableDocument

CORPUS = Path(__file__).parents[2] / ".." / "shared" / "corpus"
SENTENCE = (
    "Leaders know what children and young people need and they work with families so that help comes "
    "early, although some wait too long for therapies and for the plans that they were promised"
)


def drawn(path: Path, draw: Callable[[Canvas], None]) -> Document:
    canvas = Canvas(str(path), pagesize=A4)
    draw(canvas)
    canvas.save()
    return read_document(path)


def shown(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in document.blocks]


def holds_the_law(document: Document) -> bool:
    """Passages mended are the block's text; pages are right; the text holds nothing that nobody sees."""
    for block in document.blocks:
        for part in (block.content, *block.cells):
            assert mend(document.text, part.passages).text == part.text
            for passage in part.passages:
                assert passage.page is not None
                begin = document.page_starts[passage.page - 1]
                end = [*document.page_starts, len(document.text) + 1][passage.page]
                assert begin <= passage.start < passage.end <= end
    assert all(c == "\n" or c.isprintable() for c in document.text)
    return True


def lines(
    canvas: Canvas, x: float, y: float, text: list[str], font: str = "Helvetica", size: float = 11
) -> None:
    canvas.setFont(font, size)
    for index, line in enumerate(text):
        canvas.drawString(x, y - 14 * index, line)


def test_a_bullet_goes_on_over_footer_and_page(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for page, (first, second) in enumerate(
            [("Families wait too long for", "help."), ("and too", "late.")], 1
        ):
            lines(canvas, 60, 40, [f"A report on an area, page {page}"], size=8)
            if page == 1:
                lines(canvas, 60, 200, ["What works well"], "Helvetica-Bold", 14)
                lines(canvas, 60, 130, ["\u2022"])
                lines(canvas, 78, 130, ["They are listened to, but " * 3, first])
            else:
                lines(canvas, 78, 780, [first, second])
                lines(canvas, 60, 730, ["\u2022"])
                lines(canvas, 78, 730, ["Schools are pleased."])
            canvas.showPage()

    document = drawn(tmp_path / "a.pdf", draw)
    assert shown(document) == [
        ("heading", "What works well"),
        ("bullet", "They are listened to, but " * 3 + "Families wait too long for and too late."),
        ("bullet", "Schools are pleased."),
    ]
    bullet = document.blocks[1]
    assert [p.page for p in bullet.passages] == [1, 2]
    assert document.quotes(bullet.passages)[1] == "and too\nlate."
    assert (bullet.marker, bullet.level) == ("•", 1)
    assert "A report on an area, page 2" in document.text
    assert holds_the_law(document)


def test_columns_without_borders_are_read_cell_by_cell(tmp_path: Path) -> None:
    rows = [
        ("Ofsted", "Care Quality Commission"),
        ("Ann Archer, HMI, lead", "Cy Carter, CQC lead"),
        ("Bo Baker, HMI", ""),
    ]

    def draw(canvas: Canvas) -> None:
        lines(canvas, 60, 700, ["Inspection team"], "Helvetica-Bold")
        for index, (left, right) in enumerate(rows):
            lines(canvas, 60, 660 - 20 * index, [left])
            lines(canvas, 300, 660 - 20 * index, [right])

    document = drawn(tmp_path / "a.pdf", draw)
    cells = [
        tuple(cell.text for cell in block.cells) for block in document.blocks if block.kind == "table-row"
    ]
    assert cells == rows
    assert document.blocks[0].text == "Inspection team"
    assert holds_the_law(document)


def test_a_ruled_row_is_one_over_pages_with_its_bullets(tmp_path: Path) -> None:
    def grid(canvas: Canvas, edges: list[float]) -> None:
        canvas.grid([60, 220, 530], edges)

    def draw(canvas: Canvas) -> None:
        grid(canvas, [160, 140, 70])
        lines(canvas, 65, 145, ["Responsible body"], "Helvetica-Bold")
        lines(canvas, 225, 145, ["Areas for priority action"], "Helvetica-Bold")
        lines(canvas, 65, 125, ["The council and the"])
        lines(
            canvas,
            225,
            125,
            ["Leaders should reduce:", "\u2022  waits for speech and", "    language therapy"],
        )
        canvas.showPage()
        grid(canvas, [790, 750, 720])
        lines(canvas, 65, 775, ["board"])
        lines(canvas, 225, 775, ["\u2022  waits for", "    assessments."])
        lines(canvas, 65, 735, ["The board"])
        lines(canvas, 225, 735, ["Leaders should listen."])

    document = drawn(tmp_path / "a.pdf", draw)
    assert [tuple(cell.text for cell in block.cells) for block in document.blocks] == [
        ("Responsible body", "Areas for priority action"),
        (
            "The council and the board",
            "Leaders should reduce: waits for speech and language therapy waits for assessments.",
        ),
        ("The board", "Leaders should listen."),
    ]
    assert {block.table for block in document.blocks} == {1}
    assert [p.page for p in document.blocks[1].cells[1].passages] == [1, 1, 2]
    assert holds_the_law(document)


def test_a_frame_is_no_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(55, 640, 480, 100)
        lines(canvas, 60, 720, ["Inspection outcome"], "Helvetica-Bold", 14)
        lines(canvas, 60, 690, ["Arrangements lead to inconsistent experiences."])

    assert shown(drawn(tmp_path / "a.pdf", draw)) == [
        ("heading", "Inspection outcome"),
        ("paragraph", "Arrangements lead to inconsistent experiences."),
    ]


def test_depths_of_bullets_follow_their_indents(tmp_path: Path) -> None:
    marks = [
        (60, "\u2022", "One"),
        (80, "-", "One below"),
        (100, "*", "Two below"),
        (80, "-", "One again"),
        (60, "\u2022", "Two"),
    ]

    def draw(canvas: Canvas) -> None:
        for index, (x, mark, text) in enumerate(marks):
            lines(canvas, x, 700 - 24 * index, [mark])
            lines(canvas, x + 15, 700 - 24 * index, [f"{text} is a statement."])

    document = drawn(tmp_path / "a.pdf", draw)
    assert [(b.kind, b.level, b.marker) for b in document.blocks] == [
        ("bullet", 1, "•"), ("bullet", 2, "-"), ("bullet", 3, "*"), ("bullet", 2, "-"), ("bullet", 1, "•"),
    ]  # fmt: skip


_STATEMENTS = st.lists(
    st.tuples(st.sampled_from(["heading", "paragraph", "bullet", "table-row"]), st.integers(4, 90)),
    min_size=6,
    max_size=40,
)


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate],
)
@given(
    statements=_STATEMENTS,
    size=st.integers(9, 13),
    space=st.integers(5, 14),
    margin=st.integers(50, 90),
    justified=st.booleans(),
)
def test_a_set_document_comes_back_whole(
    tmp_path: Path, statements: list[tuple[str, int]], size: int, space: int, margin: int, justified: bool
) -> None:
    words = SENTENCE.split()
    wanted: list[tuple[str, str]] = []
    for index, (kind, length) in enumerate([("paragraph", 60), ("paragraph", 75), *statements]):
        run = " ".join(words[(7 * index + i) % len(words)] for i in range(length)).rstrip(",")
        whole = f"Statement {index + 1} says that {run}."
        wanted.append((kind, f"Heading {index + 1} about needs and help" if kind == "heading" else whole))
    plain = ParagraphStyle(
        "plain",
        fontName="Helvetica",
        fontSize=size,
        leading=size * 1.25,
        spaceAfter=space,
        alignment=TA_JUSTIFY if justified else TA_LEFT,
        allowWidows=1,
        allowOrphans=1,
    )
    cell = ParagraphStyle("cell", parent=plain, spaceAfter=0, alignment=TA_LEFT)
    heading = ParagraphStyle(
        "heading",
        parent=plain,
        fontName="Helvetica-Bold",
        fontSize=size + 3,
        leading=size * 1.7,
        alignment=TA_LEFT,
    )
    bullet = ParagraphStyle("bullet", parent=plain, leftIndent=20, bulletIndent=2)
    story: list[Flowable] = []
    rows: list[str] = []

    def table() -> None:
        if rows:
            style = TableStyle(
                [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
            )
            data = [[Paragraph("The council", cell), Paragraph(escape(text), cell)] for text in rows]
            story.extend([Table(data, colWidths=[90, 595 - 2 * margin - 90], style=style), Spacer(1, space)])
            rows.clear()

    for kind, text in wanted:
        if kind == "table-row":
            rows.append(text)
            continue
        table()
        match kind:
            case "heading":
                story.append(Paragraph(text, heading))
            case "bullet":
                story.append(Paragraph(text, bullet, bulletText="\u2022"))
            case _:
                story.append(Paragraph(text, plain))
    table()

    def footer(canvas: Canvas, template: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(margin, 30, "A report about one local area")
        canvas.drawRightString(595 - margin, 30, str(template.page))

    path = tmp_path / "set.pdf"
    SimpleDocTemplate(
        str(path), pagesize=A4, leftMargin=margin, rightMargin=margin, topMargin=50, bottomMargin=60
    ).build(story, onFirstPage=footer, onLaterPages=footer)
    document = read_document(path)
    found = [(b.kind, b.cells[1].text if b.cells else b.text) for b in document.blocks]
    if document.pages == 1:  # a footer is known by standing on more than one page
        found = [f for f in found if f[1] != "A report about one local area"]
    assert found == wanted
    assert holds_the_law(document)


def _pdf(draw: Callable[[Canvas], None], **options: object) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, **options)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def _text(canvas: Canvas) -> None:
    lines(canvas, 60, 700, [SENTENCE])


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", "the file is empty; fetch it again"),
        (b"%PDF-1.7\n" + b"\x00\xff" * 3000, "the PDF is damaged or cut off; fetch it again"),
        (_pdf(_text)[:-600], "the PDF is damaged or cut off; fetch it again"),
        (_pdf(_text)[:300], "the PDF is damaged or cut off; fetch it again"),
        (
            _pdf(_text, encrypt=pdfencrypt.StandardEncryption("secret")),
            "the PDF is encrypted; save it without a password",
        ),
        (
            _pdf(lambda canvas: canvas.rect(50, 50, 300, 300, fill=1)),
            "the PDF has no text, it is probably a scan; run text recognition (OCR) over it",
        ),
    ],
)
def test_bad_files_get_one_clear_line(tmp_path: Path, data: bytes, line: str) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(data)
    with pytest.raises(UnreadableDocument) as caught:
        read_document(path)
    assert str(caught.value) == f"{path}: {line}"


def test_a_pdf_that_only_its_owner_may_change_is_read(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(_pdf(_text, encrypt=pdfencrypt.StandardEncryption("", ownerPassword="x")))
    assert shown(read_document(path)) == [("paragraph", SENTENCE)]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of published reports is not at hand")
@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.pdf")), ids=lambda p: p.stem)
def test_published_reports_keep_the_law(path: Path) -> None:
    document = read_document(path)
    assert holds_the_law(document)
    assert not any("inspection report:" in block.text.lower() for block in document.blocks)
    assert not any(block.text.startswith(("◼", "■", "▪", "•")) for block in document.blocks)


def test_a_number_that_a_line_begins_with_is_no_mark_within_a_sentence(tmp_path: Path) -> None:
    words = [
        "School nurses build positive relationships with, and are easily accessible to, children aged",
        "five to fifteen. They are there for all children and young people in the area with SEND, until",
        "19. They also advise their teachers.",
    ]
    numbered = ["1. This report says what inspectors found.", "2. Members are asked to note it."]

    def draw(canvas: Canvas) -> None:
        lines(canvas, 60, 700, words)
        for index, line in enumerate(numbered):
            lines(canvas, 60, 640 - 24 * index, [line])

    document = drawn(tmp_path / "a.pdf", draw)
    assert [(block.marker, block.text) for block in document.blocks] == [
        (None, " ".join(words)),
        *((line[:2], line[3:]) for line in numbered),
    ]


def test_headings_and_cells_that_stand_on_top_of_several_pages_stay(tmp_path: Path) -> None:
    heads = ["Main findings", "Strengths", "What is next", "Strengths", "Other matters"]

    def draw(canvas: Canvas) -> None:
        for page, head in enumerate(heads, 1):
            lines(canvas, 60, 30, [f"Letter to the council, page {page}"], size=8)
            lines(canvas, 60, 780, [head], "Helvetica-Bold", 13)
            lines(canvas, 60, 755, [f"Statement {chr(64 + page)} about what families in this area find."])
            canvas.grid([60, 200, 500], [700, 680])
            lines(canvas, 65, 685, ["The council"])
            lines(canvas, 205, 685, [f"Action {chr(64 + page)}."])
            canvas.showPage()

    document = drawn(tmp_path / "a.pdf", draw)
    assert [block.text for block in document.blocks] == [
        text
        for page, head in enumerate(heads, 1)
        for text in (
            head,
            f"Statement {chr(64 + page)} about what families in this area find.",
            f"The council Action {chr(64 + page)}.",
        )
    ]
