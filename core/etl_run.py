"""Bring what we believe up to date with what the sources and the decisions say: gather, decide, apply."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from sqlalchemy import Connection, Engine

from core.db import Actor, act_as, transaction
from core.errors import MentorSyncError
from core.outcome import Outcome
from core.seasons import Season
from core.sql import query
from core.store import conflicts, deliveries
from core.store.inputs import gather
from core.store.outcome import apply
from core.store.seasons import load_season
from core.transform import transform

CATCHING_UP = Actor("sync", "sync", reason="It was read before, but not yet looked at")
FOLLOWING = Actor("sync", "delivery", reason="Givebutter has done what was approved")

_log = structlog.get_logger()


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
    """Do all of it in the caller's transaction, alone in the season. `run_id` is `None` for a decision.

    In whosever name it is done: to the database it is a machine, which cannot write what is staff's.
    """
    lock_etl(conn, season.year)
    conn.execute(query("etl.begin"))
    conn.execute(query("etl.take_news"), {"year": season.year})
    today = now.astimezone(season.time_zone).date()
    conflicts.wake(conn, season.year, today)
    inputs = gather(conn, season.year)
    outcome = transform(inputs, season, now, watch=on_step)
    before_apply(outcome)
    created = apply(conn, season, outcome, inputs.known, run_id)
    conn.execute(query("etl.end"))
    return EtlResult(outcome, len(inputs.signups), created)


def catch_up(conn: Connection, year: int, actor: Actor) -> None:
    """Decide what follows from all that was read before: `actor`, who acts next, is not its cause."""
    if conn.execute(query("etl.has_news"), {"year": year}).scalar_one():
        act_as(conn, CATCHING_UP)
        run_etl(conn, load_season(conn, year), datetime.now(UTC))
        act_as(conn, actor)


def follow_deliveries(engine: Engine) -> tuple[int, ...]:
    """Decide anew where all that was to be sent is sent: whoever waited for it is free. Returns the seasons.

    A season that cannot be decided about (a setting is missing) waits for whoever acts next.
    """
    with engine.connect() as conn:
        years = tuple(deliveries.load_followed(conn))
    for year in years:
        try:
            with transaction(engine, FOLLOWING) as conn:
                run_etl(conn, load_season(conn, year), datetime.now(UTC))
        except MentorSyncError as trouble:
            _log.warning("not_followed", year=year, error=type(trouble).__name__)
            with engine.begin() as conn:
                deliveries.leave_followed(conn, year)
    return years


def lock_etl(conn: Connection, year: int) -> None:
    """Wait until nobody else decides about the season; held until the transaction ends."""
    conn.execute(query("etl.lock"), {"year": year})
