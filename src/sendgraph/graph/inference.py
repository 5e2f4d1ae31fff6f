"""
Inference: what follows from the data by the ontology's own axioms, written out.

The rules are read off the ontology (`axioms`), run over all graphs until nothing new
follows, and each inference goes to the inferred graph of the document that it belongs to.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set

from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF
from rdflib.term import Node

from sendgraph.graph.axioms import (
    AllOf,
    AnyOf,
    Axioms,
    Chain,
    Expression,
    Has,
    Named,
    OneOf,
    Step,
    Subsumption,
    read_axioms,
)
from sendgraph.graph.namespaces import Namespaces
from sendgraph.graph.vocabulary_graphs import ontology_graph

Pair = tuple[Node, Node]


class _Facts:
    """Statements indexed both ways by property, and the members of each class."""

    def __init__(self) -> None:
        self.forward: defaultdict[Node, defaultdict[Node, set[Node]]] = defaultdict(lambda: defaultdict(set))
        self.backward: defaultdict[Node, defaultdict[Node, set[Node]]] = defaultdict(lambda: defaultdict(set))

    def add(self, subject: Node, predicate: Node, value: Node) -> bool:
        values = self.forward[predicate][subject]
        if value in values:
            return False
        values.add(value)
        self.backward[predicate][value].add(subject)
        return True

    def has(self, subject: Node, predicate: Node, value: Node) -> bool:
        return value in self.forward[predicate].get(subject, ())

    def follow(self, step: Step) -> Mapping[Node, Set[Node]]:
        return (self.backward if step.inverse else self.forward)[step.iri]

    def sources(self, step: Step) -> Mapping[Node, Set[Node]]:
        return (self.forward if step.inverse else self.backward)[step.iri]

    def members(self, expression: Expression) -> Set[Node]:
        match expression:
            case Named(iri):
                return self.backward[RDF.type].get(iri, set())
            case AllOf(parts):
                return set.intersection(*(set(self.members(part)) for part in parts))
            case AnyOf(parts):
                return set().union(*(self.members(part) for part in parts))
            case OneOf(members):
                return members
            case Has(step, value):
                return self.sources(step).get(value, set())
            case _:
                if expression.filler == Named(OWL.Thing):
                    return self.follow(expression.step).keys()
                sources = self.sources(expression.step)
                return set().union(*(sources.get(m, ()) for m in self.members(expression.filler)))


def infer(graphs: Mapping[str, Graph], namespaces: Namespaces) -> dict[str, Graph]:
    """
    What follows from a dataset, by the IRI of the inferred graph that it belongs to.

    Only statements about things of the data, in the vocabulary's own terms, are written
    out. Who a statement belongs to: the document that alone describes its subject, else
    the one that alone describes its object, else each that describes both, else each that
    describes its subject.

    Args:
        graphs: every graph of the dataset by its IRI; the ontology is read where it is not among them.
        namespaces: under which base the IRIs stand.
    """
    ontology = graphs.get(str(namespaces.ontology_graph)) or ontology_graph(namespaces)
    data = {name: graph for name, graph in graphs.items() if name not in _vocabularies(namespaces)}
    facts = _Facts()
    for graph in data.values():
        for subject, predicate, value in graph:
            facts.add(subject, predicate, value)
    owners = _owners(data, namespaces)
    found: dict[str, Graph] = {}
    for triple in _closure(facts, read_axioms(ontology), namespaces):
        for owner in _belongs_to(triple, owners):
            if owner not in found:
                found[owner] = namespaces.new_graph()
            found[owner].add(triple)
    return dict(sorted(found.items()))


def _vocabularies(namespaces: Namespaces) -> set[str]:
    return {str(namespaces.ontology_graph), str(namespaces.schemes_graph)}


def _closure(facts: _Facts, axioms: Axioms, namespaces: Namespaces) -> list[tuple[Node, Node, Node]]:
    """Run the rules until nothing new follows; gives what is new, in the vocabulary's terms."""
    send = str(namespaces.send)
    chains = [c for c in axioms.chains if c.sup.startswith(send)]
    subsumptions = [s for s in axioms.subsumptions if _leads_to(s.sup, send)]
    new: list[tuple[Node, Node, Node]] = []
    before = -1
    while before < len(new):
        before = len(new)
        for chain in chains:
            _add(facts, new, ((s, chain.sup, o) for s, o in list(_run(facts, chain))), namespaces)
        for prop in axioms.transitive:
            _add(facts, new, ((s, prop, o) for s, o in list(_steps_on(facts, prop))), namespaces)
        for subsumption in subsumptions:
            _add(facts, new, list(_members_of(facts, subsumption, send)), namespaces)
    return new


def _add(
    facts: _Facts,
    new: list[tuple[Node, Node, Node]],
    triples: Iterable[tuple[Node, Node, Node]],
    namespaces: Namespaces,
) -> None:
    for subject, predicate, value in triples:
        idle = subject == value or not str(subject).startswith(namespaces.things)
        if not idle and facts.add(subject, predicate, value):
            new.append((subject, predicate, value))


def _leads_to(expression: Expression, send: str) -> bool:
    match expression:
        case Named(iri):
            return iri.startswith(send)
        case AllOf(parts):
            return any(_leads_to(part, send) for part in parts)
        case Has(step, _):
            return step.iri.startswith(send) and not step.inverse
        case _:
            return False


def _members_of(facts: _Facts, rule: Subsumption, send: str) -> Iterator[tuple[Node, Node, Node]]:
    members = set(facts.members(rule.sub))
    for part in rule.sup.parts if isinstance(rule.sup, AllOf) else (rule.sup,):
        match part:
            case Named(iri) if iri.startswith(send):
                known = facts.backward[RDF.type].get(iri, set())
                yield from ((member, RDF.type, iri) for member in members - known)
            case Has(Step(iri, False), value):
                yield from ((member, iri, value) for member in members)
            case _:
                continue


def _run(facts: _Facts, chain: Chain) -> Iterator[Pair]:
    first, *rest = chain.steps
    for subject, values in facts.follow(first).items():
        reached: Set[Node] = values
        for step in rest:
            links = facts.follow(step)
            reached = set().union(*(links.get(node, ()) for node in reached))
        yield from ((subject, value) for value in reached)


def _steps_on(facts: _Facts, prop: URIRef) -> Iterator[Pair]:
    links = facts.forward[prop]
    for subject, values in links.items():
        for value in values:
            yield from ((subject, further) for further in links.get(value, ()))


def _owners(data: Mapping[str, Graph], namespaces: Namespaces) -> Mapping[Node, frozenset[str]]:
    """The inferred graphs of those graphs that describe a thing."""
    owners: defaultdict[Node, set[str]] = defaultdict(set)
    documents = f"{namespaces.graphs}document/"
    for name, graph in data.items():
        own = name.removeprefix(documents).removeprefix(namespaces.graphs)
        for subject in set(graph.subjects(RDF.type)):
            owners[subject].add(str(namespaces.inferred_graph(own)))
    return {thing: frozenset(names) for thing, names in owners.items()}


def _belongs_to(triple: tuple[Node, Node, Node], owners: Mapping[Node, frozenset[str]]) -> Iterable[str]:
    subject, _, value = triple
    describing, described = owners.get(subject, frozenset()), owners.get(value, frozenset())
    if len(describing) == 1:
        return describing
    if len(described) == 1:
        return described
    return describing & described or describing
