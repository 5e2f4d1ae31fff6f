"""Every namespace of the vocabulary, under one base IRI that a publisher may set."""

from dataclasses import dataclass
from functools import cached_property

from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, XSD

#: The base that the Turtle, shapes and queries of this repository are written in.
DEFAULT_BASE = "https://w3id.org/sendgraph/"

#: Prefixes whose terms are the concepts of a scheme: prefix → last part of the scheme's own IRI.
CONCEPT_PREFIXES: tuple[str, ...] = (
    "theme",
    "service",
    "group",
    "indicator",
    "framework",
    "judgement",
    "section",
    "aspect",
    "polarity",
    "unit",
    "comparison",
    "status",
    "scope",
    "region",
    "authority-type",
    "document-kind",
    "inspection-type",
    "event-type",
    "link-type",
)


def rebase(text: str, base_iri: str) -> str:
    """
    Put another base in the place of the default one.

    >>> rebase("<https://w3id.org/sendgraph/def/Finding>", "https://data.example.org/send/")
    '<https://data.example.org/send/def/Finding>'
    """
    return text if base_iri == DEFAULT_BASE else text.replace(DEFAULT_BASE, base_iri)


@dataclass(frozen=True)
class Namespaces:
    """
    The vocabulary's namespaces under a base IRI.

    >>> Namespaces().send.Finding
    rdflib.term.URIRef('https://w3id.org/sendgraph/def/Finding')
    >>> Namespaces("http://localhost/").concept("theme", "waiting-times")
    rdflib.term.URIRef('http://localhost/def/theme/waiting-times')
    """

    base_iri: str = DEFAULT_BASE

    @cached_property
    def send(self) -> Namespace:
        """Classes and properties."""
        return Namespace(f"{self.base_iri}def/")

    @cached_property
    def things(self) -> str:
        """Start of the IRI of every thing."""
        return f"{self.base_iri}id/"

    @cached_property
    def graphs(self) -> str:
        """Start of the IRI of every graph."""
        return f"{self.base_iri}id/graph/"

    def concept(self, scheme: str, notation: str) -> URIRef:
        """The concept with that notation, in the scheme of that name."""
        return URIRef(f"{self.base_iri}def/{scheme}/{notation}")

    def scheme(self, name: str) -> URIRef:
        """The concept scheme of that name."""
        return URIRef(f"{self.base_iri}def/scheme/{name}")

    def thing(self, *parts: str) -> URIRef:
        """
        The thing of a type, by its slug.

        >>> Namespaces().thing("area", "halton")
        rdflib.term.URIRef('https://w3id.org/sendgraph/id/area/halton')
        """
        return URIRef(self.things + "/".join(parts))

    def path(self, iri: str) -> str:
        """
        What follows the base of things in an IRI of this base.

        >>> Namespaces().path("https://w3id.org/sendgraph/id/area/halton")
        'area/halton'
        """
        return iri.removeprefix(self.things)

    def document_graph(self, document: str) -> URIRef:
        """The graph of what one document states; `document` is the slug of its IRI."""
        return URIRef(f"{self.graphs}document/{document}")

    def inferred_graph(self, name: str) -> URIRef:
        """The graph of what follows from one document, or from the reference data (`reference`)."""
        return URIRef(f"{self.graphs}inferred/{name}")

    @property
    def ontology_graph(self) -> URIRef:
        """The graph of the ontology."""
        return URIRef(f"{self.graphs}ontology")

    @property
    def schemes_graph(self) -> URIRef:
        """The graph of the concept schemes."""
        return URIRef(f"{self.graphs}schemes")

    @property
    def reference_graph(self) -> URIRef:
        """The graph of the reference facts."""
        return URIRef(f"{self.graphs}reference")

    @property
    def links_graph(self) -> URIRef:
        """The graph of links between inspections."""
        return URIRef(f"{self.graphs}links")

    @property
    def catalogue_graph(self) -> URIRef:
        """The graph of the catalogue."""
        return URIRef(f"{self.graphs}catalogue")

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """
        Prefix → namespace, for queries and for Turtle; the vocabulary's own first.

        >>> Namespaces().prefixes["judgement"]
        'https://w3id.org/sendgraph/def/judgement/'
        """
        own = {"send": f"{self.base_iri}def/"}
        own |= {name: f"{self.base_iri}def/{name}/" for name in CONCEPT_PREFIXES}
        public = {
            "rdf": RDF,
            "rdfs": RDFS,
            "owl": OWL,
            "xsd": XSD,
            "skos": SKOS,
            "dcterms": DCTERMS,
            "prov": PROV,
        }
        return own | {prefix: str(namespace) for prefix, namespace in public.items()}

    def new_graph(self) -> Graph:
        """An empty graph with the prefixes bound."""
        graph = Graph(bind_namespaces="none")
        for prefix, namespace in self.prefixes.items():
            graph.bind(prefix, namespace)
        return graph
