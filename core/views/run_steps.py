"""The steps of a run: how far each one is, how fast it goes, and how long it will take."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping

from core.sql import query
from core.views.run_words import step_title
from core.views.words import count, duration

_ENDED = {"completed", "failed", "warning", "skipped"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step. Rates are records per second; `None` where nothing can be told yet."""

    name: str
    title: str
    status: str
    done: int
    expected: int | None
    per_second: float | None
    seconds_left: float | None
    elapsed_seconds: float | None
    inserted: int
    updated: int
    removed: int
    failed: int
    message: str | None

    @property
    def fraction(self) -> float:
        """The part done, 0 to 1."""
        if self.status in _ENDED:
            return 1.0
        return min(1.0, self.done / self.expected) if self.expected else 0.0

    @property
    def line(self) -> str:
        """`412 of 990 · 380 per second · about 2 s left`, or what came of it."""
        if self.status == "pending":
            return "waits"
        if self.status == "skipped":
            return "not needed"
        parts = (self._amount, *(self._news if self.status in _ENDED else self._pace), self._time)
        return " · ".join(part for part in parts if part)

    @property
    def _amount(self) -> str:
        if self.status not in _ENDED and self.expected:
            return f"{self.done:,} of {self.expected:,}"
        return count(self.done, "record") if self.done else ""

    @property
    def _pace(self) -> tuple[str, ...]:
        rate = f"{self.per_second:,.0f} per second" if self.per_second else ""
        left = f"about {duration(self.seconds_left)} left" if self.seconds_left and self.seconds_left >= 1 else ""
        return rate, left

    @property
    def _news(self) -> tuple[str, ...]:
        counted = ((self.inserted, "new"), (self.updated, "changed"), (self.removed, "gone"))
        issues = (count(self.failed, "issue"),) if self.failed else ()
        return (*(f"{number:,} {what}" for number, what in counted if number), *issues)

    @property
    def _time(self) -> str:
        took = self.elapsed_seconds or 0.0
        return duration(took) if took >= 1 and self.status in _ENDED else ""


def steps_of(conn: Connection, run_id: int, now: datetime) -> tuple[Step, ...]:
    """The steps of a run, in order."""
    rows = conn.execute(query("views_runs.steps"), {"run_id": run_id}).mappings()
    return tuple(_step(row, now) for row in rows)


def _step(row: RowMapping, now: datetime) -> Step:
    elapsed = _elapsed_seconds(row, now)
    done = row["records_processed"] if row["status"] in _ENDED and row["records_processed"] else row["done"]
    rate = done / elapsed if elapsed and done else None
    left = (row["expected"] - done) / rate if rate and row["expected"] and row["status"] == "running" else None
    return Step(
        name=row["name"],
        title=step_title(row["name"]),
        status=row["status"],
        done=done,
        expected=row["expected"],
        per_second=rate,
        seconds_left=max(0.0, left) if left is not None else None,
        elapsed_seconds=elapsed,
        inserted=row["records_inserted"],
        updated=row["records_updated"],
        removed=row["records_removed"],
        failed=row["records_failed"],
        message=row["message"],
    )


def _elapsed_seconds(row: RowMapping, now: datetime) -> float | None:
    if row["duration_ms"] is not None:
        return float(row["duration_ms"]) / 1000
    return float((now - row["started_at"]).total_seconds()) if row["started_at"] else None
