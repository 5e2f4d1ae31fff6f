"""Outcome letters as they came from 2016 to 2022: one record, whatever the format."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sendgraph.documents import read_document
from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.outcome_letter import read_outcome_letter

FORMATS = (
    *("txt", "wrapped.txt", "run.txt", "printed.txt", "md", "converted.md", "pdf"),
    *("html", "bold.html", "word.html", "layout.html", "docx", "bold.docx", "typed.docx"),
)
Write = Callable[[list[Any], str], Path]

ABOUT_LETTER = (
    "This letter outlines our findings from the inspection, including some areas of strength and areas for "
    "further improvement."
)
TEAM = (
    "The inspection was led by one of Her Majesty’s Inspectors from Ofsted, with a team of inspectors "
    "including an "
    "Ofsted Inspector and a children’s services inspector from the Care Quality Commission (CQC)."
)
ASPECTS = {
    "identifying": "The effectiveness of the local area in identifying children and young people’s special "
    "educational needs and/or disabilities",
    "meeting": "The effectiveness of the local area in assessing and meeting the needs of children and "
    "young people "
    "who have special educational needs and/or disabilities",
    "improving-outcomes": "The effectiveness of the local area in improving outcomes for children and "
    "young people "
    "who have special educational needs and/or disabilities",
}
LONG = (
    "Leaders in the area have begun to bring together what education, health and care know about each child. "
    "Plans are written with families, who told inspectors that they feel listened to. Nevertheless, the "
    "work is "
    "new, it reaches too few of those who are aged 14 to 25, and it is too soon to see what difference "
    "it makes."
)


OPENINGS = (
    "In nurseries,", "At birth,", "Families say that", "Across schools,", "For babies,", "Where asked,",
    "Each week,",
    "As a result,", "In colleges,", "Since 2015,", "After panels,", "Without delay,",
)  # fmt: skip
DOUBTS = (
    "Too many", "Several", "Some", "Most annual", "A third of", "Older pupils’", "New", "Transferred",
    "Post-16",
)  # fmt: skip


def body(development: str, weaknesses: list[str]) -> tuple[list[Any], list[tuple[str, str | None, str]]]:
    """Main findings, three aspects with both headings, the weaknesses; and what should be read."""
    script: list[Any] = [("h", "Main findings")]
    expected: list[tuple[str, str | None, str]] = []

    def say(section: str, aspect: str | None, text: str) -> None:
        script.append(("b", text))
        expected.append((section, aspect, text))

    say("main-finding", None, f"{LONG} Children wait 18 weeks for speech and language therapy.")
    say("main-finding", None, "The local offer is up to date. Few parents know of it, however.")
    say(
        "main-finding",
        None,
        "Young people aged 16–25 are prepared well for work (and for independent living).",
    )
    for number, (aspect, heading) in enumerate(ASPECTS.items()):
        script.append(("h", heading))
        script.append(("h", "Strengths"))
        for k in range(4):
            say(
                "strength",
                aspect,
                f"{OPENINGS[4 * number + k]} the ‘Early Steps’ team sees children quickly. {LONG}",
            )
        script.append(("h", development))
        for k in range(3):
            say(
                "area-for-development",
                aspect,
                f"{DOUBTS[3 * number + k]} plans are late and lack health advice. {LONG}",
            )
    if weaknesses:
        script.append(
            ("h", "The inspection raises significant concerns about the effectiveness of the local area.")
        )
        script.append(
            (
                "p",
                "The local area is required to produce and submit a written statement of action to "
                "Ofsted that "
                "explains how the local area will tackle the following areas of significant weakness:",
            )
        )
        for weakness in weaknesses:
            say("significant-weakness", None, weakness)
    return script, expected


def walsall() -> tuple[list[Any], dict[str, Any]]:
    """Early 2017, a statement required, two groups, two columns, everybody with a title."""
    findings, expected = body(
        "Areas for development",
        [
            "the lack of joint leadership and accountability between education, health and care",
            "the poor quality of education, health and care plans",
            "the inequality of access to therapies across the area.",
        ],
    )
    script = [
        ("lines", ["Ofsted", "Agora", "6 Cumberland Place", "Nottingham", "NG1 6HJ"]),
        ("lines", ["T 0300 123 1231", "enquiries@ofsted.gov.uk", "www.gov.uk/ofsted"]),
        ("p", "24 March 2017"),
        ("lines", ["Mrs Rose Hall", "Executive Director of Children’s Services", "Walsall Council",
                   "Civic Centre",
                   "Darwall Street", "Walsall", "WS1 1TP"]),
        ("lines", ["Dr Amir Shah, Accountable Officer, NHS Walsall Clinical Commissioning Group",
                   "Ms Ann-Marie O’Neill, Chief Officer, NHS Dudley Clinical Commissioning Group",
                   "Peter de Souza, local area nominated officer"]),
        ("p", "Dear Mrs Hall"),
        ("h", "Joint local area SEND inspection in Walsall"),
        ("p", "Between 30 January 2017 and 3 February 2017, Ofsted and the Care Quality Commission "
              "(CQC) conducted a "
              "joint inspection of the local area of Walsall to judge the effectiveness of the area in "
              "implementing "
              "the disability and special educational needs reforms as set out in the Children and "
              "Families Act 2014."),
        ("p", TEAM),
        ("p", "As a result of the findings of this inspection and in accordance with the Children Act "
              "2004 (Joint Area "
              "Reviews) Regulations 2015, Her Majesty’s Chief Inspector (HMCI) has determined that a "
              "written statement "
              "of action is required because of significant areas of weakness in the local area’s "
              "practice. HMCI has "
              "also determined that the local authority and the area’s clinical commissioning groups "
              "are jointly "
              "responsible for submitting the written statement to Ofsted."),
        ("p", ABOUT_LETTER),
        *findings,
        ("p", "Yours sincerely"),
        ("lines", ["Jane Fox", "Her Majesty’s Inspector"]),
        ("table", [
            ["Ofsted", "Care Quality Commission"],
            ["Lorna Fitz-Hughes\nRegional Director", "Una Garland\nDeputy Chief Inspector, Primary Medical "
             "Services, Children Health and Justice"],
            ["Jane Fox\nHMI Lead Inspector", "Lucia Hart\nCQC Inspector"],
            ["Debra Mac Dermott\nOfsted Inspector", "Lee Carey\nCQC Inspector"],
            ["Andrew Wright\nHMI", ""],
        ]),
        ("lines", ["cc: Department for Education", "Clinical commissioning group(s)",
                   "Director Public Health for the local area", "Department of Health", "NHS England"]),
    ]  # fmt: skip
    return script, {
        "title": "Joint local area SEND inspection in Walsall",
        "area": "Walsall",
        "letter_date": "2017-03-24",
        "inspection_start": "2017-01-30",
        "inspection_end": "2017-02-03",
        "judgement": "wsoa-required",
        "local_authority": "Walsall Council",
        "health_bodies": [
            "NHS Walsall Clinical Commissioning Group",
            "NHS Dudley Clinical Commissioning Group",
        ],
        "officers": [
            ("Rose Hall", "Executive Director of Children’s Services", "Walsall Council"),
            ("Amir Shah", "Accountable Officer", "NHS Walsall Clinical Commissioning Group"),
            ("Ann-Marie O’Neill", "Chief Officer", "NHS Dudley Clinical Commissioning Group"),
            ("Peter de Souza", "local area nominated officer", None),
        ],
        "inspectors": {
            ("Jane Fox", "Ofsted", True),
            ("Debra Mac Dermott", "Ofsted", False),
            ("Andrew Wright", "Ofsted", False),
            ("Lucia Hart", "CQC", False),
            ("Lee Carey", "CQC", False),
        },
        "findings": expected,
        "plan_events": [("required", "2017-03-24")],
    }


def kingston() -> tuple[list[Any], dict[str, Any]]:
    """Late 2019 over two months, none required though another is mentioned, one column."""
    findings, expected = body("Areas of development", [])
    script = [
        ("lines", ["Ofsted", "Piccadilly Gate", "Store Street", "Manchester", "M1 2WD"]),
        ("p", "17 January 2020"),
        ("lines", ["Ivan Dodson", "Director of Children’s Services", "Royal Borough of Kingston upon Thames",
                   "Guildhall 2", "High Street", "KT1 1EU"]),
        ("p", "Sara Blower, Accountable Officer, South West London CCG"),
        ("p", "Joe Farrow, Chief Executive, Kingston Hospital NHS Foundation Trust"),
        ("p", "Cara Penrose, Local Area Nominated Officer"),
        ("p", "Dear Mr Dodson"),
        ("h", "Joint local area special educational needs and/or disabilities inspection in Kingston "
              "upon Thames"),
        ("p", "From 25 November to 3 December 2019, Ofsted and the Care Quality Commission (CQC) "
              "conducted a joint "
              "inspection of the local area of Kingston upon Thames to judge the effectiveness of the "
              "area in "
              "implementing the special educational needs and/or disabilities (SEND) reforms as set out "
              "in the "
              "Children and Families Act 2014."),
        ("p", TEAM),
        ("p", "Leaders have learned from another area which was required to produce a written statement "
              "of action."),
        ("p", ABOUT_LETTER),
        *findings,
        ("p", "Yours sincerely"),
        ("p", "Philip Garner"),
        ("p", "Her Majesty’s Inspector"),
        ("table", [
            ["Ofsted"],
            ["Miles Sheraton, Regional Director, London"],
            ["Philip Garner, HMI, Lead Inspector"],
            ["Roger Perrin, Ofsted Inspector"],
            ["Care Quality Commission"],
            ["Verity Watkinson, Deputy Chief Inspector, Primary Medical Services, Children Health and "
             "Justice"],
            ["Dan Carver, Children’s Services Inspector, CQC"],
        ]),
        ("lines", ["Cc: DfE Department for Education", "Clinical commissioning group"]),
    ]  # fmt: skip
    return script, {
        "title": "Joint local area special educational needs and/or disabilities inspection in Kingston "
        "upon Thames",
        "area": "Kingston upon Thames",
        "letter_date": "2020-01-17",
        "inspection_start": "2019-11-25",
        "inspection_end": "2019-12-03",
        "judgement": "wsoa-not-required",
        "local_authority": "Royal Borough of Kingston upon Thames",
        "health_bodies": ["NHS South West London Clinical Commissioning Group"],
        "officers": [
            ("Ivan Dodson", "Director of Children’s Services", "Royal Borough of Kingston upon Thames"),
            ("Sara Blower", "Accountable Officer", "NHS South West London Clinical Commissioning Group"),
            ("Joe Farrow", "Chief Executive", "Kingston Hospital NHS Foundation Trust"),
            ("Cara Penrose", "Local Area Nominated Officer", None),
        ],
        "inspectors": {
            ("Philip Garner", "Ofsted", True),
            ("Roger Perrin", "Ofsted", False),
            ("Dan Carver", "CQC", False),
        },
        "findings": expected,
        "plan_events": [],
    }


def telford() -> tuple[list[Any], dict[str, Any]]:
    """2022, a year's letter by lines alone: no table, ranges in short form, one weakness of one line."""
    findings, expected = body(
        "Areas for Development", ["Significant waits for autism assessments across the local area."]
    )
    script = [
        ("p", "6 May 2022"),
        ("p", "Jan Brittain, Executive Director, Children and Family Services, Telford & Wrekin Council"),
        ("p", "Marcus Brand, Interim Accountable Officer, NHS Shropshire, Telford and Wrekin Clinical "
              "Commissioning "
              "Group"),
        ("p", "Dear Ms Brittain and Mr Brand"),
        ("h", "Joint area SEND inspection in Telford and Wrekin"),
        ("p", "Between 28 February and 4 March 2022, Ofsted and the Care Quality Commission (CQC) "
              "conducted a joint "
              "inspection of the local area of Telford & Wrekin to judge the effectiveness of the area in "
              "implementing the special educational needs and/or disabilities (SEND) reforms as set out "
              "in the "
              "Children and Families Act 2014."),
        ("p", TEAM),
        ("p", "As a result of the findings of this inspection and in accordance with the Children Act "
              "2004 (Joint Area "
              "Reviews) Regulations 2015, Her Majesty’s Chief Inspector (HMCI) has determined that a "
              "Written Statement "
              "of Action is required because of significant areas of weakness in the area’s practice."),
        ("p", ABOUT_LETTER),
        *findings,
        ("p", "Yours sincerely"),
        ("lines", ["Ofsted", "Andrew Coker", "Regional Director, West Midlands", "Susan Morrow-King",
                   "Senior HMI, Lead Inspector", "Anna Pritchett", "Ofsted Inspector"]),
        ("lines", ["Care Quality Commission", "Dr Rosa Bennett",
                   "Chief Inspector of Primary Medical Services and Integrated Care", "Kay Goodchild",
                   "CQC Lead Inspector", "Nicola Home", "Children’s Services Inspector"]),
        ("p", "cc: Department for Education"),
    ]  # fmt: skip
    return script, {
        "title": "Joint area SEND inspection in Telford and Wrekin",
        "area": "Telford and Wrekin",
        "letter_date": "2022-05-06",
        "inspection_start": "2022-02-28",
        "inspection_end": "2022-03-04",
        "judgement": "wsoa-required",
        "local_authority": "Telford & Wrekin Council",
        "health_bodies": ["NHS Shropshire, Telford and Wrekin Clinical Commissioning Group"],
        "officers": [
            ("Jan Brittain", "Executive Director, Children and Family Services", "Telford & Wrekin Council"),
            (
                "Marcus Brand",
                "Interim Accountable Officer",
                "NHS Shropshire, Telford and Wrekin Clinical Commissioning Group",
            ),
        ],
        "inspectors": {
            ("Susan Morrow-King", "Ofsted", True),
            ("Anna Pritchett", "Ofsted", False),
            ("Kay Goodchild", "CQC", True),
            ("Nicola Home", "CQC", False),
        },
        "findings": expected,
        "plan_events": [("required", "2022-05-06")],
    }


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("letter", [walsall, kingston, telford])
def test_the_same_record_comes_out_of_every_format(
    write: Write, letter: Callable[[], tuple[list[Any], dict[str, Any]]], form: str
) -> None:
    script, expected = letter()
    document = read_document(write(script, form))
    record = read_outcome_letter(document, Lexicon.shipped())
    assert {
        "title": record.title,
        "area": record.area,
        "letter_date": record.letter_date,
        "inspection_start": record.inspection_start,
        "inspection_end": record.inspection_end,
        "judgement": record.judgement,
        "local_authority": record.local_authority,
        "health_bodies": record.health_bodies,
        "officers": [(o.name, o.role, o.body) for o in record.officers],
        "inspectors": {(i.name, i.body, i.lead) for i in record.inspectors},
        "findings": [(f.section, f.aspect, f.text) for f in record.findings],
        "plan_events": [(e.type, e.date) for e in record.plan_events],
    } == expected
    for finding in record.findings:
        quotes = [document.text[p.start : p.end] for p in finding.passages]
        assert " ".join(" ".join(quotes).split()) == finding.text
