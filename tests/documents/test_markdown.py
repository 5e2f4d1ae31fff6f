"""Text and Markdown with HTML remains: what each kind of line becomes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendgraph.documents import Block, read_document
from sendgraph.documents.markdown import read_markdown
from sendgraph.documents.mending import mend_markup


def shown(text: str) -> list[tuple[str, int, str | None, str]]:
    return [(b.kind, b.level, b.marker, b.text) for b in read_markdown(text)]


LONG = "Leaders across the area have worked with families to plan services that meet the needs of"


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("#### **Strengths**\n", [("heading", 4, None, "Strengths")]),
        ("**Areas for\ndevelopment**\n", [("heading", 6, None, "Areas for development")]),
        ("<b>Strengths</b>\n", [("heading", 6, None, "Strengths")]),
        ("## 5.1 Background\n", [("heading", 2, "5.1", "Background")]),
        ("### 5.3 **Area 1: Plans**\n", [("heading", 3, "5.3", "Area 1: Plans")]),
        (
            "Strengths\n\nLeaders know.\n",
            [("paragraph", 0, None, "Strengths"), ("paragraph", 0, None, "Leaders know.")],
        ),
        (
            "2. Background\n\n- 2.1 It is.\n",
            [("heading", 2, "2.", "Background"), ("paragraph", 0, "2.1", "It is.")],
        ),
        (
            "- 2.1 asked to:\n- a. note it.\n",
            [("paragraph", 0, "2.1", "asked to:"), ("bullet", 1, "a.", "note it.")],
        ),
        (
            "■ one\n▪ two\n◼ three\n• four\n- five\n* six\n  - seven\n",
            [
                *(
                    ("bullet", 1, m, w)
                    for m, w in zip("■▪◼•-*", ["one", "two", "three", "four", "five", "six"], strict=True)
                ),
                ("bullet", 2, "-", "seven"),
            ],
        ),
        ("- \n- one\n", [("bullet", 1, "-", "one")]),
        ("■\nLeaders know.\n", [("bullet", 1, "■", "Leaders know.")]),
        (f"- {LONG}\n\nchildren.\n", [("bullet", 1, "-", f"{LONG} children.")]),
        (f"- {LONG}\n\n\n3\n\nchildren.\n", [("bullet", 1, "-", f"{LONG} children.")]),
        (f"- {LONG[:-3]}\n\n- (SEND) of all.\n", [("bullet", 1, "-", f"{LONG[:-3]} (SEND) of all.")]),
        (
            f"- {LONG} all.\n\nHowever, more is needed.\n",
            [("bullet", 1, "-", f"{LONG} all."), ("paragraph", 0, None, "However, more is needed.")],
        ),
        (
            "- the lack of leadership\n\n- the lack of plans\n",
            [("bullet", 1, "-", "the lack of leadership"), ("bullet", 1, "-", "the lack of plans")],
        ),
        (
            f"{LONG}\n\n---\n\n<sup>1</sup> <http://x.org/>\n\nmany.\n",
            [("paragraph", 0, None, f"{LONG} many.")],
        ),
        (
            "On 3<sup>rd</sup> June, 24 <sup>th</sup> May.\n",
            [("paragraph", 0, None, "On 3rd June, 24th May.")],
        ),
        (
            "A ‘Framework’<sup>1</sup> of *four* parts.\n",
            [("paragraph", 0, None, "A ‘Framework’ of four parts.")],
        ),
        ("See [the offer](http://x.org) &amp; ask\\*.\n", [("paragraph", 0, None, "See the offer & ask*.")]),
    ],
)
def test_lines_become_blocks(text: str, blocks: list[tuple[str, int, str | None, str]]) -> None:
    assert shown(text) == blocks


def _cells(blocks: tuple[Block, ...]) -> list[tuple[int | None, list[str]]]:
    return [(b.table, [c.text for c in b.cells]) for b in blocks if b.kind == "table-row"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Risk\tText\tD\nOne.\t\tD3\n\nA\tB\n",
            [(1, ["Risk", "Text", "D"]), (1, ["One.", "", "D3"]), (2, ["A", "B"])],
        ),
        ("| Risk | Rate |\n|---|---|\n| One. | D3 |\n", [(1, ["Risk", "Rate"]), (1, ["One.", "D3"])]),
        (
            "<table>\n<tr><th>Risk</th><th>Rate</th></tr>\n<tr><td><p>One.</p><ul><li>▪ "
            "a</li><li>b</li></ul></td>"
            "<td>D3</td></tr>\n</table>\n",
            [(1, ["Risk", "Rate"]), (1, ["One. a b", "D3"])],
        ),
        (
            "Areas\n<p>Improve:</p> <ul> <li>▪ waits</li> <li>▪ plans.</li> </ul> <p>Also "
            "more.</p>\n<p>Second.</p>\n",
            [(1, ["Areas"]), (1, ["Improve: waits plans. Also more."]), (1, ["Second."])],
        ),
        ('<b>Form:</b>\tYes <input checked="" type="checkbox"/>\tNo\n', [(1, ["Form:", "Yes", "No"])]),
    ],
)
def test_tables_become_rows(text: str, rows: list[tuple[int, list[str]]]) -> None:
    assert _cells(read_markdown(text)) == rows


def test_html_outside_tables_becomes_blocks() -> None:
    text = "<p>They should improve:</p> <ul><li>▪ waits</li><li>plans.</li></ul>\n"
    assert shown(text) == [
        ("paragraph", 0, None, "They should improve:"),
        ("bullet", 1, "•", "waits"),
        ("bullet", 1, "•", "plans."),
    ]


def test_pages_are_counted_where_form_feeds_stand(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Main findings\n\n- Leaders know.\n\f\nStrengths\n", encoding="utf-8")
    document = read_document(path)
    assert document.pages == 2
    assert [p.page for b in document.blocks for p in b.passages] == [1, 1, 2]


_PIECES = st.sampled_from(
    [
        "- ",
        "■ ",
        "1.1 ",
        "a. ",
        "# ",
        "**",
        "*",
        "_",
        "<b>",
        "</b>",
        "<sup>1</sup>",
        "<td>",
        "<tr>",
        "<table>",
        "</table>",
        "\t",
        "\n",
        "\n\n",
        "|",
        "---",
        "[x](y)",
        "&amp;",
        "\\",
        "Leaders know.",
        "the needs of",
        " children’s",
        "\f",
        "<p>",
        "</p>",
        "<li>",
        "\u00ad",
        "co-",
        "ﬁ",
        " ",
    ]
)


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_whatever_the_text_offsets_hold(text: str) -> None:
    for block in read_markdown(text):
        for content in (block.content, *block.cells):
            assert len(content.text) == len(content.origins)
            assert content.text == content.text.strip()
            assert "\n" not in content.text
            inside = [any(p.start <= o < p.end for p in content.passages) for o in content.origins]
            assert all(inside)
        if block.kind != "table-row":
            assert mend_markup(text, block.passages) == block.content


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_characters_are_survived(text: str) -> None:
    for block in read_markdown(text):
        assert all(0 <= p.start < p.end <= len(text) for p in block.passages)
