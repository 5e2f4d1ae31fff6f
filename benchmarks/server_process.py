"""The server as its users start it, and the memory of all its processes."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    host: str
    port: int
    process: subprocess.Popen[str]

    def processes(self) -> list[int]:
        """The process that was started and all that descend from it."""
        children: dict[int, list[int]] = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    fields = (entry / "stat").read_text().rpartition(")")[2].split()
                except OSError:
                    continue  # gone meanwhile
                children.setdefault(int(fields[1]), []).append(int(entry.name))
        found = [self.process.pid]
        for pid in found:
            found += children.get(pid, [])
        return found

    def memory(self) -> tuple[int, int]:
        """Bytes of all processes, a shared page counted once between those that share it; how many."""
        total = count = 0
        for pid in self.processes():
            try:
                rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            except OSError:
                continue
            size = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
            if size:
                total += int(size.group(1)) * 1024
                count += 1
        return total, count


@contextmanager
def served(release: Path, log: Path | None = None) -> Iterator[Server]:
    """Start `sendgraph serve` on a free port; stop it as Ctrl+C does, which must succeed."""
    command = [
        str(Path(sys.executable).with_name("sendgraph")),
        "serve",
        "--release",
        str(release),
        "--port",
        "0",
    ]
    with open(log or os.devnull, "w") as errors:  # noqa: PTH123 - os.devnull is no Path
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
    assert process.stdout is not None
    try:
        said = re.search(r"http://([\d.]+):(\d+)/", process.stdout.readline())
        if said is None:
            raise SystemExit("the server did not start; --log FILE shows why")
        yield Server(said.group(1), int(said.group(2)), process)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()
