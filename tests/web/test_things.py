"""The page of a thing tells stated from inferred, reads both ways once, and leads to questions about it."""

import re

import httpx
import pytest

from sendgraph.store import Solutions, Term
from sendgraph.web.answers.questions import for_spreadsheets

HTML = {"Accept": "text/html"}
FINDING = "/doc/finding/cheshire-west-and-chester-2022-02-14/main-finding/6"


def test_what_is_inferred_is_told_apart_from_what_is_stated(shipped: httpx.Client) -> None:
    page = " ".join(shipped.get(FINDING, headers=HTML).text.split())
    document = "document/cheshire-west-and-chester-2022-02-14"
    inferred = "inferred/cheshire-west-and-chester-2022-02-14"
    assert f'Stated in <a href="/doc/graph/{document}">{document}</a>. More is inferred, in' in page
    assert f'More is inferred, in <a href="/doc/graph/{inferred}">{inferred}</a>.' in page


def test_a_broader_concept_is_not_shown_once_more_from_its_other_end(shipped: httpx.Client) -> None:
    page = shipped.get("/def/theme/waiting-times", headers=HTML).text
    assert "has broader concept" in page
    assert "has narrower concept" not in page


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("/doc/area/medway", "/questions/area-timeline?area=medway"),
        (FINDING, f"/questions/evidence-for-a-finding?finding={FINDING[5:].replace('/', '%2F')}"),
        ("/def/theme/waiting-times", "/questions/recurring-concerns?theme=waiting-times"),
    ],
)
def test_a_page_leads_to_the_questions_about_its_thing(
    shipped: httpx.Client, address: str, asked: str
) -> None:
    assert f'<a href="{asked}">' in shipped.get(address, headers=HTML).text
    assert shipped.get(asked, headers=HTML).status_code == 200


def test_a_thing_that_no_question_takes_has_none(shipped: httpx.Client) -> None:
    page = shipped.get("/doc/plan/cheshire-east-2018-03/written-statement-of-action", headers=HTML).text
    assert "Ask about it" not in page


@pytest.mark.parametrize("area", ["medway", "Medway", "area/medway"])
def test_a_form_keeps_the_area_asked_about_however_it_is_written(shipped: httpx.Client, area: str) -> None:
    page = shipped.get("/questions/area-timeline", params={"area": area}, headers=HTML).text
    options = re.findall(r"<option [^>]*>", page)
    assert options[:3] == [
        '<option value="">',
        '<option value="Medway" selected>',
        '<option value="Barking and Dagenham">',
    ]


def test_cells_carry_their_heading_for_narrow_screens(shipped: httpx.Client) -> None:
    page = shipped.get("/questions/significant-weaknesses?area=medway", headers=HTML).text
    assert page.count('<td role="cell" data-label="Text"') == 8


def test_no_download_runs_a_formula_and_numbers_stay_numbers() -> None:
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    found = Solutions(
        ("a", "b", "c", "d"),
        [(Term("literal", "=1+1"), Term("literal", "-5", integer), None, Term("iri", "http://a/"))],
    )
    assert for_spreadsheets(found) == Solutions(
        found.variables,
        [(Term("literal", "'=1+1"), Term("literal", "-5", integer), None, Term("iri", "http://a/"))],
    )
