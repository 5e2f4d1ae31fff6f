"""Words and names in the form in which labels and readings are compared."""

import re
import unicodedata

_TAG = re.compile(r"<[^>]+>")
_BETWEEN = re.compile(r"\W+")
_TITLE = re.compile(r"^(?:Mrs?|Ms|Miss|Dr|Cllr|Councillor|Sir|Dame|Professor)\.?\s+")
#: What bodies are called in full, and for short.
_SHORT = {"integratedcareboard": "icb", "clinicalcommissioninggroup": "ccg"}


def plain(text: str | None) -> str:
    """
    The word characters of a text in lower case: no spaces, marks, hyphens or tags.

    >>> plain("Long  waits, for <b>assess-\\nments</b>.")
    'longwaitsforassessments'
    """
    text = _TAG.sub(" ", unicodedata.normalize("NFKC", text or ""))
    return _BETWEEN.sub("", text.lower())


def body_name(name: str) -> str:
    """
    A responsible body's name without what is written in several ways.

    >>> body_name("NHS Frimley Integrated Care Board (ICB)") == body_name("Frimley ICB")
    True
    """
    form = plain(name.replace("&", "and"))
    for long, short in _SHORT.items():
        form = form.replace(long, short).replace(short * 2, short)
    return form.removeprefix("nhs")


def person_name(name: str | None) -> str:
    """
    A person's name without the title.

    >>> person_name("Dr. Ann Smith") == person_name("Ann Smith")
    True
    """
    return plain(_TITLE.sub("", name or ""))
