"""Tell the product which season the demo plays."""

import httpx
from sqlalchemy import Engine

from core.db import Actor, transaction
from core.errors import SourceUnavailableError
from core.store.seasons import activate, write_settings

_SECONDS = 10.0


def configure(engine: Engine, url: str) -> int:
    """Write the demo season's settings into the database and make it the active season; its year."""
    try:
        answer = httpx.get(f"{url}/demo/season", timeout=_SECONDS).raise_for_status().json()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise SourceUnavailableError(
            "The demo service does not answer. Start it with: python -m core demo serve"
        ) from error
    year = int(answer["year"])
    with transaction(engine, Actor("person", "demo")) as conn:
        write_settings(conn, year, answer["settings"])
        activate(conn, year)
    return year
