"""The reference facts: whole, resolvable, and equal to what they were taken from."""

import csv
import shutil
from pathlib import Path

import pytest

from sendgraph.errors import InvalidFile
from sendgraph.reference import load_reference
from sendgraph.shipped import folder

SHARED = Path(__file__).parents[2] / ".." / "shared" / "reference"


def test_how_much_there_is() -> None:
    facts = load_reference()
    kinds = [body.kind for body in facts.health_bodies.values()]
    assert len(facts.areas) == 153
    assert kinds.count("integrated-care-board") == 42
    assert kinds.count("clinical-commissioning-group") == 8
    assert len(kinds) == 50
    assert len(facts.inspections) == 96
    assert [one.area for one in facts.inspections if one.judgement is None] == ["Slough"]
    assert set(facts.sources) == {"local-areas", "health-bodies", "inspection-outcomes-2023"}


def test_everything_refers_to_what_is_there() -> None:
    facts = load_reference()
    slugs = {area.slug for area in facts.areas.values()}
    assert len(slugs) == 153
    for area in facts.areas.values():
        assert len(set(area.statistical_neighbours)) == 10
        assert set(area.statistical_neighbours) <= slugs - {area.slug}
        assert area.source in facts.sources
    for body in facts.health_bodies.values():
        if body.succeeded_by:
            assert body.end is not None
            assert body.end < facts.health_bodies[body.succeeded_by].start
    for one in facts.inspections:
        assert one.area in facts.areas
        if one.start and one.end and one.published:
            assert one.start <= one.end < one.published


def test_succession_ends_in_a_board_that_is_there_today() -> None:
    bodies = load_reference().health_bodies
    for body in bodies.values():
        last = body
        while last.succeeded_by:
            last = bodies[last.succeeded_by]
        assert last.kind == "integrated-care-board"
        assert last.end is None


@pytest.mark.skipif(not SHARED.is_dir(), reason="the facts it was made from are not beside this checkout")
def test_facts_equal_those_they_were_taken_from() -> None:
    facts = load_reference()
    given = _read("local-areas.csv")
    slugs = {row["la_code"]: facts.areas[row["area"]].slug for row in given}
    for row in given:
        area = facts.areas[row["area"]]
        assert (area.official_name, area.gss, area.la_code) == (
            row["official_name"],
            row["gss"],
            row["la_code"],
        )
        assert "|".join(area.also_known_as) == row["also_known_as"].replace(";", "|")
        assert str(area.population_0_25) == row["population_0_25"]
        assert area.statistical_neighbours == tuple(
            slugs[code] for code in row["statistical_neighbours"].split(";")
        )
        assert area.region == row["region"].lower().replace(" ", "-")
        assert area.authority_type == row["authority_type"].lower().replace(" ", "-")
    names = {row["ods"]: row["name"] for row in _read("health-bodies.csv")}
    for row in _read("health-bodies.csv"):
        body = facts.health_bodies[row["name"]]
        assert (body.ods, body.gss or "", body.start, body.end or "") == (
            row["ods"],
            row["gss"],
            row["start"],
            row["end"],
        )
        assert body.succeeded_by == names.get(row["succeeded_by"])
        assert (
            body.kind == {"ICB": "integrated-care-board", "CCG": "clinical-commissioning-group"}[row["kind"]]
        )
    ours = {(facts.areas[one.area].gss, one.published): one for one in facts.inspections}
    for row in _read("inspections-2023-framework.csv"):
        one = ours.pop((row["gss"], row["publication_date"]))
        assert (one.start or "", one.end or "", one.judgement or "") == (
            row["inspection_start"],
            row["inspection_end"],
            row["outcome"],
        )
        assert str(one.next_inspection_years or "") == row["next_inspection_years"]
    assert ours == {}


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("inspections.csv", "warrington,", "warringtown,", "'warringtown' is not among the 153 known"),
        ("inspections.csv", "2023-05-05", "2023-05-45", "'2023-05-45' is no day"),
        ("inspections.csv", "area,start", "place,start", "give it area, start, end"),
        ("areas.csv", ",85041,", ",many,", "'many' is no whole number"),
        ("areas.csv", ",local-areas", ",hearsay", "'hearsay' is not among the 3 known"),
        ("health-bodies.csv", ",27D,,2020", ",27D,2020", "too few or too many cells"),
    ],
)
def test_a_damaged_file_is_named(tmp_path: Path, file: str, old: str, new: str, says: str) -> None:
    shutil.copytree(folder("data") / "reference", tmp_path, dirs_exist_ok=True)
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InvalidFile, match=says) as error:
        load_reference(tmp_path)
    assert file in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile, match=r"sources\.csv: cannot be read"):
        load_reference(tmp_path)


def _read(name: str) -> list[dict[str, str]]:
    with (SHARED / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
