"""Reading who is in which household: a contact does not tell, and a relative must not be archived as a duplicate."""

from datetime import datetime

from sqlalchemy import Connection

from core.clients.givebutter import Givebutter
from core.errors import SourceError
from core.records import Issue, Severity
from core.store import households


def read_households(conn: Connection, givebutter: Givebutter, now: datetime) -> tuple[Issue, ...]:
    """Bring the households up to date. Trouble with them ends no run: duplicates then need a second look."""
    try:
        members = givebutter.list_household_members()
    except SourceError as failure:
        households.note_unread(conn, now)
        message = f"Nobody knows who is in which household; duplicates need a second look until it is read. {failure}"
        return (Issue("households_unread", Severity.WARNING, message, source_table="household_members"),)
    households.replace(conn, members, now)
    return ()
