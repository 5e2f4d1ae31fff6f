"""A real server on the loopback, over a small release made by hand or over the shipped documents."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

from sendgraph.release import Release
from sendgraph.settings import Settings
from sendgraph.web import create_app

from .served import make_release, sample_quads, serving

Serve = Callable[..., AbstractContextManager[httpx.Client]]


@pytest.fixture(scope="session")
def sample_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release folder of the sample."""
    return make_release(tmp_path_factory.mktemp("sample"), sample_quads())


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
