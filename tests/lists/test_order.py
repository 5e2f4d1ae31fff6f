"""Slugs sort as people count, and a page can begin after any of them, even one that is gone."""

from hypothesis import given
from hypothesis import strategies as st

from sendgraph.lists.order import natural, place_after

SLUGS = st.text("ab/-019", max_size=8)


@given(st.integers(0, 10**30), st.integers(0, 10**30), SLUGS)
def test_numbers_sort_by_value(one: int, other: int, before: str) -> None:
    before = before.rstrip("019") + "/"
    assert (natural(f"{before}{one}") < natural(f"{before}{other}")) == (one < other)


@given(SLUGS, SLUGS)
def test_different_slugs_have_different_places(one: str, other: str) -> None:
    assert (natural(one) == natural(other)) == (one == other)


@given(st.lists(SLUGS, unique=True), SLUGS)
def test_what_follows_a_slug_is_what_is_greater(slugs: list[str], after: str) -> None:
    keys = sorted(map(natural, slugs))
    assert keys[place_after(keys, after) :] == [key for key in keys if key > natural(after)]


def test_any_text_has_a_place() -> None:
    assert natural("9" * 5_000) > natural("8" * 5_000) > natural("9" * 4_999)
    assert natural("٣") > natural("3") and natural("\0")
