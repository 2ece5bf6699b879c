"""The export view: the bytes that were checked are the bytes that leave, and everybody else has a reason."""

import csv
import hashlib
import io
from datetime import timedelta

import openpyxl
import pytest

from core.views.export import export_view, people_to_pick
from core.views.export_filters import ExportFilters
from core.views.spreadsheet import to_xlsx
from tests.views.rows import NOW, YEAR, add, add_contact, add_contacts_read, add_mentor, add_signup, complete_season

EVERYBODY = ExportFilters()


@pytest.fixture
def conn(conn):
    complete_season(conn)
    add_contacts_read(conn, NOW - timedelta(hours=1))
    return conn


def in_file(view):
    return [row["Contact External ID"] for row in csv.DictReader(io.StringIO(view.content.decode()))]


def test_the_hash_is_that_of_the_bytes_that_leave(conn):
    add_contact(conn, 1)
    add_mentor(conn, 1)
    view = export_view(conn, YEAR, EVERYBODY, NOW)
    assert view.file.sha256 == hashlib.sha256(view.content).hexdigest()
    assert view.file.manifest == {"MN0001": 1001}
    assert (view.file.row_count, view.file.file_name) == (1, "givebutter-import-2025-2025-10-28-1200.csv")
    assert view.is_sound


def test_dropped_and_held_back_people_are_not_in_the_file(conn):
    for number in (1, 2, 3):
        add_contact(conn, number)
    add_mentor(conn, 1)
    add_mentor(conn, 2, dropped=True)
    add_mentor(conn, 3)
    add(conn, "holds", year=YEAR, mn_id="MN0003", reason="Waits for an answer")
    view = export_view(conn, YEAR, EVERYBODY, NOW)
    assert (in_file(view), view.dropped) == (["MN0001"], 1)
    assert [(person.full_name, person.reasons) for person in view.held_back] == [
        ("First3 Example", ("Waits for an answer",))
    ]


def test_somebody_held_back_who_is_no_mentor_yet_is_named_by_the_signup(conn):
    add_signup(conn, 7, first_name="Ada", last_name="Example")
    add(conn, "holds", year=YEAR, mn_id="MN0007", reason="Waits for an answer")
    assert export_view(conn, YEAR, EVERYBODY, NOW).held_back[0].full_name == "Ada Example"


def test_a_row_that_givebutter_would_refuse_is_left_out_with_its_reason(conn):
    add_contact(conn, 1)
    add_mentor(conn, 1)
    add_mentor(conn, 2)
    view = export_view(conn, YEAR, EVERYBODY, NOW)
    assert in_file(view) == ["MN0001"]
    assert view.left_out[0].reasons == ("Contact 1002 is not among today's contacts",)
    assert [(found.title, found.number) for found in view.findings] == [("Contact is not among today's contacts", 1)]


def test_another_contact_with_the_mentors_external_id_is_noticed(conn):
    add_contact(conn, 1)
    add(conn, "contact_keys", kind="external_id", value="MN0001", contact_id=1001)
    add_mentor(conn, 1, gb_contact_id=None)
    assert export_view(conn, YEAR, EVERYBODY, NOW).left_out[0].mn_id == "MN0001"


def test_an_empty_file_is_not_handed_out(conn):
    assert not export_view(conn, YEAR, EVERYBODY, NOW).is_sound


def test_old_contacts_are_warned_of(conn):
    assert export_view(conn, YEAR, EVERYBODY, NOW).warnings == ()
    assert export_view(conn, YEAR, EVERYBODY, NOW + timedelta(days=2)).warnings


def test_a_part_says_so_in_its_name_and_its_manifest(conn):
    add_contact(conn, 1)
    add_contact(conn, 2)
    add_mentor(conn, 1)
    add_mentor(conn, 2)
    view = export_view(conn, YEAR, ExportFilters(mn_ids=("MN0002",)), NOW)
    assert (in_file(view), view.not_wanted) == (["MN0002"], 1)
    assert "-part-" in view.file.file_name
    assert view.file.filters == {"mn_ids": ("MN0002",)}


def test_with_filters_only_those_asked_for_are_counted_as_held_back(conn):
    add_mentor(conn, 1)
    add_mentor(conn, 2)
    add(conn, "holds", year=YEAR, mn_id="MN0001", reason="Waits")
    add(conn, "holds", year=YEAR, mn_id="MN0002", reason="Waits")
    add(conn, "holds", year=YEAR, mn_id="MN0009", reason="Waits")
    view = export_view(conn, YEAR, ExportFilters(mn_ids=("MN0002",)), NOW)
    assert [person.mn_id for person in view.held_back] == ["MN0002", "MN0009"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (ExportFilters(statuses=("complete",)), ["MN0002"]),
        (ExportFilters(statuses=("complete", "needs_setup")), ["MN0001", "MN0002"]),
        (ExportFilters(fundraised=False), ["MN0001", "MN0003"]),
        (ExportFilters(training="attended"), ["MN0002"]),
        (ExportFilters(training="signed_up"), ["MN0003"]),
        (ExportFilters(training="not_signed_up"), ["MN0001"]),
        (ExportFilters(page=True), ["MN0002", "MN0003"]),
        (ExportFilters(tag="no page"), ["MN0001"]),
        (ExportFilters(search="grace example"), ["MN0003"]),
        (ExportFilters(search="+14045550002"), ["MN0002"]),
        (ExportFilters(search="(404) 555-0002"), ["MN0002"]),
        (ExportFilters(search="nobody"), []),
        (ExportFilters(page=True, search="grace"), ["MN0003"]),
    ],
)
def test_only_those_who_pass_every_filter_are_in_the_file(conn, filters, found):
    for number in (1, 2, 3):
        add_contact(conn, number)
    add_mentor(conn, 1)
    member = {"campaign_member": True, "setup_submission_id": "F"}
    add_mentor(conn, 2, **member, amount_raised=75, training_at=NOW, training_signup_at=NOW)
    add_mentor(conn, 3, **member, first_name="Grace", training_signup_at=NOW)
    assert in_file(export_view(conn, YEAR, filters, NOW)) == found


def test_withdrawn_and_dropped_people_cannot_be_picked(conn):
    add_mentor(conn, 1)
    add_mentor(conn, 2, dropped=True)
    add_mentor(conn, 3, withdrawn_at=NOW)
    assert people_to_pick(conn, YEAR) == {"MN0001": "First1 Example"}


def test_in_excel_every_cell_is_text():
    workbook = openpyxl.load_workbook(io.BytesIO(to_xlsx(b"Phone,Note\n+14045550101,=1+1\n")))
    cells = [cell for row in workbook.active.iter_rows() for cell in row]
    assert [cell.value for cell in cells] == ["Phone", "Note", "+14045550101", "=1+1"]
    assert {cell.data_type for cell in cells} == {"s"}
