"""Named NHS trusts and other named providers."""

import re
from collections.abc import Iterable

from sendgraph.extraction.names import capital_runs
from sendgraph.extraction.record import NamedProvider

_PROVIDER = re.compile(
    r"(?:\bTrust|Hospice|Community Interest Company|CIC|Ltd|Limited|Community Healthcare|Care Group)$"
)
#: Trusts that run schools or a council's services are not named as providers of them.
_NOT_PROVIDER = re.compile(
    r"^(?:The )?(?:NHS )?(?:Foundation |Hospital )?(?:Trust|Hospice)$|"
    r"\b(?:Academ(?:y|ies)|Multi.Academy|Children[’']s|Learning|Schools?|Education|Diocesan) Trust$|"
    r"\bTrust Board\b"
)
#: Charities that work all over the country, by the names that no other word gives away.
_CHARITIES = re.compile(
    r"\b(?:Barnardo[’']s|Mencap|National Autistic Society|Action for Children|NSPCC|Home-Start|Family Action|"
    r"The Children[’']s Society)(?!\w)"
)
_JOINED = re.compile(r"(?<=Trust) and (?:the )?|(?<=CIC) and (?:the )?")
_OFFICE = re.compile(
    r"^.*\b(?:Executive|Director|Officer|Manager|Nurse|Chair|Head)(?: of| for|,)?\s+(?:the\s+)?"
)
_ITS_CHIEF = re.compile(r"\bchief executive(?: officer)?(?: of|,)(?: the)?\s(?:\S.*)?$", re.IGNORECASE)


def read_providers(texts: Iterable[tuple[int | None, str]]) -> list[NamedProvider]:
    """The providers named in the texts, each text with the number of its finding."""
    found: dict[str, set[int]] = {}
    for n, text in texts:
        names = [m.group() for m in _CHARITIES.finditer(text)]
        for run in capital_runs(text):
            if _ITS_CHIEF.search(text[: run.start]) or _ITS_CHIEF.search(run.name):
                continue  # a person's office names no provider of anything
            for part in _JOINED.split(run.name):
                name = re.sub(r"^The\s+", "", _OFFICE.sub("", part))
                if _PROVIDER.search(name) and not _NOT_PROVIDER.search(name) and len(name.split()) > 1:
                    names.append(name)
        for name in names:
            numbers = found.setdefault(name, set())
            if n is not None:
                numbers.add(n)
    return [NamedProvider(name=name, findings=sorted(numbers)) for name, numbers in found.items()]
