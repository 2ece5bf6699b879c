"""Who is who in the database: people, whose each submission is, and the mentor ids they have or had."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from core.outcome import Identity
from core.sql import query


def load_signups(conn: Connection, year: int) -> dict[str, int]:
    """Whose each submission is: submission_id -> person_id."""
    return {row.submission_id: row.person_id for row in conn.execute(query("people.signups"), {"year": year})}


def load_rows(conn: Connection, year: int) -> dict[str, int]:
    """Whose each mentor's row is: mn_id -> person_id."""
    return {row.mn_id: row.person_id for row in conn.execute(query("people.rows"), {"year": year})}


def load_issued_ids(conn: Connection, year: int) -> dict[int, tuple[str, ...]]:
    """The mentor ids that each person has or had, the latest first."""
    issued = defaultdict(list)
    for row in conn.execute(query("people.issued"), {"year": year}):
        issued[row.person_id].append(row.mn_id)
    return {person_id: tuple(dict.fromkeys(ids)) for person_id, ids in issued.items()}


def write(conn: Connection, year: int, identities: Iterable[Identity]) -> None:
    """Remember who everybody is; from here on the database knows whose a mentor id is."""
    everybody = tuple(identities)
    person_ids = _number(conn, year, everybody)
    present, former, bound = [], [], []
    for one in everybody:
        person_id = person_ids[one.mn_id]
        present.append({"person_id": person_id, "mn_id": one.mn_id})
        former += [{"person_id": person_id, "mn_id": mn_id} for mn_id in one.former_ids]
        bound += [{"person_id": person_id, "submission_id": form} for form in one.submissions]
    _execute(conn, "bind", year, bound)
    _execute(conn, "close_ids", year, present)
    _execute(conn, "open_ids", year, present)
    _execute(conn, "add_former", year, former)


def _number(conn: Connection, year: int, everybody: tuple[Identity, ...]) -> dict[str, int]:
    """The person of each mentor id of today; new people get their numbers in the order of their sign-ups."""
    new = sorted((one for one in everybody if one.person_id is None), key=lambda one: _age(one.submissions))
    added = iter(sorted(conn.execute(query("people.add"), {"year": year, "number": len(new)}).scalars()))
    known = {one.mn_id: one.person_id for one in everybody if one.person_id is not None}
    return {**known, **{one.mn_id: next(added) for one in new}}


def _age(submissions: tuple[str, ...]) -> tuple[int, str]:
    """Submission ids are numbers written as text."""
    first = submissions[0] if submissions else ""
    return (len(first), first)


def _execute(conn: Connection, name: str, year: int, rows: list[dict[str, Any]]) -> None:
    conn.execute(query(f"people.{name}"), {"year": year, "rows": json.dumps(rows)})
