"""Schemathesis with all its checks over the description of the interface finds nothing."""

import subprocess
import sys
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
SCHEMATHESIS = [sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()"]
#: One of each kind of route; `benchmarks/fuzzing.py` has them all.
KINDS = [
    "GET /sparql",
    "POST /sparql",
    "OPTIONS /sparql",
    "GET /id/{type}/{slug}",
    "GET /doc/{type}/{slug}",
    "HEAD /doc/{type}/{slug}.{form}",
    "GET /def/{scheme}/{notation}",
    "GET /api/measures/{slug}",
    "GET /api/graph/paths",
    "GET /questions/evidence-for-a-finding",
    "GET /catalogue.{form}",
    "GET /dump/{release}/{file}",
    "GET /health",
    "GET /openapi.json",
]


def test_every_kind_of_route_keeps_its_word(shipped: httpx.Client) -> None:
    """Valid and invalid requests of all sorts, the same whenever the test runs."""
    address = str(shipped.base_url.join("/openapi.json"))
    chosen = [word for name in KINDS for word in ("--include-name", name)]
    command = [*SCHEMATHESIS, "run", address, "--checks", "all", "--phases", "coverage,fuzzing", *chosen]
    command += ["--max-examples", "3", "--generation-deterministic", "--continue-on-failure", "--no-color"]
    done = subprocess.run(
        [*command, "--suppress-health-check", "all"], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout[-5000:]
    assert f"Selected: {len(KINDS)}/" in done.stdout, done.stdout[-5000:]
