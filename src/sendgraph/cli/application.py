"""
The application: its commands, its exit codes, and how errors reach a person.

Exit codes: 0 done, 1 the data is at fault, 2 the call is. An error is one line on
standard error that says what, where and what to do. Each command imports the rooms that
it uses when it runs, so that `--help` does not wait for PDF reading, SHACL and a server.
"""

import os
import sys
from collections.abc import Sequence

import typer
from pydantic import ValidationError
from typer.exceptions import TyperException

from sendgraph import __version__
from sendgraph.cli import asking, evaluating, making, reading, reviewing, serving, training, walking
from sendgraph.errors import SendgraphError

application = typer.Typer(
    name="sendgraph",
    help="Inspection findings about SEND services in England, as a graph that leads back to its words.",
    epilog="Example: sendgraph build && sendgraph query significant-weaknesses --param area=Medway",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"sendgraph {__version__}\n")
        raise typer.Exit


@application.callback(invoke_without_command=True)
def _options(
    context: typer.Context,
    version: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """Inspection findings about SEND services in England, as a graph that leads back to its words."""
    if context.invoked_subcommand is None:
        sys.stderr.write(f"{context.get_help()}\n")
        raise typer.Exit(2)


for room in (reading, making, reviewing, evaluating, training, asking, walking, serving):
    room.register(application)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; errors are printed as one line."""
    try:
        code = application(args=arguments, prog_name="sendgraph", standalone_mode=False)
    except SendgraphError as error:
        return _fail(str(error), error.exit_code)
    except TyperException as error:
        command = " ".join(["sendgraph", *_command(arguments)])
        what = error.format_message().replace("Value error, ", "")
        return _fail(f"{what} Try: {command} --help", 2)
    except ValidationError as error:
        names = ", ".join(
            f"SENDGRAPH_{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors() if e["loc"]
        )
        return _fail(f"a setting is wrong: {names}; correct or unset the variable", 2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, typer.Abort):
        return _fail("stopped", 130)
    except OSError as error:
        return _fail(f"{error.filename or 'file'}: {(error.strerror or str(error)).lower()}", 1)
    return code if isinstance(code, int) else 0


def main() -> None:
    """Entry point of the `sendgraph` command."""
    sys.exit(run())


def _fail(line: str, code: int) -> int:
    sys.stderr.write(f"sendgraph: {' '.join(line.split())}\n")
    return code


def _command(arguments: Sequence[str] | None) -> list[str]:
    names = [c.name or getattr(c.callback, "__name__", "") for c in application.registered_commands]
    given = sys.argv[1:] if arguments is None else arguments
    return [a for a in given[:1] if a in names]
