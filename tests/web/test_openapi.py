"""The description of the interface: valid, of every route there is, and true where one asks."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import jsonschema_rs
import pytest
from fastapi import FastAPI
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR
from starlette.routing import BaseRoute, Match, Route

from sendgraph.settings import Settings
from sendgraph.web import create_app
from sendgraph.web.openapi import problems
from sendgraph.web.problems import STATUS

METHODS = {"get", "head", "post", "options"}
TAGS = [
    "sparql",
    "linked data",
    "vocabulary",
    "lists",
    "graph",
    "questions",
    "catalogue",
    "operations",
    "pages",
]


@pytest.fixture(scope="module")
def app(sample_release: Path) -> FastAPI:
    return create_app(sample_release, Settings())


@pytest.fixture(scope="module")
def openapi(app: FastAPI) -> dict[str, Any]:
    return app.openapi()


def operations(openapi: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and operation, with the parameters of the path."""
    for path, item in openapi["paths"].items():
        for method in METHODS & set(item):
            told = item[method]
            yield (
                path,
                method,
                {**told, "parameters": [*item.get("parameters", ()), *told.get("parameters", ())]},
            )


def resolved(openapi: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in told:
        found: Any = openapi
        for part in told["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        told = found
    return told


def inside(told: object) -> Iterator[dict[str, Any]]:
    """Every object of the description."""
    if isinstance(told, dict):
        yield told
        for value in told.values():
            yield from inside(value)
    elif isinstance(told, list):
        for value in told:
            yield from inside(value)


def values_of(openapi: dict[str, Any], parameter: dict[str, Any]) -> list[Any]:
    """The examples of a parameter."""
    schema = resolved(openapi, parameter["schema"])
    named = [one["value"] for one in parameter.get("examples", {}).values()]
    given = [parameter["example"]] if "example" in parameter else []
    return [*given, *named, *schema.get("examples", ()), *schema.get("enum", ())]


def address(openapi: dict[str, Any], path: str, told: dict[str, Any]) -> str | None:
    """An address of a path made of its examples; None where a parameter that it needs has none."""
    asked = []
    for one in (resolved(openapi, parameter) for parameter in told["parameters"]):
        if not one.get("required"):
            continue
        values = values_of(openapi, one)
        if not values:
            return None
        if one["in"] == "path":
            path = path.replace("{" + one["name"] + "}", quote(str(values[0])))
        else:
            asked.append(f"{one['name']}={quote(str(values[0]))}")
    return f"{path}?{'&'.join(asked)}" if asked else path


def routes_of(routes: Iterable[BaseRoute]) -> Iterator[Route]:
    """The routes of an application, those of its routers, too."""
    for route in routes:
        nested = getattr(route, "original_router", None)
        if nested is not None:
            yield from routes_of(nested.routes)
        elif isinstance(route, Route):
            yield route


def test_it_is_openapi(openapi: dict[str, Any]) -> None:
    OPENAPI_31_VALIDATOR.validate(openapi)
    for part in inside(openapi):
        if "$ref" in part:
            assert resolved(openapi, part)
        if "schema" in part and "name" in part:
            jsonschema_rs.meta.validate(part["schema"])
    for schema in openapi["components"]["schemas"].values():
        jsonschema_rs.meta.validate(schema)
    assert json.loads(json.dumps(openapi)) == openapi


def test_nothing_is_told_in_vain(openapi: dict[str, Any]) -> None:
    """Every shared part is used; each operation has a name of its own, a tag that is described, a summary."""
    used = {part["$ref"] for part in inside(openapi) if "$ref" in part}
    for kind in ("schemas", "responses", "parameters"):
        unused = {name for name in openapi["components"][kind] if f"#/components/{kind}/{name}" not in used}
        assert unused <= {"BadGateway", "MethodNotAllowed"}
    names = [told["operationId"] for _, _, told in operations(openapi)]
    assert len(names) == len(set(names))
    assert [tag["name"] for tag in openapi["tags"]] == TAGS
    assert all(tag["description"] for tag in openapi["tags"])
    for path, _, told in operations(openapi):
        assert told["tags"] in [[tag] for tag in TAGS], path
        assert told["summary"], path


def test_every_route_is_told_and_nothing_else(app: FastAPI, openapi: dict[str, Any]) -> None:
    """Each operation leads to a route that answers its method, and each method of each route is told."""
    routes = list(routes_of(app.router.routes))
    methods = {(route.path, method) for route in routes for method in route.methods or ()}
    told: set[tuple[str, str]] = set()
    for path, method, operation in operations(openapi):
        filled = [address(openapi, path, operation) or path]
        ending = next(
            (p for p in map(resolver(openapi), operation["parameters"]) if p["name"] == "form"), None
        )
        if ending is not None:
            filled = [
                filled[0].replace(f".{values_of(openapi, ending)[0]}", f".{form}")
                for form in values_of(openapi, ending)
            ]
        for place in filled:
            scope = {
                "type": "http",
                "method": method.upper(),
                "path": re.sub(r"[?].*", "", place),
                "headers": [],
            }
            route = next((r for r in routes if r.matches(scope)[0] is Match.FULL), None)
            assert route is not None, (method, place)
            told.add((route.path, method.upper()))
    # `.json` is one of the endings that `/def` refuses, for all of it is too much for plain JSON.
    assert methods - told == {("/def.json", "GET"), ("/def.json", "HEAD")}


def resolver(openapi: dict[str, Any]) -> Any:
    return lambda told: resolved(openapi, told)


def test_problems_are_told_by_their_codes(openapi: dict[str, Any]) -> None:
    assert set(problems(*set(STATUS.values()))) == set(STATUS.values())
    text = json.dumps(openapi)
    assert "HTTPValidationError" not in text
    for path, method, told in operations(openapi):
        assert "422" not in told["responses"], path
        assert {"400", "429", "500"} <= set(told["responses"]), path
        for status, answer in told["responses"].items():
            answer = resolved(openapi, answer)
            if int(status) >= 400:
                assert set(answer["content"]) == {"application/problem+json", "text/html"}, (path, status)
            assert "X-Request-ID" in answer["headers"] or status in ("400", "408", "414", "431"), (
                path,
                status,
            )
            if status in ("301", "302", "303"):
                assert answer["headers"]["Location"] == {"$ref": "#/components/headers/LocationAlways"}
        assert ("304" in told["responses"]) == any(
            resolved(openapi, one)["name"] == "If-None-Match" for one in told["parameters"]
        ), (path, method)


def test_examples_fit_their_schemas(openapi: dict[str, Any]) -> None:
    checked = 0
    for _, _, told in operations(openapi):
        for one in map(resolver(openapi), told["parameters"]):
            schema = {**one["schema"], "components": openapi["components"]}
            for value in values_of(openapi, one):
                one_of_many = one["schema"].get("type") == "array" and not isinstance(value, list)
                jsonschema_rs.validate(schema, [value] if one_of_many else value)
                checked += 1
            if "default" in one["schema"]:
                jsonschema_rs.validate(schema, one["schema"]["default"])
    assert checked > 100


def test_every_path_answers_as_it_says(shipped: httpx.Client) -> None:
    """GET and HEAD of each path, filled in with its examples: a status and a media type that are told."""
    openapi = shipped.get("/openapi.json").json()
    asked = 0
    for path, method, told in operations(openapi):
        place = address(openapi, path, told)
        if method not in ("get", "head") or place is None:
            continue
        response = shipped.request(method.upper(), place)
        answer = resolved(openapi, told["responses"].get(str(response.status_code), {"headers": {}}))
        assert response.status_code in (200, 302, 303, 404), (method, place)
        assert response.status_code != 404 or path.startswith(("/def/{scheme}", "/api/")), (method, place)
        assert str(response.status_code) in told["responses"], (method, place)
        for name, header in answer["headers"].items():
            assert not resolved(openapi, header).get("required") or name in response.headers, (place, name)
        media_type = response.headers.get("content-type", "").partition(";")[0]
        assert media_type in answer.get("content", {"": {}}), (method, place)
        asked += 1
    assert asked > 90


def test_it_is_a_document_like_others(server: httpx.Client) -> None:
    response = server.get("/openapi.json")
    assert response.headers["content-type"] == "application/json"
    held = {"If-None-Match": response.headers["etag"]}
    assert server.get("/openapi.json", headers=held).status_code == 304
    assert response.json()["servers"] == [{"url": "/"}]
    page = server.get("/docs")
    assert server.get("/docs", headers={"If-None-Match": page.headers["etag"]}).status_code == 304
    for path, method, _ in operations(response.json()):
        if method != "head":
            name = re.sub(r"[^a-z0-9]+", "-", f"{method}-{path}".lower()).strip("-")
            assert f'id="{name}"' in page.text


def test_limits_and_prefix_are_those_of_the_settings(sample_release: Path) -> None:
    settings = Settings(path_prefix="/send", query_seconds=2.5, max_rows=77_777)
    openapi = create_app(sample_release, settings).openapi()
    told = openapi["paths"]["/sparql"]["get"]
    assert openapi["servers"] == [{"url": "/send"}]
    assert "77,777 rows" in told["description"]
    timeout = next(one for one in told["parameters"] if one.get("name") == "timeout")
    assert (timeout["schema"]["maximum"], timeout["schema"]["minimum"]) == (2.5, 0.1)


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/doc/area/nowhere", 404),
        ("/doc/area/northby", 304),
        ("/docs", 304),
        ("/sparql?query=ASK%20%7B%7D", 304),
    ],
)
def test_any_means_what_there_is(server: httpx.Client, target: str, status: int) -> None:
    assert server.get(target, headers={"If-None-Match": "*"}).status_code == status


def test_a_form_is_right_where_the_address_differs(server: httpx.Client) -> None:
    response = server.post(
        "/sparql?format=csv&timeout=99", data={"query": "ASK {}", "format": "xml", "timeout": "1"}
    )
    assert response.headers["content-type"] == "application/sparql-results+xml"


@pytest.mark.parametrize(
    ("form", "media_type"), [("json", "application/ld+json"), ("xml", "application/rdf+xml")]
)
def test_the_service_description_takes_the_same_formats(
    server: httpx.Client, form: str, media_type: str
) -> None:
    assert server.get("/sparql", params={"format": form}).headers["content-type"].startswith(media_type)
