"""What Givebutter checks when a contact is written, and what the contact is afterwards."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from email_validator import EmailNotValidError, validate_email
from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, is_valid_number, parse

from core.demo.contact_docs import (
    PLAIN_FIELDS,
    Document,
    contact_document,
    custom_field_types,
    custom_values,
    reachable,
)
from core.demo.contacts import Contacts

Errors = dict[str, list[str]]
_LIMITS = {"prefix": 32, "suffix": 32, "preferred_name": 255, "external_id": 255}
_MOST_LETTERS_OF_A_TAG = 64
_GENDERS = ("male", "female", "other")
_OPT_INS = {
    "email_opt_in": "is_email_subscribed", "email_subscription": "is_email_subscribed",
    "sms_opt_in": "is_phone_subscribed", "phone_subscription": "is_phone_subscribed",
    "address_subscribed": "is_address_subscribed", "address_subscription": "is_address_subscribed",
}  # fmt: skip
_READ_ONLY = {
    "tags",
    "stats",
    "external_ids",
    "archived_at",
    "associated_companies",
    "point_of_contact",
    "salutation_name",
    "email_opt_in",
    "sms_opt_in",
}


class InvalidError(Exception):
    """A write was refused; `errors` are Givebutter's, by field."""

    def __init__(self, errors: Errors) -> None:
        super().__init__("The given data was invalid.")
        self.errors = errors


def stored(contacts: Contacts, body: Mapping[str, Any], now: datetime, *, force: bool) -> Document:
    """POST: a new contact, or the existing one with the same name and the same primary e-mail or phone."""
    emails = [address for address in (body.get("primary_email"), *_values(body.get("emails"))) if address]
    phones = [number for number in (body.get("primary_phone"), *_values(body.get("phones"))) if number]
    _refuse_if_wrong(contacts, {**body, "emails": emails, "phones": phones}, None)
    document = contact_document(
        contacts.next_id(), {**_plain(body), **_reach(emails, phones)}, created_at=now, updated_at=now
    )
    document |= {"tags": list(dict.fromkeys(body.get("tags") or [])), **_custom(body, document)}
    twin = None if force else contacts.same_person(document)
    if twin is not None:
        return _merged(contacts, twin, document)
    contacts.save(document)
    return document


def updated(contacts: Contacts, document: Document, body: Mapping[str, Any]) -> Document:
    """PUT: validated as a full update, though omitted fields are kept; `tags` replaces the whole set."""
    _refuse_if_wrong(
        contacts, {**body, "emails": _values(body.get("emails")), "phones": _values(body.get("phones"))}, document
    )
    emails = _kept(document["emails"], body.get("emails"), body.get("remove_emails"), _lower)
    phones = _kept(document["phones"], body.get("phones"), body.get("remove_phones"), normal_phone)
    changed = {**document, **_plain(body), **reachable(emails, phones), **_custom(body, document)}
    if "tags" in body:
        changed["tags"] = list(dict.fromkeys(body["tags"]))
    changed["salutation_name"] = changed["preferred_name"] or changed["first_name"]
    return contacts.touch(changed)


def tagged(document: Document, act: str, body: Mapping[str, Any]) -> Document:
    """Tags added, removed, or replaced by others (`sync`); at least one must be named."""
    tags = body.get("tags")
    if not isinstance(tags, list) or not tags:
        raise InvalidError({"tags": ["The tags field is required."]})
    errors = _tag_errors(tags)
    if errors:
        raise InvalidError(errors)
    before = document["tags"]
    after = {"add": [*before, *tags], "remove": [tag for tag in before if tag not in tags], "sync": tags}[act]
    return {**document, "tags": list(dict.fromkeys(after))}


def normal_phone(text: str) -> str | None:
    """E.164, or `None` when it is no usable number."""
    try:
        number = parse(text, "US")
    except NumberParseException:
        return None
    return format_number(number, PhoneNumberFormat.E164) if is_valid_number(number) else None


def is_email(text: str) -> bool:
    """The syntax of the address is right."""
    try:
        validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return False
    return True


def _refuse_if_wrong(contacts: Contacts, body: Mapping[str, Any], document: Document | None) -> None:
    kind = body.get("type") or (document["type"] if document else "individual")
    required = ("first_name", "last_name") if kind == "individual" else ("company_name",)
    errors: Errors = {
        name: [f"The {name.replace('_', ' ')} field is required."] for name in required if not body.get(name)
    }
    for name, limit in _LIMITS.items():
        if isinstance(body.get(name), str) and len(body[name]) > limit:
            errors[name] = [f"The {name.replace('_', ' ')} may not be greater than {limit} characters."]
    if body.get("gender") is not None and body["gender"] not in _GENDERS:
        errors["gender"] = ["The selected gender is invalid."]
    for number, address in enumerate(body["emails"]):
        if not is_email(str(address)):
            errors[f"emails.{number}.value"] = [f"The emails.{number}.value must be a valid email address."]
    for number, phone in enumerate(body["phones"]):
        if normal_phone(str(phone)) is None:
            errors[f"phones.{number}.value"] = [f"The phones.{number}.value field must be a valid phone number."]
    holder = contacts.with_external_id(body["external_id"]) if body.get("external_id") else None
    if holder is not None and (document is None or holder != document["id"]):
        errors["external_id"] = ["The external id has already been taken."]
    errors |= _tag_errors(body.get("tags") or [])
    if errors:
        raise InvalidError(errors)


def _tag_errors(tags: list[Any]) -> Errors:
    wrong = [number for number, tag in enumerate(tags) if not isinstance(tag, str) or len(tag) > _MOST_LETTERS_OF_A_TAG]
    return {
        f"tags.{number}": [f"The tags.{number} may not be greater than {_MOST_LETTERS_OF_A_TAG} characters."]
        for number in wrong
    }


def _plain(body: Mapping[str, Any]) -> Document:
    plain = {name: value for name, value in body.items() if name in PLAIN_FIELDS - _READ_ONLY}
    return plain | {_OPT_INS[name]: bool(value) for name, value in body.items() if name in _OPT_INS}


def _values(entries: Any) -> list[str]:
    return [str(entry["value"]) if isinstance(entry, dict) else str(entry) for entry in entries or []]


def _reach(emails: list[str], phones: list[str]) -> Document:
    numbers = [normal_phone(number) or number for number in phones]
    return reachable(dict.fromkeys(_lower(address) for address in emails), dict.fromkeys(numbers))


def _kept(before: list[Document], given: Any, removed: Any, form: Any) -> list[str]:
    primary = [form(entry["value"]) for entry in given or [] if isinstance(entry, dict) and entry.get("is_primary")]
    values = dict.fromkeys(
        [*primary, *(entry["value"] for entry in before), *(form(value) for value in _values(given))]
    )
    gone = {form(value) for value in _values(removed)}
    return [value for value in values if value and value not in gone]


def _lower(address: str) -> str:
    return address.strip().lower()


def _custom(body: Mapping[str, Any], document: Document) -> Document:
    given = body.get("custom_fields")
    if not isinstance(given, dict):
        return {}
    values = {entry["field_id"]: entry["value"] for entry in document["custom_fields"]}
    known = custom_field_types()
    ids = {
        int(key.removeprefix("field_")): value for key, value in given.items() if key.removeprefix("field_").isdigit()
    }
    values |= {field_id: value for field_id, value in ids.items() if field_id in known}
    return {"custom_fields": custom_values({field_id: values[field_id] for field_id in values if field_id in known})}


def _merged(contacts: Contacts, twin_id: int, document: Document) -> Document:
    twin = contacts.get(twin_id) or {}
    filled = {name: value if value not in (None, "", []) else document[name] for name, value in twin.items()}
    emails = dict.fromkeys(entry["value"] for entry in [*twin["emails"], *document["emails"]])
    phones = dict.fromkeys(entry["value"] for entry in [*twin["phones"], *document["phones"]])
    tags = list(dict.fromkeys([*twin["tags"], *document["tags"]]))
    return contacts.touch({**filled, **reachable(emails, phones), "tags": tags})
