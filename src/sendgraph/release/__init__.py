"""Records to checked, immutable releases: validation, catalogue, writing and swapping."""

from sendgraph.release.manifest import Manifest
from sendgraph.release.opening import Release

__all__ = ["Manifest", "Release"]
