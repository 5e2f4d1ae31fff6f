"""The ontology's own axioms, read into rules: what is inferred can never disagree with what is defined."""

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import Node


@dataclass(frozen=True, slots=True)
class Named:
    """A class by its name."""

    iri: URIRef


@dataclass(frozen=True, slots=True)
class AllOf:
    """An intersection."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A union."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """An enumeration of individuals."""

    members: frozenset[Node]


@dataclass(frozen=True, slots=True)
class Has:
    """What has a given value of a property."""

    step: "Step"
    value: Node


@dataclass(frozen=True, slots=True)
class Some:
    """What has some value of a property in a class."""

    step: "Step"
    filler: "Expression"


Expression = Named | AllOf | AnyOf | OneOf | Has | Some


@dataclass(frozen=True, slots=True)
class Step:
    """A property, or its inverse."""

    iri: URIRef
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class Subsumption:
    """Whatever is in `sub` is in `sup`."""

    sub: Expression
    sup: Expression


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of steps leads where the property leads; one step is a subproperty or an inverse."""

    steps: tuple[Step, ...]
    sup: URIRef


@dataclass(frozen=True, slots=True)
class Axioms:
    """The rules of an ontology: subsumptions (domains and ranges included), chains, transitive properties."""

    subsumptions: tuple[Subsumption, ...]
    chains: tuple[Chain, ...]
    transitive: tuple[URIRef, ...]


def read_axioms(ontology: Graph) -> Axioms:
    """
    The rules that an ontology states; what cannot lead to a new fact about an individual is left out.

    >>> from sendgraph.graph.namespaces import Namespaces
    >>> from sendgraph.graph.vocabulary_graphs import ontology_graph
    >>> names = Namespaces()
    >>> read_axioms(ontology_graph(names)).transitive == (names.send.recursFrom,)
    True
    """
    return Axioms(
        subsumptions=tuple(sorted(_subsumptions(ontology), key=repr)),
        chains=tuple(sorted(_chains(ontology), key=repr)),
        transitive=tuple(
            sorted(p for p in ontology.subjects(RDF.type, OWL.TransitiveProperty) if isinstance(p, URIRef))
        ),
    )


def _subsumptions(ontology: Graph) -> Iterator[Subsumption]:
    for sub, sup in ontology.subject_objects(RDFS.subClassOf):
        yield from _subsumption(ontology, sub, sup)
    for one, other in ontology.subject_objects(OWL.equivalentClass):
        yield from _subsumption(ontology, one, other)
        yield from _subsumption(ontology, other, one)
    for prop, domain in ontology.subject_objects(RDFS.domain):
        yield from _typing(ontology, prop, domain, inverse=False)
    for prop, values in ontology.subject_objects(RDFS.range):
        yield from _typing(ontology, prop, values, inverse=True)


def _subsumption(ontology: Graph, sub: Node, sup: Node) -> Iterator[Subsumption]:
    left, right = _expression(ontology, sub), _expression(ontology, sup)
    if left is not None and right is not None and left != right:
        yield Subsumption(left, right)


def _typing(ontology: Graph, prop: Node, kind: Node, *, inverse: bool) -> Iterator[Subsumption]:
    right = _expression(ontology, kind)
    if isinstance(prop, URIRef) and right is not None:
        yield Subsumption(Some(Step(prop, inverse), Named(OWL.Thing)), right)


def _chains(ontology: Graph) -> Iterator[Chain]:
    for sub, sup in ontology.subject_objects(RDFS.subPropertyOf):
        yield from _chain([_step(ontology, sub)], sup)
    for one, other in ontology.subject_objects(OWL.equivalentProperty):
        yield from _chain([_step(ontology, one)], other)
        yield from _chain([_step(ontology, other)], one)
    for one, other in ontology.subject_objects(OWL.inverseOf):
        if isinstance(one, URIRef) and isinstance(other, URIRef):
            yield Chain((Step(one, inverse=True),), other)
            yield Chain((Step(other, inverse=True),), one)
    for prop in ontology.subjects(RDF.type, OWL.SymmetricProperty):
        if isinstance(prop, URIRef):
            yield Chain((Step(prop, inverse=True),), prop)
    for prop, chain in ontology.subject_objects(OWL.propertyChainAxiom):
        yield from _chain([_step(ontology, part) for part in Collection(ontology, chain)], prop)


def _chain(steps: list[Step | None], sup: Node) -> Iterator[Chain]:
    known = [step for step in steps if step is not None]
    if isinstance(sup, URIRef) and len(known) == len(steps) and known != [Step(sup)]:
        yield Chain(tuple(known), sup)


def _step(ontology: Graph, prop: Node) -> Step | None:
    if isinstance(prop, URIRef):
        return Step(prop)
    inverse = ontology.value(prop, OWL.inverseOf)
    return Step(inverse, inverse=True) if isinstance(inverse, URIRef) else None


def _expression(ontology: Graph, node: Node) -> Expression | None:
    """A class expression; None for those that say nothing which a rule could use."""
    if isinstance(node, URIRef):
        return Named(node)
    if not isinstance(node, BNode):
        return None
    for predicate, kind in ((OWL.intersectionOf, AllOf), (OWL.unionOf, AnyOf)):
        members = ontology.value(node, predicate)
        if members is not None:
            parts = [_expression(ontology, part) for part in Collection(ontology, members)]
            known = tuple(part for part in parts if part is not None)
            return kind(known) if len(known) == len(parts) else None
    members = ontology.value(node, OWL.oneOf)
    if members is not None:
        return OneOf(frozenset(Collection(ontology, members)))
    prop = ontology.value(node, OWL.onProperty)
    step = _step(ontology, prop) if prop is not None else None
    if step is None:
        return None
    value = ontology.value(node, OWL.hasValue)
    if value is not None:
        return Has(step, value)
    filler = ontology.value(node, OWL.someValuesFrom)
    inner = _expression(ontology, filler) if filler is not None else None
    return Some(step, inner) if inner is not None else None
