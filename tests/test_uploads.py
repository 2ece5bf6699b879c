"""The contacts export a coordinator uploads: previewed, then taken in whole or not at all."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from core.clients import Endpoints, RetryPolicy, open_sources
from core.demo.contacts_csv import contacts_csv
from core.demo.server import running
from core.demo.store import DemoStore
from core.errors import UploadRefusedError
from core.records import Contact
from core.seasons import season_from
from core.store import raw
from core.streams import CONTACTS
from core.sync import StreamResult, read_stream
from core.uploads import UploadPreview, UploadResult, apply_upload, preview_upload

NOW = datetime(2025, 10, 28, 16, tzinfo=UTC)
HEADINGS = (
    "Givebutter Contact ID", "Contact External ID", "First Name", "Last Name", "Primary Email", "Additional Emails",
    "Primary Phone", "Additional Phones", "Gender", "Tags", "Notes", "Last Modified (UTC)", "🎓 UGA Class",
)  # fmt: skip


def row(contact_id: object, **cells: str) -> dict[str, str]:
    given = {name.replace("_", " "): cell for name, cell in cells.items()}
    return {"Givebutter Contact ID": str(contact_id), "First Name": "Amelia", "Last Name": "Stone", **given}


def content(*rows: dict[str, str], headings: tuple[str, ...] = HEADINGS) -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, headings, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "contacts.csv"


class Desk:
    """A coordinator at work: previews and applies files."""

    def __init__(self, conn: Connection, path: Path) -> None:
        self.conn = conn
        self.path = path

    def preview(self, file: str | bytes) -> UploadPreview:
        self.path.write_bytes(file if isinstance(file, bytes) else file.encode())
        return preview_upload(self.conn, self.path)

    def apply(self, file: str | bytes, *, confirmed: bool = False) -> UploadResult:
        self.path.write_bytes(file if isinstance(file, bytes) else file.encode())
        return apply_upload(self.conn, self.path, file_name="contacts.csv", by="ann", confirmed=confirmed, now=NOW)

    def contacts(self) -> dict[int, Contact]:
        ids = self.conn.execute(text("SELECT contact_id FROM raw_gb_full_contacts")).scalars().all()
        return raw.load_contacts(self.conn, ids)

    def keys(self) -> set[tuple[str, int]]:
        return {(row.value, row.contact_id) for row in self.conn.execute(text("SELECT * FROM contact_keys"))}


@pytest.fixture
def desk(conn: Connection, path: Path) -> Desk:
    return Desk(conn, path)


def counts(seen: UploadPreview | UploadResult) -> tuple[int, int, int, int, int]:
    return seen.total, seen.new, seen.changed, seen.unchanged, seen.gone


def many(number: int) -> list[dict[str, str]]:
    return [row(n, Primary_Phone="+14045550100") for n in range(1, number + 1)]


def test_a_first_file_fills_the_table(desk):
    result = desk.apply(content(row(1, Primary_Phone="(404) 555-0100", Tags="VIP, Mentors 2025"), row(2)))
    assert counts(result) == (2, 2, 0, 0, 0)
    assert desk.contacts()[1].tags == ("Mentors 2025", "VIP")
    assert desk.keys() == {("+14045550100", 1)}


def test_a_preview_tells_what_would_change_and_changes_nothing(desk):
    desk.apply(content(*many(20)))
    file = content(*many(19)[1:], row(1, Primary_Phone="+14045550199"), row(99))
    seen = desk.preview(file)
    assert counts(seen) == (20, 1, 1, 18, 1)
    assert not seen.needs_confirmation
    assert seen.headings == HEADINGS
    assert desk.contacts()[1].primary_phone == "+14045550100"
    assert counts(desk.apply(file)) == counts(seen)
    assert desk.contacts()[1].primary_phone == "+14045550199"
    assert set(desk.contacts()) == {*range(1, 20), 99}


def test_the_same_file_again_rewrites_nothing(desk):
    desk.apply(content(*many(5)))
    where = "SELECT contact_id, ctid, xmin FROM raw_gb_full_contacts"
    before = desk.conn.execute(text(where)).all()
    assert counts(desk.apply(content(*many(5)))) == (5, 0, 0, 5, 0)
    assert desk.conn.execute(text(where)).all() == before


def test_an_empty_cell_clears_an_old_value(desk):
    desk.apply(content(row(1, Gender="Female", Primary_Phone="+14045550100", Tags="VIP")))
    desk.apply(content(row(1)))
    contact = desk.contacts()[1]
    assert (contact.gender, contact.primary_phone, contact.phones, contact.tags) == (None, None, (), ())
    assert desk.keys() == set()


def test_a_column_that_the_file_lacks_leaves_the_old_value(desk):
    desk.apply(content(row(1, Gender="Female", Primary_Phone="+14045550100", Tags="VIP")))
    headings = ("Givebutter Contact ID", "First Name", "Last Name", "Tags")
    assert counts(desk.apply(content(row(1), headings=headings))) == (1, 0, 1, 0, 0)
    contact = desk.contacts()[1]
    assert (contact.gender, contact.primary_phone, contact.tags) == ("female", "+14045550100", ())
    assert desk.keys() == {("+14045550100", 1)}


def test_columns_are_found_by_name_in_any_order(desk):
    desk.apply(content(row(1, Primary_Email="a@example.com"), headings=tuple(reversed(HEADINGS))))
    assert desk.contacts()[1].primary_email == "a@example.com"


def test_of_repeated_headings_the_first_counts(desk):
    desk.apply("Givebutter Contact ID,Tags,ARCHIVED x,ARCHIVED x,Tags\n1,VIP,a,b,Wrong\n")
    assert desk.contacts()[1].tags == ("VIP",)
    kept = desk.conn.execute(text("SELECT raw_data FROM raw_gb_full_contacts")).scalar_one()
    assert (kept["ARCHIVED x"], kept["ARCHIVED x (2)"]) == ("a", "b")


def test_a_byte_order_mark_windows_line_ends_and_line_breaks_in_notes_are_fine(desk):
    file = content(row(1, Notes='likes "tea"\r\nand cake'), row(2)).replace("\n", "\r\n")
    assert counts(desk.apply(b"\xef\xbb\xbf" + file.encode())) == (2, 2, 0, 0, 0)


def test_a_large_drop_needs_a_persons_word(desk):
    desk.apply(content(*many(20)))
    assert not desk.preview(content(*many(18))).needs_confirmation
    file = content(*many(17))
    assert desk.preview(file).needs_confirmation
    with pytest.raises(UploadRefusedError, match=r"3 contacts .* file of 17 rows.*Nothing was changed"):
        desk.apply(file)
    assert len(desk.contacts()) == 20
    assert desk.apply(file, confirmed=True).gone == 3
    assert len(desk.contacts()) == 17


def test_a_bad_row_becomes_an_issue_and_its_contact_stays_as_it_was(desk):
    desk.apply(content(row(1), row(2), row(3, Gender="Female"), row(4, Gender="Female"), row(5)))
    file = content(row(1), row(2), row(3), row(3, Gender="Male"), row("5.1E+00"))
    result = desk.apply(file + "4,too,few\n")
    assert counts(result) == (6, 0, 1, 2, 0)
    assert [(issue.error_type, issue.record_id) for issue in result.issues] == [
        ("malformed_record", "3"),
        ("malformed_record", None),
        ("malformed_record", "4"),
    ]
    assert all("Amelia" not in issue.message for issue in result.issues)
    assert desk.contacts()[4].gender == "female"
    assert 5 in desk.contacts(), "whoever stands in a row without a readable id is not gone"


@pytest.mark.parametrize("cell", ["1.40456E+10", "4.05E+09", "#REF!", "ask her mother"])
def test_a_cell_that_cannot_be_read_keeps_the_earlier_value_and_is_named(desk, cell):
    desk.apply(content(row(1, Primary_Phone="+14045550100", Additional_Phones="+14045550101", Gender="Female")))
    result = desk.apply(content(row(1, Primary_Phone=cell, Additional_Phones="+14045550102")))
    contact = desk.contacts()[1]
    assert (contact.primary_phone, contact.gender) == ("+14045550100", None)
    assert contact.phones == ("+14045550100", "+14045550101", "+14045550102")
    assert desk.keys() == {(f"+1404555010{n}", 1) for n in range(3)}
    (issue,) = result.issues
    assert (issue.error_type, issue.record_id) == ("unreadable_value", "1")
    assert issue.message.startswith("Primary Phone of record 1")
    assert cell not in issue.message
    desk.apply(content(row(1)))
    assert desk.contacts()[1].phones == ()


def test_a_column_that_a_spreadsheet_damaged_refuses_the_file(desk):
    desk.apply(content(*many(300)))
    damaged = [row(n, Primary_Phone="1.40456E+10") for n in range(1, 32)]
    with pytest.raises(UploadRefusedError, match=r"31 of 300 rows hold a Primary Phone .* spreadsheet"):
        desk.apply(content(*damaged, *many(300)[31:]))
    assert desk.contacts()[1].primary_phone == "+14045550100"


def test_blank_rows_are_no_rows_and_a_long_note_is_no_damage(desk):
    file = content(row(1, Notes="n" * 150_000), row(2)) + ",,,\n" + " ,\t," + "," * 10 + "\n\n"
    result = desk.apply(file)
    assert (counts(result), result.issues) == ((2, 2, 0, 0, 0), ())


def test_a_tag_with_a_comma_that_is_known_stays_one(desk):
    desk.apply(content(row(1, Tags="VIP"), row(2)))
    desk.conn.execute(text("UPDATE raw_gb_full_contacts SET tags = '{\"Gala, 2024\",VIP}' WHERE contact_id = 1"))
    desk.apply(content(row(1, Tags="Gala, 2024, VIP"), row(2, Tags="Board, Gala, 2024")))
    found = desk.contacts()
    assert (found[1].tags, found[2].tags) == (("Gala, 2024", "VIP"), ("Board", "Gala, 2024"))


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"Name,Phone\nAnn,1\n", 'no column "Givebutter Contact ID"'),
        (b"Givebutter Contact ID;Tags\n1;VIP\n", 'no column "Givebutter Contact ID"'),
        (b"Givebutter Contact ID,Primary Phone Number\n1,1\n", "file to import into Givebutter"),
        (b"Givebutter Contact ID,Tags\n", "no contact that can be read"),
        (b"Givebutter Contact ID,Tags\nx,VIP\n", "no contact that can be read"),
        (b'Givebutter Contact ID,Tags\n1,"VIP\n2,x\n', "quotes do not match"),
        ("Givebutter Contact ID,First Name\n1,Zoë\n".encode("latin-1"), "no UTF-8 text"),
        ("Givebutter Contact ID\n1\n".encode("utf-16"), "no UTF-8 text"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\xff\xfe", "no UTF-8 text"),
    ],
)
def test_a_wrong_file_is_refused_with_what_to_do(desk, file, reason):
    desk.apply(content(row(1)))
    for act in (desk.preview, desk.apply):
        with pytest.raises(UploadRefusedError, match=reason):
            act(file)
    assert set(desk.contacts()) == {1}


def test_a_file_that_is_not_there_is_refused(desk):
    with pytest.raises(UploadRefusedError, match="cannot be opened"):
        preview_upload(desk.conn, desk.path)


def test_an_upload_is_recorded_with_its_headings(desk):
    desk.apply(content(row(1)))
    result = desk.apply(content(row(2)), confirmed=True)
    recorded = desk.conn.execute(
        text("SELECT * FROM contact_uploads WHERE upload_id = :id"), {"id": result.upload_id}
    ).one()
    assert (recorded.uploaded_by, recorded.uploaded_at, recorded.file_name) == ("ann", NOW, "contacts.csv")
    assert tuple(recorded.headings) == HEADINGS
    assert (recorded.row_count, recorded.inserted, recorded.updated, recorded.removed) == (1, 1, 0, 1)
    assert raw.contacts_known_at(desk.conn) == NOW


def test_archived_contacts_are_not_missed_in_a_file(desk):
    desk.apply(content(*many(3)))
    desk.conn.execute(text("UPDATE raw_gb_full_contacts SET archived_at = now() WHERE contact_id = 3"))
    seen = desk.preview(content(*many(2)))
    assert (seen.gone, seen.needs_confirmation) == (0, False)


MODIFIED = "Last Modified (UTC)"
MONDAY, TUESDAY = "2025-10-20 09:30:15", "2025-10-21 11:00:40"


def at(contact_id: int, moment: str, **cells: str) -> dict[str, str]:
    return {**row(contact_id, **cells), MODIFIED: moment}


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (content(at(1, MONDAY), at(2, MONDAY)), "older than what we know.*20 Oct 2025 09:30.*21 Oct 2025 11:00"),
        (content(row(1), row(2)), "does not say how old it is"),
        (content(at(1, "10/20/2025 09:30"), at(2, "10/20/2025 09:31")), "older than what we know"),
    ],
)
def test_a_file_that_is_older_than_what_is_known_needs_a_persons_word(desk, file, reason):
    desk.apply(content(at(1, MONDAY), at(2, TUESDAY, Tags="Dropped 25")))
    assert len(desk.preview(file).doubts) == 1
    with pytest.raises(UploadRefusedError, match=f"{reason}.*Nothing was changed"):
        desk.apply(file)
    assert desk.contacts()[2].tags == ("Dropped 25",)
    desk.apply(file, confirmed=True)
    assert desk.contacts()[2].tags == ()


@pytest.mark.parametrize("moment", [TUESDAY, "2025-10-21 11:00", "10/21/2025 11:00", "10/21/2025", "2025-10-22"])
def test_a_file_of_the_same_moment_is_not_older_however_exactly_it_was_saved(desk, moment):
    desk.apply(content(at(1, MONDAY), at(2, TUESDAY)))
    assert desk.preview(content(at(1, moment), at(2, moment))).doubts == ()


def test_what_is_known_is_as_old_as_the_file_and_not_as_young_as_the_upload(desk):
    desk.apply(content(at(1, MONDAY), at(2, TUESDAY)))
    assert raw.contacts_known_at(desk.conn) == datetime(2025, 10, 21, 11, 0, 40, tzinfo=UTC)


def test_a_time_ahead_of_us_does_not_make_a_file_younger_than_today(desk):
    desk.apply(content(at(1, "2031-01-01 00:00:00")))
    assert raw.contacts_known_at(desk.conn) == NOW


def test_an_archived_contact_is_back_when_the_file_tells_of_later(desk):
    desk.apply(content(at(1, MONDAY, Primary_Phone="+14045550100"), at(2, MONDAY)))
    archived = "UPDATE raw_gb_full_contacts SET archived_at = '2025-10-20 12:00+00' WHERE contact_id = 1"
    desk.conn.execute(text(archived))
    desk.conn.execute(text("DELETE FROM contact_keys"))
    desk.apply(content(at(1, MONDAY, Primary_Phone="+14045550100"), at(2, MONDAY)), confirmed=True)
    assert set(desk.contacts()) == {2}, "the file was made before"
    desk.apply(content(at(1, MONDAY, Primary_Phone="+14045550100"), at(2, TUESDAY)))
    assert set(desk.contacts()) == {1, 2}
    assert desk.keys() == {("+14045550100", 1)}


class TestBesidesTheApi:
    """The file and the API tell the same contacts."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[DemoStore]:
        store = DemoStore.empty(tmp_path / "demo.sqlite", NOW)
        for n in range(30):
            store.add_contact(
                first_name="Amelia", last_name="Stone", prefix="Mia", external_id=f"MN{n:04}",
                emails=["z@example.com", "b@example.com", "a@example.edu"], phones=["+14045550142", "+14045550143"],
                tags=["VIP", "Mentors 2025"], gender="female", dob="2004-05-17", contributions=25.5,
                address=("1 Main St", "Athens", "GA", "30601"), phone_subscribed=False,
            )  # fmt: skip
        yield store
        store.close()

    @staticmethod
    def read(conn: Connection, store: DemoStore) -> StreamResult:
        policy = RetryPolicy(attempts=2)
        season = season_from(store.season.year, dict(store.season.settings()))
        with running(store) as url:
            endpoints = Endpoints(f"{url}/jotform", "demo", f"{url}/givebutter/v1", "demo", None)
            with open_sources(endpoints, policy) as sources:
                return read_stream(
                    conn, CONTACTS, season, sources, now=NOW, list_all=False, progress=lambda _done, _expected: None
                )

    def test_a_file_of_what_the_api_told_changes_nothing(self, desk, store):
        self.read(desk.conn, store)
        assert counts(desk.apply("".join(contacts_csv(store)))) == (30, 0, 0, 30, 0)

    def test_after_a_file_the_api_is_listed_anew_and_changes_no_contact(self, desk, store):
        desk.apply("".join(contacts_csv(store)))
        told_by_file = desk.contacts()
        result = self.read(desk.conn, store)
        assert (result.listed, result.inserted, result.removed) == (True, 0, 0)
        assert desk.contacts() == told_by_file
