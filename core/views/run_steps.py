"""The steps of a run: how far each one is, how fast it goes, and how long it will take."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from sqlalchemy import Connection, RowMapping

from core.sql import query
from core.views.run_words import step_title
from core.views.words import count, duration

_ENDED = {"completed", "failed", "warning", "skipped"}
_NEARLY = 0.95  # of a step that does not tell how much is to come, and takes longer than usual
_COARSE_SECONDS, _COARSE_STEP = 20, 5  # longer than this a forecast is told in steps of this, so that it stands still
USUAL_SECONDS: Mapping[str, float] = {
    "signups": 0.6, "setup": 0.3, "training": 0.3, "preference": 0.2, "members": 0.3, "contacts": 18, "apply": 1,
}  # fmt: skip
_BRIEF_SECONDS, _LONG_SECONDS = 0.1, 5


@dataclass(frozen=True, slots=True)
class Step:
    """One step. Rates are records per second; `None` where nothing can be told yet.

    `usual_seconds` is how long it took last time, its share of the whole. `waits` says what it waits for.
    """

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
    usual_seconds: float = _BRIEF_SECONDS
    waits: str | None = None

    @property
    def fraction(self) -> float:
        """The part done, 0 to 1. A short step that does not tell how much is to come goes by time.

        A long one waits until it knows: a guess would have to be taken back.
        """
        if self.status in _ENDED:
            return 1.0
        if self.expected:
            return min(1.0, self.done / self.expected)
        if self.usual_seconds > _LONG_SECONDS:
            return 0.0
        return min(_NEARLY, (self.elapsed_seconds or 0.0) / self.usual_seconds)

    @property
    def brief(self) -> str:
        """What the line of a running step says, but for the rate, which changes from second to second."""
        return " · ".join(part for part in (self._amount, self.waits or self._left) if part)

    @property
    def line(self) -> str:
        """`412 of 990 · 380 per second · about 2 s left`, or what came of it."""
        if self.status == "pending":
            return "waits"
        if self.status == "skipped":
            return "not needed"
        parts = (self._amount, *(self._news if self.status in _ENDED else (self.waits or self._rate, self._left)))
        return " · ".join(part for part in (*parts, self._time) if part)

    @property
    def _amount(self) -> str:
        if self.status not in _ENDED and self.expected:
            return f"{self.done:,} of {self.expected:,}"
        return count(self.done, "record") if self.done else ""

    @property
    def _rate(self) -> str:
        return f"{self.per_second:,.0f} per second" if self.per_second else ""

    @property
    def _left(self) -> str:
        if self.waits or not self.seconds_left or self.seconds_left < 1:
            return ""
        coarse = self.seconds_left > _COARSE_SECONDS
        seconds = ceil(self.seconds_left / _COARSE_STEP) * _COARSE_STEP if coarse else self.seconds_left
        return f"about {duration(seconds)} left"

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
    rows = conn.execute(query("views_runs.steps"), {"run_id": run_id}).mappings().all()
    before = conn.execute(query("views_runs.usual_times"), {"run_id": run_id})
    seconds = {**USUAL_SECONDS, **{row.name: row.duration_ms / 1000 for row in before}}
    return tuple(_step(row, now, seconds.get(row["name"], _BRIEF_SECONDS)) for row in rows)


def part_done(steps: Sequence[Step]) -> float:
    """The part of all the time that is over, 0 to 1; a step that another one follows has done its part."""
    weights = [step.usual_seconds for step in steps]
    over = sum(weight * part for weight, part in zip(weights, _parts(steps), strict=True))
    return over / sum(weights) if weights else 0.0


def step_under_way(steps: Sequence[Step]) -> tuple[int, Step] | None:
    """The step that is at work, counted from 1: the last one begun, since some are written down together."""
    running = [(number, step) for number, step in enumerate(steps, start=1) if step.status == "running"]
    return running[-1] if running else None


def _parts(steps: Sequence[Step]) -> Iterator[float]:
    last = max((number for number, step in enumerate(steps) if step.status != "pending"), default=-1)
    for number, step in enumerate(steps):
        yield 1.0 if number < last else step.fraction


def _step(row: RowMapping, now: datetime, usual_seconds: float) -> Step:
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
        usual_seconds=max(usual_seconds, _BRIEF_SECONDS),
        waits=_waits(row, now),
    )


def _elapsed_seconds(row: RowMapping, now: datetime) -> float | None:
    if row["duration_ms"] is not None:
        return float(row["duration_ms"]) / 1000
    return float((now - row["started_at"]).total_seconds()) if row["started_at"] else None


def _waits(row: RowMapping, now: datetime) -> str | None:
    """`Jotform asked for patience: goes on in 12 s`, as long as that is so."""
    if row["status"] != "running" or row["waits_until"] is None or row["waits_until"] <= now:
        return None
    return f"{row['waits_for']}: goes on in {duration(ceil((row['waits_until'] - now).total_seconds()))}"
