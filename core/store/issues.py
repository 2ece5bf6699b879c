"""Issues in the database: one open row while a problem lasts, resolved when it is no longer found."""

import json
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection

from core.records import Issue
from core.sql import query


def replace(
    conn: Connection, year: int, step: str, issues: Iterable[Issue], run_id: int | None, *, all_records: bool = True
) -> None:
    """Make these the open issues of a step.

    `all_records` false: only part of the records was looked at, so issues of other records stay open, but for cells
    that cannot be read: they are kept, so that all of them are told every time.
    """
    rows = json.dumps(list({_identity(issue): _row(issue) for issue in issues}.values()), default=str)
    scope = {"year": year, "step": step, "all_records": all_records, "run_id": run_id}
    conn.execute(query("issues.replace"), {**scope, "rows": rows})


def count(conn: Connection, year: int, run_id: int) -> tuple[int, int]:
    """How many issues of a season are open, and how many of all a run found first."""
    row = conn.execute(query("issues.counts"), {"year": year, "run_id": run_id}).one()
    return row.open, row.new


def _identity(issue: Issue) -> tuple[str | None, ...]:
    return issue.error_type, issue.mn_id, issue.source_table, issue.record_id


def _row(issue: Issue) -> dict[str, Any]:
    row = {field.name: getattr(issue, field.name) for field in fields(issue)}  # a source record may be deeply nested
    return {**row, "error_message": row.pop("message")}
