"""A release as the workers have it: its store and graph, the questions, and how people call things."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sendgraph.errors import InvalidRelease
from sendgraph.graph import Namespaces
from sendgraph.graph.json_ld import context
from sendgraph.lists import Lists
from sendgraph.release import Release
from sendgraph.release.cited import OPEN_GOVERNMENT, OWN_LICENCE
from sendgraph.settings import Settings
from sendgraph.store import EmbeddedStore, Question, load_questions
from sendgraph.traversal import KnowledgeGraph
from sendgraph.traversal.words import WORDS
from sendgraph.web.answers.shapes import read_shapes, shapes_paths

_INVERSE = "http://www.w3.org/2002/07/owl#inverseOf"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_BROADER_NARROWER = (f"{_SKOS}broader", f"{_SKOS}narrower")
_FOAF = "http://xmlns.com/foaf/0.1/"
_IDENTIFIER = "http://purl.org/dc/terms/identifier"


@dataclass
class ServedRelease:
    """A release being served. Loaded once, never changed."""

    release: Release
    store: EmbeddedStore
    graph: KnowledgeGraph
    questions: Mapping[str, Question]
    settings: Settings
    earlier: tuple[Release, ...] = ()

    def __post_init__(self) -> None:
        """Find what the routes ask for again and again."""
        self.namespaces = Namespaces(self.base_iri)
        self.dataset = str(self.namespaces.thing("dataset", "sendgraph"))
        self.aliases = self._aliases()
        self.inverses = self._inverses()
        self.prefixes = self.namespaces.prefixes | {"foaf": _FOAF}
        context(self.namespaces)  # is kept, and read from files that a worker could not open
        self.statistics = self.release.statistics()
        self.shapes = read_shapes(self.namespaces)
        self.shapes_paths = shapes_paths(self.namespaces, self.shapes)
        self._licence_of = {line.graph: line.licence for line in self.release.documents}
        self.lists = Lists.load(self.store, self.settings.path_prefix)
        self._prefix_of = {namespace: prefix for prefix, namespace in self.namespaces.prefixes.items()}

    @classmethod
    def open(cls, path: Path, settings: Settings, folder: Path | None = None) -> "ServedRelease":
        """
        Load a release, its graph and the shipped questions; and what else its folder has to download.

        Raises:
            InvalidRelease: where there is none, or where it is damaged.
        """
        release = Release.open(path)
        store = EmbeddedStore.open(release)
        graph = KnowledgeGraph.load(store)
        return cls(release, store, graph, load_questions(), settings, _earlier(release, folder or path))

    @property
    def base_iri(self) -> str:
        """Start of every IRI of the release's own."""
        return self.release.base_iri

    def label(self, iri: str) -> str:
        """The label of a node, class or property."""
        node = self.graph.nodes.get(iri)
        return node.label if node else self.graph.predicates.get(iri) or WORDS.get(iri) or self.short(iri)

    def short(self, iri: str) -> str:
        """
        An IRI by its prefix, or whole where none fits; a graph by its name.

        What has no label is called so.
        """
        graphs = self.namespaces.graphs
        if iri.startswith(graphs):
            return iri.removeprefix(graphs)
        start = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefix_of.get(iri[:start])
        return f"{prefix}:{iri[start:]}" if prefix and iri[start:] else iri

    def path(self, iri: str) -> str | None:
        """
        Where a page about an IRI is: on this server for its own, elsewhere for the web's, nowhere for others.

        Paths are without the server's prefix.
        """
        for start, place in ((self.namespaces.things, "/doc/"), (str(self.namespaces.send), "/def/")):
            if iri.startswith(start):
                return place + iri.removeprefix(start)
        return iri if iri.startswith(("http://", "https://")) else None

    def licences(self, graphs: Iterable[str | None]) -> list[str | None]:
        """
        The licences of what stands in these graphs, each once; None where no licence is known of a document.

        Vocabulary is the project's own; reference facts and ties between documents are the public
        sector's; what the catalogue says of a document adds no licence to it.
        """
        own = {f"{self.namespaces.graphs}{name}" for name in ("ontology", "schemes")}
        found: set[str | None] = set()
        for graph in set(graphs) - {f"{self.namespaces.graphs}catalogue"}:
            stated = (graph or "").replace("/graph/inferred/", "/graph/document/")
            found.add(OWN_LICENCE if graph in own else self._licence_of.get(stated, OPEN_GOVERNMENT))
        return sorted(found or {OPEN_GOVERNMENT}, key=lambda licence: licence or "")

    def _aliases(self) -> dict[str, str]:
        """Former addresses of things, such as a month's of an inspection whose day became known."""
        found: dict[str, str] = {}
        for s in self.store.match(predicate=_IDENTIFIER):
            alias = f"{self.namespaces.things}{s.object.value}"
            if s.object.kind == "literal" and "/" in s.object.value and alias != s.subject.value:
                found[alias] = s.subject.value
        return found

    def _inverses(self) -> dict[str, str]:
        """Each property that has an inverse, both ways; those of SKOS, which the ontology only uses, too."""
        pairs = [_BROADER_NARROWER]
        pairs += [(s.subject.value, s.object.value) for s in self.store.match(predicate=_INVERSE)]
        return {**dict(pairs), **{other: one for one, other in pairs}}


def _earlier(release: Release, folder: Path) -> tuple[Release, ...]:
    """The other releases of a folder; none where its pointer has just gone."""
    try:
        return tuple(one for one in Release.all(folder) if one.name != release.name)
    except InvalidRelease:
        return ()
