"""
Matters: what a finding is about, so that two of them can be compared.

A matter has an object and what is wrong with it: children wait (what is wrong) for speech
and language therapy (the object). Two findings that share what is wrong and name different
objects are two matters. Of a mixed finding, what is wrong is what counts, not what it praises.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from sendgraph.extraction.clauses import clauses
from sendgraph.extraction.leans import LeanReader
from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.record import Finding
from sendgraph.extraction.words import split_words

#: How much a theme still counts in a mixed finding that only praises it.
PRAISED: Final = 0.4
_LEAST: Final = 0.1

#: Themes that name an object. The others tell what is wrong with one: it is late, or badly led.
_OBJECTS: Final = frozenset(
    {
        "advice-support",
        "alternative-provision",
        "annual-review",
        "attainment",
        "care-risk",
        "co-production",
        "community-participation",
        "diagnostic-pathway",
        "dispute-resolution",
        "ehc-quality",
        "ehc-timeliness",
        "exclusion-attendance",
        "health-checks",
        "joint-commissioning",
        "local-offer",
        "mainstream-inclusion",
        "mental-health-support",
        "personal-budgets",
        "place-sufficiency",
        "preparation-for-adulthood",
        "quality-assurance",
        "safeguarding",
        "self-evaluation",
        "sen-support",
        "short-breaks",
        "specialist-equipment",
        "therapy-provision",
        "transition",
        "transport",
    }
)
#: Services whose object is that of a theme.
_SERVICE_OF: Final = MappingProxyType(
    {
        "alternative-provider": "alternative-provision",
        "camhs": "mental-health-support",
        "careers-service": "preparation-for-adulthood",
        "equipment-service": "specialist-equipment",
        "mediation-service": "dispute-resolution",
        "mental-health-support-team": "mental-health-support",
        "neurodevelopmental-service": "diagnostic-pathway",
        "sendiass": "advice-support",
        "short-breaks-provider": "short-breaks",
        "transport-service": "transport",
    }
)
_THERAPIES: Final = frozenset({"occupational-therapy", "physiotherapy", "speech-and-language-therapy"})
#: Services that are the place of a finding, or who speaks in it, rather than its object.
_PLACES: Final = frozenset(
    {
        "designated-officer",
        "early-years-setting",
        "further-education",
        "mainstream-school",
        "parent-carer-forum",
        "sen-team",
        "social-care",
        "special-school",
        "specialist-teaching",
        "voluntary-sector",
    }
)
_WORD = re.compile(r"[a-z][a-z']{2,}")
#: Co-production and coproduction are one word; a short-break is a short break.
_PREFIX = re.compile(r"\b(co|inter|multi|non|pre|re)-(?=[a-z])")
_ENDINGS: Final = (
    ("'s", ""),
    ("ies", "y"),
    ("ational", ""),
    ("ation", ""),
    ("ating", ""),
    ("ated", ""),
    ("ates", ""),
    ("ate", ""),
    ("ments", ""),
    ("ment", ""),
    ("ings", ""),
    ("ing", ""),
    ("edly", ""),
    ("ed", ""),
    ("es", ""),
    ("s", ""),
    ("ly", ""),
    ("e", ""),
)
#: Words that say nothing of the matter: those of grammar, and those that every finding here is made of.
_STOP: Final = frozenset(
    re.findall(
        r"\w+",
        """
        about above after again all also although an and any are as at be because been being between
        both but by can cannot could did do does during each ever every for from further had has have
        having he her here his how however if in into is it its itself just least less like made make
        many may more most much must no nor not now of off on once one only onto or other others our out
        over own per same she should since so some still such than that the their theirs them themselves
        then there therefore these they this those though through thus to too under until up upon used
        very was we well were what when where whereas which while who whom whose why will with within
        without would yet you your young child children person people parent parents carer carers family
        families area areas local need needs send support service services education health care social
        leader leaders inspector inspectors inspection partnership council
        """,
    )
)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """
    A word without its commonest endings.

    >>> stem("waiting"), stem("waits"), stem("assessments")
    ('wait', 'wait', 'assess')
    """
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)] + instead
    return word


def content_words(text: str) -> list[str]:
    """
    The words of a text that say what it is about, in order.

    >>> content_words("Children wait too long for assessments; co-production is weak")
    ['wait', 'long', 'assessments', 'coproduction', 'weak']
    """
    words: list[str] = _WORD.findall(_PREFIX.sub(r"\1", text.lower().replace("’", "'")))
    return [word for word in words if word not in _STOP]


@dataclass(frozen=True, slots=True, eq=False)
class Matter:
    """What a finding is about: how much of each theme, which objects, in which words (their stems)."""

    finding: Finding
    themes: Mapping[str, float]
    objects: frozenset[str]
    words: Mapping[str, int]

    @property
    def services(self) -> frozenset[str]:
        """The services that the finding names."""
        return frozenset(self.finding.services)

    @property
    def groups(self) -> frozenset[str]:
        """The groups that the finding names."""
        return frozenset(self.finding.groups)


def matter_of(finding: Finding, ignored: Collection[str] = ()) -> Matter:
    """
    What a finding is about, the stems `ignored` (those of the area's name) left out.

    >>> text = "Plans are well written. However, waits for speech therapy are too long."
    >>> labels = {"themes": ["waiting-times"], "services": ["speech-and-language-therapy"]}
    >>> one = Finding(n=1, section="main-finding", text=text, passages=[], polarity="mixed", **labels)
    >>> sorted(matter_of(one).objects), sorted(matter_of(one).words)
    (['speech-and-language-therapy'], ['long', 'speech', 'therapy', 'wait'])
    """
    praise = _praise(finding.text) if finding.polarity == "mixed" else ()
    praised = _praised(finding, praise)
    weights = _weights(finding)
    words = _words(_without(finding.text, praise), ignored) or _words(finding.text, ignored)
    return Matter(
        finding,
        {t: w * (PRAISED if t in praised and len(weights) > 1 else 1.0) for t, w in weights.items()},
        _objects(finding, praised),
        words,
    )


def _weights(finding: Finding) -> dict[str, float]:
    """How much a finding is about each of its themes: the best supported weighs 1, none under a tenth."""
    weights: dict[str, float] = {}
    for reason in finding.why:
        if reason.weight is not None and reason.label in finding.themes:
            weights[reason.label] = max(weights.get(reason.label, 0.0), reason.weight)
    most = max(weights.values(), default=1.0) or 1.0
    return {theme: max(weights.get(theme, most) / most, _LEAST) for theme in finding.themes}


def _objects(finding: Finding, praised: Collection[str]) -> frozenset[str]:
    labels = [
        *(t for t in finding.themes if t in _OBJECTS),
        *(s for s in finding.services if s not in _PLACES),
    ]
    found = {_SERVICE_OF.get(label, label) for label in labels}
    if found & _THERAPIES:
        found.discard("therapy-provision")
    return frozenset({one for one in found if one not in praised} or found)


@lru_cache(maxsize=1)
def _leans() -> LeanReader:
    return LeanReader(Lexicon.shipped())


def _praise(text: str) -> tuple[tuple[int, int], ...]:
    """Where the clauses of a text stand that lean to the good."""
    words = split_words(text)
    cut = list(clauses(words))
    leans = _leans().read(words, cut)
    return tuple((one.start, one.end) for one, lean in zip(cut, leans, strict=True) if lean.side > 0)


def _praised(finding: Finding, praise: Collection[tuple[int, int]]) -> frozenset[str]:
    """The labels of a finding that stand in its praise alone: none of their words stands elsewhere."""
    if not praise:
        return frozenset()
    elsewhere = set(_words(_without(finding.text, praise)))
    first: dict[str, int] = {}
    words: dict[str, set[str]] = {}
    for reason in finding.why:
        if reason.start is not None:
            first.setdefault(reason.label, reason.start)
            words.setdefault(reason.label, set()).update(_words(reason.words or ""))
    inside = (label for label, at in first.items() if any(start <= at < end for start, end in praise))
    return frozenset(label for label in inside if not words[label] & elsewhere)


def _without(text: str, parts: Collection[tuple[int, int]]) -> str:
    at, left = 0, []
    for start, end in sorted(parts):
        left.append(text[at:start])
        at = end
    return " ".join((*left, text[at:]))


def _words(text: str, ignored: Collection[str] = ()) -> Counter[str]:
    return Counter(word for word in map(stem, content_words(text)) if word not in ignored)
