"""What holds for every route: headers, problems, operations, and pages without dead ends."""

import logging
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request

from sendgraph.errors import InvalidRelease
from sendgraph.settings import Settings
from sendgraph.web import create_app
from sendgraph.web.middleware.headers import SECURITY

Serve = Callable[..., AbstractContextManager[httpx.Client]]
ADDRESSES = [
    "/",
    "/health",
    "/ready",
    "/openapi.json",
    "/questions",
    "/questions/recurring-concerns",
    "/sparql",
    "/sparql?query=ASK%20%7B%7D",
    "/id/area/northby",
    "/doc/area/northby",
    "/doc/area/northby.html",
    "/def/",
    "/def/Concern",
    "/api/graph/neighbours?node=area/northby",
    "/api/graph/paths?from=area/northby&to=area/southby",
    "/static/sendgraph.css",
    "/catalogue",
    "/catalogue.html",
    "/.well-known/void",
    "/dump/",
    "/dump/current",
    "/dump/current/sendgraph.nq.gz",
    "/nothing",
    "/doc/area/nowhere",
]
READING = "GET, HEAD"


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_response_has_the_headers(server: httpx.Client, address: str) -> None:
    response = server.get(address, headers={"Origin": "https://example.org", "Cookie": "a=b"})
    for name, value in SECURITY.items():
        assert response.headers[name] == value
    assert "set-cookie" not in response.headers
    assert response.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in response.headers
    assert "access-control-allow-origin" not in server.get(address).headers


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_is_written(server: httpx.Client, address: str, method: str) -> None:
    if method == "POST" and address.startswith("/sparql"):
        return
    response = server.request(method, address, headers={"Origin": "https://example.org"})
    assert response.status_code in ((404,) if address == "/nothing" else (405,))
    assert "access-control-allow-origin" not in response.headers
    if response.status_code == 405:
        assert set(response.headers["allow"].split(", ")) >= {"GET"}


@pytest.mark.parametrize(
    ("address", "methods"),
    [("/sparql", "GET, HEAD, POST"), ("/doc/area/northby", READING), ("/ready", READING)],
)
def test_preflight(server: httpx.Client, address: str, methods: str) -> None:
    response = server.options(
        address, headers={"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    )
    assert response.status_code == 204
    assert response.headers["access-control-allow-methods"] == methods
    assert response.headers["access-control-allow-origin"] == "*"


def test_operations(server: httpx.Client, sample_release: Path) -> None:
    assert server.get("/health").json() == {"status": "ok"}
    ready = server.get("/ready")
    assert ready.status_code == 200
    assert ready.json()["status"] == "ready"
    assert ready.json()["quads"] == 115


def test_a_fault_tells_nothing(sample_release: Path, serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(sample_release, Settings())

    async def broken(request: Request) -> None:
        raise RuntimeError("/secret/path and what the engine said")

    app.router.add_route("/broken", broken)
    with caplog.at_level(logging.CRITICAL), serve(app) as client:
        response = client.get("/broken")
    assert response.status_code == 500
    assert response.json() == {
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
        "detail": "something went wrong here, which is not your fault",
        "code": "internal-error",
        "remedy": f"try again later, or tell us of request {response.headers['x-request-id']}",
    }
    assert response.headers["x-content-type-options"] == "nosniff"


def test_no_release_no_application(tmp_path: Path) -> None:
    with pytest.raises(InvalidRelease, match="there is no release here"):
        create_app(tmp_path, Settings())


def test_a_prefix_stands_before_every_link(sample_release: Path, serve: Serve) -> None:
    with serve(create_app(sample_release, Settings(path_prefix="/send"))) as client:
        assert client.get("/id/area/northby").headers["location"] == "/send/doc/area/northby"
        for address in ("/", "/doc/area/northby.html", "/questions", "/def/", "/catalogue", "/dump/"):
            page = client.get(address, headers={"Accept": "text/html"})
            assert page.status_code == 200
            own = [link for link in links(page.text) if link.startswith("/")]
            assert own
            assert all(link.startswith("/send/") for link in own), own


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag != "script"
        self.found += [value for name, value in attrs if name in ("href", "src", "action") and value]


def links(page: str) -> list[str]:
    parser = _Links()
    parser.feed(page)
    return parser.found


def test_the_front_page_of_the_shipped_documents(shipped: httpx.Client) -> None:
    page = shipped.get("/").text
    assert len(re.findall(r'<li><a href="/questions/', page)) == 5
    assert "Open Government Licence v3.0" in page
    assert "© Crown copyright" in page
    documents = re.search(r"<dt>Documents</dt><dd><strong>([\d,]+)</strong>", page)
    assert documents is not None
    assert documents.group(1) == "5"
    statements = re.search(r"<dt>Statements</dt><dd><strong>([\d,]+)</strong>", page)
    assert statements is not None
    assert int(statements.group(1).replace(",", "")) == shipped.get("/ready").json()["quads"]


def test_no_link_leads_nowhere(shipped: httpx.Client) -> None:
    """Two clicks from the front page, and a page of each kind of thing, every link answers."""
    waiting = ["/", "/doc/area/medway.html", "/def/Concern.html"]
    seen: dict[str, int] = {}
    for depth in range(2):
        following: set[str] = set()
        for address in waiting:
            response = shipped.get(address, headers={"Accept": "text/html"}, follow_redirects=True)
            seen[address] = response.status_code
            if response.headers["content-type"].startswith("text/html") and depth == 0:
                following |= {link for link in links(response.text) if link.startswith("/")}
        waiting = sorted(following - seen.keys())[:80]
    assert {address: status for address, status in seen.items() if status != 200} == {}
    assert len(seen) > 40


def test_every_question_has_a_page_and_downloads(shipped: httpx.Client) -> None:
    names = re.findall(r'<li><a href="/questions/([a-z-]+)"', shipped.get("/questions").text)
    assert len(names) >= 14
    for name in names:
        page = shipped.get(f"/questions/{name}", headers={"Accept": "text/html"})
        assert page.status_code == 200
        downloads = [link for link in links(page.text) if "format=csv" in link]
        if "Fill in what the question needs" not in page.text:
            assert shipped.get(downloads[0]).headers["content-type"] == "text/csv; charset=utf-8"


def test_a_question_takes_its_parameters(shipped: httpx.Client) -> None:
    address = "/questions/significant-weaknesses"
    rows = shipped.get(address, params={"area": "Medway"}, headers={"Accept": "text/csv"}).text.splitlines()
    assert len(rows) == 1 + 8
    page = shipped.get(address, params={"area": "Medway"}, headers={"Accept": "text/html"}).text
    assert "8 rows" in page
    assert '<option value="Medway" selected>' in page
    refused = shipped.get(address, params={"area": "Nowhere"})
    assert (refused.status_code, refused.json()["code"]) == (400, "bad-parameter")
    assert shipped.get(address, params={"region": "x"}).status_code == 400
    assert shipped.get("/questions/what").status_code == 404
