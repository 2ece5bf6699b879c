"""The runs of a season: the one under way with its progress, and those that have ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping

from core.sql import query
from core.views import run_words
from core.views.run_steps import Step, part_done, step_under_way, steps_of
from core.views.worker import worker_is_alive

PAGE_SIZE = 8
A_FEW = 3  # so many people may leave the list in one run without a warning


@dataclass(frozen=True, slots=True)
class Run:
    """One run. `result` is what came of it in words, `error` what went wrong, `advice` what to do then.

    `departed` mentors left the list.
    """

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
    departed: int = 0

    @property
    def tone(self) -> str:
        """How its end is to be taken: good, mind (people left the list), calm (cancelled) or bad."""
        if self.status == "completed":
            return "mind" if self.departed > A_FEW else "good"
        return "calm" if self.status == "cancelled" else "bad"

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
        under_way = step_under_way(self.steps)
        if under_way is None:
            return self.run.result
        number, step = under_way
        return " · ".join(part for part in (f"Step {number} of {len(self.steps)}: {step.title}", step.brief) if part)


@dataclass(frozen=True, slots=True)
class _People:
    """How many people a run added, changed otherwise, and took from the list."""

    added: int = 0
    changed: int = 0
    departed: int = 0


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
    return Progress(_runs(conn, rows, now)[0], steps, part_done(steps), alive)


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


def _runs(conn: Connection, rows: Sequence[RowMapping], now: datetime) -> tuple[Run, ...]:
    run_ids = [row["run_id"] for row in rows]
    people = {
        row.run_id: _People(row.added, row.changed, row.departed)
        for name in ("changed_people", "foreseen_people")
        for row in conn.execute(query(f"views_runs.{name}"), {"run_ids": run_ids})
    }
    return tuple(_run(row, people.get(row["run_id"], _People()), now) for row in rows)


def _run(row: RowMapping, people: _People, now: datetime) -> Run:
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
        departed=people.departed,
    )


def _elapsed_seconds(row: RowMapping, now: datetime) -> float | None:
    if row["duration_ms"] is not None:
        return float(row["duration_ms"]) / 1000
    if row["started_at"] is None:
        return None
    return float(((row["completed_at"] or now) - row["started_at"]).total_seconds())


def _result(row: RowMapping, people: _People) -> str:
    if row["status"] != "completed":
        return run_words.ending(row["status"])
    if "mentors" in row["report"]:
        sentence = run_words.mentors_sentence(row["report"], people.added, people.changed, departed=people.departed)
        return f"Nothing was changed. A real run would give {sentence}" if row["dry_run"] else sentence
    sentence = run_words.reading_sentence(row["records_processed"], row["records_inserted"], row["records_updated"])
    return f"Nothing was kept. {sentence}" if row["dry_run"] else sentence
