"""Fingerprints of findings: how a file names a finding without carrying any of its words."""

import hashlib
import unicodedata
from typing import Final

#: Hexadecimal digits of a fingerprint: enough to tell the findings of any one document apart.
LENGTH: Final = 12


def normalised(text: str) -> str:
    """
    What of a text does not change with its setting: letters and digits, in lower case.

    >>> normalised("Children’s “short-breaks” ﬁnally help.")
    'childrensshortbreaksfinallyhelp'
    """
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


def fingerprint(text: str) -> str:
    """
    The first digits of the SHA-256 of a finding's normalised text.

    >>> fingerprint("Waits are too long.") == fingerprint("Waits  are\\ntoo long")
    True
    >>> fingerprint("Waits are too long.")
    '21c78fb24cf4'
    """
    return hashlib.sha256(normalised(text).encode()).hexdigest()[:LENGTH]
