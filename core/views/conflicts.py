"""The queue of questions: which there are, how many of each status, and what comes after the present one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, RowMapping

from core.sql import query
from core.views.conflict_words import short_title
from core.views.issue_words import conflict_title
from core.views.searching import is_found, wanted

AGE_TITLES: Mapping[int, str] = {1: "Older than a day", 7: "Older than a week", 30: "Older than a month"}


@dataclass(frozen=True, slots=True)
class ConflictFilters:
    """Which questions are asked for; an empty filter asks for nothing. `age_days` is the least age."""

    kind: str | None = None
    severity: str | None = None
    age_days: int | None = None
    search: str = ""

    @property
    def in_words(self) -> str:
        """Which questions pass besides the searched ones: `Phone, medium, older than a day`, or nothing."""
        kind = short_title(self.kind) if self.kind else None
        age = AGE_TITLES[self.age_days].lower() if self.age_days else None
        return ", ".join(part for part in (kind, self.severity, age) if part)


@dataclass(frozen=True, slots=True)
class Question:
    """One question in the queue. `recommended` is the value of the option that is recommended, if one is.

    `is_choice` when it has several options.
    `closed_by`, `skipped_until` and `note` are those of the standing answer.
    """

    conflict_id: int
    version: int
    mn_id: str
    full_name: str
    kind: str
    title: str
    severity: str
    detected_at: datetime
    closed_at: datetime | None
    recommended: str | None
    is_choice: bool
    closed_by: str | None
    skipped_until: date | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Queue:
    """The questions that pass the filters, of `total` with their status."""

    questions: tuple[Question, ...]
    total: int

    def without(self, conflict_ids: Collection[int]) -> "Queue":
        """The queue as it is once these questions are answered."""
        left = tuple(found for found in self.questions if found.conflict_id not in conflict_ids)
        return Queue(left, self.total - len(self.questions) + len(left))

    def place(self, conflict_id: int) -> int | None:
        """Where a question stands, from 0; `None` when it is not in the queue."""
        return next((n for n, found in enumerate(self.questions) if found.conflict_id == conflict_id), None)

    def beside(self, conflict_id: int, step: int) -> int | None:
        """The question so many places further on; at the end the nearest other one, `None` without one."""
        place = self.place(conflict_id)
        if place is None:
            return self.questions[0].conflict_id if self.questions else None
        ids = [found.conflict_id for found in self.questions]
        after = min(max(place + step, 0), len(ids) - 1)
        return ids[after] if ids[after] != conflict_id else None

    def next_after(self, conflict_id: int) -> int | None:
        """The question to show once this one is answered."""
        return self.beside(conflict_id, 1) or self.beside(conflict_id, -1)


def count_conflicts(conn: Connection, year: int) -> dict[str, int]:
    """How many questions of a season have which status."""
    found = {row.status: row.number for row in conn.execute(query("views_conflicts.counts"), {"year": year})}
    return {status: found.get(status, 0) for status in ("pending", "resolved", "skipped", "obsolete")}


def conflict_queue(
    conn: Connection, year: int, status: str, filters: ConflictFilters, now: datetime, *, named: Collection[int] = ()
) -> Queue:
    """The questions of a status, or `named`: those that hold somebody back first, then the oldest."""
    words = wanted(filters.search)
    asked = {
        "year": year,
        "statuses": [status],
        "kind": filters.kind,
        "severity": filters.severity,
        "before": now - timedelta(days=filters.age_days) if filters.age_days else None,
        "named": list(named),
        "is_search": bool(words),
    }
    rows = conn.execute(query("views_conflicts.queue"), asked).mappings()
    found = tuple(_question(row) for row in rows if not words or is_found(row["written"], words))
    return Queue(found, count_conflicts(conn, year)[status])


def conflict_kinds(conn: Connection, year: int) -> dict[str, str]:
    """The kinds of questions a season has had: code -> short title."""
    kinds = conn.execute(query("views_conflicts.kinds"), {"year": year}).scalars()
    return {kind: short_title(kind) for kind in kinds}


def conflict_status(conn: Connection, year: int, conflict_id: int) -> str | None:
    """Where a question stands, or `None` when the season has no such question."""
    asked = {"year": year, "conflict_id": conflict_id}
    status: str | None = conn.execute(query("views_conflicts.status"), asked).scalar_one_or_none()
    return status


def _question(row: RowMapping) -> Question:
    return Question(
        conflict_id=row["conflict_id"],
        version=row["version"],
        mn_id=row["mn_id"],
        full_name=row["full_name"] or row["mn_id"],
        kind=row["conflict_type"],
        title=conflict_title(row["conflict_type"]),
        severity=row["severity"],
        detected_at=row["detected_at"],
        closed_at=row["resolved_at"],
        recommended=row["recommended_option"],
        is_choice=row["is_choice"],
        closed_by=row["decided_by"],
        skipped_until=row["skipped_until"],
        note=row["note"],
    )
