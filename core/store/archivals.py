"""Duplicate contacts: proposed, approved, archived, brought back."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection

from core.outcome import Archival
from core.seasons import Season
from core.sql import query

MOST_UNASKED = 50  # duplicates of automatic matches that one run may archive by itself
BY_THE_SEASON = "season setting archive_automatically"
BY_DECISION = "decision"
OBSOLETE, RESTORED = "obsolete", "restored"  # may be proposed again; stays, whatever a run thinks


def propose(conn: Connection, season: Season, archivals: Iterable[Archival], run_id: int | None) -> None:
    """Make these the proposals; approve those of decisions, and those of automatic matches if the season says so.

    What was approved before and does not hold today is withdrawn. Only a run archives unasked, a part at a time.
    """
    rows = {"year": season.year, "rows": json.dumps([asdict(archival) for archival in archivals])}
    conn.execute(query("archivals.returned"))
    conn.execute(query("archivals.withdraw_outdated"), rows)
    conn.execute(query("archivals.propose"), {**rows, "run_id": run_id})
    approve(conn, season.year, _ready(conn, season.year, decided=True), by=BY_DECISION)
    if season.archive_automatically and run_id is not None:
        approve(conn, season.year, _ready(conn, season.year, decided=False)[:MOST_UNASKED], by=BY_THE_SEASON)
    missed = tuple(conn.execute(query("archivals.missed"), {"year": season.year}).scalars())
    give_back(conn, season.year, missed, by=BY_DECISION, status=RESTORED)


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
    return tuple(conn.execute(query("archivals.give_back"), row).scalars())


def find_objections(conn: Connection, archival_ids: Sequence[int]) -> dict[int, str]:
    """What speaks against archiving these duplicates now, in words, by archival."""
    rows = conn.execute(query("archivals.objections"), {"archival_ids": list(archival_ids)})
    return {row.archival_id: row.objection for row in rows}


def load_facts(conn: Connection, year: int, archival_ids: Sequence[int]) -> dict[int, tuple[int, Mapping[str, Any]]]:
    """Contact and facts of these duplicates as they were shown, by archival."""
    rows = conn.execute(query("archivals.shown"), {"year": year, "archival_ids": list(archival_ids)})
    return {row.archival_id: (row.contact_id, row.facts) for row in rows}


def note_not_archived(conn: Connection, archival_id: int, remark: str, *, lasts: bool = False) -> None:
    """A duplicate was not archived; it waits for a person again, or (`lasts`) is none any more as far as we know."""
    conn.execute(query("archivals.remark"), {"archival_id": archival_id, "remark": remark, "lasts": lasts})


def note_archived(conn: Connection, archival_id: int) -> None:
    """A duplicate is archived in Givebutter."""
    conn.execute(query("archivals.archived"), {"archival_id": archival_id})


def note_not_restored(conn: Connection, archival_id: int, remark: str) -> None:
    """A duplicate could not be brought back: it is still archived."""
    conn.execute(query("archivals.still_archived"), {"archival_id": archival_id, "remark": remark})


def _ready(conn: Connection, year: int, *, decided: bool) -> tuple[int, ...]:
    return tuple(conn.execute(query("archivals.ready"), {"year": year, "decided": decided}).scalars())
