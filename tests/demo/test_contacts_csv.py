import csv
import io

import pytest

from core.demo.contacts_csv import HEADINGS, contacts_csv
from core.demo.store import DemoStore
from tests.demo.conftest import NOW

HEADER_2026 = """\
Givebutter Contact ID, Contact External ID, Contact Since, Prefix, First Name, Preferred First Name, Middle Name, \
Last Name, Suffix, Date of Birth, Gender, Pronouns, Employer, Title, Primary Email, Additional Emails, Primary Phone, \
Additional Phones, Address Line 1, Address Line 2, City, State, Postal Code, Country, Additional Addresses, Website, \
Twitter, LinkedIn, Facebook, TikTok, Instagram, Recurring Contributions, Total Contributions, Last Donation Amount, \
Total Soft Credits, Engage Email Subscribed, Engage SMS Subscribed, Engage Mail Subscribed, Tags, Notes, Household ID, \
Household, Household Primary Contact, Date Created (UTC), Last Modified (UTC)"""


def exported(demo: DemoStore) -> list[list[str]]:
    return list(csv.reader(io.StringIO("".join(contacts_csv(demo)))))


@pytest.fixture
def row(demo: DemoStore) -> dict[str, str]:
    """One contact as it stands in the file; of repeated headings the first counts."""
    demo.add_contact(
        contact_id=20_000_050,
        first_name="Ada",
        last_name="Stone",
        external_id="MN0001",
        emails=["ada@example.com", "b@example.com", "c@example.com"],
        phones=["+14045550101", "+14045550102"],
        tags=["Donor", "VIP: $500+"],
        note="first\nsecond",
        household="The Stone Family",
        phone_subscribed=False,
        contributions=25.5,
        address=("1 Oak Street", "Athens", "GA", "30601"),
        created_at=NOW,
        modified_at=NOW,
        fields={"custom_fields": [{"field_id": 256671, "value": "Junior"}]},
    )
    headings, values = exported(demo)
    return dict(zip(reversed(headings), reversed(values), strict=True))


def test_the_headings_are_those_of_2026(demo):
    assert exported(demo)[0][: len(HEADINGS)] == HEADER_2026.split(", ")


def test_custom_fields_follow_by_label_and_archived_ones_repeat(demo):
    rest = exported(demo)[0][len(HEADINGS) :]
    assert "🎓 UGA Class" in rest
    assert rest.count("ARCHIVED 🎽 Shirt Size") == 2


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Givebutter Contact ID", "20000050"),
        ("Contact External ID", "MN0001"),
        ("Primary Email", "ada@example.com"),
        ("Additional Emails", "b@example.com, c@example.com"),
        ("Primary Phone", "+14045550101"),
        ("Additional Phones", "+14045550102"),
        ("Tags", "Donor, VIP: $500+"),
        ("Notes", "first\nsecond"),
        ("Household", "The Stone Family"),
        ("Household Primary Contact", "yes"),
        ("Engage Email Subscribed", "yes"),
        ("Engage SMS Subscribed", "no"),
        ("Total Contributions", "25.5"),
        ("Postal Code", "30601"),
        ("Last Modified (UTC)", "2025-10-28 16:00:00"),
        ("🎓 UGA Class", "Junior"),
    ],
)
def test_a_contact_is_written_as_givebutter_does(row, heading, value):
    assert row[heading] == value


def test_archived_contacts_and_companies_are_left_out(demo):
    demo.archive_contact(demo.add_contact(last_name="Gone"))
    demo.add_contact(fields={"type": "company", "company_name": "Stone Books"})
    assert len(exported(demo)) == 1


def test_the_service_hands_out_the_file(demo, control):
    demo.add_contact(last_name="Stone")
    answer = control.get("/contacts.csv")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert list(csv.reader(io.StringIO(answer.text))) == exported(demo)
