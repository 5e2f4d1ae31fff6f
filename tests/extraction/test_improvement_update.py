"""Improvement updates of invented content, numbered and not, in every format."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sendgraph.documents import read_document
from sendgraph.extraction import kind_of
from sendgraph.extraction.improvement_update import read_improvement_update
from sendgraph.extraction.lexicon import Lexicon

FORMATS = (
    *("txt", "wrapped.txt", "md", "converted.md", "pdf"),
    *("html", "bold.html", "word.html", "docx", "bold.docx"),
)
Write = Callable[[list[Any], str], Path]


def numbered() -> tuple[list[Any], list[tuple[str, int | None, str]]]:
    """Numbered paragraphs under two areas of weakness, bullets under lead-ins, numbers that repeat."""
    script: list[Any] = [
        (
            "table",
            [
                ["Title of Report:", "SEND Improvement Update"],
                ["Date of meeting:", "14th November 2018"],
                ["Written by:", "Rochdale SEND Partnership"],
                ["Health & Wellbeing Board Lead:", "Gail Hopper-Dean"],
            ],
        ),
        ("h", "1 Report Summary"),
        (
            "n",
            "1.1",
            "Following the Ofsted and CQC local area inspection in February 2018, Rochdale Borough "
            "Council and NHS "
            "Heywood, Middleton and Rochdale CCG were required to produce a written statement of "
            "action. The Written "
            "Statement of Action was considered by the Health and Wellbeing Board in June 2018, was "
            "submitted to "
            "Ofsted on 2 July 2018 and was deemed fit for purpose in August 2018.",
        ),
        ("n", "1.2", "The area has had monitoring visits in September 2018 and on 6 November 2018."),
        (
            "n",
            "1.3",
            "The statement of action explains how Rochdale will tackle the following areas of "
            "significant weakness:",
        ),
        ("b", "Area 1 - the timeliness of education, health and care plans"),
        ("b", "Area 2 - the lack of a pathway for autism"),
        ("h", "2 Recommendations"),
        ("n", "2.1", "Members of the Board are asked to:"),
        ("n", "a.", "Note the progress made."),
        ("n", "b.", "Commit to preparations for the re-visit."),
        ("h", "3 Background"),
        ("n", "3.1", "This paper is the second update. It is about all services."),
        ("h", "4.1 Area 1: The timeliness of plans"),
        ("h", "What has gone well?"),
        ("n", "4.1.1", "To improve timeliness we have:"),
        ("b", "Recruited three educational psychologists."),
        ("b", "Put in place weekly trackers of all plans"),
        ("n", "4.1.2", "Plans issued within 20 weeks rose from 41% in May 2018 to 78% in October 2018."),
        ("h", "What could be better?"),
        ("n", "4.1.3", "Annual reviews are still late, although fewer than before."),
        ("h", "What needs to happen next?"),
        ("n", "4.1.4", "A quality assurance panel will meet each month from January 2019."),
        ("h", "4.1 Area 2: The lack of a pathway for autism"),
        ("h", "What has gone well?"),
        ("n", "4.1.1", "A single pathway for autism was agreed by all partners."),
        ("h", "What needs to happen next?"),
        ("n", "4.1.2", "Waiting times will be published."),
        ("h", "4.3 Risks"),
        ("n", "4.3.1", "Current risks are as follows:"),
        ("n", "a.", "Parents may not feel the difference yet."),
        ("n", "b.", "Referrals for autism have doubled."),
        ("h", "4.4 Progress in other SEND areas not included in the statement"),
        ("n", "4.4.1", "A SEND youth forum was set up, for example:"),
        ("b", "it met four times in 2018."),
        ("b", "it wrote a charter."),
        ("n", "4.4.2", "Forty places in special schools were added."),
        ("h", "5 Access to Information"),
        ("n", "5.1", "Background papers are with the report’s authors."),
    ]
    return script, [
        ("significant-weakness", None, "Area 1 - the timeliness of education, health and care plans"),
        ("significant-weakness", None, "Area 2 - the lack of a pathway for autism"),
        ("recommendation", None, "Note the progress made."),
        ("recommendation", None, "Commit to preparations for the re-visit."),
        ("progress", 1, "Recruited three educational psychologists."),
        ("progress", 1, "Put in place weekly trackers of all plans"),
        ("progress", 1, "Plans issued within 20 weeks rose from 41% in May 2018 to 78% in October 2018."),
        ("could-be-better", 1, "Annual reviews are still late, although fewer than before."),
        ("next-step", 1, "A quality assurance panel will meet each month from January 2019."),
        ("progress", 2, "A single pathway for autism was agreed by all partners."),
        ("next-step", 2, "Waiting times will be published."),
        ("risk", None, "Parents may not feel the difference yet."),
        ("risk", None, "Referrals for autism have doubled."),
        ("other-progress", None, "it met four times in 2018."),
        ("other-progress", None, "it wrote a charter."),
        ("other-progress", None, "Forty places in special schools were added."),
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_record_comes_out_of_every_format(write: Write, form: str) -> None:
    script, expected = numbered()
    document = read_document(write(script, form))
    assert kind_of(document) == "improvement-update"
    record = read_improvement_update(document, Lexicon.shipped())
    assert [(f.section, f.addresses, f.text) for f in record.findings] == expected
    assert (record.area, record.publisher) == ("Rochdale", "Rochdale Borough Council")
    assert (record.title, record.document_date) == ("SEND Improvement Update", "2018-11-14")
    assert (record.inspection_start, record.inspection_end) == ("2018-02", "2018-02")
    assert record.health_bodies == ["NHS Heywood, Middleton and Rochdale Clinical Commissioning Group"]
    assert [(e.type, e.date, e.body) for e in record.plan_events] == [
        ("required", None, "Ofsted and the Care Quality Commission"),
        ("submitted", "2018-07-02", None),
        ("considered", "2018-06", "Rochdale Health and Wellbeing Board"),
        ("fit-for-purpose", "2018-08", "Ofsted"),
        ("monitoring-visit", "2018-09", "Department for Education and NHS England"),
        ("monitoring-visit", "2018-11-06", "Department for Education and NHS England"),
        ("re-visit", None, "Ofsted and the Care Quality Commission"),
    ]
    assert [(o.name, o.role, o.body) for o in record.officers] == [
        ("Gail Hopper-Dean", "Health & Wellbeing Board Lead", "Rochdale Health and Wellbeing Board")
    ]


UNNUMBERED: list[Any] = [
    ("h", "Progress update on the SEND written statement of action"),
    (
        "p",
        "Report of the Director of Education, Sutton Council, to the Scrutiny Committee, 3 March 2019",
    ),
    ("p", "Ofsted and the CQC inspected the Sutton local area between 15 and 19 January 2018."),
    ("p", "The written statement of action answers the following areas of significant weakness:"),
    ("b", "the lack of accountability of leaders to each other"),
    ("b", "the poor quality of education, health and care plans"),
    ("h", "The lack of accountability of leaders to each other"),
    ("h", "Progress to date"),
    ("b", "A joint board meets each month."),
    ("h", "Challenges"),
    ("b", "Two posts are vacant."),
    ("h", "Next steps"),
    ("b", "Leaders will appoint to both posts."),
    ("h", "Priority two: quality of plans"),
    ("h", "What’s working well?"),
    ("p", "Nine in ten plans were judged good by the panel of parents and practitioners."),
    ("h", "What are we worried about?"),
    ("b", "Health advice is late."),
    ("h", "Risks"),
    ("table", [["Risk", "Mitigation", "Score"], ["Funding ends.", "A bid was made.", "High"]]),
]


@pytest.mark.parametrize("form", FORMATS)
def test_an_update_without_numbers_is_read_by_its_headings(write: Write, form: str) -> None:
    document = read_document(write(UNNUMBERED, form))
    record = read_improvement_update(document, Lexicon.shipped())
    assert [(f.section, f.addresses, f.text) for f in record.findings] == [
        ("significant-weakness", None, "the lack of accountability of leaders to each other"),
        ("significant-weakness", None, "the poor quality of education, health and care plans"),
        ("progress", 1, "A joint board meets each month."),
        ("could-be-better", 1, "Two posts are vacant."),
        ("next-step", 1, "Leaders will appoint to both posts."),
        ("progress", 2, "Nine in ten plans were judged good by the panel of parents and practitioners."),
        ("could-be-better", 2, "Health advice is late."),
        ("risk", None, "Funding ends."),
    ]
    risk = record.findings[-1]
    assert (risk.description, risk.mitigation, risk.rating) == (None, "A bid was made.", "High")
    assert (record.area, record.inspection_start, record.document_date) == (
        "Sutton",
        "2018-01-15",
        "2019-03-03",
    )
