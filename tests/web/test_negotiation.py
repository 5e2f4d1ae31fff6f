"""Content negotiation as RFC 9110 has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendgraph.web.negotiation import choose

OFFERS = ("text/turtle", "text/html", "application/ld+json", "application/json")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "text/turtle"),
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        (BROWSER, "text/html"),
        ("text/html", "text/html"),
        ("TEXT/HTML", "text/html"),
        ("text/html;charset=utf-8", "text/html"),
        ("text/*", "text/turtle"),
        ("text/*, text/turtle;q=0", "text/html"),
        ("application/*;q=0.5, text/html;q=0.4", "application/ld+json"),
        ("application/json;q=0.9, application/ld+json;q=0.95", "application/ld+json"),
        ("*/*;q=0.1, application/json", "application/json"),
        ("*/*, text/*;q=0", "application/ld+json"),
        ("text/turtle;q=0.5, text/html;q=0.5", "text/turtle"),
        ("text/turtle ; q=0.3 , text/html ; q=0.7", "text/html"),
        ("text/turtle;q=nonsense, text/html;q=0.1", "text/html"),
        ("text/turtle;q=2, text/html;q=0.1", "text/html"),
        ("garbage, text/html", "text/html"),
        ("image/png", None),
        ("*/*;q=0", None),
        ("text/turtle;q=0", None),
        ("*/html", None),
    ],
)
def test_the_best_offer_is_chosen(accept: str | None, chosen: str | None) -> None:
    assert choose(accept, OFFERS) == chosen


@given(st.text(max_size=80))
def test_no_header_is_too_strange(accept: str) -> None:
    assert choose(accept, OFFERS) in (*OFFERS, None)


@given(st.sampled_from(OFFERS), st.floats(0.001, 1).map(lambda q: f"{q:.3f}"))
def test_what_alone_is_accepted_is_given(offer: str, weight: str) -> None:
    assert choose(f"{offer};q={weight}", OFFERS) == offer
