"""An evaluation: labels and records of the same documents, scored together."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sendgraph.errors import DataError, Problem
from sendgraph.evaluation.alignment import Alignment
from sendgraph.evaluation.labelled import LabelledPairs, Labels
from sendgraph.evaluation.recurrence import (
    KINDS,
    Linked,
    Numbers,
    PairOfInspections,
    links_between,
    score_pairs,
)
from sendgraph.evaluation.scoring import score
from sendgraph.evaluation.sheet import LabelTally, Sheet
from sendgraph.extraction.record import Record
from sendgraph.reference import load_reference

#: The least number of labelled findings at which a label's own figures say something.
_ENOUGH = 5
_WORST = 5


@dataclass(frozen=True, slots=True)
class Evaluation:
    """
    What an evaluation found.

    `documents` counts those scored, `missing` names those that no record was given of;
    `problems` are pairs that could not be linked.
    """

    documents: int
    missing: tuple[str, ...]
    sheet: Sheet
    inspections: tuple[PairOfInspections, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def scored(self) -> bool:
        """Whether anything was."""
        return bool(self.documents or self.inspections)

    def pooled(self) -> dict[str, Linked]:
        """The figures of recurrence over all areas, by kind; of kinds that are labelled somewhere."""
        kinds = [kind for kind in KINDS if any(kind in one.kinds for one in self.inspections)]
        return {
            kind: sum((one.kinds.get(kind, Linked()) for one in self.inspections), Linked()) for kind in kinds
        }

    def labels(self, family: str) -> tuple[list[LabelTally], list[LabelTally]]:
        """The worst labels of a family, of those labelled often enough, and all others; worst first."""
        every = [counted for (of, _), counted in self.sheet.labels.items() if of == family]
        every.sort(key=lambda one: (not one.tally.gold, one.f1, -one.tally.gold, one.label))
        worst = [counted for counted in every if counted.tally.gold >= _ENOUGH][:_WORST]
        return worst, [counted for counted in every if counted not in worst]


def evaluate(labels: Labels, records: Mapping[str, Record | None]) -> Evaluation:
    """
    Score records, by document name, against labels.

    A document that maps to None could not be read, and all that is labelled of it counts as
    missed; one that is not in the mapping is missing, and is not scored.
    """
    sheet = Sheet()
    alignments: dict[str, Alignment] = {}
    for labelled in labels.records:
        if labelled.document in records:
            alignments[labelled.document] = score(labelled, records[labelled.document], sheet)
    inspections: list[PairOfInspections] = []
    problems: list[Problem] = []
    for pairs in labels.pairs:
        try:
            linked = _link(pairs, records, alignments, sheet)
        except DataError as error:
            where = f"{pairs.earlier}, {pairs.later}"
            problems.append(replace(error.problem, where=error.problem.where or where))
            continue
        if linked:
            inspections.append(linked)
    missing = tuple(name for name in labels.documents if name not in records)
    return Evaluation(len(alignments), missing, sheet, tuple(inspections), tuple(problems))


def _link(
    pairs: LabelledPairs,
    records: Mapping[str, Record | None],
    alignments: Mapping[str, Alignment],
    sheet: Sheet,
) -> PairOfInspections | None:
    earlier, later = records.get(pairs.earlier), records.get(pairs.later)
    if earlier is None or later is None:
        return None
    figures = score_pairs(
        pairs,
        links_between(later, earlier, load_reference()),
        _numbers(later, alignments.get(pairs.later)),
        _numbers(earlier, alignments.get(pairs.earlier)),
        sheet.differences,
    )
    return PairOfInspections(later.area, pairs.earlier, pairs.later, figures)


def _numbers(record: Record, alignment: Alignment | None) -> Numbers:
    """
    From numbers in the labels to numbers in the record: of what was read for a finding, where it is labelled.

    A restatement goes by the number of the finding that it restates, as it does in a release.
    """
    read = {pair.gold.n: pair.read.n for pair in alignment.pairs} if alignment and alignment.pairs else None
    known = {finding.n for finding in record.findings}
    restated = {f.n: f.restates for f in record.findings if f.restates in known}

    def number(n: int) -> int | None:
        own = n if read is None else read.get(n)
        return None if own is None else restated.get(own, own)

    return number
