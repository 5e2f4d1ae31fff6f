"""Tables of a PDF page: ruled ones from their borders, unruled ones from columns that line up."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sendgraph.documents.marks import mark_of
from sendgraph.documents.page_lines import Line, Page
from sendgraph.documents.rules import TOUCH, Rule

#: The left edges of the lines of one column differ by no more than this.
_ALIGNED = 6.0
#: The least width of a table, in points.
_NARROW = 40.0
#: More rules than this on one page are a drawing.
_DRAWING = 1500


@dataclass(slots=True)
class Row:
    """A table row: the lines of each cell, in reading order."""

    cells: list[list[Line]]

    @property
    def lines(self) -> list[Line]:
        """The lines of all cells, cell by cell."""
        return [line for cell in self.cells for line in cell]


@dataclass(slots=True)
class Table:
    """A table on one page; `edges` are the left and right edges of its columns."""

    page: int
    top: float
    bottom: float
    edges: tuple[float, ...]
    ruled: bool
    rows: list[Row] = field(default_factory=list)

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return len(self.edges) - 1

    @property
    def frame(self) -> bool:
        """Whether it is a single ruled cell: a frame, unless it goes on with a table of another page."""
        return self.ruled and self.columns == 1 and len(self.rows) == 1


@dataclass(frozen=True, slots=True)
class _Grid:
    """The edges of a ruled table: rows from top to bottom, and the columns' edges of each row."""

    rows: tuple[float, ...]
    columns: tuple[tuple[float, ...], ...]

    @property
    def edges(self) -> tuple[float, ...]:
        """The edges of the row with the most columns."""
        return max(self.columns, key=len)

    def row_of(self, line: Line) -> int | None:
        """The row in which a line stands."""
        x, y = (line.left + line.right) / 2, (line.top + line.bottom) / 2
        bands = enumerate(zip(pairwise(self.rows), self.columns, strict=True))
        return next(
            (
                index
                for index, ((top, bottom), edges) in bands
                if top - TOUCH < y < bottom + TOUCH and edges[0] - TOUCH <= x <= edges[-1] + TOUCH
            ),
            None,
        )

    def column_of(self, row: int, line: Line) -> int:
        """The table's column in which a line of a row begins."""
        left = max(
            edge for edge in self.columns[row][:-1] if edge <= max(line.left + 1.0, self.columns[row][0])
        )
        edges = self.edges[:-1]
        return min(range(len(edges)), key=lambda i: abs(edges[i] - left))


def find_tables(
    page: Page, lines: Sequence[Line], carried: Sequence[float] = ()
) -> tuple[list[Table], list[Line]]:
    """
    The tables of a page from top to bottom, and the lines that stand in none of them.

    `carried` are the columns' left edges of an unruled table at the foot of the page before.
    """
    grids = list(_grids(page.rules))
    rows = [[Row([[] for _ in grid.edges[1:]]) for _ in grid.columns] for grid in grids]
    free: list[Line] = []
    for line in lines:
        for grid, filled in zip(grids, rows, strict=True):
            index = grid.row_of(line)
            if index is not None:
                for part in _cut(line, grid.columns[index][1:-1]):
                    filled[index].cells[grid.column_of(index, part)].append(part)
                break
        else:
            free.append(line)
    ruled = [
        Table(page.number, grid.rows[0], grid.rows[-1], grid.edges, True, _kept(filled))
        for grid, filled in zip(grids, rows, strict=True)
        if any(row.lines for row in filled)
    ]
    unruled = _unruled(page, free, carried)
    taken = {line.start for table in unruled for row in table.rows for line in row.lines}
    return sorted([*ruled, *unruled], key=lambda t: t.top), [line for line in free if line.start not in taken]


def visual_lines(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines by what stands side by side: from top to bottom, each from left to right."""
    sides: list[list[Line]] = []
    for line in sorted(lines, key=lambda x: (x.top, x.left)):
        for side in sides[-3:]:
            first = side[0]
            overlap = min(first.bottom, line.bottom) - max(first.top, line.top)
            if overlap > 0.55 * min(first.size, line.size):
                side.append(line)
                break
        else:
            sides.append([line])
    return [sorted(side, key=lambda x: x.left) for side in sides]


def _kept(rows: list[Row]) -> list[Row]:
    """The rows that hold words, each cell in reading order."""
    return [
        Row([[line for side in visual_lines(cell) for line in side] for cell in row.cells])
        for row in rows
        if row.lines
    ]


def _cut(line: Line, edges: Sequence[float]) -> Iterator[Line]:
    """The line in parts, cut between words where a column's edge lies."""
    run = [line.words[0]]
    for word in line.words[1:]:
        if any(run[-1].right <= edge + 1.0 and edge <= word.left + 1.0 for edge in edges):
            yield Line.of(run, line.page)
            run = []
        run.append(word)
    yield Line.of(run, line.page)


def _grids(rules: Iterable[Rule]) -> Iterator[_Grid]:
    """The grids that rules make which touch one another."""
    groups: list[list[Rule]] = []
    drawn = list(rules)
    for rule in drawn if len(drawn) <= _DRAWING else ():
        touching = [group for group in groups if any(_touch(rule, other) for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([rule, *(other for group in touching for other in group)])
    for group in groups:
        across = [r for r in group if r.horizontal]
        down = [r for r in group if not r.horizontal]
        columns = _levels(r.left for r in down)
        if len(columns) < 2 or columns[-1] - columns[0] < _NARROW:
            continue
        # A row ends where rules run through the whole width: a cell that spans rows keeps them together.
        bounds = [
            y
            for y in _levels(r.top for r in across)
            if _covered([r for r in across if abs(r.top - y) <= TOUCH]) >= 0.9 * (columns[-1] - columns[0])
        ]
        bands = [(band, _edges(down, *band)) for band in pairwise(bounds)]
        closed = [(band, edges) for band, edges in bands if len(edges) > 1]
        if closed and len(closed) == len(bands):
            yield _Grid(tuple(bounds), tuple(edges for _, edges in closed))


def _edges(down: Iterable[Rule], top: float, bottom: float) -> tuple[float, ...]:
    """The columns' edges of a row: the vertical rules that run along most of it."""
    beside = [r for r in down if min(r.bottom, bottom) - max(r.top, top) > 0.6 * (bottom - top)]
    return tuple(_levels(r.left for r in beside))


def _touch(one: Rule, other: Rule) -> bool:
    return (
        one.left - TOUCH <= other.right
        and other.left - TOUCH <= one.right
        and one.top - TOUCH <= other.bottom
        and other.top - TOUCH <= one.bottom
    )


def _covered(rules: Iterable[Rule]) -> float:
    """The width that horizontal rules cover together."""
    width, reached = 0.0, float("-inf")
    for rule in sorted(rules, key=lambda r: r.left):
        width += max(0.0, rule.right - max(rule.left, reached))
        reached = max(reached, rule.right)
    return width


def _levels(values: Iterable[float]) -> list[float]:
    """The values in order, those near one another taken as one."""
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > TOUCH:
            levels.append(value)
    return levels


def _unruled(page: Page, lines: Sequence[Line], carried: Sequence[float]) -> list[Table]:
    """Tables without borders: at least two lines side by side, in columns that line up."""
    lines = _cut_at_columns(lines)
    tables: list[Table] = []
    group: list[list[Line]] = []
    columns: list[float] = list(carried)

    def close() -> None:
        if sum(len(side) > 1 for side in group) > (0 if columns == list(carried) else 1):
            tables.append(_unruled_table(page, group, columns))
        group.clear()
        columns.clear()

    for side in visual_lines(lines):
        if len(side) < 3 and _is_mark(side[0]):
            close()
            continue
        if columns and _goes_on(group, side, columns):
            group.append(side)
            continue
        close()
        if len(side) > 1:
            group.append(side)
            columns.extend(line.left for line in side)
    close()
    return tables


def _cut_at_columns(lines: Sequence[Line]) -> list[Line]:
    """Lines whose cells nearly touch, cut where lines close by show that a column begins."""
    begins = [line for side in visual_lines(lines) if len(side) > 1 for line in side[1:]]
    cut: list[Line] = []
    for line in lines:
        near = [b.left for b in begins if abs(b.top - line.top) < 6 * line.size]
        edges = [x for x in near if sum(abs(x - other) <= 1.5 for other in near) > 1]
        run = [line.words[0]]
        for word in line.words[1:]:
            if word.left - run[-1].right > 0.4 * line.size and any(abs(word.left - x) <= 1.5 for x in edges):
                cut.append(Line.of(run, line.page))
                run = []
            run.append(word)
        cut.append(Line.of(run, line.page))
    return cut


def _is_mark(line: Line) -> bool:
    """Whether a line is a bullet's glyph or a paragraph's number and nothing else."""
    mark = mark_of(line.text + " X")
    return mark is not None and mark.start >= len(line.text)


def _goes_on(group: Sequence[list[Line]], side: list[Line], columns: Sequence[float]) -> bool:
    """Whether lines side by side keep to the columns of the lines above, and near enough to them."""
    if group:
        gaps = [_gap(above, below) for above, below in pairwise(group)]
        near = 2.5 * side[0].size if len(group) < 2 else max(side[0].size, 1.15 * max(gaps))
        if _gap(group[-1], side) > near:
            return False
    for line in side:
        at = [i for i, x in enumerate(columns) if abs(line.left - x) <= _ALIGNED]
        if not at or (at[0] + 1 < len(columns) and line.right > columns[at[0] + 1] - 2.0):
            return False
    return True


def _gap(above: list[Line], below: list[Line]) -> float:
    return min(line.top for line in below) - max(line.bottom for line in above)


def _by_space(rows: list[Row]) -> list[Row]:
    """Rows of one line each put together where white space, not every line, sets them apart."""
    gaps = [
        min(line.top for line in below.lines) - max(line.bottom for line in above.lines)
        for above, below in pairwise(rows)
    ]
    wide = [gap > 0.6 * row.lines[0].size for gap, row in zip(gaps, rows[1:], strict=True)]
    # The space under a head says nothing about the rows below it.
    if sum(wide[1:]) < 2 or all(wide[1:]):
        return rows
    put = rows[:1]
    for row, apart in zip(rows[1:], wide, strict=True):
        if apart:
            put.append(row)
        else:
            _extend(put[-1], row)
    return put


def _extend(row: Row, more: Row) -> None:
    for cell, rest in zip(row.cells, more.cells, strict=True):
        cell.extend(rest)


def _unruled_table(page: Page, group: list[list[Line]], columns: Sequence[float]) -> Table:
    """
    The rows of a table without borders.

    Where the file holds it cell by cell, a row ends where a line goes back to an earlier
    column; where it holds it line by line, a line without a first cell goes on with the
    row above.
    """
    lines = [line for side in group for line in side]
    edges = (*columns, max(line.right for line in lines))
    rows: list[Row] = []
    at = len(columns)
    for line in sorted(lines, key=lambda x: x.start):
        column = max(i for i, x in enumerate(columns) if line.left >= x - _ALIGNED)
        if not rows or column < at:
            rows.append(Row([[] for _ in columns]))
        rows[-1].cells[column].append(line)
        at = column
    merged: list[Row] = []
    for row in _by_space(rows):
        if merged and not row.cells[0]:
            _extend(merged[-1], row)
        else:
            merged.append(row)
    top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
    return Table(page.number, top, bottom, edges, False, _kept(merged))
