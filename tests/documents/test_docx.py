"""Word documents: headings by style and by bold, lists with depth and numbers, tables in their place."""

import io

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from sendgraph.documents.docx import read_docx


def _read(document: docx.document.Document) -> list[tuple[str, int, str | None, str]]:
    stream = io.BytesIO()
    document.save(stream)
    _, blocks = read_docx(stream.getvalue(), where="a.docx")
    return [(b.kind, b.level, b.marker, b.text) for b in blocks]


def test_a_document_becomes_blocks_in_order() -> None:
    document = docx.Document()
    document.add_heading("A letter", 0)
    document.add_heading("Main findings", 2)
    paragraph = document.add_paragraph()
    paragraph.add_run("Areas for ").bold = True
    paragraph.add_run("development").bold = True
    document.add_paragraph("Leaders know.", style="List Bullet")
    document.add_paragraph("early", style="List Bullet 2")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Risk", "Rate"
    table.cell(1, 0).text = "It is late.\nVery."
    document.add_paragraph("Note it", style="List Number")
    document.add_paragraph("Agree it", style="List Number")
    document.add_paragraph("■\tA typed bullet.")
    document.add_paragraph("1.2\tA numbered paragraph.")
    document.add_paragraph("")
    assert _read(document) == [
        ("heading", 1, None, "A letter"),
        ("heading", 2, None, "Main findings"),
        ("heading", 6, None, "Areas for development"),
        ("bullet", 1, "•", "Leaders know."),
        ("bullet", 2, "•", "early"),
        ("table-row", 0, None, "Risk Rate"),
        ("table-row", 0, None, "It is late. Very."),
        ("bullet", 1, "1.", "Note it"),
        ("bullet", 1, "2.", "Agree it"),
        ("bullet", 1, "■", "A typed bullet."),
        ("paragraph", 0, "1.2", "A numbered paragraph."),
    ]


def test_tracked_changes_count_as_accepted() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("They wait ")
    for tag, words_tag, words in (("w:ins", "w:t", "too"), ("w:del", "w:delText", "not")):
        change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(words_tag)
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    paragraph.add_run(" long.")
    assert _read(document) == [("paragraph", 0, None, "They wait too long.")]


def test_a_level_of_numbers_counts_within_the_one_above() -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    abstract, number = OxmlElement("w:abstractNum"), OxmlElement("w:num")
    abstract.set(qn("w:abstractNumId"), "90")
    for level, (form, pattern) in enumerate(
        (("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "%3."))
    ):
        node = OxmlElement("w:lvl")
        node.set(qn("w:ilvl"), str(level))
        for name, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", pattern)):
            child = OxmlElement(name)
            child.set(qn("w:val"), value)
            node.append(child)
        abstract.append(node)
    numbering.insert(0, abstract)
    number.set(qn("w:numId"), "91")
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), "90")
    number.append(link)
    numbering.append(number)
    for level, words in ((0, "One"), (1, "Sub one"), (1, "Sub two"), (2, "Deep"), (0, "Two"), (1, "Sub")):
        properties = document.add_paragraph(words)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = level, 91
    assert [(marker, words) for _, _, marker, words in _read(document)] == [
        ("1.", "One"),
        ("1.1", "Sub one"),
        ("1.2", "Sub two"),
        ("a.", "Deep"),
        ("2.", "Two"),
        ("2.1", "Sub"),
    ]
