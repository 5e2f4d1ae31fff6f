"""A corrections file to fill in: every doubt of a document as an entry that is commented out."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from sendgraph.extraction.record import LABEL_LISTS
from sendgraph.release.review import Doubt, Place
from sendgraph.release.sources import corrections_name

_HEAD: Final = """\
# Corrections of {document}: save what you keep as {name}, beside the document.
# Take the # off the lines of an entry (a line with # and a space is a remark, and stays one).
# An entry as it stands here confirms what the release has: move a code to `remove`, or to `add`,
# or write stands = false, where that is wrong. `because` and `by` are published with it.
"""


def corrections_template(document: str, doubts: Sequence[Doubt]) -> str:
    """The template for one document's doubts, in the order of its findings."""
    entries: defaultdict[Place, list[Doubt]] = defaultdict(list)
    for doubt in doubts:
        entries[doubt.place].append(doubt)
    parts = [_HEAD.format(document=document, name=corrections_name(document))]
    for place in sorted(entries, key=lambda p: p.finding):
        labels = [d for d in entries[place] if d.earlier is None]
        if labels:
            parts.append("\n".join(_finding(place, labels)) + "\n")
        links = (d for d in entries[place] if d.earlier is not None)
        parts += ["\n".join(_link(d)) + "\n" for d in links]
    return "\n".join(parts)


def _finding(place: Place, doubts: Sequence[Doubt]) -> Iterator[str]:
    for doubt in doubts:
        nearly = "nearly, " if doubt.kind == "missing" else ""
        yield f"# {doubt.scheme} {doubt.label}: {nearly}{_why(doubt)}"
    yield "#[[finding]]"
    yield f"#n = {place.finding}"
    yield f"#starts = {_text(place.starts)}"
    if place.polarity and any(d.scheme == "polarity" for d in doubts):
        yield f"#polarity = {_text(place.polarity)}"
    for scheme, key in LABEL_LISTS.items():
        own = [d for d in doubts if d.scheme == scheme]
        stands = [d.label or "" for d in own if d.kind != "missing"]
        missing = [d.label or "" for d in own if d.kind == "missing"]
        if own:
            yield f"#{key} = {{ confirm = {_list(stands)}, add = [], remove = {_list(missing)} }}"


def _link(doubt: Doubt) -> Iterator[str]:
    assert doubt.earlier
    yield f"# {doubt.name}: {_why(doubt)}"
    yield "#[[link]]"
    yield f"#type = {_text(doubt.scheme)}"
    yield f"#later = {doubt.place.finding}"
    yield f"#later_starts = {_text(doubt.place.starts)}"
    yield f"#document = {_text(doubt.earlier.document)}"
    yield f"#earlier = {doubt.earlier.finding}"
    yield f"#earlier_starts = {_text(doubt.earlier.starts)}"
    yield "#stands = true"


def _why(doubt: Doubt) -> str:
    words = "; ".join(" ".join(words.split()) for words in doubt.because)
    return f"{doubt.confidence:.2f}" + (f", “{words}”" if words else "")


def _list(codes: Sequence[str]) -> str:
    return f"[{', '.join(map(_text, codes))}]"


def _text(text: str) -> str:
    """A string of TOML: JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False)
