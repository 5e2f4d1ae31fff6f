"""
Linear models: what each gram of a text weighs for each of several outcomes.

A model is a table that people can read: a line for each gram, with its rarity and its weights.
A text is the set of its known grams; each counts by its rarity, all together by length one, so
that a long text weighs no more than a short one. An outcome's score is the weighted sum and the
outcome's own bias: above zero for, below against.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy
from numpy.typing import NDArray

from sendgraph.errors import InvalidFile

Numbers = NDArray[numpy.float64]

_BIAS, _EXAMPLES = "(bias)", "(examples)"


@dataclass(frozen=True, slots=True)
class Part:
    """What one gram adds to an outcome's score."""

    gram: str
    weight: float


@dataclass(frozen=True, eq=False)
class LinearModel:
    """Rarity by gram, weights by gram and outcome; bias and number of examples by outcome."""

    rarity: Mapping[str, float]
    weights: Mapping[str, Mapping[str, float]]
    biases: Mapping[str, float]
    examples: Mapping[str, int] = field(default_factory=dict)

    def scores(self, grams: Iterable[str]) -> dict[str, float]:
        """
        The score of every outcome for a text with these grams.

        >>> model = LinearModel({"wait": 1.0, "long": 1.0}, {"wait": {"late": 3.0}}, {"late": -1.0})
        >>> model.scores(["wait", "unknown"]), model.scores([])
        ({'late': 2.0}, {'late': -1.0})
        """
        rows = [row for gram in dict.fromkeys(grams) if (row := self._rows.get(gram)) is not None]
        rarity = self._rarities[rows]
        length = math.sqrt((rarity * rarity).sum())
        if not length:
            return dict(self.biases)
        # Summed row after row, so that the same text has the same score on every machine.
        totals = ((rarity / length)[:, None] * self._table[rows]).sum(axis=0)
        return dict(zip(self.biases, (totals + self._biases).tolist(), strict=True))

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {gram: row for row, gram in enumerate(self.rarity)}

    @cached_property
    def _rarities(self) -> Numbers:
        return numpy.array(list(self.rarity.values()), dtype=float)

    @cached_property
    def _biases(self) -> Numbers:
        return numpy.array(list(self.biases.values()), dtype=float)

    @cached_property
    def _table(self) -> Numbers:
        """The weights as a table: a row for each gram, a column for each outcome."""
        columns = {name: column for column, name in enumerate(self.biases)}
        table = numpy.zeros((len(self.rarity), len(columns)))
        for gram, weights in self.weights.items():
            for name, weight in weights.items():
                table[self._rows[gram], columns[name]] = weight
        return table

    def weigh(self, values: Mapping[str, float]) -> dict[str, float]:
        """
        The score of every outcome for measured values, each times its weight: for inputs that are no grams.

        >>> LinearModel({"waits": 1.0}, {"waits": {"bad": 0.5}}, {"bad": 1.0}).weigh({"waits": 4.0})
        {'bad': 3.0}
        """
        totals = dict(self.biases)
        for name, value in values.items():
            for outcome, weight in self.weights.get(name, {}).items():
                totals[outcome] += value * weight
        return totals

    def parts(self, grams: Iterable[str], outcome: str) -> list[Part]:
        """
        What each gram adds to the score of one outcome, the greatest first.

        >>> model = LinearModel({"a": 1.0, "b": 1.0}, {"a": {"x": 1.0}, "b": {"x": -2.0}}, {"x": 0.0})
        >>> [(part.gram, round(part.weight, 2)) for part in model.parts(["b", "a"], "x")]
        [('a', 0.71), ('b', -1.41)]
        """
        parts = [
            Part(gram, share * self.weights[gram][outcome])
            for gram, share in self._shares(grams).items()
            if outcome in self.weights.get(gram, {})
        ]
        return sorted(parts, key=lambda part: (-part.weight, part.gram))

    def _shares(self, grams: Iterable[str]) -> dict[str, float]:
        known = {gram: self.rarity[gram] for gram in grams if gram in self.rarity}
        length = math.sqrt(sum(rarity * rarity for rarity in known.values()))
        return {gram: rarity / length for gram, rarity in known.items()} if length else {}


def read_model(path: Path) -> LinearModel:
    """
    A model out of its table.

    Raises:
        InvalidFile: where the file is no such table.
    """
    rarity: dict[str, float] = {}
    weights: dict[str, dict[str, float]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#") or not line:
            continue
        try:
            gram, rare, *pairs = line.split("\t")
            rarity[gram] = float(rare)
            weights[gram] = {name: float(value) for name, _, value in (p.partition("=") for p in pairs)}
        except ValueError:
            raise InvalidFile(
                f"line {number} is no gram with its rarity and weights",
                where=path.name,
                remedy="train the model again: see docs/labels.md",
            ) from None
    for name in (_BIAS, _EXAMPLES):
        rarity.pop(name, None)
    biases, examples = weights.pop(_BIAS, {}), weights.pop(_EXAMPLES, {})
    return LinearModel(rarity, weights, biases, {name: int(number) for name, number in examples.items()})


def write_model(model: LinearModel, path: Path, *, about: str) -> None:
    """Write a model's table, with a line that says what it is."""

    def line(gram: str, rare: float, weights: Mapping[str, float]) -> str:
        pairs = (f"{name}={value:g}" for name, value in sorted(weights.items()))
        return "\t".join((gram, f"{rare:g}", *pairs))

    lines = [f"# {about}", "# gram, rarity, weight for each outcome", line(_BIAS, 0, model.biases)]
    if model.examples:
        lines.append(line(_EXAMPLES, 0, model.examples))
    lines += [line(gram, model.rarity[gram], model.weights.get(gram, {})) for gram in sorted(model.rarity)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
