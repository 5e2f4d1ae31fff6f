"""The lists of a release: typed rows with filters, in pages, as models or CSV. Knows nothing of HTTP."""

from sendgraph.lists.areas import AreaRow
from sendgraph.lists.documents import DocumentRow
from sendgraph.lists.evidence import Quote
from sendgraph.lists.findings import FindingRow
from sendgraph.lists.flat import csv_of
from sendgraph.lists.inspections import InspectionRow
from sendgraph.lists.lists import LISTS, Lists
from sendgraph.lists.measures import MeasureRow
from sendgraph.lists.pages import Page, RowList
from sendgraph.lists.parameters import (
    AreaParameters,
    DocumentParameters,
    FindingParameters,
    InspectionParameters,
    MeasureParameters,
    Parameters,
    ServiceParameters,
    ThemeParameters,
)
from sendgraph.lists.refs import Ref
from sendgraph.lists.services import LocalService, ServiceRow
from sendgraph.lists.tallies import Tally
from sendgraph.lists.themes import ThemeRow

__all__ = [
    "LISTS",
    "AreaParameters",
    "AreaRow",
    "DocumentParameters",
    "DocumentRow",
    "FindingParameters",
    "FindingRow",
    "InspectionParameters",
    "InspectionRow",
    "Lists",
    "LocalService",
    "MeasureParameters",
    "MeasureRow",
    "Page",
    "Parameters",
    "Quote",
    "Ref",
    "RowList",
    "ServiceParameters",
    "ServiceRow",
    "Tally",
    "ThemeParameters",
    "ThemeRow",
    "csv_of",
]
