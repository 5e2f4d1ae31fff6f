"""Each passage's quote is the exact text of its document."""

import pytest

from sendgraph.graph import Namespaces
from sendgraph.release.quotes import WrongQuote, check_quotes

THINGS, TERMS = "https://w3id.org/sendgraph/id/", "https://w3id.org/sendgraph/def/"
TEXTS = {f"{THINGS}document/a": "Waits are\nlong — “too long”."}


def check(**stated: str) -> tuple[int, list[WrongQuote]]:
    passage = f"<{THINGS}passage/a/1>"
    lines = [f"{passage} <{TERMS}{name}> {value} <{THINGS}graph/a> ." for name, value in stated.items()]
    lines.append(
        f"{passage} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{TERMS}Passage> <{THINGS}graph/a> ."
    )
    return check_quotes("\n".join(lines).encode(), TEXTS, Namespaces())


def stated(start: object, end: object, quote: str, document: str = "a") -> dict[str, str]:
    return {
        "startOffset": f'"{start}"',
        "endOffset": f'"{end}"',
        "quote": quote,
        "passageOf": f"<{THINGS}document/{document}>",
    }


def test_an_exact_quote_passes_in_code_points() -> None:
    assert check(**stated(0, 14, '"Waits are\\nlong"')) == (1, [])
    assert check(**stated(17, 27, '"“too long”"')) == (1, [])


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (stated(0, 14, '"Waits are long"'), "its quote is not the text from 0 to 14"),
        (stated(0, 99, '"Waits"'), "it runs from 0 to 99 in a text of 28 characters"),
        (stated(5, 5, '""'), "it runs from 5 to 5 in a text of 28 characters"),
        (stated("x", 5, '"Waits"'), "its offsets are no whole numbers"),
        (stated(0, 5, '"Waits"', "b"), f"the release has no text of {THINGS}document/b"),
        ({"quote": '"Waits"'}, "it has no passageOf"),
    ],
)
def test_anything_else_is_wrong(given: dict[str, str], why: str) -> None:
    assert check(**given) == (1, [WrongQuote(f"{THINGS}passage/a/1", why)])
