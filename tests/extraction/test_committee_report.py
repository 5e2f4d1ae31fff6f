"""Committee papers of invented content, with the letter appended and without, in every format."""

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sendgraph.documents import read_document
from sendgraph.extraction import kind_of
from sendgraph.extraction.committee_report import read_committee_report
from sendgraph.extraction.lexicon import Lexicon

LETTERS = runpy.run_path(str(Path(__file__).with_name("test_outcome_letter.py")))
FORMATS = (
    *("txt", "wrapped.txt", "md", "converted.md", "pdf"),
    *("html", "bold.html", "word.html", "docx", "bold.docx"),
)
Write = Callable[[list[Any], str], Path]

RISKS = [
    ["Risk", "Description", "Action to avoid or mitigate risk", "Risk rating"],
    [
        "The statement is late.",
        "",
        "The work began before the letter was published.",
        "C2",
    ],
    [
        "The statement is not approved.",
        "The Department assesses whether it is fit for purpose.",
        "Advisers read a draft in June 2017.",
        "D3",
    ],
]


def paper() -> list[Any]:
    """The paper itself, up to its appendix."""
    return [
        ("h", "CHILDREN’S SERVICES OVERVIEW AND SCRUTINY COMMITTEE"),
        ("h", "25 APRIL 2017"),
        ("h", "OUTCOME OF THE JOINT LOCAL AREA SEND INSPECTION"),
        (
            "lines",
            [
                "Report from: Rose Hall, Executive Director of Children’s Services",
                "Author: Priya Nair, Head of Inclusion",
            ],
        ),
        ("h", "Summary"),
        (
            "p",
            "The Walsall local area was inspected by Ofsted and the CQC between 30 January and 3 "
            "February 2017.",
        ),
        ("h", "1. Background"),
        (
            "n",
            "1.1",
            "This report informs the committee of the outcome of the inspection of Walsall’s arrangements.",
        ),
        ("n", "1.2", "A written statement of action may be required where inspectors have concerns."),
        ("h", "2. Findings"),
        ("n", "2.1", "The inspectors found a number of strengths. These included:"),
        ("b", "Young people are prepared well for work and for independent living."),
        ("b", "Families say that the ‘Early Steps’ team sees children quickly."),
        (
            "n",
            "2.2",
            "Walsall Council and NHS Walsall Clinical Commissioning Group are required to produce and "
            "submit a "
            "written statement of action to Ofsted within 70 working days. It must address the "
            "following areas of "
            "significant weakness:",
        ),
        ("b", "the lack of joint leadership and accountability;"),
        ("b", "the quality of education, health and care plans; and"),
        ("b", "the inequality of access to therapies."),
        ("n", "2.3", "A SEND Improvement Board has been set up. Its membership will include:"),
        ("b", "Cllr Tom Ferry (Chair), Lead Member for Children’s Services"),
        ("b", "Amir Shah, Accountable Officer, Walsall CCG"),
        ("b", "Parent carer representatives"),
        ("h", "3. Risk management"),
        ("table", RISKS),
        ("h", "4. Recommendations"),
        ("n", "4.1", "The Committee is asked to consider the outcome of the inspection."),
        ("n", "4.2", "The Committee is asked to agree that it receives an update twice a year."),
    ]


EXPECTED = [
    ("main-finding", "Young people are prepared well for work and for independent living.", 3),
    ("main-finding", "Families say that the ‘Early Steps’ team sees children quickly.", 6),
    ("significant-weakness", "the lack of joint leadership and accountability;", 25),
    ("significant-weakness", "the quality of education, health and care plans; and", 26),
    ("significant-weakness", "the inequality of access to therapies.", 27),
    ("risk", "The statement is late.", None),
    ("risk", "The statement is not approved.", None),
    ("recommendation", "The Committee is asked to consider the outcome of the inspection.", None),
    ("recommendation", "The Committee is asked to agree that it receives an update twice a year.", None),
]


@pytest.mark.parametrize("form", FORMATS)
def test_a_paper_with_the_letter_gives_both(write: Write, form: str) -> None:
    script, letter = LETTERS["walsall"]()
    appendix = [("h", "Background papers"), ("p", "None"), ("h", "Appendix A")]
    document = read_document(write([*paper(), *appendix, *script], form))
    assert kind_of(document) == "committee-report"
    record = read_committee_report(document, Lexicon.shipped())
    assert (record.area, record.publisher, record.document_date) == (
        "Walsall",
        "Walsall Council",
        "2017-04-25",
    )
    assert record.title == "Outcome of the Joint Local Area SEND Inspection"
    assert (record.inspection_start, record.inspection_end) == ("2017-01-30", "2017-02-03")
    assert (record.letter_date, record.judgement) == ("2017-03-24", "wsoa-required")
    assert record.health_bodies == letter["health_bodies"]
    assert {(i.name, i.body, i.lead) for i in record.inspectors} == letter["inspectors"]
    of_letter = [(f.section, f.aspect, f.text) for f in record.findings[len(EXPECTED) :]]
    assert of_letter == letter["findings"]
    shift = len(EXPECTED)
    assert [(f.section, f.text, f.restates) for f in record.findings[:shift]] == [
        (section, text, n and n + shift) for section, text, n in EXPECTED
    ]
    risks = [(f.description, f.mitigation, f.rating) for f in record.findings if f.section == "risk"]
    assert risks == [(row[1] or None, row[2], row[3]) for row in RISKS[1:]]
    assert [(e.type, e.date, e.body) for e in record.plan_events] == [
        ("required", "2017-03-24", "Her Majesty's Chief Inspector"),
        (
            "due",
            None,
            "Walsall Council and NHS Walsall Clinical Commissioning Group and NHS Dudley Clinical "
            "Commissioning Group",
        ),
    ]
    officers = {o.name: (o.role, o.body) for o in record.officers}
    assert officers == {
        "Rose Hall": ("Executive Director of Children’s Services", "Walsall Council"),
        "Priya Nair": ("Head of Inclusion", "Walsall Council"),
        "Tom Ferry": (
            "Lead Member for Children’s Services; Chair of the SEND Improvement Board",
            "Walsall Council",
        ),
        "Amir Shah": ("Accountable Officer", "NHS Walsall Clinical Commissioning Group"),
        "Ann-Marie O’Neill": ("Chief Officer", "NHS Dudley Clinical Commissioning Group"),
        "Peter de Souza": ("local area nominated officer", None),
    }


@pytest.mark.parametrize("form", FORMATS)
def test_a_paper_alone_is_read_from_its_own_words(write: Write, form: str) -> None:
    document = read_document(write(paper(), form))
    assert kind_of(document) == "committee-report"
    record = read_committee_report(document, Lexicon.shipped())
    assert (record.area, record.local_authority, record.letter_date) == ("Walsall", "Walsall Council", None)
    assert (record.inspection_start, record.inspection_end) == ("2017-01-30", "2017-02-03")
    assert (record.judgement, record.inspectors) == ("wsoa-required", [])
    assert record.health_bodies == ["NHS Walsall Clinical Commissioning Group"]
    assert [(f.section, f.text, f.restates) for f in record.findings] == [
        (section, text, None) for section, text, _ in EXPECTED
    ]
