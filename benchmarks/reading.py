"""
How long it takes to read the reports of the corpus into records.

python benchmarks/reading.py [FOLDER] [TIMES]
"""

import sys
from pathlib import Path

from timing import measure

from sendgraph.release.reading import Read, read_source
from sendgraph.release.sources import gather
from sendgraph.release.workers import Workers

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
BOUND = 6.0


def read(folder: Path) -> str:
    sources = gather([folder]).sources
    with Workers() as pool:
        results = pool.run(read_source, sources)
    read = [result for result in results if isinstance(result, Read)]
    findings = sum(len(result.record.findings) for result in read)
    return f"{len(read)} of {len(sources)} documents read, {findings:,} findings"


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    if not folder.is_dir():
        print(f"{folder} is not there; name a folder of documents")
        return 2
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    return measure("corpus to records", lambda: read(folder), bound=BOUND, times=times)


if __name__ == "__main__":
    sys.exit(main())
