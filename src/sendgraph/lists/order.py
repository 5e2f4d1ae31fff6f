"""The order of rows: by slug, as people count, so that `…/strength/2` comes before `…/strength/10`."""

import re
from bisect import bisect_right
from collections.abc import Sequence

_DIGITS = re.compile("[0-9]+")


def natural(slug: str) -> str:
    """
    A key that sorts slugs as people count; different slugs have different keys.

    >>> sorted(["a/10", "a/2", "a/02", "a/b"], key=natural)
    ['a/02', 'a/2', 'a/10', 'a/b']
    """
    return f"{_DIGITS.sub(_counted, slug)}\0{slug}"


def place_after(keys: Sequence[str], slug: str) -> int:
    """
    How many rows stand up to and with a slug, whether or not it is one of them.

    >>> keys = [natural(slug) for slug in ("halton", "medway")]
    >>> [place_after(keys, slug) for slug in ("barnet", "halton", "kent", "medway")]
    [0, 1, 1, 2]
    """
    return bisect_right(keys, natural(slug))


def _counted(digits: re.Match[str]) -> str:
    """A number with its length before it: the longer one is the greater one."""
    number = digits[0].lstrip("0")
    return chr(len(number) + 1) + number
