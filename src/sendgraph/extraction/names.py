"""Proper names in running text: quoted ones, and runs of capitalised words."""

import re
from dataclasses import dataclass

_QUOTED = re.compile(
    r"(?<![\w’'])[‘'“\"](?P<name>[^‘’'“”\".;:!?]+(?:[’'][a-z]+ [^‘’'“”\".;:!?]*)*)[’'”\"](?!\w)"
)
_GLUE = (
    r"and|of|for|in|to|&|that|(?<=Around )the|(?<=Round )the|(?<=Mind )the|(?<=Beyond )the|(?<=Behind )the|"
    r"(?<=Bridging )the|(?<=Closing )the|(?<=Beat )the"
)
_CAPITAL = r"(?:(?!The\b)[A-Z][\w’'-]*(?::[A-Z]\w+)?|\d+(?:\s?[-–]\s?|\sto\s)\d+)"
_RUN = re.compile(
    rf"(?<![\w’']){_CAPITAL}(?:\s+(?:(?:{_GLUE})\s+){{0,2}}{_CAPITAL})*(?:\s+\((?P<short>[A-Z][A-Za-z]{{1,9}})\))?"
)

#: "Members of Wexley Parent Carer Forum": the sentence's own first words, not the name's.
_LEAD = re.compile(
    r"(?:[A-Z][a-z]+s of|While|When|Where|Although|However|In|At|For|Through|Both)\s+(?=[A-Z])"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text, with the short form given in brackets behind it."""

    start: int
    end: int
    name: str
    short: str | None = None
    quoted: bool = False


def quoted_names(text: str) -> list[Name]:
    """
    What stands in quotation marks, without them.

    >>> [n.name for n in quoted_names("The ‘Speak Now’ forum and the 'Early Start' service; parents' views")]
    ['Speak Now', 'Early Start']
    """
    return [
        Name(m.start("name"), m.end("name"), m["name"].strip(), quoted=True)
        for m in _QUOTED.finditer(text)
        if m["name"].strip()
    ]


def capital_runs(text: str) -> list[Name]:
    """
    Runs of capitalised words, small words between them included.

    >>> [(n.name, n.short) for n in capital_runs("Leaders praise the Hove Inclusion Service (HIS).")]
    [('Leaders', None), ('Hove Inclusion Service', 'HIS')]
    """
    found: list[Name] = []
    for m in _RUN.finditer(text):
        name = re.sub(r"\s+\([A-Za-z]+\)$", "", m.group())
        lead = _LEAD.match(name)
        start = m.start() + (lead.end() if lead else 0)
        end = m.start() + len(name)
        found.append(Name(start, end, text[start:end], m["short"]))
    return found
