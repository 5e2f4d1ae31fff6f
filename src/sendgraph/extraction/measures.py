"""
Measures: the quantities of a document that tell of performance, provision, waits, money or people.

A quantity counts where its surroundings make it a measure: a time beside a wait, a count
before something that can be counted, any percentage, ratio or sum of money. Ages, school
years, statutory limits, meetings and the like are no measures.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.measure_context import (
    clause,
    date_of,
    former_date,
    former_values,
    is_estimate,
    scope_of,
    status_of,
)
from sendgraph.extraction.measure_dates import DateMention, date_mentions
from sendgraph.extraction.measured_things import TIMES, is_logistics, is_measure, qualifies
from sendgraph.extraction.phrases import Matcher
from sendgraph.extraction.quantities import Quantity, quantities
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
_INDICATOR_WORDS = 24
_NEXT = 6
_WEAK = 0.4


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
                measures.extend(self._sentence(text, sentence, inside, dates))
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
        counts = any(q.unit in {"count", "percent"} for q in kept)
        for q in kept:
            if counts and q not in formers and qualifies(text, q):
                continue
            former = formers.get(q)
            first = min(q.start, former.start) if former else q.start
            last = max(q.end, former.end) if former else q.end
            low, high = clause(text, start, end, first, last)
            words = _indicator(text, q, low, high)
            yield MeasureText(
                start=low,
                end=high,
                quantity=q,
                indicator=words,
                indicator_code=self._code(q, words, text[low:high], text[start:end]),
                comparison="approximately"
                if q.comparison == "exact" and is_estimate(text, start, q)
                else q.comparison,
                status=status_of(text, start, end, q),
                scope=scope_of(text, start, end, q),
                date=date_of(
                    text,
                    q,
                    [d for d in near if not former or d.end <= former.start or former.start < q.start],
                    dates,
                ),
                former=former,
                former_date=former_date(text, former, q, near) if former else None,
            )

    def _code(self, q: Quantity, words: str, clause_text: str, sentence: str) -> str:
        """The indicator whose labels cover most of the words about a quantity, those next to it doubly."""
        if q.unit in TIMES:
            return "waiting-time"
        if q.unit == "GBP":
            return "budget"
        weights: dict[str, float] = {}
        for stretch, factor in ((" ".join(words.split()[:_NEXT]), 2), (words, 1), (clause_text, 1)):
            self._weigh(stretch, factor, weights)
        if not weights:
            self._weigh(sentence, 1, weights)
        return max(weights, key=lambda key: (weights[key], key)) if weights else "other"

    def _weigh(self, stretch: str, factor: int, weights: dict[str, float]) -> None:
        for m in self._matcher.find(split_words(stretch)):
            if m.key != "waiting-time":
                words = (m.last - m.first + 1) * (1 if m.strength == "full" else _WEAK)
                weights[m.key] = weights.get(m.key, 0) + factor * words


def _without(text: str, dates: Sequence[DateMention]) -> str:
    """The text, as long as before, with dots where the dates stood."""
    for d in dates:
        text = text[: d.start] + "·" * (d.end - d.start) + text[d.end :]
    return text


def _indicator(text: str, q: Quantity, low: int, high: int) -> str:
    """What is measured, in the text's own words."""
    after = text[q.end : high].strip(" ,.;:-–)")
    before = text[low : q.start].strip(" ,.;:-–(")
    words = (after if len(after.split()) >= 3 else f"{before} {after}").split()
    return " ".join(words[:_INDICATOR_WORDS]) or text[low:high]
