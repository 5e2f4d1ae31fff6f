"""
Slugs: how names and dates become the last part of an IRI.

All functions here are pure: the same name always gives the same slug, every slug is a
valid path segment, and names that differ in a letter or a digit differ in their slug.
"""

import hashlib
import re
import unicodedata
from typing import Final

_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
_GAPS = re.compile(r"[^a-z0-9]+")
_LETTERS: Final = str.maketrans({"&": " and ", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})

#: Long names of kinds of body that an IRI abbreviates, as people do.
_ABBREVIATIONS: Final = (
    ("clinical-commissioning-group", "ccg"),
    ("integrated-care-board", "icb"),
)

#: National bodies that documents name in several ways: slug of a name → slug of the body.
_NATIONAL: Final = {
    "office-for-standards-in-education": "ofsted",
    "office-for-standards-in-education-childrens-services-and-skills": "ofsted",
    "her-majestys-chief-inspector": "ofsted",
    "his-majestys-chief-inspector": "ofsted",
    "hmci": "ofsted",
    "care-quality-commission": "cqc",
    "care-quality-commission-cqc": "cqc",
    "the-care-quality-commission": "cqc",
    "the-cqc": "cqc",
    "dfe": "department-for-education",
    "the-department-for-education": "department-for-education",
    "nhse": "nhs-england",
}


def slug(name: str) -> str:
    """
    A name as the last part of an IRI.

    Accents are folded and apostrophes dropped. Where letters or digits have no plain
    equivalent, a short hash of the name keeps different names apart.

    >>> slug("King’s Lynn & West Norfolk")
    'kings-lynn-and-west-norfolk'
    >>> slug("José Ángel"), slug("東京")
    ('jose-angel', 'x-130016b2')
    """
    folded = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", name).casefold()).translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", folded)
    kept = "".join(c for c in decomposed if not unicodedata.combining(c))
    base = _GAPS.sub("-", kept).strip("-")
    if base and not any(c.isalnum() and not c.isascii() for c in kept):
        return base
    digest = hashlib.sha256(" ".join(folded.split()).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{base or 'x'}-{digest}"


def organisation_slug(name: str) -> str:
    """
    The slug of an organisation, its kind abbreviated and national bodies under one name.

    >>> organisation_slug("NHS Halton Clinical Commissioning Group")
    'nhs-halton-ccg'
    >>> organisation_slug("Care Quality Commission"), organisation_slug("CQC")
    ('cqc', 'cqc')
    """
    result = slug(name)
    for long, short in _ABBREVIATIONS:
        result = result.removesuffix(f"-{short}") if f"{long}-{short}" in result else result
        result = result.replace(long, short)
    return _NATIONAL.get(result, result)


def inspection_slug(area: str, start: str | None, published: str | None = None) -> str | None:
    """
    The slug of an inspection: by its first day or month, else by its publication.

    >>> inspection_slug("halton", "2017-03-27")
    'halton-2017-03-27'
    >>> inspection_slug("buckinghamshire", None, "2026-02-10")
    'buckinghamshire-published-2026-02-10'
    """
    if start:
        return f"{area}-{start}"
    return f"{area}-published-{published}" if published else None


def paper_slug(area: str, date: str | None, kind: str, name: str) -> str:
    """
    The slug of a council paper: by its date and kind, by its file's name where it states no date.

    >>> paper_slug("cheshire-east", "2019-09-24", "improvement-update", "update")
    'cheshire-east-2019-09-24-improvement-update'
    """
    return f"{area}-{date}-{kind}" if date else f"{area}-{kind}-{slug(name)}"
