"""Whether the first table row of a page is the rest of the last row of the page before."""

import pytest

from sendgraph.documents.page_joins import row_goes_on
from sendgraph.documents.page_lines import Line
from sendgraph.documents.tables import Row

LEAD = "Leaders in education, health and social care should improve how they share what they know, by:"
NEW = "Leaders should refine how they train those who work with families."
STATED = "Leaders should improve how well families are heard when plans for their child are made."


def row(*lines: str) -> Row:
    return Row([[Line((), 1, text, 0.0, 100.0, 0.0, 10.0, False) for text in lines]])


@pytest.mark.parametrize(
    ("last", "first", "goes_on"),
    [
        (row(STATED), row(NEW), False),
        (row(STATED), row("They should also tell families what was decided."), True),
        (row(LEAD, "• writing plans together", "• meeting each term"), row(NEW), False),
        (
            row(LEAD, "• writing plans together;", "• meeting each term and learning from one another"),
            row(NEW),
            True,
        ),
        (row(LEAD, "• writing plans together", "• meeting each term"), row("with those who teach."), True),
        (row(LEAD, "• writing plans together"), row("• meeting each term"), True),
    ],
)
def test_a_row_goes_on_where_its_text_does(last: Row, first: Row, goes_on: bool) -> None:
    assert row_goes_on(last, first) is goes_on
