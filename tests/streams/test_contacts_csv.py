from datetime import UTC, datetime
from decimal import Decimal

import pytest

from core.records import Contact, Issue
from core.streams import Parsed
from core.streams.contacts_csv import CONTACTS_CSV, told_by, unique_headings, with_known_tags

ROW = {
    "Givebutter Contact ID": "27712979", "Contact External ID": "MN0013", "First Name": "Amelia", "Last Name": "Stone",
    "Primary Email": "amelia@example.com", "Additional Emails": "b@example.com, a@example.com",
    "Primary Phone": "+14045550142", "Additional Phones": "+14045550143;junk", "Gender": "Female",
    "Date of Birth": "2004-05-17", "Address Line 1": "", "City": "Athens", "Engage Email Subscribed": "Yes",
    "Engage SMS Subscribed": "No", "Engage Mail Subscribed": "", "Tags": "VIP, Mentors 2025", "Household": "Stones",
    "Total Contributions": "$1,025.50", "Date Created (UTC)": "2025-09-02 14:31:33",
    "Last Modified (UTC)": "10/27/2025 01:07 AM", "Notes": "likes\ntea",
}  # fmt: skip


def contact(**cells) -> Contact:
    record = CONTACTS_CSV.read({**ROW, **cells}, {})
    assert isinstance(record, Contact)
    return record


def test_a_row_is_read_like_the_contact_of_the_api():
    found = contact()
    assert (found.contact_id, found.external_id, found.household) == (27712979, "MN0013", "Stones")
    assert found.emails == ("amelia@example.com", "a@example.com", "b@example.com")
    assert found.phones == ("+14045550142", "+14045550143")
    assert found.tags == ("Mentors 2025", "VIP")
    assert (found.email_subscribed, found.phone_subscribed, found.address_subscribed) == (True, False, None)
    assert (found.total_contributions, found.has_address, found.gender) == (Decimal("1025.50"), True, "female")
    assert found.created_at == datetime(2025, 9, 2, 14, 31, 33, tzinfo=UTC)
    assert found.modified_at == datetime(2025, 10, 27, 1, 7, tzinfo=UTC)


@pytest.mark.parametrize("known_id", ["", "2.77E+07", "x"])
def test_a_row_without_an_id_is_an_issue(known_id):
    assert isinstance(CONTACTS_CSV.read({**ROW, "Givebutter Contact ID": known_id}, {}), Issue)


@pytest.mark.parametrize(
    ("heading", "cell", "field"),
    [
        ("Last Modified (UTC)", "13/40/2025", "modified_at"), ("Date Created (UTC)", "soon", "created_at"),
        ("Date Created (UTC)", "0000-00-00", "created_at"), ("Total Contributions", "1.025,50", "total_contributions"),
        ("Primary Phone", "1.40456E+10", "primary_phone"), ("Additional Phones", "4.04E+09, +14045550143", "phones"),
        ("First Name", "#NAME?", "first_name"), ("Last Name", "#REF!", "last_name"),
        ("Primary Email", "#REF!", "primary_email"), ("Engage Email Subscribed", "#N/A", "email_subscribed"),
    ],
)  # fmt: skip
def test_one_bad_cell_costs_only_itself(heading, cell, field):
    parsed = CONTACTS_CSV.read_cells({**ROW, "Additional Phones": "", heading: cell}, {})
    assert isinstance(parsed, Parsed)
    assert parsed.unread == {field: heading}


def test_a_spreadsheets_float_is_the_number_it_was():
    assert contact(**{"Primary Phone": "14045550142.0"}).primary_phone == "+14045550142"


def test_the_semicolon_of_an_entity_separates_no_addresses():
    parsed = CONTACTS_CSV.read_cells({**ROW, "Additional Emails": "o&#039;neil@example.com;b@example.com"}, {})
    assert parsed.record.emails == ("amelia@example.com", "b@example.com", "o'neil@example.com")


def test_a_known_tag_with_a_comma_is_no_two_tags():
    stream = with_known_tags({"Gala, 2024", "Gala, 2024, late", "VIP", "a|b, (c)"})
    cell = "Gala, 2024, Mentors 2025,Gala, 2024, late, a|b, (c), 2024, Gala"
    assert stream.read({**ROW, "Tags": cell}, {}).tags == (
        "2024", "Gala", "Gala, 2024", "Gala, 2024, late", "Mentors 2025", "a|b, (c)",
    )  # fmt: skip


def test_tags_are_parted_by_commas_alone():
    assert contact(Tags="Board; staff, VIP\u200b").tags == ("Board; staff", "VIP\u200b")


def test_a_repeated_heading_keeps_its_first_column():
    headings = unique_headings(["Tags", " Notes ", "Tags", "ARCHIVED x", "ARCHIVED x", "Tags"])
    assert headings == ("Tags", "Notes", "Tags (2)", "ARCHIVED x", "ARCHIVED x (2)", "Tags (3)")


def test_a_file_tells_only_the_fields_whose_columns_it_has():
    assert told_by(["Primary Email", "Tags", "Gender"]) == ("primary_email", "tags", "gender")


def test_all_addresses_are_told_only_by_both_columns():
    assert told_by(["Primary Email", "Additional Emails"]) == ("primary_email", "emails")
