"""Every question over the shipped documents: the rows that a reader of the five documents expects."""

import pytest

from sendgraph.release import Release
from sendgraph.store import EmbeddedStore

UPDATE = "document/cheshire-east-2019-09-24-improvement-update"
PAPER = "document/medway-2018-03-08-committee-report"
LETTER = "document/halton-2017-03-27"
CE, ME = UPDATE.replace("document", "finding"), PAPER.replace("document", "finding")
CW22, CW25 = "cheshire-west-and-chester-2022-02-14", "cheshire-west-and-chester-2025-11-17"
NHS_CM = "NHS Cheshire and Merseyside Integrated Care Board"
REQUIRED, NOT_REQUIRED = "Written statement of action required", "Written statement of action not required"
INCONSISTENT = "Inconsistent experiences and outcomes"


@pytest.fixture(scope="module")
def ask(shipped_release: Release, ask_of):
    return ask_of(EmbeddedStore.open(shipped_release))


def test_two_areas_had_to_write_a_statement_of_action(ask):
    rows = ask("statements-of-action-required", "areaLabel date weaknesses documents quotes")
    assert [row[:4] for row in rows] == [
        ("Cheshire East", "2018-03", "2", UPDATE),
        ("Medway", "2017-12-04", "8", PAPER),
    ]
    assert "Cheshire East was asked to produce a Written Statement of Action" in rows[0][4]
    assert "required to submit a joint Written Statement of Action" in rows[1][4]
    assert [row[0] for row in ask("statements-of-action-required", "areaLabel", region="South East")] == [
        "Medway"
    ]


def test_significant_weaknesses_word_for_word(ask):
    assert ask("significant-weaknesses", "areaLabel date finding text") == [
        ("Cheshire East", "2018-03", f"{CE}/significant-weakness/{number}", text)
        for number, text in enumerate(
            [
                "Area 1 - the timeliness, process and quality of education, health and care (EHC) plans",
                "Area 2 - the lack of an effective autism spectrum disorder (ASD) pathway and unreasonable "
                "waiting times",
            ],
            1,
        )
    ] + [
        ("Medway", "2017-12-04", f"{ME}/significant-weakness/{number}", text)
        for number, text in enumerate(
            [
                "the lack of joint strategic leadership across the area between the council, the CCG and "
                "education providers",
                "the lack of a clearly communicated strategy that is understood and shared by leaders across "
                "the area",
                "the extent to which providers in the area take suitable responsibility for ensuring the "
                "effective implementation of the reforms",
                "the lack of clearly understood and effective lines of accountability",
                "the quality and rigour of self-evaluation and monitoring and its effectiveness in driving "
                "improvement",
                "the sufficiency of information to inform accurate evaluation",
                "the quality of EHC plans",
                "the lack of effective co-production at all levels.",
            ],
            1,
        )
    ]
    assert len(ask("significant-weaknesses", "finding", area="Medway")) == 8
    assert ask("significant-weaknesses", "finding", area="Halton") == []


def test_measures_with_their_former_values(ask):
    columns = "value unit asAt formerValue formerAsAt comparison statusLabel finding"
    asked = {"area": "Cheshire East", "status": "observed"}
    assert ask("measures-of-an-indicator", columns, indicator="ehc-assessments-overdue", **asked) == [
        (
            *("5", "Number", "2019-07-22", "155", "2019-02-26"),
            *("Exactly", "Observed", f"{CE}/progress/16"),
        )
    ]
    assert ask("measures-of-an-indicator", columns, indicator="ehc-plans-in-time", **asked) == [
        ("96", "Per cent", "2019-06", "9", "2019-01", "Exactly", "Observed", f"{CE}/progress/18")
    ]
    assert ask("measures-of-an-indicator", columns, indicator="advice-in-time", **asked) == [
        ("82", "Per cent", "2019-06", "4", "2019-03", "Exactly", "Observed", f"{CE}/progress/20"),
        ("90", "Per cent", "2018-11", "-", "-", "At least", "Observed", f"{CE}/progress/21"),
    ]


def test_measures_quote_the_words_that_give_them(ask):
    ((quote, document),) = ask("measures-of-an-indicator", "quote document", indicator="ehc-plans-in-time")
    assert "when timeliness was only 9% to 96% in June 2019" in quote
    assert document == UPDATE


def test_responsible_bodies_over_time(ask):
    columns = "date bodyLabel kind predecessorLabel"
    council, ccg, icb = "Local authority", "Clinical commissioning group", "Integrated care board"
    halton, medway = "NHS Halton Clinical Commissioning Group", "NHS Medway Clinical Commissioning Group"
    kent = "NHS Kent and Medway Clinical Commissioning Group"
    assert ask("responsible-bodies-over-time", columns, area="Halton") == [
        ("2017-03-27", "Halton Borough Council", council, "-"),
        ("2017-03-27", halton, ccg, "-"),
        ("2022-07-01", NHS_CM, icb, halton),
    ]
    assert ask("responsible-bodies-over-time", columns, area="Medway") == [
        ("2017-12-04", "Medway Council", council, "-"),
        ("2017-12-04", medway, ccg, "-"),
        ("2020-04-01", kent, ccg, medway),
        ("2022-07-01", "NHS Kent and Medway Integrated Care Board", icb, kent),
    ]
    assert ask("responsible-bodies-over-time", columns, area="Cheshire West and Chester") == [
        ("2022-02-14", "Cheshire West and Chester Council", council, "-"),
        ("2022-02-14", "NHS Cheshire Clinical Commissioning Group", ccg, "-"),
        ("2025-11-17", "Cheshire West and Chester Council", council, "-"),
        ("2025-11-17", NHS_CM, icb, "NHS Cheshire Clinical Commissioning Group"),
    ]


def test_the_timeline_of_cheshire_east(ask):
    columns, plan = "date kind event detail", "Cheshire East 2018: written statement of action"
    told = ask("area-timeline", columns, area="Cheshire East", kind=["inspection", "document", "plan"])
    assert told == [
        ("2018-03", "inspection", "SEND inspection of Cheshire East, March 2018", REQUIRED),
        ("2018-07", "plan", "Plan considered", plan),
        ("2018-09", "plan", "Monitoring visit", plan),
        ("2018-10", "plan", "Plan found fit for purpose", plan),
        ("2018-12", "plan", "Monitoring visit", plan),
        ("2019-03", "plan", "Monitoring visit", plan),
        ("2019-06", "plan", "Monitoring visit", plan),
        (
            "2019-09-24",
            "document",
            "Cheshire East improvement update, September 2019",
            "Cheshire East Council",
        ),
        ("-", "plan", "Inspectors’ re-visit", plan),
        ("-", "plan", "Plan required", plan),
    ]


def test_the_timeline_of_halton_goes_on_where_no_document_was_read(ask):
    assert ask("area-timeline", "date kind event detail document", area="Halton") == [
        ("2017-03-27", "inspection", "SEND inspection of Halton, March 2017", NOT_REQUIRED, LETTER),
        ("2017-05-25", "document", "Halton 2017 outcome letter", "Ofsted", LETTER),
        (
            *("2022-07-01", "body", "Succession to NHS Halton Clinical Commissioning Group"),
            *(NHS_CM, "-"),
        ),
        (
            *("2023-11-20", "inspection", "SEND inspection of Halton, November 2023"),
            *("Widespread or systemic failings", "-"),
        ),
    ]


def test_inspectors_and_the_areas_they_inspected(ask):
    cqc, west = "Care Quality Commission", "Cheshire West and Chester"
    assert ask("inspectors-and-areas", "name inspectorate lead areaLabel date") == [
        ("Adam Sproston", "Ofsted", "true", west, "2022-02-14"),
        ("Andy Lawrence", "Ofsted", "false", west, "2022-02-14"),
        ("Deborah Mason", "Ofsted", "false", "Halton", "2017-03-27"),
        ("Diana Choulerton", "Ofsted", "true", "Medway", "2017-12-04"),
        ("Elaine Croll", cqc, "false", "Halton", "2017-03-27"),
        ("Harriet Doran", cqc, "true", west, "2025-11-17"),
        ("Jonathan Jones", "Ofsted", "true", "Halton", "2017-03-27"),
        ("Julie Knight", "Ofsted", "false", west, "2025-11-17"),
        ("Karen Collins-Becket", cqc, "false", "Medway", "2017-12-04"),
        ("Kaye Goodfellow", cqc, "false", west, "2022-02-14"),
        ("Keith Tysoe", "Ofsted", "false", "Medway", "2017-12-04"),
        ("Lea Doran", cqc, "false", west, "2025-11-17"),
        ("Mavis Smith", "Ofsted", "true", west, "2025-11-17"),
        ("Nigel Hunt", "Ofsted", "false", west, "2025-11-17"),
    ]
    assert ask("inspectors-and-areas", "name areaLabel judgement", inspector="doran") == [
        ("Harriet Doran", west, INCONSISTENT),
        ("Lea Doran", west, INCONSISTENT),
    ]


def test_risks_and_their_ratings(ask):
    rows = ask("risks-and-ratings", "areaLabel risk rating mitigation issued")
    assert [(area, risk, rating, issued) for area, risk, rating, _, issued in rows] == [
        ("Cheshire East", f"{CE}/risk/1", "-", "2019-09-24"),
        ("Cheshire East", f"{CE}/risk/2", "-", "2019-09-24"),
        ("Medway", f"{ME}/risk/1", "D3", "2018-03-08"),
        ("Medway", f"{ME}/risk/2", "D3", "2018-03-08"),
        ("Medway", f"{ME}/risk/3", "D3", "2018-03-08"),
    ]
    assert (
        rows[4][3]
        == "To work closely and regularly with the DfE and NHS England advisors to monitor progress."
    )
    assert ask("risks-and-ratings", "text", rating="d3")[1] == (
        "The DfE do not approve the written statement of action.",
    )


def test_progress_against_each_significant_weakness(ask):
    rows = ask("progress-against-weaknesses", "weakness sectionLabel statement", area="Cheshire East")
    counts: dict[tuple[str, str], int] = {}
    for weakness, heading, _ in rows:
        counts[weakness[-1], heading] = counts.get((weakness[-1], heading), 0) + 1
    assert counts == {
        ("1", "What has gone well"): 22,
        ("1", "What could be better"): 3,
        ("1", "What needs to happen next"): 8,
        ("2", "What has gone well"): 20,
        ("2", "What could be better"): 4,
        ("2", "What needs to happen next"): 4,
    }
    assert len({statement for _, _, statement in rows}) == len(rows)
    medway = ask("progress-against-weaknesses", "weakness statement", area="Medway")
    assert medway == [(f"{ME}/significant-weakness/{number}", "-") for number in range(1, 9)]


def test_areas_by_judgement_and_region(ask):
    columns = "regionLabel judgementLabel areaLabel date document"
    assert ask("areas-by-judgement-and-region", columns, framework="2016") == [
        ("North West", NOT_REQUIRED, "Cheshire West and Chester", "2022-02-14", f"document/{CW22}"),
        ("North West", NOT_REQUIRED, "Halton", "2017-03-27", LETTER),
        ("North West", REQUIRED, "Cheshire East", "2018-03", "-"),
        ("South East", REQUIRED, "Medway", "2017-12-04", PAPER),
    ]
    published = ask("areas-by-judgement-and-region", "judgement areaLabel", framework="2023")
    counts = {judgement: 0 for judgement, _ in published}
    for judgement, _ in published:
        counts[judgement] += 1
    assert counts == {
        "judgement/positive": 19,
        "judgement/inconsistent": 52,
        "judgement/systemic-failings": 24,
    }
    assert ask(
        "areas-by-judgement-and-region", "areaLabel date", judgement="systemic-failings", region="North West"
    ) == [
        ("Bury", "2024-02-12"),
        ("Halton", "2023-11-20"),
        ("Lancashire", "2024-12-09"),
        ("Oldham", "2023-06-26"),
        ("St. Helens", "2026-02-02"),
        ("Tameside", "2025-05-12"),
        ("Wirral", "2025-01-27"),
    ]


def test_evidence_for_a_finding(ask):
    weakness = f"{ME}/significant-weakness/7"
    rows = ask(
        "evidence-for-a-finding", "text areaLabel sectionLabel quote documentLabel issued", finding=weakness
    )
    assert {(row[0], row[1], row[4], row[5]) for row in rows} == {
        ("the quality of EHC plans", "Medway", "Medway committee report, March 2018", "2018-03-08")
    }
    assert [row[3] for row in rows] == [
        "the quality of education health and care plans; and",
        "the quality of EHC plans",
    ]


def test_concerns_that_came_back_in_cheshire_west_and_chester(ask):
    columns = "areaLabel date earlierDate concern earlier because"
    rows = ask("recurring-concerns", columns)
    assert {row[:3] for row in rows} == {("Cheshire West and Chester", "2025-11-17", "2022-02-14")}
    assert all(row[5] != "-" for row in rows)
    pairs = {
        (row[3].removeprefix(f"finding/{CW25}/"), row[4].removeprefix(f"finding/{CW22}/")) for row in rows
    }
    matters = {
        "neurodevelopmental and mental-health waits": ("needs-improvement/1", "area-for-development/8"),
        "EHC plans in time": ("needs-improvement/4", "main-finding/1"),
        "quality of EHC plans": ("area-for-improvement/2", "main-finding/6"),
        "local offer": ("area-for-improvement/4", "area-for-development/9"),
        "short breaks": ("area-for-improvement/3", "area-for-development/10"),
        "waits for a diagnosis of ADHD": ("needs-improvement/2", "area-for-development/2"),
    }
    assert {matter for matter, pair in matters.items() if pair not in pairs} == set()


def test_strengths_and_weaknesses_by_theme(ask):
    columns = "themeLabel broader strengths weaknesses mixed findings"
    together = [
        *("main-finding/6", "area-for-development/10", "area-for-development/11", "area-for-development/13"),
        *("area-for-development/14", "area-for-development/15", "significant-weakness/8"),
    ]
    assert ask("strengths-and-weaknesses-by-theme", columns, area="Medway", theme="co-production") == [
        (
            *("Co-production and voice", "Families and voice", "0", "7", "0"),
            " ".join(f"{ME}/{finding}" for finding in together),
        )
    ]
    assert ask("strengths-and-weaknesses-by-theme", columns, area="Cheshire East", theme="ehc-process") == [
        ("Education health and care plans", "-", "0", "1", "0", f"{CE}/significant-weakness/1")
    ]


def test_services_praised_and_criticised(ask):
    columns = "areaLabel date praised criticised mixed localServices findings"
    west, medway = "Cheshire West and Chester", "Medway"
    assert ask("services-praised-and-criticised", columns, service="camhs", area=[west, medway]) == [
        (west, "2022-02-14", "0", "1", "0", "-", f"finding/{CW22}/area-for-development/8"),
        (
            *(west, "2025-11-17", "0", "2", "1", "-"),
            f"finding/{CW25}/effective/5 finding/{CW25}/needs-improvement/1 "
            f"finding/{CW25}/area-for-improvement/1",
        ),
        (
            *(medway, "2017-12-04", "0", "4", "0", "-"),
            " ".join(f"{ME}/area-for-development/{number}" for number in (2, 8, 22, 23)),
        ),
    ]
    visits = ask(
        "services-praised-and-criticised", "date localServices", service="health-visiting", area=west
    )
    assert ("2025-11-17", "Starting Well") in visits


def test_waits_by_service(ask):
    columns = "areaLabel date finding polarity value unit"
    asked = {"service": "speech-and-language-therapy", "area": ["Medway", "Cheshire West and Chester"]}
    later = ("Cheshire West and Chester", "2025-11-17")
    assert ask("waits-by-service", columns, **asked) == [
        (*later, f"finding/{CW25}/experience/4", "Mixed", "-", "-"),
        (*later, f"finding/{CW25}/needs-improvement/1", "Negative", "-", "-"),
        (*later, f"finding/{CW25}/area-for-improvement/1", "Negative", "-", "-"),
        ("Medway", "2017-12-04", f"{ME}/area-for-development/26", "Negative", "18", "Weeks"),
    ]


def test_a_wait_that_an_area_tells_of_itself_bears_the_date_of_its_paper(ask):
    rows = ask(
        "waits-by-service", "date issued finding", service="neurodevelopmental-service", area="Cheshire East"
    )
    assert ("2018-03", "2019-09-24", f"{CE}/could-be-better/6") in rows
