"""Duplicate contacts: proposed, approved, archived, brought back."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from sqlalchemy import Connection

from core.outcome import Archival
from core.seasons import Season
from core.sql import query
from core.store import deliveries

MOST_UNASKED = 50  # duplicates of automatic matches that one run may archive by itself
BY_THE_SEASON = "season setting archive_automatically"
BY_DECISION = "decision"
OBSOLETE, RESTORED = "obsolete", "restored"  # may be proposed again; stays, whatever a run thinks


def propose(conn: Connection, season: Season, archivals: Iterable[Archival], run_id: int | None) -> None:
    """Make these the proposals; approve those of decisions, and those of automatic matches if the season says so."""
    rows = json.dumps([asdict(archival) for archival in archivals])
    conn.execute(query("archivals.propose"), {"year": season.year, "rows": rows, "run_id": run_id})
    approve(conn, season.year, _ready(conn, season.year, decided=True), by=BY_DECISION)
    automatic = _ready(conn, season.year, decided=False) if season.archive_automatically else ()
    if len(automatic) <= MOST_UNASKED:
        approve(conn, season.year, automatic, by=BY_THE_SEASON)


def approve(
    conn: Connection, year: int, archival_ids: Sequence[int], *, by: str, confirmed: bool = False
) -> tuple[int, ...]:
    """Have these contacts archived; those with a caution only if `confirmed`. Returns the contacts queued."""
    row = {"year": year, "archival_ids": list(archival_ids), "by": by, "confirmed": confirmed}
    return tuple(conn.execute(query("archivals.approve"), row).scalars())


def decline(conn: Connection, year: int, archival_ids: Sequence[int], *, by: str) -> int:
    """Leave these contacts as they are; they are not proposed again. Returns how many."""
    row = {"year": year, "archival_ids": list(archival_ids), "by": by}
    return len(conn.execute(query("archivals.decline"), row).all())


def find_decided(conn: Connection, year: int, decision_ids: Sequence[int]) -> tuple[int, ...]:
    """The archivals that follow from decisions."""
    row = {"year": year, "decision_ids": list(decision_ids)}
    return tuple(conn.execute(query("archivals.of_decisions"), row).scalars())


def find_cautious(conn: Connection, year: int, decision_ids: Sequence[int]) -> tuple[int, ...]:
    """The contacts that follow from decisions, but need an extra confirmation before they are archived."""
    row = {"year": year, "decision_ids": list(decision_ids)}
    return tuple(conn.execute(query("archivals.cautious"), row).scalars())


def give_back(conn: Connection, year: int, archival_ids: Sequence[int], *, by: str, status: str) -> tuple[int, ...]:
    """Bring contacts back, or keep them from being archived; `status` is what the archivals become.

    Returns the contacts that are to be restored in Givebutter.
    """
    row = {"year": year, "archival_ids": list(archival_ids), "by": by, "status": status}
    conn.execute(query("archivals.cancel"), row)
    restored = tuple(conn.execute(query("archivals.give_back"), row).scalars())
    deliveries.note_present(conn, restored)
    return restored


def _ready(conn: Connection, year: int, *, decided: bool) -> tuple[int, ...]:
    return tuple(conn.execute(query("archivals.ready"), {"year": year, "decided": decided}).scalars())
