"""The questions of `queries/`: to read, to fill in, and answered, with their SPARQL and downloads."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from sendgraph.release.exporting import safe_cell
from sendgraph.store import Parameter, Question, Solutions, find_question, serialise_table
from sendgraph.store.names import Names
from sendgraph.web.answers.served_release import ServedRelease
from sendgraph.web.answers.tables import heading, table
from sendgraph.web.pages import render
from sendgraph.workers import Reply


@dataclass(frozen=True, slots=True)
class FormField:
    """A parameter as a form shows it: `choices` are (value, label, chosen), none where words are typed."""

    name: str
    label: str
    hint: str
    many: bool
    values: tuple[str, ...]
    choices: tuple[tuple[str, str, bool], ...]


def all_questions(served: ServedRelease, root: str) -> Reply:
    """The page that lists all of them."""
    return Reply(render("questions.html", {"questions": list(served.questions.values())}, root))


def one_question(
    served: ServedRelease, name: str, given: dict[str, list[str]], format: str, root: str
) -> Reply:
    """
    One of them with its answer; as a page without one where a parameter is still to be filled in.

    Raises:
        UnknownThing: where there is no such question.
        BadParameter: for a value that a parameter cannot take.
    """
    asked = find_question(name, served.questions)
    if format == "html" and _unanswerable(asked, given):
        return Reply(_page(served, asked, given, None, root))
    query = asked.bind(given, base_iri=served.base_iri)
    found = served.store.query(query, max_rows=served.settings.max_rows)
    assert isinstance(found, Solutions)
    if format == "json":
        return Reply(serialise_table(found, "json"))
    if format == "csv":
        return Reply(serialise_table(for_spreadsheets(found), "csv"))
    return Reply(_page(served, asked, given, (query, found), root))


def _page(
    served: ServedRelease,
    asked: Question,
    given: Mapping[str, list[str]],
    answered: tuple[str, Solutions] | None,
    root: str,
) -> bytes:
    """The page of a question, with the query and its answer where there is one."""
    pairs = [(name, value) for name, values in given.items() for value in values]
    here = f"/questions/{asked.name}"
    values = {
        "question": asked,
        "fields": [
            _field(served, parameter, given.get(parameter.name)) for parameter in asked.parameters.values()
        ],
        "table": table(served, answered[1], asked.title, asked.columns) if answered else None,
        "query": answered[0] if answered else asked.sparql,
        "downloads": [(name, f"{here}?{urlencode([*pairs, ('format', name)])}") for name in ("csv", "json")],
        "sparql": f"/sparql?{urlencode({'query': answered[0]})}" if answered else None,
    }
    return render("question.html", values, root)


def for_spreadsheets(answered: Solutions) -> Solutions:
    """The answer with text that a spreadsheet would run as a formula made harmless; numbers stay numbers."""
    return replace(
        answered,
        rows=[
            tuple(
                replace(term, value=safe_cell(term.value))
                if term and term.kind == "literal" and not term.datatype
                else term
                for term in row
            )
            for row in answered.rows
        ],
    )


def _unanswerable(asked: Question, given: Mapping[str, list[str]]) -> bool:
    """Whether a parameter that the question needs is still to be filled in."""
    return any(
        parameter.required and not parameter.default and not any(given.get(parameter.name, ()))
        for parameter in asked.parameters.values()
    )


def _field(served: ServedRelease, parameter: Parameter, given: list[str] | None) -> FormField:
    chosen = list(parameter.default) if given is None else [value for value in given if value]
    allowed = parameter.allowed()
    labelled = sorted((_choice_label(served, parameter, value), value) for value in allowed)
    slugs = {_slug(parameter, value) for value in chosen}
    listed = [(value, label, _slug(parameter, value) in slugs) for label, value in labelled]
    choices = tuple(sorted(listed, key=lambda choice: not choice[2]))  # the chosen ones in sight
    return FormField(
        name=parameter.name,
        label=heading(parameter.name),
        hint=parameter.description,
        many=parameter.many,
        values=tuple(chosen),
        choices=choices,
    )


def _slug(parameter: Parameter, value: str) -> str:
    """What a value stands for, however it is written: `medway`, `Medway` and `area/medway` are one."""
    value = value.strip().removeprefix(f"{parameter.type}/")
    return Names.shipped().slug(parameter.type, value) or value


def _choice_label(served: ServedRelease, parameter: Parameter, value: str) -> str:
    node = served.graph.nodes.get(f"{served.namespaces.send}{parameter.type}/{value}")
    return node.label if node else value
