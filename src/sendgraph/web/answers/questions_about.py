"""The questions that can be asked about a thing or concept, filled in with it."""

from collections.abc import Iterable
from typing import Final, get_args
from urllib.parse import urlencode

from sendgraph.store import Parameter
from sendgraph.store.names import Names
from sendgraph.store.parameters import ConceptType, ThingType
from sendgraph.web.answers.served_release import ServedRelease
from sendgraph.web.answers.tables import Cell

_THINGS: Final = frozenset(get_args(ThingType))
_CONCEPTS: Final = frozenset(get_args(ConceptType))


def questions_about(served: ServedRelease, iri: str) -> tuple[Cell, ...]:
    """Each question that takes the thing as a parameter, with the address that asks it."""
    things, concepts = served.namespaces.things, str(served.namespaces.send)
    start, kinds = (things, _THINGS) if iri.startswith(things) else (concepts, _CONCEPTS)
    kind, _, slug = iri.removeprefix(start).partition("/")
    if not iri.startswith(start) or kind not in kinds or not slug:
        return ()
    value = slug if Names.shipped().slug(kind, slug) else f"{kind}/{slug}"
    return tuple(
        Cell(question.title, f"/questions/{question.name}?{urlencode({parameter.name: value})}")
        for question in sorted(served.questions.values(), key=lambda q: q.title)
        if (parameter := _taking(kind, slug, question.parameters.values())) is not None
    )


def _taking(kind: str, slug: str, parameters: Iterable[Parameter]) -> Parameter | None:
    for parameter in parameters:
        if parameter.type == kind and (kind not in _CONCEPTS or slug in parameter.allowed()):
            return parameter
    return None
