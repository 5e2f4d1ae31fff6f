"""
Statements that would run in a reader's browser or spreadsheet, and caches that would mix up readers.

The statements are in `hostile.trig`; the pages are read as browsers read them.
"""

import csv
import io
import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx
import pyoxigraph
import pytest

from sendgraph.shipped import folder
from sendgraph.web.middleware.headers import SECURITY

from .served import BASE, make_release, running

HOSTILE = Path(__file__).with_name("hostile.trig")
SMALL = Path(__file__).parents[1] / "questions" / "small.trig"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
TEXTS = f"SELECT ?text {{ ?finding <{BASE}def/text> ?text }} ORDER BY ?text"
EVERYTHING = "SELECT * { GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?s), 'hostile')) }"
INPUT = "\"><script>alert('x')</script><img src=x onerror=alert(1)>"
GRAPHS = ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
TABLES = [
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
]


@pytest.fixture(scope="module")
def hostile() -> list[pyoxigraph.Quad]:
    """The hostile statements."""
    return list(pyoxigraph.parse(path=HOSTILE, format=pyoxigraph.RdfFormat.TRIG))


@pytest.fixture(scope="module")
def client(
    hostile: list[pyoxigraph.Quad], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    """A server over the hostile statements beside the small graph and the schemes."""
    store = pyoxigraph.Store()
    schemes = pyoxigraph.NamedNode(f"{BASE}id/graph/schemes")
    for file in sorted(folder("ontology").glob("schemes/*.ttl")):
        store.load(path=file, format=pyoxigraph.RdfFormat.TURTLE, to_graph=schemes)
    store.load(path=SMALL, format=pyoxigraph.RdfFormat.TRIG)
    store.extend(hostile)
    release = make_release(
        tmp_path_factory.mktemp("hostile"), store.dump(format=pyoxigraph.RdfFormat.N_QUADS)
    )
    with running(release) as server:
        yield server.client


# ---------------------------------------------------------------- browsers


class Page(HTMLParser):
    """What a browser would run, load, follow or send on a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.runs: list[str] = []
        self.loads: list[str] = []
        self.follows: list[str] = []
        self.shows: list[str] = []
        self._script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.runs += [f"{tag} {name}" for name in given if name.startswith("on") or name == "srcdoc"]
        self._script = tag == "script" and given.get("type", "") != "application/ld+json"
        if tag in ("base", "object", "embed", "iframe", "frame", "applet", "svg", "math"):
            self.runs.append(tag)
        if tag == "meta" and "http-equiv" in given:
            self.runs.append("meta http-equiv")
        loaded = [
            given[name]
            for name in ("src", "srcset", "poster", "data", "action", "formaction")
            if name in given
        ]
        if tag == "link" and set(given.get("rel", "").split()) - {"alternate", "license", "canonical"}:
            loaded.append(given.get("href", ""))
        self.loads += loaded
        self.follows += [given["href"]] if "href" in given else []

    def handle_data(self, data: str) -> None:
        if self._script and data.strip():
            self.runs.append(data)
        self.shows.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._script = False


def check(response: httpx.Response) -> Page:
    """A page on which nothing runs but our own, and whose links are those of the web."""
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["content-security-policy"] == SECURITY["Content-Security-Policy"]
    assert response.headers["x-content-type-options"] == "nosniff"
    page = Page(response.text)
    assert page.runs == []
    for address in page.loads:
        parts = urlsplit(address)
        assert (parts.scheme, parts.netloc) == ("", ""), address
        assert address.startswith("/") or not address
    for address in page.follows:
        assert urlsplit(address.strip()).scheme.lower() in ("", "http", "https"), address
        assert not address.startswith("//")
    return page


def pages() -> list[str]:
    def asked(query: str) -> str:
        return f"/sparql?{urlencode({'query': query})}"

    return [
        "/doc/area/hostile",
        "/doc/document/hostile-2024-01-01",
        "/doc/inspection/hostile-2024-01-01",
        "/doc/person/hostile",
        "/doc/finding/hostile-2024-01-01/1",
        "/doc/finding/hostile-2024-01-01/3",
        "/doc/graph/document/hostile-2024-01-01",
        "/",
        "/questions",
        "/questions/significant-weaknesses",
        "/questions/inspectors-and-areas",
        f"/questions/inspectors-and-areas?{urlencode({'inspector': 'mallory'})}",
        f"/questions/inspectors-and-areas?{urlencode({'inspector': INPUT})}",
        f"/questions/significant-weaknesses?{urlencode({'area': INPUT})}",
        f"/questions/{INPUT.replace('/', '')}",
        f"/doc/{INPUT.replace('/', '')}",
        asked(EVERYTHING),
        asked(EVERYTHING.replace("SELECT *", "CONSTRUCT { ?s ?p ?o }").replace("{ GRAPH", "WHERE { GRAPH")),
        asked(f"SELECT ('{INPUT.replace(chr(39), '')}' AS ?x) {{}}"),
        asked(f"ASK {{ FILTER('</textarea>{INPUT.replace(chr(39), '')}' = '') }}"),
        asked(f"</textarea>{INPUT}"),
        f"/sparql?{urlencode({'query': 'ASK {}', 'format': INPUT})}",
        f"/sparql?{urlencode({'query': 'ASK {}', 'default-graph-uri': 'javascript:alert(1)'})}",
        f"/sparql?{urlencode({'query': 'ASK {}', 'callback': 'alert'})}",
        f"/nothing?{urlencode({'x': INPUT})}",
    ]


@pytest.mark.parametrize("address", pages())
def test_nothing_hostile_runs_on_a_page(client: httpx.Client, address: str) -> None:
    check(client.get(address, headers=BROWSER))


def test_no_page_within_two_clicks_loads_or_runs_what_is_not_ours(client: httpx.Client) -> None:
    """From the front page and from the hostile area, whatever links there are."""
    waiting, seen = ["/", "/doc/area/hostile"], set()
    for _ in range(2):
        found: set[str] = set()
        for address in waiting:
            response = client.get(address, headers=BROWSER, follow_redirects=True)
            if response.headers["content-type"].startswith("text/html"):
                found |= {link for link in check(response).follows if link.startswith("/")}
        seen |= set(waiting)
        waiting = sorted(found - seen)[:40]
    assert len(seen) > 20


def test_hostile_words_are_shown_as_they_are(client: httpx.Client) -> None:
    """Escaped, not removed: the reader sees what the document says."""
    shown = " ".join(check(client.get("/doc/area/hostile.html")).shows)
    assert "<script>alert('label')</script>" in shown
    assert "javascript:alert(3)" in shown
    assert "vbscript:msgbox(6)" in shown


def test_data_is_never_taken_for_a_page(client: httpx.Client) -> None:
    for accept in [*GRAPHS, "application/json"]:
        response = client.get("/doc/area/hostile", headers={"Accept": accept})
        assert response.headers["content-type"].partition(";")[0] == accept
        assert response.headers["x-content-type-options"] == "nosniff"
    for accept in TABLES:
        response = client.get(
            "/sparql", params={"query": EVERYTHING, "callback": "f"}, headers={"Accept": accept}
        )
        assert response.headers["content-type"].partition(";")[0] == accept
        assert not response.text.startswith("f(")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1"])
def test_other_origins_read_without_credentials_and_none_is_named(client: httpx.Client, origin: str) -> None:
    for method in ("GET", "HEAD", "OPTIONS"):
        asked = {"Origin": origin, "Cookie": "a=b", "Authorization": "Basic YTpi"}
        if method == "OPTIONS":
            asked["Access-Control-Request-Method"] = "POST"
            asked["Access-Control-Request-Headers"] = "authorization, x-evil"
        response = client.request(method, "/sparql?query=ASK%20%7B%7D", headers=asked)
        assert response.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in response.headers
        assert "evil" not in str(response.headers)
        assert "authorization" not in response.headers.get("access-control-allow-headers", "").lower()
        assert "set-cookie" not in response.headers


# ---------------------------------------------------------------- spreadsheets


def test_the_tables_of_sparql_are_faithful(client: httpx.Client, hostile: list[pyoxigraph.Quad]) -> None:
    """The standard's CSV and TSV say what is in the graph, to the character."""
    own = {q.object.value for q in hostile if q.predicate.value == f"{BASE}def/text"}
    given = client.get("/sparql", params={"query": TEXTS}, headers={"Accept": "text/csv"})
    texts = [row[0] for row in csv.reader(io.StringIO(given.text, newline=""))][1:]
    by_json = client.get("/sparql", params={"query": TEXTS}).json()["results"]["bindings"]
    assert texts == [row["text"]["value"] for row in by_json]
    assert own <= set(texts)
    assert {text[0] for text in own} == {"=", "\t", "\r", "-"}


@pytest.mark.parametrize("name", ["significant-weaknesses", "inspectors-and-areas", "area-timeline"])
def test_the_tables_for_analysts_hold_no_formula(client: httpx.Client, name: str) -> None:
    response = client.get(f"/questions/{name}", params={"format": "csv"})
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    cells = [cell for row in csv.reader(io.StringIO(response.text, newline="")) for cell in row]
    assert "hostile" in response.text
    for cell in cells:
        assert not cell.startswith(FORMULA) or cell.lstrip("+-").replace(".", "", 1).isdigit(), cell
    harmless = client.get(f"/questions/{name}", params={"format": "json"}).json()["results"]["bindings"]
    values = {term["value"] for row in harmless for term in row.values() if term["value"].startswith(FORMULA)}
    assert values
    assert {f"'{value}" for value in values} <= set(cells)


# ---------------------------------------------------------------- caches

NEGOTIATED = {
    "/doc/area/hostile": [*GRAPHS, "text/html", "application/json"],
    "/def/theme/waiting-times": [*GRAPHS, "text/html", "application/json"],
    "/sparql": [*GRAPHS, "text/html"],
    f"/sparql?{urlencode({'query': TEXTS})}": [*TABLES, "text/html", "application/json", "application/xml"],
    f"/sparql?{urlencode({'query': f'DESCRIBE <{BASE}id/area/hostile>'})}": [
        *GRAPHS,
        "text/html",
        "application/json",
        "text/plain",
    ],
    "/questions/significant-weaknesses": ["text/html", "application/json", "text/csv"],
}


@pytest.mark.parametrize("address", NEGOTIATED)
def test_a_cache_can_tell_representations_apart(client: httpx.Client, address: str) -> None:
    """Each has its own tag and says what it varies by; none is given for another's tag."""
    media_types = NEGOTIATED[address]
    answers = {name: client.get(address, headers={"Accept": name}) for name in media_types}
    served = {name: answer for name, answer in answers.items() if "etag" in answer.headers}
    assert len(served) >= len(media_types) - (address == "/sparql")  # the page to ask from is not tagged
    tags = [answer.headers["etag"] for answer in served.values()]
    assert len(set(tags)) == len(tags)
    for name, answer in answers.items():
        assert answer.status_code == 200
        assert "Accept" in answer.headers["vary"].split(", ")
        assert "public" not in answer.headers["cache-control"]
        for tag in tags:
            again = client.get(address, headers={"Accept": name, "If-None-Match": tag})
            fresh = tag == answer.headers.get("etag")
            assert again.status_code == (304 if fresh else 200)
            assert again.headers["vary"] == answer.headers["vary"]
            assert (again.content == b"") is fresh


def test_refusals_are_told_apart_and_never_kept(client: httpx.Client) -> None:
    """A problem for programs, a page for people, of one address: neither is stored for the other."""
    for address in ("/doc/area/nowhere", "/sparql?query=nonsense", "/nothing", "/questions/what"):
        for accept in ("text/html", "application/json"):
            response = client.get(address, headers={"Accept": accept})
            assert response.status_code in (400, 404)
            assert "Accept" in response.headers["vary"].split(", ")
            assert response.headers["cache-control"] == "no-store"
            assert "etag" not in response.headers
    refused = client.get("/doc/area/hostile", headers={"Accept": "image/png"})
    assert (refused.status_code, refused.headers["vary"]) == (406, "Accept")


def test_a_posted_query_is_never_kept(client: httpx.Client) -> None:
    response = client.post("/sparql", data={"query": TEXTS})
    assert response.headers["cache-control"] == "no-store"
    assert "etag" not in response.headers


def test_the_address_of_one_form_is_that_form(client: httpx.Client) -> None:
    """`Content-Location` names an address that gives the same bytes, whatever the client accepts."""
    for accept in (*GRAPHS, "text/html", "application/json"):
        negotiated = client.get("/doc/area/hostile", headers={"Accept": accept})
        direct = client.get(negotiated.headers["content-location"], headers={"Accept": "image/png"})
        assert (direct.status_code, direct.content) == (200, negotiated.content)
        assert direct.headers["content-type"] == negotiated.headers["content-type"]
        assert json.dumps(negotiated.headers["link"]).count("alternate") == 5
