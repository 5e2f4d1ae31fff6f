"""Tables for people on standard output; plain text in a pipe, whatever its width."""

import csv
import io
import sys
from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

#: Characters of a cell that a reader wants on one line.
_READABLE = 30


def show(columns: Sequence[str], rows: Sequence[Sequence[str]], *, title: str | None = None) -> None:
    """
    Print a table: unbroken and tab-separated in a pipe, fitted to a terminal.

    There, a thing with a label beside it (`area`, `areaLabel`) is shown by its label alone,
    and a table too wide to be read becomes a block for each row.
    """
    if not sys.stdout.isatty():
        out = io.StringIO()
        writer = csv.writer(out, dialect="excel-tab", lineterminator="\n")
        writer.writerows([columns, *rows])
        sys.stdout.write(out.getvalue())
        return
    console = Console(highlight=False, markup=False)
    kept = [i for i, name in enumerate(columns) if f"{name}Label" not in columns]
    heads = [columns[i].removesuffix("Label") or columns[i] for i in kept]
    cells = [[row[i] for i in kept] for row in rows]
    if _natural_width(heads, cells) > console.width:
        _show_blocks(console, heads, cells)
        return
    table = Table(*heads, title=title, box=SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for row in cells:
        table.add_row(*row)
    console.print(table)


def _natural_width(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """How wide a table has to be for its cells to be read: none is broken below half a line of print."""
    columns = zip(heads, *rows, strict=True)
    return sum(min(max(map(len, column)), _READABLE) + 2 for column in columns)


def _show_blocks(console: Console, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Each row as a block, a line for each cell that is not empty."""
    for number, row in enumerate(rows, 1):
        block = Table.grid("", "", padding=(0, 2, 0, 0))
        block.columns[0].no_wrap = True
        block.columns[0].style = "bold"
        block.columns[1].overflow = "fold"
        for head, cell in zip(heads, row, strict=True):
            if cell:
                block.add_row(head, cell)
        console.print(f"{number} of {len(rows)}", style="dim")
        console.print(block)
        console.print()
