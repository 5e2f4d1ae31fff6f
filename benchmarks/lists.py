"""
How long the lists take to load, and a filtered page of them, on an invented release of 100,000 findings.

python benchmarks/lists.py [FINDINGS]

Schemes and areas are the shipped ones; documents, findings, their words and labels are made up.
"""

import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from random import Random

from timing import measure

from sendgraph.graph import Namespaces, schemes_graph
from sendgraph.lists import FindingParameters, Lists, Parameters, ServiceParameters, ThemeParameters, csv_of
from sendgraph.reference import load_reference
from sendgraph.schemes import load_schemes
from sendgraph.store import EmbeddedStore

BASE = "https://w3id.org/sendgraph/"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
XSD = "http://www.w3.org/2001/XMLSchema#"
A_DOCUMENT_HAS = 60  # findings, as letters and reports do
SECTIONS = ("strength", "area-for-development", "main-finding", "effective", "needs-improvement")
VERDICTS = {"positive": "Strength", "negative": "Weakness", "mixed": "MixedFinding"}
LABELS = (("theme", "theme", 4), ("service", "serviceType", 2), ("group", "group", 1))
STEMS = ("waits", "autis", "leader", "plan", "health", "parent", "school", "speech", "young", "local")

#: What is asked, and how many seconds it may take.
PAGES: tuple[tuple[str, Parameters, str, float], ...] = (
    ("findings", FindingParameters(), "the first page", 0.02),
    (
        "findings",
        FindingParameters(theme=["co-production"], polarity=["negative"], region=["London", "North West"]),
        "theme, polarity and regions",
        0.02,
    ),
    (
        "findings",
        FindingParameters(q="wait autis", from_=date(2019, 1, 1), to=date(2021, 12, 31)),
        "words and dates",
        0.02,
    ),
    ("findings", FindingParameters(after="medway"), "a page from the middle", 0.02),
    ("findings", FindingParameters(limit=1_000), "1,000 rows", 0.2),
    ("themes", ThemeParameters(area=["Halton"]), "counts of an area", 0.02),
    ("themes", ThemeParameters(polarity=["negative"]), "counts of a polarity", 0.1),
    ("services", ServiceParameters(polarity=["mixed"]), "counts of a polarity", 0.05),
)


def main() -> int:
    findings = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    store = EmbeddedStore("\n".join(nquads(findings)).encode(), base_iri=BASE, release_name="invented")
    lists: list[Lists] = []

    def load() -> str:
        lists[:] = [Lists.load(store)]
        return f"lists of {len(store):,} statements"

    failed = measure("loading", load, bound=60 * findings / 100_000, times=1)
    for name, asked, what, bound in PAGES:
        failed |= measure(f"{name}, {what}", page(lists[0], name, asked), bound=bound, times=9)
    rows = lists[0].findings.page(FindingParameters(limit=1_000)).rows
    failed |= measure(
        "1,000 rows as CSV", lambda: f"{len(csv_of(rows, type(rows[0]))):,} bytes", bound=0.3, times=9
    )
    return failed


def page(lists: Lists, name: str, asked: Parameters) -> Callable[[], str]:
    def run() -> str:
        start = time.perf_counter()
        found = lists.by_name[name].page(asked)
        size, took = len(found.model_dump_json()), 1_000 * (time.perf_counter() - start)
        return f"{len(found.rows)} of {found.total:,} rows, {size:,} bytes of JSON, {took:.1f} ms at last"

    return run


def nquads(findings: int) -> Iterator[str]:
    """The release, statement by statement."""
    random, schemes = Random(1), load_schemes()
    known = {name: list(schemes[name].concepts) for name, _, _ in LABELS}
    vocabulary = [STEMS[i % 10] + "abcdefghij"[i // 10 % 10] * (i // 100 + 1) for i in range(2_000)]
    areas = [area.slug for area in load_reference().areas.values()]
    yield from scheme_lines()
    yield from area_lines()
    for number in range(findings):
        document, k = divmod(number, A_DOCUMENT_HAS)
        turn, place = divmod(document, len(areas))
        day = f"{2016 + turn % 10}-{1 + turn % 12:02}-{1 + turn % 28:02}"
        slug, graph = f"{areas[place]}-{day}", f"<{BASE}id/graph/document/{areas[place]}-{day}>"
        if k == 0:
            yield from document_lines(slug, areas[place], day, graph)
        words = " ".join(random.choices(vocabulary, k=30))
        for s, p, o in finding(slug, k + 1, words, random.choice(list(VERDICTS))):
            yield f"{s} {p} {o} {graph} ."
        for scheme, property_, most in LABELS:
            for one in set(random.choices(known[scheme][:40], k=random.randint(0, most))):
                for s, p, o in labelling(slug, k + 1, scheme, property_, one):
                    yield f"{s} {p} {o} {graph} ."


def finding(slug: str, k: int, text: str, polarity: str) -> Iterator[tuple[str, str, str]]:
    section = SECTIONS[k % len(SECTIONS)]
    one, passage = (
        f"<{BASE}id/finding/{slug}/{section}/{k}>",
        f"<{BASE}id/passage/{slug}/{k * 200}-{k * 200 + 150}>",
    )
    document, inspection = f"<{BASE}id/document/{slug}>", f"<{BASE}id/inspection/{slug}>"
    yield from ((one, TYPE, send(name)) for name in ("Finding", "InspectionFinding", VERDICTS[polarity]))
    yield one, LABEL, f'"{slug}: {section} {k}"'
    yield one, send("section"), concept("section", section)
    yield one, send("polarity"), concept("polarity", polarity)
    yield one, send("text"), f'"{text}"'
    yield one, send("ordinal"), integer(k)
    yield one, send("statedIn"), document
    yield one, send("inspection"), inspection
    yield inspection, send("finding"), one
    yield one, send("evidence"), passage
    yield passage, TYPE, send("Passage")
    yield passage, LABEL, f'"{slug}, {k}"'
    yield passage, send("quote"), f'"{text}"'
    yield passage, send("passageOf"), document
    yield passage, send("startOffset"), integer(k * 200)
    yield passage, send("page"), integer(1 + k // 10)


def labelling(
    slug: str, k: int, scheme: str, property_: str, notation: str
) -> Iterator[tuple[str, str, str]]:
    one = f"<{BASE}id/finding/{slug}/{SECTIONS[k % len(SECTIONS)]}/{k}>"
    why = f"<{BASE}id/labelling/{slug}/{k}/{scheme}/{notation}>"
    yield one, send(property_), concept(scheme, notation)
    yield why, TYPE, send("Labelling")
    yield why, LABEL, f'"{slug} {k}: {notation}"'
    yield why, send("labelOf"), one
    yield why, send("label"), concept(scheme, notation)


def scheme_lines() -> Iterator[str]:
    for s, p, o in schemes_graph(Namespaces(BASE)):
        yield f"{s.n3()} {p.n3()} {o.n3()} <{BASE}id/graph/schemes> ."


def area_lines() -> Iterator[str]:
    graph = f"<{BASE}id/graph/reference>"
    for area in load_reference().areas.values():
        iri = f"<{BASE}id/area/{area.slug}>"
        yield f"{iri} {TYPE} {send('LocalArea')} {graph} ."
        yield f'{iri} {LABEL} "{area.name}" {graph} .'
        yield f"{iri} {send('region')} {concept('region', area.region)} {graph} ."


def document_lines(slug: str, area: str, day: str, graph: str) -> Iterator[str]:
    inspection, document = f"<{BASE}id/inspection/{slug}>", f"<{BASE}id/document/{slug}>"
    yield f"{inspection} {TYPE} {send('Inspection')} {graph} ."
    yield f'{inspection} {LABEL} "SEND inspection {slug}" {graph} .'
    yield f"{inspection} {send('localArea')} <{BASE}id/area/{area}> {graph} ."
    yield f"{inspection} {send('framework')} {concept('framework', '2016')} {graph} ."
    yield f'{inspection} {send("startDate")} "{day}"^^<{XSD}date> {graph} .'
    yield f"{inspection} {send('reportedIn')} {document} {graph} ."
    yield f"{document} {TYPE} {send('SourceDocument')} {graph} ."
    yield f'{document} {LABEL} "Letter {slug}" {graph} .'


def send(name: str) -> str:
    return f"<{BASE}def/{name}>"


def concept(scheme: str, notation: str) -> str:
    return f"<{BASE}def/{scheme}/{notation}>"


def integer(number: int) -> str:
    return f'"{number}"^^<{XSD}integer>'


if __name__ == "__main__":
    sys.exit(main())
