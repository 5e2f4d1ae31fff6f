"""What letters of the 2016 framework do differently: headings, marks, addressees, who is responsible."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sendgraph.documents import read_document
from sendgraph.documents.markdown import read_markdown
from sendgraph.extraction.commissioning_groups import find_groups
from sendgraph.extraction.kind import kind_of
from sendgraph.extraction.letter_findings import landmark, read_findings
from sendgraph.extraction.letter_officers import read_addressees
from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.outcome_letter import read_outcome_letter

Write = Callable[[list[Any], str], Path]
GOOD = "Nurseries tell the early years team about a child’s needs before the second birthday."
WEAK = "Families of older pupils wait too long to hear what the panel has decided."
ASPECT = "The effectiveness of the local area in identifying children and young people with SEND"
OPENING = (
    "Between 6 and 10 November 2017, Ofsted and the Care Quality Commission (CQC) conducted a joint "
    "inspection of the local area of Rutland to judge the effectiveness of the area."
)
LETTER: list[Any] = [
    ("lines", ["12 December 2017"]),
    ("lines", ["Ms Joan Field", "Director for People", "Rutland County Council"]),
    ("p", "Dear Ms Field"),
    ("h", "Joint local area SEND inspection in Rutland"),
    ("p", OPENING),
    ("h", "Main findings"),
    ("b", "Leaders know the area well. They have a plan which parents helped to write."),
    ("h", ASPECT),
    ("h", "Areas of strength"),
    ("b", GOOD),
    ("h", "Areas for improvement"),
    ("b", WEAK),
    ("p", "Yours sincerely"),
    ("lines", ["Ira Stone", "Her Majesty’s Inspector"]),
]


@pytest.mark.parametrize("form", ["txt", "md", "pdf", "html", "docx"])
def test_a_letter_with_the_later_reports_headings_is_a_letter(write: Write, form: str) -> None:
    document = read_document(write(LETTER, form))
    assert kind_of(document) == "outcome-letter-2016"
    record = read_outcome_letter(document, Lexicon.shipped())
    assert [(f.section, f.aspect, f.text) for f in record.findings[1:]] == [
        ("strength", "identifying", GOOD),
        ("area-for-development", "identifying", WEAK),
    ]


def test_a_heading_may_end_in_a_full_stop_where_a_sentence_is_none() -> None:
    heading, sentence = read_markdown(f"{ASPECT}.\n\n{ASPECT} is improving.")
    assert [landmark(heading), landmark(sentence)] == [("aspect", "identifying"), ("none", None)]


def test_bullets_under_a_lead_in_may_be_told_by_their_mark_alone() -> None:
    blocks = read_markdown(
        "**Areas for development**\n\n■ Leaders have not:\n\n– agreed what is needed; or\n\n"
        "– asked young people.\n\n■ Too few schools know whom to ask.\n"
    )
    assert [draft.text for draft in read_findings(blocks).drafts] == [
        "Leaders have not: agreed what is needed; or asked young people.",
        "Too few schools know whom to ask.",
    ]


def test_the_last_finding_before_the_weaknesses_keeps_its_end() -> None:
    blocks = read_markdown(
        "**Areas for development**\n\n- Therapists see too few children.\n\nSchools notice this.\n\n"
        "The inspection raises significant concerns about the effectiveness of the local area.\n\n"
        "The local area is required to produce a written statement of action that explains how it will "
        "tackle the following areas of significant weakness:\n\n- the wait for therapy\n"
    )
    assert [(d.section, d.text) for d in read_findings(blocks).drafts] == [
        ("area-for-development", "Therapists see too few children. Schools notice this."),
        ("significant-weakness", "the wait for therapy"),
    ]


def test_addressees_whose_body_or_places_stand_about_their_office() -> None:
    lines = [
        ["Jan Dale, Herts Valleys Clinical Commissioning Group, Interim", "Accountable Officer"],
        ["Kit Moor, Chief Executive, Bath and North East Somerset, Swindon and Wiltshire CCGs"],
        ["Lee Ash, Director of Learning and Systems Leadership (local area nominated officer)"],
    ]
    officers = read_addressees(lines, area="Rutland", lexicon=Lexicon.shipped())
    assert [(officer.name, officer.role) for officer in officers] == [
        ("Jan Dale", "Interim Accountable Officer"),
        ("Kit Moor", "Chief Executive"),
        ("Lee Ash", "Director of Learning and Systems Leadership (local area nominated officer)"),
    ]
    assert officers[0].body == "NHS Herts Valleys Clinical Commissioning Group"


def test_an_officer_before_a_list_of_groups_is_no_group() -> None:
    text = "Kit Moor, Chief Executive, Swindon and Wiltshire CCGs"
    assert find_groups(text, Lexicon.shipped()) == [
        "NHS Swindon Clinical Commissioning Group",
        "NHS Wiltshire Clinical Commissioning Group",
    ]


def test_groups_named_as_jointly_responsible_go_before_those_of_an_address(write: Write) -> None:
    script = list(LETTER)
    script[1] = ("lines", [*LETTER[1][1], "Sam Hill, Accountable Officer, Rutland and Leicester CCGs"])
    script.insert(
        5,
        (
            "p",
            "HMCI has also determined that the local authority and NHS East Wold CCG, NHS Mid Wold CCG and "
            "NHS West Wold CCG are jointly responsible for submitting the written statement to Ofsted.",
        ),
    )
    record = read_outcome_letter(read_document(write(script, "txt")), Lexicon.shipped())
    assert record.health_bodies == [
        f"NHS {place} Wold Clinical Commissioning Group" for place in ("East", "Mid", "West")
    ]


@pytest.mark.parametrize(
    ("said", "judgement"),
    [
        ("HMCI requires the local area to submit a Written Statement of Action.", "wsoa-required"),
        (
            "HMCI does not require the area to submit a Written Statement of Action.",
            "wsoa-not-required",
        ),
        ("Leaders learn from areas which were required to submit a WSOA.", "wsoa-not-required"),
    ],
)
def test_whether_a_statement_of_action_was_required(write: Write, said: str, judgement: str) -> None:
    script = [*LETTER[:5], ("p", said), *LETTER[5:]]
    record = read_outcome_letter(read_document(write(script, "txt")), Lexicon.shipped())
    assert record.judgement == judgement
