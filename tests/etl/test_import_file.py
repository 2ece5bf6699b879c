import csv
import io

import pytest

from core.etl.export import build_export
from core.etl.import_file import check_csv, write_csv
from core.records import Severity
from tests.examples import NOW, contact, mentor, season


def export(*mentors):
    contacts = {row.gb_contact_id: contact(row.gb_contact_id) for row in mentors if row.gb_contact_id}
    return build_export(mentors, contacts, season(), holds=(), now=NOW, contacts_at=NOW)


def file(*mentors) -> str:
    return write_csv(export(*(mentors or (mentor(gb_contact_id=101),)))).decode()


def found(content: str | bytes, known=(101, 102)):
    data = content if isinstance(content, bytes) else content.encode()
    return [(issue.severity, issue.record_id, issue.message) for issue in check_csv(data, season(), known)]


def errors(content, **more):
    return [(line, message) for severity, line, message in found(content, **more) if severity is Severity.ERROR]


def warnings(content, **more):
    return [message for severity, _, message in found(content, **more) if severity is Severity.WARNING]


def test_the_file_is_what_givebutter_takes():
    data = write_csv(export(mentor(gb_contact_id=101, preferred_name='Av "Ace", Jr', last_name="Núñez")))
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert data.endswith(b"\n")
    assert '"Av ""Ace"", Jr"' in data.decode()


def test_only_rows_without_a_problem_are_written():
    rows = list(csv.DictReader(io.StringIO(file(mentor("MN0001"), mentor("MN0002", last_name=None)))))
    assert [row["Contact External ID"] for row in rows] == ["MN0001"]


def test_what_we_write_passes():
    assert found(file(mentor("MN0001", gb_contact_id=101), mentor("MN0002"))) == []


def test_a_file_for_nobody_passes():
    assert found(write_csv(export())) == []


def test_an_edited_cell_is_noticed_with_its_line():
    assert errors(file().replace("+14045550001", "404 555 0001")) == [
        ("2", "Primary Phone Number is not in the form +14045550123")
    ]


def test_a_contact_that_is_gone_is_noticed():
    assert errors(file(), known=(102,)) == [("2", "Contact 101 is not among today's contacts")]


def test_unknown_contacts_are_not_passed_over_in_silence():
    assert warnings(file(), known=None) == ["Nobody knows today's contacts, so contact ids were not verified"]


def test_ids_that_stand_twice_are_noticed():
    twice = file() + file().splitlines(keepends=True)[1]
    assert errors(twice) == [
        ("2", "Givebutter Contact ID stands in more than one row"),
        ("3", "Givebutter Contact ID stands in more than one row"),
        ("2", "Contact External ID stands in more than one row"),
        ("3", "Contact External ID stands in more than one row"),
    ]


def test_a_line_within_a_cell_does_not_confuse_the_line_numbers():
    content = file(mentor("MN0001", last_name="Stone\nBrooks"), mentor("MN0002")).replace("+14045550002", "2")
    assert errors(content) == [("4", "Primary Phone Number is not in the form +14045550123")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The file is empty"),
        (b"\n\n", "The file is empty"),
        (b"Avery,Stone,a@example.com\n", "The first line holds no heading of the import file"),
        (b"Name\n\xff\xfe\n", "The file is not UTF-8 text"),
        (b'Name\n"open\n', "The file is no proper CSV: a quotation mark does not close"),
    ],
)
def test_what_is_no_import_file_is_said_in_a_sentence(content, message):
    assert errors(content) == [(None, message)]


def test_a_byte_order_mark_and_windows_lines_are_only_warned_about():
    assert found(b"\xef\xbb\xbf" + file().replace("\n", "\r\n").encode()) == [
        (Severity.WARNING, None, "The file starts with a byte order mark"),
        (Severity.WARNING, None, "Lines end with CR LF instead of LF"),
    ]


def test_missing_unknown_and_repeated_columns_are_named():
    content = file().replace("Gender", "Sex", 1)
    assert errors(content) == [(None, "The column Gender is missing")]
    assert warnings(content) == ["The column Sex is unknown"]
    assert (None, "The column Prefix is there 2 times") in errors(file().replace("Gender", "Prefix", 1))


def test_a_file_without_the_ids_is_checked_as_far_as_it_goes():
    assert (None, "The column Contact External ID is missing") in errors("Last Name,Primary Phone Number\nStone,12\n")


def test_a_row_of_the_wrong_length_is_noticed():
    assert errors(file() + "102,MN0002\n") == [("3", "The row has 2 cells instead of 48")]
