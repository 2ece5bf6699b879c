"""Which contact is in which household, as Givebutter lists it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from core.sql import query


def replace(conn: Connection, members: Mapping[int, str], now: datetime) -> None:
    """Keep who is in which household (contact id -> name), and forget what was told before."""
    conn.execute(query("households.forget"))
    conn.execute(query("households.add"), {"contact_ids": list(members), "households": list(members.values())})
    conn.execute(query("households.note"), {"now": now, "is_complete": True})


def note_unread(conn: Connection, now: datetime) -> None:
    """They could not be read: what was told before stays, but nobody knows who joined since."""
    conn.execute(query("households.note"), {"now": now, "is_complete": False})


def are_known(conn: Connection) -> bool:
    """Whether a contact without a household is known to be in none."""
    return bool(conn.execute(query("households.are_known")).scalar_one())
