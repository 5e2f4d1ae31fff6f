"""Tables for people on standard output; plain text in a pipe, whatever its width."""

import csv
import io
import sys
from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table


def show(columns: Sequence[str], rows: Sequence[Sequence[str]], *, title: str | None = None) -> None:
    """Print a table: fitted to a terminal, unbroken and tab-separated in a pipe."""
    if not sys.stdout.isatty():
        out = io.StringIO()
        writer = csv.writer(out, dialect="excel-tab", lineterminator="\n")
        writer.writerows([columns, *rows])
        sys.stdout.write(out.getvalue())
        return
    table = Table(*columns, title=title, box=SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for row in rows:
        table.add_row(*row)
    Console(highlight=False, markup=False).print(table)
