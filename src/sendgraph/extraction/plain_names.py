"""
Local names that are written small: quoted phrases, and the area's name before a plain kind.

"The ‘moving on’ sessions", "groups such as ‘listeners’", "members of the Wexley parent carer forum".
"""

import re
from collections.abc import Iterator

from sendgraph.extraction.names import Name

#: What a quoted phrase must stand before, or be introduced by, to name something that runs.
_THINGS = (
    "groups?|sessions?|projects?|programmes?|teams?|services?|training|schemes?|initiatives?|clubs?|hubs?|"
    "websites?|webpages?|forums?|charit(?:y|ies)|apps?|cafés?|courses?|workshops?|networks?|events?|magazine|newsletters?|"
    "podcasts?|helplines?|[a-z]+ lines?|portals?|packs?|toolkits?|partnerships?|pilots?|campaigns?|"
    "autism support|family support|support groups?|choirs?|colleges?|nurser(?:y|ies)"
)
_BEFORE_THING = re.compile(rf"[’'”\"]\s+(?:[\w’'-]+\s+){{0,2}}?(?:{_THINGS})\b", re.IGNORECASE)
_INTRODUCED = re.compile(
    rf"\b(?:{_THINGS}|organisations?|activities|opportunities),?\s+(?:such as|including|like|called|named|"
    rf"known as)\s+"
    r"(?:the\s+)?(?:[‘'“\"][^‘’'“”\"]{2,40}[’'”\"](?:,| and|, and)\s+(?:the\s+)?)*[‘'“\"]$",
    re.IGNORECASE,
)
#: Ways of working that every area speaks of.
_COMMON = re.compile(
    r"\b(?:stay and play|drop[- ]?ins?|one[- ]stop|team around|(?:tell|say) it once|next steps?|you said|"
    r"mental health in schools|wait(?:ing)? well|graduated (?:approach|response)|assess,? plan|first come|"
    r"early help|early years|short breaks?|local offer|family hubs?|ordinarily available|good to go|"
    r"not applicable|hard to reach|tea and talk|coffee morning|meet and greet|special needs|top[- ]up|"
    r"open door|"
    r"step[- ](?:up|down),|getting (?:advice|help|more help|risk support)$|"
    r"pupil passports?|best practice|school read(?:y|iness)|what works)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|be|been|do|does|did|has|have|had|will|can|should|could|but|not|never|too|very|"
    r"they|it|"
    r"them|we|us|than|so)\b",
    re.IGNORECASE,
)
#: "Wexley Together (WT, the Wexley parent carer forum)": the second explains the first.
_EXPLAINS = re.compile(r"[A-Z]\w*[’'”)]?, (?:the |our )?$")
_LAST = re.compile(rf"\s(?:\w+\s)+(?:{_THINGS})$", re.IGNORECASE)
_SPELT_OUT = re.compile(rf"\b(?P<short>[A-Z]{{3,8}}) \((?P<words>[^()]+)\) (?:\w+ )?(?:{_THINGS})\b")
#: Two words of which the second says what was coined.
_PAIR = re.compile(r"^\w+ (?:line|helpline|caf[eé]|club|choir|crew|squad|collective)$", re.IGNORECASE)
_SHORT = re.compile(r" \((?P<short>[A-Z][A-Za-z]{1,9})\)")
_LONGEST = 6
_LIST = re.compile(
    r"\b(?P<words>[A-Z][a-z]+(?:,? and [A-Z][a-z]+|, [A-Z][a-z]+)+) \((?P<short>[A-Z]{3,6})\) "
    r"(?:network|group|programme|project|team|service|forum|club|hub)\b"
)

_PARENTS = r"parents?['’]?(?:,? and|,)? carers?['’]? (?:forum|council|group|network|voice|alliance|panel)|PCF"
_ADVICE = (
    r"(?:(?:SEND|SEN|special educational needs(?: and disabilit(?:y|ies))?|\w+ support,?) )?"
    r"(?:(?:information|advice|guidance|support|liaison|advisory),? (?:and )?){2,4}(?:service|team)|"
    r"SENDIASS?|IASS"
)
_YOUNG = r"(?:youth|young people['’]s) (?:council|parliament|forum|cabinet|voice|assembly|panel)"


def quoted_phrases(text: str, name: Name) -> bool:
    """
    Whether a quoted phrase in small letters names something that runs.

    >>> from sendgraph.extraction.names import quoted_names
    >>> text = "‘Moving on’ sessions help; it was ‘a long road’. Groups such as ‘tuners’ and ‘step out’ meet."
    >>> [n.name for n in quoted_names(text) if quoted_phrases(text, n)]
    ['Moving on', 'tuners', 'step out']
    """
    if len(name.name.split()) > _LONGEST or _COMMON.search(name.name) or "," in name.name:
        return False
    if _INTRODUCED.search(text[: name.start]):
        return _CLAUSE.search(name.name) is None
    named = _BEFORE_THING.match(text, name.end) is not None or _LAST.search(name.name) is not None
    named = named or _PAIR.match(name.name) is not None
    return named and _CLAUSE.search(name.name) is None


def lists_with_initials(text: str) -> Iterator[Name]:
    """
    Names that are lists of words, known by the initials behind them.

    >>> [n.name for n in lists_with_initials("The Active, Brave, Curious (ABC) club; Ann, Bob and Cy (NHS)")]
    ['Active, Brave, Curious (ABC) club']
    """
    for m in _LIST.finditer(text):
        if "".join(re.findall(r"\b[A-Z]", m["words"])) == m["short"]:
            yield Name(m.start(), m.end(), m.group(), m["short"])


def spelt_out(text: str) -> Iterator[Name]:
    """
    Acronyms that the text spells out behind them, before a word for what they are.

    >>> [n.name for n in spelt_out("The ABLE (Active, Brave, Lively and Equal) group; the CAD (Clear, Dry)")]
    ['ABLE']
    """
    for m in _SPELT_OUT.finditer(text):
        letters = "".join(word[0].upper() for word in re.findall(r"\w+", m["words"]) if word != "and")
        if letters == m["short"]:
            yield Name(m.start("short"), m.end("short"), m["short"])


def area_names(text: str, area: str) -> Iterator[Name]:
    """
    Names made of the area's and a plain kind of service.

    >>> [n.name for n in area_names("Wexley’s parent carer forum and the Wexley youth council", "Wexley")]
    ['Wexley youth council']
    >>> [n.name for n in area_names("Wexley information, advice and support service helps.", "Wexley")]
    ['Wexley information, advice and support service']
    """
    places = "|".join(re.escape(form) for form in _forms_of(area))
    kinds = f"{_PARENTS}|{_ADVICE}|{_YOUNG}"
    for m in re.finditer(rf"\b(?:{places}) (?i:{kinds})\b(?! meetings?\b)", text):
        explains = _EXPLAINS.search(text[: m.start()]) is not None
        if m.group() != m.group().title() and not explains:
            short = _SHORT.match(text, m.end())
            yield Name(m.start(), m.end(), m.group(), short["short"] if short else None)
    for m in re.finditer(
        rf"\b[Pp]arent (?:and )?carers? (?:voice|forum|network|council|group) (?:{places})\b", text
    ):
        yield Name(m.start(), m.end(), m.group())


def _forms_of(area: str) -> list[str]:
    """The area's name and its shorter forms: Hull of Kingston upon Hull."""
    short = re.sub(r"^(?:The )?(?:Royal Borough of |City of |Kingston upon )", "", area)
    return sorted({area, area.replace(" and ", " & "), short}, key=len, reverse=True)
