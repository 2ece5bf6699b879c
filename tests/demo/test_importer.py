import csv
import io

import pytest

from core.demo.contacts_csv import contacts_csv
from core.demo.importer import ImportReport, import_csv
from core.demo.store import DemoStore

UGA_CLASS, SIGNED_UP, PARTNER, AMOUNT = (
    "🎓 UGA Class",
    "✅ Mentor Training Signed Up",
    "🤝 Partner Preference",
    "🤑 Amount Fundraised",
)
GOOD = {"Last Name": "Stone", "First Name": "Ada"}


def imported(demo: DemoStore, *rows: dict[str, str]) -> ImportReport:
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, headings, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return import_csv(demo, text.getvalue().encode())


def plant(demo: DemoStore, **fields: object) -> int:
    known = {"first_name": "Ada", "last_name": "Stone", "emails": ["ada@example.com"], "phones": ["+14045550101"]}
    return demo.add_contact(**{**known, **fields})


def error_of(demo: DemoStore, row: dict[str, str]) -> str:
    (failed,) = imported(demo, {**GOOD, **row}).failed
    return failed.error


def test_a_row_with_a_known_contact_id_updates(demo):
    contact = plant(demo)
    report = imported(demo, {**GOOD, "Givebutter Contact ID": str(contact), "Prefix": "Addie"})
    assert (report.accepted, report.created, report.updated, report.ids) == (1, 0, 1, [contact])
    assert demo.contacts.get(contact)["prefix"] == "Addie"


def test_a_row_without_contact_id_creates_even_a_double(demo):
    contact = plant(demo)
    report = imported(demo, {**GOOD, "Primary Phone Number": "+14045550101"})
    assert report.created == 1
    assert report.ids != [contact]


def test_an_external_id_alone_does_not_update(demo):
    contact = plant(demo, external_id="MN0543")
    report = imported(demo, {**GOOD, "Contact External ID": "MN0543"})
    assert report.failed[0].error == "A contact with External ID [MN0543] already exists."
    assert demo.contacts.get(contact)["external_id"] == "MN0543"


def test_a_stale_contact_id_with_a_known_external_id_is_refused(demo):
    stale = plant(demo)
    demo.archive_contact(stale)
    plant(demo, external_id="MN0543")
    row = {**GOOD, "Givebutter Contact ID": str(stale), "Contact External ID": "MN0543"}
    assert imported(demo, row).failed[0].error == "A contact with External ID [MN0543] already exists."


def test_a_stale_contact_id_with_an_unknown_external_id_creates(demo):
    report = imported(demo, {**GOOD, "Givebutter Contact ID": "99", "Contact External ID": "MN0543"})
    assert (report.created, demo.contacts.get(report.ids[0])["external_id"]) == (1, "MN0543")


def test_an_external_id_of_another_contact_refuses_an_update(demo):
    plant(demo, external_id="MN0001")
    other = plant(demo)
    row = {**GOOD, "Givebutter Contact ID": str(other), "Contact External ID": "MN0001"}
    assert imported(demo, row).failed[0].external_id == "MN0001"


def test_an_external_id_moves_when_its_own_contact_is_updated(demo):
    contact = plant(demo, external_id="MN0100")
    imported(demo, {**GOOD, "Givebutter Contact ID": str(contact), "Contact External ID": "MN0450"})
    assert demo.contacts.get(contact)["external_id"] == "MN0450"


def test_the_second_row_with_one_external_id_is_refused(demo):
    report = imported(demo, *[{**GOOD, "Contact External ID": "MN0001"}] * 2)
    assert (report.accepted, [failed.row for failed in report.failed]) == (1, [2])


def test_the_other_rows_are_imported_although_one_fails(demo):
    report = imported(demo, GOOD, {"First Name": "Only"}, GOOD)
    assert (report.accepted, report.created) == (2, 2)
    assert [(failed.row, failed.error) for failed in report.failed] == [(2, "The last name field is required.")]


@pytest.mark.parametrize("phone", ["+14045550123", "14045550123"])
def test_phones_are_taken_in_two_spellings(demo, phone):
    (contact,) = imported(demo, {**GOOD, "Primary Phone Number": phone}).ids
    assert demo.contacts.get(contact)["primary_phone"] == "+14045550123"


@pytest.mark.parametrize("phone", ["4045550123", "(404) 555-0123", "+442079460000", "+1404555012", "+10005550123"])
def test_other_phones_are_refused(demo, phone):
    assert "valid phone number" in error_of(demo, {"Primary Phone Number": phone})


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ({"Primary Email": "nonsense", "Email Subscription Status": "yes"}, "The email must be a valid email address."),
        ({"Email Addresses": "a@example.com, b@", "Email Subscription Status": "yes"}, "valid email address"),
        ({"Primary Email": "a@example.com"}, "The email subscription status field is required"),
        ({"Phone Subscription Status": "maybe"}, "must be yes or no"),
        ({"Prefix": "x" * 33}, "The prefix may not be greater than 32 characters."),
        ({"Contact External ID": "x" * 256}, "The external id may not be greater than 255 characters."),
        ({"Gender": "unknown"}, "The selected gender is invalid."),
        ({"Zip Code": "123"}, "The zip code must be a valid format."),
        ({"Date of Birth": "13/13/2001"}, "The dob is not a valid date."),
        ({"Tags": f"fine, {'x' * 65}"}, "A tag may not be greater than 64 characters."),
        ({UGA_CLASS: "Third year"}, f"The {UGA_CLASS} field is invalid."),
        ({SIGNED_UP: "true"}, f"The {SIGNED_UP} field is invalid."),
        ({AMOUNT: "$75"}, f"The {AMOUNT} field is invalid."),
        ({PARTNER: "x" * 256}, f"The {PARTNER} field is invalid."),
    ],
)
def test_a_wrong_cell_refuses_the_row(demo, row, error):
    assert error in error_of(demo, row)


@pytest.mark.parametrize(
    "row",
    [
        {UGA_CLASS: "Grad. Student", SIGNED_UP: "Yes", PARTNER: "x" * 255, AMOUNT: "99.5"},
        {"📱Custom Text Message 1️⃣": "x" * 772},
        {"Gender": "Female", "Date of Birth": "07/03/1994", "Contact Since": "2025-01-01 00:00:00"},
        {"Tags": "x" * 64, "Zip Code": "30601-1234"},
    ],
)
def test_values_within_the_rules_are_taken(demo, row):
    assert imported(demo, {**GOOD, **row}).failed == []


def test_blank_cells_keep_what_there_is(demo):
    contact = plant(demo, prefix="Addie", gender="female")
    imported(demo, {**GOOD, "Givebutter Contact ID": str(contact), "Prefix": "", "Gender": ""})
    kept = demo.contacts.get(contact)
    assert (kept["prefix"], kept["gender"]) == ("Addie", "female")


def test_tags_and_further_addresses_are_added(demo):
    contact = plant(demo, tags=["Donor"])
    more = {"Tags": "Mentors 2025, Donor", "Email Addresses": "b@example.com", "Phone Numbers": "14045550102"}
    imported(demo, {**GOOD, "Givebutter Contact ID": str(contact), "Email Subscription Status": "yes", **more})
    changed = demo.contacts.get(contact)
    assert changed["tags"] == ["Donor", "Mentors 2025"]
    assert [entry["value"] for entry in changed["emails"]] == ["ada@example.com", "b@example.com"]
    assert [entry["value"] for entry in changed["phones"]] == ["+14045550101", "+14045550102"]


def test_another_primary_address_comes_first_and_the_old_one_stays(demo):
    contact = plant(demo)
    row = {"Primary Email": "New@example.com", "Email Subscription Status": "yes"}
    imported(demo, {**GOOD, "Givebutter Contact ID": str(contact), **row})
    changed = demo.contacts.get(contact)
    assert changed["primary_email"] == "new@example.com"
    assert [entry["value"] for entry in changed["emails"]] == ["new@example.com", "ada@example.com"]


def test_notes_are_appended_every_time(demo):
    contact = plant(demo, note="first")
    for _ in range(2):
        imported(demo, {**GOOD, "Givebutter Contact ID": str(contact), "Notes": "again"})
    assert demo.contacts.get(contact)["note"] == "first\nagain\nagain"


def test_subscriptions_are_set_as_told(demo):
    contact = plant(demo, email_subscribed=True, phone_subscribed=False)
    row = {"Email Subscription Status": "no", "Phone Subscription Status": "yes"}
    imported(demo, {**GOOD, "Givebutter Contact ID": str(contact), **row})
    changed = demo.contacts.get(contact)
    assert (changed["is_email_subscribed"], changed["is_phone_subscribed"]) == (False, True)


def test_an_incomplete_address_is_left_out_and_a_whole_one_taken(demo):
    part = {"City": "Athens", "State": "GA"}
    first = imported(demo, {**GOOD, **part}).ids[0]
    second = imported(demo, {**GOOD, **part, "Address Line 1": "1 Oak Street", "Zip Code": "30601"}).ids[0]
    assert demo.contacts.get(first)["addresses"] == []
    assert demo.contacts.get(second)["primary_address"]["city"] == "Athens"


def test_custom_fields_go_by_label_and_keep_the_others(demo):
    contact = plant(demo)
    for row in ({UGA_CLASS: "Junior"}, {SIGNED_UP: "Yes"}):
        imported(demo, {**GOOD, "Givebutter Contact ID": str(contact), **row})
    values = {field["title"]: field["value"] for field in demo.contacts.get(contact)["custom_fields"]}
    assert values == {UGA_CLASS: "Junior", SIGNED_UP: "Yes"}


def test_an_unknown_heading_is_ignored_but_told(demo):
    assert imported(demo, {**GOOD, "Shoe Size": "44"}).ignored_headings == ["Shoe Size"]


def test_a_file_without_known_headings_is_refused(demo):
    with pytest.raises(ValueError, match="no heading"):
        import_csv(demo, b"a,b\n1,2\n")


def test_bom_and_quoted_line_feeds_are_read(demo):
    report = import_csv(demo, '\ufeff"Last Name","Notes"\n"Stone","a\nb"\n'.encode())
    assert demo.contacts.get(report.ids[0])["note"] == "a\nb"


def test_an_import_moves_the_time_of_update(demo):
    contact = plant(demo)
    before = demo.contacts.get(contact)["updated_at"]
    imported(demo, {**GOOD, "Givebutter Contact ID": str(contact)})
    assert demo.contacts.get(contact)["updated_at"] > before


def test_failed_rows_can_be_fetched_in_the_vendors_format(demo, control):
    plant(demo, external_id="MN0013")
    content = "Last Name,Contact External ID,🎓 UGA Class\nStone,MN0013,Junior\nMarsh,,Senior\n"
    report = control.post("/import", content=content.encode()).json()
    rows = list(csv.reader(io.StringIO(control.get("/import.failed.csv").text)))
    assert rows[0] == ["ERRORS", "last_name", "external_id", "custom_fields_field_256671"]
    assert rows[1:] == [["A contact with External ID [MN0013] already exists.", "Stone", "MN0013", "Junior"]]
    assert report["failed_file"].endswith("-failed.csv")


def test_without_failures_there_is_no_such_file(control):
    control.post("/import", content=b"Last Name\nStone\n")
    assert control.get("/import.failed.csv").status_code == 404


def test_an_export_imports_again_under_the_same_ids(small_season):
    before = {document["id"]: document for document, _ in small_season.contacts.all()}
    report = import_csv(small_season, "".join(contacts_csv(small_season)).encode())
    after = {document["id"]: document for document, _ in small_season.contacts.all()}
    assert report.created == 0
    assert {failed.error for failed in report.failed} <= {"The last name field is required."}
    assert list(after) == list(before)
    kept = ("external_id", "tags", "emails", "phones", "custom_fields", "is_email_subscribed", "gender", "dob")
    assert [[c[field] for field in kept] for c in after.values()] == [
        [c[field] for field in kept] for c in before.values() if c
    ]
