"""What the routes share: the release, its store and graph, the questions, the threads of queries."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request

from sendgraph import __version__
from sendgraph.graph import Namespaces
from sendgraph.release import Release
from sendgraph.settings import Settings
from sendgraph.store import EmbeddedStore, Question, Store, load_questions
from sendgraph.traversal import KnowledgeGraph
from sendgraph.traversal.words import WORDS
from sendgraph.web.pages import looks
from sendgraph.web.problems import Refused

_INVERSE = "http://www.w3.org/2002/07/owl#inverseOf"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_BROADER_NARROWER = (f"{_SKOS}broader", f"{_SKOS}narrower")
_IDENTIFIER = "http://purl.org/dc/terms/identifier"
_Result = TypeVar("_Result")


@dataclass
class Service:
    """A release being served. Opened once, never changed."""

    release: Release
    store: Store
    graph: KnowledgeGraph
    questions: Mapping[str, Question]
    settings: Settings
    limiter: CapacityLimiter = field(init=False)

    def __post_init__(self) -> None:
        """Make the bound on threads."""
        self.limiter = CapacityLimiter(self.settings.query_threads)
        self.namespaces = Namespaces(self.base_iri)
        self.aliases = self._aliases()
        self.inverses = self._inverses()
        self._prefix_of = {namespace: prefix for prefix, namespace in self.namespaces.prefixes.items()}

    @classmethod
    def open(cls, release: Release, settings: Settings) -> "Service":
        """Load a release, its graph and the shipped questions."""
        store = EmbeddedStore.open(release)
        return cls(release, store, KnowledgeGraph.load(store), load_questions(), settings)

    @property
    def base_iri(self) -> str:
        """Start of every IRI of the release's own."""
        return self.release.base_iri

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

    async def run(self, work: Callable[[], _Result]) -> _Result:
        """
        Do work on the store in a thread, so that the server goes on answering.

        Raises:
            Refused: `busy`, where too much is waiting already.
        """
        if self.limiter.statistics().tasks_waiting >= self.settings.max_waiting_queries:
            raise Refused(
                "busy",
                "too many queries are waiting",
                remedy="try again in a few seconds",
                headers={"Retry-After": "5"},
            )
        return await to_thread.run_sync(work, limiter=self.limiter)

    def etag(self, *representation: str) -> str:
        """
        The entity tag of a representation of something in this release.

        It names release, software, templates and representation, so that it changes when any of them does.
        """
        parts = "\0".join((__version__, looks(), self.release.name, *representation))
        return f'"{sha256(parts.encode()).hexdigest()[:32]}"'

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


def service_of(request: Request) -> Service:
    """The service that a request is for."""
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


def is_fresh(request: Request, etag: str) -> bool:
    """Whether the client holds this representation already (`If-None-Match`)."""
    held = request.headers.get("if-none-match")
    if held is None:
        return False
    tags = [tag.strip().removeprefix("W/") for tag in held.split(",")]
    return "*" in tags or etag in tags
