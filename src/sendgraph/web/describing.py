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
    that it rests on, `incoming` those that point to it, at most `MOST_INCOMING` of
    `incoming_total`; `labels` name all of them. Of a named graph, `contents` are what it holds.
    """

    iri: str
    own: tuple[Statement, ...]
    evidence: tuple[Statement, ...]
    incoming: tuple[Statement, ...]
    incoming_total: int
    labels: tuple[Statement, ...]
    contents: tuple[Statement, ...] = ()

    def document(self, document_iri: str) -> list[Statement]:
        """All its statements, and what the document itself is."""
        document = Term("iri", document_iri)
        about = [
            Statement(document, PRIMARY_TOPIC, Term("iri", self.iri)),
            Statement(document, DCTERMS_RIGHTS, Term("literal", ATTRIBUTION, language="en")),
        ]
        left_out = self.incoming_total - len(self.incoming)
        if left_out:
            words = (
                f"{self.incoming_total} statements point to this thing; {left_out} of them are left out "
                "here. Ask the SPARQL endpoint for all."
            )
            about.append(Statement(document, RDFS_COMMENT, Term("literal", words, language="en")))
        return [*about, *self.own, *self.evidence, *self.incoming, *self.labels, *self.contents]


def describe(store: Store, iri: str, *, most_incoming: int = MOST_INCOMING) -> Description:
    """
    The description of a thing, term or concept.

    Raises:
        UnknownThing: where the release says nothing of it.
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
    kept = incoming[:most_incoming]
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
