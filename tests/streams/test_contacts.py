from datetime import UTC, datetime
from decimal import Decimal

import pytest

from core.records import Contact, Issue
from core.streams import CONTACTS

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


@pytest.mark.parametrize(
    "fields",
    [
        {"id": None},
        {"id": "abc"},
        {"created_at": "soon"},
        {"archived_at": 5},
        {"stats": {"total_contributions": "x"}},
    ],
)
def test_a_contact_that_cannot_be_read_is_an_issue(fields):
    assert isinstance(CONTACTS.read({**SAMPLE, **fields}, {}), Issue)
