"""Duplicate contacts that are to be archived in Givebutter, and those that were."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from core.sql import query

STATES: Mapping[str, tuple[str, ...]] = {
    "proposed": ("proposed",),
    "approved": ("approved",),
    "archived": ("archived",),
    "kept": ("declined", "restored"),
}
STATE_TITLES: Mapping[str, str] = {
    "proposed": "Proposed",
    "approved": "On the way",
    "archived": "Archived",
    "kept": "Kept",
}


@dataclass(frozen=True, slots=True)
class Duplicate:
    """One duplicate contact.

    `caution` says why it is not archived without an extra confirmation, `trouble` why it was not
    archived yet, or not brought back.
    """

    archival_id: int
    contact_id: int
    contact_name: str
    mn_id: str
    full_name: str
    winner_contact_id: int
    reason: str
    caution: str | None
    status: str
    since: datetime
    approved_by: str | None
    is_decided: bool
    trouble: str | None


def count_archivals(conn: Connection, year: int) -> dict[str, int]:
    """How many duplicates are in which state of `STATES`."""
    found = {row.status: row.number for row in conn.execute(query("views_conflicts.archival_counts"), {"year": year})}
    return {state: sum(found.get(status, 0) for status in statuses) for state, statuses in STATES.items()}


def list_archivals(conn: Connection, year: int, state: str) -> tuple[Duplicate, ...]:
    """The duplicates in a state of `STATES`; those that need an extra confirmation last."""
    asked = {"year": year, "statuses": list(STATES[state])}
    return tuple(
        Duplicate(
            archival_id=row.archival_id,
            contact_id=row.contact_id,
            contact_name=row.contact_name,
            mn_id=row.mn_id,
            full_name=row.full_name or "",
            winner_contact_id=row.winner_contact_id,
            reason=row.reason,
            caution=row.caution,
            status=row.status,
            since=row.approved_at or row.proposed_at,
            approved_by=row.approved_by,
            is_decided=row.decision_id is not None,
            trouble=row.remark or (row.delivery_error if row.status == "approved" else None),
        )
        for row in conn.execute(query("views_conflicts.archivals"), asked)
    )
