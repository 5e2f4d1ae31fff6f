"""What the routes share: the release that is served, the answers held, the settings."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.requests import ClientDisconnect, Request

from sendgraph.settings import Settings
from sendgraph.web.cache import AnswerCache
from sendgraph.web.hosting import Hosted, Hosting
from sendgraph.web.middleware.metrics import Metrics
from sendgraph.web.shelf import Shelf
from sendgraph.workers import Lane, Reply

#: Work that is done sooner needs no watch over whether its asker is still there.
_SOON = 0.05


@dataclass
class Service:
    """What an application serves, made once for it."""

    place: Path
    settings: Settings
    metrics: Metrics = field(default_factory=Metrics)
    hosting: Hosting = field(init=False)
    cache: AnswerCache = field(init=False)
    shelf: Shelf = field(init=False)

    def __post_init__(self) -> None:
        """Make what serves; nothing is loaded yet."""
        self.hosting = Hosting(self.place, self.settings, self.metrics)
        self.shelf = Shelf(self.place)
        self.cache = AnswerCache(self.settings.cache_bytes, self.metrics.cache_looked)
        self.metrics.watch_cache(lambda: self.cache.statistics.bytes)

    @property
    def hosted(self) -> Hosted:
        """The release that serves now; a request takes it once and stays with it."""
        return self.hosting.hosted

    async def do(
        self,
        request: Request,
        hosted: Hosted,
        job: str,
        arguments: Mapping[str, Any],
        *,
        key: str | None = None,
        deadline: float | None = None,
        lane: Lane = "short",
    ) -> Reply:
        """
        Have a worker do a job, unless its answer is held under `key`.

        Where the client goes away, the work ends.

        Raises:
            ClientDisconnect: then.
            SendgraphError: what the job tells of, and what the pool does.
        """
        seconds = min(deadline or self.settings.query_seconds, self.settings.query_seconds)

        def start() -> "asyncio.Future[Reply]":
            return hosted.pool.submit(job, arguments, deadline=seconds, lane=lane)

        if key is None:
            return await _unless_gone(request, start())
        held = self.cache.held(key)
        if held is not None:
            return held
        making = self.cache.make(key, start, apart=str(seconds))
        return await _unless_gone(request, asyncio.ensure_future(making))


def service_of(request: Request) -> Service:
    """The service that a request is for."""
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


async def _unless_gone(request: Request, work: "asyncio.Future[Reply]") -> Reply:
    """What comes of the work; it is cancelled where the client goes away before."""
    try:
        done, _ = await asyncio.wait({work}, timeout=_SOON)
        if done:
            return work.result()
        gone = asyncio.ensure_future(_gone(request))
        either: set[asyncio.Future[Any]] = {work, gone}
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        finally:
            gone.cancel()
        if not work.done():
            raise ClientDisconnect
        return work.result()
    finally:
        work.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
