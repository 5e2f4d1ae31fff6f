"""The settings are told whole, with the values that they have."""

import re
from pathlib import Path

from sendgraph.settings import Settings
from sendgraph.web.problems import STATUS

GUIDE = (Path(__file__).parents[1] / "docs" / "server.md").read_text(encoding="utf-8")


def shown(value: object) -> str:
    """A default as the table writes it."""
    if value in (None, "", ()):
        return "none"
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, int | float):
        return f"{value:,g}" if isinstance(value, float) else f"{value:,}"
    return str(value)


def test_every_setting_stands_in_the_table_with_its_default_and_reason() -> None:
    rows = re.findall(r"^\| `SENDGRAPH_([A-Z_]+)` \| (.+?) \| (.+) \|$", GUIDE, re.M)
    assert rows == [
        (name.upper(), shown(field.default), field.description)
        for name, field in Settings.model_fields.items()
    ]


def test_every_code_stands_in_the_table_with_its_status() -> None:
    told = {
        code: int(status)
        for codes, status in re.findall(r"^\| (`.+?`) \| (\d{3}) \|", GUIDE, re.M)
        for code in re.findall(r"`([a-z-]+)`", codes)
    }
    assert told == STATUS
