"""`/docs`: the interface in words, out of the application's own OpenAPI, without a script."""

import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote, urlencode

from sendgraph.web.problems import STATUS

_METHODS: Final = ("get", "post", "put", "patch", "delete", "options")
_KINDS: Final = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "null": "nothing",
    "object": "object",
    "array": "list",
}
_EXAMPLES: Final = {"string": "text", "integer": 1, "number": 1, "boolean": "true"}
_FORMATS: Final = {"date": "date", "date-time": "date and time", "uri": "address"}
_MOST_CHOICES: Final = 12
_IN_ADDRESSES: Final = "/?&=:,%{}~"
_JSON: Final = "application/json"
_PROBLEM: Final = "application/problem+json"
#: FastAPI declares this answer for every route with parameters; a bad one is told with 400 here.
_NOT_GIVEN: Final = "422"
#: What FastAPI says of an answer that nobody described, if not the title of its status.
_SAYS_NOTHING: Final = "Successful Response"

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter, or a member of an answer."""

    name: str
    kind: str
    description: str
    place: str = ""
    required: bool = False
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a route answers with a status; `codes` are those of the problems that it may be."""

    status: str
    title: str
    description: str
    media_types: tuple[str, ...]
    members: tuple[Value, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """A method of a route."""

    anchor: str
    method: str
    path: str
    summary: str
    paragraphs: tuple[str, ...]
    parameters: tuple[Value, ...]
    body: tuple[str, ...]
    answers: tuple[Answer, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Group:
    """Operations with one tag."""

    anchor: str
    name: str
    description: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class ProblemCode:
    """A code of a problem, its status and what HTTP calls that."""

    code: str
    status: int
    title: str


@dataclass(frozen=True, slots=True)
class Docs:
    """What the page shows."""

    title: str
    version: str
    description: str
    groups: tuple[Group, ...]
    codes: tuple[ProblemCode, ...]


def docs_view(openapi: Schema, root: str = "") -> Docs:
    """
    What the page `docs.html` shows of an application under the path `root`, as its `docs`.

    Operations stand under their first tag, in the order of the routes; those without one under `other`.
    """
    reader = _Reader(openapi, root)
    tags: dict[str, list[Operation]] = {}
    for path, item in openapi.get("paths", {}).items():
        for method in _METHODS:
            if method in item:
                shared = item.get("parameters", [])
                operation = reader.operation(path, method, item[method], shared)
                tags.setdefault((item[method].get("tags") or ["other"])[0], []).append(operation)
    described = {tag["name"]: tag.get("description", "") for tag in openapi.get("tags", [])}
    info = openapi["info"]
    return Docs(
        title=info["title"],
        version=info["version"],
        description=info.get("description", ""),
        groups=tuple(
            Group(_anchor("group", tag), tag, described.get(tag, ""), tuple(operations))
            for tag, operations in tags.items()
        ),
        codes=tuple(
            ProblemCode(code, status, HTTPStatus(status).phrase)
            for code, status in sorted(STATUS.items(), key=lambda item: (item[1], item[0]))
        ),
    )


class _Reader:
    """Reads operations out of one OpenAPI document."""

    def __init__(self, openapi: Schema, root: str) -> None:
        self._openapi = openapi
        self._root = root

    def operation(self, path: str, method: str, told: Schema, shared: Iterable[Schema]) -> Operation:
        declared = [self._resolved(p) for p in [*shared, *told.get("parameters", [])]]
        media_types = self._resolved(told.get("requestBody", {})).get("content", {})
        return Operation(
            anchor=_anchor(method, path),
            method=method.upper(),
            path=self._root + path,
            summary=told.get("summary", ""),
            paragraphs=tuple(re.split(r"\n\s*\n", told.get("description", "").strip())),
            parameters=tuple(self._parameter(p) for p in declared),
            body=tuple(media_types),
            answers=tuple(
                self._answer(status, self._resolved(answer))
                for status, answer in told.get("responses", {}).items()
                if status != _NOT_GIVEN
            ),
            example=self._example(path, method, declared, media_types),
        )

    def _resolved(self, told: Schema) -> Schema:
        """What a reference refers to, within the document."""
        for _ in range(10):
            if "$ref" not in told:
                break
            found: Any = self._openapi
            for part in told["$ref"].removeprefix("#/").split("/"):
                found = found[part.replace("~1", "/").replace("~0", "~")]
            told = found
        return told

    def _parameter(self, told: Schema) -> Value:
        schema = self._resolved(told.get("schema", {}))
        default = schema.get("default")
        return Value(
            name=told["name"],
            kind=self.kind(schema).removesuffix(" or nothing"),
            description=told.get("description") or schema.get("description", ""),
            place=told["in"],
            required=bool(told.get("required")),
            default=None if default in (None, "", []) else _shown(default),
        )

    def _answer(self, status: str, told: Schema) -> Answer:
        content = told.get("content", {})
        schema = self._resolved(content.get(_JSON, {}).get("schema", {}))
        number = int(status) if status.isdigit() else 0
        title = HTTPStatus(number).phrase if number else "any other"
        description = told.get("description", "")
        return Answer(
            status=status,
            title=title,
            description="" if description in (title, _SAYS_NOTHING) else description,
            media_types=tuple(content),
            members=tuple(self._members(schema)) if number < HTTPStatus.BAD_REQUEST else (),
            codes=tuple(sorted(code for code, other in STATUS.items() if other == number)),
        )

    def _members(self, schema: Schema) -> Iterable[Value]:
        required = schema.get("required", ())
        for name, member in schema.get("properties", {}).items():
            description = member.get("description") or self._resolved(member).get("description", "")
            yield Value(name, self.kind(member), description, required=name in required)

    def kind(self, schema: Schema) -> str:
        """What a schema lets through, in words."""
        if "$ref" in schema:
            name = str(schema["$ref"].rsplit("/", 1)[-1])
            resolved = self._resolved(schema)
            return self.kind(resolved) if "enum" in resolved else name.removesuffix("Model")
        for several in ("anyOf", "oneOf"):
            if several in schema:
                kinds = dict.fromkeys(self.kind(one) for one in schema[several])
                return " or ".join(kinds)
        if "enum" in schema:
            return _one_of(schema["enum"])
        if "const" in schema:
            return f"always {_shown(schema['const'])}"
        if schema.get("type") == "array":
            bounds = _bounds(schema, "minItems", "maxItems")
            return f"list of {self.kind(schema.get('items', {}))}{f' ({bounds} of them)' if bounds else ''}"
        kind = _FORMATS.get(schema.get("format", "")) or _KINDS.get(schema.get("type", ""), "anything")
        if lengths := _bounds(schema, "minLength", "maxLength"):
            return f"{kind}, {lengths} characters"
        if numbers := _bounds(schema, "minimum", "maximum"):
            return f"{kind}, {numbers}"
        return kind

    def _example(self, path: str, method: str, declared: list[Schema], media_types: Schema) -> str:
        """A call that one can paste, where `SERVER` is this server's address."""
        values = {(p["in"], p["name"]): self._example_value(p) for p in declared if self._in_example(p)}
        for (place, name), value in values.items():
            if place == "path":
                path = path.replace("{" + name + "}", quote(value))
        asked = [(name, value) for (place, name), value in values.items() if place == "query"]
        words = ["curl"]
        if method != "get":
            words += ["--request", method.upper()]
        for media_type in list(media_types)[:1]:
            words += ["--header", shlex.quote(f"Content-Type: {media_type}"), "--data", "@request"]
        address = path + (f"?{urlencode(asked, safe='/:,', quote_via=quote)}" if asked else "")
        # Nothing that a shell looks for within double quotes is left in the address.
        return " ".join([*words, f'"$SERVER{quote(self._root + address, safe=_IN_ADDRESSES)}"'])

    @staticmethod
    def _in_example(parameter: Schema) -> bool:
        return bool(parameter.get("required") or "example" in parameter or parameter.get("examples"))

    def _example_value(self, parameter: Schema) -> str:
        schema = self._resolved(parameter.get("schema", {}))
        named = [example.get("value") for example in parameter.get("examples", {}).values()]
        listed = schema.get("examples", [])
        quoted = re.findall(r"`([^`]+)`", parameter.get("description") or schema.get("description") or "")
        for value in (parameter.get("example"), *named, *listed, *schema.get("enum", []), *quoted):
            if value is not None:
                return _shown(value)
        return _shown(schema.get("default", _EXAMPLES.get(schema.get("type", "string"), "text")))


def _one_of(values: Sequence[object]) -> str:
    """
    A choice in words: all of a short one, the first few of a long one, which OpenAPI has whole.

    >>> _one_of(["up", "down"]), _one_of(range(100))
    ('one of up, down', 'one of 100, such as 0, 1, 2')
    """
    if len(values) <= _MOST_CHOICES:
        return "one of " + ", ".join(_shown(value) for value in values)
    return f"one of {len(values)}, such as " + ", ".join(_shown(value) for value in values[:3])


def _bounds(schema: Schema, least: str, most: str) -> str:
    low, high = schema.get(least), schema.get(most)
    if low is not None and high is not None:
        return f"{low:,} to {high:,}"
    if high is not None:
        return f"at most {high:,}"
    return f"at least {low:,}" if low is not None else ""


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _anchor(*parts: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", "-".join(parts).lower()).strip("-")
