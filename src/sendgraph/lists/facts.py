"""What a store states, property by property, as plain text: each pair once, whichever graphs say it."""

from collections.abc import Iterable
from functools import cached_property

from sendgraph.lists.refs import Table
from sendgraph.release.privacy import mask
from sendgraph.store import Store

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_DCTERMS = "http://purl.org/dc/terms/"
_OUTSIDE = {"skos": _SKOS, "dcterms": _DCTERMS}


class Facts:
    """
    The statements of a release by short names of properties: `theme`, `skos:broader`, `dcterms:issued`.

    Each property is read once and kept as long as the facts are.
    """

    def __init__(self, store: Store, path_prefix: str = "") -> None:
        """Read from a store; addresses begin with `path_prefix`."""
        self._store = store
        self._prefix = path_prefix
        self.base_iri = store.base_iri
        self._pairs: dict[str, list[tuple[str, str]]] = {}
        self._texts: dict[str, dict[str, list[str]]] = {}
        self._masked: dict[str, str] = {}  # a quote is mostly the text of its finding: both share it

    def _property(self, name: str) -> str:
        prefix, _, local = name.rpartition(":")
        return f"{_OUTSIDE[prefix]}{local}" if prefix else f"{self.base_iri}def/{local}"

    def members(self, name: str) -> list[str]:
        """The IRIs of the things of a class."""
        found = self._store.match(predicate=_RDF_TYPE, object_=f"{self.base_iri}def/{name}")
        return list(dict.fromkeys(s.subject.value for s in found))

    def pairs(self, name: str) -> list[tuple[str, str]]:
        """Subjects and objects of a property whose objects are things."""
        if name not in self._pairs:
            found = self._store.match(predicate=self._property(name))
            self._pairs[name] = list(
                dict.fromkeys((s.subject.value, s.object.value) for s in found if s.object.is_iri)
            )
        return self._pairs[name]

    def turned(self, name: str) -> Iterable[tuple[str, str]]:
        """Objects and subjects of a property."""
        return ((object_, subject) for subject, object_ in self.pairs(name))

    def texts(self, name: str) -> dict[str, list[str]]:
        """The literals of a property, contact details masked, by subject and in order."""
        if name not in self._texts:
            found: dict[str, list[str]] = {}
            for s in self._store.match(predicate=self._property(name)):
                if s.object.kind == "literal":
                    values, text = found.setdefault(s.subject.value, []), self._mask(s.object.value)
                    if text not in values:  # another graph may say it too
                        values.append(text)
            self._texts[name] = {
                subject: sorted(values) if len(values) > 1 else values for subject, values in found.items()
            }
        return self._texts[name]

    def column(self, table: Table, *names: str) -> list[str | None]:
        """For each row of a table the literal of the first of these properties that it has."""
        column: list[str | None] = [None] * len(table)
        for name in reversed(names):
            for subject, values in self.texts(name).items():
                row = table.row(subject)
                if row is not None:
                    column[row] = values[0]
        return column

    def label(self, iri: str) -> str:
        """The label of a thing or concept, contact details masked; the last part of its IRI without one."""
        labels = [
            s.object.value
            for s in self._store.match(iri, _LABEL)
            if (s.object.language or "en").startswith("en")
        ]
        return self._mask(min(labels)) if labels else iri.rsplit("/", 1)[-1]

    def _mask(self, text: str) -> str:
        masked = self._masked.get(text)
        if masked is None:
            masked = self._masked[text] = mask(text)
        return masked

    def things(self, kind: str, iris: Iterable[str]) -> Table:
        """The things of a type, such as `area`, among these IRIs."""
        start = f"{self.base_iri}id/{kind}/"
        return Table(start, iris, self.label, f"{self._prefix}/doc/{kind}/")

    def concepts(self, scheme: str) -> Table:
        """The concepts of a scheme."""
        start = f"{self.base_iri}def/{scheme}/"
        iris = [iri for iri, notation in self._notations if iri == start + notation]
        return Table(start, iris, self.label, f"{self._prefix}/def/{scheme}/")

    @cached_property
    def _notations(self) -> list[tuple[str, str]]:
        found = self._store.match(predicate=f"{_SKOS}notation")
        return [(s.subject.value, s.object.value) for s in found]
