"""Decisions, and what both sides last agreed on, in the database."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import Connection, Row

from core.decisions import Agreed, Answer, Decision
from core.sql import query


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to the question as it was shown: `version` is that of the conflict's row.

    `value` is the chosen option's or the typed value; for `DIFFERENT_PERSON` the contact meant, `None`: all options.
    """

    conflict_id: int
    version: int
    answer: Answer
    value: str | None = None
    note: str | None = None
    skipped_until: date | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A decision that was just made."""

    decision_id: int
    mn_id: str
    conflict_type: str


def load_standing(conn: Connection, year: int) -> tuple[Decision, ...]:
    """The answers that count in a run, oldest first."""
    return tuple(
        Decision(
            row.decision_id, row.mn_id, row.conflict_type, frozenset(row.options), Answer(row.answer), row.value,
            row.decided_at, row.person_id,
        )
        for row in conn.execute(query("decisions.standing"), {"year": year})
    )  # fmt: skip


def add(conn: Connection, reply: Reply, *, by: str, batch: str) -> Made:
    """Keep an answer with what was shown; a former answer to the same question counts no longer."""
    row = {**asdict(reply), "by": by, "batch": batch}
    conn.execute(query("decisions.supersede"), row)
    return Made(*conn.execute(query("decisions.add"), row).one())


def lock_standing(conn: Connection, year: int, decision_ids: Sequence[int]) -> Sequence[Row[tuple[int, int, str, str]]]:
    """Those of these decisions that stand, held for this transaction: (decision_id, conflict_id, mn_id, answer)."""
    return conn.execute(query("decisions.lock"), {"year": year, "decision_ids": list(decision_ids)}).all()


def undo(conn: Connection, decision_ids: Sequence[int], *, by: str) -> None:
    """Take decisions back; they stay on record."""
    conn.execute(query("decisions.undo"), {"decision_ids": list(decision_ids), "by": by})


def load_agreed(conn: Connection, year: int) -> dict[tuple[str, str], Agreed]:
    """What sign-up and contact last agreed on, by (mn_id of the person's row, field name)."""
    rows = conn.execute(query("decisions.agreed"), {"year": year})
    return {(row.mn_id, row.field_name): Agreed(*row) for row in rows}


def write_agreed(conn: Connection, year: int, agreed: Iterable[Agreed]) -> None:
    """Keep what sign-up and contact agree on now."""
    if rows := [{**asdict(one), "year": year} for one in agreed]:
        conn.execute(query("decisions.write_agreed"), rows)


def note_exported(conn: Connection, year: int, handed_out: Iterable[Agreed]) -> None:
    """Remember values of sign-ups as handed out in an import file."""
    if rows := [{**asdict(one), "year": year} for one in handed_out]:
        conn.execute(query("decisions.note_exported"), rows)
