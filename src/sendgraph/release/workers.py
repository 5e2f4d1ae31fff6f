"""
Processes that read and check documents, several at a time.

They are forked where this process has one thread, which saves a second of imports; a program
with threads has them started afresh. One that dies (a document can crash a parser) costs its
own job and no other.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Final, TypeVar

J = TypeVar("J")
R = TypeVar("R")


class Died:
    """What stands in the place of a result whose process died."""


DIED: Final = Died()


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """
    So many processes, started when first needed; 0 stands for one a core, 1 for this one.

    >>> with Workers(1) as workers:
    ...     workers.run(len, ["a", "ab"])
    [1, 2]
    """

    def __init__(self, number: int = 0) -> None:
        """Take that many processes; none is started yet."""
        self.number = number or cores()
        self._pool: ProcessPoolExecutor | None = None

    def run(
        self, function: Callable[[J], R], jobs: Sequence[J], done: Callable[[int], None] | None = None
    ) -> list[R | Died]:
        """The function's result for each job, in their order; `done` is told how many are finished."""
        tell = done or (lambda number: None)
        results: dict[int, R | Died] = {}
        if self.number == 1:
            for index, job in enumerate(jobs):
                results[index] = function(job)
                tell(len(results))
            return [results[index] for index in range(len(jobs))]
        pool = self._started()
        try:
            futures: dict[Future[R], int] = {
                pool.submit(function, job): index for index, job in enumerate(jobs)
            }
            for future in as_completed(futures):
                results[futures[future]] = future.result()
                tell(len(results))
        except BrokenProcessPool:
            self._stop()
            for index, job in enumerate(jobs):
                if index not in results:
                    results[index] = _alone(function, job)
                    tell(len(results))
        return [results[index] for index in range(len(jobs))]

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = _pool(self.number)
        return self._pool

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def __enter__(self) -> "Workers":
        """Start nothing yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes."""
        self._stop()


def _pool(number: int) -> ProcessPoolExecutor:
    alone = threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()
    return ProcessPoolExecutor(number, mp_context=multiprocessing.get_context("fork" if alone else "spawn"))


def _alone(function: Callable[[J], R], job: J) -> R | Died:
    with _pool(1) as pool:
        try:
            return pool.submit(function, job).result()
        except BrokenProcessPool:
            return DIED
