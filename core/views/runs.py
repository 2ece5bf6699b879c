"""The runs of a season: the one under way with its progress, and those that have ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping

from core.sql import query
from core.views import run_words
from core.views.run_steps import Step, steps_of

PAGE_SIZE = 8
_WORKER_SILENCE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Run:
    """One run. `result` is what came of it in words, `error` what went wrong, `advice` what to do then."""

    run_id: int
    title: str
    status: str
    dry_run: bool
    by: str
    requested_at: datetime
    elapsed_seconds: float | None
    result: str
    error: str | None
    advice: str | None

    @property
    def is_active(self) -> bool:
        """It waits or runs."""
        return self.status in {"queued", "running"}


@dataclass(frozen=True, slots=True)
class Progress:
    """The latest run with its steps; `fraction` is the part done, 0 to 1."""

    run: Run | None
    steps: tuple[Step, ...]
    fraction: float
    worker_is_alive: bool

    @property
    def is_active(self) -> bool:
        """A run waits or runs."""
        return self.run is not None and self.run.is_active

    @property
    def headline(self) -> str | None:
        """`Step 6 of 14: Read the contacts · 12,400 of 48,864 · ...` of the run under way, if there is one."""
        if self.run is None or not self.run.is_active:
            return None
        for position, step in enumerate(self.steps, start=1):
            if step.status == "running":
                parts = (f"Step {position} of {len(self.steps)}: {step.title}", step.line)
                return " · ".join(part for part in parts if part)
        return self.run.result


@dataclass(frozen=True, slots=True)
class PastRuns:
    """One page of the runs that have ended; `total` of all pages."""

    runs: tuple[Run, ...]
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def progress_view(conn: Connection, year: int, now: datetime) -> Progress:
    """The latest run of the season, under way or not, and whether a worker is there to do one."""
    rows = conn.execute(query("views_runs.page"), {"year": year, "limit": 1, "offset": 0}).mappings().all()
    alive = worker_is_alive(conn, now)
    if not rows:
        return Progress(None, (), 0.0, alive)
    steps = steps_of(conn, rows[0]["run_id"], now)
    fraction = sum(step.fraction for step in steps) / len(steps) if steps else 0.0
    return Progress(_runs(conn, rows, now)[0], steps, fraction, alive)


def past_runs(conn: Connection, year: int, now: datetime, *, page: int = 1) -> PastRuns:
    """The runs that have ended, the newest first; pages count from 1."""
    total = conn.execute(query("views_runs.finished_count"), {"year": year}).scalar_one()
    window = {"year": year, "limit": PAGE_SIZE, "offset": (page - 1) * PAGE_SIZE}
    rows = conn.execute(query("views_runs.finished_page"), window).mappings().all()
    return PastRuns(_runs(conn, rows, now), total)


def last_result(conn: Connection, year: int, now: datetime) -> Run | None:
    """The last run that has ended, or `None`."""
    window = {"year": year, "limit": 1, "offset": 0}
    rows = conn.execute(query("views_runs.finished_page"), window).mappings().all()
    return _runs(conn, rows, now)[0] if rows else None


def find_run(conn: Connection, year: int, run_id: int, now: datetime) -> Run | None:
    """One run, or `None` when the season has no such run."""
    rows = conn.execute(query("views_runs.one"), {"year": year, "run_id": run_id}).mappings().all()
    return _runs(conn, rows, now)[0] if rows else None


def worker_is_alive(conn: Connection, now: datetime) -> bool:
    """A worker has said so within the last half minute."""
    heartbeat = conn.execute(query("views_runs.last_heartbeat")).scalar_one()
    return heartbeat is not None and now - heartbeat < _WORKER_SILENCE


def _runs(conn: Connection, rows: Sequence[RowMapping], now: datetime) -> tuple[Run, ...]:
    run_ids = [row["run_id"] for row in rows]
    people = {
        row.run_id: (row.added, row.changed)
        for name in ("changed_people", "foreseen_people")
        for row in conn.execute(query(f"views_runs.{name}"), {"run_ids": run_ids})
    }
    return tuple(_run(row, people.get(row["run_id"], (0, 0)), now) for row in rows)


def _run(row: RowMapping, people: tuple[int, int], now: datetime) -> Run:
    return Run(
        run_id=row["run_id"],
        title=run_words.run_title(row["sync_type"], dry_run=row["dry_run"]),
        status=row["status"],
        dry_run=row["dry_run"],
        by=row["triggered_by"],
        requested_at=row["requested_at"],
        elapsed_seconds=_elapsed_seconds(row, now),
        result=_result(row, people),
        error=row["error_message"],
        advice=run_words.advice(row["status"]),
    )


def _elapsed_seconds(row: RowMapping, now: datetime) -> float | None:
    if row["duration_ms"] is not None:
        return float(row["duration_ms"]) / 1000
    if row["started_at"] is None:
        return None
    return float(((row["completed_at"] or now) - row["started_at"]).total_seconds())


def _result(row: RowMapping, people: tuple[int, int]) -> str:
    if row["status"] != "completed":
        return run_words.ending(row["status"])
    if "mentors" in row["report"]:
        sentence = run_words.mentors_sentence(row["report"], *people)
        return f"Nothing was changed. A real run would give {sentence}" if row["dry_run"] else sentence
    sentence = run_words.reading_sentence(row["records_processed"], row["records_inserted"], row["records_updated"])
    return f"Nothing was kept. {sentence}" if row["dry_run"] else sentence
