"""
Corrections: what people corrected in one document, in a small file that stands beside it.

`halton.corrections.toml` belongs to `halton.pdf`. It outlives every reading of the document:
numbers are those of the record, and each comes with words that say whether it is still the
finding that was meant.
"""

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Final, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails

from sendgraph.errors import InvalidFile
from sendgraph.extraction.record import (
    Comparison,
    LabelList,
    LinkType,
    PartialDate,
    Polarity,
    Scope,
    Status,
    Unit,
)

#: What a measure may be left without.
_OPTIONAL: Final = ("value_to", "date", "previous_value", "previous_value_to", "previous_date")
_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
_Number = Annotated[int, Field(ge=1)]


def _as_text(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


_When = Annotated[PartialDate, BeforeValidator(_as_text)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class LabelChanges(_Entry):
    """Labels of one scheme: those that are right, whether they stood or not, and those that are wrong."""

    add: tuple[str, ...] = Field((), strict=False)
    remove: tuple[str, ...] = Field((), strict=False)
    confirm: tuple[str, ...] = Field((), strict=False)

    @property
    def right(self) -> tuple[str, ...]:
        """What stands from now on, each once."""
        return tuple(dict.fromkeys([*self.confirm, *self.add]))

    @model_validator(mode="after")
    def _agrees(self) -> "LabelChanges":
        for code in self.right:
            if code in self.remove:
                raise ValueError(f"it both keeps and removes {code}: leave it in one of the lists")
        return self


class FindingCorrection(_Entry):
    """What is right of one finding's labels and polarity. `starts` is how the finding begins."""

    n: _Number
    starts: _Words
    polarity: Polarity | None = None
    themes: LabelChanges = LabelChanges()
    services: LabelChanges = LabelChanges()
    groups: LabelChanges = LabelChanges()
    because: _Words | None = None
    by: _Words | None = None

    def changes(self) -> Iterator[tuple[LabelList, LabelChanges]]:
        """The changes to the labels of each scheme."""
        for name in get_args(LabelList):
            yield name, getattr(self, name)


class LinkCorrection(_Entry):
    """A link from a finding of this document to one of an earlier inspection: it stands, or it must not."""

    type: LinkType
    later: _Number
    later_starts: _Words | None = None
    document: _Words
    earlier: _Number
    earlier_starts: _Words | None = None
    stands: bool = True
    because: _Words | None = None
    by: _Words | None = None


class MeasureCorrection(_Entry):
    """
    What is right of one measure, which is known by its finding and by words of it.

    Where several measures share the words, `was` tells them apart: the value that was read.
    """

    finding: _Number | None = None
    words: _Words
    was: float | None = None
    drop: bool = False
    value: float | None = None
    value_to: float | None = None
    unit: Unit | None = None
    indicator: _Words | None = None
    indicator_code: _Words | None = None
    date: _When | None = None
    comparison: Comparison | None = None
    previous_value: float | None = None
    previous_value_to: float | None = None
    previous_date: _When | None = None
    status: Status | None = None
    scope: Scope | None = None
    without: tuple[str, ...] = Field((), strict=False)
    because: _Words | None = None
    by: _Words | None = None

    @property
    def fields(self) -> dict[str, object]:
        """The fields of the measure that are set, and those that are emptied."""
        about = {"finding", "words", "was", "drop", "without", "because", "by"}
        given = {n: getattr(self, n) for n in MeasureCorrection.model_fields if n not in about}
        return {n: value for n, value in given.items() if value is not None} | dict.fromkeys(self.without)

    @model_validator(mode="after")
    def _says_something(self) -> "MeasureCorrection":
        for name in self.without:
            if name not in _OPTIONAL:
                raise ValueError(f"a measure cannot be without {name}, only without {', '.join(_OPTIONAL)}")
            if getattr(self, name) is not None:
                raise ValueError(f"it both sets {name} and does without it")
        if self.drop == bool(self.fields):
            raise ValueError("drop the measure, or set fields of it" + ("; not both" if self.drop else ""))
        return self


class Corrections(_Entry):
    """A corrections file: what people corrected in one document."""

    finding: tuple[FindingCorrection, ...] = Field((), strict=False)
    link: tuple[LinkCorrection, ...] = Field((), strict=False)
    measure: tuple[MeasureCorrection, ...] = Field((), strict=False)

    @model_validator(mode="after")
    def _agree(self) -> "Corrections":
        said: dict[tuple[object, ...], object] = {}
        for place, what, value in self._statements():
            if said.setdefault((place, what), value) != value:
                raise ValueError(
                    f"two entries of {place} say different things about {what}; keep the right one"
                )
        return self

    def _statements(self) -> Iterator[tuple[str, str, object]]:
        """What each entry says of which thing, so that two of them can be held against each other."""
        for f in self.finding:
            if f.polarity:
                yield f"finding {f.n}", "its polarity", f.polarity
            for name, change in f.changes():
                for code in change.right:
                    yield f"finding {f.n}", f"{name} {code}", True
                for code in change.remove:
                    yield f"finding {f.n}", f"{name} {code}", False
        for link in self.link:
            yield f"finding {link.later}", f"{link.type} {link.document} {link.earlier}", link.stands
        for m in self.measure:
            place = f"finding {m.finding}" if m.finding else "no finding"
            words = f"“{m.words}”" + (f" ({m.was:g})" if m.was is not None else "")
            yield place, f"dropping {words}", m.drop
            for field, value in m.fields.items():
                yield place, f"{field} of {words}", value


def read_corrections(path: Path) -> Corrections:
    """
    The corrections in a file.

    Raises:
        InvalidFile: where it is no TOML, or says what no corrections file can say.
    """
    try:
        values = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise InvalidFile(reason, where=path.name, remedy="check its rights") from None
    except UnicodeDecodeError:
        raise InvalidFile("is not text in UTF-8", where=path.name, remedy="save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        what = f"is not TOML: {_lower(str(error))}"
        raise InvalidFile(
            what, where=path.name, remedy="mend it; docs/corrections.md has an example"
        ) from None
    try:
        return Corrections.model_validate(values)
    except ValidationError as error:
        faults = [_fault(one) for one in error.errors()]
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        remedy = "mend it; docs/corrections.md lists what may stand there"
        raise InvalidFile(f"{faults[0]}{more}", where=path.name, remedy=remedy) from None


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """
    The known words that are most like one that is not known, for a message.

    >>> nearest("waiting-time", ["waiting-times", "transport"])
    ['waiting-times']
    """
    return difflib.get_close_matches(word, list(known), n=3, cutoff=0.6)


def _fault(error: ErrorDetails) -> str:
    """One fault for a person: in which entry, at which key, what is wrong."""
    place = [part for part in error["loc"] if isinstance(part, str)]
    numbers = [part for part in error["loc"] if isinstance(part, int)]
    where = f"[[{place[0]}]] number {numbers[0] + 1}: " if place and numbers else ""
    keys = ".".join(place[1:] if numbers else place)
    if error["type"] == "extra_forbidden":
        return f"{where}there is no key {keys}; {_keys(place)}"
    if error["type"] == "missing":
        return f"{where}{keys} is missing"
    if error["type"] == "tuple_type" and len(place) == 1:
        return f"{keys}: write [[{keys}]], in two brackets, before each entry"
    what = _lower(error["msg"].removeprefix("Value error, "))
    what = 'write lists of codes: { add = ["…"], remove = ["…"] }' if error["type"] == "model_type" else what
    return f"{where}{keys}: {what}" if keys else f"{where}{what}"


def _keys(place: list[str]) -> str:
    models: dict[str, type[BaseModel]] = {
        "finding": FindingCorrection,
        "link": LinkCorrection,
        "measure": MeasureCorrection,
    }
    model = models.get(place[0], Corrections) if len(place) > 1 else Corrections
    known = (LabelChanges if len(place) > 2 else model).model_fields
    return f"there are {', '.join(nearest(place[-1], known) or known)}"


def _lower(text: str) -> str:
    return re.sub(r"^[A-Z](?=[a-z ])", lambda first: first.group().lower(), text)
