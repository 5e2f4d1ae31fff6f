"""People as letters and papers print them: a name, then what they are."""

import re
from dataclasses import dataclass

TITLE = r"(?:Mrs?|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady|Cllr|Councillor|Professor|Prof|Rev|Reverend)\b\.?"
_PART = (
    r"(?:(?:Mc|Mac|O[’'‘]|D[’'‘]|De|Le|La|Fitz)?[A-ZÀ-Þ][a-zà-ÿ]+(?:[-’'‘][A-Za-z][a-zà-ÿ]+)*"
    r"|[A-Z]{2,}(?=\s+[A-Z]{2,}))"
)
_PARTICLE = r"(?:de|van|der|den|von|du|la|le|al|el|ap|bin|st\.?)"
NAME = (
    rf"(?<![A-Za-z])(?:{TITLE}\s+)?(?:{_PART}|[A-Z]\.?)(?:\s+(?:[A-Z]\.?(?=\s)|{_PARTICLE}|{_PART})){{1,3}}?"
)
#: How the description of an office begins.
ROLE = (
    r"(?:(?:the\s+)?(?:[Ii]nterim|[Aa]cting|[Jj]oint|[Dd]eputy|[Aa]ssistant|[Aa]ssociate|[Ss]trategic|[Ee]xecutive|"
    r"[Cc]orporate|[Ss]tatutory|[Gg]roup|[Mm]anaging|[Ss]enior|[Ll]ead|[Cc]hief|[Dd]irector|[Hh]ead|[Aa]ccountable|"
    r"[Nn]ominated|[Ll]ocal\s+[Aa]rea|Clinical\s+(?:Chief|Chair|Lead|Director|Officer|Accountable)|"
    r"(?<=,\s)(?:CCG|Clinical\s+[Cc]ommissioning\s+[Gg]roup)(?:\s+\(CCG\))?,?\s+(?=[A-Z])|"
    r"[Ss]ervice\s+(?:Director|Manager|Lead)|[Pp]rogramme|[Pp]rincipal|[Cc]ommissioner|[Cc]hair|[Cc]abinet|"
    r"[Dd]esignated|[Vv]ice|[Oo]perational|[Cc]ommissioning|[Nn]urse|SEND?\b|CEO|DCS|DCO|COO|[Mm]ember|[Pp]ortfolio|"
    r"[Ii]ndependent|[Ll]eader|[Mm]anager|[Rr]esponsible|[Gg]eneral|Her\s+Majesty|His\s+Majesty|HMI|Ofsted|CQC|"
    r"[Rr]egional|[Nn]ational|[Ii]nspector|[Cc]hildren[’'‘]?s\s+[Ss]ervices|[Tt]eam|[Pp]ublic|[Ee]ducation|"
    r"[Cc]ounty|[Cc]ity|[Tt]ransformation|[Pp]lace|[Cc]are|[Hh]ealth|[Pp]rimary|[Ss]pecial|[Ww]hole|[Qq]uality)\b)"
)
_WHOLE_NAME = re.compile(rf"{NAME}\s*[,:;]?")
_TITLED = re.compile(rf"^{TITLE}\s+")
_NO_NAME = re.compile(
    r"\b(?:Councils?|Services?|Groups?|Clinical|Commissioning|Officers?|Director|Directorate|Chief|Executive|Trust|"
    r"NHS|Ofsted|Quality|Commission|Education|Children|Families|People|Schools?|Learning|Health|Social|Local|Area|"
    r"Authority|Partnership|Forum|Team|Representative|Parent|Carer|England|Inspectors?|Inspection|Appendix|Dear|"
    r"Joint|Findings|Strengths|Areas|Majesty|Regional|Deputy|Manager|Headteacher|College|Academy|University|"
    r"Hospital|Community|Improvement|Written|Statement|Action|Needs|Yours|Sincerely|Faithfully|Telephone|Textphone|"
    r"Email|Department|County|Borough|Report|Author|Background|Papers|Recommendations?|Committee|Cabinet|Scrutiny|"
    r"Leadership|Systems?|Strategy|Inclusion|Safeguarding|Skills|Adults?|Youth|Prevention|Wellbeing|Transformation|"
    r"Integrated|Standards|Achievement|Performance|Lifelong|Culture|Corporate|Resources|Development|Support)\b"
)
_ADDRESS = re.compile(
    r"[\s,]*(?:\S+@|www\.|https?:|\b(?:Tel|Telephone|Phone|Mobile|E-?mail|Fax)\b|\bP\.?\s?O\.? Box\b|"
    r"\b(?:Level|Floor|Room|Suite),?\s+\d|\b\d+(?:st|nd|rd|th)\s+Floor\b|\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b|"
    r"\b(?<!\d[-–])\d{1,4}[a-z]?\s+(?:[A-Z]\w+\s+){1,3}(?:Street|Road|Avenue|Lane|Square|Way|Drive|Wharf|Place)\b|"
    r"\b(?:[A-Z]\w+\s+)?(?:Civic|Municipal|Town|County|City|Shire)\s+(?:Centre|Buildings?|Hall|Offices?)\b).*",
    re.DOTALL,
)
_COMPASS = re.compile(r"(?:North|South|East|West|Central|Mid|Greater|Inner|Outer|Upper|Lower)\s")
_PLACE = re.compile(
    r"\b(?:House|Street|Road|Avenue|Lane|Square|Way|Floor|Centre|Buildings?|Hall|Offices?|Civic|Town|City|Court|Place|"
    r"Park|Quay|Gate|Box|Drive|Wharf|Terrace|Crescent|Dock|Parade|Row|Suite|Tower|Mews|Green|Campus|Hub)$"
)
_LETTERS_AFTER = r"(?:,?\s+(?:[OCM]BE|QPM|DL|PhD)\b)?"
_BEFORE_ROLE = re.compile(
    rf"(?P<name>{NAME}){_LETTERS_AFTER}(?:\s*\((?P<aside>[^()]*)\))?(?:\s*[,:;–—-]\s*|\s+\(?)(?=(?P<role>{ROLE}))"
)


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A name in a text: without its title, and where it stands, title included."""

    name: str
    start: int
    end: int


def is_name(text: str, *, first: bool = False) -> bool:
    """
    Whether a line is a person's name and nothing else.

    Where it is the first line of an address, or has a title, a street's or building's word is a surname.

    >>> is_name("Mr Marek Novak"), is_name("Ursula O’Brien"), is_name("Dock Road"), is_name("Ms Jane Hall")
    (True, True, False, True)
    """
    words = re.sub(rf"{_LETTERS_AFTER}$", "", text.strip())
    if not _WHOLE_NAME.fullmatch(words) or _NO_NAME.search(words) or _COMPASS.match(words):
        return False
    return first or bool(_TITLED.match(words)) or not _PLACE.search(words)


def has_title(text: str) -> bool:
    """
    Whether a name is printed with its title.

    >>> has_title("Dr A Shah"), has_title("Drew Shah")
    (True, False)
    """
    return bool(_TITLED.match(text.strip()))


def plain_name(text: str) -> str:
    """
    A name without title and stops.

    >>> plain_name("Cllr. Alan Carter,")
    'Alan Carter'
    """
    name = _TITLED.sub("", " ".join(text.split()))
    return re.sub(rf"{_LETTERS_AFTER}$", "", name).strip(" ,.;:")


def without_address(text: str) -> str:
    """
    An office without the address, telephone number or e-mail that runs on behind it.

    >>> without_address("Head of Integrated 0-25 Services, Level 4 Gun Wharf, Telephone x 1619")
    'Head of Integrated 0-25 Services'
    >>> without_address("Director of Children’s Services 3rd Floor Civic Centre")
    'Director of Children’s Services'
    """
    found = _ADDRESS.search(text)
    return text[: found.start()].strip(" ,;–—-") if found else text


def find_people(text: str, places: tuple[str, ...] = ()) -> list[FoundPerson]:
    """
    Names that stand right before an office, in order, also where everything runs together.

    `places` are words that are no part of a name although they look like one.

    >>> text = "Chief Officer, Halton Jo Marsh, Accountable Officer Ann Field, Nominated officer"
    >>> [p.name for p in find_people(text, ("Halton",))]
    ['Jo Marsh', 'Ann Field']
    """
    found: list[FoundPerson] = []
    at = 0
    while match := _BEFORE_ROLE.search(text, at):
        at = match.start("name") + 1
        while at < len(text) and text[at].isalnum():
            at += 1
        words = match["name"]
        start = match.start("name")
        titled = re.search(rf"{TITLE}\s", words)
        if titled:
            start, words = start + titled.start(), words[titled.start() :]
        if any(words.startswith(f"{place} ") or words == place for place in places):
            continue
        if _NO_NAME.search(words) or _COMPASS.match(words):
            continue
        name = plain_name(words)
        parts = name.split()
        if not titled and len(parts) > 3 and all(part.isalpha() and part[0].isupper() for part in parts):
            name = " ".join(parts[-2:])  # what is before it is the end of an address
            start = text.index(parts[-2], start)
        if len(name.split()) < 2 and not titled:
            continue
        found.append(FoundPerson(name, start, match.end("name")))
        at = match.end("name")
    return found
