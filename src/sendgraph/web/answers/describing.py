"""The document about a thing: what is stated of it, the words it rests on, and what points to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from sendgraph.errors import UnknownThing
from sendgraph.store import Statement, Store, Term

RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS_LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"
RDFS_COMMENT: Final = "http://www.w3.org/2000/01/rdf-schema#comment"
DCTERMS_RIGHTS: Final = "http://purl.org/dc/terms/rights"
PRIMARY_TOPIC: Final = "http://xmlns.com/foaf/0.1/primaryTopic"

#: Statements that point to a thing, at most; a theme or an inspectorate has thousands.
MOST_INCOMING: Final = 500
ATTRIBUTION: Final = (
    "Contains public sector information licensed under the Open Government Licence v3.0; © Crown copyright"
)


@dataclass(frozen=True, slots=True)
class Description:
    """
    What a release says of a thing.

    `own` are its statements (with the graphs they stand in), `evidence` those of the passages
    that it rests on, `incoming` those that point to it, a page of `MOST_INCOMING` of the
    `incoming_total`; `labels` name all of them. Of a named graph, `contents` are what it holds.
    """

    iri: str
    own: tuple[Statement, ...]
    evidence: tuple[Statement, ...]
    incoming: tuple[Statement, ...]
    incoming_total: int
    labels: tuple[Statement, ...]
    contents: tuple[Statement, ...] = ()
    page: int = 1

    @property
    def pages(self) -> int:
        """How many pages there are of what points to it; the rest stands on each of them."""
        return max(1, -(-self.incoming_total // MOST_INCOMING))

    def document(self, document_iri: str) -> list[Statement]:
        """All its statements, and what the document itself is."""
        document = Term("iri", document_iri)
        about = [
            Statement(document, PRIMARY_TOPIC, Term("iri", self.iri)),
            Statement(document, DCTERMS_RIGHTS, Term("literal", ATTRIBUTION, language="en")),
        ]
        if self.pages > 1:
            words = (
                f"{self.incoming_total} statements point to this thing; this is page {self.page} of "
                f"{self.pages}, with {len(self.incoming)} of them. The others are at ?page=1 and so on."
            )
            about.append(Statement(document, RDFS_COMMENT, Term("literal", words, language="en")))
        return [*about, *self.own, *self.evidence, *self.incoming, *self.labels, *self.contents]


def describe(store: Store, iri: str, *, page: int = 1) -> Description:
    """
    The description of a thing, term or concept, with a page (from 1) of what points to it.

    Raises:
        UnknownThing: where the release says nothing of it, or what points to it has no such page.
    """
    own = list(store.match(subject=iri))
    graphs = f"{store.base_iri}id/graph/"
    contents = tuple(_sorted(store.match(graph=iri))) if iri.startswith(graphs) else ()
    if not own and not contents:
        raise UnknownThing("the graph knows no such thing", where=iri[:200])
    ontology = f"{store.base_iri}id/graph/ontology"
    if any(s.object.kind == "blank" for s in own):
        own += _blank_closure(own, list(store.match(graph=ontology)))
    pointing = {(s.predicate, s.subject.value): s for s in store.match(object_=iri) if s.subject.is_iri}
    incoming = [pointing[key] for key in sorted(pointing)]
    passages = [
        s.object.value for s in own if s.predicate == f"{store.base_iri}def/evidence" and s.object.is_iri
    ]
    evidence = [s for passage in dict.fromkeys(passages) for s in store.match(subject=passage)]
    kept = incoming[(page - 1) * MOST_INCOMING : page * MOST_INCOMING]
    if page > 1 and not kept:
        raise UnknownThing("the document has no such page", where=f"page={page}", remedy="start at page 1")
    named = {s.object.value for s in (*own, *evidence) if s.object.is_iri} | {s.subject.value for s in kept}
    labels = [s for name in sorted(named - {iri}) for s in store.match(subject=name, predicate=RDFS_LABEL)]
    return Description(
        iri=iri,
        own=tuple(_sorted(own)),
        evidence=tuple(_sorted(evidence)),
        incoming=tuple(kept),
        incoming_total=len(incoming),
        labels=tuple(labels),
        contents=contents,
        page=page,
    )


def describe_vocabulary(store: Store) -> Description:
    """The description of the ontology: all of its statements."""
    everything = tuple(_sorted(store.match(graph=f"{store.base_iri}id/graph/ontology")))
    if not everything:
        raise UnknownThing("the release holds no ontology")
    return Description(f"{store.base_iri}def/", everything, (), (), 0, ())


def _blank_closure(start: Iterable[Statement], statements: Iterable[Statement]) -> Iterator[Statement]:
    """The statements of the blank nodes that others lead to."""
    by_subject: dict[str, list[Statement]] = {}
    for s in statements:
        if s.subject.kind == "blank":
            by_subject.setdefault(s.subject.value, []).append(s)
    waiting = [s.object.value for s in start if s.object.kind == "blank"]
    seen: set[str] = set()
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            yield from by_subject.get(node, ())
            waiting += [s.object.value for s in by_subject.get(node, ()) if s.object.kind == "blank"]


def _sorted(statements: Iterable[Statement]) -> list[Statement]:
    return sorted(
        statements,
        key=lambda s: (
            s.subject.value,
            s.predicate,
            s.object.kind,
            s.object.value,
            s.object.language or "",
            s.graph or "",
        ),
    )
