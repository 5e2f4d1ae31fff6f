"""
The server under load: nothing but right bodies and honest refusals, while one client asks the impossible.

python benchmarks/load.py [--release DIR] [--clients 100] [--seconds 60] [--hostile 1] [--seed 1] …

Clients ask one request after the other, without a pause, out of the mix of `mix.py`; beside them a
client sends products of everything with everything with everything all along. Every body is compared
with the one that the quiet server gave before; a 429, 503 or 504 must say what it is and when to come
back. `/health` is asked every fifth of a second, the memory of all processes is summed up every second.
Exit code 1 where a body is wrong, a status is another, `/health` is late or the memory grows.
"""

import argparse
import asyncio
import http.client
import itertools
import json
import platform
import random
import statistics
import sys
import threading
import time
from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from asking import Answered, Connection
from mix import SHARES, Known, product, taken
from server_process import Server, served

from sendgraph.release.workers import cores

#: Refusals that are honest under load, with their codes.
HONEST = {429: {"rate-limited"}, 503: {"busy", "query-too-large"}, 504: {"query-timeout"}}
PATIENCE = 60.0
MB = 1_000_000


@dataclass
class Told:
    """What came of the requests of one route: how long each took (seconds), and the statuses."""

    seconds: "array[float]" = field(default_factory=lambda: array("f"))
    statuses: Counter[int] = field(default_factory=Counter)


@dataclass
class Watched:
    """What was seen beside the requests."""

    memory: list[tuple[int, int]] = field(default_factory=list)
    health: "array[float]" = field(default_factory=lambda: array("f"))
    faults: list[str] = field(default_factory=list)


@dataclass
class Run:
    """One run of load."""

    server: Server
    known: dict[str, list[Known]]
    until: float
    pause: float
    told: defaultdict[str, Told] = field(default_factory=lambda: defaultdict(Told))
    watched: Watched = field(default_factory=Watched)
    numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    async def client(self, seed: int) -> None:
        """Ask out of the mix until the time is over."""
        chance = random.Random(seed)
        routes = [route for route in SHARES if self.known.get(route)]
        shares = [SHARES[route] for route in routes]
        connection = Connection(self.server.host, self.server.port)
        while time.monotonic() < self.until:
            route = chance.choices(routes, shares)[0]
            one = chance.choice(self.known[route])
            answered = await self._timed(connection, route, one)
            if answered and not one.told_by(answered) and not self._honest(answered, one):
                self._fault(f"{one.asked.method} {one.asked.target}: wrong answer, {_shown(answered)}")
            if self.pause:
                await asyncio.sleep(self.pause * chance.random() * 2)
        connection.close()

    async def hostile(self) -> None:
        """Ask the impossible until the time is over."""
        connection = Connection(self.server.host, self.server.port)
        while time.monotonic() < self.until:
            number = next(self.numbers)
            one = Known("product", product(number))
            answered = await self._timed(connection, "product", one)
            if answered and not self._honest(answered, one):
                self._fault(f"product: {_shown(answered)}")
            if answered and answered.status in (429, 503):
                await asyncio.sleep(1)
        connection.close()

    async def _timed(self, connection: Connection, route: str, one: Known) -> Answered | None:
        began = time.perf_counter()
        try:
            answered = await asyncio.wait_for(connection.ask(one.now(next(self.numbers))), PATIENCE)
        except (OSError, EOFError, TimeoutError, ValueError) as error:
            connection.close()
            self._fault(f"{one.asked.method} {one.asked.target}: no answer, {type(error).__name__} {error}")
            return None
        told = self.told[route]
        told.seconds.append(time.perf_counter() - began)
        told.statuses[answered.status] += 1
        return answered

    def _honest(self, answered: Answered, one: Known) -> bool:
        """Whether an answer is a refusal that load excuses, and says so as it should."""
        codes = HONEST.get(answered.status)
        if codes is None or answered.headers.get("cache-control") != "no-store":
            return False
        if answered.status == 429 or b'"busy"' in answered.body:
            when = answered.headers.get("retry-after", "")
            if not when.isdigit() or not 0 < int(when) <= 600:
                return False
        if ("Accept", "text/html") in one.asked.headers:
            return answered.headers.get("content-type", "").startswith("text/html")
        if answered.headers.get("content-type") != "application/problem+json":
            return False
        said = json.loads(answered.body)
        return said["status"] == answered.status and said["code"] in codes

    def _fault(self, what: str) -> None:
        self.watched.faults.append(what)
        if len(self.watched.faults) <= 10:
            print(what[:400], file=sys.stderr)

    def watch_health(self) -> None:
        """Ask `/health` every fifth of a second, in a thread of its own."""
        connection = http.client.HTTPConnection(self.server.host, self.server.port, timeout=30)
        while time.monotonic() < self.until:
            began = time.perf_counter()
            try:
                connection.request("GET", "/health")
                response = connection.getresponse()
                response.read()
                if response.status != 200:
                    self._fault(f"/health: {response.status}")
            except (OSError, http.client.HTTPException) as error:
                connection.close()
                if time.monotonic() < self.until:
                    self._fault(f"/health: {type(error).__name__} {error}")
            took = time.perf_counter() - began
            self.watched.health.append(took)
            time.sleep(max(0.0, 0.2 - took))
        connection.close()

    def watch_memory(self) -> None:
        """Sum up the memory every second, in a thread of its own."""
        while time.monotonic() < self.until:
            self.watched.memory.append(self.server.memory())
            time.sleep(1)

    async def run(self, clients: int, hostile: int, seed: int) -> None:
        """All clients at once."""
        everyone = [self.client(seed * 10_000 + number) for number in range(clients)]
        await asyncio.gather(*everyone, *(self.hostile() for _ in range(hostile)))


def _shown(answered: Answered) -> str:
    return f"{answered.status} {dict(answered.headers)} {answered.body[:200]!r}"


def grown(memory: list[int]) -> int:
    """How much more the last fifth of a run takes than its second: in the first, caches fill up."""
    fifth = max(1, len(memory) // 5)
    return round(statistics.median(memory[-fifth:]) - statistics.median(memory[fifth : 2 * fifth] or memory))


def quantile(seconds: "array[float]", share: float) -> float:
    """The time in milliseconds within which this share of the requests was answered."""
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(run: Run, took: float) -> None:
    """Print what came of each route, in Markdown."""
    print("| route | requests | a second | median ms | p95 | p99 | max | statuses |")
    print("|---|---:|---:|---:|---:|---:|---:|---|")
    whole = Told()
    for route, told in run.told.items():
        if route != "product":
            whole.seconds.extend(told.seconds)
            whole.statuses.update(told.statuses)
    for route, told in [*sorted(run.told.items()), ("**all but product**", whole)]:
        figures = [f"{quantile(told.seconds, share):,.1f}" for share in (0.5, 0.95, 0.99, 1)]
        statuses = ", ".join(f"{count:,} × {status}" for status, count in sorted(told.statuses.items()))
        rate = len(told.seconds) / took
        print(f"| {route} | {len(told.seconds):,} | {rate:,.1f} | {' | '.join(figures)} | {statuses} |")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--release", type=Path, default=Path("releases"), help="a release or a folder of them"
    )
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--hostile", type=int, default=1, help="clients that send products; 0 for none")
    parser.add_argument("--pause", type=float, default=0, help="seconds that a client rests, on average")
    parser.add_argument("--growth", type=float, default=50, help="MB that the memory may grow")
    parser.add_argument("--health", type=float, default=1, help="seconds within which /health answers")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", type=Path, help="where the server's standard error goes")
    given = parser.parse_args()
    with served(given.release, given.log) as server:
        known = taken(server.host, server.port, given.seed)
        quiet = server.memory()
        began, spent = time.monotonic(), time.process_time()
        run = Run(server, known, began + given.seconds, given.pause)
        watchers = [threading.Thread(target=watch) for watch in (run.watch_health, run.watch_memory)]
        for thread in watchers:
            thread.start()
        asyncio.run(run.run(given.clients, given.hostile, given.seed))
        took = time.monotonic() - began
        for thread in watchers:
            thread.join()
        alive = server.process.poll() is None
    memory = [size for size, _ in run.watched.memory]
    growth, late = grown(memory) / MB, max(run.watched.health)
    print(f"command   python {' '.join(sys.argv)}")
    print(f"machine   {cores()} cores for server and clients, Python {platform.python_version()}")
    print(f"clients   {given.clients}, and {given.hostile} that send products; {took:.0f} s\n")
    table(run, took)
    under = f"{memory[0] / MB:,.0f} at the start, {statistics.median(memory) / MB:,.0f} median, "
    under += f"{max(memory) / MB:,.0f} most, {memory[-1] / MB:,.0f} at the end"
    print(f"\nmemory    {quiet[0] / MB:,.0f} MB quiet ({quiet[1]} processes); under load {under}")
    print(
        f"growth    {growth:,.0f} MB from the second fifth of the time to the last (bound {given.growth:g})"
    )
    times = f"{len(run.watched.health):,} times"
    print(f"/health   {times}, latest after {late * 1000:,.0f} ms (bound {given.health:g} s)")
    print(f"driver    {time.process_time() - spent:.0f} s of a core")
    print(f"faults    {len(run.watched.faults):,}{'' if alive else '; the server died'}")
    good = not run.watched.faults and alive and late <= given.health and growth <= given.growth
    print(f"verdict   {'good' if good else 'BAD'}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
