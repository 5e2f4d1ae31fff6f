"""
The release that is served at present: its pool of workers, and the next one when it comes.

The pointer of a folder of releases is looked at every few seconds. The release that it
leads to is loaded beside the one that serves; requests go to it once it is ready, and the
former one ends when it has answered what it had taken.
"""

import asyncio
import contextlib
import logging
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sendgraph import __version__
from sendgraph.errors import SendgraphError
from sendgraph.graph import Namespaces
from sendgraph.release import Release
from sendgraph.release.workers import cores
from sendgraph.settings import Settings
from sendgraph.store.origins import CALLING_FILES
from sendgraph.web.middleware.metrics import Killed, Metrics
from sendgraph.web.pages import looks
from sendgraph.web.problems import Refused
from sendgraph.workers import Pool, WorkerFailed

_LOADER: Final = "sendgraph.web.answers:open_release"
_FEWEST_WORKERS: Final = 4
#: How long a former release may take to answer what it had taken, beyond a query's deadline.
_GRACE: Final = 5.0
#: Ends of workers that are counted: the pool's word for them, and the metrics'.
_KILLED: Final[Mapping[str, Killed]] = {
    "timeout": "timeout",
    "memory": "memory",
    "client gone": "client-gone",
}
_log = logging.getLogger("sendgraph.web")


@dataclass(frozen=True, eq=False)
class Hosted:
    """A release that workers answer from. `name` stands for every byte of it."""

    pool: Pool
    name: str
    path: Path
    base_iri: str
    version: str
    quads: int

    @property
    def namespaces(self) -> Namespaces:
        """The namespaces of its IRIs."""
        return Namespaces(self.base_iri)

    def etag(self, *representation: str) -> str:
        """
        The entity tag of a representation of something in this release.

        It names release, software, templates and representation, so that it changes when any of them does.
        """
        parts = "\0".join((__version__, looks(), self.name, *representation))
        return f'"{sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'


class Hosting:
    """Keeps a release served: starts its workers, swaps to a newer one, starts again what has ended."""

    def __init__(self, place: Path, settings: Settings, metrics: Metrics) -> None:
        """Host the release at a path, or the current one of a folder; `start` starts it."""
        self._place = place
        self._settings = settings
        self._metrics = metrics
        metrics.watch_workers(
            lambda: self._statistics("alive"),
            lambda: self._statistics("at_work"),
            lambda: self._statistics("waiting"),
        )
        self._hosted: Hosted | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.swaps = 0

    @property
    def hosted(self) -> Hosted:
        """
        The release that serves now.

        Raises:
            Refused: `not-ready`, where none does.
        """
        if self._hosted is None:
            raise Refused(
                "not-ready",
                "the release is being loaded",
                remedy="try again in a few seconds",
            )
        return self._hosted

    async def start(self) -> None:
        """
        Load the release and start its workers.

        Raises:
            InvalidRelease: where there is none, or where it is damaged.
        """
        self._hosted = await self._host(Release.open(self._place).path)
        self._metrics.serves(self._hosted.name)
        self._do(self._watch())

    async def stop(self) -> None:
        """End in good order: what was taken is answered."""
        watching = [task for task in self._tasks if task.get_name() == "watch"]
        for task in watching:
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)
        if self._hosted is not None:
            former, self._hosted = self._hosted, None
            await former.pool.close(self._grace())
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _watch(self) -> None:
        """Look after the release for ever: a newer one, or one whose keeper has ended."""
        refused: str | None = None
        while True:
            await self._pause()
            try:
                release = await asyncio.to_thread(Release.open, self._place)
            except SendgraphError as error:
                refused = _tell_once(refused, str(error))
                continue
            hosted = self._hosted
            if hosted is not None and hosted.name == release.name and not hosted.pool.is_over:
                continue
            try:
                newer = await self._host(release.path)
            except (SendgraphError, WorkerFailed) as error:
                refused = _tell_once(refused, f"release {release.name[:12]} is not served: {error}")
                await asyncio.sleep(self._settings.release_check_seconds)
                continue
            refused, self._hosted = None, newer
            self.swaps += 1
            self._metrics.serves(newer.name)
            _log.info("release %s is served", newer.name[:12])
            if hosted is not None:
                self._do(hosted.pool.close(self._grace()), "close")

    async def _pause(self) -> None:
        over = self._hosted.pool.wait_until_over() if self._hosted else asyncio.sleep(3600)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(over, self._settings.release_check_seconds)
            await asyncio.sleep(0.1)

    async def _host(self, path: Path) -> Hosted:
        settings = self._settings
        pool = await Pool.start(
            _LOADER,
            {
                "path": str(path),
                "folder": str(self._place.absolute()),
                "settings": settings.model_dump(mode="json"),
            },
            workers=settings.query_workers or max(_FEWEST_WORKERS, 2 * cores()),
            memory_bytes=settings.query_memory_bytes,
            files=CALLING_FILES if settings.service_origins else 0,
            most_waiting=settings.max_waiting_queries,
            longest_wait=settings.longest_wait_seconds,
            on_end=self._count_end,
        )
        about = pool.about
        return Hosted(
            pool, about["name"], Path(about["path"]), about["base_iri"], about["version"], about["quads"]
        )

    def _statistics(self, name: str) -> float:
        """One number of the pool that serves, 0 where none does."""
        return float(getattr(self._hosted.pool.statistics(), name)) if self._hosted else 0.0

    def _count_end(self, why: str) -> None:
        reason = _KILLED.get(why)
        if reason is not None:
            self._metrics.worker_killed(reason)

    def _grace(self) -> float:
        return self._settings.query_seconds + _GRACE

    def _do(self, work: Coroutine[Any, Any, None], name: str = "watch") -> None:
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _tell_once(told: str | None, message: str) -> str:
    if message != told:
        _log.error("%s", message)
    return message
