"""Runs and their steps in the database, and the lock that proves a run alive."""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping
from sqlalchemy.exc import OperationalError

from core.sql import query


@dataclass(frozen=True, slots=True)
class Run:
    """What was asked for: `kind` is full, etl or the name of a stream."""

    run_id: int
    kind: str
    year: int
    status: str
    dry_run: bool
    triggered_by: str


@dataclass(frozen=True, slots=True)
class StepResult:
    """What one step did, in records."""

    status: str = "completed"
    processed: int = 0
    inserted: int = 0
    updated: int = 0
    removed: int = 0
    failed: int = 0
    message: str | None = None
    duration_ms: int | None = None  # None: since the step was started


def request(conn: Connection, year: int, kind: str, *, dry_run: bool, by: str) -> int | None:
    """Queue a run; `None` when the same one is queued or under way. Two at once: the second waits, then gets `None`."""
    row = {"year": year, "kind": kind, "dry_run": dry_run, "by": by}
    return conn.execute(query("runs.request"), row).scalar_one_or_none()


def find_joinable(conn: Connection, year: int, kind: str, *, dry_run: bool) -> int | None:
    """A run, queued or under way, that does all that is asked for: the same kind of run, or the full one."""
    row = {"year": year, "kind": kind, "dry_run": dry_run}
    return conn.execute(query("runs.joinable"), row).scalar_one_or_none()


def find_current(conn: Connection, year: int) -> int | None:
    """The run of a season that is under way, else the one whose turn is next."""
    return conn.execute(query("runs.current"), {"year": year}).scalar_one_or_none()


def load(conn: Connection, run_id: int) -> Run:
    """What was asked for."""
    row = conn.execute(query("runs.load"), {"run_id": run_id}).one()
    return Run(row.run_id, row.sync_type, row.year, row.status, row.dry_run, row.triggered_by)


def try_lock(conn: Connection, year: int) -> bool:
    """Take the season's lock, held until `unlock` or until the connection ends. False: somebody else has it."""
    return bool(conn.execute(query("runs.lock"), {"year": year}).scalar_one())


def unlock(conn: Connection, year: int) -> None:
    """Give the season's lock back; a connection that is gone has given it back already."""
    with suppress(OperationalError):
        conn.execute(query("runs.unlock"), {"year": year})


def start(conn: Connection, run_id: int, steps: Iterable[str]) -> bool:
    """Begin a queued run with these steps to come. False: it is no longer queued (cancelled, done)."""
    if conn.execute(query("runs.start"), {"run_id": run_id}).first() is None:
        return False
    rows = [{"run_id": run_id, "position": position, "name": name} for position, name in enumerate(steps, start=1)]
    conn.execute(query("runs.add_step"), rows)
    return True


def start_step(conn: Connection, run_id: int, name: str) -> None:
    """A step begins."""
    conn.execute(query("runs.start_step"), {"run_id": run_id, "name": name})


def write_progress(conn: Connection, run_id: int, name: str, done: int, expected: int | None) -> bool:
    """Say how far a step is. True: somebody asked the run to stop."""
    row = {"run_id": run_id, "name": name, "done": done, "expected": expected}
    return conn.execute(query("runs.progress"), row).scalar_one() is not None


def write_wait(conn: Connection, run_id: int, why: str, seconds: float) -> None:
    """Say why the step under way waits, and for how long."""
    conn.execute(query("runs.wait"), {"run_id": run_id, "why": why, "seconds": seconds})


def finish_step(conn: Connection, run_id: int, name: str, result: StepResult) -> None:
    """A step ended."""
    row = {field: getattr(result, field) for field in StepResult.__dataclass_fields__}
    conn.execute(query("runs.finish_step"), {"run_id": run_id, "name": name, **row})


def finish(conn: Connection, run_id: int, status: str, *, error: str | None, report: Mapping[str, Any]) -> None:
    """A run ended; steps that did not come are skipped."""
    conn.execute(query("runs.skip_rest"), {"run_id": run_id})
    row = {"status": status, "error": error, "report": json.dumps(report)}
    conn.execute(
        query("runs.finish"), {"run_id": run_id, "conflicts_created": report.get("conflicts_created", 0), **row}
    )


def cancel(conn: Connection, run_id: int, by: str) -> bool:
    """Ask a run to stop. False: it had ended already."""
    return conn.execute(query("runs.cancel"), {"run_id": run_id, "by": by}).first() is not None


def reap(conn: Connection) -> tuple[int, ...]:
    """Mark runs whose process is gone as crashed: nobody holds their lock. Returns their ids.

    `conn` must be in autocommit: the lock that is tried for a moment belongs to the session.
    """
    crashed = []
    for row in conn.execute(query("runs.unfinished")).all():
        if not row.waits and try_lock(conn, row.year):
            finish(conn, row.run_id, "crashed", error=CRASHED, report={})
            unlock(conn, row.year)
            crashed.append(row.run_id)
    return tuple(crashed)


CRASHED = (
    "The run stopped in the middle: its process was ended or lost the database. "
    "What was read so far is kept, mentors are as they were before. Start the run again."
)


def load_result(conn: Connection, run_id: int) -> RowMapping:
    """A run with what became of it."""
    return conn.execute(query("runs.result"), {"run_id": run_id}).mappings().one()


def load_steps(conn: Connection, run_id: int) -> tuple[RowMapping, ...]:
    """The steps of a run in their order."""
    return tuple(conn.execute(query("runs.steps"), {"run_id": run_id}).mappings())


def find_latest(conn: Connection, year: int) -> int | None:
    """The last run of a season."""
    return conn.execute(query("runs.latest"), {"year": year}).scalar_one_or_none()
