"""Conflicts and archivals as the command line lists them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from core.decisions import LETTERS
from core.sql import query


def load_conflicts(conn: Connection, year: int, status: str) -> list[dict[str, Any]]:
    """The questions of a status, each with its options by letter."""
    rows = conn.execute(query("listings.conflicts"), {"year": year, "status": status}).mappings()
    return [_lettered(dict(row)) for row in rows]


def load_conflict(conn: Connection, year: int, conflict_id: int) -> dict[str, Any] | None:
    """One question with its options by letter."""
    row = {"year": year, "conflict_id": conflict_id}
    found = conn.execute(query("listings.conflict"), row).mappings().one_or_none()
    return _lettered(dict(found)) if found else None


def load_archivals(conn: Connection, year: int) -> list[dict[str, Any]]:
    """The duplicates that are proposed for archiving."""
    return [dict(row) for row in conn.execute(query("listings.archivals"), {"year": year}).mappings()]


def _lettered(row: Mapping[str, Any]) -> dict[str, Any]:
    options = [option for option in (row["option_a"], row["option_b"], *row["further_options"]) if option]
    rest = {name: value for name, value in row.items() if name not in {"option_a", "option_b", "further_options"}}
    return {**rest, "options": dict(zip(LETTERS, options, strict=False))}
