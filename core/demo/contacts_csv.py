"""Givebutter's contacts export: the file a coordinator downloads and uploads here."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from core.demo.contact_docs import Document, custom_field_types, household_id
from core.demo.store import DemoStore

HEADINGS = (
    "Givebutter Contact ID", "Contact External ID", "Contact Since", "Prefix", "First Name", "Preferred First Name",
    "Middle Name", "Last Name", "Suffix", "Date of Birth", "Gender", "Pronouns", "Employer", "Title", "Primary Email",
    "Additional Emails", "Primary Phone", "Additional Phones", "Address Line 1", "Address Line 2", "City", "State",
    "Postal Code", "Country", "Additional Addresses", "Website", "Twitter", "LinkedIn", "Facebook", "TikTok",
    "Instagram", "Recurring Contributions", "Total Contributions", "Last Donation Amount", "Total Soft Credits",
    "Engage Email Subscribed", "Engage SMS Subscribed", "Engage Mail Subscribed", "Tags", "Notes", "Household ID",
    "Household", "Household Primary Contact", "Date Created (UTC)", "Last Modified (UTC)",
)  # fmt: skip
# Fields that were archived stay as columns, and their headings can repeat.
ARCHIVED = ("ARCHIVED 🎽 Shirt Size", "ARCHIVED 🎽 Shirt Size", "ARCHIVED Bus Stop")
_ROWS_AT_ONCE = 1_000


def contacts_csv(store: DemoStore) -> Iterator[str]:
    """The export in pieces of a thousand rows: living individuals in the order of their ids."""
    labels = [label for label, _, _ in custom_field_types().values()]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([*HEADINGS, *labels, *ARCHIVED])
    for number, (document, household) in enumerate(store.contacts.all(), start=1):
        writer.writerow(_row(document, household))
        if number % _ROWS_AT_ONCE == 0:
            yield _emptied(buffer)
    yield _emptied(buffer)


def _emptied(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def _row(contact: Document, household: str | None) -> list[Any]:
    plain = (
        "prefix",
        "first_name",
        "preferred_name",
        "middle_name",
        "last_name",
        "suffix",
        "dob",
        "gender",
        "pronouns",
        "employer",
        "title",
    )
    links = ("website_url", "twitter_url", "linkedin_url", "facebook_url", "tiktok_url", "instagram_url")
    stats = contact["stats"]
    return [
        contact["id"], contact["external_id"], contact["contact_since"], *(contact[name] for name in plain),
        contact["primary_email"], _others(contact["emails"]), contact["primary_phone"], _others(contact["phones"]),
        *_address(contact["primary_address"] or {}), None, *(contact[name] for name in links),
        stats["recurring_contributions"], stats["total_contributions"], contact["last_donation_amount"], 0,
        *(_yes_no(contact[name]) for name in ("is_email_subscribed", "is_phone_subscribed", "is_address_subscribed")),
        ", ".join(contact["tags"]), contact["note"], household_id(household) if household else None, household,
        "yes" if household else None,
        _moment(contact["created_at"]), _moment(contact["updated_at"]), *_custom(contact),
    ]  # fmt: skip


def _address(address: Document) -> list[Any]:
    return [address.get(part) for part in ("address_1", "address_2", "city", "state", "zipcode", "country")]


def _custom(contact: Document) -> list[Any]:
    values = {entry["field_id"]: entry["value"] for entry in contact["custom_fields"]}
    archived = ("M", None, None) if contact["id"] % 50 == 0 else (None, None, None)
    return [*(values.get(field_id) for field_id in custom_field_types()), *archived]


def _others(entries: list[Document]) -> str:
    return ", ".join(entry["value"] for entry in entries[1:])


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"


def _moment(stamp: str) -> str:
    return stamp[:19].replace("T", " ")
