"""The sheet on which an evaluation is kept: figures, labels one by one, and every difference."""

from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass, field
from typing import Final

from sendgraph.evaluation.tallies import Ratio, Share, Tally
from sendgraph.extraction.record import LABEL_LISTS

#: The families of labels that a finding carries as sets, and what one label of each is called.
FAMILIES: Final = {family: scheme for scheme, family in LABEL_LISTS.items()}
#: So many words of a finding tell a reader which it is.
_TELLING_WORDS: Final = 12


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is labelled and was read otherwise; `finding` is its number, None beside findings."""

    document: str
    finding: int | None
    what: str
    gold: str
    read: str


@dataclass(frozen=True, slots=True)
class Example:
    """A finding that shows what went wrong: where it stands, and its first words."""

    document: str
    finding: int
    words: str


@dataclass(slots=True)
class LabelTally:
    """How well one label was read, and the findings where it was missed or wrong."""

    family: str
    label: str
    tally: Tally = field(default_factory=Tally)
    missed: list[Example] = field(default_factory=list)
    wrong: list[Example] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """By which labels are ordered: 0 for one that was never right, also where it was never read."""
        return self.tally.f1 or 0.0


@dataclass(slots=True)
class Sheet:
    """
    What is counted over all documents.

    `facts`, `findings` and `measures` hold what has one value; `tallies` what comes in sets.
    """

    facts: dict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    findings: dict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    measures: dict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    labels: dict[tuple[str, str], LabelTally] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)

    @property
    def every_fact(self) -> Ratio:
        """The share of all facts of documents that were read right."""
        return Share(
            sum(share.right for share in self.facts.values()), sum(share.of for share in self.facts.values())
        ).value

    def label(
        self, family: str, example: Example, read: Set[str], gold: Set[str], acceptable: Set[str]
    ) -> None:
        """Count the labels of one family that one finding was given, each for itself."""
        for name in read | gold:
            counted = self.labels.setdefault((family, name), LabelTally(family, name))
            counted.tally.add({name} & read, {name} & gold, {name} & acceptable)
            if name not in read:
                counted.missed.append(example)
            elif name not in gold | acceptable:
                counted.wrong.append(example)


def first_words(text: str) -> str:
    """
    As many words of a finding as tell which it is.

    >>> first_words("Some children wait. " * 9)
    'Some children wait. Some children wait. Some children wait. Some children wait. …'
    """
    words = text.split()
    return " ".join(words[:_TELLING_WORDS]) + (" …" if len(words) > _TELLING_WORDS else "")
