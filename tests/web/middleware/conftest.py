"""A real server on the loopback over an application of a few lines, with the connections of the real one."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial

import httpx
import pytest

from ..served import serving

Serving = Callable[..., AbstractContextManager[httpx.Client]]


@pytest.fixture(scope="session")
def serve_middleware() -> Serving:
    """Serve any application with the connections of the real server."""
    return partial(serving, lifespan="auto")
