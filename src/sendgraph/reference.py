"""
Reference facts as plain data: local areas, health bodies, published inspection outcomes.

`data/reference/*.csv` is the truth: `areas.csv`, `health-bodies.csv` and `inspections.csv`
name their source in each row, and `sources.csv` says what each source is and what was taken
from it. Files refer to areas and bodies by slug; what is loaded refers to them by name.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sendgraph.errors import InvalidFile
from sendgraph.shipped import folder


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from: title, publishers, the licence's address, and what was taken."""

    key: str
    title: str
    publishers: tuple[str, ...]
    licence: str
    taken: str


@dataclass(frozen=True, slots=True)
class Area:
    """
    A local area: plain name, slug, ONS and local authority codes, statistical neighbours by slug.

    `region` and `authority_type` are notations of the schemes of these names.
    """

    name: str
    slug: str
    official_name: str
    also_known_as: tuple[str, ...]
    gss: str
    la_code: str
    region: str
    authority_type: str
    population_0_25: int | None
    statistical_neighbours: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class HealthBody:
    """
    An integrated care board or former clinical commissioning group, by its full official name.

    `kind` is `integrated-care-board` or `clinical-commissioning-group`; `start` and `end` are the
    ISO days on which it began and ended; `succeeded_by` is the full official name of its successor.
    """

    name: str
    slug: str
    kind: str
    ods: str
    gss: str | None
    start: str
    end: str | None
    succeeded_by: str | None
    source: str


@dataclass(frozen=True, slots=True)
class PublishedInspection:
    """
    An inspection's published outcome; `judgement` is None where the source has none.

    `area` is the plain name of the area; dates are ISO days.
    """

    area: str
    start: str | None
    end: str | None
    published: str | None
    judgement: str | None
    next_inspection_years: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Reference:
    """All reference facts: areas by plain name, health bodies by full name, outcomes in order of date."""

    areas: Mapping[str, Area]
    health_bodies: Mapping[str, HealthBody]
    inspections: tuple[PublishedInspection, ...]
    sources: Mapping[str, Source]


def load_reference(path: Path | None = None) -> Reference:
    """
    Read the reference facts of a folder; the shipped ones by default.

    >>> facts = load_reference()
    >>> facts.areas["Halton"].gss
    'E06000006'
    >>> facts.health_bodies["NHS Halton Clinical Commissioning Group"].succeeded_by
    'NHS Cheshire and Merseyside Integrated Care Board'

    Raises:
        InvalidFile: where a file is missing, lacks a column, or a row holds what it cannot.
    """
    source = path or folder("data") / "reference"
    sources = {
        row["key"]: Source(
            key=row["key"],
            title=row["title"],
            publishers=_several(row["publishers"]),
            licence=row["licence"],
            taken=row["taken"],
        )
        for row in _rows(source / "sources.csv", tuple(Source.__slots__))
    }
    areas = _areas(source / "areas.csv", sources)
    return Reference(
        areas={area.name: area for area in areas.values()},
        health_bodies=_health_bodies(source / "health-bodies.csv", sources),
        inspections=_inspections(source / "inspections.csv", areas, sources),
        sources=sources,
    )


def _areas(file: Path, sources: Mapping[str, Source]) -> dict[str, Area]:
    areas: dict[str, Area] = {}
    for row in _rows(file, tuple(Area.__slots__)):
        where = f"{file.name}, {row['slug']}"
        areas[row["slug"]] = Area(
            name=row["name"],
            slug=row["slug"],
            official_name=row["official_name"],
            also_known_as=_several(row["also_known_as"]),
            gss=row["gss"],
            la_code=row["la_code"],
            region=row["region"],
            authority_type=row["authority_type"],
            population_0_25=_number(row["population_0_25"], where),
            statistical_neighbours=_several(row["statistical_neighbours"]),
            source=_known(row["source"], sources, where),
        )
    for area in areas.values():
        for neighbour in area.statistical_neighbours:
            _known(neighbour, areas, f"{file.name}, {area.slug}")
    return areas


def _health_bodies(file: Path, sources: Mapping[str, Source]) -> dict[str, HealthBody]:
    rows = list(_rows(file, tuple(HealthBody.__slots__)))
    names = {row["slug"]: row["name"] for row in rows}
    bodies: dict[str, HealthBody] = {}
    for row in rows:
        where = f"{file.name}, {row['slug']}"
        successor = row["succeeded_by"]
        bodies[row["name"]] = HealthBody(
            name=row["name"],
            slug=row["slug"],
            kind=row["kind"],
            ods=row["ods"],
            gss=row["gss"] or None,
            start=_day(row["start"], where) or "",
            end=_day(row["end"], where),
            succeeded_by=names[_known(successor, names, where)] if successor else None,
            source=_known(row["source"], sources, where),
        )
    return bodies


def _inspections(
    file: Path, areas: Mapping[str, Area], sources: Mapping[str, Source]
) -> tuple[PublishedInspection, ...]:
    found: list[PublishedInspection] = []
    for row in _rows(file, tuple(PublishedInspection.__slots__)):
        where = f"{file.name}, {row['area']} {row['published']}"
        found.append(
            PublishedInspection(
                area=areas[_known(row["area"], areas, where)].name,
                start=_day(row["start"], where),
                end=_day(row["end"], where),
                published=_day(row["published"], where),
                judgement=row["judgement"] or None,
                next_inspection_years=_number(row["next_inspection_years"], where),
                source=_known(row["source"], sources, where),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.published or one.start or "", one.area)))


def _rows(file: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidFile("cannot be read as UTF-8 text", where=str(file), remedy="restore it") from error
    reader = csv.DictReader(text.splitlines())
    if set(reader.fieldnames or ()) != set(columns):
        raise InvalidFile(
            f"has the columns {', '.join(reader.fieldnames or ()) or 'none'}",
            where=str(file),
            remedy=f"give it {', '.join(columns)}",
        )
    for row in reader:
        if None in row or None in row.values():
            raise InvalidFile(f"line {reader.line_num} has too few or too many cells", where=str(file))
        yield row


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _number(cell: str, where: str) -> int | None:
    if cell and not cell.isdecimal():
        raise InvalidFile(f"{cell!r} is no whole number", where=where)
    return int(cell) if cell else None


def _day(cell: str, where: str) -> str | None:
    try:
        return date.fromisoformat(cell).isoformat() if cell else None
    except ValueError:
        raise InvalidFile(f"{cell!r} is no day such as 2023-11-20", where=where) from None


def _known(key: str, among: Mapping[str, object], where: str) -> str:
    if key not in among:
        raise InvalidFile(f"{key!r} is not among the {len(among)} known", where=where)
    return key
