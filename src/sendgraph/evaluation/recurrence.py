"""Links between two inspections of an area: those that a release would state against the labelled pairs."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final

from sendgraph.evaluation.labelled import LabelledPair, LabelledPairs
from sendgraph.evaluation.sheet import Difference
from sendgraph.evaluation.tallies import Ratio, ratio
from sendgraph.extraction.record import Record
from sendgraph.graph import Namespaces, link_inspections, register
from sendgraph.graph.findings import finding_parts, number_findings
from sendgraph.reference import Reference

#: A link as the numbers of its later and its earlier finding.
Link = tuple[int, int]
#: From the number of a finding in the labels to its number in the record that was read; None if not read.
Numbers = Callable[[int], int | None]

#: The kinds of pairs in the labels, and what a person is told of each.
KINDS: Final = {"recurs": "recurs from", "resolved": "resolves"}


@dataclass(frozen=True, slots=True)
class Linked:
    """
    How well links of a kind were found.

    Recall counts the later findings that have a sure pair and got one of theirs; precision
    the links that are sure or arguable.
    """

    found: int = 0
    sure: int = 0
    right: int = 0
    links: int = 0

    @property
    def recall(self) -> Ratio:
        """The share of later findings with a sure pair that got one."""
        return ratio(self.found, self.sure)

    @property
    def precision(self) -> Ratio:
        """The share of links that are labelled."""
        return ratio(self.right, self.links)

    def __add__(self, other: "Linked") -> "Linked":
        """Both together."""
        return Linked(
            self.found + other.found,
            self.sure + other.sure,
            self.right + other.right,
            self.links + other.links,
        )


@dataclass(frozen=True, slots=True)
class PairOfInspections:
    """The figures of two inspections of an area, by kind."""

    area: str
    earlier: str
    later: str
    kinds: dict[str, Linked]


def links_between(later: Record, earlier: Record, reference: Reference) -> dict[str, set[Link]]:
    """
    The links that a release of the two records states, by kind, as running numbers of their findings.

    Raises:
        DataError: where a record does not say when its inspection was.
    """
    namespaces, known = Namespaces(), register([earlier, later], reference)
    graph = link_inspections([earlier, later], namespaces, known)
    places: dict[object, tuple[str, int]] = {}
    for record in (earlier, later):
        for n, place in number_findings(record.findings).items():
            iri = namespaces.thing(*finding_parts(known.document(record), *place))
            places[iri] = (record.document, n)
    made: dict[str, set[Link]] = {kind: set() for kind in KINDS}
    send = namespaces.send
    for new, old in graph.subject_objects(send.recursFrom):
        made["recurs"].add((places[new][1], places[old][1]))
    for old, new in graph.subject_objects(send.laterStrength):
        made["resolved"].add((places[new][1], places[old][1]))
    return made


def score_pairs(
    pairs: LabelledPairs,
    made: dict[str, set[Link]],
    later_numbers: Numbers,
    earlier_numbers: Numbers,
    differences: list[Difference],
) -> dict[str, Linked]:
    """The figures of those kinds that are labelled, with every difference."""
    figures: dict[str, Linked] = {}
    for kind in KINDS:
        labelled: Sequence[LabelledPair] | None = getattr(pairs, kind)
        if labelled is None:
            continue
        told = _Told(pairs, KINDS[kind], differences)
        figures[kind] = _score(labelled, made[kind], later_numbers, earlier_numbers, told)
    return figures


@dataclass(frozen=True, slots=True)
class _Told:
    pairs: LabelledPairs
    what: str
    differences: list[Difference]

    def missed(self, later: int, earlier: Collection[int]) -> None:
        gold = f"{self.pairs.earlier} {' or '.join(map(str, sorted(earlier)))}"
        self.differences.append(Difference(self.pairs.later, later, self.what, gold, ""))

    def wrong(self, link: Link) -> None:
        read = f"{self.pairs.earlier} {link[1]}"
        self.differences.append(Difference(self.pairs.later, link[0], self.what, "", read))


def _score(
    labelled: Sequence[LabelledPair],
    made: set[Link],
    later_numbers: Numbers,
    earlier_numbers: Numbers,
    told: _Told,
) -> Linked:
    allowed = {(later_numbers(p.later), earlier_numbers(p.earlier)) for p in labelled}
    sure: defaultdict[int, set[int]] = defaultdict(set)
    for pair in labelled:
        if pair.confidence == "sure":
            sure[pair.later].add(pair.earlier)
    found = 0
    for later, earlier in sure.items():
        if any((later_numbers(later), earlier_numbers(one)) in made for one in earlier):
            found += 1
        else:
            told.missed(later, earlier)
    right = {link for link in made if link in allowed}
    for link in sorted(made - right):
        told.wrong(link)
    return Linked(found, len(sure), len(right), len(made))
