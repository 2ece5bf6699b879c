"""What a Givebutter contact looks like, and the columns by which the demo finds it."""

import json
import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from core.demo.clock import givebutter_stamp
from core.season_keys import KEY_BY_NAME

Document = dict[str, Any]
Row = dict[str, object]
FIELD_TYPES = {"yes_no": "checkbox", "select": "select", "text": "text", "number": "number"}
FIRST_FIELD_ID = 256_669
_as_json = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
_LONG_TEXTS = ("text_1", "text_2", "email_1")

_NOTHING: Mapping[str, Any] = {
    "id": None, "external_id": None, "contact_since": None, "type": "individual",
    "prefix": None, "first_name": None, "preferred_name": None, "middle_name": None, "last_name": None, "suffix": None,
    "gender": None, "pronouns": None, "dob": None, "company": None, "employer": None, "company_name": None,
    "point_of_contact": None, "associated_companies": [], "title": None,
    "website_url": None, "twitter_url": None, "linkedin_url": None, "facebook_url": None,
    "tiktok_url": None, "instagram_url": None,
    "emails": [], "phones": [], "primary_email": None, "primary_phone": None, "note": None,
    "addresses": [], "primary_address": None, "last_donation_amount": None,
    "stats": {"total_contributions": 0, "recurring_contributions": 0},
    "tags": [], "custom_fields": [], "external_ids": [],
    "is_email_subscribed": True, "is_phone_subscribed": True, "is_address_subscribed": True,
    "email_opt_in": None, "sms_opt_in": None, "address_unsubscribed_at": None, "archived_at": None,
    "created_at": None, "updated_at": None, "salutation_name": None,
}  # fmt: skip
PLAIN_FIELDS = frozenset(_NOTHING) - {
    "id",
    "emails",
    "phones",
    "addresses",
    "primary_address",
    "custom_fields",
    "created_at",
    "updated_at",
}


def contact_document(
    contact_id: int, fields: Mapping[str, Any], *, created_at: datetime, updated_at: datetime
) -> Document:
    """A contact as the API serves it, with every field there is."""
    stamps = {"created_at": givebutter_stamp(created_at), "updated_at": givebutter_stamp(updated_at)}
    return {
        **_NOTHING,
        "id": contact_id,
        **fields,
        **stamps,
        "salutation_name": fields.get("preferred_name") or fields.get("first_name"),
    }


def reachable(emails: Iterable[str], phones: Iterable[str]) -> Document:
    """The fields for e-mail addresses and phones, the primary ones first."""
    addresses, numbers = list(emails), list(phones)
    return {
        "emails": [
            {"type": "work" if address.endswith(".edu") else "personal", "value": address} for address in addresses
        ],
        "phones": [{"type": "cell", "value": number} for number in numbers],
        "primary_email": addresses[0] if addresses else None,
        "primary_phone": numbers[0] if numbers else None,
    }


def postal(street: str, city: str, state: str, zipcode: str, *, at: datetime) -> Document:
    """The fields for one postal address."""
    stamp = givebutter_stamp(at)
    place = {"address_1": street, "address_2": None, "city": city, "state": state, "zipcode": zipcode, "country": "USA"}
    address = {**place, "type": "home", "is_primary": True, "created_at": stamp, "updated_at": stamp}
    return {"addresses": [address], "primary_address": address}


def custom_field_types() -> dict[int, tuple[str, str, tuple[str, ...]]]:
    """The account's custom fields: field id -> label, type, options."""
    fields: Any = KEY_BY_NAME["export_custom_fields"].default
    return {
        FIRST_FIELD_ID + number: (field["label"], _field_type(field), tuple(field.get("options", ())))
        for number, field in enumerate(fields)
    }


def custom_values(values: Mapping[int, object]) -> list[Document]:
    """The `custom_fields` of a contact, from values by field id."""
    known = custom_field_types()
    return [
        {
            "id": 9_000_000 + field_id,
            "field_id": field_id,
            "title": known[field_id][0],
            "description": "",
            "type": known[field_id][1],
            "value": value,
        }
        for field_id, value in values.items()
    ]


def contact_row(document: Document) -> Row:
    """The columns of a contact. Lists stand between line feeds, so that one value can be found."""
    names = (
        "id",
        "type",
        "external_id",
        "first_name",
        "last_name",
        "primary_email",
        "primary_phone",
        "created_at",
        "updated_at",
        "archived_at",
    )
    stats = document["stats"]
    return {
        **{name: document[name] for name in names},
        "emails": _lines(str(email["value"]).lower() for email in document["emails"]),
        "tags": _lines(document["tags"]),
        "total": stats["total_contributions"],
        "recurring": stats["recurring_contributions"],
    }


def document_row(document: Document, household: str | None) -> Row:
    """The contact as it is served, and the name of its household."""
    return {"id": document["id"], "doc": _as_json(document), "household": household}


def _lines(values: Iterable[str]) -> str:
    return "".join(f"\n{value}" for value in values) + "\n"


def _field_type(field: Mapping[str, Any]) -> str:
    return "textarea" if field["id"] in _LONG_TEXTS else FIELD_TYPES[field["kind"]]


def household_id(name: str) -> int:
    """The id of a household; the demo knows households by their names."""
    return zlib.crc32(name.encode())
