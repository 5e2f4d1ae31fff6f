"""
Labelled records: what people say that a document says, and which findings they say belong together.

The form is the record's own. A finding is named by its first words (`starts`) and last words
(`ends`), by its whole `text`, or, without any of its words, by its number `n` and its
`fingerprint`. What a file leaves out was not labelled, and is not scored.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from sendgraph.errors import BadParameter, DataError, InvalidFile, Problem
from sendgraph.extraction.record import Aspect, Polarity, Section, Unit

#: The folders of a gold folder that has folders.
LABELLED: Final = "labelled"
RECURRENCE: Final = "recurrence"
#: A file of facts that may stand beside labelled records, and is none.
_FACTS: Final = "metadata.json"

_FIRST_WORDS, _LAST_WORDS = 8, 6


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class LabelledFinding(_Part):
    """A finding as a person labelled it; None stands for what was not labelled."""

    n: int
    starts: str | None = None
    ends: str | None = None
    fingerprint: str | None = Field(default=None, pattern=r"^[0-9a-f]{12}$")
    section: Section | None = None
    aspect: Aspect | None = None
    polarity: Polarity | None = None
    themes: frozenset[str] | None = None
    themes_ok: frozenset[str] = frozenset()
    services: frozenset[str] | None = None
    services_ok: frozenset[str] = frozenset()
    groups: frozenset[str] | None = None
    groups_ok: frozenset[str] = frozenset()
    responsible_bodies: tuple[str, ...] = ()
    addresses: int | None = None
    restates: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _named(cls, given: object) -> object:
        """A whole text names a finding by its first and last words."""
        if not isinstance(given, dict) or given.get("starts") is not None:
            return given
        words = str(given.get("text") or "").split()
        if words:
            return {
                **given,
                "starts": " ".join(words[:_FIRST_WORDS]),
                "ends": " ".join(words[-_LAST_WORDS:]),
            }
        if given.get("fingerprint") is None:
            raise ValueError("a finding needs starts and ends, its text, or its fingerprint")
        return given

    def labels(self, family: str) -> tuple[frozenset[str] | None, frozenset[str]]:
        """The labels of `themes`, `services` or `groups`: those required, and those that are right too."""
        required: dict[str, frozenset[str] | None] = {
            "themes": self.themes,
            "services": self.services,
            "groups": self.groups,
        }
        allowed = {"themes": self.themes_ok, "services": self.services_ok, "groups": self.groups_ok}
        return required[family], allowed[family]

    @property
    def name(self) -> str:
        """What people are told that this finding is."""
        return self.starts or f"finding {self.n} ({self.fingerprint})"


class LabelledMeasure(_Part):
    """A measure as a person labelled it; a key that is not there was not labelled."""

    finding: int | None = None
    value: float | None = None
    unit: Unit | None = None
    status: str | None = None
    scope: str | None = None
    indicator_code: str | None = None
    previous_value: float | None = None
    comparison: str | None = None
    date: str | None = None


class LabelledName(_Part):
    """A local service or a provider."""

    name: str
    type: str | None = None


class LabelledEvent(_Part):
    """Something that happened to a plan."""

    plan: str | None = None
    type: str | None = None
    date: str | None = None


class LabelledPerson(_Part):
    """An inspector or an official."""

    name: str | None = None
    body: str | None = None
    lead: bool | None = None


class LabelledRecord(_Part):
    """What a person says that a document says; None, or a key not set, stands for what was not labelled."""

    document: str
    kind: str | None = None
    area: str | None = None
    framework: str | None = None
    inspection_start: str | None = None
    inspection_end: str | None = None
    previous_inspection_start: str | None = None
    previous_inspection_end: str | None = None
    letter_date: str | None = None
    judgement: str | None = None
    next_full_inspection_years: int | None = None
    monitoring_inspection_months: int | None = None
    priority_action_plan_required: bool | None = None
    health_bodies: tuple[str, ...] | None = None
    health_bodies_ok: tuple[str, ...] = ()
    predecessor_health_bodies: tuple[str, ...] | None = None
    inspectors: tuple[LabelledPerson, ...] | None = None
    officers: tuple[LabelledPerson, ...] | None = None
    findings: tuple[LabelledFinding, ...] | None = None
    measures: tuple[LabelledMeasure, ...] | None = None
    local_services: tuple[LabelledName, ...] | None = None
    providers: tuple[LabelledName, ...] | None = None
    plan_events: tuple[LabelledEvent, ...] | None = None


class LabelledPair(_Part):
    """Two findings on one matter, by their numbers in their records."""

    later: int
    earlier: int
    confidence: Literal["sure", "arguable"] = "sure"
    because: str = ""


class LabelledPairs(_Part):
    """What of one inspection came back in a later one, and what was resolved."""

    earlier: str
    later: str
    recurs: tuple[LabelledPair, ...] | None = None
    resolved: tuple[LabelledPair, ...] | None = None


@dataclass(frozen=True, slots=True)
class Labels:
    """The labelled records by name, the pairs in the order of their files, and what could not be taken."""

    records: tuple[LabelledRecord, ...]
    pairs: tuple[LabelledPairs, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def documents(self) -> list[str]:
        """The names of all documents that the labels are of."""
        named = {record.document for record in self.records}
        named |= {name for pairs in self.pairs for name in (pairs.earlier, pairs.later)}
        return sorted(named)


def load_labels(place: Path) -> Labels:
    """
    The labels of a folder: its JSON files, or those in its `labelled/` and `recurrence/`.

    `recurrence/` is also found beside the folder. One file stands for itself, with the pairs
    that name it. A file that cannot be taken is a problem and costs the others nothing.

    Raises:
        BadParameter: where there is no such folder.
        InvalidFile: where it has no labels.
    """
    if not place.exists():
        raise BadParameter("there is no such folder", where=str(place), remedy="check the path")
    records: list[LabelledRecord] = []
    pairs: list[LabelledPairs] = []
    problems: list[Problem] = []
    for path in _files(place):
        try:
            loaded = _load(path)
        except DataError as error:
            problems.append(error.problem)
            continue
        if isinstance(loaded, LabelledRecord):
            records.append(loaded)
        elif place.is_dir() or place.stem in (loaded.earlier, loaded.later):
            pairs.append(loaded)
    if not (records or pairs or problems):
        raise InvalidFile(
            "there are no labelled records (JSON files) in it",
            where=str(place),
            remedy="name a folder of labelled records, or one with labelled/ in it",
        )
    return Labels(tuple(records), tuple(pairs), tuple(problems))


def folder_of_labels(place: Path) -> Path:
    """The folder that the labelled records themselves stand in."""
    if place.is_file():
        return place.parent
    return place / LABELLED if (place / LABELLED).is_dir() else place


def _files(place: Path) -> Iterator[Path]:
    labelled = folder_of_labels(place)
    own = [place] if place.is_file() else sorted(labelled.glob("*.json"))
    yield from (path for path in own if path.name != _FACTS)
    for folder in (place / RECURRENCE, labelled.absolute().parent / RECURRENCE):
        if folder.is_dir():
            yield from sorted(folder.glob("*.json"))
            return


def _load(path: Path) -> LabelledRecord | LabelledPairs:
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InvalidFile(f"is no JSON in UTF-8: {error}", where=str(path), remedy="mend it") from None
    if not isinstance(given, dict):
        raise InvalidFile("is no labelled record", where=str(path), remedy="see docs/evaluation.md")
    try:
        if "earlier" in given and "later" in given:
            return TypeAdapter(LabelledPairs).validate_python(given)
        record = LabelledRecord.model_validate({"document": path.stem, **given})
    except ValidationError as error:
        first = error.errors()[0]
        at = ".".join(map(str, first["loc"])) or "its start"
        what = first["msg"].removeprefix("Value error, ")
        raise InvalidFile(
            f"is no labelled record: {what} at {at}", where=str(path), remedy="see docs/evaluation.md"
        ) from None
    if record.document != path.stem:
        raise InvalidFile(
            f"the labels are of {record.document}", where=str(path), remedy="name the file after its document"
        )
    return record
