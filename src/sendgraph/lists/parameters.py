"""What can be asked of a list: its filters and the page of it, a model for each list."""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.config import JsonDict

from sendgraph.store.names import Names

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOST: Final = 50  # values of one filter
_LONGEST: Final = 200


def _day(given: object) -> object:
    if isinstance(given, str) and not _DAY.fullmatch(given):
        raise ValueError("give a day as YYYY-MM-DD")
    return given


def _one_of(kind: str) -> Callable[[JsonDict], None]:
    """Tells whoever reads the interface the values as the shipped vocabulary spells them."""

    def tell(schema: JsonDict) -> None:
        schema["items"] = {"type": "string", "enum": list(Names.shipped().allowed(kind))}

    return tell


def _filter(kind: str, description: str) -> Any:
    return Field([], max_length=_MOST, description=description, json_schema_extra=_one_of(kind))


Words = list[Annotated[str, Field(max_length=500, pattern=r"\S")]]
Day = Annotated[date | None, BeforeValidator(_day)]


class Parameters(BaseModel):
    """
    The filters that every list takes, and the page.

    A filter that is given several times takes any of its values; different filters must all
    fit. `theme`, `service`, `group`, `polarity` and `section` must fit one and the same finding.
    Concepts are given by notation, label, short name (`theme:waiting-times`) or IRI.
    """

    model_config = ConfigDict(extra="forbid", populate_by_name=True, frozen=True)

    area: Words = _filter("area", "Only of these areas, by name, slug or IRI: `Halton`, `area/halton`.")
    region: Words = _filter("region", "Only of areas in these regions: `north-west`.")
    framework: Words = _filter("framework", "Only of inspections under these frameworks: `2016`, `2023`.")
    judgement: Words = _filter("judgement", "Only of inspections that ended so: `wsoa-required`.")
    from_: Day = Field(
        None,
        alias="from",
        description="Only of inspections that can have begun on this day or later. What stands for an "
        "unknown day: the month, else the day of publication, else the year.",
    )
    to: Day = Field(
        None,
        description="Only of inspections that can have begun on this day or before; before `from`, none.",
    )
    theme: Words = _filter("theme", "Only findings about these themes or narrower ones: `waiting-times`.")
    service: Words = _filter(
        "service", "Only findings about these types of service, or that name a local one: `camhs`."
    )
    group: Words = _filter("group", "Only findings about these groups of children: `autism`.")
    polarity: Words = _filter("polarity", "Only findings that are `positive`, `negative` or `mixed`.")
    section: Words = _filter("section", "Only findings under these sections: `priority-action`.")
    q: str | None = Field(
        None,
        min_length=1,
        max_length=_LONGEST,
        description="Only rows with all these words, or words that begin so, in label or text; "
        "case and accents do not matter.",
    )
    limit: int = Field(100, ge=1, le=1_000, description="At most so many rows.")
    after: str | None = Field(
        None, max_length=500, description="Go on after this slug, the `next` of the page before."
    )


class AreaParameters(Parameters):
    """
    What the list of areas takes.

    `framework`, `judgement`, `from` and `to` are about an area's latest inspection (re-visits and
    monitoring apart, which judge nothing anew); the filters of findings about any finding of the area.
    """


class InspectionParameters(Parameters):
    """
    What the list of inspections takes.

    The filters of findings keep the inspections that have such a finding.
    """


class FindingParameters(Parameters):
    """What the list of findings takes."""


class MeasureParameters(Parameters):
    """
    What the list of measures takes.

    The filters of findings keep the measures that such a finding states.
    """

    indicator: Words = _filter("indicator", "Only of these indicators: `ehc-plans-in-time`.")


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
    """
    What the list of documents takes.

    The filters of findings keep the documents that state such a finding.
    """

    kind: Words = _filter("document-kind", "Only documents of these kinds: `outcome-letter-2016`.")
