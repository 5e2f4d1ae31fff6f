"""
Whether a finding tells of something good, something bad, or both.

Each clause is judged twice: by the cues it holds (`leans`), and by a linear model of what
clauses under praise and under criticism say (`clauses` of the models). What a finding comes
to is weighed out of these (`polarity` of the models): a finding is mixed where both are
really said. Sections that only ask for improvement are negative whatever their words.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, get_args

from sendgraph.extraction.clauses import Clause, clauses
from sendgraph.extraction.concept_labels import confidence
from sendgraph.extraction.grams import grams
from sendgraph.extraction.leans import Lean, LeanReader
from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.linear_model import LinearModel
from sendgraph.extraction.record import UNPOLARISED_SECTIONS, Polarity, Reason, Section
from sendgraph.extraction.words import Words, split_words

POLARITIES: Final[tuple[Polarity, ...]] = get_args(Polarity)
#: The one outcome of the model of clauses.
PRAISE: Final = "positive"
ALWAYS_NEGATIVE: Final[frozenset[Section]] = frozenset(
    {"priority-action", "area-for-improvement", "significant-weakness", "risk"}
)
#: What a section's heading leads to expect; of the others nothing is expected.
EXPECTED: Final[Mapping[Section, Polarity]] = {
    "strength": "positive",
    "effective": "positive",
    "progress": "positive",
    "other-progress": "positive",
    "area-for-development": "negative",
    "needs-improvement": "negative",
    "could-be-better": "negative",
}
#: So sure must it be that a finding says the very opposite of its heading: hardly one in a hundred does.
AGAINST_HEADING: Final = 0.8


@dataclass(frozen=True, slots=True)
class Judged:
    """A clause with its score by the model (above zero for praise) and its lean by cues."""

    clause: Clause
    score: float
    lean: Lean


@dataclass(frozen=True, slots=True)
class Verdict:
    """The polarity of a finding, how sure it is (0 to 1), and the clauses that speak for it."""

    polarity: Polarity
    confidence: float
    clauses: tuple[Judged, ...] = ()

    def reasons(self, text: str) -> Iterator[Reason]:
        """Why, in the form of the record; a section that is always negative is its own reason."""
        label = f"polarity:{self.polarity}"
        if not self.clauses:
            yield Reason(label=label, words="what its section is for", confidence=self.confidence)
        for judged in self.clauses:
            start, end = judged.clause.start, judged.clause.end
            words = text[start:end].rstrip(" ,;:")
            start += len(words) - len(words.lstrip())
            words = words.strip()
            yield Reason(
                label=label,
                start=start,
                end=start + len(words),
                words=words,
                weight=round(abs(judged.score), 2),
                confidence=self.confidence,
            )


class PolarityReader:
    """The cues and the models of polarity, ready to read."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the cues out of the polarity scheme, and the models."""
        self._leans = LeanReader(lexicon)
        self._clauses = lexicon.models.clauses
        self._whole = lexicon.models.polarity

    def read(self, text: str, section: Section) -> Verdict | None:
        """The polarity of a finding's text; None in sections that have none, and where there are no words."""
        if section in UNPOLARISED_SECTIONS:
            return None
        if section in ALWAYS_NEGATIVE:
            return Verdict("negative", 1.0)
        judged = judge(split_words(text), self._leans, self._clauses)
        if not judged:
            return None
        scores = self._whole.weigh(features(judged, section))
        chances = _chances({p: scores.get(p, 0.0) for p in POLARITIES})
        polarity = max(POLARITIES, key=lambda p: chances[p])
        expected = EXPECTED.get(section)
        if expected and polarity not in (expected, "mixed") and chances[polarity] < AGAINST_HEADING:
            polarity = expected
        return Verdict(polarity, confidence(chances[polarity]), _speaking(judged, polarity))


def judge(words: Words, leans: LeanReader, model: LinearModel) -> list[Judged]:
    """Every clause of a text, judged by the cues and by a model of clauses."""
    cut = list(clauses(words))
    return [
        Judged(clause, model.scores(grams(words, clause.start, clause.end)).get(PRAISE, 0.0), lean)
        for clause, lean in zip(cut, leans.read(words, cut), strict=True)
    ]


def features(judged: Sequence[Judged], section: Section) -> dict[str, float]:
    """What of a finding's clauses its polarity is weighed by: scores, cues, turns, and the heading."""
    scores = [one.score for one in judged]
    leans = [one.lean for one in judged]
    sides = [lean.side for lean in leans]
    turned = [one for one in judged if one.clause.turned]
    plain = [one.score for one in judged if not one.clause.conceded]
    expected = EXPECTED.get(section, "open")
    return {
        "highest score": max(scores),
        "lowest score": min(scores),
        "mean score": sum(scores) / len(scores),
        "first score": scores[0],
        "last score": scores[-1],
        "praise in all": sum(max(score, 0.0) for score in scores),
        "criticism in all": sum(min(score, 0.0) for score in scores),
        "highest score after a turn": max((one.score for one in turned), default=0.0),
        "lowest score after a turn": min((one.score for one in turned), default=0.0),
        "highest score not conceded": max(plain, default=0.0),
        "lowest score not conceded": min(plain, default=0.0),
        "good cues": sum(lean.good for lean in leans),
        "bad cues": sum(lean.bad for lean in leans),
        "first side": sides[0],
        "last side": sides[-1],
        "good clauses": sum(side > 0 for side in sides),
        "bad clauses": sum(side < 0 for side in sides),
        "best clause": max(lean.good - lean.bad for lean in leans),
        "worst clause": min(lean.good - lean.bad for lean in leans),
        "good turns": sum(one.lean.side > 0 for one in turned),
        "bad turns": sum(one.lean.side < 0 for one in turned),
        "said to be mixed": sum(lean.mixed for lean in leans),
        "clauses": len(judged),
        f"under a {expected} heading": 1.0,
    }


def _chances(scores: Mapping[Polarity, float]) -> dict[Polarity, float]:
    most = max(scores.values())
    powers = {polarity: math.exp(score - most) for polarity, score in scores.items()}
    return {polarity: power / sum(powers.values()) for polarity, power in powers.items()}


def _speaking(judged: Sequence[Judged], polarity: Polarity) -> tuple[Judged, ...]:
    """The clauses that speak loudest for a polarity; of a mixed finding one for either side."""
    best = max(judged, key=lambda one: one.score + one.lean.good - one.lean.bad)
    worst = min(judged, key=lambda one: one.score + one.lean.good - one.lean.bad)
    chosen = {"positive": [best], "negative": [worst], "mixed": [best, worst]}[polarity]
    return tuple(one for one in judged if any(one is other for other in chosen))
