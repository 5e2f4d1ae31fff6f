"""What FastAPI tells of its routes, completed: problems, headers, conditional requests."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sendgraph.web.openapi.components import (
    ANY_REQUEST,
    FROM_WORKERS,
    Told,
    headers,
    if_none_match,
    not_modified,
    problems,
    ref,
)

#: The tag of routes that answer of the process; all others answer from the release.
_OPERATIONS: Final = "operations"
#: FastAPI's own answer to bad parameters, which are told with 400 here.
_NEVER: Final = "422"
_NEVER_SCHEMAS: Final = ("HTTPValidationError", "ValidationError")
#: Enumerations from this length on are told once and referred to.
_LONG: Final = 10
_FROM_DATA: Final = ("ETag", "Vary", "Cache-Control", "X-Request-ID")


def complete(openapi: Told) -> None:
    """Complete what FastAPI told, in place."""
    for item in openapi["paths"].values():
        for told in item.values():
            _complete(told)
    for name in _NEVER_SCHEMAS:
        openapi.get("components", {}).get("schemas", {}).pop(name, None)


def _complete(told: Told) -> None:
    responses, parameters = told["responses"], told.setdefault("parameters", [])
    responses.pop(_NEVER, None)
    from_data = _OPERATIONS not in told["tags"]
    for parameter in parameters:
        parameter["schema"] = _without_null(parameter["schema"])
    for status, answer in list(responses.items()):
        if status.isdigit() and int(status) >= 400:
            responses.pop(status)
            responses |= _words(problems(int(status)))
        elif status.startswith("2"):
            always = _FROM_DATA if from_data else ("Cache-Control", "X-Request-ID")
            answer["headers"] = headers(always) | answer.get("headers", {})
        elif status.startswith("3"):
            always = ("Location", "Vary", "Cache-Control", "X-Request-ID")
            answer["headers"] = headers(always) | answer.get("headers", {})
    if from_data:
        parameters.append(if_none_match())
        responses["304"] = not_modified()
    statuses = {*ANY_REQUEST, *(FROM_WORKERS if from_data or told["responses"].get("503") else ())}
    responses |= _words(problems(*statuses))
    told["responses"] = dict(sorted(responses.items()))


def _words(responses: Mapping[int | str, Told]) -> Told:
    return {str(status): answer for status, answer in responses.items()}


def _without_null(schema: Told) -> Told:
    """A schema of a parameter: an address has no null, only parameters that are not there."""
    kinds = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    if len(kinds) != 1:
        return schema
    return {**kinds[0], **{name: value for name, value in schema.items() if name != "anyOf"}}


def share_enumerations(openapi: Told) -> None:
    """
    Tell every long enumeration that stands in several places once, and refer to it.

    It is called by the first parameter that has it: `theme` gives `ThemeValue`.
    """
    seen: dict[tuple[str, ...], list[tuple[str, Told]]] = {}
    for name, schema in _schemas_of_parameters(openapi):
        values = schema.get("enum")
        if values and len(values) >= _LONG:
            seen.setdefault(tuple(values), []).append((name, schema))
    shared = openapi["components"]["schemas"]
    for values, places in seen.items():
        name = f"{places[0][0].replace('-', ' ').title().replace(' ', '')}Value"
        if len(places) < 2 or name in shared:
            continue
        shared[name] = {"type": "string", "enum": list(values)}
        for _, schema in places:
            schema.clear()
            schema.update(ref("schemas", name))


def _schemas_of_parameters(openapi: Told) -> Iterator[tuple[str, Told]]:
    for item in openapi["paths"].values():
        for told in item.values():
            if not isinstance(told, dict):
                continue
            for parameter in told.get("parameters", ()):
                schema: Any = parameter.get("schema", {})
                yield parameter.get("name", ""), schema
                if isinstance(schema.get("items"), dict):
                    yield parameter["name"], schema["items"]
