"""A list in pages: what every list does, whatever its rows are."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import ClassVar, Generic, TypeVar

import numpy as np
from pydantic import Field

from sendgraph.errors import UnknownThing
from sendgraph.lists.links import Mask
from sendgraph.lists.order import place_after
from sendgraph.lists.parameters import Parameters
from sendgraph.lists.refs import Ref, Row, Table

P = TypeVar("P", bound=Parameters)
R = TypeVar("R", bound=Ref)


class Page(Row, Generic[R]):
    """Rows in the order of their slugs, and what they are out of."""

    rows: tuple[R, ...]
    total: int = Field(description="How many rows fit the filters, on all pages together.")
    truncated: bool = Field(description="Whether more rows follow, which the limit cut.")
    left_out: int = Field(description="How many follow.")
    next: str | None = Field(description="The slug to give as `after` for the page that follows.")


class RowList(ABC, Generic[P, R]):
    """A list of rows of one kind. Its order is that of its table."""

    name: ClassVar[str]
    parameters: ClassVar[type[Parameters]]
    row_model: ClassVar[type[Ref]]

    def __init__(self, table: Table, aliases: Mapping[str, str]) -> None:
        """Take the table of its things; `aliases` are former slugs and what they are now."""
        self.table = table
        self._aliases = aliases

    def page(self, asked: P) -> Page[R]:
        """
        The page that was asked for.

        Raises:
            BadParameter: for a value of a filter that stands for nothing.
        """
        mask, make = self._choose(asked)
        chosen = np.arange(len(self.table)) if mask is None else np.flatnonzero(mask)
        start = 0 if asked.after is None else place_after(self.table.keys, asked.after)
        first = int(np.searchsorted(chosen, start))
        shown = chosen[first : first + asked.limit]
        left_out = len(chosen) - first - len(shown)
        return Page(
            rows=tuple(map(make, shown.tolist())),
            total=len(chosen),
            truncated=left_out > 0,
            left_out=left_out,
            next=self.table.slugs[shown[-1]] if left_out else None,
        )

    def row(self, slug: str) -> R:
        """
        One row by its slug, or by a former one.

        Raises:
            UnknownThing: where there is none.
        """
        row = self.table.row_of_slug(self._aliases.get(slug, slug))
        if row is None:
            what = f"there is no such row in the list of {self.name}"
            raise UnknownThing(what, where=slug[:200], remedy=f"take a slug from /api/{self.name}")
        return self._make(row)

    @abstractmethod
    def _choose(self, asked: P) -> tuple[Mask | None, Callable[[int], R]]:
        """Which rows fit, and what makes them."""

    @abstractmethod
    def _make(self, row: int) -> R:
        """One row, whatever was asked."""
