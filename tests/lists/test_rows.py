"""What stands in a row, whole: of the shipped documents, and of a release with dates of every precision."""

from typing import Any

import pytest

from sendgraph.lists import Lists

BASE = "https://w3id.org/sendgraph/"


def thing(kind: str, slug: str, label: str) -> dict[str, str]:
    iri, path = f"{BASE}id/{kind}/{slug}", f"/doc/{kind}/{slug}"
    return {"iri": iri, "slug": slug, "label": label, "path": path}


def concept(scheme: str, notation: str, label: str) -> dict[str, str]:
    iri, path = f"{BASE}def/{scheme}/{notation}", f"/def/{scheme}/{notation}"
    return {"iri": iri, "slug": notation, "label": label, "path": path}


HALTON = thing("area", "halton", "Halton")
ICB = thing("body", "nhs-cheshire-and-merseyside-icb", "NHS Cheshire and Merseyside Integrated Care Board")
COUNCIL = thing("body", "halton-borough-council", "Halton Borough Council")
LETTER = thing("document", "halton-2017-03-27", "Halton 2017 outcome letter")
FIRST = thing("inspection", "halton-2017-03-27", "SEND inspection of Halton, March 2017")
LATEST = thing("inspection", "halton-2023-11-20", "SEND inspection of Halton, November 2023")


def row(lists: Lists, name: str, slug: str) -> dict[str, Any]:
    plain: dict[str, Any] = lists.by_name[name].row(slug).model_dump(mode="json")
    return plain


def test_an_area(lists: Lists) -> None:
    halton = row(lists, "areas", "halton")
    tally = halton.pop("findings")
    assert halton == HALTON | {
        "gss_code": "E06000006",
        "region": concept("region", "north-west", "North West"),
        "authority_type": concept("authority-type", "unitary-authority", "Unitary authority"),
        "latest_inspection": LATEST,
        "latest_judgement": concept("judgement", "systemic-failings", "Widespread or systemic failings"),
        "inspections": 2,
        "responsible_bodies": [COUNCIL, ICB],
    }
    assert tally["total"] == sum(count for name, count in tally.items() if name != "total") > 50


def test_an_inspection_and_its_former_address(lists: Lists) -> None:
    inspection = row(lists, "inspections", "halton-2017-03")
    tally = inspection.pop("findings")
    assert tally == row(lists, "documents", "halton-2017-03-27")["findings"]
    assert inspection == FIRST | {
        "area": HALTON,
        "framework": concept("framework", "2016", inspection["framework"]["label"]),
        "type": concept("inspection-type", "full", "Full inspection"),
        "start": "2017-03-27",
        "end": "2017-03-31",
        "year": 2017,
        "published": None,
        "judgement": concept("judgement", "wsoa-not-required", inspection["judgement"]["label"]),
        "responsible_bodies": [
            COUNCIL,
            thing("body", "nhs-halton-ccg", "NHS Halton Clinical Commissioning Group"),
        ],
        "documents": [LETTER],
    }
    assert row(lists, "inspections", "cheshire-east-2018-03")["start"] == "2018-03"


def test_a_finding_with_its_words(lists: Lists) -> None:
    finding = row(lists, "findings", "halton-2017-03-27/strength/1")
    assert (finding["area"], finding["inspection"], finding["document"]) == (HALTON, FIRST, LETTER)
    assert finding["section"] == concept("section", "strength", "Strength in a letter")
    assert (finding["polarity"]["slug"], finding["said_by"]) == ("positive", "inspectors")
    (quote,) = finding["quotes"]
    assert " ".join(quote["text"].split()) == " ".join(finding["text"].split())
    assert quote["page"] is None and finding["recurs_from"] == []
    again = row(lists, "findings", "cheshire-west-and-chester-2025-11-17/needs-improvement/9")
    (before,) = again["recurs_from"]
    assert before["slug"] == "cheshire-west-and-chester-2022-02-14/area-for-development/2"
    told = row(lists, "findings", "medway-2018-03-08-committee-report/risk/3")
    assert told["said_by"] == "area"


def test_a_measure_before_and_after(lists: Lists) -> None:
    asked = lists.measures.parameters(indicator=["ehc-assessments-overdue"])
    (measure,) = (m for m in lists.measures.page(asked).rows if m.value == 5)  # type: ignore[arg-type] - its own model
    assert (measure.baseline_value, measure.baseline_as_at, measure.as_at) == (
        155,
        "2019-02-26",
        "2019-07-22",
    )
    assert measure.area and measure.area.slug == "cheshire-east"
    assert measure.inspection and measure.inspection.slug == "cheshire-east-2018-03"
    assert measure.unit and measure.unit.slug == "count"


def test_a_document_under_a_licence_and_one_under_none(lists: Lists) -> None:
    letter = row(lists, "documents", "halton-2017-03-27")
    assert letter["licence"] == "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
    assert (letter["areas"], letter["inspections"], letter["date"]) == ([HALTON], [FIRST], "2017-05-25")
    assert letter["publishers"] == [thing("body", "ofsted", "Ofsted")]
    report = row(lists, "documents", "medway-2018-03-08-committee-report")
    assert report["licence"] is None and "no" in report["rights"] and report["pages"] is None
    assert report["kind"]["slug"] == "committee-report"


def test_services_of_an_area(lists: Lists) -> None:
    asked = lists.services.parameters(area=["Medway"], service=["special-school"])
    (service,) = lists.services.page(asked).rows  # type: ignore[arg-type] - its own model
    named = {(one.label, one.area and one.area.slug) for one in service.local_services}
    assert ("The Marlborough Centre", "medway") in named
    elsewhere = lists.services.row("special-school").local_services
    assert {(one.label, one.area and one.area.slug) for one in elsewhere} >= named


def slugs(lists: Lists, name: str, **asked: Any) -> list[str]:
    one = lists.by_name[name]
    return [row.slug for row in one.page(one.parameters.model_validate(asked)).rows]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"from": "2018-03-31", "to": "2018-03-31"}, ["north-by-2018-03"]),
        ({"from": "2018-04-01", "to": "2019-05-06"}, ["north-by-2019-05-06"]),
        ({"from": "2019-05-07", "to": "2020-02-28"}, []),
        ({"from": "2020-02-29", "to": "2021-01-01"}, ["south-by-published-2020-02-29", "south-by-some-year"]),
        ({"from": "2021-12-31"}, ["south-by-some-year"]),
        ({"to": "2017-12-31"}, []),
        ({"from": "2018-03-20", "to": "2018-03-10"}, []),
    ],
)
def test_a_month_a_year_or_a_publication_stands_for_an_unknown_day(
    small: Lists, asked: dict[str, str], found: list[str]
) -> None:
    assert slugs(small, "inspections", **asked) == found


def test_the_latest_inspection_is_none_that_only_follows_up(small: Lists) -> None:
    north, south = small.areas.row("north-by"), small.areas.row("south-by")
    assert north.latest_inspection and north.latest_inspection.slug == "north-by-2018-03"
    assert north.latest_judgement and north.latest_judgement.slug == "failings"
    assert south.latest_inspection and south.latest_inspection.slug == "south-by-some-year"
    assert slugs(small, "areas", judgement=["failings"]) == ["north-by"]
    assert slugs(small, "areas", **{"from": "2019-01-01"}) == ["south-by"]
    assert (north.inspections, south.inspections) == (2, 3)


def test_bodies_that_took_over_stand_for_those_they_succeeded(small: Lists) -> None:
    assert [body.slug for body in small.areas.row("north-by").responsible_bodies] == ["new"]
    assert small.areas.row("south-by").responsible_bodies == ()  # each took over from the other


def test_a_release_under_another_base_and_prefix(small: Lists) -> None:
    finding = small.findings.row("north-by-2018-03/strength/2")
    assert finding.path == "/send/doc/finding/north-by-2018-03/strength/2"
    assert [theme.path for theme in finding.themes] == [
        "/send/def/theme/access",
        "/send/def/theme/first-waits",
    ]
    assert [service.slug for service in finding.services] == ["camhs"]  # by the local service that it names
    assert small.themes.row("waiting-times").label == "Waiting times"
    assert (
        slugs(small, "areas", area=["NÖRTH by the sea"])
        == slugs(small, "areas", q="north sea")
        == ["north-by"]
    )
    assert slugs(small, "findings", area=["http://example.org/id/area/south-by"]) == ["paper/progress/1"]
    assert small.findings.row("paper/progress/1").inspection is None


def test_broader_themes_count_a_finding_once(small: Lists) -> None:
    counts = {row.slug: row.findings.total for row in small.themes.page(small.themes.parameters()).rows}  # type: ignore[arg-type] - its own model
    assert counts == {"access": 1, "first-waits": 1, "waiting-times": 1}
    assert slugs(small, "themes", theme=["waiting-times"]) == ["first-waits", "waiting-times"]


def test_what_lists_show_and_search_has_no_contact_details(small: Lists) -> None:
    shown = "".join(one.page(one.parameters(limit=1_000)).model_dump_json() for one in small.by_name.values())
    assert not any(detail in shown for detail in ("567890", "a.b@", "+44"))
    assert slugs(small, "findings", q="01234") == slugs(small, "findings", q="567890") == []
