"""The pool: jobs get their replies, and what goes wrong in one touches no other."""

import asyncio
import os
import signal
import socket
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sendgraph.errors import QueryTimeout, SendgraphError
from sendgraph.workers import Busy, Pool, WorkerFailed

Test = Callable[[Pool], Awaitable[None]]


@pytest.fixture(autouse=True)
def jobs_can_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "PYTHONPATH",
        os.pathsep.join(filter(None, (str(Path(__file__).parent), os.environ.get("PYTHONPATH")))),
    )


@asynccontextmanager
async def pool_of(workers: int = 2, **options: Any) -> AsyncIterator[Pool]:
    loader = {"loader": "sample_jobs:load", "arguments": {}, "memory_bytes": 100_000_000} | options
    pool = await Pool.start(**loader, workers=workers)
    try:
        yield pool
    finally:
        await pool.close()


def with_pool(test: Test, **options: Any) -> None:
    async def run() -> None:
        async with pool_of(**options) as pool:
            await test(pool)

    asyncio.run(run())


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def until(true: Callable[[], bool], seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        await asyncio.sleep(0.005)


def test_a_job_gets_its_reply() -> None:
    async def test(pool: Pool) -> None:
        assert pool.about == {"greeting": "good day"}
        reply = await pool.submit("greet", {"name": "Zoë"}, deadline=5)
        assert reply.body == "good day Zoë".encode()
        await until(lambda: pool.statistics().alive == 2)
        assert reply.about["pid"] in pool.statistics().pids

    with_pool(test, arguments={"greeting": "good day"})


def test_many_jobs_get_each_its_own() -> None:
    async def test(pool: Pool) -> None:
        jobs = [pool.submit("greet", {"name": str(i)}, deadline=5) for i in range(300)]
        replies = await asyncio.gather(*jobs)
        assert [r.body for r in replies] == [f"hello {i}".encode() for i in range(300)]
        assert len({r.about["pid"] for r in replies}) == 3
        assert pool.statistics().done == 300

    with_pool(test, workers=3, most_waiting=1000)


@pytest.mark.parametrize("size", [0, 1, 65_536, 20_000_000])
def test_a_reply_of_any_size_is_whole(size: int) -> None:
    async def test(pool: Pool) -> None:
        assert (await pool.submit("send", {"size": size}, deadline=5)).body == b"x" * size

    with_pool(test)


def test_a_large_job_is_whole() -> None:
    async def test(pool: Pool) -> None:
        name = "é" * 1_000_000
        assert (await pool.submit("greet", {"name": name}, deadline=5)).body == f"hello {name}".encode()

    with_pool(test)


def test_what_a_job_tells_of_is_raised_as_it_was() -> None:
    async def test(pool: Pool) -> None:
        with pytest.raises(SendgraphError) as caught:
            await pool.submit("refuse", {}, deadline=5)
        assert caught.value.problem.line() == "name: no such name; take another"
        assert caught.value.code == "query-malformed"

    with_pool(test)


def test_a_job_that_breaks_takes_its_worker_along_and_no_other() -> None:
    async def test(pool: Pool) -> None:
        with pytest.raises(WorkerFailed, match="a secret"):
            await pool.submit("break", {}, deadline=5)
        with pytest.raises(WorkerFailed, match="leave"):
            await pool.submit("leave", {}, deadline=5)
        assert (await pool.submit("greet", {"name": "you"}, deadline=5)).body == b"hello you"
        assert pool.statistics().ended["fault"] == 2

    with_pool(test, workers=1)


def test_the_deadline_holds_and_another_worker_is_there_at_once() -> None:
    async def test(pool: Pool) -> None:
        await pool.submit("greet", {"name": "you"}, deadline=5)
        (burning,) = pool.statistics().pids[1:]
        start = time.monotonic()
        with pytest.raises(QueryTimeout, match=r"no answer within 0\.3 seconds"):
            await pool.submit("burn", {"seconds": 60}, deadline=0.3)
        assert 0.3 <= time.monotonic() - start < 1
        assert (await pool.submit("greet", {"name": "you"}, deadline=5)).body == b"hello you"
        await until(lambda: not alive(burning))
        assert pool.statistics().ended == {"timeout": 1}

    with_pool(test, workers=1)


def test_the_memory_has_a_ceiling() -> None:
    async def test(pool: Pool) -> None:
        assert (await pool.submit("grow", {"size": 50_000_000}, deadline=5)).body == b"grown"
        for job, arguments in (("grow", {"size": 500_000_000}), ("abort", {})):
            with pytest.raises(SendgraphError, match="more memory than there is") as caught:
                await pool.submit(job, arguments, deadline=5)
            assert caught.value.code == "query-too-large"
        assert (await pool.submit("greet", {"name": "you"}, deadline=5)).body == b"hello you"
        assert pool.statistics().ended == {"memory": 2}

    with_pool(test, workers=1)


def test_a_worker_that_has_grown_is_renewed() -> None:
    async def test(pool: Pool) -> None:
        one = await pool.submit("grow", {"size": 80_000_000}, deadline=5)
        two = await pool.submit("greet", {"name": "you"}, deadline=5)
        three = await pool.submit("greet", {"name": "you"}, deadline=5)
        assert one.about["pid"] != two.about["pid"] == three.about["pid"]

    with_pool(test, workers=1)


def test_a_job_that_runs_long_runs_behind_the_others_and_its_worker_is_renewed() -> None:
    async def test(pool: Pool) -> None:
        await until(lambda: pool.statistics().alive == 1)
        (pid,) = pool.statistics().pids[1:]
        job = pool.submit("burn", {"seconds": 0.8}, deadline=5)
        await asyncio.sleep(0.65)
        assert os.getpriority(os.PRIO_PROCESS, pid) == 10
        assert (await job).body == b"done"
        after = await pool.submit("greet", {"name": "you"}, deadline=5)
        assert after.about["pid"] != pid
        assert os.getpriority(os.PRIO_PROCESS, after.about["pid"]) == 0

    with_pool(test, workers=1)


def test_a_job_that_nobody_waits_for_is_ended() -> None:
    async def test(pool: Pool) -> None:
        await until(lambda: pool.statistics().alive == 2)
        jobs = [pool.submit("sleep", {"seconds": 60}, deadline=60) for _ in range(50)]
        assert pool.statistics().at_work == 2
        assert pool.statistics().waiting == 48
        for job in jobs:
            job.cancel()
        reply = await pool.submit("greet", {"name": "you"}, deadline=5)
        assert reply.body == b"hello you"
        assert pool.statistics().ended == {"client gone": 2}
        assert pool.statistics().waiting == 0

    with_pool(test)


def test_strangers_jobs_leave_a_worker_to_the_server() -> None:
    async def test(pool: Pool) -> None:
        await until(lambda: pool.statistics().alive == 3)
        long = [pool.submit("sleep", {"seconds": 60}, deadline=60, lane="long") for _ in range(5)]
        assert (pool.statistics().at_work, pool.statistics().waiting) == (2, 3)
        assert (await pool.submit("greet", {"name": "you"}, deadline=5)).body == b"hello you"
        for job in long:
            job.cancel()
        ended = await pool.submit("sleep", {"seconds": 0}, deadline=5, lane="long")
        assert ended.body == b"slept"

    with_pool(test, workers=3)


def test_as_many_wait_as_may_and_not_for_ever() -> None:
    async def test(pool: Pool) -> None:
        await until(lambda: pool.statistics().alive == 1)
        working = pool.submit("sleep", {"seconds": 60}, deadline=60)
        waiting = pool.submit("greet", {"name": "you"}, deadline=5)
        with pytest.raises(Busy, match="too much is being asked at once; try again"):
            pool.submit("greet", {"name": "you"}, deadline=5)
        start = time.monotonic()
        with pytest.raises(Busy):
            await waiting
        assert 0.2 < time.monotonic() - start < 1
        working.cancel()

    with_pool(test, workers=1, most_waiting=1, longest_wait=0.3)


@pytest.mark.parametrize(
    ("greeting", "error", "told"),
    [
        ("damaged", SendgraphError, "here: the graph is damaged; build it again"),
        ("broken", WorkerFailed, "a loader that broke"),
        ("dead", WorkerFailed, "ended by itself"),
    ],
)
def test_what_cannot_be_loaded_is_told(greeting: str, error: type[Exception], told: str) -> None:
    async def run() -> None:
        with pytest.raises(error, match=told):
            await Pool.start("sample_jobs:load", {"greeting": greeting}, workers=1, memory_bytes=100_000_000)

    asyncio.run(run())


def test_the_keepers_end_is_told_and_ends_its_workers() -> None:
    async def test(pool: Pool) -> None:
        await until(lambda: pool.statistics().alive == 2)
        keeper, *workers = pool.statistics().pids
        job = pool.submit("sleep", {"seconds": 60}, deadline=60)
        os.kill(keeper, signal.SIGKILL)
        with pytest.raises(Busy):
            await job
        await pool.wait_until_over()
        await until(lambda: not any(map(alive, workers)))
        with pytest.raises(Busy):
            pool.submit("greet", {"name": "you"}, deadline=5)

    with_pool(test)


def test_closing_lets_jobs_end_and_leaves_no_process() -> None:
    async def run() -> None:
        async with pool_of() as pool:
            await until(lambda: pool.statistics().alive == 2)
            pids = pool.statistics().pids
            jobs = [pool.submit("sleep", {"seconds": 0.2}, deadline=5) for _ in range(4)]
            await pool.close(grace=5)
            assert [(await job).body for job in jobs] == [b"slept"] * 4
            await until(lambda: not any(map(alive, pids[1:])))

    asyncio.run(run())


@pytest.fixture
def canary() -> Iterator[tuple[int, list[int]]]:
    """A port of the loopback that counts who connects."""
    hits: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def count() -> None:
            while True:
                try:
                    listener.accept()[0].close()
                except OSError:
                    return
                hits.append(1)

        threading.Thread(target=count, daemon=True).start()
        yield listener.getsockname()[1], hits
        listener.shutdown(socket.SHUT_RDWR)


def test_a_worker_opens_neither_file_nor_socket(canary: tuple[int, list[int]]) -> None:
    port, hits = canary

    async def test(pool: Pool) -> None:
        for job, arguments in (("open", {"path": "/etc/hostname"}), ("connect", {"port": port})):
            with pytest.raises(WorkerFailed, match="Too many open files"):
                await pool.submit(job, arguments, deadline=5)
        with pytest.raises(WorkerFailed, match="Too many open files"):
            await pool.submit("connect", {"port": port, "let": 8}, deadline=5)

    with_pool(test)
    assert hits == []


def test_a_worker_that_is_let_opens_a_socket_for_a_while(canary: tuple[int, list[int]]) -> None:
    port, hits = canary

    async def test(pool: Pool) -> None:
        assert (await pool.submit("connect", {"port": port, "let": 8}, deadline=5)).body == b"connected"
        with pytest.raises(WorkerFailed, match="Too many open files"):
            await pool.submit("connect", {"port": port}, deadline=5)

    with_pool(test, workers=1, files=8)
    assert hits == [1]


def test_no_descriptor_is_lost() -> None:
    async def test(pool: Pool) -> None:
        await until(lambda: pool.statistics().alive == 2)
        before = len(list(Path("/proc/self/fd").iterdir()))
        for _ in range(10):
            with pytest.raises(QueryTimeout):
                await pool.submit("sleep", {"seconds": 5}, deadline=0.02)
        await until(lambda: pool.statistics().alive == 2)
        assert len(list(Path("/proc/self/fd").iterdir())) == before

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("descriptors are listed on Linux only")
    with_pool(test)


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(["greet", "refuse", "break", "timeout", "grow", "abort", "cancel"]),
        min_size=1,
        max_size=30,
    )
)
def test_any_order_of_good_and_bad_leaves_a_whole_pool(order: list[str]) -> None:
    async def test(pool: Pool) -> None:
        async def one(kind: str) -> str:
            if kind == "greet":
                return (await pool.submit("greet", {"name": "you"}, deadline=20)).body.decode()
            arguments: dict[str, Any] = {"size": 500_000_000} if kind == "grow" else {}
            name, deadline = kind, 20.0
            if kind in ("timeout", "cancel"):
                name, arguments, deadline = "sleep", {"seconds": 60}, 0.05
            future = pool.submit(name, arguments, deadline=deadline)
            if kind == "cancel":
                asyncio.get_running_loop().call_later(0.02, future.cancel)
            try:
                await future
            except asyncio.CancelledError:
                return "CancelledError"
            except (SendgraphError, WorkerFailed) as error:
                return type(error).__name__
            return "none"

        expected = {
            "greet": {"hello you"},
            "refuse": {"SendgraphError"},
            "break": {"WorkerFailed"},
            "timeout": {"QueryTimeout"},
            "grow": {"QueryTooLarge", "SendgraphError"},
            "abort": {"QueryTooLarge"},
            "cancel": {"CancelledError"},
        }
        for kind, got in zip(order, await asyncio.gather(*map(one, order)), strict=True):
            assert got in expected[kind], kind
        await until(lambda: pool.statistics().alive == 2)
        assert (pool.statistics().at_work, pool.statistics().waiting) == (0, 0)

    with_pool(test, longest_wait=30)
