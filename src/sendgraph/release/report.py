"""The SHACL report: results as a graph without blank nodes, and as rows for a table."""

import hashlib
from collections.abc import Iterable
from dataclasses import astuple, dataclass

import pyoxigraph

from sendgraph.graph import Namespaces
from sendgraph.release.shacl import Result

_SH = "http://www.w3.org/ns/shacl#"
_RDF_TYPE = pyoxigraph.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_RDFS_LABEL = pyoxigraph.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
COLUMNS = ("severity", "node", "path", "value", "what to do", "shape")


@dataclass(frozen=True, slots=True)
class Validation:
    """What the shapes say of a release or a file."""

    results: tuple[Result, ...]
    namespaces: Namespaces

    @property
    def violations(self) -> int:
        """How many results are violations."""
        return sum(result.severity == "Violation" for result in self.results)

    @property
    def warnings(self) -> int:
        """How many results are none."""
        return len(self.results) - self.violations

    @property
    def conforms(self) -> bool:
        """Whether there is no violation."""
        return not self.violations

    def rows(self) -> list[tuple[str, ...]]:
        """A row of `COLUMNS` for each result, violations first; IRIs are short."""
        ordered = sorted(self.results, key=lambda r: (r.severity != "Violation", r))
        return [
            (
                r.severity,
                self._short(r.focus),
                self._short(r.path),
                self._short(r.value),
                r.message,
                self._short(f"<{r.shape}>" if r.shape else ""),
            )
            for r in ordered
        ]

    def turtle(self) -> bytes:
        """The report as SHACL defines it; every node has an address, so that its bytes are settled."""
        prefixes = {**self.namespaces.prefixes, "sh": _SH}
        content = pyoxigraph.serialize(
            self._triples(), format=pyoxigraph.RdfFormat.TURTLE, prefixes=dict(sorted(prefixes.items()))
        )
        assert content is not None
        return content

    def _short(self, text: str) -> str:
        if not text.startswith("<"):
            return text
        iri = text[1:-1]
        if iri.startswith(self.namespaces.things):
            return iri.removeprefix(self.namespaces.things)
        for prefix, namespace in self.namespaces.prefixes.items():
            local = iri.removeprefix(namespace)
            if local != iri and "/" not in local:
                return f"{prefix}:{local}"
        return iri

    def _triples(self) -> Iterable[pyoxigraph.Triple]:
        report = self._address("report")
        yield pyoxigraph.Triple(report, _RDF_TYPE, _sh("ValidationReport"))
        boolean = pyoxigraph.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")
        conforms = pyoxigraph.Literal("true" if not self.results else "false", datatype=boolean)
        yield pyoxigraph.Triple(report, _sh("conforms"), conforms)
        nodes = [(self._address(*astuple(result)), result) for result in self.results]
        for node, _ in nodes:
            yield pyoxigraph.Triple(report, _sh("result"), node)
        for node, result in nodes:
            yield from self._result(node, result)

    def _result(self, node: pyoxigraph.NamedNode, result: Result) -> Iterable[pyoxigraph.Triple]:
        yield pyoxigraph.Triple(node, _RDF_TYPE, _sh("ValidationResult"))
        yield pyoxigraph.Triple(node, _sh("resultSeverity"), _sh(result.severity))
        yield pyoxigraph.Triple(node, _sh("sourceConstraintComponent"), _sh(result.component))
        yield pyoxigraph.Triple(node, _sh("resultMessage"), pyoxigraph.Literal(result.message))
        for name, term in (("focusNode", result.focus), ("value", result.value)):
            if term:
                yield pyoxigraph.Triple(node, _sh(name), _term(term))
        if result.shape:
            yield pyoxigraph.Triple(node, _sh("sourceShape"), pyoxigraph.NamedNode(result.shape))
        if result.path.startswith("<") and result.path.count("<") == 1 and result.path.endswith(">"):
            yield pyoxigraph.Triple(node, _sh("resultPath"), pyoxigraph.NamedNode(result.path[1:-1]))
        elif result.path:
            path = self._address("path", result.path)
            yield pyoxigraph.Triple(node, _sh("resultPath"), path)
            yield pyoxigraph.Triple(path, _RDFS_LABEL, pyoxigraph.Literal(result.path))

    def _address(self, *parts: str) -> pyoxigraph.NamedNode:
        name = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
        return pyoxigraph.NamedNode(f"{self.namespaces.base_iri}.well-known/genid/{name}")


def _sh(name: str) -> pyoxigraph.NamedNode:
    return pyoxigraph.NamedNode(_SH + name)


def _term(text: str) -> pyoxigraph.NamedNode | pyoxigraph.Literal | pyoxigraph.BlankNode | pyoxigraph.Triple:
    statement = f"<urn:s> <urn:p> {text} ."
    (parsed,) = pyoxigraph.parse(statement, format=pyoxigraph.RdfFormat.TURTLE)
    assert isinstance(parsed, pyoxigraph.Quad)
    return parsed.object
