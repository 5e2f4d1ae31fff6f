"""Rows are counted from bytes, in whatever pieces they come."""

from collections.abc import Mapping

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendgraph.errors import ResultTooLarge
from sendgraph.store.bounded import BoundedOutput, RowCount, XmlOutput
from sendgraph.store.formats import TableFormat

TEXTS = [',{"', "[{", "{}", '"', '\\"', "\\", "\n", "\r\n", "</result>", ","]
ROW = "\\uFFFE\\n".join(
    text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r") for text in TEXTS
)
ROWS = f'("{ROW}" 1) (UNDEF UNDEF) (<http://a/b> "{ROW}") (UNDEF 2) (UNDEF UNDEF)'
QUERY = f"SELECT ?x ?y ?z {{ VALUES (?x ?y) {{ {ROWS} }} }}"
FORMS: Mapping[TableFormat, pyoxigraph.QueryResultsFormat] = {
    "json": pyoxigraph.QueryResultsFormat.JSON,
    "xml": pyoxigraph.QueryResultsFormat.XML,
    "csv": pyoxigraph.QueryResultsFormat.CSV,
    "tsv": pyoxigraph.QueryResultsFormat.TSV,
}


def written(form: pyoxigraph.QueryResultsFormat) -> bytes:
    found = pyoxigraph.Store().query(QUERY)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    content = found.serialize(format=form)
    assert content is not None
    return content


WHOLE = {name: written(form) for name, form in FORMS.items()}


@pytest.mark.parametrize("form", list(FORMS))
@given(st.lists(st.integers(1, 40), max_size=60))
def test_pieces_do_not_matter(form: TableFormat, lengths: list[int]) -> None:
    content = WHOLE[form]
    pieces = []
    for length in lengths:
        pieces.append(content[:length])
        content = content[length:]
    pieces.append(content)
    enough, few = (BoundedOutput(rows=RowCount(form, cap)) for cap in (5, 4))
    for piece in pieces:
        enough.write(piece)
    with pytest.raises(ResultTooLarge, match="the answer has more than 4 rows"):
        for piece in pieces:
            few.write(piece)


@given(st.lists(st.integers(1, 9), max_size=20))
def test_xml_is_mended_in_whatever_pieces(lengths: list[int]) -> None:
    content = "<a>\x00\x08\ufffe\r\n\t\uffff\x1f\ufffd é</a>".encode()
    output = XmlOutput()
    for length in lengths:
        assert output.write(content[:length]) == len(content[:length])
        content = content[length:]
    output.write(content)
    assert output.getvalue().decode() == "<a>\ufffd\ufffd\ufffd&#13;\n\t\ufffd\ufffd\ufffd é</a>"


def test_nothing_is_written_behind_a_cap() -> None:
    output = BoundedOutput(max_bytes=4)
    assert output.write(b"1234") == 4
    for _ in range(2):
        with pytest.raises(ResultTooLarge, match="the answer has more than 4 bytes"):
            output.write(b"5")
