"""Contacts as Givebutter's CSV export tells them. Columns are found by name: they differ from year to year."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from core.records import Contact
from core.streams.answers import Names
from core.streams.contacts import CONTACTS
from core.streams.values import (
    MalformedRecordError,
    email,
    flag,
    instant,
    money,
    phone,
    primary_first,
    record_id,
    text,
    texts,
)

ID = "Givebutter Contact ID"
ADDRESS = ("Address Line 1", "Address Line 2", "City", "State", "Postal Code", "Additional Addresses")
EMAILS = ("Primary Email", "Additional Emails")
PHONES = ("Primary Phone", "Additional Phones")
CREATED, MODIFIED = "Date Created (UTC)", "Last Modified (UTC)"

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "external_id": ("Contact External ID",),
    "prefix": ("Prefix",),
    "first_name": ("First Name",),
    "preferred_name": ("Preferred First Name",),
    "middle_name": ("Middle Name",),
    "last_name": ("Last Name",),
    "primary_email": EMAILS[:1],
    "primary_phone": PHONES[:1],
    "emails": EMAILS,
    "phones": PHONES,
    "tags": ("Tags",),
    "gender": ("Gender",),
    "birthday": ("Date of Birth",),
    "has_address": ADDRESS[:1],
    "email_subscribed": ("Engage Email Subscribed",),
    "phone_subscribed": ("Engage SMS Subscribed",),
    "address_subscribed": ("Engage Mail Subscribed",),
    "total_contributions": ("Total Contributions",),
    "household": ("Household",),
    "created_at": (CREATED,),
    "modified_at": (MODIFIED,),
}
_SEPARATORS = re.compile(r"[,;\n]")
_AMERICAN_TIMES = ("%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M %p", "%m/%d/%Y")


def told_by(headings: Collection[str]) -> tuple[str, ...]:
    """The fields that a file with these headings tells; the others keep their old values."""
    return tuple(field for field, needed in HEADINGS.items() if all(heading in headings for heading in needed))


def unique_headings(headings: Iterable[str]) -> tuple[str, ...]:
    """Headings without blanks around; one that comes again gets a number, so the first is the one we read."""
    seen: Counter[str] = Counter()
    unique = []
    for heading in map(str.strip, headings):
        seen[heading] += 1
        unique.append(heading if seen[heading] == 1 else f"{heading} ({seen[heading]})")
    return tuple(unique)


def parse(row: Mapping[str, Any], _names: Names) -> Contact:
    """A contact of a row, heading -> cell."""
    primary_email, primary_phone = email(row.get(EMAILS[0])), phone(row.get(PHONES[0]))
    gender = text(row.get("Gender"))
    return Contact(
        contact_id=record_id(row.get(ID), ID),
        external_id=text(row.get("Contact External ID")),
        prefix=text(row.get("Prefix")),
        first_name=text(row.get("First Name")),
        preferred_name=text(row.get("Preferred First Name")),
        middle_name=text(row.get("Middle Name")),
        last_name=text(row.get("Last Name")),
        primary_email=primary_email,
        primary_phone=primary_phone,
        emails=primary_first(primary_email, map(email, _listed(row.get(EMAILS[1])))),
        phones=primary_first(primary_phone, map(phone, _listed(row.get(PHONES[1])))),
        tags=texts(_listed(row.get("Tags"))),
        gender=gender.lower() if gender else None,
        birthday=text(row.get("Date of Birth")),
        has_address=any(text(row.get(heading)) for heading in ADDRESS),
        email_subscribed=flag(row.get("Engage Email Subscribed")),
        phone_subscribed=flag(row.get("Engage SMS Subscribed")),
        address_subscribed=flag(row.get("Engage Mail Subscribed")),
        total_contributions=money(row.get("Total Contributions"), "Total Contributions"),
        household=text(row.get("Household")),
        created_at=_moment(row.get(CREATED), CREATED),
        modified_at=_moment(row.get(MODIFIED), MODIFIED),
        archived_at=None,
    )


CONTACTS_CSV = replace(CONTACTS, parse=parse, id_field=ID, untold=("archived_at",))


def _listed(cell: Any) -> list[str]:
    return _SEPARATORS.split(cell) if isinstance(cell, str) else []


def _moment(cell: Any, what: str) -> datetime | None:
    """A time in UTC, as ISO 8601 or as a spreadsheet writes it."""
    words = text(cell)
    for form in _AMERICAN_TIMES if words and "/" in words else ():
        try:
            return datetime.strptime(words or "", form).replace(tzinfo=UTC)
        except ValueError:
            continue
    if words and "/" in words:
        raise MalformedRecordError(f"{what} is no time")
    return instant(words, what)
