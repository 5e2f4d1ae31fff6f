"""A release in the forms that others load: RDF in four syntaxes, and flat tables as CSV."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, get_args

import pyoxigraph

from sendgraph.errors import BadParameter
from sendgraph.graph import Namespaces
from sendgraph.release.json_ld import write_json_ld
from sendgraph.release.opening import Release
from sendgraph.release.syntaxes import by_graph, quads, write_trig, write_turtle
from sendgraph.release.tables import SEVERAL, TABLES

Form = Literal["nq", "ttl", "trig", "jsonld", "csv"]
FORMS: Final[tuple[Form, ...]] = get_args(Form)
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_PREFIXED = re.compile(r"(?<![?\w])([a-z-]+):([A-Za-z-]+)")
_NUMBERS = frozenset(f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "double"))
#: How a spreadsheet recognises a formula; some read the wide forms of East Asian text as the plain ones.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def export(release: Release, form: Form) -> bytes:
    """
    The whole dataset in a syntax: `ttl` is the union of its graphs, the others keep them apart.

    `csv` is a ZIP archive of the tables of `csv_tables`.

    Raises:
        BadParameter: for a form that is none of `FORMS`.
    """
    if form == "nq":
        return release.nquads()
    if form == "csv":
        return archive(csv_tables(release))
    out = io.BytesIO()
    if form == "jsonld":
        write_json_ld(by_graph(release.lines()), out, release.base_iri)
    elif form == "trig":
        write_trig(by_graph(release.lines()), out, release.base_iri)
    elif form == "ttl":
        write_turtle(release.lines(), out, release.base_iri)
    else:
        raise BadParameter(
            f"there is no form {form}", where="format", remedy=f"take one of {', '.join(FORMS)}"
        )
    return out.getvalue()


def csv_tables(release: Release) -> Mapping[str, bytes]:
    """
    Areas, inspections, findings and measures as CSV in UTF-8, by file name.

    Text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    return tables_of(release.lines(), release.base_iri)


def tables_of(lines: Iterable[bytes], base_iri: str) -> Mapping[str, bytes]:
    """
    The tables of a release from its sorted lines.

    Only statements of which the tables speak are loaded: a third of a release.
    """
    prefixes = Namespaces(base_iri).prefixes
    wanted = {f"<{_RDF_TYPE}>".encode(), *_properties(prefixes)}
    store = pyoxigraph.Store()
    store.bulk_extend(
        pyoxigraph.Quad(*quad.triple)
        for quad in quads(line for line in lines if line.split(b" ", 2)[1] in wanted)
    )
    files: dict[str, bytes] = {}
    for name, query in TABLES.items():
        found = store.query(query, prefixes=prefixes)
        assert isinstance(found, pyoxigraph.QuerySolutions)
        columns = [variable.value for variable in found.variables]
        rows = [[_cell(solution[column], column in SEVERAL) for column in columns] for solution in found]
        files[f"{name}.csv"] = _csv(columns, rows)
    return files


def _properties(prefixes: Mapping[str, str]) -> Iterator[bytes]:
    """The properties that the queries of the tables name, as N-Quads write them."""
    for query in TABLES.values():
        for prefix, name in _PREFIXED.findall(query):
            yield f"<{prefixes[prefix]}{name}>".encode()


def safe_cell(text: str) -> str:
    """
    A text that no spreadsheet takes for a formula.

    >>> safe_cell("=1+1"), safe_cell("Halton")
    ("'=1+1", 'Halton')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def _cell(term: object, several: bool) -> str:
    if term is None:
        return ""
    if isinstance(term, pyoxigraph.Literal) and term.datatype.value in _NUMBERS:
        return term.value
    text = str(getattr(term, "value", term))
    return safe_cell("; ".join(sorted(text.split("; "))) if several else text)


def _csv(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([columns, *rows])
    return out.getvalue().encode()


def archive(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive of files, the same bytes whenever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in sorted(files.items()):
            packed.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
