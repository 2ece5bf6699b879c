"""What Givebutter's importer refuses, cell by cell."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from core.demo.contact_docs import custom_field_types
from core.demo.contact_writes import is_email, normal_phone
from core.demo.import_columns import custom_field_id

Cells = Mapping[str, str]
_ID = re.compile(r"[1-9][0-9]{0,18}")
_PHONE = re.compile(r"\+?1[0-9]{10}")
_ZIP = re.compile(r"[0-9]{5}(-[0-9]{4})?")
_DATES = ("%Y-%m-%d", "%m/%d/%Y", "%Y-%m-%d %H:%M:%S")
_STANDARD_TEXT = 255
_LIMITS = {
    "prefix": 32, "suffix": 32, "zipcode": 10, "note": 65_535,
    **dict.fromkeys(
        (
            "external_id", "first_name", "preferred_name", "middle_name", "last_name", "pronouns", "employer", "title",
            "address_1", "address_2", "city", "state", "country", "household_name", "household_envelope_name",
            "website_url", "twitter_url", "linkedin_url", "facebook_url", "tiktok_url",
        ),
        _STANDARD_TEXT,
    ),
}  # fmt: skip
_LONG_TEXT = 5_000
_LONGEST_TAG = 64
_SUBSCRIPTIONS = ("email_subscription", "phone_subscription", "address_subscription")


def refusals(cells: Cells) -> Iterator[str]:
    """Everything that is wrong with a row by itself, as Givebutter words it."""
    if cells.get("id") and not _ID.fullmatch(cells["id"]):
        yield "The id must be an integer."
    if not cells.get("last_name"):
        yield "The last name field is required."
    yield from _wrong_reach(cells)
    yield from _wrong_subscriptions(cells)
    for name, limit in _LIMITS.items():
        if len(cells.get(name, "")) > limit:
            yield f"The {name.replace('_', ' ')} may not be greater than {limit} characters."
    if cells.get("gender") and cells["gender"].lower() not in ("male", "female", "other"):
        yield "The selected gender is invalid."
    if cells.get("zipcode") and not _ZIP.fullmatch(cells["zipcode"]):
        yield "The zip code must be a valid format."
    for name in ("dob", "contact_since"):
        if cells.get(name) and not _is_date(cells[name]):
            yield f"The {name.replace('_', ' ')} is not a valid date."
    if any(len(tag) > _LONGEST_TAG for tag in listed(cells.get("tags", ""))):
        yield f"A tag may not be greater than {_LONGEST_TAG} characters."
    yield from _wrong_custom_fields(cells)


def listed(text: str) -> list[str]:
    """The values of a cell that holds several, separated by commas."""
    return [value.strip() for value in text.split(",") if value.strip()]


def _wrong_reach(cells: Cells) -> Iterator[str]:
    for address in [*listed(cells.get("primary_email", "")), *listed(cells.get("emails", ""))]:
        if not is_email(address):
            yield "The email must be a valid email address."
        if len(address) > _STANDARD_TEXT:
            yield f"The email may not be greater than {_STANDARD_TEXT} characters."
    for phone in [*listed(cells.get("primary_phone", "")), *listed(cells.get("phones", ""))]:
        if not _PHONE.fullmatch(phone) or normal_phone(phone) is None:
            yield "The phone field must be a valid phone number."


def _wrong_subscriptions(cells: Cells) -> Iterator[str]:
    if (cells.get("primary_email") or cells.get("emails")) and not cells.get("email_subscription"):
        yield "The email subscription status field is required when an email is present."
    for name in _SUBSCRIPTIONS:
        if cells.get(name) and cells[name].lower() not in ("yes", "no"):
            yield f"The {name.replace('_', ' ')} must be yes or no."


def _wrong_custom_fields(cells: Cells) -> Iterator[str]:
    for field_id, (label, kind, options) in custom_field_types().items():
        value = next((text for key, text in cells.items() if custom_field_id(key) == field_id), "")
        if value and not _VALID[kind](value, options):
            yield f"The {label} field is invalid."


def _is_number(value: str, _options: tuple[str, ...]) -> bool:
    return re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value) is not None


_VALID: Mapping[str, Callable[[str, tuple[str, ...]], bool]] = {
    "checkbox": lambda value, _: value.lower() in ("yes", "no"),
    "select": lambda value, options: value in options,
    "number": _is_number,
    "text": lambda value, _: len(value) <= _STANDARD_TEXT,
    "textarea": lambda value, _: len(value) <= _LONG_TEXT,
}


def _is_date(text: str) -> bool:
    for form in _DATES:
        try:
            datetime.strptime(text, form)  # noqa: DTZ007 - a date of birth has no zone
        except ValueError:
            continue
        return True
    return False
