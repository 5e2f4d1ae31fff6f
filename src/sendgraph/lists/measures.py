"""The list of measures: the quantities that documents state."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from pydantic import Field

from sendgraph.lists.columns import Columns
from sendgraph.lists.evidence import Evidence, Quote
from sendgraph.lists.facts import Facts
from sendgraph.lists.links import Links, Mask, both
from sendgraph.lists.pages import RowList
from sendgraph.lists.parameters import MeasureParameters
from sendgraph.lists.refs import Ref
from sendgraph.lists.selection import Selection, holding
from sendgraph.lists.words import WordIndex

_VALUES = ("value", "valueTo", "baselineValue", "baselineValueTo")


class MeasureRow(Ref):
    """A quantity that a document states."""

    area: Ref | None = Field(description="The area.")
    inspection: Ref | None = Field(description="The inspection that the document reports or answers.")
    document: Ref | None = Field(description="The document that states it.")
    findings: tuple[Ref, ...] = Field(
        description="The findings that state it; none where only the document does."
    )
    indicator: Ref | None = Field(description="What is measured.")
    indicator_text: str | None = Field(description="What is measured, in the document's words.")
    value: int | float | None = Field(description="The value, or the lower end of a range.")
    value_to: int | float | None = Field(description="The upper end of a range.")
    unit: Ref | None = Field(description="The unit.")
    comparison: Ref | None = Field(description="Whether the real figure is that, more, less or about so.")
    as_at: str | None = Field(description="The day, month or year it holds for.")
    baseline_value: int | float | None = Field(description="The former value.")
    baseline_value_to: int | float | None = Field(description="The upper end of a former range.")
    baseline_as_at: str | None = Field(description="The day, month or year the former value holds for.")
    status: Ref | None = Field(description="Whether it was observed, aimed at or foreseen.")
    scope: Ref | None = Field(description="Whether it is about the area or somewhere else.")
    text: str | None = Field(description="The sentence, contact details masked.")
    quotes: tuple[Quote, ...] = Field(description="The words that it rests on.")


class MeasureList(RowList[MeasureParameters, MeasureRow]):
    """All measures."""

    name: ClassVar[str] = "measures"
    parameters: ClassVar = MeasureParameters
    row_model: ClassVar = MeasureRow

    def __init__(
        self,
        columns: Columns,
        selection: Selection,
        facts: Facts,
        evidence: Evidence,
        documents: Links,
        aliases: Mapping[str, str],
    ) -> None:
        """Read them; `documents` are tied to the inspections that they report or answer."""
        table = facts.things("measure", facts.members("Measure"))
        super().__init__(table, aliases)
        things, findings = columns.things, columns.findings
        self._columns, self._selection, self._evidence = columns, selection, evidence
        self._finding = Links.between(table, things.findings, facts.turned("measure"))
        stated = Links.between(table, things.documents, facts.turned("measure"))
        self._document = stated.with_(self._finding.through(findings.document))
        self._inspection = self._document.through(documents)
        spatial = Links.between(things.documents, things.areas, facts.pairs("dcterms:spatial"))
        area = self._inspection.through(columns.inspections.area)
        self._area = area.with_(self._document.through(spatial))
        self._concepts = {
            name: Links.between(table, things.concepts[name], facts.pairs(name))
            for name in ("indicator", "unit", "comparison", "status", "scope")
        }
        self._numbers = {name: [_number(v) for v in facts.column(table, name)] for name in _VALUES}
        self._texts = {name: facts.column(table, name) for name in ("indicatorText", "text")}
        self._dates = {
            name: facts.column(table, name, f"{name}Month", f"{name}Year")
            for name in ("asAt", "baselineAsAt")
        }
        said = zip(table.labels, self._texts["indicatorText"], self._texts["text"], strict=True)
        self._words = WordIndex(" ".join(filter(None, texts)) for texts in said)

    def _choose(self, asked: MeasureParameters) -> tuple[Mask | None, Callable[[int], MeasureRow]]:
        chosen = both(
            self._area.into(self._selection.areas(asked)),
            self._inspection.into(self._selection.inspections(asked)),
            self._finding.into(self._selection.labelled(asked)),
            self._selection.tied(self._concepts["indicator"], "indicator", asked.indicator),
            holding(self._words, asked),
        )
        return chosen, self._make

    def _make(self, row: int) -> MeasureRow:
        things = self._columns.things
        concepts = {name: links.ref(row, things.concepts[name]) for name, links in self._concepts.items()}
        return MeasureRow(
            **dict(self.table.ref(row)),
            **concepts,
            area=self._area.ref(row, things.areas),
            inspection=self._inspection.ref(row, things.inspections),
            document=self._document.ref(row, things.documents),
            findings=self._finding.refs(row, things.findings),
            indicator_text=self._texts["indicatorText"][row],
            value=self._numbers["value"][row],
            value_to=self._numbers["valueTo"][row],
            as_at=self._dates["asAt"][row],
            baseline_value=self._numbers["baselineValue"][row],
            baseline_value_to=self._numbers["baselineValueTo"][row],
            baseline_as_at=self._dates["baselineAsAt"][row],
            text=self._texts["text"][row],
            quotes=self._evidence.of(self.table.iri(row)),
        )


def _number(text: str | None) -> int | float | None:
    """
    A decimal as the plainest number.

    >>> _number("155"), _number("4.5"), _number("2.0"), _number(None)
    (155, 4.5, 2, None)
    """
    if text is None:
        return None
    value = float(text)
    return int(value) if value.is_integer() else value
