"""
Leans: which way each clause of a finding leans by the cues that it holds.

The cues are labels of the polarity scheme. A denial takes praise away, and what is reduced
or overcome is no fault.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sendgraph.extraction.clauses import Clause
from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.phrases import Match, Matcher
from sendgraph.extraction.words import Words

_WEIGHT = {"full": 1.0, "weak": 0.4}
_REACH = 4
#: A clause that begins so says that what it goes on to praise is missing.
_DENIAL = re.compile(
    r"\W*(?:no|neither|there (?:is|are|was|were|has been|have been) "
    r"(?:no|not|limited|little|few|insufficient))\b",
    re.IGNORECASE,
)
#: That leaders know of a weakness is no praise.
_AWARENESS = re.compile(
    r"\b(?:leaders|partnership|they|authority)\b[^.]{0,30}\b"
    r"(?:recogni[sz]e|acknowledge|are aware|is aware|have identified)",
    re.IGNORECASE,
)
_NEGATORS = frozenset(
    {"not", "no", "never", "neither", "nor", "cannot", "without", "lack", "rarely", "seldom", "few"}
)
_RELIEVERS = (
    "reduc",
    "decreas",
    "prevent",
    "avoid",
    "overcom",
    "fewer",
    "tackl",
    "remov",
    "minimis",
    "shorten",
    "halv",
)
BAD_ENOUGH, BAD_SHARE, GOOD_ENOUGH = 0.4, 0.5, 0.4


@dataclass(frozen=True, slots=True)
class Lean:
    """How far one clause leans to either side; `mixed` where it says itself that things are mixed."""

    good: float
    bad: float
    mixed: bool = False

    @property
    def side(self) -> int:
        """1 where it leans to the good, -1 to the bad, 0 where it says neither."""
        if self.bad >= BAD_ENOUGH and self.bad >= BAD_SHARE * self.good:
            return -1
        return 1 if self.good >= GOOD_ENOUGH else 0


class LeanReader:
    """The cues of the polarity scheme, compiled."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Compile the labels of the polarities."""
        self._matcher = Matcher.of_concepts(lexicon.schemes["polarity"].concepts.values())

    def read(self, words: Words, clauses: Sequence[Clause]) -> list[Lean]:
        """How each of the clauses leans."""
        matches = self._matcher.find(words)
        found: list[Lean] = []
        for clause in clauses:
            inside = [m for m in matches if clause.start <= words.words[m.first].start < clause.end]
            bad = apart(m for m in inside if m.key == "negative" and not _relieved(words, clause, m))
            denied = _denied(words.text[clause.start : clause.end])
            good = apart(
                m
                for m in inside
                if not denied
                and m.key == "positive"
                and not any(overlap(m, b) for b in bad)
                and not _negated(words, clause, m)
            )
            found.append(Lean(_sum(good), _sum(bad), any(m.key == "mixed" for m in inside)))
        return found


def apart(matches: Iterable[Match]) -> list[Match]:
    """Matches that do not overlap, full ones first."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.strength != "full", m.first, -m.last)):
        if not any(overlap(match, k) for k in kept):
            kept.append(match)
    return kept


def overlap(one: Match, other: Match) -> bool:
    """Whether two matches share a word."""
    return one.first <= other.last and other.first <= one.last


def _denied(text: str) -> bool:
    """Whether what a clause seems to praise is missing, or is only known to be needed."""
    return _DENIAL.match(text) is not None or _AWARENESS.search(text) is not None


def _before(words: Words, clause: Clause, match: Match) -> Iterator[str]:
    for word in words.words[max(0, match.first - _REACH) : match.first]:
        if word.start >= clause.start:
            yield word.form


def _negated(words: Words, clause: Clause, match: Match) -> bool:
    return any(form in _NEGATORS for form in _before(words, clause, match))


def _relieved(words: Words, clause: Clause, match: Match) -> bool:
    return any(form.startswith(_RELIEVERS) for form in _before(words, clause, match))


def _sum(matches: Iterable[Match]) -> float:
    return sum(_WEIGHT[m.strength] for m in matches)
