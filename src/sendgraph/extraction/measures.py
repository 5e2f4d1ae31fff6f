"""
Measures: the quantities of a document that tell of performance, provision, waits, money or people.

A quantity counts where its surroundings make it a measure: a time beside a wait, a count
before something that can be counted, any percentage, ratio or sum of money. Ages, school
years, statutory limits, meetings and the like are no measures.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.measure_dates import DateMention, date_mentions
from sendgraph.extraction.phrases import Matcher
from sendgraph.extraction.quantities import Quantity, quantities
from sendgraph.extraction.record import Comparison, Scope, Status
from sendgraph.extraction.words import split_words

_PEOPLE = (
    r"children|young people|young person|child|pupil|pupils|learners|students|families|parents|carers|respondents|people|young adults|"
    r"professionals|practitioners|staff|members|users"
)
_POSTS = (
    r"posts?|vacanc(?:y|ies)|officers?|workers?|nurses?|visitors?|psychologists?|therapists?|paediatricians?|"
    r"advis[eo]rs?|coordinators?|co-ordinators?|teachers?|consultants?|assistants?|caseworkers?"
)
_THINGS = (
    r"places?|spaces|placements?|opportunities|internships?|provisions?|settings?|providers?|schools?|assessments?|"
    r"plans?|requests?|referrals?|reviews?|cases?|appeals?|complaints?|tribunals?|budgets?|payments?|contacts?|"
    r"checks?|bases?|units?|hubs?|exclusions?|suspensions?|areas|organisations|champions|ambassadors|parents|"
    r"responses|sessions|admissions|hours|homes|beds"
)
_COUNTABLE = re.compile(
    rf"^\s+(?:(?!and\b|or\b|of\b|in\b|to\b|for\b|with\b|at\b|on\b|by\b|who\b|that\b|key\b)[\w’'/-]+\s+){{0,5}}?"
    rf"(?P<noun>{_PEOPLE}|{_POSTS}|{_THINGS})\b(?!-)",
    re.IGNORECASE,
)
_NOT_COUNTED = re.compile(
    r"^\s+(?:\w+\s+){0,2}?(?:meetings?|visits?|panels?|priorit\w+|years?|aims?|themes?|workstreams?|pathways?|"
    r"inspectors?|leaders|partners|groups?|days?|weeks?|months?|ccgs?|councils?|cycles?|pieces|ways|occasions?|"
    r"local authorit\w+|phases?|stages?|strands?|objectives|outcomes|main|significant weakness\w*|of these)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:\b(?:year|years|stage|stages|key|phase|age|aged|ages|tier|level|area|part|section|annex|appendix|page|"
    r"paragraph|point|table|band|type|no\.|number|item|post|pre|under|version|wave|domain|priority|1[0-9]? to|"
    r"between|across|birth to|\d+ ?[-–to]+)\s*|[#/–-])$",
    re.IGNORECASE,
)
_WAITING = re.compile(
    r"\bwait|(?<!developmental )\bdelay|\bawait|\blength of time|\btake(?:s|n)?\b.*\bto\b|\bfurther\b.*\bor more\b",
    re.I,
)
_WITHIN = re.compile(r"\bwithin\s+$", re.IGNORECASE)
_HAPPENS = re.compile(
    r"takes? place|\bseen\b|\breceiv|\bcontact|\boffered\b|\bvisit|\bresponse", re.IGNORECASE
)
_LIMIT = re.compile(
    r"\bstatutory\b|\bEHCP?\b|\bplans? \b|\badvice\b|\btimescale|\btimeframe|\bworking days\b|\blimit\b",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"^\s*(?:[-\s]?olds?\b|of age|check|review|[-\s]?and[-\s]a[-\s]half|term|plan\b|strategy|action|rolling)",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?:last|past|previous|next|over the|for|rolling|every|age of|at|first|within the|recent|in|these)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_DURATION_OF_WAIT = re.compile(
    r"\b(?:wait(?:s|ed|ing)?|delays?|delayed|await\w*)\b(?:\W+\w+){0,8}?\W*$", re.IGNORECASE
)
_PAIR = re.compile(r"\bfrom\b", re.IGNORECASE)
_FORMER = re.compile(
    r"\b(?:compared (?:with|to)|baseline of|up from|down from|previously|from a high of|as opposed to)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_FORECAST = re.compile(
    r"\bwill\b|\bpredict\w*|\bforecast\w*|\bprojected\b|\bexpected to\b|\banticipat\w*|\bestimate that by\b",
    re.I,
)
_PLANNED = re.compile(r"\bplann?(?:ed|ing|s)? (?:to|for)\b|\bdue to open\b|\bscheduled\b|\bproposed\b|\bto be (?:opened|created|built)\b|\bwill open\b|\ba new\b[^.]*\b(?:from|by|in|starting)\b|\btender", re.I)  # fmt: skip
_TARGET = re.compile(r"\btargets?\b|\baims? (?:to|of)\b|\bgoal\b", re.IGNORECASE)
_ESTIMATE = re.compile(r"\bestimat", re.IGNORECASE)
_ENGLAND = re.compile(
    r"\bnational(?:ly)?\b|\bEngland\b|\bacross the country\b|\blocal areas (?:have been )?inspected\b", re.I
)
_AVERAGE = re.compile(r"\bnational (?:average|rate|figure)|\bthan nationally|\bnational and\b", re.IGNORECASE)
_AS_OF = re.compile(
    r"\b(?:as of|as at|at|on|since|by|in|during|up to)\s+(?:the\s+)?(?:end of\s+)?$", re.IGNORECASE
)


#: What a document states outside its findings: who there is, what is provided, how others fared.
_STATED = frozenset(
    {
        "population-send", "ehc-plans-maintained", "providers", "places", "placements", "inspection-programme", "budget",
        "waiting-list", "waiting-time", "exclusion", "absence", "attainment", "neet", "ehc-plans-in-time", "appeals",
        "complaints", "annual-reviews-in-time", "personal-budgets",
    }
)  # fmt: skip
_LOGISTICS = re.compile(
    r"\binspect(?:ion will|ors|or)\b|\bHMI\b|\bfull (?:area SEND )?inspection\b|\bmonitoring inspection\b|\bwithin \w+ (?:working )?days of\b|"
    r"\bspoke with\b|\bmet with\b|\bsurvey of\b|\bOfsted inspects\b|\bvisited a range\b|\byears?['’] experience\b",
    re.IGNORECASE,
)
_TIMES = frozenset({"days", "weeks", "months", "years"})


@dataclass(frozen=True, slots=True)
class MeasureText:
    """A measure within one text: offsets count in that text."""

    start: int
    end: int
    quantity: Quantity
    indicator: str
    indicator_code: str
    date: str | None = None
    former: Quantity | None = None
    former_date: str | None = None
    status: Status = "observed"
    scope: Scope = "area"
    comparison: Comparison = "exact"


class MeasureReader:
    """The indicators of a lexicon, compiled."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Compile the indicators' labels."""
        self._matcher = Matcher.of_concepts(lexicon.indicators.concepts.values())

    def read(self, text: str, *, finding: bool = True) -> list[MeasureText]:
        """The measures of a text in reading order; outside findings fewer kinds of statement count."""
        dates = date_mentions(text)
        candidates = quantities(_without(text, dates))
        if not candidates:
            return []
        sentences = split_words(text).sentences
        found: list[MeasureText] = []
        for sentence in sentences:
            inside = [q for q in candidates if sentence.start <= q.start < sentence.end]
            near = [d for d in dates if sentence.start <= d.start < sentence.end]
            measures = self._sentence(text, sentence.start, sentence.end, inside, near, dates)
            said = text[sentence.start : sentence.end]
            found.extend(
                m
                for m in measures
                if finding or (m.indicator_code in _STATED and not _LOGISTICS.search(said))
            )
        return found

    def _sentence(
        self,
        text: str,
        start: int,
        end: int,
        inside: Sequence[Quantity],
        near: Sequence[DateMention],
        dates: Sequence[DateMention],
    ) -> Iterator[MeasureText]:
        formers: dict[Quantity, Quantity] = {}
        used: set[Quantity] = set()
        for first, second in combinations(inside, 2):
            if not {first, second} & used and second not in formers and _pair(text, start, first, second):
                formers[second] = first
                used.add(first)
        for first, second in combinations(reversed(inside), 2):
            # Here second stands before first in the text: "96, compared with 9 before".
            if not {first, second} & used and second not in formers and _compared(text, second, first):
                formers[second] = first
                used.add(first)
        kept = [q for q in inside if q not in used and (q in formers or _counts(text, start, end, q))]
        if any(q.unit == "count" for q in kept):
            kept = [q for q in kept if q.unit not in _TIMES or q in formers or not _qualifies(text, q)]
        for q in kept:
            former = formers.get(q)
            low, high = clause(text, start, end, q, former)
            sentence = text[start:end]
            words = indicator_words(text, q, low, high, end)
            yield MeasureText(
                start=low,
                end=high,
                quantity=q,
                indicator=words,
                indicator_code=self._code(text[low:high], sentence, q, words),
                date=_date(text, q, near, dates, former, after=former is None),
                former=former,
                former_date=_former_date(former, q, near),
                status=_status(text, start, end, q),
                scope=_scope(text[low:high], sentence),
                comparison="approximately"
                if _ESTIMATE.search(text[start : q.start]) and q.comparison == "exact"
                else q.comparison,
            )

    def _code(self, clause_text: str, sentence: str, quantity: Quantity, words: str) -> str:
        if quantity.unit in _TIMES:
            return "waiting-time"
        if quantity.unit == "GBP":
            return "budget"
        for stretch in (" ".join(words.split()[:6]), words, clause_text, sentence):
            scores: dict[str, float] = {}
            for m in self._matcher.find(split_words(stretch)):
                scores[m.key] = scores.get(m.key, 0.0) + m.last - m.first + 1
            scores.pop("waiting-time", None)
            if scores:
                return max(scores, key=lambda k: (scores[k], k))
        return "other"


def _qualifies(text: str, q: Quantity) -> bool:
    """Whether a time only says which things are counted: those waiting longer than 12 weeks."""
    return q.comparison == "at-least" or bool(re.search(r"\bto\s+$", text[: q.start]))


def _without(text: str, dates: Sequence[DateMention]) -> str:
    """The text, as long as before, with dots where the dates stood."""
    for d in dates:
        text = text[: d.start] + "·" * (d.end - d.start) + text[d.end :]
    return text


def _counts(text: str, start: int, end: int, q: Quantity) -> bool:
    """Whether a quantity is a measure at all, by what stands around it."""
    before, after = text[start : q.start], text[q.end : end]
    if q.unit in {"percent", "GBP"}:
        return True
    if q.unit == "ratio":
        return not re.match(r"\s*(?:term|day|way|of the year|sector)", after)
    if q.unit != "count":
        if _AGE.match(after) or (_NUMBERED.search(before) and not _DURATION_OF_WAIT.search(before)):
            return False
        if _WITHIN.search(before) and not _LIMIT.search(text[start:end]):
            return bool(_HAPPENS.search(text[start:end]))
        if re.search(r"\bstatutory\b|\b20[-\s]week|\btwenty[-\s]week", text[start:end], re.IGNORECASE):
            return False
        if _PERIOD.search(before) and not re.search(
            r"wait\w* (?:for|of|in)\s+$|wait\w*[^.]{0,40}\b(?:for|over)\s+$", before
        ):
            return False
        return bool(_WAITING.search(text[start:end]))
    if _NUMBERED.search(before) or _NOT_COUNTED.match(after):
        return False
    noun = _COUNTABLE.match(after)
    if noun is None:
        return bool(re.match(r"\s+(?:have|has|had) (?:an? )?(?:education|EHC)", after))
    said = text[q.start : q.end].lower()
    if re.fullmatch(r"(?:one|two|three) or \w+", said):
        return False
    if said == "one":
        return bool(re.search(r"\bonly $", before))
    return not (
        said in {"two", "three"}
        and noun["noun"].lower()
        in {"areas", "schools", "parents", "organisations", "families", "plans", "reviews", "units"}
    )


def _pair(text: str, start: int, first: Quantity, second: Quantity) -> bool:
    """Whether the two read "from first … to second"."""
    between = text[first.end : second.start]
    if not re.search(r"\bto\s+(?:only\s+|just\s+|over\s+|around\s+)?$", between) or len(between) > 110:
        return False
    before = text[max(start, first.start - 90) : first.start]
    lead = re.search(
        r"\bfrom\b[^.;]{0,40}$|\bwhen\b[^.;]{0,40}$|\bsince\b[^.;]{0,60}$", before, re.IGNORECASE
    )
    comparable = first.unit == second.unit
    return bool(lead) and comparable


def _compared(text: str, later: Quantity, former: Quantity) -> bool:
    """Whether the second quantity is what the first is compared with."""
    return later.unit == former.unit and bool(_FORMER.search(text[later.end : former.start]))


def clause(text: str, start: int, end: int, q: Quantity, former: Quantity | None) -> tuple[int, int]:
    """The stretch of a sentence that states a quantity: between commas, dashes, brackets."""
    first = min(q.start, former.start) if former else q.start
    last = max(q.end, former.end) if former else q.end
    breaks = [m.start() for m in re.finditer(r"[,;:()]\s|\s[–-]\s|\)$", text[start:end])]
    low = max((start + b + 1 for b in breaks if start + b < first), default=start)
    high = min((start + b for b in breaks if start + b >= last), default=end)
    while low < high and not (text[low].isalnum() or text[low] in "£'‘“\"’"):
        low += 1
    return low, len(text[:high].rstrip(" .;,"))


def indicator_words(text: str, q: Quantity, low: int, high: int, end: int) -> str:
    """What is measured, in the text's own words."""
    after = text[q.end : high].strip(" ,.;:-–")
    before = text[low : q.start].strip(" ,.;:-–")
    chosen = after if len(after.split()) >= 3 else f"{before} {after}".strip()
    words = chosen.split() or text[low:high].split()
    return " ".join(words[:24]) or text[q.start : q.end]


def _date(
    text: str,
    q: Quantity,
    near: Sequence[DateMention],
    dates: Sequence[DateMention],
    former: Quantity | None,
    *,
    after: bool,
) -> str | None:
    behind = [d for d in near if 0 <= d.start - q.end <= 60]
    if behind:
        return behind[0].date
    ahead = [d for d in near if 0 <= q.start - d.end <= 80 and _AS_OF.search(text[: d.start])]
    if ahead and former is None:
        return ahead[-1].date
    stated = [d for d in dates if re.search(r"\bas (?:of|at)\s+(?:the\s+)?$", text[: d.start])]
    return stated[-1].date if stated else None


def _former_date(former: Quantity | None, q: Quantity, near: Sequence[DateMention]) -> str | None:
    if former is None:
        return None
    between = [d for d in near if former.end <= d.start < q.start] if former.start < q.start else []
    if between:
        return between[-1].date
    ahead = [d for d in near if 0 <= former.start - d.end <= 60]
    return ahead[-1].date if ahead else None


def _status(text: str, start: int, end: int, q: Quantity) -> Status:
    sentence = text[start:end]
    if _TARGET.search(sentence) and re.search(r"\btarget of\s*$|\baim\w* (?:to|of)\b", text[start : q.start]):
        return "target"
    if _PLANNED.search(sentence):
        return "planned"
    if _FORECAST.search(sentence):
        return "forecast"
    return "estimate" if _ESTIMATE.search(text[start : q.start]) else "observed"


def _scope(clause_text: str, sentence: str) -> Scope:
    return "england" if _ENGLAND.search(sentence) and not _AVERAGE.search(sentence) else "area"
