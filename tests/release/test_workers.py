"""Processes that work several at a time, and what becomes of one that dies."""

import os

from sendgraph.release.workers import DIED, Workers


def double(number: int) -> int:
    if number == 3:
        os._exit(1)  # as a crash in a parser's native code would
    return 2 * number


def test_results_come_in_the_order_of_their_jobs() -> None:
    finished: list[int] = []
    with Workers(2) as workers:
        assert workers.run(double, [5, 1, 4], finished.append) == [10, 2, 8]
        assert workers.run(double, [2]) == [4]
    assert finished == [1, 2, 3]


def test_a_process_that_dies_costs_its_own_job_alone() -> None:
    with Workers(2) as workers:
        results = workers.run(double, [1, 2, 3, 4, 5])
        assert [result if isinstance(result, int) else "died" for result in results] == [2, 4, "died", 8, 10]
        assert workers.run(double, [6]) == [12]
    assert type(DIED).__name__ == "Died"
