"""The guide to publishing names only settings that exist, with the values that they have."""

import re
from pathlib import Path

import pytest

from sendgraph.settings import Settings

GUIDE = (Path(__file__).parents[1] / "docs" / "publishing.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"\bSENDGRAPH_([A-Z_]+)\b", GUIDE)))


def test_every_setting_that_it_names_exists() -> None:
    assert {name.lower() for name in NAMED} <= set(Settings.model_fields)


def test_every_default_that_it_quotes_is_the_default() -> None:
    quoted = re.findall(r"`SENDGRAPH_([A-Z_]+)`\s+\(([\d,]+|on|off)\)", GUIDE)
    assert len(quoted) >= 9
    for name, value in quoted:
        default = Settings.model_fields[name.lower()].default
        wanted = {"on": True, "off": False}.get(value, value.replace(",", ""))
        assert default == (wanted if isinstance(wanted, bool) else float(wanted)), name


def test_the_environment_that_it_shows_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in re.findall(r"^    SENDGRAPH_([A-Z_]+)=(\S+)", GUIDE, re.M):
        monkeypatch.setenv(f"SENDGRAPH_{name}", value)
    settings = Settings()
    assert settings.base_iri == "https://data.example.org/send/"
    assert settings.path_prefix == "/send"
    assert settings.trusted_proxies == ("127.0.0.1",)


def test_the_proxy_waits_longer_than_a_query_may_take_and_lets_through_what_the_server_takes() -> None:
    settings = Settings()
    (wait,) = re.findall(r"proxy_read_timeout (\d+)s;", GUIDE)
    assert int(wait) > settings.query_seconds + settings.longest_wait_seconds
    (body,) = re.findall(r"client_max_body_size (\d+)k;", GUIDE)
    assert int(body) * 1024 >= settings.max_body_bytes
    (header,) = re.findall(r"large_client_header_buffers 4 (\d+)k;", GUIDE)
    assert int(header) * 1024 >= settings.max_url_bytes + len("OPTIONS  HTTP/1.1\r\n")
    (rate,) = re.findall(r"rate=(\d+)r/s", GUIDE)
    assert int(rate) * 60 >= settings.requests_per_minute


def test_the_commands_that_it_gives_exist() -> None:
    from sendgraph.cli.application import run

    commands = set(re.findall(r"^    sendgraph ([a-z]+)", GUIDE, re.M))
    assert commands == {"build", "status"}
    for command in commands:
        assert run([command, "--help"]) == 0
