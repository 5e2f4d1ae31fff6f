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
    query_threads: int = Field(
        4, gt=0, description="Queries answered at once; more gain nothing on two to four cores."
    )
    max_waiting_queries: int = Field(
        32, ge=0, description="Queries that may wait for a thread; further ones are told to come back."
    )


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once from the environment."""
    return Settings()
