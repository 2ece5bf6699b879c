"""External IDs of former seasons: proposed, taken from their contacts, given back."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection

from core.outcome import Retirement
from core.sql import query


@dataclass(frozen=True, slots=True)
class RetiredId:
    """One External ID of a former season, and how far its retirement is.

    `status` is proposed, or what became of its delivery: queued, sent, failed, ...; `error` says why it was refused.
    """

    retirement_id: int
    contact_id: int
    external_id: str
    mn_id: str | None
    former_year: int
    reason: str
    approved_by: str | None
    approved_at: datetime | None
    status: str
    error: str | None


def propose(conn: Connection, year: int, retirements: Iterable[Retirement], run_id: int | None) -> None:
    """Make these the proposals; what a person approved stays approved while it is among them."""
    rows = json.dumps([asdict(one) for one in retirements])
    conn.execute(query("retirements.withdraw_outdated"), {"year": year, "rows": rows})
    conn.execute(query("retirements.propose"), {"year": year, "rows": rows, "run_id": run_id})


def approve(conn: Connection, year: int, retirement_ids: Sequence[int], *, by: str) -> tuple[int, ...]:
    """Have these ids taken from their contacts. Returns the contacts queued."""
    return _act(conn, "approve", year, retirement_ids, by)


def give_back(conn: Connection, year: int, retirement_ids: Sequence[int], *, by: str) -> tuple[int, ...]:
    """Let contacts keep their ids, or have them again. Returns the contacts that do.

    A contact with another id by now, and an id that another contact has by now, are left alone, and so is what is
    being sent: who notes how that ended is waited for.
    """
    rows = {"year": year, "retirement_ids": list(retirement_ids)}
    conn.execute(query("retirements.hold_contacts"), rows)
    conn.execute(query("retirements.hold_queued"), rows)
    return _act(conn, "give_back", year, retirement_ids, by)


def load(conn: Connection, year: int) -> tuple[RetiredId, ...]:
    """All of a season, those included that were taken away."""
    return tuple(RetiredId(*row) for row in conn.execute(query("retirements.load"), {"year": year}))


def load_open(conn: Connection, year: int) -> dict[int, str]:
    """The External IDs of former seasons that still stand on contacts: contact -> id."""
    return {row.contact_id: row.external_id for row in conn.execute(query("retirements.open"), {"year": year})}


def _act(conn: Connection, name: str, year: int, retirement_ids: Sequence[int], by: str) -> tuple[int, ...]:
    row = {"year": year, "retirement_ids": list(retirement_ids), "by": by}
    return tuple(conn.execute(query(f"retirements.{name}"), row).scalars())
