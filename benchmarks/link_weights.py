"""
Fit the weights of `sendgraph.graph.likeness` to pairs of findings that people judged.

python benchmarks/link_weights.py LABELS RECORDS [RECORDS ...]

LABELS is a folder with `recurrence/` in it (docs/evaluation.md); each RECORDS a folder of records
(`sendgraph extract --output`). Several folders of records are the same documents read with other
labels: each pair counts once a folder, so that the weights lean on no one state of the labels.
Prints the weights over all areas, and for each area what weights make of it that never saw it.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sendgraph.evaluation.labelled import LabelledPairs, load_labels
from sendgraph.extraction.record import INSPECTORS_SECTIONS, Finding, Record
from sendgraph.graph.likeness import Comparison, Evidence
from sendgraph.graph.links import BEST, FURTHER

#: How hard weights are held near nothing, on standardised evidence.
RIDGE = 20.0
STEPS = 50


@dataclass(frozen=True)
class Judged:
    """Every pair of a later finding and an earlier concern of two inspections, with what people said."""

    name: str
    ends: list[tuple[int, int]]
    recurs: NDArray[np.bool_]
    candidates: NDArray[np.bool_]
    evidence: NDArray[np.float64]
    right: NDArray[np.bool_]
    sure: set[tuple[int, int]]


def judged(pairs: LabelledPairs, records: Path) -> Judged:
    later, earlier = (read(records / f"{name}.json") for name in (pairs.later, pairs.earlier))
    comparison = Comparison(own(later), own(earlier), later.area)
    concerns = [m for m in comparison.earlier if m.finding.polarity in ("negative", "mixed")]
    said = {
        "positive": {(p.later, p.earlier) for p in pairs.resolved or ()},
        "concern": {(p.later, p.earlier) for p in pairs.recurs or ()},
    }
    ends, recurs, candidates, evidence, right = [], [], [], [], []
    for one in comparison.later:
        kind = "positive" if one.finding.polarity == "positive" else "concern"
        for other in concerns:
            ends.append((one.finding.n, other.finding.n))
            recurs.append(kind == "concern")
            candidates.append(bool(one.themes.keys() & other.themes.keys()))
            evidence.append(comparison.evidence(one, other))
            right.append(ends[-1] in said[kind])
    sure = {(p.later, p.earlier) for p in pairs.recurs or () if p.confidence == "sure"}
    return Judged(
        name=pairs.later,
        ends=ends,
        recurs=np.array(recurs),
        candidates=np.array(candidates),
        evidence=np.array(evidence),
        right=np.array(right),
        sure=sure,
    )


def read(path: Path) -> Record:
    return Record.model_validate_json(path.read_text(encoding="utf-8"))


def own(record: Record) -> list[Finding]:
    """The inspectors' findings, those that a paper repeats of its own letter left out."""
    return [f for f in record.findings if f.section in INSPECTORS_SECTIONS and not f.restates]


def fit(sets: Sequence[Judged], folders: int) -> NDArray[np.float64]:
    """The bias and the weights of a logistic regression with a ridge, by Newton's method."""
    evidence, right = np.vstack([s.evidence for s in sets]), np.concatenate([s.right for s in sets])
    spread = evidence.std(axis=0) + 1e-9
    columns = np.hstack([np.ones((len(evidence), 1)), evidence / spread])
    held = np.diag([0.0, *[RIDGE] * evidence.shape[1]])
    weights = np.zeros(columns.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-columns @ weights))
        slope = columns.T @ (chance - right) / folders + held @ weights
        bend = (columns * (chance * (1 - chance))[:, None]).T @ columns / folders + held
        weights -= np.linalg.solve(bend, slope)
    fitted: NDArray[np.float64] = weights / np.array([1.0, *spread])
    return fitted


def figures(one: Judged, weights: NDArray[np.float64]) -> str:
    chance = 1 / (1 + np.exp(-(weights[0] + one.evidence @ weights[1:])))
    best: dict[int, float] = {}
    for (later, _), able, recurs, sure in zip(one.ends, one.candidates, one.recurs, chance, strict=True):
        if able and recurs:
            best[later] = max(best.get(later, 0.0), sure)
    made = [
        i
        for i, (later, _) in enumerate(one.ends)
        if one.candidates[i] and one.recurs[i]
        if chance[i] >= (BEST if chance[i] == best[later] else FURTHER)
    ]
    found = {one.ends[i][0] for i in made if one.ends[i] in one.sure}
    wanted = {later for later, _ in one.sure}
    return f"found {len(found)} of {len(wanted)}, right {int(one.right[made].sum())} of {len(made)}"


def main() -> int:
    if len(sys.argv) < 3:
        print("name a folder of labels and a folder of records")
        return 2
    labels, folders = Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]
    pairs = load_labels(labels).pairs
    sets = {p.later: [judged(p, folder) for folder in folders] for p in pairs}
    weights = fit([one for area in sets.values() for one in area], len(folders))
    for name, weight in zip(("bias", *Evidence._fields), weights, strict=True):
        print(f"{name:10} {weight:6.2f}")
    for name, area in sets.items():
        others = [one for other, ones in sets.items() if other != name for one in ones]
        if others:
            print(f"{name} by the others: {figures(area[-1], fit(others, len(folders)))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
