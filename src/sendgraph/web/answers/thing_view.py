"""A description as people and plain JSON have it: properties by label, evidence as quotations."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Final

from sendgraph.release.privacy import mask
from sendgraph.store import Statement, Term
from sendgraph.web.answers.describing import RDF_TYPE, RDFS_LABEL, Description
from sendgraph.web.answers.questions_about import questions_about
from sendgraph.web.answers.reasons import Reason, Run, reasons, runs, told_by_reasons
from sendgraph.web.answers.served_release import ServedRelease
from sendgraph.web.answers.tables import Cell, cell

_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_HIDDEN: Final = frozenset({RDF_TYPE, RDFS_LABEL, f"{_SKOS}prefLabel"})


@dataclass(frozen=True, slots=True)
class Group:
    """A property and its values; `total` is greater where not all of them are shown."""

    predicate: str
    label: str
    path: str | None
    values: tuple[Cell, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """The exact words that a thing rests on, and where they stand."""

    quote: str
    path: str | None
    document: str
    document_path: str | None
    page: str | None
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class ThingView:
    """Everything that the page about a thing shows."""

    iri: str
    label: str
    text: str | None
    marked: tuple[Run, ...]
    labels: tuple[Reason, ...]
    ties: tuple[Reason, ...]
    types: tuple[Cell, ...]
    groups: tuple[Group, ...]
    quotations: tuple[Quotation, ...]
    incoming: tuple[Group, ...]
    incoming_total: int
    page: int
    pages: int
    questions: tuple[Cell, ...]
    stated: tuple[Cell, ...]
    inferred: tuple[Cell, ...]
    holds: int


def view(served: ServedRelease, description: Description) -> ThingView:
    """What a page shows of a description."""
    send = str(served.namespaces.send)
    own = [s for s in description.own if s.subject.value == description.iri]
    texts = {s.predicate: s.object.value for s in own if s.object.kind == "literal"}
    told_apart = {*_HIDDEN, f"{send}text", f"{send}quote", f"{send}evidence"}
    graphs = sorted({s.graph for s in own if s.graph})
    inferred = f"{served.namespaces.graphs}inferred/"
    outgoing = {(s.predicate, s.object) for s in own}
    text = texts.get(f"{send}text") or texts.get(f"{send}quote")
    labels, ties = reasons(served, description)
    told = told_by_reasons(served) if labels or ties else frozenset()
    return ThingView(
        iri=description.iri,
        label=mask(texts.get(RDFS_LABEL) or served.label(description.iri)),
        text=text,
        marked=runs(mask(text), labels) if text and labels else (),
        labels=labels,
        ties=ties,
        types=tuple(
            cell(served, Term("iri", iri))
            for iri in sorted({s.object.value for s in own if s.predicate == RDF_TYPE and s.object.is_iri})
        ),
        groups=_groups(served, ((s.predicate, s.object) for s in own if s.predicate not in told_apart)),
        quotations=tuple(_quotations(served, description.evidence)),
        incoming=_groups(
            served,
            (
                (s.predicate, s.subject)
                for s in description.incoming
                if (served.inverses.get(s.predicate, ""), s.subject) not in outgoing
                and s.predicate not in told
            ),
        ),
        incoming_total=description.incoming_total,
        page=description.page,
        pages=description.pages,
        questions=questions_about(served, description.iri),
        stated=tuple(Cell(served.short(iri), served.path(iri)) for iri in graphs if inferred not in iri),
        inferred=tuple(Cell(served.short(iri), served.path(iri)) for iri in graphs if inferred in iri),
        holds=len(description.contents),
    )


def as_json(served: ServedRelease, description: Description) -> dict[str, object]:
    """The description as plain JSON, for programs that know no RDF."""
    shown = view(served, description)
    own = [s for s in description.own if s.subject.value == description.iri]
    return {
        "iri": shown.iri,
        "label": shown.label,
        "types": [
            {"iri": s.object.value, "label": served.label(s.object.value)}
            for s in _once(own)
            if s.predicate == RDF_TYPE
        ],
        "properties": [
            _json_value(served, s.predicate, s.object) for s in _once(own) if s.predicate not in _HIDDEN
        ],
        "evidence": [asdict(quotation) for quotation in shown.quotations],
        "referencedBy": [_json_value(served, s.predicate, s.subject) for s in description.incoming],
        "referencedByTotal": description.incoming_total,
        "page": shown.page,
        "pages": shown.pages,
        "truncated": description.incoming_total > len(description.incoming),
    }


def _json_value(served: ServedRelease, predicate: str, term: Term) -> dict[str, object]:
    value: dict[str, object] = {"property": predicate, "propertyLabel": served.label(predicate)}
    if term.is_iri:
        return value | {"iri": term.value, "label": mask(served.label(term.value))}
    value["value"] = mask(term.value)
    if term.datatype:
        value["datatype"] = term.datatype
    if term.language:
        value["language"] = term.language
    return value


def _once(statements: Iterable[Statement]) -> list[Statement]:
    found = {(s.predicate, s.object): s for s in statements if s.object.kind != "blank"}
    return list(found.values())


def _groups(served: ServedRelease, pairs: Iterable[tuple[str, Term]]) -> tuple[Group, ...]:
    by_predicate: dict[str, dict[Term, None]] = {}
    for predicate, term in pairs:
        if term.kind != "blank":
            by_predicate.setdefault(predicate, {})[term] = None
    groups = [
        Group(
            predicate,
            served.label(predicate),
            served.path(predicate),
            tuple(
                sorted((cell(served, term) for term in terms), key=lambda c: (_natural(c.text), c.path or ""))
            ),
            len(terms),
        )
        for predicate, terms in by_predicate.items()
    ]
    return tuple(sorted(groups, key=lambda g: (g.label.lower(), g.predicate)))


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """
    A key that sorts `finding 2` before `finding 10`.

    >>> sorted(["a 10", "a 2"], key=_natural)
    ['a 2', 'a 10']
    """
    parts: list[tuple[int, int, str]] = []
    for word in text.split():
        parts.append((0, int(word), "") if word.isascii() and word.isdigit() else (1, 0, word.lower()))
    return tuple(parts)


def _quotations(served: ServedRelease, evidence: Iterable[Statement]) -> Iterable[Quotation]:
    send = str(served.namespaces.send)
    passages: dict[str, dict[str, str]] = {}
    for s in evidence:
        passages.setdefault(s.subject.value, {})[s.predicate] = s.object.value
    found = []
    for iri, values in passages.items():
        document = values.get(f"{send}passageOf", "")
        start, end = values.get(f"{send}startOffset", ""), values.get(f"{send}endOffset", "")
        quotation = Quotation(
            quote=mask(values.get(f"{send}quote", "")),
            path=served.path(iri),
            document=served.label(document) if document else "",
            document_path=served.path(document) if document else None,
            page=values.get(f"{send}page"),
            start=start,
            end=end,
        )
        found.append((document, int(start) if start.isdigit() else 0, quotation))
    return [quotation for _, _, quotation in sorted(found, key=lambda f: f[:2])]
