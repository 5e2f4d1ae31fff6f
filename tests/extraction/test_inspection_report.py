"""Reports of the 2023 framework: one record, whatever the format; dates and bodies as they are printed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sendgraph.documents import Block, Mended, Passage, read_document
from sendgraph.extraction import Lexicon, kind_of
from sendgraph.extraction.bodies import council_area, find_boards, find_councils
from sendgraph.extraction.inspection_report import read_inspection_report
from sendgraph.extraction.report_outcome import (
    Dates,
    inspection_dates,
    judgement_of,
    months_to_monitoring,
    years_to_next,
)
from sendgraph.extraction.report_sections import heading_of

Write = Callable[[list[Any], str], Path]
FORMATS = ("txt", "md", "pdf", "html", "bold.html", "docx", "bold.docx")
EXPERIENCE = (
    "Children and young people with SEND in Slough have variable experiences. Some receive help early, from "
    "people who know them well. Others wait, and their families tell their story again and again.",
    "Families value the parent carer forum. It speaks for them when services are planned, and leaders "
    "listen.",
)
EFFECTIVE = (
    "Leaders have an accurate understanding of what works. They share this with families and with each "
    "other.",
    "Health visitors see most children at the right time. This means that needs are identified early.",
    "Young people take part in decisions about the services that they use, and they say that this matters.",
)
BETTER = (
    "Education, health and care plans are not of consistent quality. Many of them lack advice from "
    "social care.",
    "Too many children wait too long for speech and language therapy.",
)
ACTIONS = (
    (
        "Slough Borough Council, NHS Frimley ICB and Slough Children First",
        "Leaders should urgently agree how they work.",
    ),
    ("Frimley Integrated Care Board", "Health leaders should reduce waits for assessments."),
    ("Local authority", "Leaders should improve annual reviews."),
)
IMPROVE = (
    "Leaders should improve:\ntheir communication with families\nthe local offer.",
    "The partnership should plan places for young people over 16.",
)
REPORT: list[Any] = [
    ("h", "Area SEND inspection of Slough Local Area Partnership"),
    ("p", "Inspection dates: 30 January 2024 to 2 February 2024"),
    ("p", "Dates of previous inspection: 4 to 8 October 2021"),
    ("h", "Inspection outcome"),
    (
        "p",
        "There are widespread and/or systemic failings leading to significant concerns about the "
        "experiences and "
        "outcomes of children and young people with special educational needs and/or disabilities "
        "(SEND), which the "
        "local area partnership must address urgently.",
    ),
    (
        "p",
        "A monitoring inspection will be carried out within approximately 18 months. The next full "
        "reinspection will "
        "be within approximately three years.",
    ),
    (
        "p",
        "As a result of this inspection, HMCI requires the local area partnership to prepare and "
        "submit a priority "
        "action plan (area SEND) to address the identified areas for priority action.",
    ),
    ("h", "Information about the local area partnership"),
    (
        "p",
        "Slough Borough Council, NHS Frimley Integrated Care Board (ICB) and Slough Children First are "
        "jointly "
        "responsible for the planning and commissioning of services for children and young people with "
        "SEND in Slough.",
    ),
    (
        "p",
        "The commissioning of health services changed across England in 2022. On 1 July 2022, the "
        "responsibility "
        "passed from NHS East Berkshire Clinical Commissioning Group to NHS Frimley ICB.",
    ),
    ("h", "What is it like to be a child or young person with SEND in this area?"),
    *(("p", text) for text in EXPERIENCE),
    ("h", "What is the area partnership doing that is effective?"),
    *(("b", text) for text in EFFECTIVE),
    ("h", "What does the area partnership need to do better?"),
    *(("b", text) for text in BETTER),
    ("h", "Areas for priority action"),
    ("table", [["Responsible body", "Areas for priority action"], *(list(row) for row in ACTIONS)]),
    ("h", "Areas for improvement"),
    ("table", [["Areas for improvement"], *([row] for row in IMPROVE)]),
    ("h", "Local area partnership details"),
    (
        "table",
        [
            ["Local authority", "Integrated care board"],
            ["Slough", "NHS Frimley"],
            [
                "Mrs Rose Hall, Executive Director of Children’s Services",
                "Tom O’Neill CBE, Chief Executive Officer",
            ],
            ["www.slough.gov.uk", "www.frimley.icb.nhs.uk"],
            ["Observatory House 25 Windsor Road Slough SL1 2EL", "King Edward VII Hospital Windsor SL4 3DP"],
        ],
    ),
    ("h", "Information about this inspection"),
    ("p", "This inspection was carried out at the request of the Secretary of State for Education."),
    ("h", "Inspection team"),
    (
        "table",
        [
            ["Ofsted", "Care Quality Commission"],
            ["Jane Fox, HMI, Ofsted lead inspector", "Mary-Ann Vale, CQC lead inspector"],
            ["Dr Ravi Lal, Ofsted Inspector", "Ed Stone, CQC inspector"],
        ],
    ),
    ("p", "If you are not happy with the inspection or the report, you can complain to Ofsted."),
    ("p", "You may reuse this information free of charge. Telephone 0300 123 1231."),
]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.shipped()


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_gives_the_same_record_in_every_format(write: Write, lexicon: Lexicon, form: str) -> None:
    document = read_document(write(REPORT, form))
    assert kind_of(document) == "inspection-report-2023"
    record = read_inspection_report(document, lexicon).model_dump(exclude={"document", "corrected_links"})
    findings = record.pop("findings")
    plans = record.pop("plan_events")
    council, board, trust = (
        "Slough Borough Council",
        "NHS Frimley Integrated Care Board",
        "Slough Children First",
    )
    assert record == {
        "kind": "inspection-report-2023",
        "title": "Area SEND inspection of Slough Local Area Partnership",
        "publisher": "Ofsted",
        "document_date": None,
        "area": "Slough",
        "framework": "2023",
        "inspection_start": "2024-01-30",
        "inspection_end": "2024-02-02",
        "previous_inspection_start": "2021-10-04",
        "previous_inspection_end": "2021-10-08",
        "letter_date": None,
        "judgement": "systemic-failings",
        "next_full_inspection_years": 3,
        "monitoring_inspection_months": 18,
        "priority_action_plan_required": True,
        "local_authority": council,
        "health_bodies": [board],
        "predecessor_health_bodies": ["NHS East Berkshire Clinical Commissioning Group"],
        "other_responsible_bodies": [trust],
        "officers": [
            {"name": "Rose Hall", "role": "Executive Director of Children’s Services", "body": council},
            {"name": "Tom O’Neill", "role": "Chief Executive Officer", "body": board},
        ],
        "inspectors": [
            {"name": "Jane Fox", "body": "Ofsted", "lead": True},
            {"name": "Ravi Lal", "body": "Ofsted", "lead": False},
            {"name": "Mary-Ann Vale", "body": "CQC", "lead": True},
            {"name": "Ed Stone", "body": "CQC", "lead": False},
        ],
        "measures": [],
        "local_services": [],
        "providers": [],
    }
    assert [(f["section"], f["text"], f["responsible_bodies"]) for f in findings] == [
        *(("experience", text, []) for text in EXPERIENCE),
        *(("effective", text, []) for text in EFFECTIVE),
        *(("needs-improvement", text, []) for text in BETTER),
        ("priority-action", ACTIONS[0][1], [council, board, trust]),
        ("priority-action", ACTIONS[1][1], [board]),
        ("priority-action", ACTIONS[2][1], [council]),
        *(("area-for-improvement", text.replace("\n", " "), []) for text in IMPROVE),
    ]
    assert [f["n"] for f in findings] == list(range(1, len(findings) + 1))
    assert [(p["plan"], p["type"], p["date"], p["body"]) for p in plans] == [
        ("priority-action-plan", "required", None, "His Majesty’s Chief Inspector")
    ]
    assert document.text[plans[0]["passages"][0]["start"] :].startswith(
        "As a result of this inspection, HMCI"
    )


@pytest.mark.parametrize(
    ("cover", "this", "previous"),
    [
        (
            "Inspection dates: 23 September to 27 September 2024 Dates of previous inspection: 5 July "
            "2021 to 9 July 2021",
            Dates("2024-09-23", "2024-09-27"),
            Dates("2021-07-05", "2021-07-09"),
        ),
        (
            "Inspection dates: 11 to 19 May 2023 Date of previous inspection: 16 May 2016",
            Dates("2023-05-11", "2023-05-19"),
            Dates("2016-05-16", None),
        ),
        (
            "Inspection dates: 18 to 22 November 2024 Dates of previous inspection: The previous full "
            "inspection was on "
            "19 March 2018. There was a subsequent revisit on 24 March 2020.",
            Dates("2024-11-18", "2024-11-22"),
            Dates("2018-03-19", None),
        ),
        (
            "Inspection dates: 18 to 22 March 2024 Dates of previous inspection: Not previously inspected",
            Dates("2024-03-18", "2024-03-22"),
            Dates(),
        ),
        ("A cover without dates", Dates("2023-02-02", "2023-02-10"), Dates()),
    ],
)
def test_dates_are_the_covers_or_else_the_footers(cover: str, this: Dates, previous: Dates) -> None:
    whole = (
        "Area SEND inspection report: Slough Local Area Partnership\n2 February 2023 to 10 February 2023\n"
    )
    assert inspection_dates(cover, whole) == (this, previous)


@pytest.mark.parametrize(
    ("text", "judgement", "years", "months"),
    [
        (
            "The partnership’s arrangements typically lead to positive experiences and outcomes. The "
            "next full area "
            "SEND inspection will be within approximately five years.",
            "positive", 5, None,
        ),
        (
            "Arrangements lead to inconsistent experiences and outcomes. The next full area SEND "
            "inspection will be "
            "within 3 years.",
            "inconsistent", 3, None,
        ),
        (
            "There are widespread and/or systemic failings. A monitoring inspection will be carried "
            "out within "
            "approximately 18 months. The next full inspection will take place within approximately 3 years.",
            "systemic-failings", 3, 18,
        ),
        ("It was sunny.", None, None, None),
    ],
)  # fmt: skip
def test_outcomes(text: str, judgement: str | None, years: int | None, months: int | None) -> None:
    assert (judgement_of(text), years_to_next(text), months_to_monitoring(text)) == (judgement, years, months)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Medway Council and the Kent and Medway Integrated Care Board (ICB)", ["Kent and Medway"]),
        ("NHS Cornwall and Isles of Scilly ICB took over", ["Cornwall and the Isles of Scilly"]),
        ("Hertfordshire & West Essex NHS Integrated Care Board", ["Hertfordshire and West Essex"]),
        ("Surrey Heartlands ICB and Frimley ICB", ["Surrey Heartlands", "Frimley"]),
        ("NHS Bedfordshire, Luton & Milton Keynes ICB.", ["Bedfordshire, Luton and Milton Keynes"]),
        ("NHS Devon and its partners", ["Devon"]),
        ("Devon Partnership NHS Trust, NHS Devon Clinical Commissioning Group, Kent Community Health", []),
        ("Somerset Council", []),
    ],
)
def test_boards_are_named_in_full(lexicon: Lexicon, text: str, names: list[str]) -> None:
    assert [b.name for b in find_boards(text, lexicon)] == [
        f"NHS {name} Integrated Care Board" for name in names
    ]


@pytest.mark.parametrize(
    ("text", "name", "area"),
    [
        (
            "The London Borough of Hounslow and North West London ICB",
            "The London Borough of Hounslow",
            "Hounslow",
        ),
        (
            "leaders at Kingston upon Hull City Council",
            "Kingston upon Hull City Council",
            "Kingston upon Hull",
        ),
        ("Brighton & Hove City Council", "Brighton & Hove City Council", "Brighton and Hove"),
        ("Wakefield Metropolitan District Council", "Wakefield Metropolitan District Council", "Wakefield"),
        ("Durham County Council", "Durham County Council", "Durham"),
        ("the Royal Borough of Greenwich", "the Royal Borough of Greenwich", "Greenwich"),
    ],
)
def test_councils_are_named_as_printed(lexicon: Lexicon, text: str, name: str, area: str) -> None:
    assert [c.name for c in find_councils(text, lexicon)] == [name]
    assert council_area(name, lexicon) == area


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Inspection Outcome:", "outcome"),
        ("What is it like to be a child or young person SEND in this area?", "experience"),
        ("What is the area partnership doing that is effective?", "effective"),
        ("Areas for Improvement", "area-for-improvement"),
        ("Responsible body Areas for priority action", "priority-action"),
        ("Areas for improvement are many in this area.", None),
    ],
)
def test_headings_are_known_by_their_words(text: str, part: str | None) -> None:
    content = Mended(text, tuple(range(len(text))), (Passage(0, len(text)),))
    assert heading_of(Block("paragraph", content)) == part
    assert heading_of(Block("bullet", content)) is None


def test_no_way_to_reach_anybody_gets_into_the_record(write: Write, lexicon: Lexicon) -> None:
    details = [
        ["Local authority", "Children’s trust", "Integrated care board"],
        ["Slough Borough Council", "Slough Children First", "NHS Frimley ICB"],
        [
            "Rose Hall, Director of Education\nrose.hall@slough.gov.uk\n01753 475 111",
            "Sue Lane\nChief Executive\nObservatory House\n25 Windsor Road\nSL1 2EL",
            "Tom O’Neill, Chief Executive Officer\nwww.frimley.icb.nhs.uk",
        ],
        ["Head Office\nQueen Street\nSlough SL1 2EL", "www.sloughchildrenfirst.co.uk", "Aldershot GU11 1AY"],
    ]
    at = REPORT.index(("h", "Local area partnership details")) + 1
    script = [*REPORT[:at], ("table", details), *REPORT[at + 1 :]]
    record = read_inspection_report(read_document(write(script, "docx")), lexicon)
    assert [(o.name, o.role, o.body) for o in record.officers] == [
        ("Rose Hall", "Director of Education", "Slough Borough Council"),
        ("Sue Lane", "Chief Executive", "Slough Children First"),
        ("Tom O’Neill", "Chief Executive Officer", "NHS Frimley Integrated Care Board"),
    ]


def test_a_report_without_its_first_page_is_of_the_council_in_its_details(
    write: Write, lexicon: Lexicon
) -> None:
    begins = next(at for at, element in enumerate(REPORT) if str(element[1]).startswith("What is it like"))
    whole = read_inspection_report(read_document(write(REPORT, "docx")), lexicon)
    cut = read_inspection_report(read_document(write(REPORT[begins:], "docx")), lexicon)
    assert (cut.area, cut.title) == (whole.area, None)
    assert [f.text for f in cut.findings] == [f.text for f in whole.findings]
