"""The list of findings: what was said of an area, by whom, about what, and in which words."""

from collections.abc import Callable, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from sendgraph.lists.columns import VERDICTS, Columns
from sendgraph.lists.evidence import Evidence, Quote
from sendgraph.lists.links import Mask, both
from sendgraph.lists.pages import RowList
from sendgraph.lists.parameters import FindingParameters
from sendgraph.lists.refs import Ref
from sendgraph.lists.selection import Selection, holding
from sendgraph.lists.words import WordIndex


class FindingRow(Ref):
    """One statement of a document about an area."""

    area: Ref | None = Field(description="The area.")
    inspection: Ref | None = Field(description="The inspection that found it, or that the area answers.")
    document: Ref | None = Field(description="The document that states it.")
    ordinal: int | None = Field(description="Its place among the document's findings.")
    said_by: Literal["inspectors", "area"] = Field(
        description="Whether inspectors found it or the area says it of itself."
    )
    section: Ref | None = Field(description="The section it stands under.")
    aspect: Ref | None = Field(description="The aspect of the framework of 2016.")
    polarity: Ref | None = Field(description="Whether it is positive, negative or mixed.")
    themes: tuple[Ref, ...] = Field(description="What it is about.")
    services: tuple[Ref, ...] = Field(description="Types of service that it is about.")
    local_services: tuple[Ref, ...] = Field(description="Services of the area that it names.")
    groups: tuple[Ref, ...] = Field(description="Groups of children that it is about.")
    text: str | None = Field(description="What it says, contact details masked.")
    quotes: tuple[Quote, ...] = Field(description="The words that it rests on.")
    recurs_from: tuple[Ref, ...] = Field(description="The earlier findings that it comes back from.")


class FindingList(RowList[FindingParameters, FindingRow]):
    """All findings."""

    name: ClassVar[str] = "findings"
    parameters: ClassVar = FindingParameters
    row_model: ClassVar = FindingRow

    def __init__(
        self, columns: Columns, selection: Selection, evidence: Evidence, aliases: Mapping[str, str]
    ) -> None:
        """Take the columns, and index the words."""
        super().__init__(columns.things.findings, aliases)
        self._columns, self._selection, self._evidence = columns, selection, evidence
        self._words = WordIndex(
            f"{label} {text or ''}"
            for label, text in zip(self.table.labels, columns.findings.text, strict=True)
        )

    def _choose(self, asked: FindingParameters) -> tuple[Mask | None, Callable[[int], FindingRow]]:
        return both(self._selection.findings(asked), holding(self._words, asked)), self._make

    def _make(self, row: int) -> FindingRow:
        things, columns = self._columns.things, self._columns.findings
        concepts, ordinal = things.concepts, columns.ordinal[row]
        says_area = columns.verdict[row] == VERDICTS.index("area")
        return FindingRow(
            **dict(self.table.ref(row)),
            area=columns.area.ref(row, things.areas),
            inspection=columns.inspection.ref(row, things.inspections),
            document=columns.document.ref(row, things.documents),
            ordinal=int(ordinal) if ordinal else None,
            said_by="area" if says_area else "inspectors",
            section=columns.section.ref(row, concepts["section"]),
            aspect=columns.aspect.ref(row, concepts["aspect"]),
            polarity=columns.polarity.ref(row, concepts["polarity"]),
            themes=columns.theme.refs(row, concepts["theme"]),
            services=columns.service.refs(row, concepts["service"]),
            local_services=columns.local_service.refs(row, things.local_services),
            groups=columns.group.refs(row, concepts["group"]),
            text=columns.text[row],
            quotes=self._evidence.of(self.table.iri(row)),
            recurs_from=columns.recurs_from.refs(row, self.table),
        )
