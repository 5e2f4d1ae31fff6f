"""
Measures: the quantities of a document that tell of performance, provision, waits, money or people.

A quantity counts where its surroundings make it a measure: a time beside a wait, a count
before something that can be counted, any percentage, ratio or sum of money. Ages, school
years, statutory limits, meetings and the like are no measures.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sendgraph.extraction.indicator_words import Stretch, indicator_words
from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.measure_context import (
    clause,
    date_of,
    former_date,
    former_values,
    is_estimate,
    own_dates,
    scope_of,
    status_of,
)
from sendgraph.extraction.measure_dates import DateMention, date_mentions
from sendgraph.extraction.measured_things import is_logistics, is_measure, qualifies
from sendgraph.extraction.phrases import Matcher, Strength
from sendgraph.extraction.quantities import TIMES, Quantity, quantities
from sendgraph.extraction.record import Comparison, Scope, Status
from sendgraph.extraction.words import Sentence, split_words

#: What a document states outside its findings: who there is, what is provided, how others fared.
_STATED = frozenset(
    [
        "population-send",
        "ehc-plans-maintained",
        "providers",
        "places",
        "placements",
        "inspection-programme",
        "budget",
        "waiting-list",
        "waiting-time",
        "exclusion",
        "absence",
        "attainment",
        "neet",
        "ehc-plans-in-time",
        "appeals",
        "complaints",
        "annual-reviews-in-time",
        "personal-budgets",
    ]
)
_NEXT = 6
_FEW = 3
#: Weak labels this long leave no doubt about what is counted: "children and young people with SEND".
_PLAIN = 12
_PLACES = re.compile(
    r"\b(?:national(?:ly)?|average|figure|rate|England|well|below|above|compared|across|in|with|the|it|this|"
    r"that|"
    r"which|was|is|of|to)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MeasureText:
    """A measure within one text: offsets count in that text."""

    start: int
    end: int
    quantity: Quantity
    indicator: str
    indicator_code: str
    comparison: Comparison
    status: Status
    scope: Scope
    date: str | None
    former: Quantity | None
    former_date: str | None


class MeasureReader:
    """The indicators of a lexicon, compiled."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Compile the indicators' labels."""
        self._matcher = Matcher.of_concepts(lexicon.indicators.concepts.values())

    def read(self, text: str, *, finding: bool = True) -> list[MeasureText]:
        """The measures of a text in reading order; outside findings fewer kinds of statement count."""
        dates = date_mentions(text)
        found = quantities(_without(text, dates))
        if not found:
            return []
        measures: list[MeasureText] = []
        for sentence in split_words(text).sentences:
            inside = [q for q in found if sentence.start <= q.start < sentence.end]
            if inside and (finding or not is_logistics(text[sentence.start : sentence.end])):
                for m in self._sentence(text, sentence, inside, dates):
                    measures.append(_completed(m, measures))
        return [
            m
            for m in measures
            if finding or m.indicator_code in _STATED or m.quantity.unit in {"percent", "GBP"}
        ]

    def _sentence(
        self, text: str, sentence: Sentence, inside: Sequence[Quantity], dates: Sequence[DateMention]
    ) -> Iterator[MeasureText]:
        start, end = sentence.start, sentence.end
        near = [d for d in dates if start <= d.start < end]
        formers = former_values(text, start, inside)
        past = set(formers.values())
        kept = [q for q in inside if q in formers or (q not in past and is_measure(text, start, end, q))]
        counts = any(q.unit in {"count", "percent", "ratio"} for q in kept)
        for q in kept:
            if counts and q not in formers and qualifies(text, q):
                continue
            former = formers.get(q)
            first = min(q.start, former.start) if former else q.start
            last = max(q.end, former.end) if former else q.end
            low, high = clause(text, start, end, first, last)
            yield MeasureText(
                start=low,
                end=high,
                quantity=q,
                indicator=indicator_words(Stretch(text, start, end, low, high), q, former, near),
                indicator_code=self._code(
                    q, _words_beside(text, q, low, high), text[low:high], text[start:end]
                ),
                comparison="approximately"
                if q.comparison == "exact" and is_estimate(text, start, q)
                else q.comparison,
                status=status_of(text, start, end, q),
                scope=scope_of(text, start, end, q),
                date=date_of(text, q, own_dates(text, start, q, former, near), dates),
                former=former,
                former_date=former_date(text, former, q, near) if former else None,
            )

    def _code(self, q: Quantity, words: str, clause_text: str, sentence: str) -> str:
        """
        The indicator whose labels cover most of the words about a quantity, those next to it doubly.

        What the clause says in full counts first, then what its sentence does; weak labels only after.
        """
        if q.unit in TIMES:
            return "waiting-time"
        if q.unit == "GBP":
            return "budget"
        near = ((" ".join(words.split()[:_NEXT]), 2), (words, 1), (clause_text, 1))
        share = q.unit in {"percent", "ratio"}
        weak = self._weigh(near, "weak", share)
        people = not share and max(weak.values(), default=0) >= _PLAIN
        whole = {} if people else self._weigh(((sentence, 1),), "full", share)
        weights = self._weigh(near, "full", share) or whole or weak
        return max(weights, key=lambda key: (weights[key], key)) if weights else "other"

    def _weigh(
        self, stretches: Iterable[tuple[str, int]], strength: Strength, share: bool
    ) -> Mapping[str, int]:
        """How many words of each indicator's labels stand in stretches, each times its factor."""
        weights: dict[str, int] = {}
        for stretch, factor in stretches:
            for m in self._matcher.find(split_words(stretch)):
                if m.strength == strength and m.key != "other" and (share or m.key != "waiting-time"):
                    weights[m.key] = weights.get(m.key, 0) + factor * (m.last - m.first + 1)
        return weights


def _completed(m: MeasureText, before: Sequence[MeasureText]) -> MeasureText:
    """
    A share that says no more than another place's or time's figure measures what the last one did.

    "… compared with 65% nationally", "In Wexley it was 41%."
    """
    last = before[-1] if before else None
    share = {"percent", "ratio"}
    if last is None or m.indicator_code != "other" or not share >= {m.quantity.unit, last.quantity.unit}:
        return m
    thin = len(_PLACES.sub("", m.indicator).split()) <= _FEW
    return replace(m, indicator_code=last.indicator_code, indicator=last.indicator if thin else m.indicator)


def _without(text: str, dates: Sequence[DateMention]) -> str:
    """The text, as long as before, with dots where the dates stood."""
    for d in dates:
        text = text[: d.start] + "·" * (d.end - d.start) + text[d.end :]
    return text


def _words_beside(text: str, q: Quantity, low: int, high: int) -> str:
    """The words behind a quantity in its clause, where they are few with those before it."""
    after = text[q.end : high].strip(" ,.;:-–)")
    before = text[low : q.start].strip(" ,.;:-–(")
    return after if len(after.split()) >= _FEW else f"{before} {after}"
