from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendgraph.extraction import Lexicon
from sendgraph.extraction.measures import MeasureReader
from sendgraph.extraction.quantities import quantities


@pytest.fixture(scope="module")
def reader() -> MeasureReader:
    return MeasureReader(Lexicon.shipped())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Most children wait more than 18 months.", [(18, None, "months", "at-least", "waiting-time")]),
        (
            "One in five children do not receive their check.",
            [(0.2, None, "ratio", "exact", "checks-received")],
        ),
        ("Waiting times of six to nine months are usual.", [(6, 9, "months", "exact", "waiting-time")]),
        ("There is a wait of up to 18 weeks for therapy.", [(18, None, "weeks", "at-most", "waiting-time")]),
        (
            "A further 15 months or more pass while they wait.",
            [(15, None, "months", "at-least", "waiting-time")],
        ),
        ("The council has committed an additional £1.5 million.", [(1.5e6, None, "GBP", "exact", "budget")]),
        ("The council commissions four alternative providers.", [(4, None, "count", "exact", "providers")]),
        (
            "Nearly 98% of plans are issued in time.",
            [(98, None, "percent", "approximately", "ehc-plans-in-time")],
        ),
        ("There are 122 personal budgets in place.", [(122, None, "count", "exact", "personal-budgets")]),
    ],
)
def test_a_measure_is_read_whole(
    reader: MeasureReader, text: str, expected: list[tuple[object, ...]]
) -> None:
    assert [
        (m.quantity.value, m.quantity.value_to, m.quantity.unit, m.comparison, m.indicator_code)
        for m in reader.read(text)
    ] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Pupils aged 14 to 16 and those in Year 9 are prepared well.",
        "Plans must be issued within the statutory 20 weeks.",
        "Children have a check at two and a half years.",
        "Over the last three years leaders held 12 meetings and named five priorities.",
        "The next full inspection is in 3 years; call 0300 123 1231.",
        "Children from birth to 25 rely on one or two professionals.",
        "In 2019 the strategy ran from 2016 to 2020.",
        "One of the three schools is new.",
    ],
)
def test_ages_years_limits_and_meetings_are_no_measures(reader: MeasureReader, text: str) -> None:
    assert reader.read(text) == []


def test_a_former_value_and_its_date_belong_to_the_later_one(reader: MeasureReader) -> None:
    text = "Late assessments fell from 155 cases on 26/02/2019 to 5 cases on 22/07/2019."
    (m,) = reader.read(text)
    assert (m.quantity.value, m.date) == (5, "2019-07-22")
    assert m.former is not None
    assert (m.former.value, m.former_date) == (155, "2019-02-26")
    assert text[m.start : m.end] == text[:-1]


def test_a_national_figure_is_no_former_value(reader: MeasureReader) -> None:
    own, national = reader.read("In Wexley 40% achieve this, compared with 52% nationally.")
    assert (own.quantity.value, own.former, own.scope) == (40, None, "area")
    assert (national.quantity.value, national.scope) == (52, "england")


def test_a_time_that_only_tells_which_are_counted_is_no_measure(reader: MeasureReader) -> None:
    (m,) = reader.read("There are 108 children waiting longer than 12 weeks.")
    assert (m.quantity.value, m.quantity.unit, m.indicator_code) == (108, "count", "waiting-list")


def test_what_a_value_is_compared_with_is_its_former_value(reader: MeasureReader) -> None:
    (m,) = reader.read(
        "Some 1,000 assessments were completed, compared with the baseline of 504 assessments."
    )
    assert m.former is not None
    assert (m.quantity.value, m.former.value) == (1000, 504)


def test_forecasts_targets_and_england_are_told_apart(reader: MeasureReader) -> None:
    (forecast,) = reader.read("By March 2020 it is predicted that 750 children will have been seen.")
    assert (forecast.status, forecast.date, forecast.scope) == ("forecast", "2020-03", "area")
    (national,) = reader.read("Nationally 67% of looked after children have special educational needs.")
    assert (national.status, national.scope) == ("observed", "england")


def test_outside_findings_only_what_a_document_states_counts(reader: MeasureReader) -> None:
    stated = (
        "There are approximately 8,500 children and young people with SEND. Inspectors spoke with 40 parents."
    )
    assert [m.quantity.value for m in reader.read(stated, finding=False)] == [8500]


@given(st.integers(1, 999_999), st.sampled_from(["%", " per cent"]), st.sampled_from(["", "over ", "up to "]))
def test_figures_are_read_as_written(value: int, unit: str, before: str) -> None:
    text = f"It is {before}{value:,}{unit} now"
    (q,) = quantities(text)
    assert (q.value, q.unit) == (value, "percent")
    assert q.comparison == {"": "exact", "over ": "at-least", "up to ": "at-most"}[before]
    assert text[q.start : q.end] == f"{value:,}{unit}"


@given(st.text(alphabet=st.sampled_from("0123456789 ,.%£ofintworeandmhswk-/"), max_size=60))
def test_quantities_stand_apart_and_in_order(text: str) -> None:
    found = quantities(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(q.value_to is None or q.value_to > q.value for q in found)
