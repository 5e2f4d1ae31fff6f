"""Ties kept as arrays say what the same ties say as sets of pairs."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sendgraph.lists.links import Links, both

ROWS, VALUES, FURTHER = 5, 4, 3
PAIRS = st.sets(st.tuples(st.integers(0, ROWS - 1), st.integers(0, VALUES - 1)))
ONWARD = st.sets(st.tuples(st.integers(0, VALUES - 1), st.integers(0, FURTHER - 1)))


def links(pairs: set[tuple[int, int]], rows: int = ROWS, values: int = VALUES) -> Links:
    several = np.array([*pairs, *pairs], np.int64).reshape(-1, 2)  # each twice: said in two graphs
    return Links(several[:, 0], several[:, 1], rows=rows, values=values)


def pairs_of(one: Links) -> list[tuple[int, int]]:
    return [(row, value) for row in range(one.rows) for value in one.of(row).tolist()]


@given(PAIRS, PAIRS, ONWARD)
def test_links_are_relations(
    one: set[tuple[int, int]], more: set[tuple[int, int]], on: set[tuple[int, int]]
) -> None:
    assert pairs_of(links(one)) == sorted(one)
    assert pairs_of(links(one).with_(links(more))) == sorted(one | more)
    assert pairs_of(links(one).turned()) == sorted((value, row) for row, value in one)
    everywhere = links(one).crossed(links(more), np.ones(ROWS, np.bool_))
    met = {(value, other) for row, value in one for same, other in more if row == same}
    assert set(zip(*everywhere.nonzero(), strict=True)) == met
    composed = {(row, end) for row, value in one for start, end in on if value == start}
    assert pairs_of(links(one).through(links(on, VALUES, FURTHER))) == sorted(composed)


@given(PAIRS, st.sets(st.integers(0, VALUES - 1)), st.sets(st.integers(0, ROWS - 1)))
def test_choices_follow_links(pairs: set[tuple[int, int]], values: set[int], rows: set[int]) -> None:
    tied = links(pairs)
    expected = {row for row, value in pairs if value in values}
    assert set(np.flatnonzero(tied.tied_to(np.array(sorted(values), np.int64)))) == expected
    into = tied.into(np.isin(np.arange(VALUES), sorted(values)))
    out_of = tied.out_of(np.isin(np.arange(ROWS), sorted(rows)))
    assert into is not None and set(np.flatnonzero(into)) == expected
    assert out_of is not None and set(np.flatnonzero(out_of)) == {v for row, v in pairs if row in rows}


def test_no_choice_stays_none() -> None:
    assert links(set()).into(None) is None and links(set()).out_of(None) is None and both(None, None) is None
