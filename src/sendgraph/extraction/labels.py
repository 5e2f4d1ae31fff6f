"""Themes, services and groups of findings, from the labels of their schemes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sendgraph.documents.document import Document
from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.phrases import Match, Matcher
from sendgraph.extraction.record import Finding, Reason, Record
from sendgraph.extraction.words import Words, split_words

FULL, WEAK, LEAD = 1.0, 0.4, 0.5
ENOUGH = 1.0


@dataclass(frozen=True, slots=True)
class Labels:
    """What one text is about, and why."""

    themes: list[str]
    services: list[str]
    groups: list[str]
    why: list[Reason]


class Labeller:
    """The schemes of a lexicon, compiled to recognise."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Compile the labels of themes (the narrower ones), services and groups."""
        self._themes = Matcher.of_concepts(lexicon.themes.narrower())
        self._services = Matcher.of_concepts(lexicon.services.concepts.values())
        self._groups = Matcher.of_concepts(lexicon.groups.concepts.values())

    def labels(self, text: str) -> Labels:
        """The labels of a text."""
        words = split_words(text)
        why: list[Reason] = []
        found: list[list[str]] = []
        for matcher in (self._themes, self._services, self._groups):
            weights = weigh(matcher.find(words), words)
            names = sorted((k for k, w in weights.items() if w[0] >= ENOUGH), key=lambda k: (-weights[k][0], k))
            found.append(names)
            why.extend(_reason(name, *weights[name], words) for name in names)
        return Labels(*found, why)


def weigh(matches: list[Match], words: Words) -> Mapping[str, tuple[float, Match]]:
    by_key: dict[str, list[Match]] = {}
    for match in matches:
        by_key.setdefault(match.key, []).append(match)
    out: dict[str, tuple[float, Match]] = {}
    for key, ms in by_key.items():
        ms = sorted(ms, key=lambda m: (m.strength != "full", m.first, -m.last))
        used: list[Match] = []
        weight = 0.0
        for m in ms:
            if any(m.first <= u.last and u.first <= m.last for u in used):
                continue
            used.append(m)
            weight += FULL if m.strength == "full" else WEAK
        if any(words.words[m.first].sentence == 0 for m in used):
            weight += LEAD
        out[key] = weight, used[0]
    return out


def _reason(label: str, weight: float, match: Match, words: Words) -> Reason:
    start, end = words.words[match.first].start, words.words[match.last].end
    return Reason(label=label, start=start, end=end, words=words.text[start:end], weight=weight)
