"""The list of themes: what was found about each, and in how many areas."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from pydantic import Field

from sendgraph.lists.columns import Columns
from sendgraph.lists.facts import Facts
from sendgraph.lists.links import Links, Mask, both
from sendgraph.lists.pages import RowList
from sendgraph.lists.parameters import ThemeParameters
from sendgraph.lists.refs import Ref
from sendgraph.lists.selection import Selection, holding
from sendgraph.lists.tallies import Tallies, Tally
from sendgraph.lists.words import WordIndex


class ThemeRow(Ref):
    """A theme."""

    definition: str | None = Field(description="What it is about.")
    broader: Ref | None = Field(description="The theme that it is part of.")
    areas: int = Field(description="In how many areas such a finding was made.")
    findings: Tally = Field(
        description="The findings about it or a narrower theme that fit the filters, each once."
    )


class ThemeList(RowList[ThemeParameters, ThemeRow]):
    """All themes of the scheme."""

    name: ClassVar[str] = "themes"
    parameters: ClassVar = ThemeParameters
    row_model: ClassVar = ThemeRow

    def __init__(
        self, columns: Columns, selection: Selection, facts: Facts, aliases: Mapping[str, str]
    ) -> None:
        """Read what only themes have."""
        table = columns.things.concepts["theme"]
        super().__init__(table, aliases)
        self._columns, self._selection = columns, selection
        self._definition = facts.column(table, "skos:definition")
        self._broader = Links.between(table, table, facts.pairs("skos:broader"))
        self._in_areas = columns.findings.theme_or_broader.turned().through(columns.findings.area)
        self._tallies = Tallies(columns.findings.theme_or_broader, columns.findings.verdict)
        also = facts.texts("skos:altLabel")
        self._words = WordIndex(
            " ".join((label, self._definition[row] or "", *also.get(table.iri(row), ())))
            for row, label in enumerate(table.labels)
        )

    def _choose(self, asked: ThemeParameters) -> tuple[Mask | None, Callable[[int], ThemeRow]]:
        counted = self._selection.findings(asked, besides="theme")
        chosen = both(
            self._selection.tied(self._columns.things.theme_or_broader, "theme", asked.theme),
            holding(self._words, asked),
        )
        if counted is None:
            return chosen, self._make
        findings = self._columns.findings
        tallies = Tallies(findings.theme_or_broader, findings.verdict, counted)
        in_areas = findings.theme_or_broader.crossed(findings.area, counted).sum(axis=1).tolist()
        return both(chosen, tallies.any), lambda row: self._row(row, tallies, in_areas[row])

    def _make(self, row: int) -> ThemeRow:
        return self._row(row, self._tallies, len(self._in_areas.of(row)))

    def _row(self, row: int, tallies: Tallies, areas: int) -> ThemeRow:
        return ThemeRow(
            **dict(self.table.ref(row)),
            definition=self._definition[row],
            broader=self._broader.ref(row, self.table),
            areas=areas,
            findings=tallies.of(row),
        )
