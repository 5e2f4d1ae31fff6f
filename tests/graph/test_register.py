"""One inspection is one, wherever and however precisely it is seen."""

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendgraph.errors import DataError
from sendgraph.extraction.record import LocalService, Record
from sendgraph.graph.register import Inspection, Register, register
from sendgraph.reference import Reference, load_reference

REFERENCE = load_reference()


def letter(name: str, start: str | None, end: str | None = None, **more: object) -> Record:
    values: dict[str, object] = {
        "document": name,
        "kind": "outcome-letter-2016",
        "title": None,
        "publisher": "Ofsted",
        "document_date": None,
        "area": "Halton",
        "framework": "2016",
        "inspection_start": start,
        "inspection_end": end,
        "judgement": None,
        "local_authority": "Halton Borough Council",
    }
    return Record.model_validate(values | more)


def paper(name: str, start: str, **more: object) -> Record:
    values = {"kind": "improvement-update", "document_date": "2019-09-24"} | more
    return letter(name, start, **values)


def known(records: Iterable[Record], area: str = "halton") -> list[Inspection]:
    return list(register(records, REFERENCE).inspections.get(area, ()))


def slugs(records: Iterable[Record], area: str = "halton") -> list[tuple[str, tuple[str, ...]]]:
    return [(i.slug, i.aliases) for i in known(records, area)]


IN_REFERENCE = ("halton-2023-11-20", ("halton-2023-11", "halton-published-2024-01-26"))


def test_an_inspection_of_the_reference_and_of_its_report_are_one() -> None:
    report = letter("halton", "2023-11-20", "2023-11-24", kind="inspection-report-2023", framework="2023")
    assert slugs([]) == [IN_REFERENCE]
    assert slugs([report]) == [IN_REFERENCE]
    assert register([report], REFERENCE).document(report) == "halton-2023-11-20"


def test_a_month_gives_way_to_the_day_and_its_address_is_kept() -> None:
    update = paper("update", "2017-03")
    assert slugs([update])[0] == ("halton-2017-03", ())
    together = register([update, letter("letter", "2017-03-27", "2017-03-31")], REFERENCE)
    assert together.inspection(update).slug == "halton-2017-03-27"
    assert together.inspection(update).aliases == ("halton-2017-03",)
    assert together.find("halton", "2017-03") == together.inspection(update)


def test_an_inspection_that_crosses_a_month_is_found_by_either() -> None:
    records = [paper("update", "2017-04"), letter("letter", "2017-03-30", "2017-04-03")]
    assert slugs(records)[0] == ("halton-2017-03-30", ("halton-2017-03", "halton-2017-04"))


def test_dates_that_overlap_are_one_inspection_and_the_inspectors_own_count() -> None:
    later = letter(
        "later",
        "2023-11-20",
        kind="inspection-report-2023",
        framework="2023",
        previous_inspection_start="2017-03-28",
        previous_inspection_end="2017-03-31",
    )
    records = [letter("letter", "2017-03-27", "2017-03-31"), later]
    assert [i.slug for i in known(records)] == ["halton-2017-03-27", "halton-2023-11-20"]
    previous = register(records, REFERENCE).previous(later)
    assert previous is not None
    assert previous.slug == "halton-2017-03-27"


def test_known_by_publication_until_a_report_gives_the_days() -> None:
    assert slugs([], "thurrock") == [("thurrock-published-2026-03-09", ())]
    report = letter(
        "thurrock",
        "2025-12-01",
        "2025-12-05",
        kind="inspection-report-2023",
        framework="2023",
        area="Thurrock",
    )
    assert slugs([report], "thurrock") == [
        ("thurrock-2025-12-01", ("thurrock-2025-12", "thurrock-published-2026-03-09"))
    ]


def test_a_printed_previous_date_after_a_full_inspection_of_2016_is_a_re_visit() -> None:
    report = letter(
        "later",
        "2023-11-20",
        kind="inspection-report-2023",
        framework="2023",
        previous_inspection_start="2019-12-09",
    )
    alone, beside = known([report]), known([report, letter("letter", "2017-03-27")])
    assert [(i.slug, i.kind) for i in alone] == [
        ("halton-2019-12-09", "unknown"),
        ("halton-2023-11-20", "full"),
    ]
    assert [(i.slug, i.kind, i.label) for i in beside][1] == (
        "halton-2019-12-09",
        "re-visit",
        "SEND re-visit to Halton, December 2019",
    )


def test_a_letter_without_days_goes_by_its_own_date_and_without_any_it_is_refused() -> None:
    assert slugs([letter("a", None, letter_date="2017-05-25")])[0][0] == "halton-published-2017-05-25"
    with pytest.raises(DataError, match="a: states no date for its inspection"):
        undated = letter("a", None)
        register([undated], REFERENCE).inspection(undated)


def test_a_year_is_enough_where_no_more_is_known() -> None:
    report = letter("a", "2023", kind="inspection-report-2023", framework="2023", area="Thurrock")
    found = register([report], REFERENCE).inspection(report)
    assert (found.slug, found.year, found.framework) == ("thurrock-2023", 2023, "2023")
    assert found.label == "SEND inspection of Thurrock, 2023"
    assert register([report], REFERENCE).find("thurrock", None, "2026-03-09") != found


def test_papers_of_one_day_and_kind_are_told_apart_by_name() -> None:
    papers = [paper("first", "2017-03"), paper("Second paper", "2017-03")]
    assert dict(register(papers, REFERENCE).documents) == {
        "Second paper": "halton-2019-09-24-improvement-update",
        "first": "halton-2019-09-24-improvement-update-first",
    }


def test_one_spelling_of_a_name_and_one_name_of_a_council() -> None:
    service = [LocalService(name="Bright Sparks", type=None, findings=[])]
    again = [LocalService(name="BRIGHT SPARKS", type=None, findings=[])]
    records = [
        letter("a", "2017-03-27", local_services=service),
        paper("b", "2017-03", local_services=again, local_authority="Halton Council"),
    ]
    both = register(records, REFERENCE)
    assert both.name("service/halton/bright-sparks", "x") == "Bright Sparks"
    assert both.authority("halton") == ("Halton Borough Council", "Halton Council")
    assert both.name("body/nhs-halton-ccg", "x") == "NHS Halton Clinical Commissioning Group"


STARTS = st.lists(
    st.dates(min_value=date(2016, 5, 1), max_value=date(2022, 12, 31)),
    max_size=5,
    unique=True,
)


@given(STARTS, st.randoms())
def test_the_order_of_records_does_not_matter(starts: list[object], random: object) -> None:
    records = [letter(f"r{i}", str(start)) for i, start in enumerate(starts)]
    shuffled = list(records)
    random.shuffle(shuffled)
    one, other = register(records, REFERENCE), register(shuffled, REFERENCE)
    assert one == other
    assert all(_found(one, record) for record in records)


def _found(one: Register, record: Record) -> bool:
    return one.inspection(record).slug.startswith("halton-")


def test_everything_in_the_reference_is_found_by_its_dates(reference: Reference) -> None:
    both = register([], reference)
    found = [both.find(reference.areas[i.area].slug, i.start, i.published) for i in reference.inspections]
    assert None not in found
    assert len({f.slug for f in found if f}) == len(reference.inspections)
