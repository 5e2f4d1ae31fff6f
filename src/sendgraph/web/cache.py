"""Answers that are asked for again: a bound on bytes, and one piece of work for all who ask at once."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sendgraph.workers import Reply

Looked = Callable[[Literal["hit", "miss"]], None]
Start = Callable[[], "asyncio.Future[Reply]"]
#: What an entry takes beside its body.
_OVERHEAD = 500


@dataclass(slots=True)
class CacheStatistics:
    """How often an answer was there, was being made, or was not; and how many bytes are held."""

    hits: int = 0
    joined: int = 0
    misses: int = 0
    bytes: int = 0


class AnswerCache:
    """
    The answers of releases by key; the one not asked for longest makes room. Belongs to one event loop.

    An answer of more than an eighth of the room is not kept, as it would push out too many.
    """

    def __init__(self, most_bytes: int, looked: Looked = lambda _: None) -> None:
        """An empty cache, 0 bytes of which keep nothing; `looked` is told of each `hit` and `miss`."""
        self._most_bytes = most_bytes
        self._looked = looked
        self._held: OrderedDict[str, Reply] = OrderedDict()
        self._making: dict[str, tuple[asyncio.Future[Reply], list[int]]] = {}
        self.statistics = CacheStatistics()

    def held(self, key: str) -> Reply | None:
        """The answer, where it is here."""
        found = self._held.get(key)
        if found is not None:
            self._held.move_to_end(key)
            self.statistics.hits += 1
            self._looked("hit")
        return found

    async def make(self, key: str, start: Start, *, apart: str = "") -> Reply:
        """
        The answer that is being made under this key, or else the one that `start` starts to make.

        Whoever stops waiting leaves the others theirs; the work ends with the last of them.
        Who would wait `apart` from others, as with another deadline, does not join them.
        """
        self._looked("miss")
        place = f"{key} {apart}"
        if place in self._making:
            work, waiting = self._making[place]
            self.statistics.joined += 1
        else:
            work, waiting = start(), [0]
            self._making[place] = (work, waiting)
            work.add_done_callback(lambda done: self._made(key, place, done))
            self.statistics.misses += 1
        waiting[0] += 1
        try:
            return await asyncio.shield(work)
        finally:
            waiting[0] -= 1
            if not waiting[0] and not work.done():
                self._making.pop(place, None)
                work.cancel()

    def _made(self, key: str, place: str, work: "asyncio.Future[Reply]") -> None:
        if place in self._making and self._making[place][0] is work:
            del self._making[place]
        if not work.cancelled() and work.exception() is None:
            self._keep(key, work.result())

    def _keep(self, key: str, reply: Reply) -> None:
        size = _size(key, reply)
        if size > self._most_bytes // 8:
            return
        if key not in self._held:
            self._held[key] = reply
            self.statistics.bytes += size
        while self.statistics.bytes > self._most_bytes:
            oldest, gone = self._held.popitem(last=False)
            self.statistics.bytes -= _size(oldest, gone)


def _size(key: str, reply: Reply) -> int:
    return len(reply.body) + len(key) + _OVERHEAD
