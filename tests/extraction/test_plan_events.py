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
        ("The local area is not required to produce a written statement of action.", False),
        ("Where a written statement of action is required, advisers are appointed.", False),
        ("Leaders are required to publish a strategy.", False),
    ],
)
def test_a_requirement_is_told_from_talk_of_one(sentence: str, required: bool) -> None:
    assert is_required(sentence) is required
