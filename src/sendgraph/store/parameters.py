"""
From declared, typed values to RDF terms of a query: the one place where SPARQL meets a value.

A value never becomes text of a query. It is resolved to an IRI, number, date or string
by the type that its parameter declares, and written as a term into a place that the
query holds ready for it: a line `VALUES ?name { UNDEF }` (or with its default in the
place of `UNDEF`, which stands for any value), or the last line `LIMIT n`.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Literal, Self, get_args

import pyoxigraph
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from sendgraph.errors import BadParameter
from sendgraph.graph.namespaces import rebase
from sendgraph.store.names import Names, fold

ConceptType = Literal[
    "theme",
    "service",
    "group",
    "indicator",
    "framework",
    "judgement",
    "section",
    "aspect",
    "polarity",
    "unit",
    "comparison",
    "status",
    "scope",
    "region",
    "document-kind",
]
ThingType = Literal["area", "inspection", "document", "finding", "body", "person"]
ParameterType = Literal[ConceptType, ThingType, "date", "integer", "text", "choice"]
Value = str | int | date

_CONCEPTS: frozenset[str] = frozenset(get_args(ConceptType))
_THINGS: frozenset[str] = frozenset(get_args(ThingType))
_XSD_DATE = pyoxigraph.NamedNode("http://www.w3.org/2001/XMLSchema#date")
_SLUG = re.compile(r"[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*")
_INTEGER = re.compile(r"-?[0-9]{1,18}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MAX_TEXT = 200
_PLACE = re.compile(r"^([ \t]*VALUES \?(\w+) \{) ([^{}\n]*) (\})[ \t]*$", re.MULTILINE)
_LIMIT = re.compile(r"^LIMIT ([0-9]+)\s*\Z", re.MULTILINE)


class Parameter(BaseModel):
    """
    One declared parameter of a question.

    `many` allows several values (any of them); `values` narrows the notations of a
    concept type and lists those of a `choice`; `minimum` and `maximum` bound integers
    and dates. A parameter without a value or default binds nothing, which means all.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[a-z][a-z_]*$")
    type: ParameterType
    description: str = Field(min_length=1)
    many: bool = False
    required: bool = False
    default: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    minimum: int | date | None = None
    maximum: int | date | None = None

    @field_validator("default", mode="before")
    @classmethod
    def _several(cls, given: object) -> object:
        if isinstance(given, list | tuple):
            return tuple(str(one) for one in given)
        return (str(given),)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        ranged = int if self.type == "integer" else date if self.type == "date" else None
        bounds = [bound for bound in (self.minimum, self.maximum) if bound is not None]
        if bounds and (ranged is None or not all(isinstance(bound, ranged) for bound in bounds)):
            raise ValueError(f"minimum and maximum do not fit the type {self.type}")
        if self.values and self.type != "choice" and self.type not in _CONCEPTS:
            raise ValueError(f"the type {self.type} takes no list of values")
        if self.type == "choice" and not self.values:
            raise ValueError("a choice needs its values")
        if len(self.default) > 1 and not self.many:
            raise ValueError("several defaults, but only one value is taken")
        return self

    def allowed(self, names: Names | None = None) -> tuple[str, ...]:
        """
        The values that it takes where they can be listed, else nothing.

        >>> Parameter(name="polarity", type="polarity", description="…").allowed()
        ('mixed', 'negative', 'positive')
        """
        return self.values or (names or Names.shipped()).allowed(self.type)


def bind(
    sparql: str,
    parameters: Mapping[str, Parameter],
    values: Mapping[str, Value | Sequence[Value] | None],
    *,
    base_iri: str,
    names: Names | None = None,
) -> str:
    """
    The query with the values as terms in its declared places, under the given base.

    A parameter that is not given takes its default; an empty value takes none, which means all.

    >>> area = Parameter(name="area", type="area", description="…", many=True)
    >>> bind("SELECT * {\\n  VALUES ?area { UNDEF }\\n}", {"area": area}, {"area": "Halton"},
    ...     base_iri="https://w3id.org/sendgraph/").splitlines()[1]
    '  VALUES ?area { <https://w3id.org/sendgraph/id/area/halton> }'

    Raises:
        BadParameter: for a parameter that is not declared or missing, or a value that its type cannot take.
    """
    for name in values:
        if name not in parameters:
            raise BadParameter(
                "there is no such parameter", where=_shown(name), remedy=_choose(name, tuple(parameters))
            )
    known = names or Names.shipped()
    bound = {
        parameter.name: terms(parameter, values.get(parameter.name), base_iri=base_iri, names=known)
        for parameter in parameters.values()
    }

    def fill(place: re.Match[str]) -> str:
        if place[2] not in bound:
            return place[0]
        return f"{place[1]} {' '.join(bound[place[2]]) or 'UNDEF'} {place[4]}"

    text = _PLACE.sub(fill, rebase(sparql, base_iri))
    if bound.get("limit"):
        text = _LIMIT.sub(lambda _: f"LIMIT {bound['limit'][0]}\n", text)
    return text


def terms(
    parameter: Parameter,
    given: Value | Sequence[Value] | None,
    *,
    base_iri: str,
    names: Names | None = None,
) -> tuple[str, ...]:
    """
    The values of one parameter as serialised RDF terms, each once; none where nothing is bound.

    >>> when = Parameter(name="from", type="date", description="…")
    >>> terms(when, "2022-07-01", base_iri="https://w3id.org/sendgraph/")
    ('"2022-07-01"^^<http://www.w3.org/2001/XMLSchema#date>',)

    Raises:
        BadParameter: where a value does not fit, too many are given, or a required one is missing.
    """
    if given is None:
        words: list[str] = list(parameter.default)
    elif isinstance(given, str) or not isinstance(given, Sequence):
        words = [str(given)]
    else:
        words = [str(one) for one in given]
    words = [word for word in words if word.strip()]
    if parameter.required and not words:
        raise BadParameter("a value is required", where=parameter.name, remedy=_form(parameter))
    if len(words) > 1 and not parameter.many:
        raise BadParameter("only one value is taken", where=parameter.name, remedy="ask once for each")
    known = names or Names.shipped()
    return tuple(dict.fromkeys(_term(parameter, word, base_iri, known) for word in words))


def places(sparql: str) -> list[tuple[str, str]]:
    """
    Every place for a value in a query, with what stands there: the limit is one of them.

    >>> places("SELECT * {\\n  VALUES ?area { UNDEF }\\n}\\nLIMIT 10")
    [('area', 'UNDEF'), ('limit', '10')]
    """
    found = [(place[2], place[3]) for place in _PLACE.finditer(sparql)]
    limit = _LIMIT.search(sparql)
    return [*found, ("limit", limit[1])] if limit else found


def _term(parameter: Parameter, word: str, base_iri: str, names: Names) -> str:
    kind = parameter.type
    if kind in _CONCEPTS:
        return _concept(parameter, word.strip(), base_iri, names)
    if kind in _THINGS:
        return _thing(parameter, word.strip(), base_iri, names)
    if kind == "integer":
        return _integer(parameter, word.strip())
    if kind == "date":
        return _date(parameter, word.strip())
    if kind == "choice":
        if word.strip() not in parameter.values:
            raise _unfit(parameter, word, _choose(word, parameter.values))
        return _literal(word.strip())
    if _FORBIDDEN.search(word) or len(word) > _MAX_TEXT:
        raise _unfit(parameter, word, f"give plain text of at most {_MAX_TEXT} characters")
    return _literal(word)


def _concept(parameter: Parameter, word: str, base_iri: str, names: Names) -> str:
    start = f"{base_iri}def/{parameter.type}/"
    short = word.removeprefix(start).removeprefix(f"{parameter.type}:").removeprefix(f"{parameter.type}/")
    notation = names.slug(parameter.type, short)
    if notation is None or (parameter.values and notation not in parameter.values):
        raise _unfit(parameter, word, _choose(short, parameter.allowed(names)))
    return str(pyoxigraph.NamedNode(start + notation))


def _thing(parameter: Parameter, word: str, base_iri: str, names: Names) -> str:
    start = f"{base_iri}id/{parameter.type}/"
    for form in (start, f"id/{parameter.type}/", f"{parameter.type}/"):
        rest = word.removeprefix(form)
        if rest != word and _SLUG.fullmatch(rest):
            return str(pyoxigraph.NamedNode(start + (names.slug(parameter.type, rest) or rest)))
    slug = names.slug(parameter.type, word)
    if slug is None:
        known = names.allowed(parameter.type)
        raise _unfit(parameter, word, _choose(word, known) if known else _form(parameter))
    return str(pyoxigraph.NamedNode(start + slug))


def _integer(parameter: Parameter, word: str) -> str:
    number = int(word) if _INTEGER.fullmatch(word) else None
    low, high = parameter.minimum, parameter.maximum
    below = number is not None and isinstance(low, int) and number < low
    above = number is not None and isinstance(high, int) and number > high
    if number is None or below or above:
        raise _unfit(parameter, word, _form(parameter))
    return str(number)


def _date(parameter: Parameter, word: str) -> str:
    try:
        day = date.fromisoformat(word) if _DAY.fullmatch(word) else None
    except ValueError:
        day = None
    low, high = parameter.minimum, parameter.maximum
    below = day is not None and isinstance(low, date) and day < low
    above = day is not None and isinstance(high, date) and day > high
    if day is None or below or above:
        raise _unfit(parameter, word, _form(parameter))
    return str(pyoxigraph.Literal(day.isoformat(), datatype=_XSD_DATE))


def _literal(text: str) -> str:
    """
    A string as a SPARQL literal.

    A backslash never stands before `u`: an engine that resolves code point escapes
    before it reads the query would otherwise find one in `\\\\u0022`.
    """
    written = str(pyoxigraph.Literal(text))
    return re.sub(r"\\\\([uU])", lambda found: f"\\\\\\u{ord(found[1]):04X}", written)


def _form(parameter: Parameter) -> str:
    if parameter.type in ("integer", "date"):
        what = "a whole number" if parameter.type == "integer" else "a day as YYYY-MM-DD"
        limits = [f"from {parameter.minimum}"] if parameter.minimum is not None else []
        limits += [f"to {parameter.maximum}"] if parameter.maximum is not None else []
        return " ".join(["give", what, *limits])
    if parameter.type in _THINGS:
        name = " or its name" if parameter.type == "area" else ""
        return f"give its IRI, in full or as {parameter.type}/…{name}"
    return f"give {parameter.description[0].lower()}{parameter.description[1:].rstrip('.')}"


def _choose(word: str, allowed: Sequence[str]) -> str:
    if not allowed:
        return "leave it out"
    if len(allowed) <= 12:
        return f"choose from {', '.join(allowed)}"
    folded = {fold(one): one for one in allowed}
    near = get_close_matches(fold(word)[:_MAX_TEXT], folded, n=3, cutoff=0.7)
    if near:
        return f"did you mean {' or '.join(folded[one] for one in near)}?"
    return f"choose one of {len(allowed)}, such as {', '.join(allowed[:3])}"


def _unfit(parameter: Parameter, word: str, remedy: str) -> BadParameter:
    return BadParameter(f"{_shown(word)} is no {parameter.type}", where=parameter.name, remedy=remedy)


def _shown(word: str) -> str:
    """A value as an error may print it: short, on one line, nothing that a terminal obeys."""
    shown = repr(word) if word.isprintable() else ascii(word)
    return shown if len(shown) <= 80 else f"{shown[:79]}…"
