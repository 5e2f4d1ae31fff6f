"""Where the folders that ship with the package are: in the wheel, or in a source checkout."""

from pathlib import Path
from typing import Literal

from sendgraph.errors import InvalidFile

Folder = Literal["ontology", "shapes", "queries", "data"]

_PACKAGE = Path(__file__).parent


def folder(name: Folder) -> Path:
    """
    The shipped folder of that name.

    >>> (folder("ontology") / "sendgraph.ttl").name
    'sendgraph.ttl'

    Raises:
        InvalidFile: where neither the wheel nor the checkout has it.
    """
    for place in (_PACKAGE / "shipped" / name, _PACKAGE.parents[1] / name):
        if place.is_dir():
            return place
    raise InvalidFile(f"the shipped folder {name}/ is missing", remedy="install sendgraph again")
