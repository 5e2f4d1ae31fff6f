"""Services as they run in one area, under their local names: where they are named, and of what type."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.local_names import LocalNames, initials, is_forum
from sendgraph.extraction.names import Name
from sendgraph.extraction.phrases import Matcher
from sendgraph.extraction.record import LocalService
from sendgraph.extraction.words import singular, split_words

_BEFORE, _BEHIND = 90, 90
_NAMED_SO = re.compile(
    r"\b(?:known (?:locally )?as|called|named|such as|including|like)\s+(?:the\s+)?[‘'“\"]?$|\($"
)
#: The names before one in a list: "charities such as Seesaw and …".
_LISTED = re.compile(
    r"(\b(?:such as|including|like)\s+(?:the\s+)?)"
    r"(?:[‘'“\"]?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,4}[’'”\"]?(?:,? and |, )(?:the )?){1,3}[‘'“\"]?$"
)
_ADVICE = re.compile(r"\bSENDIASS?\b|\bSEND? (?:Information|Advice)\b(?! (?:Line|line))")
#: "The youth service works with partners such as …": the partner is of another kind.
_PARTNERS = re.compile(r"\b(?:partners?|agencies|colleagues|professionals),?\s+(?:such as|including|like)\b")
_KIND = (
    "service|team|hub|charity|organisation|company|programme|project|group|network|nursery|college|school|centre|"
    "unit|club|forum|provider|provision|clinic"
)
_BESIDE = re.compile(rf"\b(?:{_KIND})(?:,\s+[‘'“\"]?|\s+[‘'“\"])$|\b(?:company|charity)\s+$")
_FROM = re.compile(r"\b(?:help|support|advice|therapy) (?:from|by|via)\s+(?:the\s+)?[‘'“\"]?$")
#: "Access to the school nursing team through the ‘parent line’", "the service, provided by ‘Seesaw’".
_THROUGH = re.compile(
    r"\b(?:access|contact|reach|refer\w*|commission\w*|provide\w*|deliver\w*|offer\w*)\b.*\b(?:through|via)\s+(?:the\s+|an?\s+)?[‘'“\"]?$"
)
_PROVIDED = re.compile(
    r",?\s+(?:which (?:is|are) )?(?:provided|delivered|run|led|offered) (?:locally )?by\s+(?:the\s+)?"
    r"(?:[A-Z]\w+\s+)?[‘'“\"]?$"
)
#: "Seesaw special needs nursery", "the ‘Seesaw’ disabled children’s team": the kind right behind the name.
_ADJOINED = re.compile(
    r"[’'”\"]?\s+(?:(?!in\b|of\b|for\b|with\b|to\b|and\b|th|wh|is\b|are\b|by\b)[a-z][\w’'-]*\s+){0,4}?"
    r"(?:nurser(?:y|ies)|playgroups?|teams?|services?|charity|schools?|units?|clubs?)\b"
)
#: A company or charity by the words beside its name.
_CHARITY_BEFORE = re.compile(
    r"\b(?:community interest company|social enterprise|"
    r"voluntary (?:group|organisation)s?(?: such as)?),?\s+[‘'“\"]?$"
)
_CHARITY_BEHIND = re.compile(
    r"[’'”\"]?(?:,| \(|, which is| is) ?an?\s+(?:\w+\s+){0,2}"
    r"(?:community interest company|social enterprise|not-for-profit|user-led organisation)\b"
)
#: Whom a service named without its kind is for: "the ‘Bridge’ service on children with disabilities".
_FOR = re.compile(
    r"[’'”\"]?\s+(?:service|team|unit|(?:inpatient|in-patient) unit)?\s*(?:,? ?(?:which|that|who))?\s*"
    r"(?:supports?|helps?|for|on|working with|works? with)\s+(?:those|children|young people|families)"
    r"(?: and (?:young people|families))? with (?P<words>[^.;,]{3,60})"
)
_NEEDS = (
    (re.compile(r"\bmental health\b"), "camhs"),
    (re.compile(r"^(?:\w+ )?disabilit(?:y|ies)\b"), "disabled-children-team"),
)
_SESSIONS = re.compile(r"[’'”\"]\s+(?:sessions?|groups?|programmes?|courses?|workshops?)\b")
_KNOWN_AS = re.compile(r",?\s+(?:which is |also )?known (?:locally )?as\s+(?:the\s+)?[‘'“\"]?$")
_EXPLAINING = re.compile(
    r"[’'”\"]?(?:,|\s\()?\s?(?:\s+is\s+)?\s*(?:\w+,\s+)?(?:which is |who are )?"
    r"\b(?:an?|the|our|[A-Z]\w+[’']s)\s+(?!name\b|(?<=the )[A-Z])(?P<words>[^,.;)]+)"
)
_AND_ANOTHER = re.compile(r"\band (?:a|an|the)\b")
_RUN_BY = re.compile(
    r"[^.;]{0,45}\b(?:run|overseen|provided|delivered|led|hosted|staffed|offered|"
    r"managed) by (?:the )?(?P<words>[^.;,]+)"
)
#: How far before a name the words for its type may end, by what introduces it.
_FAR, _NEAR, _NEXT_TO = 60, 22, 4
_SCHOOL = re.compile(r"\w (?:School|Academy)$")
_AROUND = re.compile(r"\bteam around\b", re.IGNORECASE)
_KIND_ENDS = re.compile(
    r"(?:services?|teams?|forums?|hubs?|networks?|groups?|centres?|zones?|clinics?|college|school|academy|"
    r"nursery|outreach|"
    r"units?|alliance|involvement|collaborative|partnership|parliament)$",
    re.IGNORECASE,
)
_LONG_ENOUGH = 8
_COMMON_ACRONYM = 3


@dataclass(slots=True)
class _Found:
    name: str
    type: str | None = None
    short: str | None = None
    forms: set[str] = field(default_factory=set)

    def is_in(self, text: str) -> bool:
        forms = "|".join(re.escape(form) for form in sorted(self.forms, key=len, reverse=True))
        return re.search(rf"(?<!\w)(?:{forms})(?!\w)", text) is not None


class LocalServiceReader:
    """The services of a lexicon, compiled to recognise names and their types."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Compile the labels of the services."""
        self._names = LocalNames(lexicon)
        self._matcher = Matcher.of_concepts(lexicon.services.concepts.values())

    def read(self, texts: Iterable[tuple[int | None, str]], area: str) -> list[LocalService]:
        """The local services named in the texts, each text with the number of its finding."""
        parts = list(texts)
        found: dict[str, _Found] = {}
        for _, text in parts:
            for name in sorted(self._names.find(text, area), key=lambda n: n.start):
                clean = name.name.strip(" ,;:–-").removesuffix("’s").removesuffix("'s")
                service = _same(found, clean) or _renamed(found, text, name)
                service = service or found.setdefault(_key(clean), _Found(clean))
                service.forms.update(filter(None, (clean, name.short, _acronym(clean))))
                same = _key(service.name) == _key(clean)
                longer = len(clean) > len(service.name) and not service.short
                if (same and longer) or (name.short and not service.short):
                    service.name = clean
                service.short = service.short or name.short
                service.type = service.type or self._type(text, name)
        return [
            LocalService(
                name=service.name,
                type=service.type,
                findings=sorted(n for n, text in parts if n is not None and service.is_in(text)),
            )
            for service in found.values()
        ]

    def _type(self, text: str, name: Name) -> str | None:
        """The type of service that the name itself says, else the words that introduce or explain it."""
        sentence = split_words(text).sentence_of(name.start)
        before = text[max(sentence.start, name.start - _BEFORE) : name.start]
        behind = text[name.end : min(sentence.end, name.end + _BEHIND)]
        own = self._kinds(name.name) or self._kinds(name.name, weak=True)
        if (
            own
            and (_KIND_ENDS.search(name.name) or own[-1][2] == len(name.name))
            and not _AROUND.search(name.name)
        ):
            return own[0][0]
        if _ADVICE.search(name.name):
            return "sendiass"
        before = _LISTED.sub(r"\1", before)
        kinds = self._kinds(before)
        if kinds and _KNOWN_AS.search(before):  # "several, known as …" is the first of them
            return kinds[0][0]
        gap = len(before) - kinds[-1][2] if kinds else len(before)
        far = bool(_NAMED_SO.search(before) and not _PARTNERS.search(before)) or bool(
            name.quoted and _SESSIONS.match(behind)
        )
        for introduced, reach in (
            (far, _FAR),
            (_FROM.search(before), _NEAR),
            (_THROUGH.search(before), _NEAR),
            (_BESIDE.search(before), _NEXT_TO),
        ):
            if introduced and kinds and gap <= reach:
                return kinds[-1][0]
        if (beside := _ADJOINED.match(behind)) and (kinds_behind := self._kinds(beside.group())):
            return kinds_behind[0][0]
        provided = _PROVIDED.search(before)
        if provided and kinds and provided.start() == kinds[-1][2]:
            return kinds[-1][0]
        if _CHARITY_BEFORE.search(before) or _CHARITY_BEHIND.match(behind):
            return "voluntary-sector"
        for pattern in (_EXPLAINING, _RUN_BY):
            explained = pattern.match(behind)
            if explained and (kinds := self._kinds(_AND_ANOTHER.split(explained["words"])[0])):
                return kinds[0][0]
        if needs := _FOR.match(behind):
            meant = next((key for pattern, key in _NEEDS if pattern.search(needs["words"])), None)
            if meant is not None:
                return meant
        if _SCHOOL.search(name.name) and not _AROUND.search(
            name.name
        ):  # reports name the schools that give others their expertise
            return "special-school"
        return "parent-carer-forum" if is_forum(text, name) else None

    def _kinds(self, stretch: str, *, weak: bool = False) -> list[tuple[str, int, int]]:
        """
        The types of service that a stretch names in full, in reading order, each with its place.

        Weak labels of several words count too where they are asked for: a name is company enough.
        """
        words = split_words(stretch)
        return [
            (m.key, words.words[m.first].start, words.words[m.last].end)
            for m in self._matcher.find(words)
            if m.strength == "full" or (weak and m.last > m.first)
        ]


def _acronym(name: str) -> str | None:
    """The acronym that a text may use without a word: three letters would be too common."""
    letters = initials(name)
    return letters if len(letters) > _COMMON_ACRONYM else None


def _key(name: str) -> str:
    words = (singular(w.form.lower()) for w in split_words(name.replace("EHCP", "EHC Plan")).words)
    return "".join(w for w in words if w not in {"and", "the", "of", "for"})


def _renamed(found: Mapping[str, _Found], text: str, name: Name) -> _Found | None:
    """The service that the words before the name give another name to: "X, known as Y"."""
    known_as = _KNOWN_AS.search(text[: name.start])
    if known_as is None:
        return None
    before = text[: known_as.start()]
    return next((s for s in found.values() if before.endswith(tuple(s.forms))), None)


def _same(found: Mapping[str, _Found], name: str) -> _Found | None:
    """The service already found under this name, its short form, or a longer name that begins or ends so."""
    key = _key(name)
    if key in found:
        return found[key]
    return next(
        (
            s
            for k, s in found.items()
            if name in s.forms
            or name == initials(s.name)
            or (len(key) > _LONG_ENOUGH and k.startswith(key))
            or (len(key) > _LONG_ENOUGH and k.endswith(key))
        ),
        None,
    )
