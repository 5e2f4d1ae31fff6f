"""How a row names another thing or concept: IRI, slug, label, and the address of its document."""

from collections.abc import Callable, Iterable
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field

from sendgraph.lists.order import natural


class Row(BaseModel):
    """What every row and part of a row is: plain values that do not change."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Ref(Row):
    """A thing or a concept."""

    iri: str = Field(description="Its IRI.")
    slug: str = Field(description="Its slug within its type (`halton`), or its notation (`waiting-times`).")
    label: str = Field(description="Its label.")
    path: str = Field(description="Where its document is on this server.")


class Table:
    """The things of one type, or the concepts of one scheme, in the order of their slugs."""

    def __init__(self, start: str, iris: Iterable[str], label: Callable[[str], str], path: str) -> None:
        """
        Take those IRIs that begin with `start`; `path` is the address that stands for it.

        >>> areas = Table("http://x/id/area/", ["http://x/id/area/halton"], lambda _: "Halton", "/doc/area/")
        >>> areas.ref(0)
        Ref(iri='http://x/id/area/halton', slug='halton', label='Halton', path='/doc/area/halton')
        """
        slugs = {iri.removeprefix(start) for iri in iris if iri.startswith(start) and iri != start}
        self._start, self._path = start, path
        keyed = sorted((natural(slug), slug) for slug in slugs)
        self.keys = [key for key, _ in keyed]
        self.slugs = [slug for _, slug in keyed]
        self.labels = [label(start + slug) for slug in self.slugs]
        self._rows = {slug: row for row, slug in enumerate(self.slugs)}
        self._refs: list[Ref | None] = [None] * len(self.slugs)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.slugs)

    def row(self, iri: str) -> int | None:
        """The row of an IRI, None where it has none."""
        return self._rows.get(iri[len(self._start) :]) if iri.startswith(self._start) else None

    def row_of_slug(self, slug: str) -> int | None:
        """The row of a slug, None where it has none."""
        return self._rows.get(slug)

    def iri(self, row: int) -> str:
        """The IRI of a row."""
        return self._start + self.slugs[row]

    def ref(self, row: int) -> Ref:
        """What names the thing of a row."""
        ref = self._refs[row]
        if ref is None:
            slug = self.slugs[row]
            ref = self._refs[row] = Ref(
                iri=self._start + slug,
                slug=slug,
                label=self.labels[row],
                path=self._path + quote(slug, safe="/:@!$&'()*+,;=~"),
            )
        return ref
