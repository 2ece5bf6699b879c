"""Bring what we believe up to date with what the sources and the decisions say: gather, decide, apply."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from core.outcome import Outcome
from core.seasons import Season
from core.sql import query
from core.store import conflicts
from core.store.inputs import gather
from core.store.outcome import apply
from core.transform import transform


@dataclass(frozen=True, slots=True)
class EtlResult:
    """What one ETL did: its outcome, how many sign-ups it saw, how many questions are new."""

    outcome: Outcome
    signups: int
    conflicts_created: int


def run_etl(
    conn: Connection,
    season: Season,
    now: datetime,
    *,
    run_id: int | None = None,
    on_step: Callable[[str], object] = lambda _: None,
    before_apply: Callable[[Outcome], object] = lambda _: None,
) -> EtlResult:
    """Do all of it in the caller's transaction, alone in the season. `run_id` is `None` for a decision."""
    lock_etl(conn, season.year)
    today = now.astimezone(season.time_zone).date()
    conflicts.wake(conn, season.year, today)
    inputs = gather(conn, season.year)
    outcome = transform(inputs, season, now, watch=on_step)
    before_apply(outcome)
    created = apply(conn, season, outcome, inputs.known, run_id)
    return EtlResult(outcome, len(inputs.signups), created)


def lock_etl(conn: Connection, year: int) -> None:
    """Wait until nobody else decides about the season; held until the transaction ends."""
    conn.execute(query("etl.lock"), {"year": year})
