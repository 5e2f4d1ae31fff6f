"""Plain words for properties of other vocabularies, which bring no labels of their own along."""

from collections.abc import Mapping
from typing import Final

_DCTERMS = "http://purl.org/dc/terms/"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_PROV = "http://www.w3.org/ns/prov#"
_DCAT = "http://www.w3.org/ns/dcat#"

#: Property → what it says between a thing and its value, as the ontology's own labels do.
WORDS: Final[Mapping[str, str]] = {
    f"{_DCTERMS}identifier": "is also known as",
    f"{_DCTERMS}issued": "was issued on",
    f"{_DCTERMS}license": "has licence",
    f"{_DCTERMS}publisher": "was published by",
    f"{_DCTERMS}rights": "has rights",
    f"{_DCTERMS}source": "is a fact out of",
    f"{_DCTERMS}spatial": "is about the area",
    f"{_DCTERMS}title": "has title",
    f"{_DCTERMS}description": "is described as",
    f"{_RDFS}comment": "has comment",
    f"{_RDFS}domain": "is said of",
    f"{_RDFS}isDefinedBy": "is defined by",
    f"{_RDFS}range": "has values of",
    f"{_RDFS}seeAlso": "is explained further by",
    f"{_RDFS}subClassOf": "is a kind of",
    f"{_RDFS}subPropertyOf": "is a kind of",
    f"{_SKOS}altLabel": "has other name",
    f"{_SKOS}broader": "has broader concept",
    f"{_SKOS}closeMatch": "is close to",
    f"{_SKOS}definition": "has definition",
    f"{_SKOS}example": "has example",
    f"{_SKOS}exactMatch": "is the same as",
    f"{_SKOS}hasTopConcept": "has top concept",
    f"{_SKOS}hiddenLabel": "is also recognised by",
    f"{_SKOS}inScheme": "belongs to scheme",
    f"{_SKOS}narrower": "has narrower concept",
    f"{_SKOS}notation": "has notation",
    f"{_SKOS}related": "is related to",
    f"{_SKOS}scopeNote": "has scope note",
    f"{_SKOS}topConceptOf": "is top concept of",
    f"{_PROV}used": "used",
    f"{_PROV}wasDerivedFrom": "was derived from",
    f"{_PROV}wasGeneratedBy": "was made by",
    f"{_DCAT}dataset": "holds dataset",
    f"{_DCAT}distribution": "can be had as",
    "http://www.w3.org/2002/07/owl#inverseOf": "is the inverse of",
    "http://www.w3.org/2002/07/owl#versionInfo": "has version",
    "http://www.w3.org/2002/07/owl#versionIRI": "has version at",
}
