"""
Requests a second and latencies by route, beside a plain call of pyoxigraph in the same run.

python benchmarks/serving.py [--release DIR] [--seconds 2] [--rounds 5] > benchmarks/results/serving.md

In each round every route is measured in turn: the plain call of its query (text to serialised answer, in
this process, over the same statements), then the server with 1 client, then with 16. A client keeps its
connection and sends the next request when it has the answer. Medians of the rounds. "anew" is asked each
time in words that no cache has seen; "again" may come from the cache.
"""

import argparse
import asyncio
import platform
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph
from asking import Asked, Connection
from mix import DEF
from server_process import Server, served

from sendgraph import __version__
from sendgraph.release import Release
from sendgraph.release.workers import cores

CLIENTS = (1, 16)


@dataclass(frozen=True, slots=True)
class Route:
    """What is asked of the server, and the query that a plain call answers, none where there is none."""

    name: str
    target: str
    plain: str | None = None
    anew: bool = False

    def asked(self, number: int) -> Asked:
        """The request of that number."""
        return Asked("GET", f"{self.target}%20%23{number}" if self.anew else self.target)


@dataclass
class Figures:
    """Of each round: how many a second, and the median and the 95th hundredth of the milliseconds."""

    rates: list[float] = field(default_factory=list)
    medians: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)

    def take(self, seconds: list[float], took: float) -> None:
        """Add a round."""
        ordered = sorted(seconds)
        self.rates.append(len(ordered) / took)
        self.medians.append(1000 * ordered[len(ordered) // 2])
        self.late.append(1000 * ordered[int(0.95 * len(ordered))])

    def cells(self) -> str:
        """The medians of the rounds as cells of a table."""
        rate = statistics.median(self.rates)
        return f"{rate:,.0f} | {statistics.median(self.medians):,.2f} | {statistics.median(self.late):,.2f}"


def routes(release: Release) -> list[Route]:
    """The routes that are measured, over things that the release has."""
    finding = next(
        q.subject.value
        for q in release.quads()
        if q.predicate.value.endswith("def/theme") and "/id/" in str(q.subject)
    )
    area = next(q.object.value for q in release.quads() if q.predicate.value.endswith("def/localArea"))
    look_up = f"{DEF}SELECT ?p ?o {{ <{finding}> ?p ?o }}"
    hundred = f"{DEF}SELECT ?f ?text {{ ?f a send:Finding ; send:text ?text }} LIMIT 100"
    counted = f"{DEF}SELECT ?t (COUNT(?f) AS ?n) {{ ?f send:theme ?t }} GROUP BY ?t ORDER BY DESC(?n)"
    construct = f"CONSTRUCT {{ <{finding}> ?p ?o }} WHERE {{ <{finding}> ?p ?o }}"
    place, node = finding.partition("/id/")[2], area.partition("/id/")[2]

    def sparql(name: str, query: str, anew: bool) -> Route:
        return Route(name, f"/sparql?{urlencode({'query': query})}", query, anew)

    return [
        sparql("look-up of a finding, anew", look_up, True),
        sparql("look-up of a finding, again", look_up, False),
        sparql("a hundred texts, anew", hundred, True),
        sparql("findings by theme, anew", counted, True),
        sparql("construct a finding, anew", construct, True),
        Route("document as Turtle", f"/doc/{place}.ttl", f"DESCRIBE <{finding}>"),
        Route("document as a page", f"/doc/{place}.html"),
        Route("list of areas", "/api/areas"),
        Route("list of findings, CSV", "/api/findings?format=csv"),
        Route("neighbours, two hops", f"/api/graph/neighbours?node={node}&hops=2"),
        Route("health", "/health"),
    ]


def calls(store: pyoxigraph.Store, query: str, seconds: float) -> tuple[list[float], float]:
    """Call the engine for so long: how long each call took, and all of them."""

    def call() -> None:
        answer = store.query(query)
        if isinstance(answer, pyoxigraph.QueryTriples):
            answer.serialize(format=pyoxigraph.RdfFormat.TURTLE)
        else:
            answer.serialize(format=pyoxigraph.QueryResultsFormat.JSON)

    return _while(seconds, call)


def _while(seconds: float, run: Callable[[], object]) -> tuple[list[float], float]:
    took: list[float] = []
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        start = time.perf_counter()
        run()
        took.append(time.perf_counter() - start)
    return took, time.perf_counter() - began


async def requests(
    server: Server, route: Route, clients: int, seconds: float, first: int
) -> tuple[list[float], float]:
    """Ask the server with so many clients for so long."""
    took: list[float] = []
    began = time.perf_counter()

    async def client(number: int) -> None:
        connection = Connection(server.host, server.port)
        while time.perf_counter() - began < seconds:
            start = time.perf_counter()
            answered = await connection.ask(route.asked(first + number + clients * len(took)))
            took.append(time.perf_counter() - start)
            if answered.status != 200:
                raise SystemExit(f"{route.target}: {answered.status} {answered.body[:200]!r}")
        connection.close()

    await asyncio.gather(*(client(number) for number in range(clients)))
    return took, time.perf_counter() - began


def there(server: Server, route: Route) -> bool:
    """Whether the server has the route."""
    return asyncio.run(Connection(server.host, server.port).ask(route.asked(-1))).status == 200


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--release", type=Path, default=Path("releases"))
    parser.add_argument("--seconds", type=float, default=2, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    release = Release.open(given.release)
    store = pyoxigraph.Store()
    store.bulk_extend(release.quads())
    store.bulk_extend(pyoxigraph.Quad(q.subject, q.predicate, q.object) for q in release.quads())
    plain: dict[str, Figures] = {}
    web: dict[tuple[str, int], Figures] = {}
    with served(given.release) as server:
        measured = [route for route in routes(release) if there(server, route)]
        for number in range(given.rounds):
            print(f"round {number + 1} of {given.rounds}", file=sys.stderr)
            for at, route in enumerate(measured):
                if route.plain:
                    plain.setdefault(route.name, Figures()).take(*calls(store, route.plain, given.seconds))
                for clients in CLIENTS:
                    first = 10_000_000 * (1 + number * len(measured) + at) + 1_000_000 * clients
                    taken = asyncio.run(requests(server, route, clients, given.seconds, first))
                    web.setdefault((route.name, clients), Figures()).take(*taken)
        memory, processes = server.memory()
    print("# Serving\n")
    print(
        f"sendgraph {__version__}, {release.manifest.quads:,} statements; {cores()} cores for server "
        f"and clients, Python {platform.python_version()}, pyoxigraph {pyoxigraph.__version__}.\n"
        f"`python {' '.join(sys.argv)}`: medians of {given.rounds} rounds, {given.seconds:g} s each; "
        f"{memory / 1e6:,.0f} MB in {processes} processes after it.\n"
    )
    heads = "requests a second | median ms | 95 % within ms"
    told = [f"{'1 client' if n == 1 else f'{n} clients'}: {heads} | of plain" for n in CLIENTS]
    print(f"| route | plain calls a second | median ms | {' | '.join(told)} |")
    print("|---|" + "---:|" * 10)
    for route in measured:
        cells = ["–", "–"]
        if route.name in plain:
            of = plain[route.name]
            cells = [f"{statistics.median(of.rates):,.0f}", f"{statistics.median(of.medians):,.2f}"]
        for clients in CLIENTS:
            figures = web[route.name, clients]
            cells.append(figures.cells())
            ratio = "–"
            if route.name in plain:
                pairs = zip(figures.rates, plain[route.name].rates, strict=True)
                ratio = f"{statistics.median(ours / theirs for ours, theirs in pairs):.2f}"
            cells.append(ratio)
        print(f"| {route.name} | {' | '.join(cells)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
