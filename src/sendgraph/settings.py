"""The one table of settings: name, default, reason. Environment variables `SENDGRAPH_…` override."""

from functools import lru_cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """
    Every setting that sendgraph has.

    >>> Settings().base_iri
    'https://w3id.org/sendgraph/'
    """

    model_config = SettingsConfigDict(env_prefix="SENDGRAPH_", frozen=True, extra="forbid")

    base_iri: str = Field(
        "https://w3id.org/sendgraph/",
        pattern=r"^https?://[^\s<>\"{}|\\^`]+[/#]$",
        description="Start of every IRI. An organisation that publishes under its own domain sets its own.",
    )
    releases: Path = Field(
        Path("releases"),
        description="Folder of releases with its pointer to the current one; git-ignored, next to the work.",
    )
    models: Path | None = Field(
        None, description="Folder of models that `sendgraph train` wrote; unset, those shipped are used."
    )
    host: str = Field("127.0.0.1", description="Address served; only this machine until told otherwise.")
    port: int = Field(8000, ge=0, le=65535, description="Port served; 0 takes a free one.")
    workers: int = Field(0, ge=0, description="Processes that read and check documents; 0 takes one a core.")
    max_document_bytes: int = Field(
        50_000_000,
        gt=0,
        description="A larger document is refused: reports have 0.2 to 2 MB, scans rarely 40.",
    )
    max_query_bytes: int = Field(
        100_000, gt=0, description="A longer SPARQL query is refused: people write 1 to 5 KB."
    )
    max_rows: int = Field(
        100_000, gt=0, description="More rows are refused, never cut off silently: tables people can open."
    )
    max_result_bytes: int = Field(
        50_000_000, gt=0, description="A larger answer is refused whole: what a spreadsheet still opens."
    )
    query_seconds: float = Field(
        5.0, gt=0, le=600, description="Deadline of a query; a client may ask for less, never for more."
    )
    query_memory_bytes: int = Field(
        512_000_000, gt=0, description="Memory that a query may take beside the release, which all share."
    )
    query_workers: int = Field(
        0, ge=0, description="Processes that answer requests; 0 takes two a core, four at least."
    )
    max_waiting_queries: int = Field(
        128, ge=0, description="Requests that may wait for a worker; further ones are told to come back."
    )
    longest_wait_seconds: float = Field(
        5.0, gt=0, description="Nobody waits longer for a worker before being told to come back."
    )
    service_origins: tuple[str, ...] = Field(
        (), description="Servers that SERVICE may call, as exact origins (https://example.org); none."
    )
    cache_bytes: int = Field(
        64_000_000, ge=0, description="Memory for answers that are asked for again; 0 keeps none."
    )
    max_url_bytes: int = Field(
        16_000, gt=0, description="A longer address is refused; POST takes longer queries."
    )
    max_body_bytes: int = Field(
        400_000,
        gt=0,
        description="A longer body is refused unread: a query with all its bytes escaped has 300 KB.",
    )
    requests_per_minute: int = Field(
        600, ge=0, description="Requests of one client over a minute, loopback apart; 0 sets no limit."
    )
    burst_requests: int = Field(
        100, gt=0, description="Requests of one client at once before the limit counts: a page and its links."
    )
    trusted_proxies: tuple[str, ...] = Field(
        (), description="Addresses or networks of reverse proxies whose X-Forwarded-For is believed; none."
    )
    publisher: str = Field(
        "sendgraph", min_length=1, description="Who publishes this data, as the catalogue names it."
    )
    path_prefix: str = Field(
        "",
        pattern=r"^(/[A-Za-z0-9._~-]+)*$",
        description="Path under which a reverse proxy shows this server, such as /send.",
    )
    access_log: bool = Field(True, description="A line of JSON on standard error for each request.")
    log_queries: bool = Field(
        False, description="Whether that line holds query strings, in which people may write names."
    )
    release_check_seconds: float = Field(
        2.0, gt=0, description="How often the pointer to the current release is looked at."
    )


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once from the environment."""
    return Settings()
