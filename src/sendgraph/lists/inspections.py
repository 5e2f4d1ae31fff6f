"""The list of inspections: of which area, under which framework, when, and how they ended."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from pydantic import Field

from sendgraph.lists.columns import Columns
from sendgraph.lists.links import Links, Mask, both
from sendgraph.lists.pages import RowList
from sendgraph.lists.parameters import InspectionParameters
from sendgraph.lists.refs import Ref
from sendgraph.lists.selection import Selection, holding
from sendgraph.lists.tallies import Tallies, Tally
from sendgraph.lists.words import WordIndex


class InspectionRow(Ref):
    """An inspection of a local area."""

    area: Ref | None = Field(description="The area.")
    framework: Ref | None = Field(description="The framework it was made under.")
    type: Ref | None = Field(description="Whether it was full, a re-visit or monitoring.")
    start: str | None = Field(description="Its first day, or the month where no more is known.")
    end: str | None = Field(description="Its last day.")
    year: int | None = Field(description="Its year.")
    published: str | None = Field(description="The day on which its outcome was published.")
    judgement: Ref | None = Field(description="How it ended.")
    responsible_bodies: tuple[Ref, ...] = Field(description="Who was responsible then.")
    documents: tuple[Ref, ...] = Field(description="The documents that report it, or answer it.")
    findings: Tally = Field(description="What was found, and what the area said to it.")


class InspectionList(RowList[InspectionParameters, InspectionRow]):
    """All inspections that are known, with a document or without."""

    name: ClassVar[str] = "inspections"
    parameters: ClassVar = InspectionParameters
    row_model: ClassVar = InspectionRow

    def __init__(
        self, columns: Columns, selection: Selection, documents: Links, aliases: Mapping[str, str]
    ) -> None:
        """Take the columns; `documents` are tied to the inspections that they report or answer."""
        super().__init__(columns.things.inspections, aliases)
        self._columns, self._selection = columns, selection
        self._documents = documents.turned()
        self._tallies = Tallies(columns.findings.inspection, columns.findings.verdict)
        self._words = WordIndex(self.table.labels)

    def _choose(self, asked: InspectionParameters) -> tuple[Mask | None, Callable[[int], InspectionRow]]:
        chosen = both(
            self._columns.inspections.area.into(self._selection.areas(asked)),
            self._selection.inspections(asked),
            self._columns.findings.inspection.out_of(self._selection.labelled(asked)),
            holding(self._words, asked),
        )
        return chosen, self._make

    def _make(self, row: int) -> InspectionRow:
        things, columns = self._columns.things, self._columns.inspections
        year = columns.year[row]
        return InspectionRow(
            **dict(self.table.ref(row)),
            area=columns.area.ref(row, things.areas),
            framework=columns.framework.ref(row, things.concepts["framework"]),
            type=columns.type.ref(row, things.concepts["inspection-type"]),
            start=columns.start[row],
            end=columns.end[row],
            year=int(year) if year else None,
            published=columns.published[row],
            judgement=columns.judgement.ref(row, things.concepts["judgement"]),
            responsible_bodies=columns.body.refs(row, things.bodies),
            documents=self._documents.refs(row, things.documents),
            findings=self._tallies.of(row),
        )
