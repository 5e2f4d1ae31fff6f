"""What extraction may know beyond the document: the SKOS schemes, the reference facts, the models."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sendgraph.extraction.models import Models, load_models
from sendgraph.reference import Reference, load_reference
from sendgraph.schemes import Scheme, load_schemes


@dataclass(frozen=True, eq=False)
class Lexicon:
    """
    Schemes by name (`theme`, `service`, `group`, `indicator`, …), reference facts, linear models.

    Two lexicons are the same only where they are one object, so that what is compiled from
    one can be cached with it as the key.
    """

    schemes: Mapping[str, Scheme]
    reference: Reference
    models: Models

    @property
    def themes(self) -> Scheme:
        """What findings are about."""
        return self.schemes["theme"]

    @property
    def services(self) -> Scheme:
        """Types of service."""
        return self.schemes["service"]

    @property
    def groups(self) -> Scheme:
        """Groups of children and young people."""
        return self.schemes["group"]

    @property
    def indicators(self) -> Scheme:
        """What measures count."""
        return self.schemes["indicator"]

    @staticmethod
    def shipped() -> "Lexicon":
        """
        The lexicon that ships with the package, read once in a process.

        >>> Lexicon.shipped().reference.areas["Halton"].gss
        'E06000006'
        """
        return _shipped()


@lru_cache(maxsize=1)
def _shipped() -> Lexicon:
    return Lexicon(load_schemes(), load_reference(), load_models())
