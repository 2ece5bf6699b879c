"""Questions as a run asks them: people, contacts and forms put in by hand, then worked in."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, text

from core.etl_run import run_etl
from core.store.seasons import load_season
from tests.views.rows import YEAR, add, add_signup

MENTOR_TAG = "Mentors 2025"


def add_person(conn: Connection, number: int, **columns: object) -> None:
    usual = {
        "first_name": f"First{number}",
        "last_name": "Example",
        "phone": phone_of(number),
        "personal_email": f"mentor{number}@example.com",
    }
    add_signup(conn, number, **{**usual, **columns})


def phone_of(number: int) -> str:
    return f"+140455501{number:02}"


def add_known_contact(conn: Connection, contact_id: int, number: int, **columns: object) -> None:
    """A contact that has everything of person `number`, found by it."""
    usual = {
        "first_name": f"First{number}",
        "last_name": "Example",
        "primary_phone": phone_of(number),
        "primary_email": f"mentor{number}@example.com",
        "phones": [phone_of(number)],
        "emails": [f"mentor{number}@example.com"],
        "tags": [MENTOR_TAG],
        "modified_at": datetime.now(UTC) - timedelta(days=3),
    }
    row = {**usual, **columns}
    add(conn, "raw_gb_full_contacts", contact_id=contact_id, raw_data="{}", row_hash=b"", **row)
    for kind, values in (("phone", row["phones"]), ("email", row["emails"])):
        for value in values:
            add(conn, "contact_keys", kind=kind, value=value, contact_id=contact_id)


def add_tie(conn: Connection, number: int) -> None:
    """Somebody whose two contacts are equal: 2000 + 2 * number and the one after it."""
    add_person(conn, number)
    add_known_contact(conn, 2000 + 2 * number, number)
    add_known_contact(conn, 2001 + 2 * number, number)


def add_leader(conn: Connection, number: int) -> None:
    """Somebody whose first contact leads by enough to be recommended, and too little to be chosen unasked."""
    add_person(conn, number)
    add_known_contact(conn, 2000 + 2 * number, number, has_address=True, modified_at=datetime.now(UTC))
    add_known_contact(conn, 2001 + 2 * number, number)


def add_phone_question(conn: Connection, number: int) -> None:
    """Somebody whose contact has another phone number, changed three days ago."""
    add_person(conn, number)
    add_known_contact(conn, 2000 + 2 * number, number, phones=["+14045550199"], primary_phone="+14045550199")


def ask(conn: Connection) -> list[int]:
    """Work everything in; the open questions."""
    run_etl(conn, load_season(conn, YEAR), datetime.now(UTC))
    rows = conn.execute(text("SELECT conflict_id FROM sync_conflicts WHERE status = 'pending' ORDER BY conflict_id"))
    return list(rows.scalars())
