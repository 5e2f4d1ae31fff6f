"""`/questions`: each question of `queries/` with the parameters that it declares."""

from collections.abc import Mapping
from typing import Any, Final, get_args

from sendgraph.store import Parameter, Question
from sendgraph.store.parameters import ThingType
from sendgraph.web.openapi.components import Told, from_data, ref, text
from sendgraph.web.openapi.operations import operation, parameter

_THINGS: Final = frozenset(get_args(ThingType))
_SLUG: Final = r"[A-Za-z0-9_~-][A-Za-z0-9_~.-]*(/[A-Za-z0-9_~-][A-Za-z0-9_~.-]*)*"
#: What a text of a question may hold: all but what no one types.
_TEXT: Final = r"^[ -~\xa1-\u02ff]*$"
_FORMS: Final = ("json", "csv")


def questions_paths(questions: Mapping[str, Question]) -> Told:
    """The path items of the list of questions, and of each question."""
    listed = operation(
        "questions",
        "The questions",
        "A page with all of them. Parameters are passed over.",
        {200: from_data("The page.", ["text/html"])},
    )
    return {
        "/questions": {"get": listed},
        **{f"/questions/{name}": {"get": _one(question)} for name, question in questions.items()},
    }


def _one(question: Question) -> Told:
    content = {
        "application/sparql-results+json": {"schema": ref("schemas", "SparqlResults")},
        "text/csv": text(),
        "text/html": text(),
    }
    form = parameter(
        "format",
        "The form of the answer, whatever `Accept` says; a browser gets a page.",
        {"type": "string", "enum": list(_FORMS)},
    )
    return operation(
        "questions",
        question.title,
        f"{question.description}\n\nAs rows, or as a page for a browser: the page asks for what is not given "
        "yet. A parameter that the question does not have is refused.",
        {200: from_data("The answer.", content)},
        parameters=(*(_parameter(one) for one in question.parameters.values()), form),
        refusals=(404, 406),
    )


def _parameter(one: Parameter) -> Told:
    schema = _schema(one)
    defaults: list[Any] = [int(value) if one.type == "integer" else value for value in one.default]
    if one.many:
        schema = {"type": "array", "items": schema}
    if defaults:
        schema = {**schema, "default": defaults if one.many else defaults[0]}
    # What is left empty in a form is not given; an empty text is a text already.
    empty: dict[str, Any] = {} if one.required or one.type == "text" else {"allowEmptyValue": True}
    return parameter(one.name, one.description, schema, required=one.required, **empty)


def _schema(one: Parameter) -> Told:
    """What one value may be; concepts and areas are taken by label, short name and IRI as well."""
    if allowed := one.allowed():
        return {"type": "string", "enum": list(allowed)}
    if one.type == "integer":
        bounds: dict[str, Any] = {"minimum": one.minimum, "maximum": one.maximum}
        return {"type": "integer", **{name: bound for name, bound in bounds.items() if bound is not None}}
    if one.type == "date":
        return {"type": "string", "format": "date"}
    if one.type in _THINGS:
        return {"type": "string", "pattern": f"^{one.type}/{_SLUG}$"}
    return {"type": "string", "pattern": _TEXT, "maxLength": 200}
