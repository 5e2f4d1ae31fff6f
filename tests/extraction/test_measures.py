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


def test_a_share_of_those_who_wait_less_is_one_measure(reader: MeasureReader) -> None:
    (m,) = reader.read("By the end of the academic year 2018/19, 92% of children waited less than 18 weeks.")
    assert (m.quantity.value, m.indicator_code, m.date) == (92, "waiting-time", "2019")


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One in four children wait too long.", [(0.25, None, "ratio", "exact")]),
        ("Nine out of 10 families were seen within 18 weeks.", [(0.9, None, "ratio", "exact")]),
        ("12 of the 15 young people moved into paid work.", [(0.8, None, "ratio", "exact")]),
        ("Just under half of parents agree.", [(0.5, None, "ratio", "approximately")]),
        ("Half said they knew about the local offer.", [(0.5, None, "ratio", "exact")]),
        ("Over three-quarters of transfers were late.", [(0.75, None, "ratio", "at-least")]),
        ("Absence is more than twice as high as elsewhere.", [(2, None, "ratio", "at-least")]),
        ("Sixty per cent of reviews were on time.", [(60, None, "percent", "exact")]),
        ("Between 30% and 40% of requests are refused.", [(30, 40, "percent", "exact")]),
        ("Attainment improved by seven percentage points.", [(7, None, "percent", "exact")]),
        ("The council has invested £1.2m.", [(1.2e6, None, "GBP", "exact")]),
        ("Grants of up to £10,000 are available.", [(10_000, None, "GBP", "at-most")]),
        ("Families face two-year waits.", [(2, None, "years", "exact")]),
        ("Children wait two and a half years.", [(2.5, None, "years", "exact")]),
        ("Families wait between six and nine months.", [(6, 9, "months", "exact")]),
        ("Children wait at least 40 weeks.", [(40, None, "weeks", "at-least")]),
        ("Some wait for as long as three years.", [(3, None, "years", "at-most")]),
        ("The average time from referral to assessment is 26 weeks.", [(26, None, "weeks", "exact")]),
        ("The number of complaints has fallen to 12.", [(12, None, "count", "exact")]),
        (
            "Of the 213 plans, 180 were on time.",
            [(213, None, "count", "exact"), (180, None, "count", "exact")],
        ),
        ("The group has two additional speech and language therapists.", [(2, None, "count", "exact")]),
    ],
)
def test_the_ways_of_saying_how_much(
    reader: MeasureReader, text: str, expected: list[tuple[object, ...]]
) -> None:
    found = [m.quantity for m in reader.read(text)]
    assert [(q.value, q.value_to, q.unit, q.comparison) for q in found] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The third of these priorities is due in the third quarter of the year.",
        "The six-week deadline for advice is often missed.",
        "The team works five days a week, across four localities and three trusts.",
        "Children aged between two and three years, and a four-year-old child with autism, waited.",
        "Two years ago, children waited too long; over the last 18 months, waits have become shorter.",
        "One young person told inspectors that they felt safe.",
        "Inspectors held 20 meetings and received 450 responses.",
        "Over 300 parents responded to the inspectors’ survey.",
        "Section 23 notifications, level 2 courses and paragraph 9.12 of the Code of 2015 are known.",
        "Children with a speech delay are checked at 27 months.",
    ],
)
def test_numbers_about_the_work_itself_are_no_measures(reader: MeasureReader, text: str) -> None:
    assert reader.read(text) == []


@pytest.mark.parametrize(
    ("text", "now", "then"),
    [
        (
            "Plans issued in time rose from 4% in March 2019 to 82% in June 2019.",
            (82, "2019-06"),
            (4, "2019-03"),
        ),
        (
            "The offer grew from 2 / 3 opportunities in 2017 to 46 placements by May 2019.",
            (46, "2019-05"),
            (2, "2017"),
        ),
        ("The average wait has fallen from 26 to nine weeks.", (9, None), (26, None)),
        ("The wait is now 11 weeks, down from 32 weeks in 2016.", (11, None), (32, "2016")),
        ("In 2019, exclusions fell to 12 cases from 45 cases in 2016.", (12, "2019"), (45, "2016")),
        ("Exclusions reduced from 214 to 96 in the academic year 2016/17.", (96, "2017"), (214, None)),
        ("The number waiting fell from 540 in January 2018 to 120 children.", (120, None), (540, "2018-01")),
    ],
)
def test_what_a_value_was_before(
    reader: MeasureReader, text: str, now: tuple[float, str | None], then: tuple[float, str | None]
) -> None:
    (m,) = reader.read(text)
    assert m.former is not None
    assert ((m.quantity.value, m.date), (m.former.value, m.former_date)) == (now, then)


def test_another_group_or_place_is_no_former_value(reader: MeasureReader) -> None:
    text = "Only 3% of adults are in paid employment compared with 6% nationally and 5% regionally."
    assert [(m.quantity.value, m.former, m.scope, m.indicator_code) for m in reader.read(text)] == [
        (3, None, "area", "progression"),
        (6, None, "england", "progression"),
        (5, None, "other", "progression"),
    ]
    assert [m.former for m in reader.read("40% of girls compared with 60% of boys attend.")] == [None, None]


def test_a_bare_national_figure_measures_what_the_areas_does(reader: MeasureReader) -> None:
    text = "Nationally, 55% of plans were completed in time; in Wexley it was 41%."
    assert [(m.indicator_code, m.indicator, m.scope) for m in reader.read(text)] == [
        ("ehc-plans-in-time", "plans were completed in time", "england"),
        ("ehc-plans-in-time", "plans were completed in time", "area"),
    ]


@pytest.mark.parametrize(
    ("text", "status", "scope"),
    [
        ("Leaders have a target of 90% for plans in time.", "target", "area"),
        ("Leaders aim to issue 90% of plans in time by 2022.", "target", "area"),
        ("Leaders aim to reduce waits and have trained 200 staff.", "observed", "area"),
        ("The area expects 80 young people to take up internships by 2025.", "forecast", "area"),
        ("By 2025, 120 special school places will have been created.", "forecast", "area"),
        ("95% of plans were in time, and leaders expect this to improve.", "observed", "area"),
        ("This will continue, but 35% of plans are late.", "observed", "area"),
        ("The trust plans to recruit four therapists.", "planned", "area"),
        ("There are 40 new places due to open in May 2020.", "planned", "area"),
        ("It is estimated that 300 children are waiting.", "estimate", "area"),
        ("Absence is below the national average, at 4%.", "observed", "area"),
        ("The national average for absence is 4%.", "observed", "england"),
        ("Waits are more than twice the national average.", "observed", "area"),
        ("In similar areas, 40% of plans are late.", "observed", "other"),
    ],
)
def test_status_and_scope(reader: MeasureReader, text: str, status: str, scope: str) -> None:
    (m,) = reader.read(text)
    assert (m.status, m.scope) == (status, scope)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Plans issued in time rose from 4% in March 2019 to 82% in June 2019.", "Plans issued in time rose"),
        ("The average wait time is 18 months.", "The average wait time"),
        ("Parents left due to long waits of six to nine months.", "Parents left due to long waits"),
        ("Children wait too long, up to two years in some cases, for a diagnosis.",
         "Children wait too long, in some cases, for a diagnosis"),
        ("There are 122 personal budgets in place for respite.", "personal budgets in place for respite"),
        ("The late cases have fallen quickly, with a reduction from 155 on 26/02/2019 to 5 on 22/07/2019.",
         "The late cases have fallen quickly"),
        ("Attainment in phonics rose at twice the national rate.", "Attainment in phonics rose"),
        ("A programme for eight young people is a step in the right direction.",
         "A programme for young people is a step in the right direction"),
    ],
)  # fmt: skip
def test_the_words_say_what_was_measured(reader: MeasureReader, text: str, words: str) -> None:
    (m,) = reader.read(text)
    assert m.indicator == words


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("20% of children with an EHC plan were excluded.", "exclusion"),
        ("64% of children and young people with SEND were satisfied with their support.", "satisfaction"),
        ("24% of pupils with SEN support reached the expected standard.", "attainment"),
        ("95% of children see a therapist within 18 weeks of referral.", "waiting-time"),
        ("About 245 children were waiting for an appointment.", "waiting-list"),
        ("There are 8,500 children and young people with SEND.", "population-send"),
        ("Of these, 2,914 have an EHC plan.", "ehc-plans-maintained"),
        ("Two thirds of two-year-olds receive their check.", "checks-received"),
        ("Fewer than one in ten young people are in paid employment.", "progression"),
        ("Over 300 professionals have been trained.", "staff-trained"),
    ],
)
def test_what_is_measured_wins_over_whom(reader: MeasureReader, text: str, code: str) -> None:
    (m,) = reader.read(text)
    assert m.indicator_code == code


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
