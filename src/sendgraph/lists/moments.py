"""When an inspection can have begun, as far as its dates say."""

from datetime import date
from typing import Final

#: The first and last day of what has no date at all: it lies in no range.
NEVER: Final = (99_999_999, -1)


def number(day: date) -> int:
    """
    A day as a number that grows with time.

    >>> number(date(2017, 3, 27))
    20170327
    """
    return day.year * 10_000 + day.month * 100 + day.day


def span(*moments: str | None) -> tuple[int, int]:
    """
    The first and last day that the first moment given can mean: a day, a month or a year.

    >>> span(None, "2018-03", "2018"), span("2017-03-27"), span(None)
    ((20180301, 20180331), (20170327, 20170327), (99999999, -1))
    """
    moment = next((moment for moment in moments if moment), None)
    if moment is None:
        return NEVER
    digits = moment[:10].replace("-", "")
    if not digits.isdigit() or len(digits) not in (4, 6, 8):
        return NEVER
    return int(digits.ljust(8, "0")) + _first(digits), int(digits + "1231"[len(digits) - 4 :])


def _first(digits: str) -> int:
    return {4: 101, 6: 1, 8: 0}[len(digits)]
