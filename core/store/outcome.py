"""What a run decided, written into the database in the caller's transaction (design.md: apply)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection

from core.mentors import STAFF_FIELDS, Mentor
from core.outcome import Export, Outcome
from core.seasons import Season
from core.sql import query
from core.store import archivals, conflicts, decisions, deliveries, issues, people, retirements

ETL_STEP = "etl"


def apply(conn: Connection, season: Season, outcome: Outcome, known: Mapping[str, Mentor], run_id: int | None) -> int:
    """Write an outcome, touching only what differs from `known`. Returns the number of new conflicts."""
    year = season.year
    people.write(conn, year, outcome.identities)
    _write_mentors(conn, year, outcome, known)
    _replace(conn, "exclusions", year, [asdict(exclusion) for exclusion in outcome.exclusions])
    _replace(conn, "holds", year, [asdict(hold) for hold in (*outcome.holds, *outcome.waiting)])
    _replace(conn, "staging", year, list(_staging(outcome.export)))
    archivals.propose(conn, season, outcome.archivals, run_id)
    deliveries.release(conn, year, outcome.releases)
    retirements.propose(conn, year, outcome.retirements, run_id)
    decisions.write_agreed(conn, year, outcome.agreed)
    issues.replace(conn, year, ETL_STEP, outcome.issues, run_id)
    return conflicts.record(conn, year, outcome.conflicts, run_id)


def load_holds(conn: Connection, year: int) -> dict[str, str]:
    """Who is held back from the import file: mn_id -> reason."""
    return {row.mn_id: row.reason for row in conn.execute(query("outcome.load_holds"), {"year": year})}


def _write_mentors(conn: Connection, year: int, outcome: Outcome, known: Mapping[str, Mentor]) -> None:
    renames = [{"old": old, "new": new} for old, new in outcome.renamed.items()]
    before = {outcome.renamed.get(mn_id, mn_id) for mn_id in known}
    added = [_row(year, mentor) for mentor in outcome.mentors if mentor.mn_id not in before]
    updated = [_row(year, m) for m in outcome.mentors if m.mn_id in before and known.get(m.mn_id) != m]
    conn.execute(query("outcome.defer_checks"))
    if renames:
        _replace(conn, "rename", year, renames)
    for name, rows in (("update_mentor", updated), ("add_mentor", added)):
        if rows:
            conn.execute(query(f"outcome.{name}"), rows)
    conn.execute(query("outcome.check_contacts"))


def _row(year: int, mentor: Mentor) -> dict[str, Any]:
    row = {**asdict(mentor), "year": year}
    provenance = mentor.provenance or {}
    row["provenance"] = json.dumps({field: [origin.source, origin.record_id] for field, origin in provenance.items()})
    return {name: value for name, value in row.items() if name not in STAFF_FIELDS}


def _staging(export: Export) -> Iterable[dict[str, Any]]:
    for row in export.rows:
        yield {
            "mn_id": row.mn_id,
            "gb_contact_id": row.gb_contact_id,
            "columns": dict(zip(export.headings, row.cells, strict=True)),
            "problems": row.problems,
        }


def _replace(conn: Connection, name: str, year: int, rows: list[dict[str, Any]]) -> None:
    conn.execute(query(f"outcome.{name}"), {"year": year, "rows": json.dumps(rows)})
