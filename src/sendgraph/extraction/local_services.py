"""
Services, programmes, teams, tools and forums under a proper local name.

A name is one that the text sets in quotation marks, introduces ("known as"), gives a short
form in brackets, or builds from the area's own name; what only names a kind of service
(Children's Services, the SEND Team) is none. People are never taken: a name must end in, or
stand beside, a word for a service.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.names import Name, capital_runs, quoted_names
from sendgraph.extraction.phrases import Matcher
from sendgraph.extraction.record import LocalService
from sendgraph.extraction.words import singular, split_words

_KIND = (
    r"Services?|Teams?|Forums?|Hubs?|Programmes?|Centres?|Zones?|Toolkits?|Framework|Projects?|Voices?|Alliance|"
    r"Academy|Networks?|Charter|Ambassadors|Champions|Collaborative|Involvement|Partnership|Club|Initiative|"
    r"Nursery|Group|programme|collaborative|project|service|team|forum|hub|group|initiative"
)
_ENDS_IN_KIND = re.compile(rf"\b(?:{_KIND})$")
_ROLES = re.compile(
    r"\b(?:connectors|navigators|hubs|champions|ambassadors|mentors|coaches|buddies|peer parents)$"
)
_NOT_A_SERVICE = re.compile(
    r"^\W*(?:strateg|fairs?|surve|projects?\b|webpage|event|conference|award|survey|residential|format|report|day\b|days\b|fair|plan\b|guidance|"
    r"dashboard|document|principle|ambition|vision|agreement|grant|review|meeting|list\b|assessment|approach to|"
    r"data|policy|structure|training|specification|basis|places\b|package)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?:\bknown (?:locally |in [A-Z][\w ]+ )?as|\bcalled|\bnamed)\s+(?:the\s+)?[‘'“\"]?$")
_FORUM_BEFORE = re.compile(r"\bparent[- ]?(?:and )?carers?['’]? forum,\s+$", re.IGNORECASE)
_FORUM_AFTER = re.compile(r"^[’'”\"]?,?\s+(?:\([A-Z]\w+\),?\s+)?(?:the|a|is the)?\s*(?:local |area['’]s )?parent[- ]?(?:and )?carers?['’]? (?:forum|group)", re.I)  # fmt: skip
_SUCH_AS = re.compile(
    r"\b(?:organisations?|charit(?:y|ies)|groups?|services?|programmes?|initiatives?|projects?|events?|clubs?|providers?),?"
    r"\s+(?:such as|including|like)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    r"\b[a-z]+\s+(?:services?|teams?|hubs?|forum|programme|project|partnership)\s+\((?P<short>[A-Z][A-Za-z]*[A-Z][A-Za-z]*)\)"
)
_LOWER_KIND = re.compile(r"\s+(?:programme|collaborative|project|initiative)\b")
_GENERIC = frozenset(
    [
        "a",
        "about",
        "all",
        "an",
        "and",
        "area",
        "area's",
        "areas",
        "as",
        "at",
        "board",
        "boards",
        "by",
        "care",
        "carer",
        "carers",
        "child",
        "children",
        "children's",
        "city",
        "clinical",
        "council",
        "county",
        "director",
        "district",
        "department",
        "education",
        "for",
        "group",
        "groups",
        "group's",
        "health",
        "in",
        "integrated",
        "lead",
        "leaders",
        "local",
        "mental",
        "national",
        "new",
        "of",
        "officer",
        "ofsted",
        "on",
        "parent",
        "parents",
        "partnership",
        "people",
        "people's",
        "quality",
        "region",
        "send",
        "sen",
        "special",
        "strategic",
        "strategy",
        "system",
        "the",
        "to",
        "transformation",
        "up",
        "with",
        "young",
        "youth",
        "written",
        "statement",
        "action",
        "plan",
        "plans",
        "cqc",
        "nhs",
        "commission",
        "commissioning",
        "england",
        "disability",
        "disabilities",
        "needs",
        "need",
        "improvement",
        "inspection",
        "executive",
        "head",
        "assistant",
        "programme",
        "executive",
        "office",
        "family",
        "families",
        "court",
        "advisory",
        "cafcass",
        "minister",
        "secretary",
        "state",
        "government",
        "ombudsman",
        "clinic",
        "senior",
        "early",
        "years",
        "school",
        "schools",
        "phase",
        "key",
        "stage",
        "information",
        "policy",
        "wellbeing",
        "well",
        "being",
    ]
)
_BODIES = re.compile(
    r"\b(?:Council|Borough|Board|NHS|Ofsted|CQC|CCG|ICB|Local Area Partnership|Department|Trust|University|Police|"
    r"Code of Practice|Act|Commissioning Group|Commission|Committee|Cabinet|Services Officer|Strategy|Primary Care|"
    r"Health and Care Partnership|Care Partnership|Education Treatment Review)\b"
)


@dataclass(slots=True)
class _Found:
    name: str
    type: str | None
    findings: set[int] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)


class LocalServiceReader:
    """What counts as a kind of service, compiled from the services' labels."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Compile the labels of the services."""
        self._matcher = Matcher.of_concepts(lexicon.services.concepts.values())
        words: set[str] = set()
        self._kinds: set[str] = set()
        self._acronyms: set[str] = set()
        for concept in lexicon.services.concepts.values():
            for label in (concept.label, *concept.labels, *concept.hidden):
                if label.isupper():
                    self._acronyms.add(label)
                if not any(sign in label for sign in "*/~!&…"):
                    forms = [singular(w.form.lower()) for w in split_words(label).words]
                    self._kinds.add(" ".join(forms))
                    if label not in concept.hidden:
                        words.update(forms)
        self._generic = frozenset(words | {singular(w) for w in _GENERIC})

    def read(self, texts: Iterable[tuple[int | None, str]], area: str) -> list[LocalService]:
        """The local services named in the texts, each text with the number of its finding."""
        parts = list(texts)
        local = frozenset(singular(w.form.lower()) for w in split_words(area).words) - {"and"}
        found: dict[str, _Found] = {}
        for _, text in parts:
            for name in self._names(text, local):
                clean = _clean(name.name)
                known = _same(found, clean)
                if known is None:
                    known = found[_key(clean)] = _Found(clean, None)
                known.forms.update({clean, *([name.short] if name.short else [])})
                if _key(known.name) == _key(clean) and len(clean) > len(known.name):
                    known.name = clean
                known.type = known.type or self._type(text, name)
        for service in found.values():
            pattern = re.compile(
                "|".join(
                    rf"(?<!\w){re.escape(form)}(?!\w)"
                    for form in sorted(service.forms, key=len, reverse=True)
                )
            )
            service.findings.update(
                n for n, text in parts if n is not None and pattern.search(text.replace("’", "'"))
            )
            service.findings.update(n for n, text in parts if n is not None and pattern.search(text))
        return [LocalService(name=s.name, type=s.type, findings=sorted(s.findings)) for s in found.values()]

    def _names(self, text: str, local: frozenset[str]) -> Iterable[Name]:
        quoted = quoted_names(text)
        for name in quoted:
            if self._quoted(text, name):
                yield name
        for run in (_with_kind(text, name) for name in capital_runs(text)):
            if not any(q.start <= run.start < q.end for q in quoted) and self._run(text, run, local):
                yield run
        for m in _BRACKETED.finditer(text):
            if m["short"] not in self._acronyms and not _BODIES.search(m["short"]):
                yield Name(m.start("short"), m.end("short"), m["short"])

    def _quoted(self, text: str, name: Name) -> bool:
        words = name.name.split()
        if len(words) > 7 or _NOT_A_SERVICE.match(text[name.end + 1 :]):
            return False
        if _ROLES.search(name.name):
            return self._own(name.name, frozenset()) or (len(words) == 2 and not self._kind(name.name))
        content = [
            w for w in words if w.lower() not in {"and", "of", "for", "in", "to", "the", "with", "on", "your"}
        ]
        capitals = [w for w in content if w[0].isupper() or w[0].isdigit()]
        if not capitals or not (words[0][0].isupper() or words[0][0].isdigit()):
            return False
        if len(words) == 1:
            return bool(_NAMED.search(text[: name.start]) or _FORUM_BEFORE.search(text[: name.start]))
        if _NOT_A_SERVICE.match(words[-1]) and words[-1].lower() != "plan":
            return False
        return len(capitals) * 2 > len(content) or (name.name.split()[0].isupper() and len(words) == 2)

    def _run(self, text: str, run: Name, local: frozenset[str]) -> bool:
        before, after = text[: run.start], text[run.end :]
        if _BODIES.search(run.name) or not self._own(run.name, local):
            return False
        if (
            _NAMED.search(before)
            or _FORUM_BEFORE.search(before)
            or _FORUM_AFTER.match(after)
            or _SUCH_AS.search(before)
        ):
            return True
        if len(run.name.split()) == 1:
            return False
        return bool(_ENDS_IN_KIND.search(run.name)) or (
            run.short is not None and run.short == _initials(run.name)
        )

    def _kind(self, name: str) -> bool:
        """Whether a name is only the label of a kind of service."""
        return " ".join(singular(w.form.lower()) for w in split_words(name).words) in self._kinds

    def _own(self, name: str, local: frozenset[str]) -> bool:
        """Whether a name has a word of its own, or the area's, beyond words for kinds of service."""
        forms = [singular(w.form.lower()) for w in split_words(name).words]
        if self._kind(name) or all(f in local for f in forms):
            return False
        return any(f in local or f not in self._generic for f in forms if f not in {"and", "of", "for"})

    def _type(self, text: str, name: Name) -> str | None:
        for stretch in (
            name.name,
            text[max(0, name.start - 90) : name.end + 60] if _NAMED.search(text[: name.start]) else "",
        ):
            matches = self._matcher.find(split_words(stretch)) if stretch else []
            if matches:
                return matches[0].key
        if (
            re.search(r"\bparents?\b.*\bcarers?\b", name.name, re.IGNORECASE)
            or _FORUM_BEFORE.search(text[: name.start])
            or _FORUM_AFTER.match(text[name.end :])
            or re.match(r"[’'”\"]? parent", text[name.end :])
        ):
            return "parent-carer-forum"
        return None


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _with_kind(text: str, run: Name) -> Name:
    """A capitalised name together with the plain noun behind it: the SEND Ignition programme."""
    if text[: run.start].endswith(" The ") and not re.search(r"[.!?]\s+The $", text[: run.start]):
        run = Name(run.start - 4, run.end, f"The {run.name}", run.short)
    noun = _LOWER_KIND.match(text, run.end)
    if noun is None or run.short or run.name in {"This", "That", "The", "Each", "Our"}:
        return run
    return Name(run.start, noun.end(), text[run.start : noun.end()])


def _clean(name: str) -> str:
    return name.strip(" ,;:–-").removesuffix("’s").removesuffix("'s")


def _key(name: str) -> str:
    return re.sub(r"[^\w]+", "", name.lower().replace("ehcp", "ehc plan"))


def _same(found: Mapping[str, _Found], name: str) -> _Found | None:
    """The service already found under this name or a form of it."""
    key = _key(name)
    if key in found:
        return found[key]
    return next(
        (s for s in found.values() if name in s.forms or (len(key) > 8 and _key(s.name).startswith(key))),
        None,
    )
