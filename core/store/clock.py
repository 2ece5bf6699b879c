"""Which of several clocks leads."""

from sqlalchemy import Connection

from core.sql import query


def try_lead(conn: Connection) -> bool:
    """Take or keep the lead; it ends with the connection. False: another process has it."""
    return bool(conn.execute(query("clock.lead")).scalar_one())
