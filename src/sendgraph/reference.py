"""Reference facts as plain data: local areas, health bodies, published inspection outcomes.

`data/reference/*.csv` is the truth, each row marked with its source.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """A local area: plain name, slug, ONS and local authority codes, statistical neighbours by slug."""

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
    """An integrated care board or former clinical commissioning group, by its full official name."""

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
    """An inspection's published outcome; `judgement` is None where the source has none."""

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
    sources: Mapping[str, str]
