"""What counts as one finding of a letter, and what as none."""

import pytest

from sendgraph.documents.markdown import read_markdown
from sendgraph.extraction.letter_findings import read_findings

ASPECT = (
    "The effectiveness of the local area in identifying children and young people’s special educational "
    "needs "
    "and/or disabilities"
)
LONG = "Leaders across the area have worked with families to plan services that meet their needs well"


def found(text: str) -> list[tuple[str, str | None, str, int]]:
    return [
        (d.section, d.aspect, d.text, len(d.content.passages))
        for d in read_findings(read_markdown(text)).drafts
    ]


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            f"Main findings\n\n■ {LONG}.\n\n\n\n\nHowever, staff are too few.\n\n- Second.\n\nYours "
            f"sincerely\n",
            [
                ("main-finding", None, f"{LONG}. However, staff are too few.", 2),
                ("main-finding", None, "Second.", 1),
            ],
            id="a page cuts a bullet between two sentences",
        ),
        pytest.param(
            f"Main findings\n\n- {LONG}.\n- {LONG}.\n\nYours sincerely\n",
            [("main-finding", None, f"{LONG}.", 1), ("main-finding", None, f"{LONG}.", 1)],
            id="one printed twice is two",
        ),
        pytest.param(
            f"{ASPECT}\n\nStrengths\n\n{LONG}, it is said.\n\n{LONG}, they say.\n\nAreas for "
            f"improvement\n\n- Few.\n",
            [
                ("strength", "identifying", f"{LONG}, it is said.", 1),
                ("strength", "identifying", f"{LONG}, they say.", 1),
                ("area-for-development", "identifying", "Few.", 1),
            ],
            id="a section whose bullets were lost",
        ),
        pytest.param(
            "Main findings\n\n- Leaders plan for:\n  - health\n  - care.\n- Second.\n",
            [
                ("main-finding", None, "Leaders plan for: health care.", 3),
                ("main-finding", None, "Second.", 1),
            ],
            id="a bullet that leads in deeper ones",
        ),
        pytest.param(
            f"{ASPECT}\n\n**Areas of Development:**\n\n- {LONG}\n\nThe inspection raises significant "
            f"concerns about "
            "the effectiveness of the local area.\n\nThe local area is required to produce and submit a "
            "Written "
            "Statement of Action to Ofsted that explains how it will tackle the following areas of "
            "weakness:\n\n"
            "- the lack of leadership\n\n- the quality of plans.\n\nYours faithfully\n\n- no finding\n",
            [
                ("area-for-development", "identifying", LONG, 1),
                ("significant-weakness", None, "the lack of leadership", 1),
                ("significant-weakness", None, "the quality of plans.", 1),
            ],
            id="the significant weaknesses",
        ),
        pytest.param(
            f"Main findings\n\n- {LONG}.\n\nThe local area must submit a written statement of action "
            f"that explains "
            "how it will tackle the following area of significant weakness: the long waits for autism "
            "assessments.\n",
            [
                ("main-finding", None, f"{LONG}.", 1),
                ("significant-weakness", None, "the long waits for autism assessments.", 1),
            ],
            id="a single weakness in its lead-in",
        ),
        pytest.param(
            f"Main findings\n\n- {LONG}.\n\nI am copying this letter to the Department.\n\nYours sincerely\n",
            [("main-finding", None, f"{LONG}.", 1)],
            id="a closing sentence belongs to no finding",
        ),
    ],
)
def test_findings_have_their_bounds(text: str, findings: list[tuple[str, str | None, str, int]]) -> None:
    assert found(text) == findings
