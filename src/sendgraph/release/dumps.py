"""The dumps of a release: the whole of it as files that others download, a file for each syntax."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from sendgraph.release.manifest import Manifest

#: The folder of dumps within a release. The N-Quads stand where the release itself reads them.
FOLDER: Final = "dumps"
GZIP: Final = "application/gzip"
ZIP: Final = "application/zip"

Syntax = Literal["nq", "trig", "ttl", "nt", "jsonld", "csv"]


@dataclass(frozen=True, slots=True)
class DumpForm:
    """A kind of dump: how the file is called, where it stands in a release, and what it holds."""

    syntax: Syntax
    name: str
    path: str
    title: str
    media_type: str
    file_type: str
    packed_as: str

    @property
    def is_rdf(self) -> bool:
        """Whether the file holds statements, and not tables drawn from them."""
        return self.syntax != "csv"


def _rdf(syntax: Syntax, title: str, media_type: str, file_type: str, path: str | None = None) -> DumpForm:
    name = f"sendgraph.{syntax}.gz"
    return DumpForm(syntax, name, path or f"{FOLDER}/{name}", title, media_type, file_type, GZIP)


#: Every kind of dump, the preferred one first. `file_type` is the code of the EU's file-type authority.
DUMP_FORMS: Final = (
    _rdf(
        "nq", "N-Quads: every statement with its graph", "application/n-quads", "RDF_N_QUADS", "graph.nq.gz"
    ),
    _rdf("trig", "TriG: every statement with its graph", "application/trig", "RDF_TRIG"),
    _rdf("ttl", "Turtle: the union of all graphs", "text/turtle", "RDF_TURTLE"),
    _rdf("nt", "N-Triples: the union of all graphs", "application/n-triples", "RDF_N_TRIPLES"),
    _rdf("jsonld", "JSON-LD: every statement with its graph", "application/ld+json", "JSON_LD"),
    DumpForm(
        "csv",
        "sendgraph-tables.zip",
        f"{FOLDER}/sendgraph-tables.zip",
        "CSV tables of areas, inspections, findings and measures",
        "text/csv",
        "CSV",
        ZIP,
    ),
)


@dataclass(frozen=True, slots=True)
class Dump:
    """A dump that a release has: its form, where it is on this machine, its size and its SHA-256."""

    form: DumpForm
    path: Path
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """The name under which it is downloaded."""
        return self.form.name

    @property
    def media_type(self) -> str:
        """The media type of the file as it is sent: that of its packing."""
        return self.form.packed_as


def dumps_of(manifest: Manifest, place: Path) -> tuple[Dump, ...]:
    """The dumps that a manifest names, in the order of `DUMP_FORMS`; releases of before have but one."""
    return tuple(
        Dump(form, place / form.path, digest.size, digest.sha256)
        for form in DUMP_FORMS
        if (digest := manifest.files.get(form.path))
    )


def download_address(base_iri: str, release: str, name: str) -> str:
    """
    Where a dump of a release is downloaded.

    >>> download_address("https://w3id.org/sendgraph/", "44136fa355b3678a", "sendgraph.nq.gz")
    'https://w3id.org/sendgraph/dump/44136fa355b3678a/sendgraph.nq.gz'
    """
    return f"{base_iri}dump/{release}/{name}"
