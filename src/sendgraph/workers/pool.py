"""
The pool: hands jobs to workers from an event loop, under deadlines, and never waits for a lost one.

A job that misses its deadline, or whose asker goes away, has its worker killed; another is
forked in a few milliseconds. Jobs wait in the order in which they came, no more of them and
no longer than said.
"""

import asyncio
import contextlib
import logging
import os
import signal
import socket
from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from sendgraph.errors import CallError, QueryTimeout
from sendgraph.workers.channel import Channel
from sendgraph.workers.keeper_link import KeeperLink
from sendgraph.workers.messages import Reply, pack_job, problem_of
from sendgraph.workers.worker import too_large

#: `short` jobs are the server's own; `long` ones a stranger wrote, and may not take every worker.
Lane = Literal["short", "long"]

#: After so long a job runs behind the others, so that one that burns does not slow what is quick.
_SLOW: Final = 0.5
_BEHIND: Final = 10
#: How a process ends whose memory ran out: by its allocator, its stack, or the kernel.
_TOO_MUCH: Final = frozenset({signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGKILL})
OnEnd = Callable[[str], None]
_log = logging.getLogger("sendgraph.workers")


class Busy(CallError):
    """Every worker is taken, and as many wait as may."""

    default_code = "busy"


class WorkerFailed(Exception):
    """A job broke in a way that nobody foresaw; the message is for the log."""


@dataclass(slots=True, eq=False)
class _Job:
    name: str
    arguments: Mapping[str, Any]
    deadline: float
    lane: Lane
    reply: asyncio.Future[Reply]


@dataclass(slots=True, eq=False)
class _Worker:
    pid: int
    channel: Channel
    job: _Job | None = None
    timers: list[asyncio.TimerHandle] = field(default_factory=list)
    behind: bool = False


@dataclass(frozen=True, slots=True)
class PoolStatistics:
    """How a pool is: workers alive and at work, jobs waiting, jobs done, and workers ended by reason."""

    alive: int
    at_work: int
    waiting: int
    done: int
    ended: Mapping[str, int]
    pids: tuple[int, ...]


class Pool:
    """Workers over what one keeper loaded. Made by `Pool.start`; belongs to one event loop."""

    def __init__(self, size: int, most_waiting: int, longest_wait: float, on_end: OnEnd) -> None:
        """A pool without processes; `start` is what to call."""
        self._on_end = on_end
        self.about: Mapping[str, Any] = {}
        self._size = size
        self._most_waiting = most_waiting
        self._longest_wait = longest_wait
        self._workers: dict[int, _Worker] = {}
        self._idle: list[_Worker] = []
        self._waiting: deque[_Job] = deque()
        self._long = 0
        self._done = 0
        self._ended: Counter[str] = Counter()
        self._loop = asyncio.get_running_loop()
        self._ready: asyncio.Future[None] = self._loop.create_future()
        self._over = asyncio.Event()
        self._closing = False
        self._link: KeeperLink

    @classmethod
    async def start(
        cls,
        loader: str,
        arguments: Mapping[str, Any],
        *,
        workers: int,
        memory_bytes: int,
        files: int = 0,
        most_waiting: int = 128,
        longest_wait: float = 5.0,
        on_end: OnEnd = lambda _: None,
    ) -> "Pool":
        """
        A pool over what `loader` (`package.module:function`) loads from plain `arguments`.

        `on_end` is told why a worker was ended: `timeout`, `memory`, `client gone`, `fault`, `renewed`.

        Raises:
            SendgraphError: what the loader tells of.
            WorkerFailed: where it broke.
        """
        pool = cls(workers, most_waiting, longest_wait, on_end)
        order = {
            "loader": loader,
            "arguments": dict(arguments),
            "workers": workers,
            "memory_bytes": memory_bytes,
            "files": files,
        }
        pool._link = KeeperLink(order, pool)
        try:
            await pool._ready
        except BaseException:
            await pool.close()
            raise
        return pool

    def submit(
        self, job: str, arguments: Mapping[str, Any], *, deadline: float, lane: Lane = "short"
    ) -> "asyncio.Future[Reply]":
        """
        Hand over a job; the future gives its reply. Cancelling the future ends the job.

        The future raises what the job raises of `SendgraphError`, `QueryTimeout` after
        `deadline` seconds of work, `QueryTooLarge` over the memory, `Busy` after a long wait.

        Raises:
            Busy: where as many wait as may.
        """
        reply: asyncio.Future[Reply] = self._loop.create_future()
        asked = _Job(job, arguments, deadline, lane, reply)
        if self._closing or self._over.is_set():
            raise busy()
        if not self._waiting and (worker := self._free(lane)):
            self._give(worker, asked)
        elif len(self._waiting) >= self._most_waiting:
            raise busy()
        else:
            self._waiting.append(asked)
            timer = self._loop.call_later(self._longest_wait, self._give_up, asked)
            reply.add_done_callback(lambda _: timer.cancel())
            self._give_waiting()
        reply.add_done_callback(lambda _: self._forget(asked))
        return reply

    async def close(self, grace: float = 0.0) -> None:
        """Take no more jobs, let those that were taken end for `grace` seconds, then end every process."""
        self._closing = True
        until = self._loop.time() + grace
        while (self._waiting or any(w.job for w in self._workers.values())) and self._loop.time() < until:
            await asyncio.sleep(0.01)
        self._link.close()
        self.over()
        await asyncio.to_thread(self._link.wait)

    @property
    def is_over(self) -> bool:
        """Whether the keeper has ended."""
        return self._over.is_set()

    async def wait_until_over(self) -> None:
        """Wait for the keeper's end, whatever ended it."""
        await self._over.wait()

    def statistics(self) -> PoolStatistics:
        """How the pool is at this moment."""
        at_work = sum(1 for worker in self._workers.values() if worker.job is not None)
        return PoolStatistics(
            alive=len(self._workers),
            at_work=at_work,
            waiting=len(self._waiting),
            done=self._done,
            ended=dict(self._ended),
            pids=(self._link.pid, *self._workers),
        )

    def ready(self, about: Mapping[str, Any]) -> None:
        """The keeper has loaded."""
        self.about = about
        self._ready.set_result(None)

    def not_ready(self, told: Mapping[str, Any]) -> None:
        """The keeper could not load."""
        error = problem_of(told["problem"]) if "problem" in told else WorkerFailed(told["fault"])
        self._ready.set_exception(error)

    def born(self, pid: int, channel: socket.socket) -> None:
        """The keeper has forked a worker."""
        worker = _Worker(pid, Channel(channel, lambda header, body: self._replied(worker, header, body)))
        self._workers[pid] = worker
        self._idle.append(worker)
        self._give_waiting()

    def ended(self, pid: int, signal: int) -> None:
        """A worker has ended: because its job was too much for it, by a fault, or long sent away."""
        worker = self._workers.get(pid)
        if worker is None:
            return
        job = worker.job
        self._let_go(worker)
        if job is None or job.reply.done():
            return
        if signal in _TOO_MUCH:
            self._count("memory")
            job.reply.set_exception(too_large())
        else:
            self._count("fault")
            job.reply.set_exception(WorkerFailed(f"a worker ended by signal {signal} at {job.name}"))

    def over(self) -> None:
        """The keeper is no more, and its workers with it."""
        if self._over.is_set():
            return
        self._over.set()
        if not self._closing:
            _log.error("the process that holds the release ended; it is started again")
        if not self._ready.done():
            self._ready.set_exception(WorkerFailed("the process that loads the release ended by itself"))
        jobs = [worker.job for worker in self._workers.values() if worker.job]
        for worker in list(self._workers.values()):
            self._let_go(worker)
        for job in [*jobs, *self._waiting]:
            if not job.reply.done():
                job.reply.set_exception(busy())
        self._waiting.clear()

    def _free(self, lane: Lane) -> _Worker | None:
        """A worker for a job of that lane; strangers' jobs leave one to the server's own."""
        if not self._idle or (lane == "long" and self._long >= max(1, self._size - 1)):
            return None
        return self._idle.pop()

    def _give(self, worker: _Worker, job: _Job) -> None:
        worker.job = job
        self._long += job.lane == "long"
        worker.timers = [self._loop.call_later(job.deadline, self._expire, worker, job)]
        if job.deadline > _SLOW:
            worker.timers.append(self._loop.call_later(_SLOW, self._put_behind, worker, job))
        worker.channel.send(pack_job(job.name, job.arguments))

    def _give_waiting(self) -> None:
        for job in list(self._waiting):
            if not self._idle:
                return
            worker = self._free(job.lane)
            if worker is not None:
                self._waiting.remove(job)
                self._give(worker, job)

    def _replied(self, worker: _Worker, header: Mapping[str, Any], body: bytes) -> None:
        job = worker.job
        self._done += 1
        if header["last"] or worker.behind:
            # One that grew, or was put behind the others, makes room for a fresh one.
            told = header.get("problem") or {}
            self._send_away(worker, "memory" if told.get("code") == "query-too-large" else "renewed")
        else:
            self._rest(worker)
            self._idle.append(worker)
        if job is not None and not job.reply.done():
            if "problem" in header:
                job.reply.set_exception(problem_of(header["problem"]))
            elif "fault" in header:
                self._count("fault")
                job.reply.set_exception(WorkerFailed(header["fault"]))
            else:
                job.reply.set_result(Reply(body, header["about"]))
        self._give_waiting()

    def _rest(self, worker: _Worker) -> None:
        """Take its job from a worker."""
        self._long -= worker.job is not None and worker.job.lane == "long"
        worker.job = None
        for timer in worker.timers:
            timer.cancel()
        worker.timers.clear()

    def _let_go(self, worker: _Worker) -> None:
        """Count on a worker no more."""
        self._rest(worker)
        del self._workers[worker.pid]
        if worker in self._idle:
            self._idle.remove(worker)
        worker.channel.close()

    def _send_away(self, worker: _Worker, why: str) -> None:
        self._let_go(worker)
        self._count(why)
        self._link.kill(worker.pid)

    def _count(self, why: str) -> None:
        self._ended[why] += 1
        self._on_end(why)

    def _expire(self, worker: _Worker, job: _Job) -> None:
        if worker.job is job and not job.reply.done():
            job.reply.set_exception(
                QueryTimeout(
                    f"there was no answer within {job.deadline:g} seconds",
                    remedy="ask for less: fewer patterns, a filter, a LIMIT inside a subquery",
                )
            )
            self._send_away(worker, "timeout")

    def _forget(self, job: _Job) -> None:
        """Where the one who asked went away, nobody needs the reply."""
        if not job.reply.cancelled():
            return
        if job in self._waiting:
            self._waiting.remove(job)
        for worker in list(self._workers.values()):
            if worker.job is job:
                self._send_away(worker, "client gone")

    def _give_up(self, job: _Job) -> None:
        if job in self._waiting:
            self._waiting.remove(job)
            job.reply.set_exception(busy())

    def _put_behind(self, worker: _Worker, job: _Job) -> None:
        if worker.job is job:
            worker.behind = True
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, worker.pid, _BEHIND)


def busy() -> Busy:
    """What is said where nobody is free."""
    return Busy("too much is being asked at once", remedy="try again in a few seconds")
