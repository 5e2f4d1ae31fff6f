"""A real server on the loopback, over a small release made by hand or over the shipped documents."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx
import pyoxigraph
import pytest
import uvicorn
from fastapi import FastAPI

from sendgraph.release import Manifest, Release
from sendgraph.release.manifest import Checks, digest
from sendgraph.settings import Settings
from sendgraph.web import create_app
from sendgraph.web.connections import server_config

Serve = Callable[..., AbstractContextManager[httpx.Client]]
SAMPLE = Path(__file__).parents[1] / "store" / "sample.trig"


@pytest.fixture(scope="session")
def sample_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release folder of the sample."""
    folder = tmp_path_factory.mktemp("sample")
    lines = pyoxigraph.serialize(
        pyoxigraph.parse(path=SAMPLE, format=pyoxigraph.RdfFormat.TRIG), format=pyoxigraph.RdfFormat.N_QUADS
    )
    assert lines is not None
    graph = gzip.compress(b"".join(sorted(lines.splitlines(keepends=True))), mtime=0)
    (folder / "graph.nq.gz").write_bytes(graph)
    manifest = Manifest(
        version="0.1.0",
        released="2026-11-22",
        base_iri="https://w3id.org/sendgraph/",
        documents=(),
        not_read=(),
        quads=lines.count(b"\n"),
        graphs={},
        things={},
        checks=Checks(
            shacl_violations=0, shacl_warnings=0, passages=2, wrong_quotes=0, literals=0, contact_details=0
        ),
        inputs={},
        files={"graph.nq.gz": digest(graph)},
    )
    (folder / "manifest.json").write_bytes(manifest.to_bytes())
    return folder


@contextmanager
def serving(app: FastAPI) -> Iterator[httpx.Client]:
    """Serve an application on a free port of the loopback; gives a client of it."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(server_config(app))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=30) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@pytest.fixture(scope="session")
def serve() -> Serve:
    """Serve any application for a while."""
    return serving


@pytest.fixture(scope="session")
def server(sample_release: Path) -> Iterator[httpx.Client]:
    """A client of a server over the sample."""
    with serving(create_app(sample_release, Settings())) as client:
        yield client


@pytest.fixture(scope="session")
def small_limits(sample_release: Path) -> Iterator[httpx.Client]:
    """A client of a server that takes short queries and gives few rows."""
    settings = Settings(max_query_bytes=200, max_rows=10)
    with serving(create_app(sample_release, settings)) as client:
        yield client


@pytest.fixture(scope="session")
def shipped(shipped_release: Release) -> Iterator[httpx.Client]:
    """A client of a server over the shipped documents."""
    with serving(create_app(shipped_release.path, Settings())) as client:
        yield client
