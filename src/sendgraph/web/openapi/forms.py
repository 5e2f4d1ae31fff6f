"""A document in several forms: one address that negotiates, and one for each form."""

from collections.abc import Sequence
from typing import Final

from sendgraph.web.forms import MEDIA_TYPES
from sendgraph.web.openapi.components import Told, from_data, redirect, text
from sendgraph.web.openapi.operations import operation, parameter

_NEGOTIATED: Final = (
    "The form is the one that `Accept` would rather have, Turtle where it does not say; `Content-Location` "
    "is the address of that form alone. Parameters that are not named here are passed over, for people "
    "hang theirs on addresses that they pass on."
)


def forms_of(
    path: str,
    tag: str,
    title: str,
    description: str,
    parameters: Sequence[Told],
    forms: Sequence[str],
    *,
    moved: str | None = None,
    moved_status: int = 303,
) -> Told:
    """A path, whose form is negotiated, and the same path with an ending that names the form."""
    content = {MEDIA_TYPES[form].partition(";")[0]: text() for form in forms}
    for name in ("application/json", "application/ld+json"):
        if name in content:
            content[name] = {"schema": {"type": "object"}}
    answers: dict[int | str, Told] = {
        200: from_data("The document.", content, always=("ETag", "Content-Location", "Link"))
    }
    if moved:
        answers[moved_status] = redirect(moved)
    ending = parameter(
        "form",
        "The form.",
        {"type": "string", "enum": list(forms)},
        place="path",
        example=forms[0],
    )
    unknown = [404] if parameters else []
    return {
        path: {
            "get": operation(
                tag,
                title,
                f"{description}\n\n{_NEGOTIATED}",
                answers,
                parameters=parameters,
                refusals=[*unknown, 406],
            )
        },
        f"{path}.{{form}}": {
            "get": operation(
                tag,
                f"{title} in one form",
                f"{description} The ending names the form, whatever `Accept` says.",
                answers,
                parameters=(*parameters, ending),
                refusals=[404],
            )
        },
    }
