"""`sendgraph serve` as its users start it, in a process of its own, spoken to over plain sockets."""

import gzip
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph
import uvicorn
from starlette.types import ASGIApp

from sendgraph.release import Manifest
from sendgraph.release.manifest import Checks, digest
from sendgraph.web.connections import server_config

BASE = "https://w3id.org/sendgraph/"
SAMPLE = Path(__file__).parents[1] / "store" / "sample.trig"
SENDGRAPH = [sys.executable, "-c", "from sendgraph.cli import main; main()"]
#: What no answer to a bad request may hold: paths, names of software, and how programs tell their faults.
LEAKS = re.compile(
    r"oxigraph|oxrdf|spargebra|sparesults|\brust\b|pyo3|panicked|python|starlette|fastapi|pydantic|uvicorn"
    r"|anyio|Traceback|Error\(|site-packages|\.py\b|\.rs\b|expected one of|object at 0x"
    r"|/(?:usr|etc|proc|tmp|var|work|home|root|opt)/",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it came: status, headers by lower-case name (several of one name joined), body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """The media type without parameters."""
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True)
class Running:
    """A server that runs: where it listens, a client of it, and its process."""

    port: int
    client: httpx.Client
    process: subprocess.Popen[str]

    def send(
        self,
        method: str,
        target: str,
        headers: Sequence[tuple[str, str]] = (),
        body: bytes | None = None,
        *,
        host: str | None = None,
    ) -> Reply:
        """
        Send exactly these bytes: no header is added but `Host`, `Connection` and the length of a body.

        Clients of Python normalise paths, join headers and add media types; attackers do not.
        """
        lines = [f"{method} {target} HTTP/1.1", f"Host: {host or f'127.0.0.1:{self.port}'}"]
        lines += [f"{name}: {value}" for name, value in headers]
        lines += [
            "Connection: close",
            *([f"Content-Length: {len(body)}"] if body is not None else []),
            "",
            "",
        ]
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.sendall("\r\n".join(lines).encode("latin-1") + (body or b""))
            response = http.client.HTTPResponse(connection, method=method)
            response.begin()
            content = response.read()
        joined: dict[str, str] = {}
        for name, value in response.getheaders():
            name = name.lower()
            joined[name] = f"{joined[name]}, {value}" if name in joined else value
        return Reply(response.status, joined, content)


def lasting(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that are the same whenever the same is asked."""
    return {name: value for name, value in headers.items() if name not in ("date", "x-request-id")}


def make_release(folder: Path, nquads: bytes) -> Path:
    """Write a release by hand: some statements and nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = sorted(set(nquads.splitlines(keepends=True)))
    graph = gzip.compress(b"".join(lines), mtime=0)
    (folder / "graph.nq.gz").write_bytes(graph)
    manifest = Manifest(
        version="0.1.0",
        released="2026-11-22",
        base_iri=BASE,
        documents=(),
        not_read=(),
        quads=len(lines),
        graphs={},
        things={},
        checks=Checks(
            shacl_violations=0, shacl_warnings=0, passages=0, wrong_quotes=0, literals=0, contact_details=0
        ),
        inputs={},
        files={"graph.nq.gz": digest(graph)},
    )
    (folder / "manifest.json").write_bytes(manifest.to_bytes())
    return folder


def sample_quads() -> bytes:
    """The sample of the store's tests as N-Quads."""
    quads = pyoxigraph.parse(path=SAMPLE, format=pyoxigraph.RdfFormat.TRIG)
    lines = pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS)
    assert lines is not None
    return lines


@contextmanager
def serving(app: ASGIApp, *, lifespan: str = "on", **limits: Any) -> Iterator[httpx.Client]:
    """Serve an application on a free port, with `limits` on connections; gives a client of it."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
    config = server_config(app, **limits)
    config.lifespan = lifespan
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.005)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=30) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@contextmanager
def running(release: Path, **settings: object) -> Iterator[Running]:
    """Start `sendgraph serve` over a release with these settings, and stop it again."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SENDGRAPH_")}
    environment |= {f"SENDGRAPH_{name.upper()}": str(value) for name, value in settings.items()}
    command = [*SENDGRAPH, "serve", "--release", str(release), "--port", "0"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    )
    assert process.stdout is not None
    try:
        said = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stdout.readline())
        assert said, "the server did not say where it listens"
        with httpx.Client(base_url=said.group(0), timeout=30) as client:
            yield Running(int(said.group(1)), client, process)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        finally:
            process.kill()
            process.stdout.close()
