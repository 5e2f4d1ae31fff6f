"""What filters choose: the areas, inspections and findings that fit what was asked."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from sendgraph.errors import BadParameter
from sendgraph.lists.columns import Columns
from sendgraph.lists.facts import Facts
from sendgraph.lists.links import Links, Mask, Numbers, both
from sendgraph.lists.moments import number
from sendgraph.lists.parameters import Parameters
from sendgraph.lists.refs import Table
from sendgraph.lists.words import WordIndex
from sendgraph.reference import Area
from sendgraph.schemes import Concept, Scheme
from sendgraph.store.names import Names
from sendgraph.store.parameters import Parameter, terms

#: Filters by a word that stands for a concept or an area, and what kind of thing that is.
KINDS: Final = {
    name: Parameter(name=name, type=type_, many=True, description=f"the {name}")
    for name, type_ in (
        ("area", "area"),
        ("region", "region"),
        ("framework", "framework"),
        ("judgement", "judgement"),
        ("theme", "theme"),
        ("service", "service"),
        ("group", "group"),
        ("polarity", "polarity"),
        ("section", "section"),
        ("indicator", "indicator"),
        ("kind", "document-kind"),
    )
}


class Selection:
    """Turns filters into masks over the rows of the shared columns. A mask that is None chooses all."""

    def __init__(self, columns: Columns, facts: Facts) -> None:
        """Take the columns, and from the facts what people call their things."""
        self._columns = columns
        things = columns.things
        self._tables: Mapping[str, Table] = {
            name: things.areas if kind.type == "area" else things.concepts[kind.type]
            for name, kind in KINDS.items()
        }
        self._names = _names(columns, facts)

    def values(self, name: str, given: Sequence[str]) -> Numbers | None:
        """
        The rows of the things that the values of a filter stand for, None where none is given.

        Raises:
            BadParameter: for a value that stands for nothing in this release.
        """
        base = self._columns.base_iri
        iris = [term[1:-1] for term in terms(KINDS[name], given, base_iri=base, names=self._names)]
        rows = []
        for iri in iris:
            row = self._tables[name].row(iri)
            if row is None:
                what = f"there is no such {KINDS[name].type}: {iri.rsplit('/', 1)[-1][:80]}"
                raise BadParameter(what, where=name, remedy=f"see /api/{name}s" if name == "area" else None)
            rows.append(row)
        return np.array(rows, np.int64) if rows else None

    def tied(self, links: Links, name: str, given: Sequence[str]) -> Mask | None:
        """The rows that are tied to what the values of a filter stand for."""
        values = self.values(name, given)
        return None if values is None else links.tied_to(values)

    def only(self, name: str, given: Sequence[str]) -> Mask | None:
        """The things themselves that the values of a filter stand for."""
        values = self.values(name, given)
        if values is None:
            return None
        mask = np.zeros(len(self._tables[name]), np.bool_)
        mask[values] = True
        return mask

    def areas(self, asked: Parameters) -> Mask | None:
        """The areas by `area` and `region`."""
        in_regions = self.tied(self._columns.things.region, "region", asked.region)
        return both(self.only("area", asked.area), in_regions)

    def inspections(self, asked: Parameters) -> Mask | None:
        """The inspections by `framework`, `judgement`, `from` and `to`; none where that range is none."""
        columns = self._columns.inspections
        is_no_range = bool(asked.from_ and asked.to and asked.from_ > asked.to)
        return both(
            self.tied(columns.framework, "framework", asked.framework),
            self.tied(columns.judgement, "judgement", asked.judgement),
            columns.latest >= number(asked.from_) if asked.from_ else None,
            columns.earliest <= number(asked.to) if asked.to else None,
            np.zeros(len(columns.earliest), np.bool_) if is_no_range else None,  # a month may lie about both
        )

    def labelled(self, asked: Parameters, besides: str = "") -> Mask | None:
        """The findings by `theme`, `service`, `group`, `polarity` and `section`, one of them left aside."""
        columns = self._columns.findings
        by = {
            "theme": (columns.theme_or_broader, asked.theme),
            "service": (columns.service, asked.service),
            "group": (columns.group, asked.group),
            "polarity": (columns.polarity, asked.polarity),
            "section": (columns.section, asked.section),
        }
        return both(
            *(self.tied(links, name, given) for name, (links, given) in by.items() if name != besides)
        )

    def findings(self, asked: Parameters, besides: str = "") -> Mask | None:
        """The findings by all filters but `q`."""
        columns = self._columns.findings
        return both(
            self.labelled(asked, besides),
            columns.area.into(self.areas(asked)),
            columns.inspection.into(self.inspections(asked)),
        )


def holding(index: WordIndex, asked: Parameters) -> Mask | None:
    """The rows by `q`."""
    return None if asked.q is None else index.rows(asked.q)


def _names(columns: Columns, facts: Facts) -> Names:
    """What people call the concepts and areas of this release."""
    schemes = {
        scheme: Scheme(
            scheme,
            {
                slug: Concept(slug, table.iri(row), table.labels[row], None, None, (), ())
                for row, slug in enumerate(table.slugs)
            },
        )
        for scheme, table in columns.things.concepts.items()
    }
    official, also = facts.texts("officialName"), facts.texts("skos:altLabel")
    table = columns.things.areas
    areas = {
        slug: Area(
            name=table.labels[row],
            slug=slug,
            official_name=official.get(table.iri(row), [table.labels[row]])[0],
            also_known_as=tuple(also.get(table.iri(row), ())),
            gss="",
            la_code="",
            region="",
            authority_type="",
            population_0_25=None,
            statistical_neighbours=(),
            source="",
        )
        for row, slug in enumerate(table.slugs)
    }
    return Names(schemes, areas)
