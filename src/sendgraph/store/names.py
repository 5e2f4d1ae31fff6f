"""Names that people give in place of an IRI: notations and labels of concepts, names of areas."""

from collections.abc import Mapping
from functools import lru_cache

from sendgraph.reference import Area, load_reference
from sendgraph.schemes import Scheme, load_schemes


class Names:
    """What a plain word can mean: a concept by its notation or label, an area by any of its names."""

    def __init__(self, schemes: Mapping[str, Scheme], areas: Mapping[str, Area]) -> None:
        """Take the words from the schemes and the reference areas."""
        self._slugs: dict[str, dict[str, str]] = {}
        for kind, scheme in schemes.items():
            labels = {fold(c.label): c.notation for c in scheme.concepts.values()}
            self._slugs[kind] = labels | {fold(notation): notation for notation in scheme.concepts}
        self._allowed = {kind: tuple(scheme.concepts) for kind, scheme in schemes.items()}
        self._slugs["area"] = {
            fold(name): area.slug
            for area in areas.values()
            for name in (*area.also_known_as, area.official_name, area.name, area.slug)
        }
        self._allowed["area"] = tuple(sorted(area.name for area in areas.values()))

    @staticmethod
    @lru_cache(maxsize=1)
    def shipped() -> "Names":
        """
        The names in the shipped schemes and reference data.

        >>> Names.shipped().slug("area", "Cheshire  east")
        'cheshire-east'
        """
        return Names(load_schemes(), load_reference().areas)

    def slug(self, kind: str, word: str) -> str | None:
        """The slug or notation that a word stands for, None where it stands for none."""
        return self._slugs.get(kind, {}).get(fold(word))

    def allowed(self, kind: str) -> tuple[str, ...]:
        """The notations of a scheme, or the names of all areas."""
        return self._allowed.get(kind, ())


def fold(word: str) -> str:
    """
    A word without what people vary: case, white space, kinds of apostrophe.

    >>> fold("King’s  Lynn")
    "king's lynn"
    """
    return " ".join(word.casefold().replace("’", "'").split())
