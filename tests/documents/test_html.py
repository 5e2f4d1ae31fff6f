"""HTML pages: headings, paragraphs, nested lists, tables, and what is left out."""

import pytest

from sendgraph.documents.html import read_html

PAGE = """<!DOCTYPE html><html><head><title>Not text</title><style>p {color: red}</style></head><body>
<nav><ul><li>Home</li></ul></nav>
<main><h1>A  letter
from afar</h1>
<p>Ofsted<br>Agora<br/>Nottingham</p>
<p><strong>Areas for</strong> <b>development</b></p>
<div>Loose words <em>in</em> a box<p>A paragraph.</p>after it</div>
<ul><li><p>Leaders know.</p><p>They plan.</p>
  <ul><li>early</li><li>late</li></ul></li><li>▪ typed</li></ul>
<ol type="a" start="2"><li>Note it</li></ol><ol><li>First</li></ol>
<p>■&nbsp;A typed bullet<sup>1</sup> of 3<sup>rd</sup> June</p><p>1.2&emsp;A numbered paragraph.</p>
<table><tr><th>Risk</th><th>Rate</th></tr>
<tr><td><p>It is late.</p><ul><li>▪ very</li></ul></td><td></td></tr></table>
<script>var x = "not text";</script><!-- nor this -->
<p>Co\u00adproduction is e\ufb03cient.</p></main></body></html>"""


def test_a_page_becomes_blocks() -> None:
    text, blocks = read_html(PAGE)
    assert [(b.kind, b.level, b.marker, b.text) for b in blocks] == [
        ("heading", 1, None, "A letter from afar"),
        ("paragraph", 0, None, "Ofsted Agora Nottingham"),
        ("heading", 6, None, "Areas for development"),
        ("paragraph", 0, None, "Loose words in a box"),
        ("paragraph", 0, None, "A paragraph."),
        ("paragraph", 0, None, "after it"),
        ("bullet", 1, "•", "Leaders know. They plan."),
        ("bullet", 2, "•", "early"),
        ("bullet", 2, "•", "late"),
        ("bullet", 1, "•", "typed"),
        ("bullet", 1, "b.", "Note it"),
        ("bullet", 1, "1.", "First"),
        ("bullet", 1, "■", "A typed bullet of 3rd June"),
        ("paragraph", 0, "1.2", "A numbered paragraph."),
        ("table-row", 0, None, "Risk Rate"),
        ("table-row", 0, None, "It is late. very"),
        ("paragraph", 0, None, "Coproduction is efficient."),
    ]
    rows = [[c.text for c in b.cells] for b in blocks if b.kind == "table-row"]
    assert rows == [["Risk", "Rate"], ["It is late. very", ""]]
    for block in blocks:
        quoted = [text[p.start : p.end] for p in block.passages]
        assert all(q and q == q.strip() for q in quoted)
    assert "Home" not in text
    assert "Not text" not in text


def test_a_table_that_only_places_things_is_none() -> None:
    _, blocks = read_html(
        "<table><tr><td><h2>Strengths</h2><ul><li>Leaders know.</li></ul></td></tr></table>"
    )
    assert [(b.kind, b.text) for b in blocks] == [("heading", "Strengths"), ("bullet", "Leaders know.")]


@pytest.mark.parametrize("markup", ["", "<p>", "<table><tr><td>", "<ul><li><ul>", "<<>>", "<p>x</p" * 50])
def test_broken_markup_is_survived(markup: str) -> None:
    text, blocks = read_html(markup)
    assert all(text[p.start : p.end] for b in blocks for p in b.passages)
