"""What can be asked of a list: its filters and the page of it, a model for each list."""

import re
from datetime import date
from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOST: Final = 50  # values of one filter
_LONGEST: Final = 200


def _day(given: object) -> object:
    if given == "":
        return None  # a field of a form that was left empty
    if isinstance(given, str) and not _DAY.fullmatch(given):
        raise ValueError("give a day as YYYY-MM-DD")
    return given


def _filled(given: object) -> object:
    return None if given == "" else given


Word = Annotated[str, Field(max_length=500)]
Words = Annotated[list[Word], Field(max_length=_MOST)]
Day = Annotated[date | None, BeforeValidator(_day)]
Text = Annotated[str | None, Field(max_length=_LONGEST), BeforeValidator(_filled)]


class Parameters(BaseModel):
    """
    The filters that every list takes, and the page.

    A filter that is given several times takes any of its values; different filters must all
    fit. `theme`, `service`, `group`, `polarity` and `section` must fit one and the same finding.
    Concepts are given by notation, label, short name (`theme:waiting-times`) or IRI.
    """

    model_config = ConfigDict(extra="forbid", populate_by_name=True, frozen=True)

    area: Words = Field([], description="Only of these areas, by name, slug or IRI: `Halton`, `area/halton`.")
    region: Words = Field([], description="Only of areas in these regions: `north-west`.")
    framework: Words = Field([], description="Only of inspections under these frameworks: `2016`, `2023`.")
    judgement: Words = Field([], description="Only of inspections that ended so: `wsoa-required`.")
    from_: Day = Field(
        None,
        alias="from",
        description="Only of inspections that can have begun on this day or later. What stands for an "
        "unknown day: the month, else the day of publication, else the year.",
    )
    to: Day = Field(None, description="Only of inspections that can have begun on this day or before.")
    theme: Words = Field(
        [], description="Only findings about these themes or narrower ones: `waiting-times`."
    )
    service: Words = Field(
        [], description="Only findings about these types of service, or that name a local one: `camhs`."
    )
    group: Words = Field([], description="Only findings about these groups of children: `autism`.")
    polarity: Words = Field([], description="Only findings that are `positive`, `negative` or `mixed`.")
    section: Words = Field([], description="Only findings under these sections: `priority-action`.")
    q: Text = Field(
        None,
        description="Only rows with all these words, or words that begin so, in label or text; "
        "case and accents do not matter.",
    )
    limit: int = Field(100, ge=1, le=1_000, description="At most so many rows.")
    after: Annotated[str | None, Field(max_length=500), BeforeValidator(_filled)] = Field(
        None, description="Go on after this slug, the `next` of the page before."
    )


class AreaParameters(Parameters):
    """
    What the list of areas takes.

    `framework`, `judgement`, `from` and `to` are about an area's latest inspection (re-visits and
    monitoring apart, which judge nothing anew); the filters of findings about any finding of the area.
    """


class InspectionParameters(Parameters):
    """What the list of inspections takes; the filters of findings keep those that have such a finding."""


class FindingParameters(Parameters):
    """What the list of findings takes."""


class MeasureParameters(Parameters):
    """What the list of measures takes; the filters of findings keep those that such a finding states."""

    indicator: Words = Field([], description="Only of these indicators: `ehc-plans-in-time`.")


class ServiceParameters(Parameters):
    """
    What the list of types of service takes.

    `service` chooses types, `q` looks into their labels and local services; all other filters choose
    the findings that are counted, and types that no such finding is about are left out.
    """


class ThemeParameters(Parameters):
    """
    What the list of themes takes.

    `theme` chooses themes and the narrower ones, `q` looks into their labels and definitions; all other
    filters choose the findings that are counted, and themes that no such finding is about are left out.
    """


class DocumentParameters(Parameters):
    """What the list of documents takes; the filters of findings keep those that state such a finding."""

    kind: Words = Field([], description="Only documents of these kinds: `outcome-letter-2016`.")
