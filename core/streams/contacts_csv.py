"""Contacts as Givebutter's CSV export tells them. Columns are found by name: they differ from year to year."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import Any

from core.records import Contact
from core.streams.answers import Names
from core.streams.base import Stream
from core.streams.cells import Cells, Parsed
from core.streams.contacts import CONTACTS
from core.streams.values import emails, instant, phones, record_id, text, texts

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
_ENTRY = re.compile(r"(?:&#?\w{1,32};|[^,;\n])+")  # the semicolon of `o&#039;neil@` separates nothing
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


def parse(row: Mapping[str, Any], _names: Names, known_tags: frozenset[str] = frozenset()) -> Parsed[Contact]:
    """A contact of a row, heading -> cell. `known_tags` are tags that hold a comma."""
    cells = Cells(row)
    primary_email, all_emails = cells.reach("email", EMAILS, _listed(row.get(EMAILS[1])), emails)
    primary_phone, all_phones = cells.reach("phone", PHONES, _listed(row.get(PHONES[1])), phones)
    gender = cells.text("gender", "Gender")
    contact = Contact(
        contact_id=record_id(row.get(ID), ID),
        external_id=text(row.get("Contact External ID")),
        prefix=cells.text("prefix", "Prefix"),
        first_name=cells.text("first_name", "First Name"),
        preferred_name=cells.text("preferred_name", "Preferred First Name"),
        middle_name=cells.text("middle_name", "Middle Name"),
        last_name=cells.text("last_name", "Last Name"),
        primary_email=primary_email,
        primary_phone=primary_phone,
        emails=all_emails,
        phones=all_phones,
        tags=texts(_tags(row.get("Tags"), known_tags)),
        gender=gender.lower() if gender else None,
        birthday=cells.text("birthday", "Date of Birth"),
        has_address=any(text(row.get(heading)) for heading in ADDRESS),
        email_subscribed=cells.flag("email_subscribed", "Engage Email Subscribed"),
        phone_subscribed=cells.flag("phone_subscribed", "Engage SMS Subscribed"),
        address_subscribed=cells.flag("address_subscribed", "Engage Mail Subscribed"),
        total_contributions=cells.money("total_contributions", "Total Contributions"),
        household=cells.text("household", "Household"),
        created_at=cells.read("created_at", CREATED, _moment),
        modified_at=cells.read("modified_at", MODIFIED, _moment),
        archived_at=None,
    )
    return Parsed(contact, cells.unread)


def with_known_tags(tags: Collection[str]) -> Stream:
    """The stream of a file that is read knowing these tags: one with a comma in it is no two tags."""
    return replace(CONTACTS_CSV, parse=partial(parse, known_tags=frozenset(tag for tag in tags if "," in tag)))


CONTACTS_CSV = replace(CONTACTS, parse=parse, id_field=ID, untold=("archived_at",))


def _listed(cell: Any) -> list[str]:
    return _ENTRY.findall(cell) if isinstance(cell, str) else []


def _tags(cell: Any, known: frozenset[str]) -> list[str]:
    """The tags of a cell. The export joins them by commas, and a tag may hold one itself."""
    if not isinstance(cell, str):
        return []
    return [found.strip() for found in _tag_pattern(known).findall(cell)] if known else cell.split(",")


@lru_cache(maxsize=1)
def _tag_pattern(known: frozenset[str]) -> re.Pattern[str]:
    whole = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    return re.compile(rf"(?:^|(?<=,))\s*({whole}|[^,]*?)\s*(?=,|$)")


def _moment(cell: Any) -> datetime | None:
    """A time in UTC, as ISO 8601 or as a spreadsheet writes it."""
    words = text(cell)
    for form in _AMERICAN_TIMES if words and "/" in words else ():
        try:
            return datetime.strptime(words or "", form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None if words and "/" in words else instant(words, "time")
