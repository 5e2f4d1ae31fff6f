"""
Records to checked, immutable releases: validation, catalogue, dumps, writing and swapping.

What builds and checks is imported when it is first asked for: it brings PDF reading and
SHACL with it, which who only opens a release does not wait for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from sendgraph.release.dumps import Dump
from sendgraph.release.manifest import Manifest
from sendgraph.release.opening import Release
from sendgraph.release.status import status_rows

if TYPE_CHECKING:
    from sendgraph.release.building import BuildReport, build_release
    from sendgraph.release.dcat import data_catalogue
    from sendgraph.release.description import PREFIXES
    from sendgraph.release.exporting import FORMS, csv_tables, export
    from sendgraph.release.privacy import mask
    from sendgraph.release.report import COLUMNS, Validation
    from sendgraph.release.validation import validate_file, validate_release
    from sendgraph.release.void import void_description

__all__ = [
    "COLUMNS",
    "FORMS",
    "PREFIXES",
    "BuildReport",
    "Dump",
    "Manifest",
    "Release",
    "Validation",
    "build_release",
    "csv_tables",
    "data_catalogue",
    "export",
    "mask",
    "status_rows",
    "validate_file",
    "validate_release",
    "void_description",
]

_HOMES = {
    "BuildReport": "building",
    "COLUMNS": "report",
    "FORMS": "exporting",
    "PREFIXES": "description",
    "Validation": "report",
    "build_release": "building",
    "csv_tables": "exporting",
    "data_catalogue": "dcat",
    "export": "exporting",
    "mask": "privacy",
    "validate_file": "validation",
    "validate_release": "validation",
    "void_description": "void",
}


def __getattr__(name: str) -> object:
    """Import what builds and checks when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
