"""No e-mail address and no telephone number gets through; figures and dates do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendgraph.extraction.record import Finding, Record, RecordPassage
from sendgraph.release.privacy import MASK, contact_details, mask, without_contact_details


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in contact_details(text)]


@pytest.mark.parametrize(
    ("text", "details"),
    [
        ("T 0300 123 1231", ["0300 123 1231"]),
        ("Textphone 0161 618 8524\nenquiries@ofsted.gov.uk", ["0161 618 8524", "enquiries@ofsted.gov.uk"]),
        ("(01925) 443 322", ["(01925) 443 322"]),
        ("+44 (0)20 7946 0018, 020-7946-0018", ["+44 (0)20 7946 0018", "020-7946-0018"]),
        ("07700900123.", ["07700900123"]),
        ("first.last+send@cheshire-east.gov.uk,", ["first.last+send@cheshire-east.gov.uk"]),
    ],
)
def test_contact_details_are_found(text: str, details: list[str]) -> None:
    assert found(text) == details


@pytest.mark.parametrize(
    "text",
    [
        "from 155 on 26/02/2019 to 5 on 22/07/2019",
        "£1,234,567 in 2018/19, 0.5 % of 10,000,000",
        "E06000006 and 2018-03-12",
        "0-25 SEND Partnership",
        "between 01 02 2019 and 05 06 2020",
        "0161 496 of 12345",
        "sha256 d29a3338f179e574fbd8500958ce9fc865c49d101a9f5cc31f903cf64d66591c",
        "@ofsted on social media",
    ],
)
def test_figures_are_not_contact_details(text: str) -> None:
    assert found(text) == []


@given(st.text())
def test_a_masked_text_keeps_its_offsets_and_has_no_contact_details(text: str) -> None:
    masked = mask(f"{text} 0300 123 1231 {text}")
    assert len(masked) == len(text) * 2 + 15
    assert found(masked) == []


def test_a_record_shows_and_quotes_none() -> None:
    text = "Families ring 0300 123 1231 to ask. They wait."
    record = Record(
        document="a",
        kind="improvement-update",
        title=None,
        publisher=None,
        document_date="2019-09-24",
        area="Halton",
        framework="2016",
        inspection_start=None,
        inspection_end=None,
        judgement=None,
        local_authority=None,
        findings=[
            Finding(n=1, section="progress", text=text, passages=[RecordPassage(start=0, end=len(text))]),
            Finding(n=2, section="progress", text="They wait.", passages=[RecordPassage(start=36, end=46)]),
        ],
    )
    clean = without_contact_details(record, text)
    assert [finding.text for finding in clean.findings] == [
        f"Families ring {MASK} to ask. They wait.",
        "They wait.",
    ]
    quotes = [[text[p.start : p.end] for p in finding.passages] for finding in clean.findings]
    assert quotes == [["Families ring", "to ask. They wait."], ["They wait."]]
