import pytest

from sendgraph.extraction import Lexicon
from sendgraph.extraction.polarity import PolarityReader
from sendgraph.extraction.record import Section


@pytest.fixture(scope="module")
def reader() -> PolarityReader:
    return PolarityReader(Lexicon.shipped())


def polarity(reader: PolarityReader, text: str, section: Section) -> str | None:
    verdict = reader.read(text, section)
    return verdict and verdict.polarity


@pytest.mark.parametrize(
    ("section", "text", "expected"),
    [
        ("next-step", "We will improve plans.", None),
        ("recommendation", "The board is asked to note the poor progress.", None),
        ("priority-action", "Leaders should build on the excellent work of nurses.", "negative"),
        ("significant-weakness", "the quality of plans", "negative"),
        ("experience", "Children feel safe and achieve well.", "positive"),
        ("experience", "Too many children wait too long for help.", "negative"),
        ("experience", "Children are not consistently well supported.", "negative"),
        ("experience", "Nurses know families well. However, too few families see a nurse in time.", "mixed"),
        (
            "experience",
            "Although staff are kind and skilled, needs remain unmet and waits are too long.",
            "negative",
        ),
        ("experience", "Experiences of short breaks are mixed.", "mixed"),
        ("effective", "Leaders have reduced delays, which prevents gaps in support.", "positive"),
        (
            "effective",
            "Schools include pupils well. However, many families struggle to find a place.",
            "mixed",
        ),
        (
            "strength",
            "Children who are not in education, employment or training get prompt advice.",
            "positive",
        ),
        ("needs-improvement", "Leaders do not know whether services are effective.", "negative"),
        (
            "area-for-development",
            "Plans are late. That said, recent plans are of high quality and very useful.",
            "mixed",
        ),
    ],
)
def test_a_text_says_what_it_says(
    reader: PolarityReader, section: Section, text: str, expected: str | None
) -> None:
    assert polarity(reader, text, section) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Leaders have strengthened training very effectively. However, waits are too long.", "mixed"),
        (
            "Leaders are aware of the need for strong and timely support. However, waits are long.",
            "negative",
        ),
        ("There is no clear and effective strategy for good support.", "negative"),
    ],
)
def test_under_a_heading_of_weaknesses_only_firm_praise_makes_a_finding_mixed(
    reader: PolarityReader, text: str, expected: str
) -> None:
    assert polarity(reader, text, "needs-improvement") == expected


def test_the_section_is_the_expectation_where_the_text_says_nothing(reader: PolarityReader) -> None:
    text = "The panel meets on Tuesdays."
    assert polarity(reader, text, "effective") == "positive"
    assert polarity(reader, text, "needs-improvement") == "negative"


def test_a_verdict_names_the_clauses_that_speak_for_it(reader: PolarityReader) -> None:
    text = "Nurses know families well and act quickly. However, too few families see a nurse in time."
    verdict = reader.read(text, "experience")
    assert verdict is not None
    reasons = list(verdict.reasons(text))
    assert [r.label for r in reasons] == ["polarity:mixed"] * 2
    assert [r.words for r in reasons] == [
        "Nurses know families well and act quickly.",
        "However, too few families see a nurse in time.",
    ]
    assert [text[r.start : r.end] for r in reasons] == [r.words for r in reasons]
    assert {r.confidence for r in reasons} == {verdict.confidence}


def test_a_section_that_is_always_negative_is_its_own_reason(reader: PolarityReader) -> None:
    verdict = reader.read("Leaders should build on good work.", "priority-action")
    assert verdict is not None
    assert [(r.label, r.start, r.words, r.confidence) for r in verdict.reasons("")] == [
        ("polarity:negative", None, "what its section is for", 1.0)
    ]


def test_no_words_have_no_polarity(reader: PolarityReader) -> None:
    assert reader.read("–", "experience") is None
