from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, text

from core.records import Signup
from core.store import raw
from core.store.intake import Intake
from core.store.raw import Cursor
from core.store.raw_sql import statement
from core.store.raw_table import RawTable, opened
from core.streams import CONTACTS, STREAMS

NOW = datetime(2025, 10, 28, 16, tzinfo=UTC)
YEAR = 2025
SIGNUPS = STREAMS[0]


def submission(number: int, mn_id: str = "MN0001", **fields):
    answers = {"8": {"name": "mnid", "answer": mn_id}}
    frame = {"id": str(number), "created_at": "2025-09-30 12:39:41", "status": "ACTIVE"}
    return {**frame, "answers": answers, **fields}


def contact(number: int, **fields):
    return {"id": number, "first_name": "A", "updated_at": "2025-10-27T01:07:02+00:00", **fields}


def take(conn: Connection, stream, *records, listing: bool = False, year: int = YEAR) -> Intake:
    """Take records in; as a listing, what is not among them is removed."""
    with opened(RawTable(conn, stream, year)) as table:
        intake = Intake(table, stream, {}, "reading")
        intake.take(records, NOW)
        if listing:
            intake.removed += table.remove_unseen(NOW)
    return intake


def counts(intake: Intake) -> tuple[int, int, int, int]:
    return intake.processed, intake.inserted, intake.updated, intake.removed


def mn_ids(conn: Connection, year: int = YEAR) -> list[str | None]:
    return [signup.mn_id for signup in raw.load(conn, Signup, year)]


def keys(conn: Connection) -> set[tuple[str, str, int]]:
    rows = conn.execute(text("SELECT kind, value, contact_id FROM contact_keys"))
    return {(row.kind, row.value, row.contact_id) for row in rows}


def test_new_changed_and_unchanged_records_are_told_apart(conn):
    assert counts(take(conn, SIGNUPS, submission(1), submission(2), submission(3))) == (3, 3, 0, 0)
    again = take(conn, SIGNUPS, submission(1), submission(2, "MN0002"), submission(4))
    assert counts(again) == (3, 1, 1, 0)
    assert mn_ids(conn) == ["MN0001", "MN0002", "MN0001", "MN0001"]


def test_an_unchanged_row_is_not_rewritten(conn):
    take(conn, SIGNUPS, submission(1))
    where = "SELECT ctid, xmin FROM raw_mn_signups"
    before = conn.execute(text(where)).all()
    take(conn, SIGNUPS, submission(1), listing=True)
    assert conn.execute(text(where)).all() == before


def test_of_one_record_that_comes_twice_the_later_counts(conn):
    assert counts(take(conn, SIGNUPS, submission(1, "MN0001"), submission(1, "MN0002"))) == (2, 1, 0, 0)
    assert mn_ids(conn) == ["MN0002"]


def test_a_listing_removes_what_is_gone_and_what_returns_is_back(conn):
    take(conn, SIGNUPS, submission(1), submission(2))
    assert counts(take(conn, SIGNUPS, submission(1), listing=True)) == (1, 0, 0, 1)
    assert len(mn_ids(conn)) == 1
    assert counts(take(conn, SIGNUPS, submission(1), submission(2), listing=True)) == (2, 1, 0, 0)
    assert len(mn_ids(conn)) == 2


def test_an_inactive_record_is_removed_at_once(conn):
    take(conn, SIGNUPS, submission(1), submission(2))
    assert counts(take(conn, SIGNUPS, submission(2, status="DELETED"))) == (1, 0, 0, 1)
    assert counts(take(conn, SIGNUPS, submission(2, status="DELETED"))) == (1, 0, 0, 0)


def test_seasons_do_not_touch_each_other(conn):
    conn.execute(text("INSERT INTO seasons (year) VALUES (2031)"))
    take(conn, SIGNUPS, submission(1, "MN0001"))
    take(conn, SIGNUPS, submission(1, "MN0009"), listing=True, year=2031)
    take(conn, SIGNUPS, submission(2), listing=True, year=2031)
    assert (mn_ids(conn), mn_ids(conn, 2031)) == (["MN0001"], ["MN0001"])


def test_the_source_record_is_kept_whole(conn):
    take(conn, SIGNUPS, submission(1, ip="203.0.113.7", notes='"quoted", \\ and\nnew line \U0001f9d1'))
    kept = conn.execute(text("SELECT raw_data FROM raw_mn_signups")).scalar_one()
    assert kept == submission(1, ip="203.0.113.7", notes='"quoted", \\ and\nnew line \U0001f9d1')


def test_what_postgresql_cannot_hold_does_no_harm(conn):
    take(conn, SIGNUPS, submission(1, "MN\x000001", notes="half \ud800 character"))
    assert mn_ids(conn) == ["MN0001"]


def test_contacts_come_back_as_they_went_in(conn):
    tags = ['say "hi", {all}', "back\\slash", "NULL", "Mentors 2025", "é \U0001f9d1"]
    record = contact(
        7, tags=tags, emails=[{"value": "b@example.com"}], primary_email="a@example.com", archived_at=None,
        stats={"total_contributions": 25.5}, is_phone_subscribed=False, primary_address={"city": "Athens"},
    )  # fmt: skip
    take(conn, CONTACTS, record)
    assert raw.load_contacts(conn, [7, 8]) == {7: CONTACTS.read(record, {})}


def test_only_present_contacts_are_loaded(conn):
    take(conn, CONTACTS, contact(1), contact(2), contact(3, archived_at="2025-10-01T00:00:00+00:00"))
    take(conn, CONTACTS, contact(1), contact(3, archived_at="2025-10-01T00:00:00+00:00"), listing=True)
    assert set(raw.load_contacts(conn, [1, 2, 3])) == {1}


def test_no_contacts_are_asked_for_none(conn):
    assert raw.load_contacts(conn, []) == {}


def test_a_contact_is_found_by_every_number_address_and_by_its_external_id(conn):
    take(
        conn, CONTACTS,
        contact(
            1, external_id=" mn0013 ", primary_phone="404 555 0142", phones=["404 555 0143", "404 555 0142"],
            primary_email="A@example.com", emails=["b@example.com"],
        ),
    )  # fmt: skip
    assert keys(conn) == {
        ("external_id", "MN0013", 1),
        ("phone", "+14045550142", 1), ("phone", "+14045550143", 1),
        ("email", "a@example.com", 1), ("email", "b@example.com", 1),
    }  # fmt: skip


def test_keys_follow_their_contact(conn):
    take(conn, CONTACTS, contact(1, external_id="MN1"), contact(2, external_id="MN2"), contact(3, external_id="MN3"))
    take(conn, CONTACTS, contact(1, external_id="MN9"), contact(2, external_id="MN2"), listing=True)
    assert keys(conn) == {("external_id", "MN9", 1), ("external_id", "MN2", 2)}
    take(conn, CONTACTS, contact(2, external_id="MN2", archived_at="2025-10-01T00:00:00+00:00"))
    assert keys(conn) == {("external_id", "MN9", 1)}
    take(conn, CONTACTS, contact(2, external_id="MN2"), contact(3, external_id="MN3"))
    assert keys(conn) == {("external_id", "MN9", 1), ("external_id", "MN2", 2), ("external_id", "MN3", 3)}


def test_an_endless_external_id_is_shortened_as_a_key(conn):
    take(conn, CONTACTS, contact(1, external_id="x" * 9000))
    assert keys(conn) == {("external_id", "X" * 255, 1)}


def test_what_a_source_does_not_tell_stays(conn):
    take(conn, CONTACTS, contact(1))
    conn.execute(text("UPDATE raw_gb_full_contacts SET household = 'Stones'"))
    take(conn, CONTACTS, contact(1, first_name="B"))
    assert raw.load_contacts(conn, [1])[1].household == "Stones"


@pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.name)
def test_records_are_the_columns_of_their_table(conn, stream):
    rows = conn.execute(
        text("SELECT column_name FROM information_schema.columns WHERE table_name = :table ORDER BY ordinal_position"),
        {"table": stream.table},
    )
    columns = [name for name in rows.scalars() if name not in ("year", "raw_data", "row_hash", "deleted_at")]
    assert columns == list(stream.record.__dataclass_fields__)


def test_statements_quote_their_names():
    assert '"raw_mn_signups"' in statement("load", SIGNUPS)


def test_a_stream_that_was_never_read_has_no_cursor(conn):
    assert raw.load_cursor(conn, SIGNUPS, YEAR) == Cursor()
    assert raw.contacts_known_at(conn) is None


def test_a_cursor_keeps_what_is_not_told_anew(conn):
    raw.move_cursor(conn, SIGNUPS, YEAR, Cursor(NOW, NOW, NOW, "form 1"))
    later = NOW + timedelta(hours=1)
    raw.move_cursor(conn, SIGNUPS, YEAR, Cursor(later, later))
    assert raw.load_cursor(conn, SIGNUPS, YEAR) == Cursor(later, later, NOW, "form 1")


def test_the_contacts_cursor_belongs_to_no_season(conn):
    raw.move_cursor(conn, CONTACTS, YEAR, Cursor(NOW, NOW, NOW, "api"))
    assert raw.load_cursor(conn, CONTACTS, 2031).cursor == NOW
    assert raw.contacts_known_at(conn) == NOW
