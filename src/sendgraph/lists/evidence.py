"""The words that findings and measures rest on."""

from pydantic import Field

from sendgraph.lists.facts import Facts
from sendgraph.lists.order import natural
from sendgraph.lists.refs import Row


class Quote(Row):
    """The exact words of the document, contact details masked, and the page they stand on."""

    text: str = Field(description="The words.")
    page: int | None = Field(description="The page, where the document has pages.")


class Evidence:
    """The passages of all things that have some, in the order of the text."""

    def __init__(self, facts: Facts) -> None:
        """Read them."""
        quotes, pages = facts.texts("quote"), facts.texts("page")
        found: dict[str, list[str]] = {}
        for subject, passage in facts.pairs("evidence"):
            found.setdefault(subject, []).append(passage)
        self._of = {
            subject: tuple(
                (quotes.get(passage, [""])[0], _whole(pages.get(passage)))
                for passage in (sorted(passages, key=natural) if len(passages) > 1 else passages)
            )
            for subject, passages in found.items()
        }

    def of(self, iri: str) -> tuple[Quote, ...]:
        """The quotes of a thing."""
        return tuple(Quote(text=text, page=page) for text, page in self._of.get(iri, ()))


def _whole(values: list[str] | None) -> int | None:
    return int(values[0]) if values and values[0].isdecimal() else None
