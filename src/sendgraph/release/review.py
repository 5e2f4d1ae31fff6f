"""
The review list: the labels and links of a release that are least certain, for people to judge.

What a person settled is certain and is no doubt any more.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import pyoxigraph

from sendgraph.extraction import Lexicon
from sendgraph.extraction.correcting import opening
from sendgraph.extraction.record import LABEL_LISTS, Finding, Reason, Record
from sendgraph.graph import Namespaces, Register, register
from sendgraph.graph.findings import certainty, finding_parts, number_findings
from sendgraph.reference import load_reference
from sendgraph.release.opening import Release

Kind = Literal["theme", "service", "group", "polarity", "link", "missing"]

_RECURS_FROM: Final = "recurs-from"


@dataclass(frozen=True, slots=True)
class Place:
    """A finding as corrections name it: its document and running number, its text and polarity."""

    document: str
    finding: int
    text: str
    polarity: str | None = None

    @property
    def starts(self) -> str:
        """The first words."""
        return opening(self.text)


@dataclass(frozen=True, slots=True)
class Doubt:
    """
    A label or link that stands, or a label that nearly does (`missing`), and is not certain.

    `scheme` is that of the label, and that of links is their type; `label` is None for a
    link, which leads to `earlier`. `because` are the words that speak for it, `confidence`
    is how sure it is that it should stand.
    """

    place: Place
    kind: Kind
    scheme: str
    label: str | None
    because: tuple[str, ...]
    confidence: float
    earlier: Place | None = None

    @property
    def certainty(self) -> float:
        """How sure it is that the release has it right: of what does not stand, that it should not."""
        return round(1 - self.confidence if self.kind == "missing" else self.confidence, 6)

    @property
    def name(self) -> str:
        """
        The label or link for people.

        >>> here = Place("halton", 3, "Waits are long.")
        >>> Doubt(here, "missing", "theme", "waiting-times", ("Waits",), 0.4).name
        'theme waiting-times'
        >>> Doubt(here, "link", "recurs-from", None, (), 0.8, Place("halton-2017", 47, "")).name
        'recurs-from halton-2017 47'
        """
        if self.earlier:
            return f"{self.scheme} {self.earlier.document} {self.earlier.finding}"
        return f"{self.scheme} {self.label}" if self.kind == "missing" else self.label or ""


def review(
    release: Release,
    *,
    document: str | None = None,
    kind: Kind | None = None,
    below: float | None = None,
) -> list[Doubt]:
    """
    The doubts of a release, the least certain first.

    Args:
        release: the release.
        document: of findings of this document only; a link is in doubt at its later finding.
        kind: of this kind only.
        below: only what is less certain than this.

    Raises:
        UnknownThing: where the release has no document of that name.
    """
    if document:
        release.record(document)
    records = list(release.records())
    known = register(records, load_reference())
    namespaces = Namespaces(release.base_iri)
    places = dict(_places(records, known, namespaces))
    doubts = [d for place, finding in places.values() for d in _of_finding(place, finding)]
    doubts += _of_links(release, namespaces, {iri: place for iri, (place, _) in places.items()})
    wanted = [
        d
        for d in doubts
        if d.confidence < 1
        and document in (None, d.place.document)
        and kind in (None, d.kind)
        and (below is None or d.certainty < below)
    ]
    return sorted(wanted, key=lambda d: (d.certainty, d.place.document, d.place.finding, d.kind, d.name))


def _places(
    records: Iterable[Record], known: Register, namespaces: Namespaces
) -> Iterator[tuple[str, tuple[Place, Finding]]]:
    """The findings that the graph has, by their IRIs: what repeats or reprints another is that other."""
    for record in records:
        slug = known.document(record)
        numbers = number_findings(record.findings)
        for finding in record.findings:
            if finding.n in numbers and not known.first_printed(record, finding.n):
                iri = namespaces.thing(*finding_parts(slug, *numbers[finding.n]))
                place = Place(record.document, finding.n, finding.text, finding.polarity)
                yield str(iri), (place, finding)


def _of_finding(place: Place, finding: Finding) -> Iterator[Doubt]:
    standing: list[tuple[Kind, str]] = [("theme", code) for code in finding.themes]
    standing += [("service", code) for code in finding.services]
    standing += [("group", code) for code in finding.groups]
    standing += [("polarity", finding.polarity)] if finding.polarity else []
    for kind, code in standing:
        reasons = [r for r in finding.why if r.label in (code, f"{kind}:{code}")]
        sure = certainty(reasons)
        if sure is not None:
            yield Doubt(place, kind, kind, code, _words(finding, reasons), sure)
    stands = {code for _, code in standing}
    for label in dict.fromkeys(r.label for r in finding.nearly):
        reasons = [r for r in finding.nearly if r.label == label]
        scheme, code = _scheme_of(label)
        sure = certainty(reasons)
        if sure is not None and code not in stands:
            yield Doubt(place, "missing", scheme, code, _words(finding, reasons), sure)


def _of_links(release: Release, namespaces: Namespaces, places: Mapping[str, Place]) -> Iterator[Doubt]:
    send = str(namespaces.send)
    links: dict[str, dict[str, list[str]]] = {}
    for quad in _graph(release, str(namespaces.links_graph)):
        subject, value = str(getattr(quad.subject, "value", "")), str(getattr(quad.object, "value", ""))
        links.setdefault(subject, {}).setdefault(quad.predicate.value.removeprefix(send), []).append(value)
    for _, said in sorted(links.items()):
        if "linkType" not in said:
            continue
        kind = said["linkType"][0].rpartition("/")[2]
        ends = [places.get(said[name][0]) for name in ("from", "to")]
        later, earlier = ends if kind == _RECURS_FROM else reversed(ends)
        if later and earlier:
            because, sure = tuple(sorted(said["because"])), float(said["confidence"][0])
            yield Doubt(later, "link", kind, None, because, sure, earlier)


def _graph(release: Release, name: str) -> Iterator[pyoxigraph.Quad]:
    """The statements of one graph."""
    end = f" <{name}> .".encode()
    lines = b"\n".join(line for line in release.nquads().splitlines() if line.endswith(end))
    yield from pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_QUADS)


def _scheme_of(label: str) -> tuple[str, str]:
    """
    The scheme of a label as a reason has it, and its code.

    >>> _scheme_of("waiting-times"), _scheme_of("polarity:mixed")
    (('theme', 'waiting-times'), ('polarity', 'mixed'))
    """
    scheme, sign, code = label.partition(":")
    if sign:
        return scheme, code
    schemes = Lexicon.shipped().schemes
    kinds = (name for name in (*LABEL_LISTS, "polarity") if label in schemes[name].concepts)
    return next(kinds, "theme"), label


def _words(finding: Finding, reasons: Sequence[Reason]) -> tuple[str, ...]:
    words = dict.fromkeys(
        r.words or finding.text[r.start : r.end] for r in reasons if r.words or r.start is not None
    )
    return tuple(word for word in words if word)
