"""Rows that the tests of views and pages put into the database by hand."""

import json
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, text

from core.db import Actor, act_as

YEAR = 2025
NOW = datetime(2025, 10, 28, 16, 0, tzinfo=UTC)
FORMS = {
    "jotform_signup_form_id": "250000000000001",
    "jotform_setup_form_id": "250000000000002",
    "jotform_training_form_id": "250000000000003",
    "givebutter_campaign_code": "DEMO25",
}


def complete_season(conn: Connection, year: int = YEAR) -> None:
    """Tell the season everything a run must know."""
    for key, value in FORMS.items():
        conn.execute(
            text("INSERT INTO sync_configs VALUES (:year, :key, :value, 'string')"),
            {"year": year, "key": key, "value": value},
        )


def add_signup(conn: Connection, number: int, **columns: object) -> None:
    usual = {
        "submission_id": f"S{number}",
        "mn_id": f"MN{number:04}",
        "submitted_at": NOW - timedelta(days=20),
        "raw_data": "{}",
        "row_hash": b"",
    }
    add(conn, "raw_mn_signups", year=YEAR, **{**usual, **columns})


def add_mentor(conn: Connection, number: int, **columns: object) -> None:
    """A mentor with a contact of its own, unless `columns` says otherwise."""
    act_as(conn, Actor("person", "test"))
    usual = {
        "first_name": f"First{number}",
        "last_name": "Example",
        "phone": f"+1404555{number:04}",
        "personal_email": f"mentor{number}@example.com",
        "signup_submission_id": f"S{number}",
        "gb_contact_id": 1000 + number,
    }
    add(conn, "mentors", year=YEAR, mn_id=f"MN{number:04}", **{**usual, **columns})


def add_contact(conn: Connection, number: int, **columns: object) -> None:
    usual = {
        "contact_id": 1000 + number,
        "external_id": f"MN{number:04}",
        "emails": [f"mentor{number}@example.com"],
        "phones": [f"+1404555{number:04}"],
    }
    add(conn, "raw_gb_full_contacts", raw_data="{}", row_hash=b"", **{**usual, **columns})


def add_contacts_read(conn: Connection, at: datetime) -> None:
    add(conn, "sync_cursors", stream="contacts", year=0, cursor=at, last_read_at=at, last_listed_at=at, known_at=at)


def add_run(conn: Connection, status: str = "completed", kind: str = "full", **columns: object) -> int:
    """A run that began a minute ago and, unless it is active, took twelve seconds."""
    ended = status not in {"queued", "running"}
    usual = {
        "triggered_by": "test",
        "requested_at": NOW - timedelta(minutes=1),
        "started_at": None if status == "queued" else NOW - timedelta(minutes=1),
        "completed_at": NOW - timedelta(seconds=48) if ended else None,
        "duration_ms": 12000 if ended else None,
    }
    row = {**usual, **columns}
    row["report"] = json.dumps(row.get("report", {}))
    add(conn, "sync_log", sync_type=kind, year=YEAR, status=status, **row)
    return int(conn.execute(text("SELECT max(run_id) FROM sync_log")).scalar_one())


def add_step(conn: Connection, run_id: int, position: int, name: str, **columns: object) -> None:
    add(conn, "sync_steps", run_id=run_id, position=position, name=name, **columns)


def add_issue(conn: Connection, error_type: str, run_id: int | None = None, **columns: object) -> None:
    usual = {"error_message": "Something is wrong", "severity": "warning"}
    add(conn, "sync_errors", year=YEAR, step="etl", error_type=error_type, run_id=run_id, **{**usual, **columns})


def add(conn: Connection, table: str, **row: object) -> None:
    names, values = ", ".join(row), ", ".join(f":{name}" for name in row)
    conn.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)
