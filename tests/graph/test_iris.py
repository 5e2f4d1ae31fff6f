"""Slugs: valid IRIs for any name, always the same, different for different names."""

import re
import unicodedata

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendgraph.graph.iris import inspection_slug, organisation_slug, paper_slug, slug
from sendgraph.graph.namespaces import Namespaces

NAMES = st.text(min_size=1).filter(lambda name: any(c.isalnum() for c in name))


@given(st.text())
def test_any_name_gives_a_valid_segment(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(name))
    pyoxigraph.NamedNode(str(Namespaces().thing("person", "ofsted", slug(name))))


@given(st.text())
def test_a_slug_is_its_own_slug(name: str) -> None:
    assert slug(slug(name)) == slug(name)


@given(NAMES, NAMES)
def test_names_that_differ_in_letters_or_digits_differ_in_their_slugs(one: str, other: str) -> None:
    def bare(name: str) -> str:
        folded = unicodedata.normalize("NFKC", name).casefold()
        decomposed = unicodedata.normalize("NFKD", folded)
        return "".join(c for c in decomposed if c.isalnum())

    if slug(one) == slug(other):
        short = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "&": "and"}
        same = [bare("".join(short.get(c, c) for c in name.casefold())) for name in (one, other)]
        assert same[0] == same[1]


@given(st.text(alphabet="abc -'’.", min_size=1))
def test_spacing_case_and_apostrophes_do_not_matter(name: str) -> None:
    assert slug(f"  {name.upper()}  ") == slug(name.replace("'", "’"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("NHS Halton Clinical Commissioning Group", "nhs-halton-ccg"),
        ("NHS Halton Clinical Commissioning Group (CCG)", "nhs-halton-ccg"),
        ("NHS Cheshire and Merseyside Integrated Care Board", "nhs-cheshire-and-merseyside-icb"),
        ("NHS Cheshire and Merseyside ICB", "nhs-cheshire-and-merseyside-icb"),
        ("The Care Quality Commission", "cqc"),
        ("Her Majesty's Chief Inspector", "ofsted"),
        ("Northamptonshire Children’s Trust", "northamptonshire-childrens-trust"),
    ],
)
def test_organisations(name: str, expected: str) -> None:
    assert organisation_slug(name) == expected


def test_inspections_and_papers() -> None:
    assert inspection_slug("halton", "2017-03-27", "2017-05-25") == "halton-2017-03-27"
    assert inspection_slug("cheshire-east", "2018-03") == "cheshire-east-2018-03"
    assert inspection_slug("thurrock", None, "2026-03-09") == "thurrock-published-2026-03-09"
    assert inspection_slug("thurrock", None) is None
    assert paper_slug("medway", "2018-03-08", "committee-report", "x") == "medway-2018-03-08-committee-report"
    assert paper_slug("medway", None, "committee-report", "My paper") == "medway-committee-report-my-paper"


@given(st.sampled_from(["https://w3id.org/sendgraph/", "http://localhost:8000/a/"]), st.text())
def test_a_path_leads_back_to_its_thing(base: str, name: str) -> None:
    namespaces = Namespaces(base)
    iri = namespaces.thing("body", slug(name))
    assert namespaces.thing(*namespaces.path(iri).split("/")) == iri
