"""A real server on the loopback over an application of a few lines, with the connections of the real one."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.types import ASGIApp

from sendgraph.web.connections import server_config

Serving = Callable[..., AbstractContextManager[httpx.Client]]


@contextmanager
def serving(app: ASGIApp, *, lifespan: str = "auto", **limits: Any) -> Iterator[httpx.Client]:
    """Serve an application on a free port, with `limits` on connections; gives a client of it."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
    config = server_config(app, **limits)
    config.lifespan = lifespan
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=20) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@pytest.fixture(scope="session")
def serve_middleware() -> Serving:
    """Serve any application with the connections of the real server."""
    return serving
