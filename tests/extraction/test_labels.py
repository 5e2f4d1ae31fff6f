import dataclasses
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendgraph.documents import read_document
from sendgraph.extraction import Lexicon, Record, extract
from sendgraph.extraction.concept_labels import ConceptReader
from sendgraph.extraction.labels import Labeller
from sendgraph.extraction.linear_model import LinearModel
from sendgraph.extraction.record import Finding, Reason
from sendgraph.extraction.words import split_words
from sendgraph.schemes import load_schemes
from sendgraph.shipped import folder

DOCUMENTS = sorted((folder("data") / "documents").glob("*.txt"))

_SHIPPED = Labeller(Lexicon.shipped())
_WORDS = [
    *(
        [
            "children",
            "wait",
            "too",
            "long",
            "for",
            "short-breaks’",
            "EHC",
            "plans,",
            "(CAMHS)",
            "are",
            "late.",
            "However",
            "“transport”",
            "is",
            "safe;",
        ]
    ),
    *(
        [
            "DCOs’",
            "reviews!",
            "annual",
            "two-year",
            "check?",
            "‘Just",
            "Say’",
            "parents’",
            "views",
            "–",
            "heard",
        ]
    ),
]


def about(labeller: Labeller, text: str) -> Finding:
    """A finding of that text with its labels."""
    return labeller.finding(Finding(n=1, section="experience", text=text, passages=[]))


@pytest.fixture(scope="module")
def phrases() -> ConceptReader:
    """The phrases of the themes alone, beside a model that knows nothing."""
    return ConceptReader({"theme": load_schemes()["theme"].narrower()}, LinearModel({}, {}, {}))


def concepts(reasons: list[Reason]) -> set[str]:
    """The labels of themes, services and groups that have a reason."""
    return {reason.label for reason in reasons if not reason.label.startswith("polarity:")}


@pytest.fixture(scope="module")
def labeller() -> Labeller:
    return Labeller(Lexicon.shipped())


@pytest.fixture(scope="module")
def records() -> dict[str, Record]:
    return {path.stem: extract(read_document(path), Lexicon.shipped()) for path in DOCUMENTS}


def test_a_text_is_labelled_with_what_it_is_about(labeller: Labeller) -> None:
    text = (
        "Autistic children wait more than two years for a diagnosis. "
        "Speech and language therapists support families while they wait, but there are too few therapists."
    )
    labels = about(labeller, text)
    assert set(labels.themes) == {
        "waiting-times",
        "diagnostic-pathway",
        "support-while-waiting",
        "therapy-provision",
    }
    assert "workforce-capacity" in concepts(labels.nearly)
    assert set(labels.services) == {"neurodevelopmental-service", "speech-and-language-therapy"}
    assert set(labels.groups) == {"autism"}


def test_a_passing_mention_is_not_enough(labeller: Labeller) -> None:
    assert about(labeller, "Plans are late. There is some awareness.").themes == []
    assert (
        "workforce-development"
        in about(labeller, "Expertise is valued. It builds awareness, and confident staff.").themes
    )


@pytest.mark.parametrize(
    ("text", "stands", "does_not"),
    [
        ("Carers have little trust in the system.", "family-confidence", "joint-working"),
        ("Trusts in the county share records between clinics.", "information-sharing", "family-confidence"),
        ("Statements were transferred to EHC plans by the deadline.", "ehc-timeliness", "transition"),
        ("EHC plans are weak at key moves to college.", "ehc-quality", "ehc-timeliness"),
        ("Advice for newly issued EHC plans is vague.", "ehc-quality", "ehc-timeliness"),
        ("Therapy is timely, as is the attendance of partners.", "waiting-times", "exclusion-attendance"),
        ("Teachers, therapists and social workers listen to children.", "co-production", "therapy-provision"),
        (
            "Once identified, needs are met by a waiting list for short breaks.",
            "short-breaks",
            "waiting-times",
        ),
        ("Leaders use data to identify where the gaps are.", "self-evaluation", "early-identification"),
        ("The gaps in cover were jointly commissioned.", "joint-commissioning", "early-identification"),
        ("Leaders check on the quality of placements far away.", "quality-assurance", "place-sufficiency"),
        ("Babies have their mandated checks.", "early-identification", "health-checks"),
        ("The parent carer forum describes calls unanswered.", "communication", "co-production"),
        ("Pupils at the end of key stage 2 do well.", "attainment", "transition"),
    ],
)
def test_a_theme_stands_for_what_is_said_and_not_for_its_neighbour(
    phrases: ConceptReader, text: str, stands: str, does_not: str
) -> None:
    themes = [label.notation for label in phrases.read(split_words(text))["theme"] if label.stands]
    assert stands in themes
    assert does_not not in themes


def test_health_and_social_care_in_one_breath_is_no_social_care(labeller: Labeller) -> None:
    both = about(labeller, "Leaders across education, health and social care meet.")
    assert "social-care" not in both.services
    alone = about(labeller, "Social workers of children’s social care meet.")
    assert "social-care" in alone.services


def test_each_label_gives_its_reason(labeller: Labeller) -> None:
    text = "The short-break offer is limited."
    labels = about(labeller, text)
    assert [(r.label, r.words) for r in labels.why] == [
        ("short-breaks", "short-break"),
        ("short-breaks-provider", "short-break"),
        ("polarity:negative", text),
    ]
    assert all(r.weight is not None and r.weight >= 1 for r in labels.why[:2])
    assert all(r.confidence is not None and 0 < r.confidence <= 1 for r in labels.why)


@given(st.lists(st.sampled_from(_WORDS), max_size=40))
def test_reasons_are_the_exact_words_of_the_text(words: list[str]) -> None:
    text = "  ".join(words)
    labels = about(_SHIPPED, text)
    assert concepts(labels.why) == {*labels.themes, *labels.services, *labels.groups}
    assert not concepts(labels.why) & concepts(labels.nearly)
    for reason in [*labels.why, *labels.nearly]:
        assert reason.words
        assert text[reason.start : reason.end] == reason.words == reason.words.strip()


def test_an_analyst_widens_a_theme_in_its_scheme_alone(tmp_path: Path) -> None:
    text = "Every school has a sunflower lanyard."
    shutil.copytree(folder("ontology") / "schemes", tmp_path / "schemes")
    themes = tmp_path / "schemes" / "themes.ttl"
    lines = themes.read_text(encoding="utf-8")
    themes.write_text(lines + '\ntheme:equity skos:hiddenLabel "sunflower lanyard*"@en .\n', encoding="utf-8")
    lexicon = dataclasses.replace(Lexicon.shipped(), schemes=load_schemes(tmp_path / "schemes"))
    assert "equity" not in about(_SHIPPED, text).themes
    assert "equity" in about(Labeller(lexicon), text).themes


def test_a_named_local_service_brings_its_type(labeller: Labeller, records: dict[str, Record]) -> None:
    brought = [
        (record.document, service.type, finding.n)
        for record in records.values()
        for service in record.local_services
        if service.type
        for finding in record.findings
        if finding.n in service.findings and service.type not in finding.services
    ]
    assert brought == []


def letters(text: str) -> str:
    """Letters and figures alone, markup left out."""
    return re.sub(r"\W", "", re.sub(r"<[^>]*>|\]\([^)]*\)", "", text))


def test_every_reason_and_measure_of_the_shipped_documents_leads_to_its_words(
    records: dict[str, Record],
) -> None:
    for path in DOCUMENTS:
        document, record = read_document(path), records[path.stem]
        for finding in record.findings:
            for reason in finding.why:
                if reason.start is not None:
                    assert finding.text[reason.start : reason.end] == reason.words
            assert (finding.polarity is None) == (finding.section in {"next-step", "recommendation"})
            assert concepts(finding.why) == {*finding.themes, *finding.services, *finding.groups}
            read = {r.label for r in finding.why if ":" in r.label}
            assert read == ({f"polarity:{finding.polarity}"} if finding.polarity else set())
        for measure in record.measures:
            quote = " ".join(document.text[p.start : p.end] for p in measure.passages)
            assert letters(quote) == letters(measure.text)


def test_the_update_tells_how_far_late_assessments_fell(records: dict[str, Record]) -> None:
    found = {
        (m.indicator_code, m.previous_value, m.previous_date, m.value, m.date)
        for m in records["cheshire-east-2019-update"].measures
        if m.previous_value is not None and m.unit == "percent"
    }
    assert found == {
        ("ehc-plans-in-time", 9.0, "2019-01", 96.0, "2019-06"),
        ("advice-in-time", 4.0, "2019-03", 82.0, "2019-06"),
    }
