"""Why a finding is labelled and tied as it is: the labels with their words, and how sure they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from sendgraph.release.privacy import mask
from sendgraph.store import Term
from sendgraph.web.answers.describing import Description
from sendgraph.web.answers.served_release import ServedRelease
from sendgraph.web.answers.tables import Cell, cell

#: Polarity is earned by whole clauses; marking these would mark everything.
_POLARITY: Final = "polarity/"


@dataclass(frozen=True, slots=True)
class Reason:
    """A label, or a finding tied to this one: why it stands, and how sure that is."""

    what: Cell
    because: tuple[str, ...]
    confidence: str
    itself: Cell


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a text, with the labels that its words earned."""

    text: str
    labels: tuple[str, ...] = ()


def reasons(served: ServedRelease, description: Description) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """Why a finding has its labels, and why it is tied to other findings; the surest first."""
    send = str(served.namespaces.send)
    labels: list[Reason] = []
    ties: list[Reason] = []
    for statement in description.incoming:
        if statement.predicate == f"{send}labelOf":
            labels += _reason(served, statement.subject.value, f"{send}label")
        elif statement.predicate in (f"{send}from", f"{send}to"):
            other = "to" if statement.predicate == f"{send}from" else "from"
            ties += _reason(served, statement.subject.value, f"{send}{other}")
    return _surest(labels), _surest(ties)


def told_by_reasons(served: ServedRelease) -> frozenset[str]:
    """The properties whose statements the reasons tell in full."""
    send = str(served.namespaces.send)
    return frozenset({f"{send}labelOf", f"{send}from", f"{send}to"})


def runs(text: str, labels: Sequence[Reason]) -> tuple[Run, ...]:
    """
    A text cut where words begin and end that earned a label; put together again, the runs are the text.

    >>> short = Reason(Cell("Short breaks", "/def/theme/short-breaks"), ("breaks",), "0.9", Cell(""))
    >>> [(run.text, run.labels) for run in runs("Few breaks.", [short])]
    [('Few ', ()), ('breaks', ('Short breaks',)), ('.', ())]
    """
    spans = [
        (at, at + len(words), reason.what.text)
        for reason in labels
        if _POLARITY not in (reason.what.path or "")
        for words in reason.because
        if words and (at := text.find(words)) >= 0
    ]
    edges = sorted({0, len(text), *(edge for start, end, _ in spans for edge in (start, end))})
    cut = []
    for start, end in pairwise(edges):
        covering = sorted({label for a, b, label in spans if a <= start and end <= b})
        cut.append(Run(text[start:end], tuple(covering)))
    return tuple(cut)


def _reason(served: ServedRelease, iri: str, what: str) -> Iterable[Reason]:
    send = str(served.namespaces.send)
    because: list[str] = []
    confidence = ""
    things: list[Term] = []
    for statement in served.store.match(subject=iri):
        if statement.predicate == what:
            things.append(statement.object)
        elif statement.predicate == f"{send}because":
            because.append(mask(statement.object.value))
        elif statement.predicate == f"{send}confidence":
            confidence = statement.object.value
    for thing in dict.fromkeys(things):
        itself = Cell("this reason", served.path(iri))
        yield Reason(cell(served, thing), tuple(sorted(set(because))), confidence, itself)


def _surest(found: Iterable[Reason]) -> tuple[Reason, ...]:
    return tuple(sorted(found, key=lambda r: (-float(r.confidence or 0), r.what.text)))
