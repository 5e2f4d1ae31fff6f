"""How often a client may ask: a token bucket for each, loopback apart."""

import heapq
import math
import time
from collections.abc import Callable
from typing import Final

from starlette._utils import get_route_path
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from sendgraph.web.middleware.client_address import client_of
from sendgraph.web.problems import problem

#: Whoever watches the server must see that it lives, above all while somebody asks too much.
UNLIMITED: Final = frozenset({"/health", "/ready"})
#: A client takes about 300 bytes here, so that all of them take 30 MB.
MOST_CLIENTS: Final = 100_000
#: Differences of time below this are rounding of floating point.
_ROUNDING: Final = 1e-6
_SLOTS_IN_A_FILLING: Final = 32


class Buckets:
    """
    A token bucket for each client: full at first, filled at a steady rate, a token for each request.

    Of each client only the time is kept at which its bucket is full again; a client whose bucket is full
    is as good as unknown. Clients stand in slots by that time, so that the fullest are found at once: when
    there are too many, they are forgotten first, to whom that gives least.

    >>> buckets = Buckets(per_minute=60, burst=2)
    >>> [buckets.take("a", now=10.0) for _ in range(3)], buckets.take("a", now=11.0)
    ([0.0, 0.0, 1.0], 0.0)
    """

    def __init__(self, per_minute: int, burst: int, most_clients: int = MOST_CLIENTS) -> None:
        """Fill by so many tokens a minute up to `burst`."""
        self._interval = 60 / per_minute
        self._filling = burst * self._interval
        self._slot_seconds = self._filling / _SLOTS_IN_A_FILLING
        self._most_clients = most_clients
        self._full_at: dict[str, float] = {}
        self._slots: dict[int, dict[str, None]] = {}
        self._slot_order: list[int] = []

    def __len__(self) -> int:
        """How many clients are remembered."""
        return len(self._full_at)

    def take(self, client: str, now: float) -> float:
        """Take a token: 0 where there is one, otherwise the seconds until there is, and nothing is taken."""
        held = self._full_at.get(client, now)
        full_at = max(held, now) + self._interval
        wait = full_at - now - self._filling
        if wait > _ROUNDING:
            return wait
        if client in self._full_at:
            self._slots[self._slot(held)].pop(client)
        self._full_at[client] = full_at
        self._put(client, self._slot(full_at))
        self._forget(now)
        return 0.0

    def _slot(self, full_at: float) -> int:
        return math.floor(full_at / self._slot_seconds)

    def _put(self, client: str, slot: int) -> None:
        if slot not in self._slots:
            self._slots[slot] = {}
            heapq.heappush(self._slot_order, slot)
        self._slots[slot][client] = None

    def _forget(self, now: float) -> None:
        """Forget two clients at most that are full, and one that is not where there are too many."""
        for _ in range(2):
            if not self._drop_empty_slots():
                return
            client = next(iter(self._slots[self._slot_order[0]]))
            if self._full_at[client] > now and len(self) <= self._most_clients:
                return
            del self._slots[self._slot_order[0]][client]
            del self._full_at[client]

    def _drop_empty_slots(self) -> bool:
        """Drop the empty slots before the first that is not; whether there is one."""
        while self._slot_order and not self._slots[self._slot_order[0]]:
            del self._slots[heapq.heappop(self._slot_order)]
        return bool(self._slot_order)


class RateLimit:
    """
    Middleware that refuses whoever asks too often, and says truly when to come back.

    Loopback is the resolved client: whom a trusted proxy on this machine names is counted.
    """

    def __init__(
        self, app: ASGIApp, per_minute: int, burst: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Wrap an application; `per_minute` of 0 sets no limit."""
        self.app = app
        self.buckets = Buckets(per_minute, burst) if per_minute else None
        self.clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        wait = self._wait(scope) if scope["type"] == "http" else 0.0
        if not wait:
            await self.app(scope, receive, send)
            return
        seconds = math.ceil(wait - _ROUNDING)
        response = problem(
            Request(scope),
            "rate-limited",
            "you ask more often than one client may here",
            remedy=f"try again in {seconds} {'second' if seconds == 1 else 'seconds'}",
            headers={"Retry-After": str(seconds)},
        )
        await response(scope, receive, send)

    def _wait(self, scope: Scope) -> float:
        client = client_of(scope)
        if self.buckets is None or client.loopback or get_route_path(scope) in UNLIMITED:
            return 0.0
        return self.buckets.take(client.counted_as, self.clock())
