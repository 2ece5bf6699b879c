"""Conflicts in the database: one question once, whatever is run again."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection

from core.outcome import Conflict
from core.sql import query


def record(conn: Connection, year: int, conflicts: Iterable[Conflict], run_id: int) -> int:
    """Make these the pending questions; those whose facts vanished become obsolete. Returns how many are new."""
    rows = json.dumps([_row(conflict) for conflict in conflicts])
    return int(conn.execute(query("conflicts.record"), {"year": year, "rows": rows, "run_id": run_id}).scalar_one())


def count_pending(conn: Connection, year: int) -> int:
    """How many questions wait for an answer."""
    return int(conn.execute(query("conflicts.pending"), {"year": year}).scalar_one())


def _row(conflict: Conflict) -> dict[str, Any]:
    first, second, *further = [*(asdict(option) for option in conflict.options), None, None][
        : max(2, len(conflict.options))
    ]
    return {
        "mn_id": conflict.mn_id,
        "conflict_type": conflict.conflict_type,
        "question_key": json.dumps(sorted(option.value for option in conflict.options)),
        "severity": conflict.severity,
        "option_a": first,
        "option_b": second,
        "further_options": further,
        "context": conflict.context,
        "recommended_option": conflict.recommended_option,
        "recommendation_reason": conflict.recommendation_reason,
    }
