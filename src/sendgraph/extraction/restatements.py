"""Which finding of the appended letter a paper's own words repeat."""

import math
import re
from collections import Counter
from collections.abc import Sequence

from sendgraph.extraction.record import Finding

_WORD = re.compile(r"[a-z]{3,}")
_COMMON = frozenset(
    [
        "the",
        "and",
        "that",
        "for",
        "with",
        "are",
        "has",
        "have",
        "been",
        "was",
        "were",
        "who",
        "their",
        "they",
        "from",
        "not",
        "all",
        "which",
        "this",
        "these",
        "those",
        "its",
        "children",
        "young",
        "people",
        "send",
        "local",
        "area",
        "disabilities",
    ]
)
_ENDINGS = re.compile(r"(?:ing|ed|es|s|ly|ment|ation)$")
_LEAST = 0.2


def restate(quoted: Sequence[Finding], letters: Sequence[Finding]) -> list[int]:
    """
    For each quoted finding the number of the letter's finding that it repeats, 0 where none.

    Significant weaknesses repeat significant weaknesses, in their order where the lists are of
    one length; anything else repeats what is nearest in words and says it in the same vein.
    """
    weaknesses = [f for f in letters if f.section == "significant-weakness"]
    quoted_weaknesses = [f for f in quoted if f.section == "significant-weakness"]
    in_order = len(weaknesses) == len(quoted_weaknesses)
    weights = _weights(letters)
    answers = []
    for finding in quoted:
        if finding.section == "significant-weakness":
            place = quoted_weaknesses.index(finding)
            pool = [weaknesses[place]] if in_order else weaknesses
            least = 0.0 if in_order else _LEAST
        else:
            pool = [f for f in letters if _fits(finding, f)]
            least = _LEAST
        answers.append(_nearest(finding, pool, weights, least))
    return answers


def _fits(quoted: Finding, letters: Finding) -> bool:
    if letters.section == "significant-weakness":
        return False
    if quoted.section == "area-for-development":
        return letters.section in ("area-for-development", "main-finding")
    return letters.section in ("strength", "main-finding")


def _nearest(quoted: Finding, pool: Sequence[Finding], weights: dict[str, float], least: float) -> int:
    """The finding whose words cover the quoted ones best, those of the whole finding counting a little."""
    wanted = _words(quoted.text)
    total = sum(weights.get(w, max(weights.values(), default=1.0)) for w in wanted) or 1.0
    best, best_score = 0, least
    for finding in pool:
        has = _words(finding.text)
        shared = sum(weights.get(w, 0.0) for w in wanted if w in has)
        size = math.sqrt(sum(weights.get(w, 1.0) for w in has) / total)
        score = shared / total / max(1.0, size) ** 0.5
        if score > best_score:
            best, best_score = finding.n, score
    return best


def _words(text: str) -> Counter[str]:
    words = (_ENDINGS.sub("", w) for w in _WORD.findall(text.lower().replace("’", "'")) if w not in _COMMON)
    return Counter(words)


def _weights(letters: Sequence[Finding]) -> dict[str, float]:
    """How telling a word is: the fewer findings have it, the more."""
    counts = Counter(w for f in letters for w in _words(f.text))
    return {w: math.log(1 + len(letters) / n) for w, n in counts.items()}
