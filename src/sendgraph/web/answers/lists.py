"""The lists of a release, a page or a row at a time, as JSON or CSV."""

from collections.abc import Mapping
from typing import Any

from sendgraph.lists import csv_of
from sendgraph.web.answers.served_release import ServedRelease
from sendgraph.workers import Reply


def one_page(served: ServedRelease, name: str, asked: Mapping[str, Any], format: str) -> Reply:
    """
    A page of the list of that name; how many rows there are, and what follows, is told beside it.

    Raises:
        BadParameter: for a value of a filter that stands for nothing in this release.
    """
    rows = served.lists.by_name[name]
    page = rows.page(rows.parameters.model_validate(asked))
    about = {"total": page.total, "left_out": page.left_out, "next": page.next}
    body = csv_of(page.rows, rows.row_model) if format == "csv" else page.model_dump_json().encode()
    return Reply(body, about)


def one_row(served: ServedRelease, name: str, slug: str, format: str) -> Reply:
    """
    One row; elsewhere, where the slug is a former one.

    Raises:
        UnknownThing: where there is none.
    """
    rows = served.lists.by_name[name]
    row = rows.row(slug)
    if row.slug != slug:
        return Reply(b"", {"redirect": f"/api/{name}/{row.slug}"})
    return Reply(csv_of([row], rows.row_model) if format == "csv" else row.model_dump_json().encode())
