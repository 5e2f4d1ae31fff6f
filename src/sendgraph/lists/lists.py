"""All lists of a release."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Self

from sendgraph.lists.areas import AreaList
from sendgraph.lists.columns import Columns
from sendgraph.lists.documents import DocumentList
from sendgraph.lists.evidence import Evidence
from sendgraph.lists.facts import Facts
from sendgraph.lists.findings import FindingList
from sendgraph.lists.inspections import InspectionList
from sendgraph.lists.links import Links
from sendgraph.lists.measures import MeasureList
from sendgraph.lists.pages import RowList
from sendgraph.lists.selection import Selection
from sendgraph.lists.services import ServiceList
from sendgraph.lists.themes import ThemeList
from sendgraph.store import Store

#: The kinds of list; each says by itself its name, what it takes, and what its rows are.
LISTS: Final[tuple[type[RowList[Any, Any]], ...]] = (
    AreaList,
    InspectionList,
    FindingList,
    MeasureList,
    ServiceList,
    ThemeList,
    DocumentList,
)


@dataclass(frozen=True)
class Lists:
    """
    The lists of a release. Loaded once, never changed, and shared by all who ask.

    Each has `page(parameters)` and `row(slug)`.
    """

    areas: AreaList
    inspections: InspectionList
    findings: FindingList
    measures: MeasureList
    services: ServiceList
    themes: ThemeList
    documents: DocumentList

    @classmethod
    def load(cls, store: Store, path_prefix: str = "") -> Self:
        """Read the lists out of a store; the addresses in them begin with `path_prefix`."""
        facts = Facts(store, path_prefix)
        columns = Columns.load(facts)
        selection = Selection(columns, facts)
        documents = _documents_to_inspections(columns, facts)
        evidence, aliases = Evidence(facts), _aliases(facts)
        return cls(
            areas=AreaList(columns, selection, facts, aliases["area"]),
            inspections=InspectionList(columns, selection, documents, aliases["inspection"]),
            findings=FindingList(columns, selection, evidence, aliases["finding"]),
            measures=MeasureList(columns, selection, facts, evidence, documents, aliases["measure"]),
            services=ServiceList(columns, selection, facts, {}),
            themes=ThemeList(columns, selection, facts, {}),
            documents=DocumentList(columns, selection, facts, documents, aliases["document"]),
        )

    @cached_property
    def by_name(self) -> Mapping[str, RowList[Any, Any]]:
        """The lists by the names that they are asked for by."""
        return {one.name: getattr(self, one.name) for one in LISTS}


def _documents_to_inspections(columns: Columns, facts: Facts) -> Links:
    """Documents with the inspections that they report, that they answer, or that their findings belong to."""
    things = columns.things
    answers = Links.between(things.documents, things.inspections, facts.pairs("answers"))
    by_findings = columns.findings.document.turned().through(columns.findings.inspection)
    return columns.inspections.document.turned().with_(answers).with_(by_findings)


def _aliases(facts: Facts) -> Mapping[str, dict[str, str]]:
    """By type, the slugs that things had before: an inspection's by its month, now that the day is known."""
    aliases: dict[str, dict[str, str]] = defaultdict(dict)
    start = f"{facts.base_iri}id/"
    for iri, identifiers in facts.texts("dcterms:identifier").items():
        kind, _, slug = iri.removeprefix(start).partition("/")
        for identifier in identifiers:
            if identifier.startswith(f"{kind}/") and iri.startswith(start):
                aliases[kind][identifier.removeprefix(f"{kind}/")] = slug
    return aliases
