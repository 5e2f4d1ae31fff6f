"""`sendgraph serve` as a process of its own."""

import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx

SENDGRAPH = [sys.executable, "-c", "from sendgraph.cli import main; main()"]


def test_serve_says_where_it_listens_and_stops(shipped_releases: Path) -> None:
    command = [*SENDGRAPH, "serve", "--release", str(shipped_releases), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        try:
            address = line.split()[2]
            assert line == f"sendgraph serves {address} (stop with Ctrl+C)\n"
            assert httpx.get(f"{address}ready").json()["status"] == "ready"
        finally:
            server.send_signal(signal.SIGINT)
        assert server.wait(10) in (0, 130)


def test_a_taken_port_is_one_line(shipped_releases: Path, sendgraph: Callable) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        outcome = sendgraph("serve", "--release", shipped_releases, "--port", port)
    assert (outcome.code, outcome.out) == (2, "")
    reason = "cannot listen (address already in use); choose another port with --port"
    assert outcome.err == f"sendgraph: 127.0.0.1:{port}: {reason}\n"
