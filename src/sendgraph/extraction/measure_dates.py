"""Dates beside a quantity: the day, month or year at which it was taken."""

import re
from dataclasses import dataclass

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = "|".join([*_MONTHS, "sept", *(m[:3] for m in _MONTHS if m != "may")])
_DAY = re.compile(
    rf"\b(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})/(?P<y>\d{{4}}|\d{{2}})\b"
    rf"|\b(?:(?P<day>\d{{1,2}})\s?(?:st|nd|rd|th)?\s+)?(?P<month>{_MONTH})\s+(?P<year>(?:19|20)\d{{2}})\b"
    r"|\b(?P<from>20\d{2})\s?[/–-]\s?(?P<to>(?:20)?\d{2})\b(?![/–-])"
    rf"|\b(?P<alone>(?:19|20)\d{{2}})\b(?!\s*/)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text: where it stands, and as an ISO day, month or year."""

    start: int
    end: int
    date: str


def date_mentions(text: str) -> list[DateMention]:
    """
    The dates of a text in reading order; a school or budget year counts by the year it ends in.

    >>> [m.date for m in date_mentions("from 26/02/2019 to 3rd June 2019, and by March 2020 or 2021")]
    ['2019-02-26', '2019-06-03', '2020-03', '2021']
    >>> [m.date for m in date_mentions("in Sept 2018 and the academic year 2016/17")]
    ['2018-09', '2017']
    """
    found: list[DateMention] = []
    for match in _DAY.finditer(text):
        g = match.groupdict()
        if g["d"]:
            year = g["y"] if len(g["y"]) == 4 else f"20{g['y']}"
            if not (1 <= int(g["m"]) <= 12 and 1 <= int(g["d"]) <= 31):
                continue
            date = f"{year}-{int(g['m']):02}-{int(g['d']):02}"
        elif g["month"]:
            date = f"{g['year']}-{_number(g['month']):02}"
            if g["day"] and 1 <= int(g["day"]) <= 31:
                date += f"-{int(g['day']):02}"
        elif g["from"]:
            if int(g["to"][-2:]) != (int(g["from"]) + 1) % 100:
                continue
            date = str(int(g["from"]) + 1)
        else:
            date = g["alone"]
        found.append(DateMention(match.start(), match.end(), date))
    return found


def _number(month: str) -> int:
    return next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(month.lower()[:3]))
