"""
Which proper names in a text are names of services, programmes, teams, tools or forums.

A name is one that the text sets in quotation marks, introduces ("known as"), gives a short
form in brackets, or builds from the area's own name; what only names a kind of service
(Children's Services, the SEND Team) is none. People are never taken: a name must end in, or
stand beside, a word for a service.
"""

import re
from collections.abc import Iterator

from sendgraph.extraction.lexicon import Lexicon
from sendgraph.extraction.names import Name, capital_runs, quoted_names
from sendgraph.extraction.plain_names import area_names, lists_with_initials, quoted_phrases, spelt_out
from sendgraph.extraction.words import singular, split_words


def _any(words: str) -> str:
    return "|".join(words.split())


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_KINDS = """
    Services? Teams? Forums? Hubs? Programmes? Centres? Zones? Toolkits? Framework Projects? Voices? Alliance
    Academy Networks? Charter Ambassadors Champions Collaborative Involvement Partnership Club Initiative
    Nursery Group College Parliament Outreach Card Passport Clinics? Pledge Assembly Café Website Directory
    programme collaborative project service team forum hub group initiative unit clinic nursery scheme
"""
_ENDS_IN_KIND = re.compile(rf"\b(?:{_any(_KINDS)})(?: Plus| Online)?$|^(?:Framework|Charter) for\b")
_HAS_KIND = re.compile(
    r"\b(?:Toolkit|Hub|Centre|Forum|Voices?|Network|Charter|Carers?|Parents|Club|Zone|Together)\b"
)
_AGES = re.compile(r"\d+(?:\s?[-–]\s?|\sto\s)\d+ ")
#: A college of further education, or schools in a row, by their everyday names.
_EVERYDAY = re.compile(r"^(?:\w+ )?College$|\bSchools? and\b")
_THE_SCHOOL = re.compile(r"The (?:[A-Z]\w+ )+School$")
_ROLES = re.compile(
    r"\b(?:connectors|navigators|hubs|champions|ambassadors|mentors|coaches|buddies|peer parents)$"
)
#: What follows, or ends, a quoted name that is no service: a strategy, an event, a prize.
_OTHER_THINGS = re.compile(
    r"\W*(?:strateg|fairs?\b|surve|event|conference|award|residential|format|report|days?\b|"
    r"plan\b|guidance|dashboard|document|principle|ambition|vision|agreement|grant|review|meeting|list\b|"
    r"assessment|"
    r"data|policy|structure|specification|basis|places\b|package)",
    re.IGNORECASE,
)
_OTHER_ENDS = re.compile(rf"{_OTHER_THINGS.pattern}|projects?\b|training\b|webpage", re.IGNORECASE)
_OTHER_BEFORE = re.compile(r"\b(?:survey|strategy|vision|plan|fair|policy|values|ambition),\s+[‘'“\"]$")
_NAMED = re.compile(r"\b(?:known (?:locally |in [A-Z][\w ]+ )?as|called|named)\s+(?:the\s+)?[‘'“\"]?$")
_KIND = (
    "service|team|hub|charity|organisation|company|programme|project|scheme|initiative|website|group|network|"
    "nursery|college|school|centre|unit|club|café|app|portal|forum|provider|provision|alliance|clinic|helpline"
)
#: "The youth service, Young Wexley", "the charity Lanternhouse".
_KIND_BEFORE = re.compile(
    rf"\b(?:{_KIND}|SENDIASS?|[Ll]ocal [Oo]ffer),\s+$|\b(?:company|charity|website|app|portal|helpline)\s+$"
)
#: "Open House (a counselling service …)", "Open House, a local charity,"; not "the service manager".
_KIND_AFTER = re.compile(
    rf"[’'”\"]?(?:,| \(|, which is|, who are) ?(?:a|an|the|our|"
    rf"[A-Z]\w+[’']s)\s+(?:[\w’'-]+\s+){{0,5}}?(?:{_KIND}|SENDIASS?|[Ll]ocal [Oo]ffer)"
    r"(?=[,.;)]| (?:for|which|that|who|where|run|set|made|provid\w+|offer\w+|deliver\w+|based|of|to|in)\b)"
)
_FORUM_BEFORE = re.compile(
    r"\bparent(?:s)?[- ]?(?:and |/)?carers?['’]? (?:forum|council|group|network|alliance),?(?: [–-])?\s+\(?$",
    re.IGNORECASE,
)
_FORUM_AFTER = re.compile(
    r"[’'”\"]?,?\s+\(?(?:\([A-Z]\w+\),?\s+)?(?:(?:which )?(?:the|a|is the))?\s*"
    r"(?:local |area['’]s |[A-Z]\w+['’]s )?"
    r"(?:parents?[- ]?(?:and |/)?carers?['’]? (?:forum|group|council|network|alliance)|"
    r"(?:group|forum),? (?:which|who|that) represents? parents)",
    re.IGNORECASE,
)
_PARENTS = re.compile(r"\bparents?\b.*\bcarers?\b", re.IGNORECASE)
_SUCH_AS = re.compile(
    r"\b(?:organisations?|charit(?:y|ies)|groups?|services?|programmes?|initiatives?|projects?|events?|"
    r"clubs?|"
    r"providers?),?\s+(?:such as|including|like)\s+(?:the\s+)?"
    r"(?-i:(?:[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,4}(?:, | and |, and )(?:the )?){0,3})$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    r"\b[a-z]+\s+(?:services?|teams?|hubs?|forum|programme|project|partnership)\s+"
    r"\((?P<short>[A-Z][A-Za-z]*[A-Z][A-Za-z]*)\)"
)
_GROUP_BEHIND = re.compile(
    r"\s+(?:[a-z][\w-]*\s+){0,3}?(?:portal|app|website|helpline)\b|"
    r"\s+(?:groups?|forum|charity|clubs?|campaign|network|caf[eé]|website|app|helpline|advice line|"
    r"sessions|workshops)\b"
)
#: A team's own name may be made of common words, where there are enough of them.
_ONE_OF_ITS_KIND = re.compile(r"\s+(?:Team|Service|Hub|Clinics?)$")
_ENOUGH_WORDS = 2
_OWN_SHORT_FORM = 4
#: "The WISE team", "children who attend Seesaw special needs nursery": the name stands before its kind.
_ACRONYM_BEHIND = re.compile(r"\s+(?:[a-z]+\s+)?(?:service|team|hub|centre|network|outreach)\b(?! manager)")
_ATTENDED = re.compile(r"\b(?:attend|visit|join|use)(?:s|ed|ing)?\s+(?:the\s+)?$")
_ATTENDED_BEHIND = re.compile(
    r"\s+(?:[a-z][\w’'-]*\s+){1,3}?(?:nursery|playgroup|youth club|unit|centre|charity|playscheme)\b"
)
_NO_NAMES = _set(
    "MASH MARAC SEMH ADHD CAMHS MHST SEND SENDIASS NEET PINS EYFS SALT PMLD COVID COVID-19 BAME LGBTQ ELSEC"
)
#: "The Larchwood inpatient unit": a name of its own within a sentence, before a plain kind.
_LOWER_TEAM = re.compile(
    r"(?:\s+[a-z-]+)?\s+(?:unit|outreach service|outreach team|clinic|nursery|scheme)\b(?! manager)"
)
_EVERYBODY = re.compile(
    r"(?:(?:SEND?|EHCP?|AP|NEET|English|Reception|Year|Key Stage|LA|PEP)\s*)+|[A-Z]+-[a-z]+"
)
_LOWER_KIND = re.compile(r"\s+(?:programme|collaborative|project|initiative)\b")
#: Words of which alone no local name is made.
_GENERIC = _set(
    """
    a about all an and area as at board by care carer child children city clinical council county
    director district department education for group health in integrated lead leader local mental
    national new of officer ofsted on parent partnership people quality region send sen special
    strategic strategy system the to transformation up with young youth written statement action
    plan cqc nhs commission commissioning england disability need improvement inspection executive
    head assistant programme office family court advisory cafcass minister secretary state
    government ombudsman clinic senior early year school phase key stage information policy
    wellbeing well being
    """
)
_BODIES = re.compile(
    r"\b(?:Council|Borough|Board|NHS|Ofsted|CQC|CCG|ICB|DCS|Local Area Partnership|Department|Trust|"
    r"Police|Code of Practice|Act|Commissioning Group|Commission|Committee|Cabinet|"
    r"Majesty|Director|Directorate|Member|Leader|Head|Officer|Chief|Inspectors?|Inspections?|Executive|"
    r"Management|Chair|Manager|"
    r"Panel|Register|Family Court|Advisors?|Mayor|Review|Assessment|Strategy|Primary Care|Care Partnership)\b"
)
#: Programmes of the whole country, however an area takes part in them.
_NATIONAL = re.compile(
    r"\b(?:Multi[- ]Agency Safeguarding|Child Development Cent|Family Information|Virtual School|Sixth Form|"
    r"High School|Primary School|Healthy Child|Transforming Care|(?:i-?)?Thrive|Delivering Better Value|"
    r"Safety Valve|"
    r"Ages and Stages|Well[Cc]omm|PINS|Holiday Activities and Food|Makaton|Duke of Edinburgh|"
    r"Every Child a Talker|"
    r"Nuffield Early Language|Incredible Years|Triple P|Early ?Bird|Decider|Solihull|Hanen|Talk Boost|Cygnet|"
    r"Lego|"
    r"Oliver McGowan|Zones of Regulation|Project S(?:earch|EARCH)|Autism in Schools|Start for Life|"
    r"Balanced System|ELSEC|Specialist Taskforce|Early Language Support for Every Child|"
    r"Healthy Start|Signalong|Mockingbird|Supporting Families|Families First|"
    r"Mental Health First Aid|ELSA|ELKLAN|NELI|Signs of Safety|Change Programme|"
    r"Five to Thrive|Attention Autism)\b",
    re.IGNORECASE,
)
_PLAIN_FORMS = frozenset(map(singular, _GENERIC))
_SMALL_WORDS = frozenset(["and", "of", "for", "in", "to", "the", "with", "on", "your"])
_ARTICLE = re.compile(r"\sThe $")
_NEW_SENTENCE = re.compile(r"(?:^|[.!?:;])\s*The $")
_AT_START = re.compile(r"(?:^|[.!?:;•◼▪-])\s*$")
_DEICTIC = frozenset({"This", "That", "The", "Each", "Our"})
#: WexPAC: an area's own, whatever else has taken it for a label.
_COINED = re.compile(r"[A-Z]+[a-z]+[A-Z][A-Z]\w*")
_IN_PARTNERSHIP = re.compile(r"\b(?:in|of) Partnership$")
#: The area's name and two words of its own: SEND Advice Wexley, Wexley Youth Focus.
_NO_SERVICE = re.compile(
    r"\b(?:and|of|for|in|to|Database|Specialists?|Models?|Hospitals?|University|Plans?|Pathways?|Offer|Schools?|"
    r"Academ(?:y|ies)|Partners|Leaders|Inspection|Team Managers|SEND|SEN|Policy|Standards?|Authority|Report|"
    r"Needs|Provision|Register|Local|East|West|North|South|Central|Greater)\b"
)
_JOINT = re.compile(r" and (?=[A-Z])")
_LONGEST = 7


class LocalNames:
    """Tells local names from names of kinds of service, by the services' labels."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the labels of the services for what is no proper name."""
        self._kinds: set[str] = set()
        self._acronyms: set[str] = set()
        generic = set(map(singular, _GENERIC))
        self._services: set[str] = set()
        for scheme in (lexicon.services, lexicon.themes, lexicon.groups):
            for concept in scheme.concepts.values():
                labels = (concept.label, *concept.labels)
                for label in (*labels, *(hidden.lstrip("~!") for hidden in concept.hidden)):
                    if label.isupper():
                        self._acronyms.add(label)
                    if not any(sign in label for sign in "*/&…"):
                        self._kinds.add(" ".join(_forms(label)))
                        if scheme is lexicon.services:
                            self._services.add(" ".join(_forms(label)))
                if scheme is lexicon.services:
                    generic.update(form for label in labels for form in _forms(label))
        self._generic = frozenset(generic)

    def find(self, text: str, area: str) -> Iterator[Name]:
        """The local names in a text of this area."""
        local = frozenset(_forms(area)) - _SMALL_WORDS
        quoted = quoted_names(text)
        for name in quoted:
            if self._is_quoted_name(text, name):
                yield name
        for run in capital_runs(text):
            if any(q.start <= run.start < q.end for q in quoted):
                continue
            yield from self._parts(text, run, local)
        yield from lists_with_initials(text)
        yield from spelt_out(text)
        of_area = list(area_names(text, area))
        yield from of_area
        shorts = {name.short for name in of_area}
        for m in _BRACKETED.finditer(text):
            if m["short"] in shorts:
                continue
            if m["short"] not in self._acronyms and not _BODIES.search(m["short"]):
                yield Name(m.start("short"), m.end("short"), m["short"])

    def _parts(self, text: str, run: Name, local: frozenset[str]) -> list[Name]:
        """The name that a run of capitals is, else the names that it joins by "and"."""
        whole = _with_noun(text, run)
        for joint in _JOINT.finditer(run.name):
            first, later = (_with_noun(text, half) for half in _halves(run, joint))
            listed = _SUCH_AS.search(text[: run.start]) and len(run.name.split()) == _ENOUGH_WORDS + 1
            both = all(local & set(_forms(half.name)) for half in (first, later))
            apart = _ENDS_IN_KIND.search(first.name) or listed or both or len(run.name.split()) > _LONGEST
            if apart and self._is_name(text, first, local):
                return [half for half in (first, later) if self._is_name(text, half, local)]
        return [whole] if self._is_name(text, whole, local) else []

    def _is_quoted_name(self, text: str, name: Name) -> bool:
        words = name.name.split()
        if (
            len(words) > _LONGEST
            or "/" in name.name
            or "Strategy" in words
            or _NATIONAL.search(name.name)
            or _OTHER_THINGS.match(text, name.end + 1)
            or _OTHER_BEFORE.search(text[: name.start])
        ):
            return False
        if _ROLES.search(name.name):
            return self._is_own(name.name, frozenset()) or (len(words) == 2 and not self._is_kind(name.name))
        if not any(map(_starts_high, words)) or (
            words[0].isdigit() and not any(w[0].isupper() for w in words)
        ):
            return quoted_phrases(text, name)
        if not _starts_high(words[0]):
            return False
        if len(words) == 1:
            return is_introduced(text, name) or quoted_phrases(text, name)
        if _OTHER_ENDS.match(words[-1]) and words[-1].lower() != "plan":
            return False
        content = [w for w in words if w.lower() not in _SMALL_WORDS]
        high = sum(map(_starts_high, content))
        return (
            high * 2 > len(content) or (words[0].isupper() and len(words) == 2) or quoted_phrases(text, name)
        )

    def _is_name(self, text: str, run: Name, local: frozenset[str]) -> bool:
        if _IN_PARTNERSHIP.search(run.name):
            return False
        if _EVERYDAY.search(run.name) and not is_introduced(text, run):
            return False
        if len(run.name.split()) > _LONGEST or _BODIES.search(run.name) or _NATIONAL.search(run.name):
            return False
        if _COINED.fullmatch(run.name) and _NAMED.search(text[: run.start]):
            return True
        if not self._is_own(run.name, local):
            return self._is_one_team(run)
        if is_introduced(text, run) or is_forum(text, run) or _SUCH_AS.search(text[: run.start]):
            return True
        if len(run.name.split()) == 1:
            return _is_before_its_kind(text, run)
        forms = _forms(run.name)
        of_area = len(forms) >= _ENOUGH_WORDS + 1 and bool(local & {forms[0], forms[-1]})
        return (
            _ENDS_IN_KIND.search(run.name) is not None
            or (of_area and _HAS_KIND.search(run.name) is not None)
            or _THE_SCHOOL.match(run.name) is not None
            or run.short == initials(run.name)
            or self._is_of_area(run, forms, local)
            or _GROUP_BEHIND.match(text, run.end) is not None
        )

    def _is_of_area(self, run: Name, forms: list[str], local: frozenset[str]) -> bool:
        """Whether a name is the area's, first or last, and two words or more beside it."""
        own = [form for form in forms if form not in local]
        words = run.name.removeprefix("SEND Advice").removeprefix("SEND ")
        apart = bool(local & {forms[0]}) != bool(local & {forms[-1]})
        told = len(own) >= _ENOUGH_WORDS and any(form in self._generic for form in own)  # else a person's
        return apart and told and not _NO_SERVICE.search(words)

    def _is_one_team(self, run: Name) -> bool:
        """Whether common words, capitalised, name a single team: the Hearing and Inclusion Support Team."""
        if _AGES.match(run.name):
            return _ONE_OF_ITS_KIND.search(run.name) is not None
        if self._is_kind(run.name) or (suffix := _ONE_OF_ITS_KIND.search(run.name)) is None:
            return False
        if run.short and len(run.short) >= _OWN_SHORT_FORM and run.short not in self._acronyms:
            return True
        what = run.name[: suffix.start()]
        forms = [form for form in _forms(what) if form not in _SMALL_WORDS]
        enough = _ENOUGH_WORDS - (suffix.group().strip() == "Hub")
        told_apart = len(forms) > _ENOUGH_WORDS or any(form not in _PLAIN_FORMS for form in forms)
        return told_apart and len(forms) >= enough and not run.short and not self._is_service(run.name, what)

    def _is_service(self, name: str, what: str) -> bool:
        """Whether a capitalised name is, but for its last word, only a label of a service, or says SEND."""
        forms = _forms(what)
        return {"SEND", "SEN"} & set(what.split()) != set() or any(
            " ".join(words) in self._services for words in (_forms(name), forms)
        )

    def _is_kind(self, name: str) -> bool:
        """Whether a name is only the label of a kind of service."""
        return " ".join(_forms(name)) in self._kinds or name in self._acronyms

    def _is_own(self, name: str, local: frozenset[str]) -> bool:
        """Whether a name has a word of its own, or the area's, beyond words for kinds of service."""
        forms = [f for f in _forms(name) if f not in _SMALL_WORDS]
        if self._is_kind(name) or local.issuperset(forms):
            return False
        return any(f in local or not (f in self._generic or f.isdigit()) for f in forms)


def _halves(run: Name, joint: re.Match[str]) -> tuple[Name, Name]:
    """The two names on either side of an "and" in a run."""
    middle, later = run.start + joint.start(), run.start + joint.end()
    return (
        Name(run.start, middle, run.name[: joint.start()]),
        Name(later, run.end, run.name[joint.end() :], run.short),
    )


def is_introduced(text: str, name: Name) -> bool:
    """Whether the words before a name introduce it: "known as", "the parent carer forum,"."""
    before = text[: name.start].rstrip("‘'“\"")
    apart = not _AT_START.search(before) or len(name.name.split()) > 1 or name.quoted
    if apart and (_KIND_AFTER.match(text, name.end) or _KIND_BEFORE.search(before)):
        return True
    return _NAMED.search(before) is not None or _FORUM_BEFORE.search(before) is not None


def _is_before_its_kind(text: str, name: Name) -> bool:
    """Whether a single word names what stands behind it: the WISE team, Seesaw special needs nursery."""
    if name.name.isupper() and len(name.name) >= _OWN_SHORT_FORM and name.name not in _NO_NAMES:
        return _ACRONYM_BEHIND.match(text, name.end) is not None
    attended = _ATTENDED.search(text[: name.start]) is not None
    return attended and _ATTENDED_BEHIND.match(text, name.end) is not None


def is_forum(text: str, name: Name) -> bool:
    """Whether a name is a parent carer forum's, by its own words or by those around it."""
    return (
        _PARENTS.search(name.name) is not None
        or _FORUM_BEFORE.search(text[: name.start].rstrip("‘'“\"")) is not None
        or _FORUM_AFTER.match(text, name.end) is not None
    )


def _forms(text: str) -> list[str]:
    return [singular(w.form.lower()) for w in split_words(text).words]


def _starts_high(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit()


def initials(name: str) -> str:
    """The capital initials of a name: HIS of the Hove Inclusion Service."""
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _with_noun(text: str, run: Name) -> Name:
    """A capitalised name with its article and the plain noun behind it: The GROVE collaborative."""
    if _ARTICLE.search(text[: run.start]) and not _NEW_SENTENCE.search(text[: run.start]):
        run = Name(run.start - 4, run.end, f"The {run.name}", run.short)
    inside = _AT_START.search(text[: run.start]) is None and not run.name.isupper()
    noun = _LOWER_KIND.match(text, run.end) or (_LOWER_TEAM.match(text, run.end) if inside else None)
    if noun is None or _EVERYBODY.fullmatch(run.name) or run.short or run.name in _DEICTIC:
        return run
    return Name(run.start, noun.end(), text[run.start : noun.end()])
