"""What tables look like on a terminal and in a pipe."""

import io
import re

import pytest

from sendgraph.cli.tables import show

COLUMNS = ("area", "areaLabel", "text", "note")
ROWS = [
    ("area/halton", "Halton", "Waits are long.", ""),
    ("area/medway", "Medway", "Plans are late.", "again"),
]


class Terminal(io.StringIO):
    """A terminal that keeps what is printed on it."""

    def isatty(self) -> bool:
        return True


def shown(out: io.StringIO, width: int, monkeypatch: pytest.MonkeyPatch, rows: list[tuple[str, ...]]) -> str:
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setenv("COLUMNS", str(width))
    show(COLUMNS, rows)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue())
    return "\n".join(line.rstrip(" ") for line in plain.splitlines())


def test_a_pipe_gets_every_column_unbroken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(io.StringIO(), 20, monkeypatch, ROWS[:1]) == (
        "area\tareaLabel\ttext\tnote\narea/halton\tHalton\tWaits are long.\t"
    )


def test_a_terminal_gets_a_table_with_labels_for_things(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(Terminal(), 60, monkeypatch, ROWS).split("\n")
    assert [line.split() for line in lines if "al" in line or "Me" in line] == [
        ["Halton", "Waits", "are", "long."],
        ["Medway", "Plans", "are", "late.", "again"],
    ]
    assert "area/halton" not in "".join(lines)


def test_what_is_too_wide_becomes_a_block_for_each_row(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(Terminal(), 25, monkeypatch, ROWS) == (
        "1 of 2\narea  Halton\ntext  Waits are long.\n\n"
        "2 of 2\narea  Medway\ntext  Plans are late.\nnote  again\n"
    )
