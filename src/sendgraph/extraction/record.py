"""
The record: what one document says, in the form that the graph is built from.

Keys and values are fixed by the project's contract for records; `passages` of measures
and plan events are this project's own addition, so that they too lead back to the words, and
so is what keeps the work of people: `corrected_links`.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Kind = Literal["outcome-letter-2016", "inspection-report-2023", "committee-report", "improvement-update"]
Framework = Literal["2016", "2023"]
Judgement = Literal["positive", "inconsistent", "systemic-failings", "wsoa-required", "wsoa-not-required"]
Section = Literal[
    "main-finding",
    "strength",
    "area-for-development",
    "significant-weakness",
    "experience",
    "effective",
    "needs-improvement",
    "priority-action",
    "area-for-improvement",
    "progress",
    "could-be-better",
    "next-step",
    "other-progress",
    "risk",
    "recommendation",
]
Aspect = Literal["identifying", "meeting", "improving-outcomes"]
Polarity = Literal["positive", "negative", "mixed"]
Unit = Literal["percent", "weeks", "months", "days", "years", "count", "GBP", "ratio"]
Comparison = Literal["exact", "at-least", "at-most", "approximately"]
Status = Literal["observed", "estimate", "forecast", "target", "planned"]
Scope = Literal["area", "england", "other"]
PlanKind = Literal["written-statement-of-action", "priority-action-plan", "strategic-plan"]
PlanEventType = Literal[
    "required", "submitted", "considered", "fit-for-purpose", "monitoring-visit", "re-visit", "due"
]
LinkType = Literal["recurs-from", "later-strength"]
LabelList = Literal["themes", "services", "groups"]
#: An ISO day, or a month or year where no more is stated: `2018-03-12`, `2018-03`, `2018`.
PartialDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]

#: The key of a finding that lists its labels of a scheme, by the scheme's name.
LABEL_LISTS: Mapping[str, LabelList] = {"theme": "themes", "service": "services", "group": "groups"}

INSPECTORS_SECTIONS: frozenset[Section] = frozenset(
    {
        "main-finding",
        "strength",
        "area-for-development",
        "significant-weakness",
        "experience",
        "effective",
        "needs-improvement",
        "priority-action",
        "area-for-improvement",
    }
)
UNPOLARISED_SECTIONS: frozenset[Section] = frozenset({"next-step", "recommendation"})


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class RecordPassage(_Part):
    """One unbroken run of the extracted text, in code points; `page` from 1 or null."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    page: int | None = None


class Reason(_Part):
    """
    Why a label stands: the words that earned it, as offsets into the finding's text, or a weight.

    `confidence` runs from 0 to 1: of labels given that figure, about so many are right.
    """

    label: str
    start: int | None = None
    end: int | None = None
    words: str | None = None
    weight: float | None = None
    confidence: float | None = Field(default=None, ge=0, le=1)


class Officer(_Part):
    """A named official in a public role."""

    name: str
    role: str | None
    body: str | None


class Inspector(_Part):
    """A named inspector; the lead of either inspectorate is a lead."""

    name: str
    body: Literal["Ofsted", "CQC"]
    lead: bool


class Finding(_Part):
    """One statement of the document about the area."""

    n: int = Field(ge=1)
    section: Section
    aspect: Aspect | None = None
    text: str
    passages: list[RecordPassage]
    polarity: Polarity | None = None
    themes: list[str] = []
    services: list[str] = []
    groups: list[str] = []
    why: list[Reason] = []
    #: Labels that fell just short of standing, for a person to judge.
    nearly: list[Reason] = []
    responsible_bodies: list[str] = []
    restates: int | None = None
    addresses: int | None = None
    description: str | None = None
    mitigation: str | None = None
    rating: str | None = None


class Measure(_Part):
    """A quantity that the document states; `finding` is null where it stands outside any."""

    finding: int | None
    text: str
    value: float
    value_to: float | None = None
    unit: Unit
    indicator: str
    indicator_code: str = "other"
    date: PartialDate | None = None
    comparison: Comparison = "exact"
    previous_value: float | None = None
    previous_value_to: float | None = None
    previous_date: PartialDate | None = None
    status: Status = "observed"
    scope: Scope = "area"
    passages: list[RecordPassage] = []


class LocalService(_Part):
    """A service, programme, team, tool or forum under a proper local name."""

    name: str
    type: str | None
    findings: list[int]


class NamedProvider(_Part):
    """A named NHS trust or other provider."""

    name: str
    findings: list[int]


class PlanEvent(_Part):
    """Something that happened, or is due, to a plan the area must produce."""

    plan: PlanKind
    type: PlanEventType
    date: PartialDate | None = None
    body: str | None = None
    passages: list[RecordPassage] = []


class CorrectedLink(_Part):
    """
    What a person said of a link from a finding of this document to one of an earlier inspection.

    `document` and `earlier` are the earlier document and the finding's number there, and
    `earlier_starts` how that finding begins.
    """

    type: LinkType
    later: int = Field(ge=1)
    document: str
    earlier: int = Field(ge=1)
    earlier_starts: str | None = None
    stands: bool
    because: str | None = None
    by: str | None = None


class Record(_Part):
    """What one document says."""

    document: str
    kind: Kind
    title: str | None
    publisher: str | None
    document_date: PartialDate | None
    area: str
    framework: Framework
    inspection_start: PartialDate | None
    inspection_end: PartialDate | None
    previous_inspection_start: PartialDate | None = None
    previous_inspection_end: PartialDate | None = None
    letter_date: PartialDate | None = None
    judgement: Judgement | None
    next_full_inspection_years: int | None = None
    monitoring_inspection_months: int | None = None
    priority_action_plan_required: bool | None = None
    local_authority: str | None
    health_bodies: list[str] = []
    predecessor_health_bodies: list[str] = []
    other_responsible_bodies: list[str] = []
    officers: list[Officer] = []
    inspectors: list[Inspector] = []
    findings: list[Finding] = []
    measures: list[Measure] = []
    local_services: list[LocalService] = []
    providers: list[NamedProvider] = []
    plan_events: list[PlanEvent] = []
    #: Links that a person confirmed or denied; what the record itself says is corrected in place.
    corrected_links: list[CorrectedLink] = []
