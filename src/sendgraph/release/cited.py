"""What a catalogue refers to, said as DCAT-AP wants it: each licence, format or place with its class."""

from typing import Final

from sendgraph.release.description import Description, text

_EU: Final = "http://publications.europa.eu/resource/authority/"
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
_ENGLAND: Final = (
    "http://statistics.data.gov.uk/id/statistical-geography/E92000001",
    "https://sws.geonames.org/6269131/",
)
#: Codes of the EU's file types whose label is another.
_FILE_TYPES: Final = {
    "JSON_LD": "JSON-LD",
    "RDF_N_QUADS": "RDF N-Quads",
    "RDF_N_TRIPLES": "RDF N-Triples",
    "RDF_TRIG": "RDF TriG",
    "RDF_TURTLE": "RDF Turtle",
}
#: Codes of the EU's data themes that fit, with their labels.
_THEMES: Final = {
    "EDUC": "Education, culture and sport",
    "GOVE": "Government and public sector",
    "HEAL": "Health",
    "SOCI": "Population and society",
}
#: The licence of code, ontology and of what a catalogue says.
OWN_LICENCE: Final = "https://www.apache.org/licenses/LICENSE-2.0"
OPEN_GOVERNMENT: Final = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
_LICENCES: Final = {OWN_LICENCE: "Apache License 2.0", OPEN_GOVERNMENT: "Open Government Licence v3.0"}


def licence_name(address: str) -> str:
    """
    What a licence is called; its address where that is not known.

    >>> licence_name(OWN_LICENCE)
    'Apache License 2.0'
    """
    return _LICENCES.get(address, address)


class Cited(Description):
    """A description that introduces what it cites when it first does."""

    def licence(self, address: str) -> str:
        """A published licence."""
        return self.thing(address, "dcterms:LicenseDocument", licence_name(address))

    def rights(self, iri: str, words: str) -> str:
        """A statement of rights."""
        return self.thing(iri, "dcterms:RightsStatement", words)

    def public(self) -> str:
        """Open to everybody."""
        return self.rights(f"{_EU}access-right/PUBLIC", "public")

    def english(self) -> str:
        """The language."""
        return self.thing(f"{_EU}language/ENG", "dcterms:LinguisticSystem", "English")

    def irregularly(self) -> str:
        """The frequency of what is published when there is something to publish."""
        return self.thing(f"{_EU}frequency/IRREG", "dcterms:Frequency", "irregular")

    def england(self) -> tuple[str, ...]:
        """The country, as official statistics and as GeoNames know it."""
        return tuple(self.thing(iri, "dcterms:Location", "England") for iri in _ENGLAND)

    def standard(self, iri: str, name: str) -> str:
        """A specification that something conforms to."""
        return self.thing(iri, "dcterms:Standard", name)

    def page(self, address: str, name: str) -> str:
        """A page for people."""
        return self.thing(address, "foaf:Document", name)

    def resource(self, address: str) -> str:
        """Something that answers at an address."""
        self.add(address, "rdf:type", "rdfs:Resource")
        return address

    def agent(self, iri: str, name: str) -> str:
        """Somebody who publishes."""
        self.add(self.thing(iri, "foaf:Agent", name), "foaf:name", text(name, None))
        return iri

    def media_type(self, name: str) -> str:
        """A media type of IANA's register."""
        return self.thing(f"{_MEDIA_TYPES}{name}", "dcterms:MediaType", name)

    def file_type(self, code: str) -> str:
        """A file type of the EU's register."""
        label = _FILE_TYPES.get(code, code)
        return self.thing(f"{_EU}file-type/{code}", "dcterms:MediaTypeOrExtent", label)

    def taxonomy(self) -> str:
        """The EU's data themes."""
        iri = self.thing(f"{_EU}data-theme", "skos:ConceptScheme", "Data theme")
        self.add(iri, "dcterms:title", text("Data theme"))
        return iri

    def themes(self) -> tuple[str, ...]:
        """The data themes that fit findings on services for children, schools and health."""
        return tuple(self._theme(code, label) for code, label in _THEMES.items())

    def _theme(self, code: str, label: str) -> str:
        iri = self.thing(f"{_EU}data-theme/{code}", "skos:Concept", label)
        self.add(iri, "skos:prefLabel", text(label))
        self.add(iri, "skos:inScheme", self.taxonomy())
        return iri
