"""
What the endpoint says of itself, by the SPARQL 1.1 Service Description vocabulary.

https://www.w3.org/TR/sparql11-service-description/
"""

from typing import Final

from sendgraph.store import Statement, Term
from sendgraph.web.answers.served_release import ServedRelease

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SEE_ALSO: Final = "http://www.w3.org/2000/01/rdf-schema#seeAlso"
_VOID: Final = "http://rdfs.org/ns/void#"
_INTEGER: Final = "http://www.w3.org/2001/XMLSchema#integer"
_RESULTS: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
)


def service_description(served: ServedRelease) -> list[Statement]:
    """
    The statements: language, formats, the dataset with its union default graph, and the size of each graph.

    The dataset is the one that the catalogue and VoID describe, to which it points.

    Federation is named only where a server may be called; the entailment is simple, as the
    inferences that the release has are statements of it.
    """
    endpoint, dataset = f"{served.base_iri}sparql", served.dataset
    default = f"{endpoint}#default-graph"
    features = ["UnionDefaultGraph"]
    if served.settings.service_origins:
        features.append("BasicFederatedQuery")
    found = [
        _link(endpoint, _TYPE, f"{SD}Service"),
        _link(endpoint, f"{SD}endpoint", endpoint),
        _link(endpoint, f"{SD}supportedLanguage", f"{SD}SPARQL11Query"),
        _link(endpoint, f"{SD}defaultEntailmentRegime", "http://www.w3.org/ns/entailment/Simple"),
        _link(endpoint, f"{SD}defaultDataset", dataset),
        _link(dataset, _TYPE, f"{SD}Dataset"),
        _link(dataset, _TYPE, f"{_VOID}Dataset"),
        _link(dataset, f"{_VOID}sparqlEndpoint", endpoint),
        *(_link(dataset, _SEE_ALSO, served.base_iri + where) for where in ("catalogue", ".well-known/void")),
        _link(dataset, f"{SD}defaultGraph", default),
        _link(default, _TYPE, f"{SD}Graph"),
        _count(default, f"{_VOID}triples", served.store.distinct_triples),
        *(_link(endpoint, f"{SD}feature", SD + feature) for feature in features),
        *(_link(endpoint, f"{SD}resultFormat", _FORMATS + name) for name in _RESULTS),
    ]
    for name, triples in sorted(served.store.graph_sizes.items()):
        # The graph's own IRI names the graph in the dataset; what it holds is told of that name with #graph.
        named, graph = f"{name}#named", f"{name}#graph"
        found += [
            _link(dataset, f"{SD}namedGraph", named),
            _link(named, _TYPE, f"{SD}NamedGraph"),
            _link(named, f"{SD}name", name),
            _link(named, f"{SD}graph", graph),
            _link(graph, _TYPE, f"{SD}Graph"),
            _count(graph, f"{_VOID}triples", triples),
        ]
    return found


def _link(subject: str, predicate: str, object_: str) -> Statement:
    return Statement(Term("iri", subject), predicate, Term("iri", object_))


def _count(subject: str, predicate: str, number: int) -> Statement:
    return Statement(Term("iri", subject), predicate, Term("literal", str(number), datatype=_INTEGER))
