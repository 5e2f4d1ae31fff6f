"""Linked data: names lead to documents, and documents come in the form asked for."""

import json

import httpx
import pyoxigraph
import pytest

BASE = "https://w3id.org/sendgraph/"
FINDING = "finding/northby-2018-01-15/main-finding/1"
TYPES = {
    "ttl": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}
READERS = {
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "rdf": pyoxigraph.RdfFormat.RDF_XML,
}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def triples(response: httpx.Response, form: str) -> set[str]:
    return {str(q.triple) for q in pyoxigraph.parse(response.content, format=READERS[form])}


def test_a_name_leads_to_its_document(server: httpx.Client) -> None:
    response = server.get(f"/id/{FINDING}", headers={"Host": "evil.example"})
    assert (response.status_code, response.headers["location"]) == (303, f"/doc/{FINDING}")
    assert response.content == b""


def test_a_former_address_leads_to_the_present_one(server: httpx.Client) -> None:
    by_name = server.get("/id/inspection/northby-2018-01")
    assert (by_name.status_code, by_name.headers["location"]) == (303, "/doc/inspection/northby-2018-01-15")
    by_page = server.get("/doc/inspection/northby-2018-01.ttl")
    assert (by_page.status_code, by_page.headers["location"]) == (
        301,
        "/doc/inspection/northby-2018-01-15.ttl",
    )


@pytest.mark.parametrize(("form", "media_type"), TYPES.items())
def test_every_form_by_ending_and_by_accept(server: httpx.Client, form: str, media_type: str) -> None:
    by_ending = server.get("/doc/area/northby." + form)
    by_accept = server.get("/doc/area/northby", headers={"Accept": media_type.partition(";")[0]})
    for response in (by_ending, by_accept):
        assert response.status_code == 200
        assert response.headers["content-type"] == media_type
        assert response.headers["content-location"] == f"/doc/area/northby.{form}"
        assert response.headers["vary"] == "Accept"
        assert "Northby" in response.text
    assert by_ending.content == by_accept.content
    assert by_ending.headers["etag"] == by_accept.headers["etag"]
    head = server.head("/doc/area/northby." + form)
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", by_ending.headers["etag"])
    cached = server.get(
        "/doc/area/northby." + form, headers={"If-None-Match": f'"other", {head.headers["etag"]}'}
    )
    assert (cached.status_code, cached.content) == (304, b"")


def test_each_form_has_a_tag_of_its_own(server: httpx.Client) -> None:
    tags = {
        server.head(f"/doc/area/{area}.{form}").headers["etag"]
        for form in TYPES
        for area in ("northby", "southby")
    }
    assert len(tags) == 2 * len(TYPES)


@pytest.mark.parametrize("form", READERS)
def test_the_document_of_a_finding_holds_what_belongs_to_it(server: httpx.Client, form: str) -> None:
    found = triples(server.get(f"/doc/{FINDING}.{form}"), form)
    finding, label = f"<{BASE}id/{FINDING}>", "<http://www.w3.org/2000/01/rdf-schema#label>"
    expected = {
        f"{finding} <{BASE}def/theme> <{BASE}def/theme/waiting-times>",
        f'<{BASE}def/theme/waiting-times> {label} "Waiting times"@en',
        f'<{BASE}id/passage/northby-2018-01-15/20-40> <{BASE}def/quote> "Waits are <b>too long"',
        f"<{BASE}id/inspection/northby-2018-01-15> <{BASE}def/finding> {finding}",
        f'<{BASE}id/inspection/northby-2018-01-15> {label} "SEND inspection of Northby, January 2018"',
        f"<{BASE}doc/{FINDING}> <http://xmlns.com/foaf/0.1/primaryTopic> {finding}",
        f"{finding} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{BASE}def/Concern>",
    }
    assert expected <= found


def test_plain_json(server: httpx.Client) -> None:
    body = server.get("/doc/area/southby.json").json()
    assert body == {
        "iri": f"{BASE}id/area/southby",
        "label": "Southby",
        "types": [{"iri": f"{BASE}def/LocalArea", "label": "Local area"}],
        "properties": [],
        "evidence": [],
        "referencedBy": [
            {
                "property": f"{BASE}def/statisticalNeighbour",
                "propertyLabel": "has statistical neighbour",
                "iri": f"{BASE}id/area/northby",
                "label": "Northby",
            }
        ],
        "referencedByTotal": 1,
        "page": 1,
        "pages": 1,
        "truncated": False,
    }


def test_a_page_shows_words_and_no_markup_of_theirs(server: httpx.Client) -> None:
    page = server.get(f"/doc/{FINDING}", headers={"Accept": BROWSER}).text
    assert "Waits are &lt;b&gt;too long" in page
    assert "<b>" not in page
    assert "01234 567890" not in page
    assert "northby.gov.uk" not in page
    assert '<a href="/doc/document/northby-2018-01-15">Northby 2018 outcome letter</a>, page 2' in page
    assert page.index("characters 20 to 40") < page.index("characters 100 to 130")
    assert '<a href="/def/theme/waiting-times">Waiting times</a>' in page
    assert "<html lang=" in page
    assert "Open Government Licence v3.0" in page


def test_a_named_graph_is_the_document_of_what_it_holds(server: httpx.Client) -> None:
    address = "/graph/document/northby-2023-05-02"
    assert server.get(f"/id{address}").headers["location"] == f"/doc{address}"
    found = triples(server.get(f"/doc{address}.nt"), "nt")
    assert len(found) == 10 + 2
    assert (
        f'<{BASE}id/finding/northby-2023-05-02/needs-improvement/1> <{BASE}def/text> "Children still wait."'
        in found
    )
    assert "This graph holds 10 statements" in server.get(f"/doc{address}.html").text
    assert server.get("/doc/graph/document/nothing").status_code == 404


@pytest.mark.parametrize("address", ["/def/", "/def", "/def/0.1.0"])
def test_the_ontology(server: httpx.Client, address: str) -> None:
    response = server.get(address)
    assert (response.status_code, response.headers["content-type"]) == (200, "text/turtle; charset=utf-8")
    assert response.headers["content-location"] == "/def.ttl"
    assert server.get("/def.ttl").content == response.content
    found = triples(response, "ttl")
    assert f"<{BASE}def/> <http://www.w3.org/2002/07/owl#versionIRI> <{BASE}def/0.1.0>" in found
    assert any("http://www.w3.org/2002/07/owl#hasValue" in triple for triple in found)
    page = server.get(address, headers={"Accept": BROWSER})
    assert '<a href="/def/Concern">Concern</a>' in page.text


def test_terms_and_concepts(server: httpx.Client) -> None:
    term = server.get("/def/Concern")
    assert term.headers["content-location"] == "/def/Concern.ttl"
    assert any("hasValue" in triple for triple in triples(term, "ttl")), (
        "what a class is defined by comes along"
    )
    concept = server.get("/def/theme/waiting-times.nt")
    assert f"<{BASE}def/theme/waiting-times> <http://www.w3.org/2004/02/skos/core#broader>" in concept.text
    assert server.get("/def/scheme/theme.html").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/id/area/nowhere",
        "/doc/area/nowhere",
        "/doc/area/nowhere.ttl",
        "/def/Nothing",
        "/def/theme/nothing",
        "/doc/",
        "/id/",
        "/id//evil.example/",
        "/id/%2F%2Fevil.example",
        "/doc/area/../../etc/passwd",
        "/doc/area/%2e%2e/x",
        "/doc/area/a%20b",
        "/doc/area/%3Cscript%3E",
        "/nothing",
        "/doc/area/northby/",
    ],
)
def test_unknown_things_are_a_problem(server: httpx.Client, address: str) -> None:
    response = server.get(address)
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")
    assert response.json()["code"] == "not-found"
    page = server.get(address, headers={"Accept": BROWSER})
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "<script>" not in page.text
    assert "location" not in response.headers


def test_what_cannot_be_given_is_not_acceptable(server: httpx.Client) -> None:
    response = server.get("/doc/area/northby", headers={"Accept": "image/png"})
    assert (response.status_code, response.json()["code"]) == (406, "not-acceptable")
    assert json.loads(response.text)["remedy"].startswith("ask for one of text/turtle")


def test_alternates_are_linked(server: httpx.Client) -> None:
    link = server.head("/doc/area/northby.ttl").headers["link"]
    assert f'<{BASE}id/area/northby>; rel="describes"' in link
    assert '</doc/area/northby.jsonld>; rel="alternate"; type="application/ld+json"' in link


def licences(response: httpx.Response) -> set[str]:
    links = response.headers["link"].split(", ")
    return {link.partition(">")[0][1:] for link in links if 'rel="license"' in link}


def test_each_document_names_the_licences_of_what_it_rests_on(shipped: httpx.Client) -> None:
    open_government = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
    own, unknown = "https://www.apache.org/licenses/LICENSE-2.0", "/catalogue.html#documents"
    for address, expected in {
        "/doc/finding/halton-2017-03-27/strength/1": {open_government},
        "/doc/document/medway-2018-03-08-committee-report": {unknown},
        "/doc/area/medway": {open_government, unknown},
        "/def/theme/waiting-times": {own},
        "/def/": {own},
        "/def/shapes": {own},
    }.items():
        response = shipped.head(address)
        assert (response.status_code, licences(response)) == (200, expected), address
    assert 'id="documents"' in shipped.get("/catalogue.html").text
