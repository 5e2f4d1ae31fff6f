"""Named NHS trusts and other named providers."""

import re
from collections.abc import Iterable

from sendgraph.extraction.names import capital_runs
from sendgraph.extraction.record import NamedProvider

_PROVIDER = re.compile(
    r"(?:NHS (?:Foundation )?Trust|(?:Healthcare|Educational|Charitable) Trust|Hospice|"
    r"Community Interest Company|CIC|Ltd|Limited)$"
)
_NOT_PROVIDER = re.compile(
    r"^(?:The )?(?:NHS (?:Foundation )?Trust|Academy Trust|Multi.Academy Trust|Children[’']s Trust|Hospice)$"
)
_OFFICE = re.compile(
    r"^.*\b(?:Executive|Director|Officer|Manager|Nurse|Chair|Head)(?: of| for|,)?\s+(?:the\s+)?"
)


def read_providers(texts: Iterable[tuple[int | None, str]]) -> list[NamedProvider]:
    """The providers named in the texts, each text with the number of its finding."""
    found: dict[str, set[int]] = {}
    for n, text in texts:
        for run in capital_runs(text):
            name = re.sub(r"^The\s+", "", _OFFICE.sub("", run.name))
            if _PROVIDER.search(name) and not _NOT_PROVIDER.match(name) and len(name.split()) > 1:
                numbers = found.setdefault(name, set())
                if n is not None:
                    numbers.add(n)
    return [NamedProvider(name=name, findings=sorted(numbers)) for name, numbers in found.items()]
