from datetime import UTC, datetime
from decimal import Decimal

import pytest

from core.records import Contact, Issue
from core.streams import CONTACTS, Parsed

SAMPLE = {
    "id": 27712979,
    "external_id": " mn0013 ",
    "type": "individual",
    "prefix": None, "first_name": "Amelia", "preferred_name": "Mia", "middle_name": None, "last_name": "Stone",
    "gender": "Female", "dob": "2004-05-17",
    "emails": [{"type": "work", "value": "AStone@example.edu"}, {"type": "personal", "value": "amelia@example.com"}],
    "phones": [{"type": "cell", "value": "+14045550142"}, {"type": "home", "value": "not a phone"}, {"type": "work"}],
    "primary_email": "amelia@example.com", "primary_phone": "(404) 555-0142",
    "addresses": [], "primary_address": {"address_1": None, "city": "Athens", "country": "USA"},
    "stats": {"total_contributions": 25.5, "recurring_contributions": 0},
    "tags": ["Mentors 2025", "Dropped 25"],
    "is_email_subscribed": True, "is_phone_subscribed": False, "is_address_subscribed": None,
    "archived_at": None, "created_at": "2025-09-02T14:31:33+00:00", "updated_at": "2025-10-27T01:07:02+00:00",
}  # fmt: skip


def test_a_contact_is_read_whole():
    assert CONTACTS.read(SAMPLE, {}) == Contact(
        contact_id=27712979,
        external_id="mn0013",
        prefix=None,
        first_name="Amelia",
        preferred_name="Mia",
        middle_name=None,
        last_name="Stone",
        primary_email="amelia@example.com",
        primary_phone="+14045550142",
        emails=("amelia@example.com", "astone@example.edu"),
        phones=("+14045550142",),
        tags=("Dropped 25", "Mentors 2025"),
        gender="female",
        birthday="2004-05-17",
        has_address=True,
        email_subscribed=True,
        phone_subscribed=False,
        address_subscribed=None,
        total_contributions=Decimal("25.50"),
        household=None,
        created_at=datetime(2025, 9, 2, 14, 31, 33, tzinfo=UTC),
        modified_at=datetime(2025, 10, 27, 1, 7, 2, tzinfo=UTC),
        archived_at=None,
    )


def contact(**fields) -> Contact:
    record = CONTACTS.read({"id": 1, **fields}, {})
    assert isinstance(record, Contact)
    return record


def test_everything_but_the_id_may_be_missing():
    assert contact() == contact(emails=None, phones="", tags=None, stats=[], addresses={}, primary_address=[])


def test_plain_texts_in_place_of_typed_values_are_read():
    assert contact(emails=["a@example.com", None, 7]).emails == ("a@example.com",)


def test_an_unusable_primary_leaves_the_others():
    found = contact(primary_phone="12", phones=[{"value": "404 555 0142"}])
    assert (found.primary_phone, found.phones) == (None, ("+14045550142",))


@pytest.mark.parametrize("address", [{"country": "USA"}, {"city": ""}, None, {}])
def test_a_country_alone_is_no_address(address):
    assert not contact(primary_address=address).has_address


@pytest.mark.parametrize("known_id", [None, "abc", "", 0, [], {}])
def test_a_contact_without_an_id_is_an_issue(known_id):
    assert isinstance(CONTACTS.read({**SAMPLE, "id": known_id}, {}), Issue)


@pytest.mark.parametrize(
    ("fields", "unread"),
    [
        ({"created_at": "-0001-11-30T00:00:00+00:00"}, {"created_at": "created_at"}),
        ({"updated_at": "0000-00-00 00:00:00"}, {"modified_at": "updated_at"}),
        ({"archived_at": 5}, {"archived_at": "archived_at"}),
        ({"stats": {"total_contributions": "x"}}, {"total_contributions": "total_contributions"}),
        ({"primary_phone": "1.40456E+10"}, {"primary_phone": "primary_phone"}),
        ({"primary_email": "amelia at home"}, {"primary_email": "primary_email"}),
        ({"phones": [{"value": "12"}]}, {"phones": "phones"}),
        ({"tags": "Mentors 2025"}, {"tags": "tags"}),
        ({"is_email_subscribed": "maybe"}, {"email_subscribed": "is_email_subscribed"}),
        ({"first_name": "x" * 6000}, {"first_name": "first_name"}),
        ({"primary_phone": "-", "last_name": None, "emails": [], "updated_at": ""}, {}),
    ],
)
def test_one_bad_cell_costs_only_itself(fields, unread):
    parsed = CONTACTS.read_cells({**SAMPLE, "phones": [], **fields}, {})
    assert isinstance(parsed, Parsed)
    assert (parsed.record.contact_id, parsed.unread) == (27712979, unread)


@pytest.mark.parametrize(
    ("fields", "subscribed"),
    [
        ({"email_opt_in": False}, (False, None, None)),
        ({"sms_opt_in": "no"}, (None, False, None)),
        ({"address_unsubscribed_at": "2025-09-02T14:31:33+00:00"}, (None, None, False)),
        ({"email_opt_in": True, "sms_opt_in": None}, (None, None, None)),
        ({"is_email_subscribed": True, "email_opt_in": False}, (True, None, None)),
    ],
)
def test_a_no_is_a_no_where_the_subscription_is_unknown(fields, subscribed):
    found = contact(**fields)
    assert (found.email_subscribed, found.phone_subscribed, found.address_subscribed) == subscribed


def test_tags_are_kept_as_they_are_written():
    tags = ["Gala,  2024", "Q&amp;A", "VIP\u200b", "Cafe\u0301"]
    assert contact(tags=[*tags, " VIP ", None, ""]).tags == tuple(sorted({*tags, "VIP"}))


def test_two_values_typed_into_one_cell_are_both_the_contacts():
    read = contact(primary_phone="404-555-0142 / 706-555-0143", primary_email="mia@example.com; mia@example.org")
    assert read.primary_phone == "+14045550142"
    assert set(read.phones) == {"+14045550142", "+17065550143"}
    assert set(read.emails) == {"mia@example.com", "mia@example.org"}
