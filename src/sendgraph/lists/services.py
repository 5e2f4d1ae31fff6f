"""The list of types of service, with the local services of each, and what was found about them."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from pydantic import Field

from sendgraph.lists.columns import Columns
from sendgraph.lists.facts import Facts
from sendgraph.lists.links import Mask, both
from sendgraph.lists.pages import RowList
from sendgraph.lists.parameters import ServiceParameters
from sendgraph.lists.refs import Ref
from sendgraph.lists.selection import Selection, holding
from sendgraph.lists.tallies import Tallies, Tally
from sendgraph.lists.words import WordIndex


class LocalService(Ref):
    """A service as it runs in one area, under its local name."""

    area: Ref | None = Field(description="The area.")


class ServiceRow(Ref):
    """A type of service."""

    definition: str | None = Field(description="What such a service is.")
    local_services: tuple[LocalService, ...] = Field(
        description="The services of that type that documents name, in the areas asked for."
    )
    findings: Tally = Field(description="The findings about it that fit the filters.")


class ServiceList(RowList[ServiceParameters, ServiceRow]):
    """All types of service of the scheme."""

    name: ClassVar[str] = "services"
    parameters: ClassVar = ServiceParameters
    row_model: ClassVar = ServiceRow

    def __init__(
        self, columns: Columns, selection: Selection, facts: Facts, aliases: Mapping[str, str]
    ) -> None:
        """Read what only services have."""
        table, things = columns.things.concepts["service"], columns.things
        super().__init__(table, aliases)
        self._columns, self._selection = columns, selection
        self._local = things.local_type.turned()
        self._definition = facts.column(table, "skos:definition")
        self._tallies = Tallies(columns.findings.service, columns.findings.verdict)
        also = facts.texts("skos:altLabel")
        self._words = WordIndex(
            " ".join(
                (
                    label,
                    *also.get(table.iri(row), ()),
                    *(ref.label for ref in self._local.refs(row, things.local_services)),
                )
            )
            for row, label in enumerate(table.labels)
        )

    def _choose(self, asked: ServiceParameters) -> tuple[Mask | None, Callable[[int], ServiceRow]]:
        counted = self._selection.findings(asked, besides="service")
        areas = self._selection.areas(asked)
        findings = self._columns.findings
        tallies = self._tallies if counted is None else Tallies(findings.service, findings.verdict, counted)
        chosen = both(
            self._selection.only("service", asked.service),
            None if counted is None else tallies.any,
            holding(self._words, asked),
        )
        local = self._columns.things.local_area.into(areas)
        return chosen, lambda row: self._row(row, tallies, local)

    def _make(self, row: int) -> ServiceRow:
        return self._row(row, self._tallies, None)

    def _row(self, row: int, tallies: Tallies, local: Mask | None) -> ServiceRow:
        things = self._columns.things
        services = self._local.of(row)
        shown = services if local is None else services[local[services]]
        return ServiceRow(
            **dict(self.table.ref(row)),
            definition=self._definition[row],
            local_services=tuple(
                LocalService(
                    **dict(things.local_services.ref(one)), area=things.local_area.ref(one, things.areas)
                )
                for one in shown.tolist()
            ),
            findings=tallies.of(row),
        )
