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
        ("The ‘Kites’ forum meets.", [("Kites", None)]),
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
            "Parents value ‘Chatterbox’ groups, run by speech and language therapists.",
            [("Chatterbox", "speech-and-language-therapy")],
        ),
        ("The local offer website, ‘Wexley Directory’, is little known.", [("Wexley Directory", None)]),
        (
            "The youth forum, Bright Futures, and the charity Lanternhouse meet.",
            [("Bright Futures", None), ("Lanternhouse", "voluntary-sector")],
        ),
        ("Open House (a voluntary sector counselling service) helps.", [("Open House", "voluntary-sector")]),
        ("The disabled children’s team, Seesaw, visits.", [("Seesaw", "disabled-children-team")]),
        ("The parent and carer forum ‘Voice 4 Change’ grows.", [("Voice 4 Change", "parent-carer-forum")]),
        (
            "Wexley Parents’ Voice, which represents parents and carers, is heard.",
            [("Wexley Parents’ Voice", "parent-carer-forum")],
        ),
        (
            "Members of the Wexley parent carer forum (WPCF) meet.",
            [("Wexley parent carer forum", "parent-carer-forum")],
        ),
        (
            "The Wexley information, advice and support service (WIASS) helps.",
            [("Wexley information, advice and support service", "sendiass")],
        ),
        ("Pupils go to ‘moving on’ sessions and ‘stay and play’ sessions.", [("moving on", None)]),
        ("There is a ‘tell it once’ approach and a ‘small but mighty’ group.", []),
        (
            "Families use the Max Card Plus and the Wexley Toolkit for Inclusion.",
            [("Max Card Plus", None), ("Wexley Toolkit for Inclusion", None)],
        ),
        (
            "The Moving Forward Team and the 14 to 19 Team help; so does the SEND Team.",
            [("Moving Forward Team", None), ("14 to 19 Team", "careers-service")],
        ),
        ("The Multi-Agency Safeguarding Hub and Wexley College help.", []),
        ("Young people helped to plan the Larkfield inpatient unit.", [("Larkfield inpatient unit", None)]),
        ("The SEND unit and the Year 9 scheme are known in English.", []),
        ("The SEND Strategy, the Early Help Hub and the Educational Psychology Service are new.", []),
        (
            "Nurses, charities and portage services, such as Lanternhouse, help.",
            [("Lanternhouse", "portage")],
        ),
        (
            "The offer includes the All Age Talking Well Service and Kingfisher Autism Outreach.",
            [("All Age Talking Well Service", None), ("Kingfisher Autism Outreach", "specialist-teaching")],
        ),
        ("The Family Court Advisory and Support Service and Ofsted met.", []),
        ("Staff praise the Words that Count campaign.", [("Words that Count", None)]),
        (
            "Charities such as Lanternhouse and Kingfisher help.",
            [("Lanternhouse", "voluntary-sector"), ("Kingfisher", "voluntary-sector")],
        ),
        ("They work with Wexley PCF.", [("Wexley PCF", "parent-carer-forum")]),
        ("The PCF meets; so does Wexley Council.", []),
        (
            "Leaders set up the Active, Brave, Curious (ABC) network.",
            [("Active, Brave, Curious (ABC) network", None)],
        ),
        ("The ABLE (Active, Brave, Lively, Equal) group meets.", [("ABLE", None)]),
        ("The CCG (now part of an Integrated Care Board) group met.", []),
        (
            "Parents reach the school nursing team through the ‘parent line’.",
            [("parent line", "school-nursing")],
        ),
        ("It follows the ‘getting help’ services and a survey, ‘Voice of All’.", []),
        (
            "They are proud of Wexley Youth Focus and SEND Advice Wexley.",
            [("Wexley Youth Focus", None), ("SEND Advice Wexley", "sendiass")],
        ),
        ("Wexley Jan Hobson and the Wexley Dynamic Support Database are named.", []),
        ("They Communicate and Work in Partnership.", []),
        ("Use of the Open Door health referral portal grows.", [("Open Door", None)]),
        ("Children who attend Seesaw special needs nursery thrive.", [("Seesaw", "early-years-setting")]),
        ("Advice comes from the WISE team and the MASH team.", [("WISE", None)]),
        ("The community interest company Seesaw helps.", [("Seesaw", "voluntary-sector")]),
        (
            "The Kestrel inpatient unit which supports those with mental health needs is open.",
            [("Kestrel inpatient unit", "camhs")],
        ),
        (
            "The youth justice team works with partners such as the Engage Service.",
            [("Engage Service", None)],
        ),
        (
            "The local authority commissions alternative provision through the Kestrel Hub.",
            [("Kestrel Hub", "alternative-provider")],
        ),
        ("Young people value Project SEARCH and the Solihull Approach programme.", []),
        ("The parent carer forum (Wexley2gether) is heard.", [("Wexley2gether", "parent-carer-forum")]),
        ("The local offer, Wexley Live Well, is clear.", [("Wexley Live Well", None)]),
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


def test_providers_are_told_apart_and_from_trusts_of_schools() -> None:
    texts = [
        (1, "Wexley Hospitals NHS Trust and Wexley Partnership NHS Foundation Trust meet Barnardo’s."),
        (2, "The Oak Academy Trust and Wexley Children’s Trust help; parents trust Wexley Learning Trust."),
        (3, "Young people value the King’s Trust."),
    ]
    assert [(p.name, p.findings) for p in read_providers(texts)] == [
        ("Barnardo’s", [1]),
        ("Wexley Hospitals NHS Trust", [1]),
        ("Wexley Partnership NHS Foundation Trust", [1]),
        ("King’s Trust", [3]),
    ]


def test_the_office_of_a_chief_is_no_provider() -> None:
    texts = [
        (1, "The Chief Executive of Wexley NHS Foundation Trust leads."),
        (2, "Nurses of Wexley NHS Foundation Trust visit."),
    ]
    assert read_providers(texts) == [NamedProvider(name="Wexley NHS Foundation Trust", findings=[2])]
