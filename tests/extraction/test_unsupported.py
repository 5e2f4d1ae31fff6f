"""Documents that are near to what is read and are not: each is named for what it is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sendgraph.documents import read_document
from sendgraph.errors import UnsupportedDocument
from sendgraph.extraction import Lexicon, extract

Write = Callable[[list[Any], str], Path]

REVISIT = [
    ("p", "12 March 2020"),
    ("p", "Mrs Rose Hall, Director of Children’s Services, Walsall Council"),
    ("p", "Dear Mrs Hall"),
    ("h", "Joint area SEND revisit in Walsall"),
    (
        "p",
        "Between 3 February and 6 February 2020, Ofsted and the Care Quality Commission (CQC) revisited "
        "the area of "
        "Walsall to decide whether the local area has made sufficient progress in addressing the areas "
        "of significant "
        "weakness detailed in the written statement of action (WSOA) issued on 24 March 2017.",
    ),
    ("h", "Main findings"),
    ("b", "The local area has made sufficient progress in addressing all of the significant weaknesses."),
    ("p", "Yours sincerely"),
    ("lines", ["Jane Fox", "Her Majesty’s Inspector"]),
]
MONITORING = [
    ("h", "Area SEND monitoring inspection of Walsall Local Area Partnership"),
    ("p", "Inspection dates: 3 to 5 February 2025"),
    ("p", "Date of previous inspection: 30 January to 3 February 2023"),
    ("h", "Priority action 1"),
    ("p", "The local area partnership has taken effective action to address this area for priority action."),
    ("h", "What have leaders done?"),
    ("p", "Leaders have reduced waits for children and young people with SEND."),
]
SCHOOL = [
    ("h", "Inspection of a good school: Hill Top Primary School"),
    ("p", "Inspection dates: 12 and 13 June 2023"),
    ("h", "What is it like to attend this school?"),
    ("p", "Pupils enjoy this school. The headteacher knows each of them, and pupils with SEND learn well."),
    ("h", "What does the school do well and what does it need to do better?"),
    ("b", "Leaders have written an ambitious curriculum."),
    ("p", "Unique reference number 123456. Type of school Primary. Age range of pupils 4 to 11."),
]
MENTION = [
    ("p", "Report to: Cabinet"),
    ("p", "Date of meeting: 12 June 2018"),
    ("p", "Report of: Executive Director, Resources"),
    ("p", "Subject: School places in Walsall"),
    ("h", "1. Summary"),
    ("n", "1.1", "Walsall Council plans 40 more places for pupils with SEND. Ofsted inspected six schools."),
    ("h", "2. Recommendations"),
    ("n", "2.1", "That the report be noted."),
]
OTHER = [
    ("h", "Minutes of the allotments society"),
    ("p", "The society met on 3 March 2020 to talk about water butts, and about the weather."),
]


@pytest.mark.parametrize("form", ["txt", "md", "html", "docx", "pdf"])
@pytest.mark.parametrize(
    ("script", "code", "words"),
    [
        (REVISIT, "re-visit-letter", "re-visit letter"),
        (MONITORING, "monitoring-report", "monitoring report"),
        (SCHOOL, "school-inspection-report", "school inspection report"),
        (MENTION, "no-inspection", "neither the findings nor the date"),
        (OTHER, "unknown-kind", "neither"),
    ],
)
def test_what_is_not_read_is_named(write: Write, script: list[Any], code: str, words: str, form: str) -> None:
    document = read_document(write(script, form))
    with pytest.raises(UnsupportedDocument) as caught:
        extract(document, Lexicon.shipped())
    assert caught.value.code == code
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
