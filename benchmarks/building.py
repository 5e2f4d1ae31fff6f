"""
How long the shipped build takes, validation and inference included, from nothing.

python benchmarks/building.py [TIMES]
"""

import sys
import tempfile
from pathlib import Path

from timing import measure

from sendgraph.release import build_release
from sendgraph.settings import settings

BOUND = 20.0
AGAIN = 1.0


def build(folder: Path) -> str:
    with tempfile.TemporaryDirectory(dir=folder) as output:
        report = build_release(output=Path(output), base_iri=settings().base_iri)
    assert report.release
    manifest = report.release.manifest
    checks = manifest.checks
    return (
        f"{len(manifest.documents)} documents, {manifest.quads:,} triples, "
        f"{checks.shacl_violations} violations, {checks.wrong_quotes} wrong quotes of {checks.passages:,}"
    )


def build_again(folder: Path) -> str:
    report = build_release(output=folder, base_iri=settings().base_iri)
    return "up to date" if report.up_to_date else "built"


def main() -> int:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = measure("the shipped build", lambda: build(folder), bound=BOUND, times=times)
        build_again(folder)
        again = measure("the same again", lambda: build_again(folder), bound=AGAIN, times=times)
    return max(first, again)


if __name__ == "__main__":
    sys.exit(main())
