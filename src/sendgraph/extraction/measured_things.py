"""Whether a quantity is a measure: by what is counted, and by what stands around it."""

import re

from sendgraph.extraction.quantities import TIMES, Quantity

_COUNTED = """
    children people person child pupils? learners students famil(?:y|ies) parents carers respondents adults
    professionals practitioners staff members users
    posts? vacanc(?:y|ies) officers? workers? nurses? visitors? psychologists? therapists? paediatricians?
    advis[eo]rs? coordinators? co-ordinators? teachers? consultants? assistants? caseworkers?
    places? spaces placements? opportunities internships? provisions? settings? providers? schools?
    assessments? plans? requests? referrals? reviews? cases? appeals? complaints? tribunals? budgets?
    payments? contacts?
    girls boys babies infants mothers residents volunteers participants interns apprentices(?:hips)? sencos?
    governors gps doctors childminders nurseries colleges statements transfers diagnoses appointments
    enquiries calls followers
    checks? bases? units? hubs? exclusions? suspensions? organisations champions ambassadors responses
    sessions admissions hours homes beds
"""
_NEVER_COUNTED = """
    meetings? visits? panels? priorit(?:y|ies) years? aims? themes? workstreams? pathways? inspectors? leaders
    partners groups? days? weeks? months? ccgs? councils? cycles? pieces ways occasions? authorit(?:y|ies)
    phases? stages? strands? objectives outcomes main weakness(?:es)?
"""
_NUMBERED_THINGS = """
    years? stages? key phase ages? grades? levels tiers versions sections paragraphs phases annexes aged
    tier level area part section annex appendix page paragraph point table
    band type number item post pre under version wave domain priority between across
"""


def _any(words: str) -> str:
    return "|".join(words.split())


_COUNTABLE = re.compile(
    r"\s+(?:(?!(?:and|or|of|in|to|for|with|at|on|by|who|that|key)\b)[\w’'/()-]+\s+){0,5}?"
    r"(?:(?:speech and language|sensory and physical|health and social care)\s+)?"
    rf"(?P<noun>{_any(_COUNTED)})\b(?!-)",
    re.IGNORECASE,
)
#: "The number of appeals has risen to 45": what is counted stands before.
_NUMBER_OF = re.compile(
    r"\bnumbers? of\b(?![^.;]*\bnumbers? of\b)[^.;]{3,160}\b(?:to|at|by|beyond|is|was|are|were|reached|"
    r"reaching|stands?|"
    r"stood|from)\s+(?:(?:only|just|over|about|around|nearly|almost|some|approximately|more than|less than|"
    r"fewer than|now|up|down)\s+){0,2}$",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(
    r"\b(?:of (?:whom|these|those)|^of (?:the|these|those) [^.;,]{3,80},)\W+(?:(?:only|just|over|about|"
    r"around|nearly)\s+)?$",
    re.IGNORECASE,
)
_NOT_ALONE = re.compile(
    r"\s*(?:$|[,;.)(]|(?:in|by|since|at|on|compared|during|over|for|and|from|this|last|now)\b)"
)
_OF_A_WHOLE = re.compile(r"\s+(?:(?:have|has|had) (?:an? )?(?:education|EHC)|\(\d+ ?%\))", re.IGNORECASE)
_NOT_COUNTED = re.compile(rf"\s+(?:\w+\s+){{0,2}}?(?:{_any(_NEVER_COUNTED)}|of these)\b", re.IGNORECASE)
_NUMBERED = re.compile(
    rf"(?:\b(?:{_any(_NUMBERED_THINGS)}|birth to|\d+ ?[-–to]+|(?:across|between) \w+ (?:\w+ ){{1,3}}and)\s*|"
    rf"[#/–-])$",
    re.IGNORECASE,
)
_LOOSE = re.compile(r"(?:one|two|three) or \w+", re.IGNORECASE)
_FEW_OF = frozenset(["schools", "parents", "organisations", "families", "plans", "reviews", "units"])

_WAITING = re.compile(
    r"\bwait|(?<!developmental )(?<!language )(?<!speech )(?<!global )\bdelay|\bawait|\blength of time\b|"
    r"\btakes?n?\b.*\bto\b|\btaking\b.*\bto\b|\bfurther\b.*\bor more\b|\boverdue\b|\bbacklog|"
    r"\b(?:average|median|mean|longest|typical) time\b|\btime (?:taken|between|from)\b|"
    r"\breferral to (?:treatment|assessment|diagnosis|first|initial)\b",
    re.IGNORECASE,
)
_AFTER_WAIT = re.compile(r"\b(?:wait\w*|delay\w*|await\w*)\b(?:\W+\w+){0,8}?\W*$", re.IGNORECASE)
_WITHIN = re.compile(r"\bwithin\s+$", re.IGNORECASE)
_HAPPENS = re.compile(
    r"\btakes? place|\bseen?\b|\breceiv|\bassess|\btreat|\bcontact|\boffered\b|\bvisit|\brespon[ds]|\btriage|"
    r"\bdiagnos|\bappointment|\baccess",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\bstatutory\b|\bEHCP?\b|\bplans? |\badvice\b|\btimescale|\btimeframe|\bworking days\b|\blimit\b",
    re.IGNORECASE,
)
_LESS_THAN = re.compile(r"\b(?:less|fewer) than\s+$", re.IGNORECASE)
_STATUTORY = re.compile(r"\bstatutory\b|\b20[-\s]week|\btwenty[-\s]week", re.IGNORECASE)
_AGE = re.compile(
    r"\s*(?:[-\s]?olds?\b|of age|check|review|[-\s]?and[-\s]a[-\s]half|term|plan\b|strategy|action|rolling|"
    r"ago\b|later\b|earlier\b|"
    r"previously\b|before (?:the|this|our) inspection|targets?\b|programmes?\b|courses?\b)",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?:last|past|previous|next|over the|for|rolling|every|age of|at(?! least| most)|first|within the|"
    r"recent|in|these)"
    r"\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_WAITED = re.compile(
    r"wait\w* (?:time )?(?:for|of|in|is|was)\s+(?:\w+\s+){0,2}$|"
    r"wait\w*[^.]{0,40}\b(?:for|over)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_NO_SHARE = re.compile(r"\s*(?:term|day|way|of the year|sector)", re.IGNORECASE)
_TO = re.compile(r"\bto\s+$")
_INSPECTORS_DID = re.compile(
    r"\binspectors? (?:also )?(?:spoke|met|visited|held|looked|observed|received|considered)\b|"
    r"\bresponded to (?:the |our )?(?:inspect|Ofsted|online survey)|\bwho (?:responded|"
    r"replied)\b",
    re.IGNORECASE,
)
_LOGISTICS = re.compile(
    r"\bre-?visit|\binspect(?:ion will|ors?)\b|\bHMI\b|\bfull (?:area SEND )?inspection\b|"
    r"\bmonitoring inspection\b|"
    r"\bwithin \w+ (?:working )?days of\b|\b(?:spoke|met) with\b|\bsurvey of\b|\bOfsted inspects\b|"
    r"\bvisited a range\b|\byears?['’] experience\b",
    re.IGNORECASE,
)


def is_measure(text: str, start: int, end: int, q: Quantity) -> bool:
    """
    Whether a quantity in the sentence `text[start:end]` measures anything.

    >>> from sendgraph.extraction.quantities import quantities
    >>> def kept(text):
    ...     return [q.value for q in quantities(text) if is_measure(text, 0, len(text), q)]
    >>> kept("In Year 9 two parents wait; by the statutory limit plans take 20 weeks.")
    []
    >>> kept("Pupils in Year 9 wait 18 months. The 12 leaders met three times.")
    [18.0]
    """
    before, after, said = text[start : q.start], text[q.end : end], text[q.start : q.end].lower()
    if q.unit in {"percent", "GBP"}:
        return True
    if q.unit == "ratio":
        return _NO_SHARE.match(after) is None
    if q.unit == "count" and _INSPECTORS_DID.search(text[start:end]):
        return False
    if q.unit == "count":
        return _is_count(before, after, said)
    return _is_wait(before, after, text[start:end], said)


def qualifies(text: str, q: Quantity) -> bool:
    """Whether a time beside a count or a share only says which are counted: those waiting over 12 weeks."""
    before = text[: q.start]
    return q.unit in TIMES and (
        q.comparison == "at-least"
        or _LESS_THAN.search(before) is not None
        or _TO.search(before) is not None
        or _WITHIN.search(before) is not None
    )


def is_logistics(sentence: str) -> bool:
    """Whether a sentence tells how the inspection went rather than how the area does."""
    return _LOGISTICS.search(sentence) is not None


def _is_count(before: str, after: str, said: str) -> bool:
    if _NUMBERED.search(before) or _NOT_COUNTED.match(after) or _LOOSE.fullmatch(said):
        return False
    noun = _COUNTABLE.match(after)
    if noun is None:
        alone = _NOT_ALONE.match(after) is not None and _NUMBER_OF.search(before) is not None
        return alone or _OF_A_WHOLE.match(after) is not None or _OF_WHOM.search(before) is not None
    if said == "one":
        return before.lower().endswith("only ")
    if said in {"two", "three"} and before.endswith("by "):
        return False
    return not (said in {"two", "three"} and noun["noun"].lower() in _FEW_OF)


def _is_wait(before: str, after: str, sentence: str, said: str) -> bool:
    if _AGE.match(after) or (_NUMBERED.search(before) and not _AFTER_WAIT.search(before)):
        return False
    if _WITHIN.search(before) and not _LIMIT.search(sentence):
        return not said.rstrip("s").endswith("year") and _HAPPENS.search(sentence) is not None
    if _STATUTORY.search(sentence) or (_PERIOD.search(before) and not _WAITED.search(before)):
        return False
    return _WAITING.search(sentence) is not None
