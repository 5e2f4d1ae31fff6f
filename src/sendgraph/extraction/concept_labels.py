"""
Which concepts of a scheme a text is about: its phrases and a linear model, weighed together.

The labels of the scheme are the first means: a label that the text holds weighs 1, a weak one
0.4, and one in the first sentence adds 0.5 once. The model has read many labelled findings and
scores the text's words as a whole. Together they give the chance that a careful person would
give the label; from `ENOUGH` on it stands. What nearly does, or has a full phrase that the model
speaks against, is kept for a person to judge.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sendgraph.extraction.grams import grams, plain
from sendgraph.extraction.linear_model import LinearModel
from sendgraph.extraction.phrases import Match, Matcher
from sendgraph.extraction.record import Reason
from sendgraph.extraction.words import Words
from sendgraph.schemes import Concept

FULL: Final = 1.0
WEAK: Final = 0.4
LEAD: Final = 0.5
ENOUGH: Final = 0.4
NEARLY: Final = 0.2
#: The score of an outcome that the model does not know, as of a concept that somebody has just added.
_UNKNOWN: Final = -3.5
_MOST_WEIGHT: Final = 2.5
_SUREST: Final = 0.99
#: A score below zero counts by half beside a full phrase where the model knows so many examples.
_FEW: Final = 10
#: So many of the words that the model went by are named, each at least so weighty.
_NAMED, _TELLING = 3, 0.25


@dataclass(frozen=True, slots=True)
class Balance:
    """
    How much the weight of phrases and the model's score count in the chance of a label.

    `score_beside_full` is how much less a score below zero counts where a full phrase stands; and
    it counts the less, the fewer examples the model knows of the concept.
    """

    bias: float
    weight: float
    some: float
    full: float
    score: float
    score_beside_full: float

    def chance(self, weight: float, score: float, examples: int) -> float:
        """
        The chance, from 0 to 1, that a label is right.

        >>> balance = BALANCES["theme"]
        >>> balance.chance(1.5, 0.0, 50) > balance.chance(1.0, 0.0, 50) > balance.chance(0.0, 0.0, 50)
        True
        >>> balance.chance(1.0, -3.0, 5) > balance.chance(1.0, -3.0, 50)
        True
        """
        total = self.bias + self.weight * min(weight, _MOST_WEIGHT)
        if weight > 0:
            total += self.some
        if weight >= FULL:
            against = min(score, 0.0) * examples / (examples + _FEW)
            total += self.full + self.score * max(score, 0.0)
            total += (self.score + self.score_beside_full) * against
        else:
            total += self.score * score
        return 1 / (1 + math.exp(-total))


#: Fitted on 25 reports that neither phrases nor model had then seen; `full` was raised for themes and
#: services when their phrases had been widened, on eight that were still unseen. See data/models/README.md.
BALANCES: Final[Mapping[str, Balance]] = {
    "theme": Balance(-0.92, 1.53, 0.81, 0.53, 1.97, -0.65),
    "service": Balance(-1.54, 2.07, 1.82, 2.07, 1.76, -0.33),
    "group": Balance(-2.4, 1.99, 1.39, 2.0, 1.43, -0.03),
}


#: A score below which a text without any phrase of a concept is not even nearly about it.
_LEAST: Final[Mapping[str, float]] = {
    kind: (math.log(NEARLY / (1 - NEARLY)) - balance.bias) / balance.score
    for kind, balance in BALANCES.items()
}


@dataclass(frozen=True, slots=True)
class Label:
    """A concept that a text is, or nearly is, about; `reasons` say why and how sure."""

    notation: str
    chance: float
    reasons: tuple[Reason, ...]

    @property
    def stands(self) -> bool:
        """Whether the text is taken to be about it."""
        return self.chance >= ENOUGH


class ConceptReader:
    """The concepts of several schemes, compiled to recognise; a concept's key is `{kind}:{notation}`."""

    def __init__(self, schemes: Mapping[str, Sequence[Concept]], model: LinearModel) -> None:
        """Compile the labels of the concepts of each kind; the model's outcomes are the same keys."""
        self._notations = {kind: [concept.notation for concept in schemes[kind]] for kind in schemes}
        keyed = ((f"{kind}:{concept.notation}", concept) for kind in schemes for concept in schemes[kind])
        self._matcher = Matcher.of_keyed(keyed)
        self._model = model

    def read(self, words: Words, brought: Mapping[str, str] | None = None) -> dict[str, list[Label]]:
        """
        The concepts of each kind that a text is, or nearly is, about, the surest first.

        `brought` are concepts that come with a name in the text, such as a local service's type:
        the name by the concept's key.
        """
        brought = brought or {}
        weights = weigh(self._matcher.find(words), words)
        found = grams(words)
        scores = self._model.scores(found)
        labels: dict[str, list[Label]] = {}
        for kind, notations in self._notations.items():
            read = []
            for notation in notations:
                key = f"{kind}:{notation}"
                weight, match = weights.get(key, (0.0, None))
                score = scores.get(key, _UNKNOWN)
                if key in brought and weight < FULL:
                    weight = FULL + LEAD
                elif not weight and score < _LEAST[kind]:
                    continue
                if match is not None and self._is_news(match, words):
                    score = max(score, 0.0)
                chance = BALANCES[kind].chance(weight, score, self._model.examples.get(key, 0))
                if chance >= NEARLY or weight >= FULL:
                    why = self._why(key, weight, match, brought, words, found)
                    told = {"label": notation, "confidence": confidence(chance)}
                    reasons = tuple(reason.model_copy(update=told) for reason in why)
                    read.append(Label(notation, chance, reasons))
            labels[kind] = sorted(read, key=lambda label: (-round(label.chance, 6), label.notation))
        return labels

    def _is_news(self, match: Match, words: Words) -> bool:
        """Whether a phrase holds a word that the model has never read, so that it cannot speak against it."""
        inside = words.words[match.first : match.last + 1]
        return any(plain(word.form) not in self._model.rarity for word in inside)

    def _why(
        self,
        key: str,
        weight: float,
        match: Match | None,
        brought: Mapping[str, str],
        words: Words,
        found: Mapping[str, tuple[int, int]],
    ) -> Iterator[Reason]:
        """The phrase that speaks best for a label, else the name that brought it, else the model's words."""
        if match is not None:
            yield _reason(key, match.first, match.last, weight, words)
        elif key in brought:
            yield Reason(label=key, words=brought[key], weight=weight)
        else:
            parts = self._model.parts(found, key)
            telling = [part for part in parts if part.weight >= _TELLING] or parts[:1]
            taken: list[tuple[int, int]] = []
            for part in telling:
                first, last = found[part.gram]
                if len(taken) < _NAMED and not any(first <= b and a <= last for a, b in taken):
                    taken.append((first, last))
                    yield _reason(key, first, last, round(part.weight, 2), words)


def confidence(chance: float) -> float:
    """
    A chance as it is told: in hundredths, and never certain, for only people are.

    >>> confidence(0.9996), confidence(0.354)
    (0.99, 0.35)
    """
    return min(round(chance, 2), _SUREST)


def weigh(matches: Sequence[Match], words: Words) -> Mapping[str, tuple[float, Match]]:
    """How much each concept weighs in a text, and the match that speaks for it best."""
    by_key: dict[str, list[Match]] = {}
    for match in sorted(matches, key=lambda m: (m.strength != "full", m.first, -m.last)):
        kept = by_key.setdefault(match.key, [])
        if not any(match.first <= k.last and k.first <= match.last for k in kept):
            kept.append(match)
    return {key: (_weight(kept, words), kept[0]) for key, kept in by_key.items()}


def _weight(matches: Sequence[Match], words: Words) -> float:
    total = sum(FULL if m.strength == "full" else WEAK for m in matches)
    leads = any(words.words[m.first].sentence == 0 for m in matches)
    return round(total + (LEAD if leads else 0.0), 2)


def _reason(label: str, first: int, last: int, weight: float, words: Words) -> Reason:
    return Reason(
        label=label,
        start=words.words[first].start,
        end=words.words[last].end,
        words=words.quote(first, last),
        weight=weight,
    )
