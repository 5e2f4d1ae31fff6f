"""Dates as documents print them, to ISO: days, ranges over months and years, bare months."""

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
         "august aug", "september sept sep", "october oct", "november nov", "december dec"), 1
    )
    for name in names.split()
}  # fmt: skip
_MONTH = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_DAY = r"\d{1,2}(?:\s*(?:st|nd|rd|th)\b)?"
_YEAR = r"20\d\d\b"
_RANGE = re.compile(
    rf"{_WEEKDAY}(?<![\d/.])(?P<d1>{_DAY})(?:\s+(?:of\s+)?(?P<m1>{_MONTH}))?(?:,?\s+(?P<y1>{_YEAR}))?"
    rf"\s*(?:\bto\b|\band\b|\buntil\b|[-–—])\s*(?:the\s+)?{_WEEKDAY}"
    rf"(?P<d2>{_DAY})\s+(?:of\s+)?(?P<m2>{_MONTH}),?\s+(?P<y2>{_YEAR})",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"(?:(?<![\d/.])(?P<day>{_DAY})\s+(?:of\s+)?)?\b(?P<month>{_MONTH}),?\s+(?P<year>{_YEAR})"
    r"|(?<![\d/.])(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>20\d\d|\d\d)(?![\d/.])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day or month in a text, as `2018-03-12` or `2018-03`, and where it stands."""

    iso: str
    start: int
    end: int

    @property
    def is_day(self) -> bool:
        """Whether the day is known."""
        return len(self.iso) == 10


def find_range(text: str) -> tuple[str, str] | None:
    """
    The first range of days in a text.

    >>> find_range("Between 27 March and 31 March 2017, Ofsted")
    ('2017-03-27', '2017-03-31')
    >>> find_range("From 4 to 8 December 2017"), find_range("30 December 2019 – 3 January 2020")
    (('2017-12-04', '2017-12-08'), ('2019-12-30', '2020-01-03'))
    """
    for match in _RANGE.finditer(text):
        end_month, end_year = _month(match["m2"]), int(match["y2"])
        start_month = _month(match["m1"]) if match["m1"] else end_month
        start_year = int(match["y1"]) if match["y1"] else end_year - (start_month > end_month)
        start = _day(start_year, start_month, match["d1"])
        end = _day(end_year, end_month, match["d2"])
        if start and end and start <= end:
            return start, end
    return None


def find_dates(text: str) -> list[FoundDate]:
    """
    Every day or month in a text, in order.

    >>> [d.iso for d in find_dates("visits in September 2018 and on 3rd June 2019, from 155 on 26/02/2019")]
    ['2018-09', '2019-06-03', '2019-02-26']
    """
    found = []
    for match in _DATE.finditer(text):
        if match["month"]:
            year, month = int(match["year"]), _month(match["month"])
            iso = _day(year, month, match["day"]) if match["day"] else f"{year:04}-{month:02}"
        else:
            year = int(match["y"]) + (2000 if len(match["y"]) == 2 else 0)
            iso = _day(year, int(match["m"]), match["d"])
        if iso:
            found.append(FoundDate(iso, match.start(), match.end()))
    return found


def find_day(text: str) -> str | None:
    """
    The first whole day in a text.

    >>> find_day("in May, on 24 th September 2019")
    '2019-09-24'
    """
    return next((found.iso for found in find_dates(text) if found.is_day), None)


def _month(name: str) -> int:
    return _MONTHS[name.lower().rstrip(".")]


def _day(year: int, month: int, day: str) -> str | None:
    number = re.match(r"\d+", day)
    assert number
    try:
        return date(year, month, int(number.group())).isoformat()
    except ValueError:
        return None
