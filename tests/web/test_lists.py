"""`/api/areas` and the other lists through the real server: rows, filters, pages, forms, refusals."""

import csv
import io
import re
from typing import Any

import httpx
import pytest

from sendgraph.lists import LISTS
from sendgraph.release import Release
from sendgraph.settings import Settings
from sendgraph.web import create_app

from .conftest import Serve

NAMES = [one.name for one in LISTS]
LINK = re.compile(r'<([^>]*)>; rel="(\w+)"')


def links(response: httpx.Response) -> dict[str, str]:
    return {turn: address for address, turn in LINK.findall(response.headers["link"])}


def test_a_page_is_typed_json_with_links(shipped: httpx.Client) -> None:
    response = shipped.get("/api/areas", params={"region": "North West", "limit": 1, "after": "halt"})
    assert response.status_code == 200
    kept = ("content-type", "vary", "cache-control", "total-rows", "left-out-rows")
    assert [response.headers[name] for name in kept] == ["application/json", "Accept", "no-cache", "24", "16"]
    body = response.json()
    (halton,) = body.pop("rows")
    assert body == {"total": 24, "truncated": True, "left_out": 16, "next": "halton"}
    assert (halton["slug"], halton["path"]) == ("halton", "/doc/area/halton")
    assert halton["latest_judgement"]["slug"] == "systemic-failings"
    assert links(response) == {
        "first": "/api/areas?region=North+West&limit=1",
        "next": "/api/areas?region=North+West&limit=1&after=halton",
    }
    assert shipped.get(halton["path"], headers={"accept": "application/json"}).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_following_next_gives_the_whole_list_once(shipped: httpx.Client, name: str) -> None:
    whole = shipped.get(f"/api/{name}", params={"limit": 1_000}).json()
    rows: list[dict[str, Any]] = []
    address: str | None = f"/api/{name}?limit=60"
    while address:
        response = shipped.get(address)
        rows += response.json()["rows"]
        address = links(response).get("next")
    assert rows == whole["rows"] and len(rows) == whole["total"]
    alone = shipped.get(f"/api/{name}/{rows[-1]['slug']}")
    assert (alone.status_code, alone.json()) == (200, rows[-1])


@pytest.mark.parametrize("name", NAMES)
def test_csv_has_the_rows_of_the_json(shipped: httpx.Client, name: str) -> None:
    address = f"/api/{name}?limit=7"
    response = shipped.get(address, headers={"accept": "text/csv;q=0.9, application/json;q=0.5"})
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}.csv"
    table = list(csv.DictReader(io.StringIO(response.text, newline="")))
    as_json = shipped.get(address)
    assert [row["slug"] for row in table] == [row["slug"] for row in as_json.json()["rows"]]
    assert links(response) == links(as_json)
    assert response.headers["etag"] != as_json.headers["etag"]
    asked = shipped.get(f"{address}&format=csv", headers={"accept": "application/json"})
    assert (asked.content, asked.headers["content-type"]) == (response.content, "text/csv; charset=utf-8")


def test_one_row_as_csv(shipped: httpx.Client) -> None:
    response = shipped.get("/api/findings/halton-2017-03-27/strength/2", params={"format": "csv"})
    (row,) = csv.DictReader(io.StringIO(response.text, newline=""))
    assert (row["slug"], row["polarity"], row["areaLabel"]) == (
        "halton-2017-03-27/strength/2",
        "positive",
        "Halton",
    )
    name = "attachment; filename*=UTF-8''halton-2017-03-27-strength-2.csv"
    assert response.headers["content-disposition"] == name


def test_head_and_a_tag_spare_the_body(shipped: httpx.Client) -> None:
    response = shipped.get("/api/themes", params={"area": "Halton"})
    head = shipped.head("/api/themes", params={"area": "Halton"})
    assert (head.status_code, head.content) == (200, b"")
    for name in ("etag", "link", "content-type", "total-rows", "content-length"):
        assert head.headers[name] == response.headers[name]
    held = {"if-none-match": response.headers["etag"]}
    again = shipped.get("/api/themes", params={"area": "Halton"}, headers=held)
    assert (again.status_code, again.content, again.headers["vary"]) == (304, b"", "Accept")
    assert shipped.get("/api/themes", params={"area": "Medway"}, headers=held).status_code == 200


def test_a_former_slug_leads_to_the_present_one(shipped: httpx.Client) -> None:
    response = shipped.get("/api/inspections/halton-2017-03", params={"format": "csv"})
    assert (response.status_code, response.headers["location"]) == (
        301,
        "/api/inspections/halton-2017-03-27?format=csv",
    )


@pytest.mark.parametrize(
    ("address", "status", "code", "where"),
    [
        ("/api/areas?colour=red", 400, "bad-parameter", "colour"),
        ("/api/areas?from_=2020-01-01", 400, "bad-parameter", "from_"),
        ("/api/areas?from=2020", 400, "bad-parameter", "from"),
        ("/api/areas?limit=0", 400, "bad-parameter", "limit"),
        ("/api/areas?limit=1001", 400, "bad-parameter", "limit"),
        ("/api/areas?limit=1&limit=2", 400, "bad-parameter", "limit"),
        ("/api/findings?theme=waitng-times", 400, "bad-parameter", "theme"),
        ("/api/findings?theme=x%22%7D%20UNION%20%7B", 400, "bad-parameter", "theme"),
        ("/api/findings?q=", 400, "bad-parameter", "q"),
        ("/api/findings?indicator=x", 400, "bad-parameter", "indicator"),
        ("/api/areas?format=xml", 400, "bad-parameter", "format"),
        ("/api/areas/nowhere", 404, "not-found", "nowhere"),
        ("/api/areas/", 404, "not-found", None),
        ("/api/areas/halton?limit=1", 400, "bad-parameter", "limit"),
    ],
)
def test_refusals(shipped: httpx.Client, address: str, status: int, code: str, where: str | None) -> None:
    response = shipped.get(address)
    problem = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert (response.status_code, problem["code"], problem.get("where")) == (status, code, where)


def test_what_is_not_offered_or_not_allowed(shipped: httpx.Client) -> None:
    refused = shipped.get("/api/areas", headers={"accept": "text/turtle"})
    assert (refused.status_code, refused.json()["code"]) == (406, "not-acceptable")
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        for address in ("/api/areas", "/api/areas/halton"):
            refused = shipped.request(method, address)
            assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD")


def test_any_text_is_taken_as_text(shipped: httpx.Client) -> None:
    """Words that are code elsewhere find nothing here, and break nothing."""
    for word in ("' OR qzx=1 --", "<script>qzx</script>", "a\x00qzx", "＝qzx", "𝒳" * 50, "?!", "\u0301"):
        response = shipped.get("/api/findings", params={"q": word, "after": word})
        assert (response.status_code, response.json()["rows"]) == (200, [])


def test_addresses_bear_the_prefix(serve: Serve, shipped_release: Release) -> None:
    app = create_app(shipped_release.path, Settings(path_prefix="/send", query_workers=1))
    with serve(app) as client:
        response = client.get("/send/api/documents", params={"limit": 1})
        (row,) = response.json()["rows"]
        assert all(address.startswith("/send/api/documents?") for address in links(response).values())
        assert row["path"].startswith("/send/doc/document/")
        assert client.get(row["path"], headers={"accept": "text/turtle"}).status_code == 200


def test_the_interface_describes_each_list(shipped: httpx.Client) -> None:
    interface = shipped.get("/openapi.json").json()
    for one in LISTS:
        place = interface["paths"][f"/api/{one.name}"]
        page = place["get"]
        parameters = [
            resolved(interface, parameter)
            for parameter in (*place.get("parameters", ()), *page.get("parameters", ()))
        ]
        names = {parameter["name"] for parameter in parameters if parameter["in"] == "query"}
        assert names == {field.alias or name for name, field in one.parameters.model_fields.items()} | {
            "format"
        }
        assert all(parameter["description"] for parameter in parameters)
        assert set(page["responses"]["200"]["content"]) == {"application/json", "text/csv"}
        row = interface["paths"][f"/api/{one.name}/{{slug}}"]["get"]
        schema = row["responses"]["200"]["content"]["application/json"]["schema"]
        described = resolved(interface, schema)
        assert set(described["properties"]) == set(one.row_model.model_fields)
        assert all(value["description"] for value in described["properties"].values())


def resolved(interface: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """A part of the interface, which may stand among its components."""
    found: Any = interface
    for name in part.get("$ref", "")[2:].split("/"):
        found = found[name] if name else part
    return dict(found)
