"""Help, exit codes and the one line that an error is."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from sendgraph import __version__
from sendgraph.cli.application import application

COMMANDS = [
    "extract",
    "build",
    "validate",
    "reason",
    "export",
    "status",
    "review",
    "evaluate",
    "train",
    "query",
    "neighbours",
    "paths",
    "serve",
]


def test_every_command_is_there() -> None:
    named = [getattr(c.callback, "__name__", "") for c in application.registered_commands]
    assert named == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(command: str, sendgraph: Callable) -> None:
    outcome = sendgraph(command, "--help")
    assert (outcome.code, outcome.err) == (0, "")
    assert f"Example: sendgraph {command}" in outcome.out


def test_version(sendgraph: Callable) -> None:
    assert sendgraph("--version").out == f"sendgraph {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["extract"], "Missing argument 'DOCUMENT'. Try: sendgraph extract --help"),
        (["qery"], "No such command 'qery'. Did you mean 'query'? Try: sendgraph --help"),
        (
            ["validate", "--format", "xml"],
            "Invalid value for '--format' / '-f': 'xml' is not one of 'table', 'ttl'. "
            "Try: sendgraph validate --help",
        ),
        (["build", "no/such/folder"], "no/such/folder: there is no such file or folder; check the path"),
        (["validate", "no/such/file"], "no/such/file: there is no such file or folder; check the path"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_2(arguments: list[str], line: str, sendgraph: Callable) -> None:
    outcome = sendgraph(*arguments)
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"sendgraph: {line}\n")


def test_without_a_command_the_help_is_shown_whole(sendgraph: Callable) -> None:
    outcome = sendgraph()
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == sendgraph("--help").out


def test_no_release_is_the_datas_fault(tmp_path, sendgraph: Callable) -> None:
    outcome = sendgraph("status", "--release", tmp_path)
    assert outcome.code == 1
    assert outcome.err == (
        f"sendgraph: {tmp_path}: there is no release here; make one with `sendgraph build`\n"
    )


def test_a_wrong_setting_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings are read once a process, so this takes one of its own."""
    ran = subprocess.run(
        [sys.executable, "-c", "from sendgraph.cli import main; main()", "status"],
        env={"SENDGRAPH_PORT": "often", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith(
        "sendgraph: a setting is wrong: SENDGRAPH_PORT: Input should be a valid integer"
    )
    assert ran.stderr.count("\n") == 1


def test_help_waits_for_no_heavy_import() -> None:
    heavy = "{'rdflib', 'pyshacl', 'fastapi', 'pypdfium2', 'networkx', 'docx'}"
    code = f"import sys, sendgraph.cli.application; print(sorted({heavy} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
