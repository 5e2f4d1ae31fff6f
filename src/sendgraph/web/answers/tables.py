"""Solutions as a table for people: IRIs as links with labels, contact details masked."""

from collections.abc import Mapping
from dataclasses import dataclass

from sendgraph.release.privacy import mask
from sendgraph.store import Solutions, Term
from sendgraph.web.answers.served_release import ServedRelease

#: A page shows so many rows and says so; downloads have them all.
SHOWN_ROWS = 500


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and where it leads."""

    text: str
    path: str | None = None
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; `total` rows there are, of which `rows` are shown."""

    caption: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int


def table(
    served: ServedRelease, solutions: Solutions, caption: str, columns: Mapping[str, str] | None = None
) -> Table:
    """
    The table of some solutions, with the variables for headings.

    Where `columns` say what each variable means, they become words, and a column of names beside
    a column of things (`area`, `areaLabel`) becomes the text of the link.
    """
    if columns is None:
        rows = tuple(tuple(cell(served, term) for term in row) for row in solutions.rows[:SHOWN_ROWS])
        return Table(
            caption, tuple((f"?{name}", "") for name in solutions.variables), rows, len(solutions.rows)
        )
    variables = solutions.variables
    named = {name: variables.index(f"{name}Label") for name in variables if f"{name}Label" in variables}
    shown = [
        i
        for i, name in enumerate(variables)
        if not (name.endswith("Label") and name.removesuffix("Label") in named)
    ]
    named_rows = []
    for row in solutions.rows[:SHOWN_ROWS]:
        cells = []
        for i in shown:
            name_at = named.get(variables[i])
            cells.append(cell(served, row[i], row[name_at] if name_at is not None else None))
        named_rows.append(tuple(cells))
    heads = tuple((heading(variables[i]), columns.get(variables[i], "")) for i in shown)
    return Table(caption, heads, tuple(named_rows), len(solutions.rows))


def cell(served: ServedRelease, term: Term | None, name: Term | None = None) -> Cell:
    """One term as people read it."""
    if term is None:
        return Cell(name.value if name else "")
    if term.is_iri:
        text = name.value if name else served.label(term.value)
        return Cell(mask(text), served.path(term.value))
    if term.kind == "blank":
        return Cell("(no name)")
    is_number = bool(term.datatype) and str(term.datatype).rsplit("#", 1)[-1] in {
        "integer",
        "decimal",
        "double",
    }
    return Cell(mask(term.value), number=is_number)


def heading(variable: str) -> str:
    """
    A variable's name as a heading.

    >>> heading("earlierText"), heading("statusLabel")
    ('Earlier text', 'Status')
    """
    variable = variable.removesuffix("Label") or variable
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in variable).replace("_", " ")
    return words[:1].upper() + words[1:]
