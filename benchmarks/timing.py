"""How the benchmarks measure and what they print: runs, median, bound, machine."""

import platform
import statistics
import sys
import time
from collections.abc import Callable

from sendgraph.release.workers import cores


def measure(what: str, run: Callable[[], str], *, bound: float, times: int) -> int:
    """Run something several times and print the median; 1 where it is over its bound."""
    seconds: list[float] = []
    told = ""
    for _ in range(times):
        start = time.perf_counter()
        told = run()
        seconds.append(time.perf_counter() - start)
    median = statistics.median(seconds)
    verdict = "within" if median <= bound else "OVER"
    print(f"command   python {' '.join(sys.argv)}")
    print(f"machine   {cores()} cores, Python {platform.python_version()}")
    print(f"measured  {what}: {told}")
    print(f"runs      {', '.join(f'{s:.2f}' for s in seconds)} s")
    print(f"median    {median:.2f} s, {verdict} the bound of {bound:g} s")
    return 0 if median <= bound else 1
