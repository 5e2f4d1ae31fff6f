"""
The whole interface fuzzed: Schemathesis with all its checks over every operation, HEAD included.

python benchmarks/fuzzing.py [--release DIR] [--examples 100] [--seed 1]

What it says goes to `benchmarks/results/fuzzing.txt`, too. Exit code 1 where it finds anything.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from server_process import served

ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).with_name("results") / "fuzzing.txt"
SCHEMATHESIS = [sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()"]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().partition("\n")[0])
    parser.add_argument("--release", type=Path, default=ROOT / "releases")
    parser.add_argument(
        "--examples", type=int, default=100, help="of each operation, beside the systematic ones"
    )
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with served(asked.release) as server:
        options = {
            "--checks": "all",
            "--max-examples": str(asked.examples),
            "--seed": str(asked.seed),
            "--suppress-health-check": "all",  # a busy machine is slow, not wrong
        }
        command = [*SCHEMATHESIS, "run", f"http://{server.host}:{server.port}/openapi.json"]
        command += [word for pair in options.items() for word in pair]
        done = subprocess.run(
            [*command, "--continue-on-failure", "--no-color"], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
    RESULTS.parent.mkdir(exist_ok=True)
    told = done.stdout.replace(f"{ROOT}/", "")
    RESULTS.write_text(told, encoding="utf-8")
    print(told)
    return int(done.returncode != 0)


if __name__ == "__main__":
    sys.exit(main())
