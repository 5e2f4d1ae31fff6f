"""
How long the shipped build takes, validation and inference included, from nothing.

python benchmarks/building.py [TIMES]
"""

import sys
import tempfile
import time
from pathlib import Path

from timing import measure

from sendgraph.release import build_release
from sendgraph.settings import settings

BOUND = 20.0


def build() -> str:
    with tempfile.TemporaryDirectory() as folder:
        report = build_release(output=Path(folder), base_iri=settings().base_iri)
        start = time.perf_counter()
        again = build_release(output=Path(folder), base_iri=settings().base_iri)
        repeated = time.perf_counter() - start
    assert report.release and again.up_to_date
    manifest = report.release.manifest
    return (
        f"{len(manifest.documents)} documents, {manifest.quads:,} triples, "
        f"{manifest.checks.shacl_violations} violations; repeated in {repeated:.2f} s"
    )


def main() -> int:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    return measure("the shipped build", build, bound=BOUND, times=times)


if __name__ == "__main__":
    sys.exit(main())
