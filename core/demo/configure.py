"""Tell the product which season the demo plays."""

from typing import Any

import httpx
from sqlalchemy import Engine

from core.clients.http import trusted
from core.commands import copy_season
from core.db import Actor, transaction
from core.errors import SourceUnavailableError
from core.store.seasons import activate, list_years, write_settings

_SECONDS = 10.0


def configure_next(engine: Engine, url: str) -> int:
    """Configure a later season as a coordinator does: copied from the one before, then told what changes; its year."""
    year = int(_season(url)["year"])
    with engine.connect() as conn:
        years = list_years(conn)
    if year - 1 in years and year not in years:
        copy_season(engine, year - 1, year, by="demo")
    return configure(engine, url)


def configure(engine: Engine, url: str) -> int:
    """Write the demo season's settings into the database and make it the active season; its year."""
    answer = _season(url)
    year = int(answer["year"])
    with transaction(engine, Actor("person", "demo")) as conn:
        write_settings(conn, year, answer["settings"])
        activate(conn, year)
    return year


def _season(url: str) -> dict[str, Any]:
    try:
        answered = httpx.get(f"{url}/demo/season", timeout=_SECONDS, verify=trusted())
        answer: dict[str, Any] = answered.raise_for_status().json()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise SourceUnavailableError(
            "The demo service does not answer. Start it with: python -m core demo serve"
        ) from error
    return answer
