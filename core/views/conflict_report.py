"""Conflicts as a file, and how many were opened and settled from day to day."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, RowMapping

from core.sql import query
from core.views.conflict_fields import options_of, strangers_of
from core.views.conflict_words import STATUS_TITLES, answer_in_words, short_title
from core.views.words import local_time

HEADINGS = (
    "Question", "Mentor", "Name", "About", "Severity", "Status", "Asked", "Options", "Recommended", "Because",
    "Answer", "Answered by", "Answered", "Note", "Skipped until",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many questions of a kind were opened, and settled, on a day."""

    day: date
    kind: str
    opened: int
    settled: int


def conflict_report(conn: Connection, year: int, statuses: Sequence[str], zone: ZoneInfo) -> bytes:
    """Every question of these statuses as CSV, with its standing answer; times in the season's time zone."""
    rows = conn.execute(query("views_conflicts.report"), {"year": year, "statuses": list(statuses)}).mappings()
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows([_harmless(cell) for cell in _cells(row, zone)] for row in rows)
    return file.getvalue().encode("utf-8")


def conflicts_over_time(conn: Connection, year: int, zone: ZoneInfo) -> tuple[DayCount, ...]:
    """What was opened and settled on each day, by kind; the oldest day first."""
    rows = conn.execute(query("views_conflicts.over_time"), {"year": year, "zone": zone.key})
    counts: dict[tuple[date, str], dict[str, int]] = {}
    for row in rows:
        counts.setdefault((row.day, row.conflict_type), {})[row.event] = row.number
    return tuple(
        DayCount(day, short_title(kind), found.get("opened", 0), found.get("settled", 0))
        for (day, kind), found in sorted(counts.items())
    )


def _cells(row: RowMapping, zone: ZoneInfo) -> tuple[str, ...]:
    options = options_of(row["conflict_type"], (row["option_a"], row["option_b"], *row["further_options"]))
    titles = {option.value: option.title for option in options}
    strangers = strangers_of(row["conflict_type"], row["mn_id"], options)
    answered = row["answer"] is not None
    return (
        str(row["conflict_id"]),
        row["mn_id"],
        row["full_name"] or "",
        short_title(row["conflict_type"]),
        row["severity"],
        STATUS_TITLES[row["status"]],
        local_time(row["detected_at"], zone),
        "; ".join(f"{option.letter}: {option.value}" for option in options),
        row["recommended_option"] or "",
        row["recommendation_reason"] or "",
        answer_in_words(row["answer"], row["value"], titles, strangers) if answered else "",
        row["decided_by"] or "",
        local_time(row["decided_at"], zone) if answered else "",
        row["note"] or "",
        row["skipped_until"].isoformat() if row["skipped_until"] else "",
    )


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; a phone number keeps its plus."""
    return (
        f"'{cell}"
        if cell.startswith(("=", "@", "-", "\t", "\r")) or (cell[:1] == "+" and not cell[1:].isdecimal())
        else cell
    )
