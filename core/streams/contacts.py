"""Contacts of the Givebutter account, as the API tells them."""

from collections.abc import Mapping
from typing import Any

from core.records import Contact
from core.streams.answers import Names
from core.streams.base import Stream
from core.streams.cells import Cells, Parsed
from core.streams.values import emails, flag, items, mapping, phones, record_id, text, texts

_ADDRESS_PARTS = ("address_1", "address_2", "city", "state", "zipcode")


def parse(raw: Mapping[str, Any], _names: Names) -> Parsed[Contact]:
    """A contact."""
    cells, stats = Cells(raw), Cells(mapping(raw.get("stats")))
    primary_email, all_emails = cells.reach("email", ("primary_email", "emails"), _values(raw.get("emails")), emails)
    primary_phone, all_phones = cells.reach("phone", ("primary_phone", "phones"), _values(raw.get("phones")), phones)
    gender = cells.text("gender", "gender")
    contact = Contact(
        contact_id=record_id(raw.get("id")),
        external_id=text(raw.get("external_id")),
        prefix=cells.text("prefix", "prefix"),
        first_name=cells.text("first_name", "first_name"),
        preferred_name=cells.text("preferred_name", "preferred_name"),
        middle_name=cells.text("middle_name", "middle_name"),
        last_name=cells.text("last_name", "last_name"),
        primary_email=primary_email,
        primary_phone=primary_phone,
        emails=all_emails,
        phones=all_phones,
        tags=cells.read("tags", "tags", _tags) or (),
        gender=gender.lower() if gender else None,
        birthday=cells.text("birthday", "dob"),
        has_address=any(map(_is_address, (raw.get("primary_address"), *items(raw.get("addresses"))))),
        email_subscribed=_or_no(cells.flag("email_subscribed", "is_email_subscribed"), raw.get("email_opt_in")),
        phone_subscribed=_or_no(cells.flag("phone_subscribed", "is_phone_subscribed"), raw.get("sms_opt_in")),
        address_subscribed=_or_no(
            cells.flag("address_subscribed", "is_address_subscribed"), not raw.get("address_unsubscribed_at")
        ),
        total_contributions=stats.money("total_contributions", "total_contributions"),
        household=None,
        created_at=cells.instant("created_at", "created_at"),
        modified_at=cells.instant("modified_at", "updated_at"),
        archived_at=cells.instant("archived_at", "archived_at"),
    )
    return Parsed(contact, {**cells.unread, **stats.unread})


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


def _tags(value: Any) -> tuple[str, ...] | None:
    return texts(value) if isinstance(value, list) else None


def _or_no(known: bool | None, agreed: Any) -> bool | None:
    """What is known of a subscription; where that is nothing, an opt-in that was refused is a no."""
    return False if known is None and flag(agreed) is False else known


def _is_address(address: Any) -> bool:
    parts = mapping(address)
    return any(text(parts.get(part)) for part in _ADDRESS_PARTS)
