"""A release as columns: tables of things and concepts, the ties between them, and literals beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from sendgraph.graph.namespaces import CONCEPT_PREFIXES
from sendgraph.lists.facts import Facts
from sendgraph.lists.links import Links
from sendgraph.lists.moments import span
from sendgraph.lists.refs import Table

#: Who found what: inspectors by polarity, inspectors without one, or the area of itself.
VERDICTS: Final = ("positive", "negative", "mixed", "unjudged", "area")


@dataclass(frozen=True)
class Things:
    """The tables of things and concepts, and the ties between those that no document changes."""

    concepts: Mapping[str, Table]
    areas: Table
    bodies: Table
    inspections: Table
    documents: Table
    findings: Table
    local_services: Table
    region: Links
    local_area: Links
    local_type: Links
    theme_or_broader: Links

    @classmethod
    def load(cls, facts: Facts) -> Self:
        """Read them."""
        concepts = {scheme: facts.concepts(scheme) for scheme in CONCEPT_PREFIXES}
        areas = facts.things("area", facts.members("LocalArea"))
        local_services = facts.things("service", facts.members("Service"))
        named = ("responsibleBody", "dcterms:publisher", "statedBy", "succeededBy")
        return cls(
            concepts=concepts,
            areas=areas,
            bodies=facts.things("body", {iri for name in named for _, iri in facts.pairs(name)}),
            inspections=facts.things("inspection", facts.members("Inspection")),
            documents=facts.things("document", facts.members("SourceDocument")),
            findings=facts.things("finding", facts.members("Finding")),
            local_services=local_services,
            region=Links.between(areas, concepts["region"], facts.pairs("region")),
            local_area=Links.between(local_services, areas, facts.pairs("operatesIn")),
            local_type=Links.between(local_services, concepts["service"], facts.pairs("serviceType")),
            theme_or_broader=_broader(concepts["theme"], facts.pairs("skos:broader")),
        )


@dataclass(frozen=True)
class Inspections:
    """What inspections are tied to, and the first and last day on which each can have begun."""

    area: Links
    framework: Links
    judgement: Links
    type: Links
    document: Links
    body: Links
    start: list[str | None]
    end: list[str | None]
    year: list[str | None]
    published: list[str | None]
    earliest: NDArray[np.int64]
    latest: NDArray[np.int64]

    @classmethod
    def load(cls, facts: Facts, things: Things) -> Self:
        """Read them."""
        table, concepts = things.inspections, things.concepts
        start = facts.column(table, "startDate", "startMonth")
        year, published = facts.column(table, "year"), facts.column(table, "publicationDate")
        spans = [span(*moments) for moments in zip(start, published, year, strict=True)]
        days = np.array(spans, np.int64).reshape(-1, 2)
        return cls(
            area=Links.between(table, things.areas, facts.pairs("localArea")),
            framework=Links.between(table, concepts["framework"], facts.pairs("framework")),
            judgement=Links.between(table, concepts["judgement"], facts.pairs("judgement")),
            type=Links.between(table, concepts["inspection-type"], facts.pairs("inspectionType")),
            document=Links.between(table, things.documents, facts.pairs("reportedIn")),
            body=Links.between(table, things.bodies, facts.pairs("responsibleBody")),
            start=start,
            end=facts.column(table, "endDate"),
            year=year,
            published=published,
            earliest=days[:, 0],
            latest=days[:, 1],
        )


@dataclass(frozen=True)
class Findings:
    """What findings are tied to; `service` has the types of the local services that they name as well."""

    area: Links
    inspection: Links
    document: Links
    section: Links
    aspect: Links
    polarity: Links
    theme: Links
    theme_or_broader: Links
    service: Links
    local_service: Links
    group: Links
    recurs_from: Links
    ordinal: list[str | None]
    text: list[str | None]
    verdict: NDArray[np.int8]

    @classmethod
    def load(cls, facts: Facts, things: Things, inspections: Inspections) -> Self:
        """Read them."""
        table = things.findings

        def tie(name: str, other: Table) -> Links:
            return Links.between(table, other, facts.pairs(name))

        inspection = Links.between(table, things.inspections, facts.turned("finding"))
        polarity = tie("polarity", things.concepts["polarity"])
        document = tie("statedIn", things.documents)
        of_areas = [table.row(iri) for iri in facts.members("AreaStatement")]
        spatial = Links.between(things.documents, things.areas, facts.pairs("dcterms:spatial"))
        theme, local = tie("theme", things.concepts["theme"]), tie("service", things.local_services)
        service = tie("serviceType", things.concepts["service"])
        return cls(
            area=inspection.through(inspections.area).with_(document.through(spatial)),
            inspection=inspection,
            document=document,
            section=tie("section", things.concepts["section"]),
            aspect=tie("aspect", things.concepts["aspect"]),
            polarity=polarity,
            theme=theme,
            theme_or_broader=theme.through(things.theme_or_broader),
            service=service.with_(local.through(things.local_type)),
            local_service=local,
            group=tie("group", things.concepts["group"]),
            recurs_from=tie("recursFrom", table),
            ordinal=facts.column(table, "ordinal"),
            text=facts.column(table, "text"),
            verdict=_verdicts(polarity, things.concepts["polarity"], of_areas),
        )


@dataclass(frozen=True)
class Columns:
    """What all lists are made of. Loaded once, never changed."""

    base_iri: str
    things: Things
    inspections: Inspections
    findings: Findings

    @classmethod
    def load(cls, facts: Facts) -> Self:
        """Read the columns that several lists share."""
        things = Things.load(facts)
        inspections = Inspections.load(facts, things)
        return cls(facts.base_iri, things, inspections, Findings.load(facts, things, inspections))


def _broader(table: Table, pairs: list[tuple[str, str]]) -> Links:
    """Each concept with itself and all that are broader."""
    itself = Links(np.arange(len(table)), np.arange(len(table)), rows=len(table), values=len(table))
    step = Links.between(table, table, pairs).with_(itself)
    while True:
        further = step.through(step)
        if len(further.left) == len(step.left):
            return step
        step = further


def _verdicts(polarity: Links, polarities: Table, of_areas: list[int | None]) -> NDArray[np.int8]:
    """What strengths, weaknesses and mixed findings are is defined so: inspectors' ones of that polarity."""
    verdict = np.full(polarity.rows, VERDICTS.index("unjudged"), np.int8)
    for notation in ("positive", "negative", "mixed"):
        value = polarities.row_of_slug(notation)
        if value is not None:
            verdict[polarity.tied_to(np.array([value]))] = VERDICTS.index(notation)
    verdict[[row for row in of_areas if row is not None]] = VERDICTS.index("area")
    return verdict
