"""What happened to a written statement of action, and when."""

import pytest

from sendgraph.documents.markdown import read_markdown
from sendgraph.extraction.plan_events import is_required, read_plan_events

Event = tuple[str, str | None, str | None]


def events(text: str, *, letter_date: str | None = None, answers: bool = True) -> list[Event]:
    blocks = read_markdown(text)
    read = read_plan_events(
        blocks, area="Walsall", letter_date=letter_date, responsible="Walsall Council", answers=answers
    )
    return [(e.type, e.date, e.body) for e in read]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The area was asked to produce a Written Statement of Action. It was submitted to Ofsted on "
            "3rd July 2018.",
            [("required", None, "Ofsted and the Care Quality Commission"), ("submitted", "2018-07-03", None)],
        ),
        (
            "Our WSoA was approved by the Health and Wellbeing Board in June 2018 and was subsequently "
            "confirmed as "
            "fit for purpose on 4 August 2018.",
            [
                ("considered", "2018-06", "Walsall Health and Wellbeing Board"),
                ("fit-for-purpose", "2018-08-04", "Ofsted"),
            ],
        ),
        (
            "After a meeting in May 2018 there have been monitoring visits in September 2018, December "
            "2018 and March "
            "2019.",
            [
                ("monitoring-visit", month, "Department for Education and NHS England")
                for month in ("2018-09", "2018-12", "2019-03")
            ],
        ),
        (
            "The council and the CCG must submit the written statement of action by 14 May 2018.",
            [("due", "2018-05-14", "Walsall Council")],
        ),
        (
            "Inspectors will re-visit each area within 18 months of the WSoA being declared fit for purpose.",
            [("re-visit", None, "Ofsted and the Care Quality Commission")],
        ),
        (
            "The written statement must be submitted within 70 working days of this letter.",
            [("due", None, "Walsall Council")],
        ),
        (
            "The deadline for submission of the WSoA is 31 May 2018.",
            [("due", "2018-05-31", "Walsall Council")],
        ),
        ("Ofsted received the WSoA on 14 May 2018.", [("submitted", "2018-05-14", None)]),
        (
            "The WSoA was not deemed to be fit for purpose in March 2018 and was resubmitted on 2 May 2018.",
            [("submitted", "2018-05-02", None)],
        ),
        (
            "Following its submission in May 2018, the WSoA was approved on 1 June 2018 as fit for purpose.",
            [("submitted", "2018-05", None), ("fit-for-purpose", "2018-06-01", "Ofsted")],
        ),
        (
            "The WSoA was presented to the Health and Wellbeing Board on 20 March 2018.",
            [("considered", "2018-03-20", "Walsall Health and Wellbeing Board")],
        ),
        (
            "The Cabinet considered the WSoA at its meeting on 6 March 2018.",
            [("considered", "2018-03-06", "Walsall Cabinet")],
        ),
        (
            "Monitoring meetings were held in June and September 2018.",
            [
                ("monitoring-visit", month, "Department for Education and NHS England")
                for month in ("2018-06", "2018-09")
            ],
        ),
        (
            "In May 2018, DfE advisers held a first progress review of the WSoA.",
            [("monitoring-visit", "2018-05", "Department for Education and NHS England")],
        ),
        (
            "Following a meeting in May 2018, the area has had four monitoring visits to date.",
            [],
        ),
        (
            "Ofsted and the CQC re-visited the area from 10 to 12 June 2019.",
            [("re-visit", "2019-06-10", "Ofsted and the Care Quality Commission")],
        ),
        ("Advisers will support the preparation of the written statement of action.", []),
        ("A written statement of action may be required where concerns are found.", []),
        ("The strategy was considered by the Cabinet in June 2018.", []),
    ],
)
def test_sentences_tell_events(text: str, expected: list[Event]) -> None:
    assert events(f"{text}\n") == expected


def test_a_letter_dates_the_requirement() -> None:
    text = "HMCI has determined that a written statement of action is required because of weaknesses.\n"
    assert events(text, letter_date="2018-01-31", answers=False) == [
        ("required", "2018-01-31", "Her Majesty's Chief Inspector")
    ]


@pytest.mark.parametrize(
    ("sentence", "required"),
    [
        ("The local area is required to produce and submit a written statement of action to Ofsted.", True),
        ("The local authority and CCG are jointly required to submit a WSoA.", True),
        ("The inspection requires the local authority to produce a written statement of action.", True),
        ("HMCI has determined that the council must submit a written statement of action.", True),
        ("Inspectors are of the opinion that a written statement of action is needed.", True),
        ("HMCI has determined that the council is responsible for submitting the statement.", False),
        ("This letter does not require a written statement of action.", False),
        ("The local area is not required to produce a written statement of action.", False),
        ("Where a written statement of action is required, advisers are appointed.", False),
        ("Leaders are required to publish a strategy.", False),
    ],
)
def test_a_requirement_is_told_from_talk_of_one(sentence: str, required: bool) -> None:
    assert is_required(sentence) is required
