"""The catalogue, the VoID description and the downloads: they conform, they answer, and they are true."""

import hashlib
import http.client
import io
import re
import shutil
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pyoxigraph
import pyshacl
import pytest
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, Literal, Namespace, URIRef

from sendgraph.release import Release
from sendgraph.settings import Settings
from sendgraph.web import create_app

from .served import BASE, make_release, sample_quads

Serve = Callable[..., AbstractContextManager[httpx.Client]]
SHAPES = Path(__file__).parents[1] / "release" / "dcat-ap-3.ttl"
DATASET = URIRef(f"{BASE}id/dataset/sendgraph")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VOID = Namespace("http://rdfs.org/ns/void#")
APACHE = "https://www.apache.org/licenses/LICENSE-2.0"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
PLACES = {"/catalogue": f"{BASE}catalogue", "/.well-known/void": str(DATASET)}
TYPES = {
    "ttl": "text/turtle; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
READERS = {
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "rdf": pyoxigraph.RdfFormat.RDF_XML,
}


def put(folder: Path, release: Path) -> Release:
    """Put a release into a folder of releases, under its name."""
    opened = Release.open(release)
    shutil.copytree(release, folder / opened.name)
    return Release.open(folder / opened.name)


@pytest.fixture(scope="module")
def served(
    shipped_release: Release, slough_release: Release, tmp_path_factory: pytest.TempPathFactory, serve: Serve
) -> Iterator[httpx.Client]:
    """A server over a folder of two releases, of which that of the shipped documents is current."""
    folder = tmp_path_factory.mktemp("two")
    put(folder, slough_release.path)
    (folder / "current").symlink_to(put(folder, shipped_release.path).name)
    with serve(create_app(folder, Settings(publisher="Example Council"))) as client:
        yield client


def graph_at(client: httpx.Client, address: str) -> Graph:
    return Graph().parse(io.BytesIO(client.get(address).content), format="nt")


@pytest.fixture(scope="module")
def dcat(served: httpx.Client) -> Graph:
    return graph_at(served, "/catalogue.nt")


@pytest.fixture(scope="module")
def void(served: httpx.Client) -> Graph:
    return graph_at(served, "/.well-known/void.nt")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, "ttl"),
        ("*/*", "ttl"),
        (BROWSER, "html"),
        ("text/turtle;q=0.5, application/ld+json", "jsonld"),
        ("application/rdf+xml", "rdf"),
        ("application/n-triples, text/*;q=0.1", "nt"),
        ("application/json, text/turtle;q=0.2", "ttl"),
        ("text/turtle;q=0, text/*", "html"),
    ],
)
def test_a_form_is_negotiated(server: httpx.Client, place: str, accept: str | None, form: str) -> None:
    response = server.get(place, headers={"Accept": accept} if accept else {"Accept": ""})
    assert (response.status_code, response.headers["content-type"]) == (200, TYPES[form])
    assert response.headers["content-location"] == f"{place}.{form}"
    by_ending = server.get(f"{place}.{form}", headers={"Accept": "image/png"})
    assert (by_ending.content, by_ending.headers["etag"]) == (response.content, response.headers["etag"])


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("form", TYPES)
def test_each_form_tells_of_the_others_and_is_not_sent_twice(
    server: httpx.Client, place: str, form: str
) -> None:
    response = server.get(f"{place}.{form}")
    links = [f'<{PLACES[place]}>; rel="describes"', f'<{APACHE}>; rel="license"']
    links += [
        f'<{place}.{other}>; rel="alternate"; type="{kind.partition(";")[0]}"'
        for other, kind in TYPES.items()
        if other != form
    ]
    expected = {
        "content-location": f"{place}.{form}",
        "content-type": TYPES[form],
        "cache-control": "no-cache",
        "link": ", ".join(links),
        "vary": "Accept",
    }
    assert {name: response.headers[name] for name in expected} == expected
    head = server.head(f"{place}.{form}")
    assert (head.status_code, head.content) == (200, b"")
    assert {name: head.headers[name] for name in expected} == expected
    assert head.headers["content-length"] == str(len(response.content))
    again = server.get(place, headers={"If-None-Match": head.headers["etag"], "Accept": TYPES[form]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", head.headers["etag"])


@pytest.mark.parametrize("place", PLACES)
def test_what_is_not_offered_is_refused(server: httpx.Client, place: str) -> None:
    refused = server.get(place, headers={"Accept": "image/png, application/json"})
    assert (refused.status_code, refused.json()["code"]) == (406, "not-acceptable")
    assert server.get(f"{place}.json").status_code == 404


@pytest.mark.parametrize("place", PLACES)
def test_every_form_states_the_same(served: httpx.Client, place: str) -> None:
    stated = [
        {str(quad.triple) for quad in pyoxigraph.parse(served.get(f"{place}.{form}").content, format=reader)}
        for form, reader in READERS.items()
    ]
    assert len(stated[0]) > 300
    assert all(one == stated[0] for one in stated)


def test_the_catalogue_that_is_served_conforms_to_the_profile(dcat: Graph) -> None:
    shapes = Graph().parse(SHAPES, format="turtle")
    conforms, _, report = pyshacl.validate(dcat, shacl_graph=shapes, inference="none")
    assert conforms, report
    broken = Graph() + dcat
    broken.remove((URIRef(f"{BASE}catalogue"), DCTERMS.publisher, None))
    assert not pyshacl.validate(broken, shacl_graph=shapes, inference="none")[0]


def test_the_publisher_is_that_of_the_settings(dcat: Graph, void: Graph) -> None:
    publisher = URIRef(f"{BASE}catalogue#publisher")
    assert [str(name) for graph in (dcat, void) for name in graph.objects(publisher, FOAF.name)] == [
        "Example Council"
    ] * 2


def test_each_download_is_what_the_catalogue_says(
    served: httpx.Client, dcat: Graph, shipped_release: Release, slough_release: Release
) -> None:
    files = set(dcat.objects(None, DCAT.downloadURL))
    assert len(files) == 2 * 6 + 1
    for file in files - {URIRef(f"{BASE}def.ttl")}:
        response = served.get("/" + str(file).removeprefix(BASE))
        digest = hashlib.sha256(response.content)
        value = dcat.value(dcat.value(file, SPDX.checksum), SPDX.checksumValue)
        assert isinstance(value, Literal)
        assert value.value == digest.digest()
        release, name = str(file).removeprefix(f"{BASE}dump/").split("/")
        packing = dcat.value(file, DCAT.compressFormat) or dcat.value(file, DCAT.packageFormat)
        expected = {
            "content-length": str(dcat.value(file, DCAT.byteSize)),
            "content-type": str(packing).removeprefix("https://www.iana.org/assignments/media-types/"),
            "etag": f'"{digest.hexdigest()}"',
            "repr-digest": f"sha-256=:{b64encode(digest.digest()).decode()}:",
            "cache-control": "public, max-age=31536000, immutable",
            "content-disposition": f'attachment; filename="{name.replace("graph", f"graph-{release[:12]}")}"',
            "accept-ranges": "bytes",
            "link": '</catalogue>; rel="describedby"',
        }
        assert response.status_code == 200
        assert {header: response.headers[header] for header in expected} == expected
        assert not {"content-encoding", "vary"} & response.headers.keys()
        head = served.head(response.url)
        assert (head.status_code, head.content) == (200, b"")
        assert {header: head.headers[header] for header in expected} == expected
        again = served.get(response.url, headers={"If-None-Match": f"W/{expected['etag']}"})
        assert (again.status_code, again.content) == (304, b"")
        assert (again.headers["etag"], again.headers["cache-control"]) == (
            expected["etag"],
            expected["cache-control"],
        )


def test_each_address_of_ours_that_is_named_answers(served: httpx.Client, dcat: Graph, void: Graph) -> None:
    named = {
        node for graph in (dcat, void) for triple in graph for node in triple if isinstance(node, URIRef)
    }
    addresses = {str(node).removeprefix(BASE).partition("#")[0] for node in named if node.startswith(BASE)}
    assert {"", "catalogue", ".well-known/void", "sparql", "openapi.json", "id/dataset/sendgraph"} < addresses
    assert len(addresses) > 100
    statuses = {
        address: served.head(f"/{address}", follow_redirects=True).status_code
        for address in sorted(addresses)
    }
    assert {address: status for address, status in statuses.items() if status != 200} == {}
    assert served.head("/id/dataset/sendgraph").status_code == 303


def test_a_name_with_a_fragment_is_told_of_where_it_leads(dcat: Graph, void: Graph) -> None:
    for graph, place in ((dcat, f"{BASE}catalogue"), (void, f"{BASE}.well-known/void")):
        used = {node for node in graph.objects() if isinstance(node, URIRef) and node.startswith(f"{place}#")}
        assert used
        assert all((node, RDF.type, None) in graph for node in used)


def test_the_page_has_what_the_data_names(served: httpx.Client, dcat: Graph) -> None:
    page = served.get("/catalogue.html").text
    fragments = {
        str(node).partition("#")[2] for node in dcat.subjects() if str(node).startswith(f"{BASE}catalogue#")
    }
    assert fragments == {"publisher", "period", "origin", "sparql", "api", "vocabulary"}
    assert all(f'id="{fragment}"' in page for fragment in fragments)
    current = list(dcat.objects(DATASET, DCAT.distribution))
    for file in current:
        checksum = dcat.value(dcat.value(file, SPDX.checksum), SPDX.checksumValue)
        assert str(checksum).lower() in page
        assert f'{int(str(dcat.value(file, DCAT.byteSize))):,} bytes"' in page
    assert "Example Council" in page
    assert "the source states no licence and none is claimed here" in page
    links = set(re.findall(r'href="(/[^"#]*)"', page))
    assert len(links) > 20
    assert {link for link in links if served.head(link, follow_redirects=True).status_code != 200} == set()


@pytest.mark.parametrize(
    ("name", "counted"),
    [
        ("triples", "COUNT(*) AS ?n) { ?s ?p ?o }"),
        ("distinctSubjects", "COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"),
        ("distinctObjects", "COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"),
        ("properties", "COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"),
        ("classes", "COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }"),
        ("entities", "COUNT(DISTINCT ?s) AS ?n) { ?s a ?c }"),
        ("documents", f'COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), "{BASE}id/")) }}'),
    ],
)
def test_each_number_is_what_the_endpoint_counts(
    served: httpx.Client, void: Graph, name: str, counted: str
) -> None:
    (endpoint,) = void.objects(DATASET, VOID.sparqlEndpoint)
    address = "/" + str(endpoint).removeprefix(BASE)
    answer = served.get(address, params={"query": f"SELECT ({counted}"}, headers={"Accept": "text/csv"})
    assert answer.text == f"n\r\n{void.value(DATASET, VOID[name])}\r\n"
    assert f"{int(str(void.value(DATASET, VOID.triples))):,}" in served.get("/.well-known/void.html").text


def test_all_releases_are_listed_with_their_files(
    served: httpx.Client, shipped_release: Release, slough_release: Release
) -> None:
    def told(release: Release) -> dict[str, object]:
        return {
            "release": release.name,
            "url": f"/dump/{release.name}",
            "version": release.manifest.version,
            "released": release.manifest.released,
            "statements": release.manifest.quads,
            "documents": len(release.documents),
            "files": [
                {
                    "name": dump.name,
                    "title": dump.form.title,
                    "media_type": dump.media_type,
                    "url": f"/dump/{release.name}/{dump.name}",
                    "bytes": dump.size,
                    "sha256": dump.sha256,
                }
                for dump in release.dumps()
            ],
        }

    listed = served.get("/dump/")
    assert listed.json() == {
        "current": shipped_release.name,
        "releases": [told(shipped_release), told(slough_release)],
    }
    assert served.get("/dump").content == listed.content
    expected = {
        "content-type": "application/json",
        "vary": "Accept",
        "cache-control": "no-cache",
        "link": '</catalogue>; rel="describedby"',
    }
    assert {name: listed.headers[name] for name in expected} == expected
    single = served.get(f"/dump/{slough_release.name}")
    assert single.json() == told(slough_release)
    tags = {response.headers["etag"] for response in (listed, single)}
    for address in ("/dump/", f"/dump/{slough_release.name}"):
        page = served.get(address, headers={"Accept": BROWSER})
        assert page.headers["content-type"] == TYPES["html"]
        assert all(dump.sha256 in page.text for dump in slough_release.dumps())
        assert (shipped_release.dumps()[0].sha256 in page.text) is (address == "/dump/")
        tags.add(page.headers["etag"])
        cached = served.get(address, headers={"Accept": BROWSER, "If-None-Match": page.headers["etag"]})
        assert (cached.status_code, cached.content) == (304, b"")
        assert served.head(address).headers["content-length"] == str(len(served.get(address).content))
    assert len(tags) == 4
    assert served.get("/dump/", headers={"Accept": "text/turtle"}).status_code == 406


def test_a_release_is_a_version_of_the_dataset_and_described_by_the_catalogue(
    served: httpx.Client, slough_release: Release, dcat: Graph
) -> None:
    response = served.get(f"/dump/{slough_release.name}", headers={"Accept": "application/ld+json"})
    assert (response.status_code, response.headers["location"]) == (303, "/catalogue.jsonld")
    assert response.headers["vary"] == "Accept"
    assert (URIRef(f"{BASE}dump/{slough_release.name}"), RDF.type, DCAT.Dataset) in dcat


def test_the_current_release_has_an_address_that_stays(
    served: httpx.Client, shipped_release: Release
) -> None:
    for asked in ("/sendgraph.nq.gz", "/sendgraph-tables.zip", ""):
        response = served.get(f"/dump/current{asked}")
        assert (response.status_code, response.content) == (302, b"")
        assert response.headers["location"] == f"/dump/{shipped_release.name}{asked}"
        assert response.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "/dump/{release}/graph.nq.gz",
        "/dump/{release}/manifest.json",
        "/dump/{release}/statistics.json",
        "/dump/{release}/sendgraph.nq",
        "/dump/{release}/SENDGRAPH.NQ.GZ",
        "/dump/{release}/dumps/sendgraph.ttl.gz",
        "/dump/{release}/dumps%2fsendgraph.ttl.gz",
        "/dump/{release}/../{release}/sendgraph.nq.gz",
        "/dump/{release}/..%2f{release}%2fsendgraph.nq.gz",
        "/dump/{release}/%2e%2e/manifest.json",
        "/dump/{release}/sendgraph.nq.gz%00",
        "/dump/{release}/sendgraph.nq.gz/",
        "/dump/{release}/",
        "/dump/../manifest.json",
        "/dump/%2e%2e/manifest.json",
        "/dump/.checked",
        "/dump/current/manifest.json",
        "/dump/current/..%2fmanifest.json",
        "/dump/CURRENT/sendgraph.nq.gz",
        "/dump/00000000000000000000000000000000",
        "/dump/00000000000000000000000000000000/sendgraph.nq.gz",
        "/dump//sendgraph.nq.gz",
        "/dump/%2Fetc%2Fpasswd",
    ],
)
def test_nothing_but_dumps_is_given(served: httpx.Client, shipped_release: Release, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.base_url.port or 80, timeout=30)
    connection.request("GET", path.format(release=shipped_release.name))  # as it is: httpx would tidy it
    response = connection.getresponse()
    body = response.read()
    connection.close()
    assert response.status == 404, body
    assert b'"code":"not-found"' in body


def part(content: bytes, start: int, end: int) -> tuple[int, str, bytes]:
    return 206, f"bytes {start}-{end}/{len(content)}", content[start : end + 1]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("bytes=0-99", lambda whole: part(whole, 0, 99)),
        ("bytes=100-", lambda whole: part(whole, 100, len(whole) - 1)),
        ("bytes=-10", lambda whole: part(whole, len(whole) - 10, len(whole) - 1)),
        ("bytes=-99999999999", lambda whole: part(whole, 0, len(whole) - 1)),
        ("bytes=7-7", lambda whole: part(whole, 7, 7)),
        ("bytes=5-99999999999", lambda whole: part(whole, 5, len(whole) - 1)),
        ("Bytes = 5-6", lambda whole: part(whole, 5, 6)),
        ("bytes=99999999999-", lambda whole: (416, f"bytes */{len(whole)}", None)),
        ("bytes=-0", lambda whole: (416, f"bytes */{len(whole)}", None)),
        ("bytes=9-5", lambda whole: (200, None, whole)),
        ("bytes=-", lambda whole: (200, None, whole)),
        ("bytes=a-b", lambda whole: (200, None, whole)),
        ("bytes=+1-5", lambda whole: (200, None, whole)),
        ("bytes=0-1,3-4", lambda whole: (200, None, whole)),
        ("lines=0-5", lambda whole: (200, None, whole)),
        ("nonsense", lambda whole: (200, None, whole)),
    ],
)
def test_a_broken_download_goes_on(
    served: httpx.Client,
    shipped_release: Release,
    asked: str,
    expected: Callable[[bytes], tuple[int, str | None, bytes | None]],
) -> None:
    dump = shipped_release.dumps()[-1]
    address, whole = f"/dump/{shipped_release.name}/{dump.name}", dump.path.read_bytes()
    status, content_range, body = expected(whole)
    response = served.get(address, headers={"Range": asked})
    assert (response.status_code, response.headers.get("content-range")) == (status, content_range)
    if body is None:
        assert response.json()["code"] == "range-not-satisfiable"
    else:
        assert response.content == body
        assert response.headers["content-length"] == str(len(body))
        assert response.headers["etag"] == f'"{dump.sha256}"'
        assert response.headers["content-type"] == dump.media_type
    head = served.head(address, headers={"Range": asked})
    assert (head.status_code, head.headers["content-length"]) == (200, str(len(whole)))
    held = {"Range": asked, "If-None-Match": f'"{dump.sha256}"'}
    assert served.get(address, headers=held).status_code == 304


def test_a_part_is_only_given_of_the_file_that_the_client_has(
    served: httpx.Client, shipped_release: Release
) -> None:
    dump = shipped_release.dumps()[0]
    address = f"/dump/{shipped_release.name}/{dump.name}"
    date = served.head(address).headers["last-modified"]
    statuses = {
        condition: served.get(address, headers={"Range": "bytes=5-9", "If-Range": condition}).status_code
        for condition in (
            f'"{dump.sha256}"',
            date,
            f'W/"{dump.sha256}"',
            '"other"',
            "Sat, 01 Jan 2000 00:00:00 GMT",
        )
    }
    assert list(statuses.values()) == [206, 206, 200, 200, 200]
    beyond = served.get(address, headers={"Range": "bytes=99999999999-", "If-Range": '"other"'})
    assert (beyond.status_code, len(beyond.content)) == (200, dump.size)
    twice = served.get(address, headers=[("Range", "bytes=0-1"), ("Range", "bytes=2-3")])
    assert twice.status_code == 200


def test_pages_of_others_may_download_and_go_on(served: httpx.Client, shipped_release: Release) -> None:
    address = f"/dump/{shipped_release.name}/sendgraph.nq.gz"
    origin = {"Origin": "https://example.org"}
    shown = served.head(address, headers=origin).headers["access-control-expose-headers"]
    assert {"Content-Disposition", "Content-Range", "ETag", "Repr-Digest"} <= set(shown.split(", "))
    asked = origin | {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "range"}
    allowed = served.options(address, headers=asked).headers["access-control-allow-headers"]
    assert {"Range", "If-Range", "If-None-Match"} <= set(allowed.split(", "))


def test_releases_come_and_go(tmp_path: Path, serve: Serve) -> None:
    """What is taken out of the folder can be had no more; what is damaged or of another base, never."""
    folder, lines = tmp_path / "releases", sample_quads().splitlines(keepends=True)
    folder.mkdir()
    first, second, third = (
        put(folder, make_release(tmp_path / f"made-{n}", b"".join(lines[n:]))) for n in range(3)
    )
    other = make_release(tmp_path / "other", b"".join(lines[3:]))
    manifest = other / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(BASE.encode(), b"https://data.example.org/"))
    foreign = put(folder, other)
    (folder / "current").symlink_to(first.name)

    def there(client: httpx.Client) -> tuple[set[str], set[str], set[str]]:
        """What the list has, what the catalogue has, and what can be had."""
        listed = {str(one["release"]) for one in client.get("/dump/").json()["releases"]}
        versions = graph_at(client, "/catalogue.nt").objects(DATASET, URIRef(f"{DCAT}hasVersion"))
        every = (first, second, third, foreign)
        had = {
            one.name for one in every if client.get(f"/dump/{one.name}/sendgraph.nq.gz").status_code == 200
        }
        return listed, {str(version).rpartition("/")[2] for version in versions}, had

    with serve(create_app(folder, Settings(release_check_seconds=600))) as client:
        assert there(client) == ({first.name, second.name, third.name},) * 3
        tag = client.head("/catalogue").headers["etag"]
        shutil.rmtree(third.path)
        assert there(client) == ({first.name, second.name},) * 3
        assert client.head("/catalogue").headers["etag"] != tag
        (folder / "current").unlink()
        (folder / "current").symlink_to(second.name)
        assert there(client) == ({first.name, second.name},) * 3
        assert client.get("/dump/").json()["current"] == first.name, "the new one does not serve yet"
        (second.path / "graph.nq.gz").write_bytes(b"cut off")
        assert there(client)[2] == {first.name}
        (folder / "current").unlink()
        assert there(client) == ({first.name},) * 3


def test_a_release_that_says_nothing_of_the_dataset_has_the_catalogue_for_it(server: httpx.Client) -> None:
    response = server.get("/id/dataset/sendgraph")
    assert (response.status_code, response.headers["location"]) == (303, "/catalogue")
    for page in ("/catalogue.html", "/.well-known/void.html"):
        assert server.get(page).status_code == 200
    assert "The release names no documents." in server.get("/catalogue.html").text


def test_a_prefix_stands_before_every_path(sample_release: Path, serve: Serve) -> None:
    name = Release.open(sample_release).name
    with serve(create_app(sample_release, Settings(path_prefix="/send"))) as client:
        catalogue = client.get("/catalogue")
        assert catalogue.headers["content-location"] == "/send/catalogue.ttl"
        assert '</send/catalogue.html>; rel="alternate"' in catalogue.headers["link"]
        moved = client.get("/send/dump/current/sendgraph.nq.gz")
        assert moved.headers["location"] == f"/send/dump/{name}/sendgraph.nq.gz"
        assert client.get(moved.headers["location"]).headers["link"] == '</send/catalogue>; rel="describedby"'
        listed = client.get("/send/dump/").json()["releases"][0]
        assert listed["files"][0]["url"] == moved.headers["location"]
        for address in ("/catalogue.html", "/.well-known/void.html", "/dump/", f"/dump/{name}"):
            page = client.get(address, headers={"Accept": BROWSER}).text
            own = re.findall(r'href="(/[^"]*)"', page)
            assert own
            assert all(link.startswith("/send/") for link in own)
