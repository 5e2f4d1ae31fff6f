"""The list of areas: codes, who is responsible, how the latest inspection ended, how much was found."""

from collections.abc import Callable, Mapping
from typing import ClassVar

import numpy as np
from pydantic import Field

from sendgraph.lists.columns import Columns
from sendgraph.lists.facts import Facts
from sendgraph.lists.links import Links, Mask, both
from sendgraph.lists.pages import RowList
from sendgraph.lists.parameters import AreaParameters
from sendgraph.lists.refs import Ref
from sendgraph.lists.selection import Selection, holding
from sendgraph.lists.tallies import Tallies, Tally
from sendgraph.lists.words import WordIndex

#: Inspections that follow another up, and judge nothing anew.
_FOLLOWING = ("re-visit", "monitoring")


class AreaRow(Ref):
    """A local area."""

    gss_code: str | None = Field(description="Its code at the Office for National Statistics.")
    region: Ref | None = Field(description="Its region.")
    authority_type: Ref | None = Field(description="What kind of authority it is.")
    latest_inspection: Ref | None = Field(
        description="The inspection that began last; re-visits and monitoring only where there is no other."
    )
    latest_judgement: Ref | None = Field(description="How that ended, where it is known.")
    inspections: int = Field(description="How many inspections are known.")
    findings: Tally = Field(description="What is found there, in all inspections and papers.")
    responsible_bodies: tuple[Ref, ...] = Field(
        description="Who is responsible now: the bodies that documents name, or those that took over."
    )


class AreaList(RowList[AreaParameters, AreaRow]):
    """All areas of the release."""

    name: ClassVar[str] = "areas"
    parameters: ClassVar = AreaParameters
    row_model: ClassVar = AreaRow

    def __init__(
        self, columns: Columns, selection: Selection, facts: Facts, aliases: Mapping[str, str]
    ) -> None:
        """Read what only areas have."""
        things = columns.things
        super().__init__(things.areas, aliases)
        self._columns, self._selection = columns, selection
        self._gss = facts.column(self.table, "gssCode")
        types = things.concepts["authority-type"]
        self._type = Links.between(self.table, types, facts.pairs("authorityType"))
        self._bodies = _current(
            Links.between(self.table, things.bodies, facts.pairs("responsibleBody")),
            Links.between(things.bodies, things.bodies, facts.pairs("succeededBy")),
        )
        self._inspections = columns.inspections.area.turned()
        self._latest = self._inspections_that_began_last()
        self._judgement = self._latest.through(columns.inspections.judgement)
        self._tallies = Tallies(columns.findings.area, columns.findings.verdict)
        also, official = facts.texts("skos:altLabel"), facts.texts("officialName")
        self._words = WordIndex(
            " ".join((label, *also.get(iri, ()), *official.get(iri, ())))
            for label, iri in zip(self.table.labels, map(self.table.iri, range(len(self.table))), strict=True)
        )

    def _choose(self, asked: AreaParameters) -> tuple[Mask | None, Callable[[int], AreaRow]]:
        chosen = both(
            self._selection.areas(asked),
            self._latest.into(self._selection.inspections(asked)),
            self._columns.findings.area.out_of(self._selection.labelled(asked)),
            holding(self._words, asked),
        )
        return chosen, self._make

    def _make(self, row: int) -> AreaRow:
        things = self._columns.things
        return AreaRow(
            **dict(self.table.ref(row)),
            gss_code=self._gss[row],
            region=things.region.ref(row, things.concepts["region"]),
            authority_type=self._type.ref(row, things.concepts["authority-type"]),
            latest_inspection=self._latest.ref(row, things.inspections),
            latest_judgement=self._judgement.ref(row, things.concepts["judgement"]),
            inspections=len(self._inspections.of(row)),
            findings=self._tallies.of(row),
            responsible_bodies=self._bodies.refs(row, things.bodies),
        )

    def _inspections_that_began_last(self) -> Links:
        columns, things = self._columns.inspections, self._columns.things
        table, types = things.inspections, things.concepts["inspection-type"]
        following = columns.type.tied_to(
            np.array([row for slug in _FOLLOWING if (row := types.row_of_slug(slug)) is not None], np.int64)
        )

        def rank(inspection: int) -> tuple[bool, int, str]:
            return not following[inspection], int(columns.latest[inspection]), table.keys[inspection]

        latest = [
            (area, max(found, key=rank))
            for area in range(len(self.table))
            if (found := self._inspections.of(area).tolist())
        ]
        pairs = np.array(latest, np.int64).reshape(-1, 2)
        return Links(pairs[:, 0], pairs[:, 1], rows=len(self.table), values=len(table))


def _current(responsible: Links, succeeded: Links) -> Links:
    """The bodies named, each replaced by those that took over from it, as far as that goes."""
    pairs: set[tuple[int, int]] = set()
    for area in range(responsible.rows):
        waiting, seen = responsible.of(area).tolist(), set[int]()
        while waiting:
            body = waiting.pop()
            if body not in seen:
                seen.add(body)
                further = succeeded.of(body).tolist()
                waiting += further
                pairs |= set() if further else {(area, body)}
    both_sides = np.array(sorted(pairs), np.int64).reshape(-1, 2)
    return Links(both_sides[:, 0], both_sides[:, 1], rows=responsible.rows, values=succeeded.rows)
