"""Every question over the hand-made graph: whole answers, and what each parameter leaves of them."""

import pytest

from sendgraph.errors import BadParameter
from sendgraph.graph.namespaces import DEFAULT_BASE, rebase
from sendgraph.store import EmbeddedStore, load_questions

LETTER, UPDATE = "document/northshire-2018-03-12", "document/northshire-2019-09-24-improvement-update"
F18, F19 = "finding/northshire-2018-03-12", "finding/northshire-2019-09-24-improvement-update"
F23, F25 = "finding/northshire-2023-11-20", "finding/northshire-2025-10-06"
S17 = "finding/southshire-2017-05"
WSOA = "Northshire 2018: written statement of action"


def test_statements_of_action_required(ask):
    columns = "area areaLabel date plan weaknesses documents quotes"
    northshire = (
        "area/northshire",
        "Northshire",
        "2018-03-12",
        "plan/northshire-2018-03-12/written-statement-of-action",
        "2",
        LETTER,
        "a statement is … required",
    )
    assert ask("statements-of-action-required", columns) == [northshire]
    assert ask("statements-of-action-required", columns, region=["north-east", "London"]) == [northshire]
    assert ask("statements-of-action-required", columns, region="london") == []
    assert ask("statements-of-action-required", columns, area="area/southshire") == []


def test_significant_weaknesses(ask):
    columns = "areaLabel date finding number text themes documentLabel"
    weaknesses = [
        (
            "Northshire",
            "2018-03-12",
            f"{F18}/significant-weakness/1",
            "4",
            "the timeliness of EHC plans",
            "EHC timeliness",
            "Northshire 2018 outcome letter",
        ),
        (
            "Northshire",
            "2018-03-12",
            f"{F18}/significant-weakness/2",
            "5",
            "the lack of oversight and of data",
            "Governance and accountability; Self-evaluation and data",
            "Northshire 2018 outcome letter",
        ),
    ]
    action = (
        "Northshire",
        "2023-11-20",
        f"{F23}/priority-action/1",
        "3",
        "Cut the waits.",
        "Waiting times",
        "Northshire 2023 inspection report",
    )
    assert ask("significant-weaknesses", columns) == weaknesses
    assert ask("significant-weaknesses", columns, section="priority-action") == [action]
    both = ["significant-weakness", "priority-action"]
    assert ask("significant-weaknesses", columns, section=both) == [*weaknesses, action]
    assert ask("significant-weaknesses", columns, area="area/westshire") == []


def test_recurring_concerns(ask):
    columns = "date concern earlierDate earlier because confidence document earlierDocument"
    first = (
        "2023-11-20",
        f"{F23}/needs-improvement/1",
        "2018-03-12",
        f"{F18}/area-for-development/1",
        "waits for CAMHS again",
        "0.9",
        "document/northshire-2023-11-20",
        LETTER,
    )
    through = (
        "2025-10-06",
        f"{F25}/experience/1",
        "2018-03-12",
        f"{F18}/area-for-development/1",
        "-",
        "-",
        "document/northshire-2025-10-06",
        LETTER,
    )
    second = (
        "2025-10-06",
        f"{F25}/experience/1",
        "2023-11-20",
        f"{F23}/needs-improvement/1",
        "waits for CAMHS once more",
        "0.75",
        "document/northshire-2025-10-06",
        "document/northshire-2023-11-20",
    )
    assert ask("recurring-concerns", columns) == [first, through, second]
    assert ask("recurring-concerns", columns, theme="identification") == [first, through, second]
    assert ask("recurring-concerns", columns, theme=["waiting-times", "health"], service="camhs") == [
        first,
        through,
        second,
    ]
    assert ask("recurring-concerns", columns, theme="leadership") == []
    assert ask("recurring-concerns", columns, service="sendiass") == []


def test_strengths_and_weaknesses_by_theme_count_broader_themes_once(ask):
    columns = "areaLabel date theme broader strengths weaknesses mixed findings"
    plans = f"{F18}/area-for-development/2 {F18}/significant-weakness/1"
    assert ask("strengths-and-weaknesses-by-theme", columns, theme="ehc-process") == [
        ("Northshire", "2018-03-12", "theme/ehc-process", "-", "0", "1", "1", plans),
        ("Northshire", "2023-11-20", "theme/ehc-process", "-", "1", "0", "0", f"{F23}/effective/1"),
    ]
    above = "Education health and care plans"
    assert ask(
        "strengths-and-weaknesses-by-theme",
        columns,
        theme=["ehc-timeliness", "ehc-quality"],
        framework="2016",
    ) == [
        (
            "Northshire",
            "2018-03-12",
            "theme/ehc-quality",
            above,
            "0",
            "0",
            "1",
            f"{F18}/area-for-development/2",
        ),
        ("Northshire", "2018-03-12", "theme/ehc-timeliness", above, "0", "1", "1", plans),
    ]


def test_strengths_and_weaknesses_by_theme_of_an_area(ask):
    columns = "date themeLabel broader strengths weaknesses mixed"
    assert ask("strengths-and-weaknesses-by-theme", columns, area="area/northshire") == [
        ("2018-03-12", "Education health and care plans", "-", "0", "1", "1"),
        ("2018-03-12", "EHC plan quality", "Education health and care plans", "0", "0", "1"),
        ("2018-03-12", "EHC timeliness", "Education health and care plans", "0", "1", "1"),
        ("2018-03-12", "Health", "-", "0", "1", "0"),
        ("2018-03-12", "Mental health support", "Health", "0", "1", "0"),
        ("2018-03-12", "Identifying and assessing need", "-", "1", "1", "0"),
        ("2018-03-12", "Early identification", "Identifying and assessing need", "1", "0", "0"),
        ("2018-03-12", "Waiting times", "Identifying and assessing need", "0", "1", "0"),
        ("2018-03-12", "Leadership and systems", "-", "0", "1", "0"),
        ("2018-03-12", "Governance and accountability", "Leadership and systems", "0", "1", "0"),
        ("2018-03-12", "Self-evaluation and data", "Leadership and systems", "0", "1", "0"),
        ("2023-11-20", "Education health and care plans", "-", "1", "0", "0"),
        ("2023-11-20", "EHC timeliness", "Education health and care plans", "1", "0", "0"),
        ("2023-11-20", "Identifying and assessing need", "-", "0", "2", "0"),
        ("2023-11-20", "Waiting times", "Identifying and assessing need", "0", "2", "0"),
        ("2025-10-06", "Identifying and assessing need", "-", "0", "0", "1"),
        ("2025-10-06", "Waiting times", "Identifying and assessing need", "0", "0", "1"),
    ]


def test_services_praised_and_criticised(ask):
    columns = "date service praised criticised mixed localServices findings"
    rows = [
        ("2018-03-12", "service/camhs", "0", "1", "0", "-", f"{F18}/area-for-development/1"),
        ("2018-03-12", "service/health-visiting", "1", "0", "0", "Bright Start", f"{F18}/strength/1"),
        ("2018-03-12", "service/sen-team", "0", "0", "1", "-", f"{F18}/area-for-development/2"),
        ("2023-11-20", "service/camhs", "0", "1", "0", "-", f"{F23}/needs-improvement/1"),
        ("2025-10-06", "service/camhs", "0", "0", "1", "-", f"{F25}/experience/1"),
    ]
    assert ask("services-praised-and-criticised", columns) == rows
    assert ask("services-praised-and-criticised", columns, service="camhs") == [rows[0], rows[3], rows[4]]
    assert ask("services-praised-and-criticised", columns, theme="ehc-process") == [rows[2]]


def test_responsible_bodies_over_time_follow_succession(ask):
    columns = "areaLabel date inspection body kind predecessor documents"
    i18, i23 = "inspection/northshire-2018-03-12", "inspection/northshire-2023-11-20"
    ccg, council, icb = "Clinical commissioning group", "Local authority", "Integrated care board"
    report = "document/northshire-2023-11-20"
    northshire = [
        ("Northshire", "2018-03-12", i18, "body/nhs-north-ccg", ccg, "-", LETTER),
        ("Northshire", "2018-03-12", i18, "body/northshire-council", council, "-", f"{LETTER} {UPDATE}"),
        ("Northshire", "2020-04-01", "-", "body/nhs-coast-ccg", ccg, "body/nhs-north-ccg", "-"),
        ("Northshire", "2023-11-20", i23, "body/nhs-coast-icb", icb, "body/nhs-coast-ccg", report),
        ("Northshire", "2023-11-20", i23, "body/northshire-council", council, "-", report),
    ]
    southshire = (
        "Southshire",
        "2017-05",
        "inspection/southshire-2017-05",
        "body/southshire-council",
        council,
        "-",
        "document/southshire-2017-05",
    )
    assert ask("responsible-bodies-over-time", columns) == [*northshire, southshire]
    assert ask("responsible-bodies-over-time", columns, area="area/northshire") == northshire


def test_measures_of_an_indicator(ask):
    columns = (
        "what value valueTo unit comparison asAt formerValue formerAsAt scopeLabel finding document quote"
    )
    england = (
        *("plans issued in time in England", "60", "-", "Per cent", "Approximately", "2018", "-", "-"),
        *("England", "-", UPDATE, "fit for purpose"),
    )
    area = (
        *("plans issued in time", "96", "-", "Per cent", "Exactly", "2019-06", "9", "2019-01"),
        *("The local area", f"{F19}/progress/1", UPDATE, "from 9% to 96%"),
    )
    wait = (
        *("wait for CAMHS", "40", "52", "Weeks", "At most", "-", "-", "-"),
        *("The local area", f"{F18}/area-for-development/1", LETTER, "40 to 52 weeks"),
    )
    assert ask("measures-of-an-indicator", columns) == [england, area, wait]
    assert ask("measures-of-an-indicator", columns, indicator="ehc-plans-in-time", scope="area") == [area]
    assert ask("measures-of-an-indicator", columns, indicator=["waiting-time", "budget"]) == [wait]
    assert ask("measures-of-an-indicator", columns, status="forecast") == []
    assert ask("measures-of-an-indicator", columns, limit=2) == [england, area]


def test_progress_against_weaknesses_leaves_none_out(ask):
    columns = "weakness statement sectionLabel text measures documentLabel"
    first, second = f"{F18}/significant-weakness/1", f"{F18}/significant-weakness/2"
    update = "Northshire improvement update, September 2019"
    done = (
        first,
        f"{F19}/progress/1",
        "What has gone well",
        "Plans in time rose from 9% to 96%.",
        "1",
        update,
    )
    planned = (
        first,
        f"{F19}/next-step/1",
        "What needs to happen next",
        "We will train staff.",
        "0",
        update,
    )
    unanswered = (second, "-", "-", "-", "-", "-")
    assert ask("progress-against-weaknesses", columns) == [done, planned, unanswered]
    assert ask("progress-against-weaknesses", columns, section="next-step") == [planned, unanswered]
    assert ask("progress-against-weaknesses", columns, area="area/southshire") == []


def test_area_timeline(ask):
    columns = "date kind event detail document"
    told = [
        *[
            ("2018-03-12", "inspection", "SEND inspection of Northshire, March 2018"),
            ("2018-05-20", "document", "Northshire 2018 outcome letter"),
            ("2018-05-20", "plan", "Plan required"),
            ("2018-10", "plan", "Plan found fit for purpose"),
            ("2019-09-24", "document", "Northshire improvement update, September 2019"),
            ("2020-04-01", "body", "Succession to NHS North CCG"),
            ("2022-07-01", "body", "Succession to NHS Coast CCG"),
            ("2023-11-20", "inspection", "SEND inspection of Northshire, November 2023"),
            ("2025-10-06", "inspection", "SEND inspection of Northshire, October 2025"),
            ("-", "document", "Northshire 2023 inspection report"),
            ("-", "document", "Northshire 2025 inspection report"),
            ("-", "plan", "Plan due"),
        ]
    ]
    inconsistent, r23, r25 = (
        "Inconsistent experiences and outcomes",
        "document/northshire-2023-11-20",
        "document/northshire-2025-10-06",
    )
    meant = [
        ("Written statement of action required", LETTER),
        ("Ofsted", LETTER),
        (WSOA, LETTER),
        (WSOA, UPDATE),
        ("Northshire Council", UPDATE),
        ("NHS Coast CCG", "-"),
        ("NHS Coast ICB", "-"),
        (inconsistent, r23),
        (inconsistent, r25),
        ("-", r23),
        ("-", r25),
        (WSOA, LETTER),
    ]
    story = [(*what, *how) for what, how in zip(told, meant, strict=True)]
    assert ask("area-timeline", columns, area="area/northshire") == story
    chosen = [row for row in story if row[1] in ("plan", "body")]
    assert ask("area-timeline", columns, area="area/northshire", kind=["plan", "body"]) == chosen


def test_area_timeline_takes_dates_as_precisely_as_they_are_known(ask):
    asked = {"area": "area/northshire", "from": "2018-10-15", "to": "2020-04-01"}
    assert ask("area-timeline", "date kind", **asked) == [
        ("2018-10", "plan"),
        ("2019-09-24", "document"),
        ("2020-04-01", "body"),
    ]


def test_area_timeline_of_an_area_known_from_the_published_list(ask):
    assert ask("area-timeline", "date kind event detail document", area="area/westshire") == [
        (
            "2026-02-10",
            "inspection",
            "SEND inspection of Westshire, published February 2026",
            "Typically positive experiences and outcomes",
            "-",
        )
    ]


def test_inspectors_and_areas(ask):
    columns = "name inspectorate lead areaLabel date judgement document"
    ann = [
        (
            *("Ann Lead", "Ofsted", "true", "Northshire", "2018-03-12"),
            *("Written statement of action required", LETTER),
        ),
        (
            *("Ann Lead", "Ofsted", "false", "Northshire", "2023-11-20"),
            *("Inconsistent experiences and outcomes", "document/northshire-2023-11-20"),
        ),
    ]
    bo = (
        *("Bo Team", "Care Quality Commission", "false", "Northshire", "2018-03-12"),
        *("Written statement of action required", LETTER),
    )
    assert ask("inspectors-and-areas", columns) == [*ann, bo]
    assert ask("inspectors-and-areas", columns, inspector="LEAD") == ann
    assert ask("inspectors-and-areas", columns, inspector=["zz", "bo "]) == [bo]
    assert ask("inspectors-and-areas", columns, area="area/southshire") == []


def test_waits_by_service(ask):
    columns = "service areaLabel date finding sectionLabel polarity value valueTo unit what"
    camhs = [
        (
            *("service/camhs", "Northshire", "2018-03-12", f"{F18}/area-for-development/1"),
            *("Area for development in a letter", "Negative", "40", "52", "Weeks", "wait for CAMHS"),
        ),
        (
            *("service/camhs", "Northshire", "2023-11-20", f"{F23}/needs-improvement/1"),
            *("What needs to be better", "Negative", "-", "-", "-", "-"),
        ),
        (
            *("service/camhs", "Northshire", "2025-10-06", f"{F25}/experience/1"),
            *("Experience of children and young people", "Mixed", "-", "-", "-", "-"),
        ),
    ]
    others = [
        (
            *("-", "Northshire", "2018-03-12", f"{F19}/risk/1"),
            *("Risk to improvement", "Negative", "-", "-", "-", "-"),
        ),
        (
            *("-", "Northshire", "2023-11-20", f"{F23}/priority-action/1"),
            *("Area for priority action", "Negative", "-", "-", "-", "-"),
        ),
        (
            *("-", "Southshire", "2017-05", f"{S17}/strength/1"),
            *("Strength in a letter", "Positive", "-", "-", "-", "-"),
        ),
    ]
    assert ask("waits-by-service", columns) == [*camhs, *others]
    assert ask("waits-by-service", columns, service=["camhs", "audiology"]) == camhs
    assert ask("waits-by-service", columns, service="audiology") == []
    assert ask("waits-by-service", columns, group="semh") == camhs[:1]


def test_risks_and_ratings(ask):
    columns = "areaLabel risk text rating mitigation documentLabel issued"
    paper = ("Northshire improvement update, September 2019", "2019-09-24")
    staff = (
        *("Northshire", f"{F19}/risk/1", "Too few therapists can be hired.", "C2", "Hire early."),
        *paper,
    )
    money = ("Northshire", f"{F19}/risk/2", "The money runs out.", "-", "-", *paper)
    assert ask("risks-and-ratings", columns) == [staff, money]
    assert ask("risks-and-ratings", columns, rating=["c2", "D1"]) == [staff]
    assert ask("risks-and-ratings", columns, theme="leadership") == [staff]
    assert ask("risks-and-ratings", columns, rating="D1") == []


def test_areas_by_judgement_and_region(ask):
    columns = "regionLabel judgement areaLabel inspection date frameworkLabel document"
    new, old = "Area SEND inspections from 2023", "Local area SEND inspections, 2016 to 2022"
    inconsistent, required = "judgement/inconsistent", "judgement/wsoa-required"
    rows = [
        (
            *("North East", inconsistent, "Northshire", "inspection/northshire-2023-11-20", "2023-11-20"),
            *(new, "document/northshire-2023-11-20"),
        ),
        (
            *("North East", inconsistent, "Northshire", "inspection/northshire-2025-10-06", "2025-10-06"),
            *(new, "document/northshire-2025-10-06"),
        ),
        (
            *("North East", required, "Northshire", "inspection/northshire-2018-03-12", "2018-03-12"),
            *(old, LETTER),
        ),
        (
            *("South East", "judgement/wsoa-not-required", "Southshire", "inspection/southshire-2017-05"),
            *("2017-05", old, "document/southshire-2017-05"),
        ),
        (
            *("South West", "judgement/positive", "Westshire", "inspection/westshire-published-2026-02-10"),
            *("2026-02-10", new, "-"),
        ),
    ]
    assert ask("areas-by-judgement-and-region", columns) == rows
    assert ask("areas-by-judgement-and-region", columns, framework="2016") == rows[2:4]
    assert ask("areas-by-judgement-and-region", columns, judgement=["positive", "wsoa-required"]) == [
        rows[2],
        rows[4],
    ]
    assert ask("areas-by-judgement-and-region", columns, region="North East", framework="2023") == rows[:2]
    within = {"from": "2017-05-31", "to": "2018-03-12"}
    assert ask("areas-by-judgement-and-region", columns, **within) == rows[2:4]


def test_evidence_for_a_finding(ask):
    columns = "finding text areaLabel quote start end page documentLabel issued"
    weakness = f"{F18}/significant-weakness/2"
    said = (weakness, "the lack of oversight and of data", "Northshire")
    letter = ("Northshire 2018 outcome letter", "2018-05-20")
    assert ask("evidence-for-a-finding", columns, finding=weakness) == [
        (*said, "the lack of over-", "600", "610", "4", *letter),
        (*said, "sight and of data", "620", "630", "5", *letter),
    ]
    assert ask("evidence-for-a-finding", columns, finding="finding/nowhere/strength/1") == []
    with pytest.raises(BadParameter, match="finding: a value is required"):
        ask("evidence-for-a-finding", columns)


@pytest.mark.parametrize("name", sorted(set(load_questions()) - {"evidence-for-a-finding"}))
def test_a_release_under_another_base_gives_the_same_answers(name, ask, ask_of, questions, small_nquads):
    other = "http://localhost:8000/send/"
    moved = rebase(small_nquads.decode(), other).encode()
    ask_other = ask_of(EmbeddedStore(moved, base_iri=other, release_name="other"))
    columns = " ".join(questions[name].columns)
    given = {"area": "area/northshire"} if "area" in questions[name].parameters else {}
    rows = [
        tuple(value.replace(f"{DEFAULT_BASE}id/", "") for value in row) for row in ask(name, columns, **given)
    ]
    assert rows
    assert ask_other(name, columns, **given) == rows
