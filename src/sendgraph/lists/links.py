"""Ties between the rows of two tables, kept as arrays and followed from either side for all rows at once."""

from collections.abc import Iterable
from typing import Self

import numpy as np
from numpy.typing import NDArray

from sendgraph.lists.refs import Ref, Table

#: One truth for each row of a table: whether it is chosen.
Mask = NDArray[np.bool_]
Numbers = NDArray[np.integer]


class Links:
    """
    Pairs of a row of one table and a row of another, each once, in order.

    >>> links = Links(np.array([0, 0, 2]), np.array([1, 0, 1]), rows=3, values=2)
    >>> [links.of(row).tolist() for row in range(3)]
    [[0, 1], [], [1]]
    >>> links.tied_to(np.array([1])).tolist()
    [True, False, True]
    """

    def __init__(self, left: Numbers, right: Numbers, *, rows: int, values: int) -> None:
        """Take pairs in any order; `rows` and `values` are how many rows either table has."""
        self.rows, self.values = rows, values
        pairs = np.unique(left.astype(np.int64) * max(values, 1) + right)
        self.left = (pairs // max(values, 1)).astype(np.int32)
        self.right = (pairs % max(values, 1)).astype(np.int32)
        self._starts = np.searchsorted(self.left, np.arange(rows + 1))
        order = np.argsort(self.right, kind="stable")
        self._left_by_right = self.left[order]
        self._starts_by_right = np.searchsorted(self.right[order], np.arange(values + 1))

    @classmethod
    def between(cls, one: Table, other: Table, *pairs: Iterable[tuple[str, str]]) -> Self:
        """The ties between two tables out of pairs of IRIs; pairs that are not in both are left out."""
        found = [
            (left, right)
            for several in pairs
            for subject, object_ in several
            if (left := one.row(subject)) is not None and (right := other.row(object_)) is not None
        ]
        both = np.array(found, np.int64).reshape(-1, 2)
        return cls(both[:, 0], both[:, 1], rows=len(one), values=len(other))

    def of(self, row: int) -> NDArray[np.int32]:
        """What a row is tied to, in the order of the other table."""
        return self.right[self._starts[row] : self._starts[row + 1]]

    def refs(self, row: int, table: Table) -> tuple[Ref, ...]:
        """What a row is tied to, by name."""
        return tuple(table.ref(value) for value in self.of(row).tolist())

    def ref(self, row: int, table: Table) -> Ref | None:
        """The first that a row is tied to, where it can be only one."""
        return next(iter(self.refs(row, table)), None)

    def tied_to(self, values: Numbers) -> Mask:
        """The rows that are tied to any of some values."""
        mask = np.zeros(self.rows, np.bool_)
        for value in values.tolist():
            mask[self._left_by_right[self._starts_by_right[value] : self._starts_by_right[value + 1]]] = True
        return mask

    def into(self, chosen: Mask | None) -> Mask | None:
        """The rows that are tied to any chosen value; no choice stays none."""
        if chosen is None:
            return None
        mask = np.zeros(self.rows, np.bool_)
        mask[self.left[chosen[self.right]]] = True
        return mask

    def out_of(self, chosen: Mask | None) -> Mask | None:
        """The values that any chosen row is tied to; no choice stays none."""
        if chosen is None:
            return None
        mask = np.zeros(self.values, np.bool_)
        mask[self.right[chosen[self.left]]] = True
        return mask

    def through(self, other: "Links") -> "Links":
        """The ties that two in a row make: from a row to what its values are tied to."""
        left = np.repeat(self.left, np.diff(other._starts)[self.right])
        return Links(left, other.right[other._places(self.right)], rows=self.rows, values=other.values)

    def _places(self, rows: Numbers) -> Numbers:
        """Where the ties of some rows stand, one row's after the other's."""
        degrees = np.diff(self._starts)[rows]
        within = np.arange(degrees.sum()) - np.repeat(np.cumsum(degrees) - degrees, degrees)
        places: Numbers = np.repeat(self._starts[rows], degrees) + within
        return places

    def with_(self, other: "Links") -> "Links":
        """These ties and others between the same tables."""
        left, right = np.append(self.left, other.left), np.append(self.right, other.right)
        return Links(left, right, rows=self.rows, values=self.values)

    def crossed(self, other: "Links", chosen: Mask) -> Mask:
        """Which values meet which others in a chosen row: a row of the answer for each value here."""
        kept = chosen[self.left]
        left, right = self.left[kept], self.right[kept]
        matrix = np.zeros((self.values, other.values), np.bool_)
        matrix[np.repeat(right, np.diff(other._starts)[left]), other.right[other._places(left)]] = True
        return matrix

    def turned(self) -> "Links":
        """The same ties from the other side."""
        return Links(self.right.astype(np.int64), self.left, rows=self.values, values=self.rows)


def both(*masks: Mask | None) -> Mask | None:
    """
    The rows that every mask chooses; a mask that is None chooses all.

    >>> both(None, np.array([True, False]), np.array([True, True])).tolist()
    [True, False]
    """
    given = [mask for mask in masks if mask is not None]
    return np.logical_and.reduce(given) if given else None
