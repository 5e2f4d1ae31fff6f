"""Inspection teams as reports print them: in columns, in lines, wrapped, with two leads."""

import pytest

from sendgraph.documents import Block, Document, Mended, Passage
from sendgraph.documents.mending import mend
from sendgraph.extraction.inspection_team import read_team


def document(rows: list[list[str]], *, table: bool) -> Document:
    """Rows of cells, or paragraphs, with line ends within."""
    text, blocks = "", []
    for row in rows:
        cells: list[Mended] = []
        spans = []
        for cell in row:
            spans.append(Passage(len(text), len(text) + len(cell)))
            text += cell + "\n\n"
        cells = [mend(text, [span]) for span in spans]
        content = mend(text, spans)
        blocks.append(
            Block("table-row", content, cells=tuple(cells), table=1) if table else Block("paragraph", content)
        )
    return Document("team", "text", text, tuple(blocks), "0" * 64, len(text))


HEADS = ["Ofsted", "Care Quality Commission"]


@pytest.mark.parametrize(
    ("rows", "team"),
    [
        (
            [HEADS, ["Ann Archer HMI, Ofsted Lead inspector", "Cy Carter, CQC Lead inspector"],
             ["Bo Baker HMI, Ofsted", ""]],
            [("Ann Archer", "Ofsted", True), ("Bo Baker", "Ofsted", False), ("Cy Carter", "CQC", True)],
        ),
        (
            [HEADS,
             ["Mr Ann Archer,\nHMI, Lead\ninspector\nBo Baker, HMI",
              "Cy Carter-Day,\nlead inspector\nDi O’Dea"]],
            [("Ann Archer", "Ofsted", True), ("Bo Baker", "Ofsted", False), ("Cy Carter-Day", "CQC", True)],
        ),
        (
            [HEADS, ["Ann Archer, Ofsted HMI, lead inspector", "Cy Carter, CQC lead inspector"],
             ["Bo Baker, Ofsted HMI, lead inspector", "Máire Díaz, CQC Lead Inspector"]],
            [("Ann Archer", "Ofsted", True), ("Bo Baker", "Ofsted", True), ("Cy Carter", "CQC", True),
             ("Máire Díaz", "CQC", True)],
        ),
    ],
)  # fmt: skip
def test_columns(rows: list[list[str]], team: list[tuple[str, str, bool]]) -> None:
    made = document(rows, table=True)
    found = [(p.name, p.body, p.lead) for p in read_team(made, made.blocks)]
    assert [p for p in found if p[0] != "Di O’Dea"] == team


def test_lines_under_headings() -> None:
    rows = [["Ofsted"], ["Mavis Smith, Ofsted HMI, lead inspector"], ["Nigel Hunt, Ofsted Inspector"],
            ["Care Quality Commission"],
            ["Harriet Doran, CQC lead inspector\nLea Doran, CQC Inspector"]]  # fmt: skip
    made = document(rows, table=False)
    assert [(p.name, p.body, p.lead) for p in read_team(made, made.blocks)] == [
        ("Mavis Smith", "Ofsted", True),
        ("Nigel Hunt", "Ofsted", False),
        ("Harriet Doran", "CQC", True),
        ("Lea Doran", "CQC", False),
    ]


def test_a_role_that_wraps_in_its_last_word_is_no_name() -> None:
    rows = [["Ofsted"], ["Rea Stone, Ofsted HMI, Social\nCare\nMax Dunn, Ofsted HMI, Social\nCare"]]
    assert [person.name for person in read_team(*_team(rows))] == ["Rea Stone", "Max Dunn"]


def _team(rows: list[list[str]]) -> tuple[Document, tuple[Block, ...]]:
    made = document(rows, table=False)
    return made, made.blocks
