"""A draft: the graph of one document while it is being written, and what it is about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, XSD
from rdflib.term import Node

from sendgraph.extraction.record import Record, RecordPassage
from sendgraph.graph.namespaces import Namespaces
from sendgraph.graph.register import INSPECTORS_KINDS, Inspection, Register
from sendgraph.reference import Reference

_DATATYPES: Final = {10: XSD.date, 7: XSD.gYearMonth}


def plain(text: str) -> Literal:
    """A plain string."""
    return Literal(text)


def integer(number: int) -> Literal:
    """A whole number."""
    return Literal(str(number), datatype=XSD.integer, normalize=False)


def decimal(number: float) -> Literal:
    """
    A number as it was written, without binary remains.

    >>> decimal(96.0), decimal(0.2)
    (rdflib.term.Literal('96', datatype=...decimal')), rdflib.term.Literal('0.2', datatype=...decimal')))
    """
    digits = format(Decimal(repr(number)).normalize(), "f")
    return Literal(digits, datatype=XSD.decimal, normalize=False)


def moment(when: str) -> Literal:
    """
    A day or month as a literal of its own datatype.

    >>> moment("2018-03")
    rdflib.term.Literal('2018-03', datatype=rdflib.term.URIRef('http://www.w3.org/2001/XMLSchema#gYearMonth'))
    """
    return Literal(when, datatype=_DATATYPES[len(when)], normalize=False)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the nouns of the mapping write to, and what they may ask."""

    graph: Graph
    namespaces: Namespaces
    record: Record
    text: str
    register: Register
    reference: Reference
    inspection: Inspection
    document_slug: str
    document_name: str
    body_kinds: Mapping[str, str]

    @property
    def is_paper(self) -> bool:
        """Whether the council speaks in it, and not the inspectorates alone."""
        return self.record.kind not in INSPECTORS_KINDS

    @property
    def reports(self) -> bool:
        """Whether it states the inspection's outcome: a letter, a report, a paper that appends the letter."""
        return not self.is_paper or any(f.section == "strength" for f in self.record.findings)

    @property
    def document(self) -> URIRef:
        """The source document."""
        return self.namespaces.thing("document", self.document_slug)

    @property
    def inspection_iri(self) -> URIRef:
        """The inspection that the document is about."""
        return self.namespaces.thing("inspection", self.inspection.slug)

    @property
    def area_iri(self) -> URIRef:
        """The area that the document is about."""
        return self.namespaces.thing("area", self.inspection.area)

    def thing(self, iri: URIRef, kind: str, label: str) -> URIRef:
        """State what a thing is and what it is called; its one type is asserted."""
        self.graph.add((iri, RDF.type, self.namespaces.send[kind]))
        self.graph.add((iri, RDFS.label, Literal(label)))
        return iri

    def state(self, subject: URIRef, name: str, *values: Node | None) -> None:
        """State a property of the vocabulary, for each value that there is."""
        predicate = self.namespaces.send[name]
        for value in values:
            if value is not None:
                self.graph.add((subject, predicate, value))

    def state_when(self, subject: URIRef, name: str, day_name: str, when: str | None) -> None:
        """State a date at each grain that is known of it: year, month and day."""
        if when:
            self.state(subject, f"{name}Year", integer(int(when[:4])))
            if len(when) >= 7:
                self.state(subject, f"{name}Month", moment(when[:7]))
            if len(when) == 10:
                self.state(subject, day_name, moment(when))

    def concepts(self, subject: URIRef, name: str, scheme: str, notations: Iterable[str | None]) -> None:
        """State concepts of a scheme by their notations."""
        for notation in notations:
            if notation:
                self.state(subject, name, self.namespaces.concept(scheme, notation))

    def cite(self, subject: URIRef, passages: Iterable[RecordPassage]) -> None:
        """State the passages that a thing rests on."""
        send = self.namespaces.send
        for passage in passages:
            iri = self.namespaces.thing("passage", self.document_slug, f"{passage.start}-{passage.end}")
            self.graph.add((subject, send.evidence, iri))
            if (iri, RDF.type, send.Passage) in self.graph:
                continue
            page = f"page {passage.page}, " if passage.page else ""
            self.thing(
                iri, "Passage", f"{self.document_name}, {page}characters {passage.start} to {passage.end}"
            )
            self.state(iri, "quote", plain(self.text[passage.start : passage.end]))
            self.state(iri, "startOffset", integer(passage.start))
            self.state(iri, "endOffset", integer(passage.end))
            self.state(iri, "page", integer(passage.page) if passage.page else None)
            self.state(iri, "passageOf", self.document)
