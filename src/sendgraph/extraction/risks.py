"""Risk tables of council papers: risk, description, mitigation, rating, in whatever columns."""

import re
from collections.abc import Sequence

from sendgraph.documents import Block, Mended
from sendgraph.extraction.drafts import Draft

_COLUMNS = (
    ("rating", re.compile(r"\b(?:rating|score|level|rag|grade)\b", re.I)),
    ("mitigation", re.compile(r"\b(?:mitigat\w*|avoid|action|control\w*|response|measures?)\b", re.I)),
    ("description", re.compile(r"\b(?:description|detail|impact|consequence\w*|explanation)\b", re.I)),
    ("risk", re.compile(r"\brisks?\b", re.I)),
)


def read_risks(rows: Sequence[Block]) -> list[Draft] | None:
    """The risks of a table's rows, None where its first row does not head a table of risks."""
    if not rows or not rows[0].cells:
        return None
    columns: dict[str, int] = {}
    for at, cell in enumerate(rows[0].cells):
        name = next((n for n, pattern in _COLUMNS if pattern.search(cell.text) and n not in columns), None)
        if name:
            columns[name] = at
    if "risk" not in columns or len(columns) < 2:
        return None
    drafts: list[Draft] = []
    for row in rows[1:]:
        cells = {name: row.cells[at] for name, at in columns.items() if at < len(row.cells)}
        risk = cells.get("risk")
        if risk is None or not risk.text:
            _go_on(drafts, cells)
            continue
        drafts.append(
            Draft(
                "risk",
                [risk],
                description=_text(cells, "description"),
                mitigation=_text(cells, "mitigation"),
                rating=_text(cells, "rating"),
            )
        )
    return drafts


def _text(cells: dict[str, Mended], name: str) -> str | None:
    cell = cells.get(name)
    return cell.text if cell is not None and cell.text else None


def _go_on(drafts: list[Draft], cells: dict[str, Mended]) -> None:
    """A row without a risk goes on with the one before it."""
    if not drafts:
        return
    last = drafts[-1]
    for name in ("description", "mitigation", "rating"):
        more = _text(cells, name)
        if more:
            setattr(last, name, f"{getattr(last, name) or ''} {more}".strip())
