"""`sendgraph query`, `neighbours` and `paths`: questions to a release."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

from sendgraph.cli.opening import RELEASE, open_store
from sendgraph.cli.tables import show
from sendgraph.errors import BadParameter, InvalidFile
from sendgraph.settings import settings

if TYPE_CHECKING:
    from sendgraph.store import Answer, Term

Format = Literal["table", "csv", "json", "ttl"]


def register(application: typer.Typer) -> None:
    """Add the commands to the application."""
    application.command(
        short_help="Ask a question, or run a SPARQL file.",
        epilog="Example: sendgraph query significant-weaknesses --param area=Medway --format csv",
    )(query)


def query(
    name_or_file: str | None = typer.Argument(
        None, metavar="NAME_OR_FILE", help="A question's name, or a SPARQL file. Without it, the list."
    ),
    param: list[str] = typer.Option(
        [], "--param", "-p", metavar="NAME=VALUE", help="A parameter of the question; repeat it for several."
    ),
    format_: Format = typer.Option("table", "--format", "-f", help="What to print."),
    release: Path | None = RELEASE,
) -> int:
    """Ask a question out of queries/, or run any SPARQL file; without a name, list the questions."""
    from sendgraph.store import load_questions

    if name_or_file is None:
        questions = load_questions()
        show(("Question", "Asks"), [(q.name, q.title) for q in questions.values()])
        return 0
    store = open_store(release)
    sparql = _sparql(name_or_file, _values(param), store.base_iri)
    _print(store.query(sparql, max_rows=settings().max_rows), format_, store.base_iri)
    return 0


def _sparql(name_or_file: str, values: dict[str, list[str]], base_iri: str) -> str:
    from sendgraph.store import find_question, load_questions, read_question

    file = Path(name_or_file)
    if not (file.suffix or "/" in name_or_file):
        return find_question(name_or_file, load_questions()).bind(values, base_iri=base_iri)
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise BadParameter(
            reason, where=name_or_file, remedy="give a SPARQL file, or a name that `sendgraph query` lists"
        ) from None
    except UnicodeDecodeError:
        raise InvalidFile("is not text in UTF-8", where=name_or_file, remedy="save it as UTF-8") from None
    if text.startswith("#+"):
        return read_question(file).bind(values, base_iri=base_iri)
    if values:
        raise BadParameter(
            "the file declares no parameters", where=next(iter(values)), remedy="leave --param out"
        )
    return text


def _values(given: Sequence[str]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for one in given:
        name, sign, value = one.partition("=")
        if not sign:
            raise BadParameter(
                "is not NAME=VALUE", where=f"--param {one}", remedy="write --param area=Halton"
            )
        values.setdefault(name.strip(), []).append(value)
    return values


def _print(answer: "Answer", format_: Format, base_iri: str) -> None:
    from sendgraph.graph import Namespaces
    from sendgraph.graph.json_ld import context
    from sendgraph.store import Solutions, Statements, Truth, serialise_graph, serialise_table

    if isinstance(answer, Statements):
        namespaces = Namespaces(base_iri)
        if format_ in ("table", "ttl"):
            content = serialise_graph(answer.statements, "ttl", namespaces.prefixes)
        elif format_ == "json":
            content = serialise_graph(answer.statements, "jsonld", context=context(namespaces))
        else:
            raise BadParameter("a graph is no table", where="--format csv", remedy="use --format ttl or json")
        sys.stdout.buffer.write(content)
        return
    if format_ == "ttl":
        raise BadParameter(
            "a table is no graph", where="--format ttl", remedy="use CONSTRUCT, or --format csv"
        )
    if format_ == "table" and isinstance(answer, Solutions):
        rows = [[_cell(term, base_iri) for term in row] for row in answer.rows]
        show(answer.variables, rows)
        if not rows:
            sys.stderr.write("sendgraph: nothing matches\n")
    elif format_ == "table" and isinstance(answer, Truth):
        sys.stdout.write(f"{'true' if answer.value else 'false'}\n")
    else:
        form: Literal["csv", "json"] = "csv" if format_ == "csv" else "json"
        content = serialise_table(answer, form)
        sys.stdout.buffer.write(content if content.endswith(b"\n") else content + b"\n")


def _cell(term: "Term | None", base: str) -> str:
    """A term as people read it: IRIs of this project as short as commands take them."""
    if term is None:
        return ""
    for start in (f"{base}id/", f"{base}def/"):
        if term.is_iri and term.value.startswith(start):
            return term.value.removeprefix(start)
    return term.value
