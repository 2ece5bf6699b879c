"""Contacts of the Givebutter account, as the API tells them."""

from collections.abc import Mapping
from typing import Any

from core.records import Contact
from core.streams.answers import Names
from core.streams.base import Stream
from core.streams.values import (
    email,
    flag,
    instant,
    items,
    mapping,
    money,
    phone,
    primary_first,
    record_id,
    text,
    texts,
)

_ADDRESS_PARTS = ("address_1", "address_2", "city", "state", "zipcode")


def parse(raw: Mapping[str, Any], _names: Names) -> Contact:
    """A contact."""
    primary_email, primary_phone = email(raw.get("primary_email")), phone(raw.get("primary_phone"))
    gender = text(raw.get("gender"))
    return Contact(
        contact_id=record_id(raw.get("id")),
        external_id=text(raw.get("external_id")),
        prefix=text(raw.get("prefix")),
        first_name=text(raw.get("first_name")),
        preferred_name=text(raw.get("preferred_name")),
        middle_name=text(raw.get("middle_name")),
        last_name=text(raw.get("last_name")),
        primary_email=primary_email,
        primary_phone=primary_phone,
        emails=primary_first(primary_email, map(email, _values(raw.get("emails")))),
        phones=primary_first(primary_phone, map(phone, _values(raw.get("phones")))),
        tags=texts(items(raw.get("tags"))),
        gender=gender.lower() if gender else None,
        birthday=text(raw.get("dob")),
        has_address=any(map(_is_address, (raw.get("primary_address"), *items(raw.get("addresses"))))),
        email_subscribed=flag(raw.get("is_email_subscribed")),
        phone_subscribed=flag(raw.get("is_phone_subscribed")),
        address_subscribed=flag(raw.get("is_address_subscribed")),
        total_contributions=money(mapping(raw.get("stats")).get("total_contributions"), "total_contributions"),
        household=None,
        created_at=instant(raw.get("created_at"), "created_at"),
        modified_at=instant(raw.get("updated_at"), "updated_at"),
        archived_at=instant(raw.get("archived_at"), "archived_at"),
    )


CONTACTS = Stream(
    name="contacts",
    title="Contacts",
    table="raw_gb_full_contacts",
    key="contact_id",
    source="givebutter",
    record=Contact,
    parse=parse,
    has_year=False,
    untold=("household",),
)


def _values(entries: Any) -> list[Any]:
    """The values of `[{type, value}]`, or of plain texts."""
    return [entry.get("value") if isinstance(entry, dict) else entry for entry in items(entries)]


def _is_address(address: Any) -> bool:
    parts = mapping(address)
    return any(text(parts.get(part)) for part in _ADDRESS_PARTS)
