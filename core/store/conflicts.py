"""Conflicts in the database: one question once, whatever is run again."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row

from core.outcome import Conflict
from core.sql import query
from core.store.decisions import Reply

STATUS_OF_ANSWER = {"skip": "skipped"}


def record(conn: Connection, year: int, conflicts: Iterable[Conflict], run_id: int | None) -> int:
    """Make these the open questions; those whose facts vanished become obsolete. Returns how many are new.

    The options of a question keep their order, and so their letters, as long as it is the same question.
    """
    orders = {
        (row.mn_id, row.conflict_type, row.question_key): [row.first, row.second, *row.further]
        for row in conn.execute(query("conflicts.orders"), {"year": year})
    }
    rows = json.dumps([_row(_in_order(conflict, orders)) for conflict in conflicts])
    return int(conn.execute(query("conflicts.record"), {"year": year, "rows": rows, "run_id": run_id}).scalar_one())


def count_pending(conn: Connection, year: int) -> int:
    """How many questions wait for an answer."""
    return int(conn.execute(query("conflicts.pending"), {"year": year}).scalar_one())


def wake(conn: Connection, year: int, today: date) -> None:
    """Open the questions again that were put off until today."""
    conn.execute(query("conflicts.wake"), {"year": year, "today": today})


def lock(conn: Connection, year: int, conflict_ids: Iterable[int]) -> dict[int, Row[Any]]:
    """These questions as they are, held for this transaction; unknown ids are missing."""
    rows = conn.execute(query("conflicts.lock"), {"year": year, "conflict_ids": list(conflict_ids)})
    return {row.conflict_id: row for row in rows}


def answer(conn: Connection, reply: Reply, *, by: str) -> None:
    """A question is answered, or put off."""
    row = {"conflict_id": reply.conflict_id, "answer": reply.answer, "value": reply.value, "by": by}
    conn.execute(query("conflicts.answer"), {**row, "status": STATUS_OF_ANSWER.get(reply.answer, "resolved")})


def reopen(conn: Connection, conflict_ids: Sequence[int]) -> None:
    """Questions whose answer was taken back."""
    conn.execute(query("conflicts.reopen"), {"conflict_ids": list(conflict_ids)})


def open_ids(conn: Connection, year: int) -> frozenset[int]:
    """The questions that wait for an answer."""
    return frozenset(conn.execute(query("conflicts.open_ids"), {"year": year}).scalars())


def look(conn: Connection, conflict_id: int, viewer: str) -> tuple[str, ...]:
    """Take or renew the lease on a question; who else looks at it."""
    return tuple(conn.execute(query("conflicts.look"), {"conflict_id": conflict_id, "viewer": viewer}).scalars())


def note_before(conn: Connection, decision_ids: Sequence[int]) -> None:
    """Remember which contact people had before they were decided about."""
    conn.execute(query("conflicts.note_before"), {"decision_ids": list(decision_ids)})


def note_after(conn: Connection, decision_ids: Sequence[int]) -> None:
    """Remember which contact people have because they were decided about."""
    conn.execute(query("conflicts.note_after"), {"decision_ids": list(decision_ids)})


def unbind(conn: Connection, decision_ids: Sequence[int]) -> None:
    """Let people have the contact they had before decisions that were taken back; who was no mentor is none."""
    conn.execute(query("conflicts.unbind"), {"decision_ids": list(decision_ids)})


def _key(conflict: Conflict) -> str:
    """What makes it the same question: the set of its options."""
    return json.dumps(sorted(option.value for option in conflict.options))


def _in_order(conflict: Conflict, orders: Mapping[tuple[str, str, str], list[str]]) -> Conflict:
    order = orders.get((conflict.mn_id, conflict.conflict_type, _key(conflict)))
    if order is None:
        return conflict
    return replace(conflict, options=tuple(sorted(conflict.options, key=lambda option: order.index(option.value))))


def _row(conflict: Conflict) -> dict[str, Any]:
    options = [asdict(option) for option in conflict.options]
    return {
        "mn_id": conflict.mn_id,
        "conflict_type": conflict.conflict_type,
        "question_key": _key(conflict),
        "severity": conflict.severity,
        "option_a": options[0],
        "option_b": options[1] if len(options) > 1 else None,
        "further_options": options[2:],
        "context": conflict.context,
        "recommended_option": conflict.recommended_option,
        "recommendation_reason": conflict.recommendation_reason,
    }
