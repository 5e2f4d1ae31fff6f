"""Tallies: how many were read, how many are labelled, how many of each are right."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

#: Precision, recall or a share; None where there is nothing to take it of.
Ratio = float | None


def ratio(right: int, of: int) -> Ratio:
    """
    A share of 0 to 1, None of nothing.

    >>> ratio(1, 4), ratio(0, 0)
    (0.25, None)
    """
    return right / of if of else None


@dataclass(slots=True)
class Share:
    """How often something that has one value for each thing was read right."""

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:
        """Count one more."""
        self.right += right
        self.of += 1

    @property
    def value(self) -> Ratio:
        """The share of those right."""
        return ratio(self.right, self.of)


@dataclass(slots=True)
class Tally:
    """
    How well sets were read.

    What is labelled must be found: recall. What is read must be labelled, or be acceptable: precision.

    >>> tally = Tally()
    >>> tally.add({"a", "b", "c"}, {"a", "d"}, acceptable={"b"})
    >>> tally.precision, tally.recall, round(tally.f1 or 0, 3)
    (0.6666666666666666, 0.5, 0.571)
    """

    right: int = 0
    read: int = 0
    found: int = 0
    gold: int = 0

    def add(
        self, read: Iterable[Hashable], gold: Iterable[Hashable], acceptable: Iterable[Hashable] = ()
    ) -> None:
        """Count what was read of one thing against what is required of it, and what is acceptable."""
        predicted, core = set(read), set(gold)
        found = len(predicted & core)
        self.count(len(predicted), len(core), found, found + len(predicted & set(acceptable) - core))

    def count(self, read: int, gold: int, found: int, right: int | None = None) -> None:
        """Count so many at once; what is found is right, and more may be."""
        self.right += found if right is None else right
        self.read += read
        self.found += found
        self.gold += gold

    @property
    def precision(self) -> Ratio:
        """Of what was read, the share that is right."""
        return ratio(self.right, self.read)

    @property
    def recall(self) -> Ratio:
        """Of what is labelled, the share that was found."""
        return ratio(self.found, self.gold)

    @property
    def f1(self) -> Ratio:
        """The harmonic mean of both."""
        precision, recall = self.precision, self.recall
        if precision is None or recall is None:
            return None
        return 2 * precision * recall / (precision + recall) if precision and recall else 0.0
