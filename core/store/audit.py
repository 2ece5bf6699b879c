"""The audit, seen from the transaction that writes it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

from core.sql import query
from core.store.decisions import Made
from core.store.report import by_person

# The field that the answer to a question of this type sets.
FIELD_OF = {
    "contact_selection": "gb_contact_id",
    "external_id_collision": "gb_contact_id",
    "phone_mismatch": "phone",
    "email_mismatch": "personal_email",
    "same_person": "mn_id",
}


def last_change(conn: Connection) -> int:
    """Where the audit ends just now; see `load_changes`."""
    return int(conn.execute(query("audit.last_change")).scalar_one())


def load_changes(conn: Connection, year: int, after: int, *, by: str) -> list[dict[str, Any]]:
    """What an actor changed after change `after`, one entry per person."""
    return by_person(conn.execute(query("audit.changes"), {"year": year, "after": after, "by": by}).mappings())


def tell_decided(conn: Connection, made: Iterable[Made]) -> None:
    """Which fields are decided in this transaction: their change is the resolved conflict."""
    fields = defaultdict(list)
    for decision in made:
        fields[decision.mn_id].append(FIELD_OF[decision.conflict_type])
    conn.execute(query("audit.tell_decided"), {"fields": json.dumps(fields)})


def note_resolved(conn: Connection, decision_ids: Sequence[int], after: int, *, by: str) -> None:
    """One row for each decision, unless the change it made since `after` is that row."""
    row = {"decision_ids": list(decision_ids), "after": after, "by": by, "field_of": json.dumps(FIELD_OF)}
    conn.execute(query("audit.note_resolved"), row)
