"""What people ask a server of linked data, in about the shares in which they do."""

import asyncio
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from urllib.parse import urlencode

from asking import Answered, Asked, Connection

DEF = "PREFIX send: <https://w3id.org/sendgraph/def/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
#: Route → share of all requests.
SHARES = {
    "sparql again": 20,
    "sparql anew": 20,
    "sparql posted": 8,
    "document": 18,
    "unchanged document": 10,
    "definition": 5,
    "redirect": 4,
    "list": 6,
    "question": 3,
    "neighbours": 4,
    "paths": 2,
    "page": 4,
    "description": 1,
    "refused": 3,
}
LISTS = ("areas", "inspections", "findings", "measures", "services", "themes", "documents")
FORMATS = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "json": "application/json",
    "html": "text/html",
}
#: A product of everything with everything with everything.
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_JSON = ("Accept", "application/json")


@dataclass(frozen=True, slots=True)
class Known:
    """A request and what a quiet server answers to it."""

    route: str
    asked: Asked
    status: int = 0
    digest: bytes = b""
    tag: str = ""
    changes: bool = False

    def told_by(self, answered: Answered) -> bool:
        """Whether an answer is the one that the quiet server gave."""
        if answered.status != self.status or digest(answered) != self.digest:
            return False
        return self.changes or answered.headers.get("etag", "") == self.tag

    def now(self, number: int) -> Asked:
        """The request; where it asks anew, in words that no cache has seen, and that mean the same."""
        if not self.changes:
            return self.asked
        return replace(self.asked, target=f"{self.asked.target}%20%23{number}")


def digest(answered: Answered) -> bytes:
    """What a body is known by."""
    return sha256(answered.body).digest()


def product(number: int) -> Asked:
    """The product, in words that no cache has seen."""
    return Asked("GET", f"/sparql?{urlencode({'query': f'{PRODUCT} #{number}'})}")


async def take(host: str, port: int, seed: int) -> dict[str, list[Known]]:
    """
    Ask a quiet server for everything in the mix: route → requests with their answers.

    Raises:
        SystemExit: where it does not answer as it should; routes that are not there yet are left out.
    """
    connection = Connection(host, port)
    things = await _things(connection, random.Random(seed))
    known: dict[str, list[Known]] = {}
    for one in [*_requests(things)]:
        answered = await connection.ask(one.now(-1))
        wanted = {"redirect": 303, "refused": 400}.get(one.route, 200)
        if answered.status == 404 and one.route in ("list", "description"):
            continue
        if answered.status != wanted:
            raise SystemExit(f"{one.asked.target}: a quiet server answers {answered.status}, not {wanted}")
        tag = answered.headers.get("etag", "")
        told = replace(one, status=answered.status, digest=digest(answered), tag=tag)
        known.setdefault(one.route, []).append(told)
    unchanged = [
        Known(
            "unchanged document",
            replace(one.asked, headers=(*one.asked.headers, ("If-None-Match", one.tag))),
            304,
            sha256(b"").digest(),
            one.tag,
        )
        for one in known["document"]
    ]
    connection.close()
    return {**known, "unchanged document": unchanged}


async def _things(connection: Connection, chance: random.Random) -> dict[str, list[str]]:
    """IRIs of some things of each class, from the server itself."""
    found = {}
    for kind in ("LocalArea", "Inspection", "Finding", "Measure", "SourceDocument", "Theme"):
        query = f"{DEF}SELECT ?x {{ ?x a send:{kind} }} ORDER BY ?x"
        answered = await connection.ask(Asked("GET", f"/sparql?{urlencode({'query': query})}", (_JSON,)))
        iris = [row["x"]["value"] for row in json.loads(answered.body)["results"]["bindings"]]
        found[kind] = sorted(chance.sample(iris, min(12, len(iris))))
    asked = f"{DEF}SELECT DISTINCT ?x {{ ?i send:localArea ?x ; send:finding ?f }} ORDER BY ?x"
    answered = await connection.ask(Asked("GET", f"/sparql?{urlencode({'query': asked})}", (_JSON,)))
    found["inspected"] = [row["x"]["value"] for row in json.loads(answered.body)["results"]["bindings"]][:12]
    return found


def _requests(things: dict[str, list[str]]) -> Iterator[Known]:
    areas = things["LocalArea"]
    queries = [
        *(
            f"{DEF}SELECT ?p ?o {{ <{iri}> ?p ?o }} ORDER BY ?p ?o"
            for kind in things
            for iri in things[kind][:4]
        ),
        *(f"{DEF}SELECT ?i ?year {{ ?i send:localArea <{a}> ; send:year ?year }} ORDER BY ?i" for a in areas),
        f"{DEF}SELECT ?kind (COUNT(*) AS ?n) {{ ?x a ?kind }} GROUP BY ?kind ORDER BY ?kind",
        f"{DEF}SELECT ?f ?text {{ ?f a send:Finding ; send:text ?text }} ORDER BY ?f LIMIT 100",
        f"{DEF}SELECT ?t (COUNT(?f) AS ?n) {{ ?f send:theme ?t }} GROUP BY ?t ORDER BY DESC(?n) ?t",
        f"{DEF}ASK {{ ?x a send:Finding }}",
        *(f"CONSTRUCT {{ <{iri}> ?p ?o }} WHERE {{ <{iri}> ?p ?o }}" for iri in things["Finding"][:4]),
    ]
    for query in queries:
        encoded = urlencode({"query": query})
        yield Known("sparql again", Asked("GET", f"/sparql?{encoded}"))
        yield Known("sparql anew", Asked("GET", f"/sparql?{encoded}"), changes=True)
        form = (("Content-Type", "application/x-www-form-urlencoded"),)
        yield Known("sparql posted", Asked("POST", "/sparql", form, encoded.encode()))
        direct = (("Content-Type", "application/sparql-query"),)
        yield Known("sparql posted", Asked("POST", "/sparql", direct, query.encode()))
    paths = [iri.partition("/id/")[2] for kind in things for iri in things[kind] if "/id/" in iri]
    for path in dict.fromkeys(paths):
        yield Known("redirect", Asked("GET", f"/id/{path}"))
        for ending, media_type in FORMATS.items():
            yield Known("document", Asked("GET", f"/doc/{path}.{ending}"))
            yield Known("document", Asked("GET", f"/doc/{path}", (("Accept", media_type),)))
    for term in ("", "Finding", "Inspection", "theme", *(t.partition("/def/")[2] for t in things["Theme"])):
        for ending in ("ttl", "html", "jsonld"):
            place = f"/def/{term}.{ending}" if term else f"/def.{ending}"
            yield Known("definition", Asked("GET", place))
    for name in LISTS:
        yield Known("list", Asked("GET", f"/api/{name}", (_JSON,)))
        yield Known("list", Asked("GET", f"/api/{name}?limit=20", (("Accept", "text/csv"),)))
    for name in ("significant-weaknesses", "recurring-concerns", "areas-by-judgement-and-region"):
        for form_ in ("csv", "json"):
            yield Known("question", Asked("GET", f"/questions/{name}?format={form_}"))
    short = [iri.partition("/id/")[2] for iri in things["inspected"]]
    for node in short:
        for hops in (1, 2):
            yield Known("neighbours", Asked("GET", f"/api/graph/neighbours?node={node}&hops={hops}&limit=50"))
        yield Known("paths", Asked("GET", f"/api/graph/paths?from={node}&to={short[0]}&max_length=4"))
    for page in ("/", "/questions", "/sparql", "/questions/significant-weaknesses"):
        yield Known("page", Asked("GET", page, (("Accept", "text/html"),)))
    for address in ("/sparql", "/catalogue", "/.well-known/void"):
        yield Known("description", Asked("GET", address, (("Accept", "text/turtle"),)))
    for bad in ("SELECT * {", "nonsense", "SELECT * { ?s undeclared:p ?o }"):
        yield Known("refused", Asked("GET", f"/sparql?{urlencode({'query': bad})}", (_JSON,)))


def taken(host: str, port: int, seed: int = 1) -> dict[str, list[Known]]:
    """`take`, for those who have no loop."""
    return asyncio.run(take(host, port, seed))
