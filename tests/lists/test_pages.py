"""The laws of lists: pages make the whole, filters narrow, and rows say why they are there."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendgraph.errors import BadParameter, UnknownThing
from sendgraph.lists import FindingParameters, FindingRow, Lists, Page, Ref
from sendgraph.lists.words import words

NAMES = ("areas", "inspections", "findings", "measures", "services", "themes", "documents")
VALUES = {
    "area": ["Halton", "area/medway", "cheshire-east", "Cheshire West and Chester", "Barnet"],
    "region": ["North West", "london", "region:south-east"],
    "framework": ["2016", "2023"],
    "judgement": ["wsoa-required", "wsoa-not-required", "systemic-failings", "inconsistent"],
    "theme": ["health", "waiting-times", "Local offer", "leadership", "theme/co-production"],
    "service": ["camhs", "special-school", "neurodevelopmental-service", "parent-carer-forum"],
    "group": ["autism", "looked-after", "post-16"],
    "polarity": ["positive", "negative", "mixed"],
    "section": ["strength", "area-for-development", "progress", "risk", "needs-improvement"],
    "from": ["2016-01-01", "2017-12-04", "2018-03-31", "2022-02-14"],
    "to": ["2022-02-14", "2023-11-20", "2026-01-01"],
    "q": ["wait", "plan health", "SEND", "éarly", "Halton", "nowhere at all"],
}
FEW = settings(max_examples=30)
Filters = dict[str, Any]


@dataclass(frozen=True, repr=False)
class Known:
    """Findings, each with the start of its inspection and what filters can say of it."""

    findings: list[tuple[FindingRow, str, dict[str, set[str | None]]]]


def choice(name: str) -> st.SearchStrategy[Any]:
    one = st.sampled_from(VALUES[name])
    return one if name in ("from", "to", "q") else st.lists(one, min_size=1, max_size=2)


FILTERS = st.sets(st.sampled_from(sorted(VALUES)), max_size=3).flatmap(
    lambda names: st.fixed_dictionaries({name: choice(name) for name in sorted(names)})
)


def page(lists: Lists, name: str, filters: Filters, **paging: Any) -> Page[Any]:
    one = lists.by_name[name]
    return one.page(one.parameters.model_validate({**filters, **paging}))


def slugs(lists: Lists, name: str, filters: Filters) -> list[str]:
    return [row.slug for row in page(lists, name, filters, limit=1_000).rows]


@FEW
@given(st.sampled_from(NAMES), FILTERS, st.integers(1, 120))
def test_pages_together_are_the_whole_list(lists: Lists, name: str, filters: Filters, limit: int) -> None:
    whole = page(lists, name, filters, limit=1_000)
    assert (whole.total, whole.left_out, whole.truncated, whole.next) == (len(whole.rows), 0, False, None)
    rows: list[Ref] = []
    after = None
    while True:
        one = page(lists, name, filters, limit=limit, **({"after": after} if after else {}))
        rows += one.rows
        assert (one.total, one.left_out) == (whole.total, whole.total - len(rows))
        assert one.truncated == (one.next is not None) == (one.left_out > 0)
        if one.next is None:
            break
        assert len(one.rows) == limit and one.next == one.rows[-1].slug
        after = one.next
    assert tuple(rows) == whole.rows


@FEW
@given(st.sampled_from(("areas", "inspections", "findings", "measures", "documents")), FILTERS)
def test_a_further_filter_never_adds_a_row(lists: Lists, name: str, filters: Filters) -> None:
    fewer = slugs(lists, name, filters)
    for left_out in filters:
        more = slugs(lists, name, {key: value for key, value in filters.items() if key != left_out})
        assert set(fewer) <= set(more)


@FEW
@given(FILTERS)
def test_filters_of_findings_intersect_and_values_unite(lists: Lists, filters: Filters) -> None:
    alone = [set(slugs(lists, "findings", {name: value})) for name, value in filters.items()]
    everything = set(slugs(lists, "findings", {}))
    assert set(slugs(lists, "findings", filters)) == everything.intersection(*alone)
    several = [name for name, value in filters.items() if isinstance(value, list)]
    for name in several:
        values = filters[name]
        each = [set(slugs(lists, "findings", {name: [value]})) for value in values]
        assert set(slugs(lists, "findings", {name: values})) == set().union(*each)


@FEW
@given(FILTERS)
def test_reading_all_rows_finds_what_the_index_finds(lists: Lists, known: Known, filters: Filters) -> None:
    expected = [row.slug for row, start, said in known.findings if fits(row, start, said, filters)]
    assert slugs(lists, "findings", filters) == expected


@FEW
@given(FILTERS)
def test_things_are_listed_where_one_finding_fits(lists: Lists, filters: Filters) -> None:
    """`theme` and `polarity` of one finding, not of two: the areas are those that the findings name."""
    of_findings = {"theme", "service", "group", "polarity", "section"}
    asked = {name: value for name, value in filters.items() if name in of_findings}
    if asked:
        found = page(lists, "findings", asked, limit=1_000).rows
        assert set(slugs(lists, "areas", asked)) == {row.area.slug for row in found}
        assert set(slugs(lists, "inspections", asked)) == {row.inspection.slug for row in found}
        assert set(slugs(lists, "documents", asked)) == {row.document.slug for row in found}
        stating = {row.slug for row in found}
        measures = page(lists, "measures", {}, limit=1_000).rows
        expected = [row.slug for row in measures if stating & {finding.slug for finding in row.findings}]
        assert slugs(lists, "measures", asked) == expected


@FEW
@given(FILTERS)
def test_counts_are_totals(lists: Lists, filters: Filters) -> None:
    """What a theme or a type of service counts is what the list of findings holds about it."""
    filters = {name: value for name, value in filters.items() if name not in ("q", "theme", "service")}
    for name, own in (("themes", "theme"), ("services", "service")):
        for row in page(lists, name, filters, limit=4).rows:
            found = page(lists, "findings", {**filters, own: [row.slug]}, limit=1_000)
            assert row.findings.total == found.total
            assert row.findings.total or not filters
            negative = [one for one in found.rows if one.said_by == "inspectors"]
            assert row.findings.weaknesses == sum(slug_of(one.polarity) == "negative" for one in negative)
            assert row.findings.area_statements == found.total - len(negative)
            if name == "themes":
                assert row.areas == len({one.area.slug for one in found.rows})


def test_counts_without_filters_are_totals_too(lists: Lists) -> None:
    for name, own in (("areas", "area"), ("themes", "theme"), ("services", "service")):
        rows = page(lists, name, {}, limit=1_000).rows
        totals = [page(lists, "findings", {own: [f"{own}/{row.slug}"]}, limit=1).total for row in rows]
        assert [row.findings.total for row in rows] == totals
        tallies = [row.findings for row in rows]
        assert all(
            t.total == t.strengths + t.weaknesses + t.mixed + t.unjudged + t.area_statements for t in tallies
        )


@FEW
@given(st.sampled_from(NAMES), st.text(max_size=40), st.integers(1, 1_000))
def test_a_page_begins_after_any_text(lists: Lists, name: str, after: str, limit: int) -> None:
    whole = slugs(lists, name, {})
    found = page(lists, name, {}, after=after, limit=limit)
    start = len(whole) - found.left_out - len(found.rows)
    assert [row.slug for row in found.rows] == whole[start : start + limit]


def test_rows_stand_in_natural_order_and_a_page_begins_after_a_row_that_is_gone(lists: Lists) -> None:
    strengths = slugs(lists, "findings", {"area": ["Halton"], "section": ["strength"]})
    assert strengths == [f"halton-2017-03-27/strength/{k}" for k in range(1, len(strengths) + 1)]
    assert len(strengths) > 9
    after = page(lists, "findings", {"area": ["Halton"]}, after="halton-2017-03-27/strength/9½", limit=1)
    assert after.rows[0].slug == "halton-2017-03-27/strength/10"
    assert page(lists, "areas", {}, after="haltom", limit=1).rows[0].slug == "halton"


@pytest.mark.parametrize("name", NAMES)
def test_a_row_alone_is_the_row_of_the_list(lists: Lists, name: str) -> None:
    rows = page(lists, name, {}, limit=3).rows
    assert [lists.by_name[name].row(row.slug) for row in rows] == list(rows)
    with pytest.raises(
        UnknownThing, match=f"no such row in the list of {name}; take a slug from /api/{name}"
    ):
        lists.by_name[name].row("nowhere")


@pytest.mark.parametrize(
    ("name", "filters", "told"),
    [
        (
            "findings",
            {"theme": ["waitng-times"]},
            "theme: 'waitng-times' is no theme; did you mean waiting-times?",
        ),
        (
            "findings",
            {"polarity": ["good"]},
            "polarity: 'good' is no polarity; choose from mixed, negative, positive",
        ),
        ("areas", {"area": ["Haltn"]}, "area: 'Haltn' is no area; did you mean Halton?"),
        (
            "areas",
            {"area": ["Halton", "area/nowhere"]},
            "area: there is no such area: nowhere; see /api/areas",
        ),
        ("measures", {"indicator": ["x"]}, "indicator: 'x' is no indicator; choose one of"),
        ("documents", {"kind": ["x"]}, "kind: 'x' is no document-kind; choose from committee-report, "),
        (
            "findings",
            {"from": "2020-02-01", "to": "2020-01-01", "judgement": ["x"]},
            "judgement: 'x' is no judgement; choose from ",
        ),
    ],
)
def test_what_stands_for_nothing_is_refused(lists: Lists, name: str, filters: Filters, told: str) -> None:
    with pytest.raises(BadParameter) as refused:
        page(lists, name, filters)
    assert str(refused.value).startswith(told)
    assert refused.value.code == "bad-parameter"


@pytest.mark.parametrize(
    "wrong",
    [
        {"limit": 0},
        {"limit": 1_001},
        {"from": "2020"},
        {"to": "2020-02-30"},
        {"from": 5},
        {"colour": "red"},
        {"q": ""},
        {"theme": [""]},
        {"from": ""},
    ],
)
def test_what_the_model_does_not_know_is_refused(wrong: Filters) -> None:
    with pytest.raises(ValueError, match="1 validation error"):
        FindingParameters.model_validate(wrong)


def test_the_models_name_the_values_that_the_vocabulary_has() -> None:
    schema = FindingParameters.model_json_schema()["properties"]
    assert schema["polarity"]["items"] == {"type": "string", "enum": ["mixed", "negative", "positive"]}
    assert len(schema["area"]["items"]["enum"]) == 153
    assert all(property_.get("description") for property_ in schema.values())


@pytest.fixture(scope="module")
def known(lists: Lists) -> Known:
    """All findings, read off the rows."""
    return Known([(row, *said_of(lists, row)) for row in page(lists, "findings", {}, limit=1_000).rows])


def said_of(lists: Lists, row: FindingRow) -> tuple[str, dict[str, set[str | None]]]:
    assert row.area and row.inspection
    area, inspection = lists.areas.row(row.area.slug), lists.inspections.row(row.inspection.slug)
    assert area.region
    themes = {slug for theme in row.themes for slug in with_broader(lists, theme.slug)}
    said: dict[str, set[str | None]] = {
        "area": {row.area.slug, row.area.label, f"area/{row.area.slug}"},
        "region": {area.region.slug, area.region.label, f"region:{area.region.slug}"},
        "framework": {slug_of(inspection.framework)},
        "judgement": {slug_of(inspection.judgement)},
        "theme": {form for slug in themes for form in (slug, f"theme/{slug}", lists.themes.row(slug).label)},
        "service": {service.slug for service in row.services},
        "group": {group.slug for group in row.groups},
        "polarity": {slug_of(row.polarity)},
        "section": {slug_of(row.section)},
    }
    return inspection.start or inspection.published or str(inspection.year), said


def fits(row: FindingRow, start: str, said: dict[str, set[str | None]], filters: Filters) -> bool:
    """Whether a row is what the filters ask for."""
    told = words(f"{row.label} {row.text}")
    return (
        all(said[name] & set(asked) for name, asked in filters.items() if name in said)
        and filters.get("from", "")[: len(start)] <= start
        and start <= filters.get("to", "9999-99-99")[: len(start)]
        and all(any(word.startswith(part) for word in told) for part in words(filters.get("q", "")))
    )


def slug_of(ref: Ref | None) -> str | None:
    return ref and ref.slug


def with_broader(lists: Lists, theme: str) -> tuple[str, ...]:
    broader = lists.themes.row(theme).broader
    return (theme, *with_broader(lists, broader.slug)) if broader else (theme,)
