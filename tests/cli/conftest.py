"""Commands run in this process; what they print is captured, as a pipe would."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from sendgraph.cli.application import run


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def sendgraph(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Outcome]:
    """Run a command: `sendgraph("query", "area-timeline")`."""

    def call(*arguments: object) -> Outcome:
        code = run([str(a) for a in arguments])
        out, err = capfdbinary.readouterr()
        return Outcome(code, out.decode(), err.decode())

    return call
