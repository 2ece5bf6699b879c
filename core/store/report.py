"""A run's result in numbers, and what it changed person by person."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, RowMapping

from core.sql import query


def count_mentors(conn: Connection, year: int) -> int:
    """How many mentors a season has; withdrawn ones are none."""
    return int(conn.execute(query("report.mentors"), {"year": year}).scalar_one())


def count_changes(conn: Connection, run_id: int) -> int:
    """How many rows a run left in the audit."""
    return int(conn.execute(query("report.count_changes"), {"run_id": run_id}).scalar_one())


def load_changes(conn: Connection, run_id: int) -> list[dict[str, Any]]:
    """What a run changed: one entry per person, with the changes of its fields, as JSON can hold it."""
    return by_person(conn.execute(query("report.changes"), {"run_id": run_id}).mappings())


def by_person(rows: Iterable[RowMapping]) -> list[dict[str, Any]]:
    """Changes, ordered by mn_id, as one entry per person."""
    people = groupby(rows, key=lambda row: (row["mn_id"], row["full_name"]))
    return [
        {"mn_id": mn_id, "full_name": name, "changes": [{field: row[field] for field in _CHANGE} for row in changes]}
        for (mn_id, name), changes in people
    ]


_CHANGE = ("change_type", "field_name", "old_value", "new_value")
