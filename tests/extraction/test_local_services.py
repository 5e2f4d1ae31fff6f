import pytest

from sendgraph.extraction import Lexicon
from sendgraph.extraction.local_services import LocalServiceReader
from sendgraph.extraction.providers import read_providers
from sendgraph.extraction.record import LocalService, NamedProvider


@pytest.fixture(scope="module")
def reader() -> LocalServiceReader:
    return LocalServiceReader(Lexicon.shipped())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ‘Kites’ forum meets.", []),
        ("The ‘Blue Kites’ service helps.", [("Blue Kites", None)]),
        ("Health visitors, known locally as ‘Kites’, help.", [("Kites", "health-visiting")]),
        (
            "The Wexley Autism Outreach Team (WAOT) helps.",
            [("Wexley Autism Outreach Team", "specialist-teaching")],
        ),
        ("The parent carer forum, Wexley Together, is heard.", [("Wexley Together", "parent-carer-forum")]),
        ("Charities such as Lanternhouse help families.", [("Lanternhouse", "voluntary-sector")]),
        ("Families value ‘community connectors’.", [("community connectors", None)]),
        ("Parents say the ‘Wexley Strategy’ is late.", []),
        ("It feels like ‘a constant battle’.", []),
        ("Staff of Children’s Services and the SEND Team work with Ofsted.", []),
        ("The Director of Children’s Services, Ann Lee Hub-Smith, and Wexley Council meet.", []),
        ("They use the child and adolescent mental health service (CAMHS).", []),
        ("The Healthy Child Programme is delivered.", []),
        (
            "The Family and Adolescent Support Service (FaASS) helps.",
            [("Family and Adolescent Support Service", None)],
        ),
        ("The Speech and Language Therapy Service and the Early Help Team meet.", []),
        (
            "Leaders of the Wexley Parents of Disabled Children group meet.",
            [("Wexley Parents of Disabled Children", None)],
        ),
        (
            "In the Wexley Youth Parliament, and in our Youth Parliament, pupils speak.",
            [("Wexley Youth Parliament", None)],
        ),
        ("The school’s emotional support and CAMHS team (Blue Kite) helps.", []),
        (
            "Nurses, charities and portage services, such as Lanternhouse, help.",
            [("Lanternhouse", "portage")],
        ),
    ],
)
def test_local_names_are_told_from_kinds_of_service(
    reader: LocalServiceReader, text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert [(s.name, s.type) for s in reader.read([(1, text)], "Wexley")] == expected


def test_a_short_form_leads_to_the_findings_that_use_it(reader: LocalServiceReader) -> None:
    texts = [
        (None, "The Wexley Inclusion Support Service (WISS) advises schools."),
        (3, "Schools praise WISS."),
        (4, "Nobody knows wiss."),
        (7, "The ‘Wexley Inclusion Support Service’ trains staff."),
    ]
    assert reader.read(texts, "Wexley") == [
        LocalService(name="Wexley Inclusion Support Service", type="specialist-teaching", findings=[3, 7])
    ]


def test_another_name_given_is_the_same_service(reader: LocalServiceReader) -> None:
    texts = [(2, "Wexley Parent Carers, known as ‘WCP’, is heard."), (5, "Leaders meet WCP.")]
    assert reader.read(texts, "Wexley") == [
        LocalService(name="Wexley Parent Carers", type="parent-carer-forum", findings=[2, 5])
    ]


def test_named_trusts_are_providers() -> None:
    texts = [
        (1, "Therapists of Wexley Community NHS Foundation Trust visit."),
        (2, "Parents trust the NHS Trust; the Children’s Trust leads."),
        (5, "The Wexley Community NHS Foundation Trust and the Autism Educational Trust train staff."),
    ]
    assert read_providers(texts) == [
        NamedProvider(name="Wexley Community NHS Foundation Trust", findings=[1, 5]),
        NamedProvider(name="Autism Educational Trust", findings=[5]),
    ]
