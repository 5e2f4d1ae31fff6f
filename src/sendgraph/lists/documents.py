"""The list of documents: what they are, whose, of when, under which licence, and how much they state."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from pydantic import Field

from sendgraph.lists.columns import Columns
from sendgraph.lists.facts import Facts
from sendgraph.lists.links import Links, Mask, both
from sendgraph.lists.pages import RowList
from sendgraph.lists.parameters import DocumentParameters
from sendgraph.lists.refs import Ref
from sendgraph.lists.selection import Selection, holding
from sendgraph.lists.tallies import Tallies, Tally
from sendgraph.lists.words import WordIndex


class DocumentRow(Ref):
    """A letter, report or council paper."""

    title: str | None = Field(description="The title it bears.")
    kind: Ref | None = Field(description="What kind of document it is.")
    areas: tuple[Ref, ...] = Field(description="The areas it is about.")
    inspections: tuple[Ref, ...] = Field(description="The inspections it reports or answers.")
    publishers: tuple[Ref, ...] = Field(description="Who published it.")
    date: str | None = Field(description="Its day.")
    licence: str | None = Field(description="The address of its licence, where one is claimed.")
    rights: str | None = Field(description="Its licence in words.")
    pages: int | None = Field(description="How many pages it has, where its format has pages.")
    findings: Tally = Field(description="What it states.")


class DocumentList(RowList[DocumentParameters, DocumentRow]):
    """All documents that were read."""

    name: ClassVar[str] = "documents"
    parameters: ClassVar = DocumentParameters
    row_model: ClassVar = DocumentRow

    def __init__(
        self,
        columns: Columns,
        selection: Selection,
        facts: Facts,
        inspections: Links,
        aliases: Mapping[str, str],
    ) -> None:
        """Read what only documents have; they are tied to the `inspections` that they report or answer."""
        things = columns.things
        table = things.documents
        super().__init__(table, aliases)
        self._columns, self._selection, self._inspections = columns, selection, inspections
        spatial = Links.between(table, things.areas, facts.pairs("dcterms:spatial"))
        self._area = spatial.with_(inspections.through(columns.inspections.area))
        self._kind = Links.between(table, things.concepts["document-kind"], facts.pairs("documentKind"))
        self._publisher = Links.between(table, things.bodies, facts.pairs("dcterms:publisher"))
        licences = dict(facts.pairs("dcterms:license"))
        self._licence = [licences.get(table.iri(row)) for row in range(len(table))]
        names = ("dcterms:title", "dcterms:issued", "dcterms:rights", "pages")
        self._title, self._issued, self._rights, self._pages = (facts.column(table, n) for n in names)
        self._tallies = Tallies(columns.findings.document, columns.findings.verdict)
        said = zip(table.labels, self._title, strict=True)
        self._words = WordIndex(" ".join(filter(None, texts)) for texts in said)

    def _choose(self, asked: DocumentParameters) -> tuple[Mask | None, Callable[[int], DocumentRow]]:
        chosen = both(
            self._area.into(self._selection.areas(asked)),
            self._inspections.into(self._selection.inspections(asked)),
            self._columns.findings.document.out_of(self._selection.labelled(asked)),
            self._selection.tied(self._kind, "kind", asked.kind),
            holding(self._words, asked),
        )
        return chosen, self._make

    def _make(self, row: int) -> DocumentRow:
        things, pages = self._columns.things, self._pages[row]
        return DocumentRow(
            **dict(self.table.ref(row)),
            title=self._title[row],
            kind=self._kind.ref(row, things.concepts["document-kind"]),
            areas=self._area.refs(row, things.areas),
            inspections=self._inspections.refs(row, things.inspections),
            publishers=self._publisher.refs(row, things.bodies),
            date=self._issued[row],
            licence=self._licence[row],
            rights=self._rights[row],
            pages=int(pages) if pages else None,
            findings=self._tallies.of(row),
        )
