"""The graph to walk on: things and concepts as nodes, statements between them as edges."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal

import networkx as nx

from sendgraph.errors import BadParameter, UnknownThing
from sendgraph.release.privacy import mask
from sendgraph.store import Statement, Store
from sendgraph.traversal.words import WORDS

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_OWL = "http://www.w3.org/2002/07/owl#"
_TYPE: Final = f"{_RDF}type"
_LABEL: Final = f"{_RDFS}label"
_SUBCLASS: Final = f"{_RDFS}subClassOf"

#: Ties of every concept to its scheme, and of facts to the list they were taken from, join what is unlike.
_BOOKKEEPING: Final = frozenset(
    {f"{_SKOS}inScheme", f"{_SKOS}topConceptOf", f"{_SKOS}hasTopConcept", "http://purl.org/dc/terms/source"}
)


@dataclass(frozen=True, slots=True)
class Node:
    """A thing or a concept: its IRI, its label, and the IRIs of its classes."""

    iri: str
    label: str
    types: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """The node as plain data."""
        return {"iri": self.iri, "label": self.label, "types": list(self.types)}


@dataclass(frozen=True, slots=True)
class Edge:
    """A statement between two nodes; `graphs` are all those that it stands in."""

    subject: str
    predicate: str
    object: str
    label: str
    graphs: tuple[str, ...]

    def to_json(self) -> dict[str, str | list[str]]:
        """The edge as plain data."""
        return {
            "subject": self.subject,
            "predicate": self.predicate,
            "label": self.label,
            "object": self.object,
            "graphs": list(self.graphs),
        }


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that a thing rests on, contact details masked, and where they stand."""

    passage: str
    quote: str
    document: str | None
    page: int | None


@dataclass(frozen=True)
class KnowledgeGraph:
    """
    A release as a networkx graph, loaded once and never changed.

    Nodes are what `id/` names and the concepts of the schemes; ontology, named graphs and
    literals are none. A node's classes include those that they are subclasses of.
    """

    directed: "nx.MultiDiGraph[str]"
    undirected: "nx.Graph[str]"
    base_iri: str
    nodes: Mapping[str, Node]
    predicates: Mapping[str, str]
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    reasons: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def load(cls, store: Store) -> "KnowledgeGraph":
        """Read the graph out of a store."""
        return build_graph(store.match(), store.base_iri)

    def node(self, iri: str) -> Node:
        """
        The node of an IRI.

        Raises:
            UnknownThing: where there is none.
        """
        if iri not in self.nodes:
            raise UnknownThing(
                "the graph has no such node", where=iri[:200], remedy="give an IRI of the graph"
            )
        return self.nodes[iri]

    def resolve(self, name: str) -> Node:
        """
        The node of an IRI, or of a short one: `area/halton`, `theme/waiting-times`.

        Raises:
            UnknownThing: where there is none.
        """
        for iri in (name, f"{self.base_iri}id/{name}", f"{self.base_iri}def/{name}"):
            if iri in self.nodes:
                return self.nodes[iri]
        return self.node(name)

    def resolve_term(self, name: str, kind: Literal["property", "class"] | None = None) -> str:
        """
        The IRI of a property or class that the graph uses, given in full or short: `finding`, `send:Concern`.

        Raises:
            BadParameter: where the graph has none such.
        """
        known: frozenset[str] = frozenset()
        known |= self.used_predicates if kind != "class" else known
        known |= self.used_classes if kind != "property" else known
        for iri in (name, f"{self.base_iri}def/{name.removeprefix('send:')}"):
            if iri in known:
                return iri
        raise BadParameter(f"the graph has no such {kind or 'term'}", where=name[:200], remedy="see /def/")

    @cached_property
    def used_predicates(self) -> frozenset[str]:
        """The properties that tie nodes together."""
        return frozenset(predicate for _, _, predicate in self.directed.edges(keys=True))

    @cached_property
    def used_classes(self) -> frozenset[str]:
        """The classes that nodes have."""
        return frozenset(kind for node in self.nodes.values() for kind in node.types)

    def degree(self, iri: str) -> int:
        """How many other nodes a node touches."""
        return len(self.undirected.adj[iri])

    def edges_between(self, one: str, other: str) -> list[Edge]:
        """The statements between two nodes, either way; what a document states before what follows."""
        found = [
            self._edge(subject, predicate, object_)
            for subject, object_ in ((one, other), (other, one))
            if self.directed.has_edge(subject, object_)
            for predicate in self.directed[subject][object_]
        ]
        return sorted(
            found, key=lambda e: (all("/inferred/" in g for g in e.graphs), e.predicate, e.subject != one)
        )

    def _edge(self, subject: str, predicate: str, object_: str) -> Edge:
        graphs = self.directed[subject][object_][predicate]["graphs"]
        return Edge(subject, predicate, object_, self.predicate_label(predicate), graphs)

    def predicate_label(self, predicate: str) -> str:
        """The label of a property; the last part of its IRI where it has none."""
        return self.predicates.get(predicate) or WORDS.get(predicate) or local_name(predicate)


def local_name(iri: str) -> str:
    """
    The last part of an IRI.

    >>> local_name("http://www.w3.org/2004/02/skos/core#broader")
    'broader'
    """
    return iri.rstrip("/#").rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def build_graph(statements: Iterable[Statement], base_iri: str) -> KnowledgeGraph:
    """
    The graph of some statements.

    >>> from sendgraph.store import Term
    >>> area, body = "http://x/id/area/halton", "http://x/id/body/halton"
    >>> tie = Statement(Term("iri", area), "http://x/def/responsibleBody", Term("iri", body), "http://x/id/graph/reference")
    >>> build_graph([tie], "http://x/").edges_between(body, area)[0].label
    'responsibleBody'
    """
    things, concepts, graphs = f"{base_iri}id/", f"{base_iri}def/", f"{base_iri}id/graph/"
    ontology = f"{graphs}ontology"
    labels: dict[str, str] = {}
    types: dict[str, set[str]] = defaultdict(set)
    superclasses: dict[str, set[str]] = defaultdict(set)
    ties: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    properties: dict[tuple[str, str], list[str]] = defaultdict(list)
    for s in statements:
        if not s.subject.is_iri:
            continue
        subject, object_ = s.subject.value, s.object.value
        if s.predicate == _LABEL and (s.object.language or "en").startswith("en"):
            labels.setdefault(subject, mask(object_))
        elif s.graph == ontology:
            if s.predicate == _SUBCLASS and s.object.is_iri:
                superclasses[subject].add(object_)
        elif s.predicate == _TYPE:
            types[subject].add(object_)
        elif not s.object.is_iri:
            properties[subject, s.predicate].append(object_)
        elif s.predicate not in _BOOKKEEPING:
            ties[subject, s.predicate, object_].add(s.graph or "")

    def is_node(iri: str) -> bool:
        return iri.startswith((things, concepts)) and not iri.startswith(graphs)

    directed: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for (subject, predicate, object_), where in sorted(ties.items()):
        if subject != object_ and is_node(subject) and is_node(object_):
            directed.add_edge(subject, object_, key=predicate, graphs=tuple(sorted(where)))
    directed.add_nodes_from(sorted(iri for iri in types if is_node(iri)))
    nodes = {
        iri: Node(
            iri,
            labels.get(iri) or local_name(iri),
            _with_superclasses(types.get(iri, ()), superclasses, concepts),
        )
        for iri in sorted(directed)
    }
    return KnowledgeGraph(
        directed=directed,
        undirected=nx.Graph(directed),
        base_iri=base_iri,
        nodes=nodes,
        predicates={iri: label for iri, label in labels.items() if iri not in nodes},
        evidence=_evidence(directed, properties, concepts),
        reasons=_reasons(directed, properties, concepts),
    )


def _with_superclasses(
    classes: Iterable[str], superclasses: Mapping[str, set[str]], own: str
) -> tuple[str, ...]:
    """The classes and, of the project's own vocabulary, all that they are subclasses of."""
    found: set[str] = set()
    waiting = list(classes)
    while waiting:
        iri = waiting.pop()
        if iri not in found and not iri.startswith(_OWL):
            found.add(iri)
            waiting.extend(c for c in superclasses.get(iri, ()) if c.startswith(own))
    return tuple(sorted(found))


def _objects(directed: "nx.MultiDiGraph[str]", subject: str, predicate: str) -> list[str]:
    return sorted(o for o, keys in directed.adj[subject].items() if predicate in keys)


def _evidence(
    directed: "nx.MultiDiGraph[str]", properties: Mapping[tuple[str, str], list[str]], send: str
) -> dict[str, tuple[Evidence, ...]]:
    found: dict[str, list[tuple[int, Evidence]]] = defaultdict(list)
    for subject, passage, predicate in directed.edges(keys=True):
        if predicate == f"{send}evidence":
            quote = mask(properties.get((passage, f"{send}quote"), [""])[0])
            page = properties.get((passage, f"{send}page"))
            document = _objects(directed, passage, f"{send}passageOf")
            start = int(properties.get((passage, f"{send}startOffset"), ["0"])[0])
            evidence = Evidence(
                passage, quote, document[0] if document else None, int(page[0]) if page else None
            )
            found[subject].append((start, evidence))
    return {iri: tuple(e for _, e in sorted(placed, key=_place)) for iri, placed in found.items()}


def _place(placed: tuple[int, Evidence]) -> tuple[str, int]:
    return placed[1].document or "", placed[0]


def _reasons(
    directed: "nx.MultiDiGraph[str]", properties: Mapping[tuple[str, str], list[str]], send: str
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Why two nodes are tied, as labellings and links say; the pair in the order of the alphabet."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for start, end in (("labelOf", "label"), ("from", "to")):
        for reason, one, predicate in directed.edges(keys=True):
            if predicate == f"{send}{start}":
                for other in _objects(directed, reason, f"{send}{end}"):
                    first, second = sorted((one, other))
                    found[first, second].update(properties.get((reason, f"{send}because"), ()))
    return {pair: tuple(sorted(words)) for pair, words in found.items() if words}
