"""Everything that was read, put together: the graphs of a release."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rdflib import Graph, URIRef

from sendgraph import graph as mapping
from sendgraph.errors import DataError, Problem
from sendgraph.graph import Namespaces, Register
from sendgraph.reference import Reference
from sendgraph.release.describing import describe
from sendgraph.release.privacy import mask
from sendgraph.release.reading import Read
from sendgraph.release.sources import corrections_name


@dataclass(frozen=True, slots=True)
class Assembled:
    """The graphs, what was read of each document by the IRI of its graph, and why others have none."""

    graphs: Mapping[str, Graph]
    documents: Mapping[str, Read]
    problems: tuple[Problem, ...]


def assemble(read: Sequence[Read], reference: Reference, namespaces: Namespaces) -> Assembled:
    """Map every record, add what all share, link the inspections of an area, and infer."""
    known = mapping.register([one.record for one in read], reference)
    graphs: dict[str, Graph] = {}
    documents: dict[str, Read] = {}
    problems: list[Problem] = []
    for one in read:
        slug = known.document(one.record)
        try:
            graph = mapping.map_document(
                one.record,
                text=one.text,
                sha256=one.source.sha256,
                entry=one.entry,
                pages=one.pages,
                reference=reference,
                namespaces=namespaces,
                known=known,
                inputs=_inputs(one),
            )
        except DataError as error:
            problems.append(Problem(error.code, error.problem.what, one.file, error.problem.remedy))
            continue
        name = str(namespaces.document_graph(slug))
        graphs[name], documents[name] = graph, one
    records = [one.record for one in documents.values()]
    things = [
        (namespaces.thing("document", known.document(one.record)), one.entry) for one in documents.values()
    ]
    graphs[str(namespaces.ontology_graph)] = mapping.ontology_graph(namespaces)
    graphs[str(namespaces.schemes_graph)] = mapping.schemes_graph(namespaces)
    graphs[str(namespaces.reference_graph)] = mapping.map_reference(reference, namespaces, known)
    links = mapping.link_inspections(records, namespaces, known)
    problems += _refused(documents.values(), mapping.correct_links(links, records, namespaces, known), known)
    graphs[str(namespaces.links_graph)] = links
    graphs[str(namespaces.catalogue_graph)] = describe(things, namespaces)
    graphs |= {str(name): graph for name, graph in mapping.infer(graphs, namespaces).items()}
    return Assembled(
        {name: graph for name, graph in sorted(graphs.items()) if graph}, documents, tuple(problems)
    )


def _inputs(one: Read) -> list[str]:
    """What was read beside the document, by its hash: its corrections."""
    sha256 = one.source.corrections_sha256
    return [f"{corrections_name(one.record.document)} {sha256}"] if sha256 else []


def _refused(read: Iterable[Read], links: Iterable[Problem], known: Register) -> Iterator[Problem]:
    """Corrections that fit their document and not the whole: each is told where it was said."""
    for problem in links:
        yield replace(problem, where=corrections_name(problem.where or ""), what=mask(problem.what))
    for one in read:
        for n in sorted(one.corrected):
            first = known.first_printed(one.record, n)
            if first:
                document, number = first[0].document, first[1]
                what = f"finding {n}: {document} prints it first, as finding {number}, which is what counts"
                remedy = f"correct it in {corrections_name(document)}"
                yield Problem("refused-correction", what, corrections_name(one.record.document), remedy)


def document_of(graph: str, namespaces: Namespaces) -> URIRef:
    """
    The document whose statements a graph holds.

    >>> document_of("https://w3id.org/sendgraph/id/graph/document/halton-2017-03-27", Namespaces())
    rdflib.term.URIRef('https://w3id.org/sendgraph/id/document/halton-2017-03-27')
    """
    return namespaces.thing("document", graph.removeprefix(str(namespaces.document_graph(""))))
