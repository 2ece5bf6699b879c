"""What may be said when one sign-up, form or contact is planted by hand, and what it becomes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypedDict

from core.demo.clock import givebutter_stamp
from core.demo.contact_docs import PLAIN_FIELDS, Document, contact_document, postal, reachable


class _Submitted(TypedDict, total=False):
    at: datetime
    updated_at: datetime
    status: str


class NewSignup(_Submitted, total=False):
    """Answers of the sign-up form. `full_name` replaces the parts of the name by a plain text."""

    mn_id: str | None
    first: str
    last: str
    middle: str
    preferred: str
    full_name: str
    phone: str | None
    email: str | None
    uga_email: str | None
    uga_class: str
    gender: str
    shirt_size: str
    shift: str


class NewSetup(_Submitted, total=False):
    """Answers of the fundraising setup form."""

    mn_id: str
    email: str
    phone: str


class NewTraining(_Submitted, total=False):
    """Answers of the training form."""

    email: str
    phone: str
    uga_class: str
    session_date: str
    session_time: str


class NewPreference(_Submitted, total=False):
    """Answers of the partner and shift form."""

    mn_id: str
    phone: str
    partner_phone: str
    shift: str
    notes: str


class NewContact(TypedDict, total=False):
    """A contact to plant; `emails` and `phones` begin with the primary ones. Any API field may be given in `fields`."""

    contact_id: int
    external_id: str | None
    first_name: str | None
    last_name: str | None
    prefix: str | None
    preferred_name: str | None
    emails: Sequence[str]
    phones: Sequence[str]
    tags: Sequence[str]
    address: tuple[str, str, str, str] | None
    gender: str | None
    dob: str | None
    household: str
    email_subscribed: bool
    phone_subscribed: bool
    address_subscribed: bool
    contributions: float
    archived_at: datetime | None
    created_at: datetime
    modified_at: datetime
    fields: Mapping[str, Any]


def signup_answers(given: NewSignup) -> dict[str, object]:
    """The answers of a sign-up by question name."""
    parts = {
        "prefix": given.get("preferred"),
        "first": given.get("first"),
        "middle": given.get("middle"),
        "last": given.get("last"),
    }
    name = {part: text for part, text in parts.items() if text is not None}
    return {
        "fullName": given.get("full_name") or name or None,
        "ugaEmail": given.get("uga_email"),
        "personalEmail": given.get("email"),
        "mnPhone": given.get("phone"),
        "ugaClass": given.get("uga_class"),
        "gender": given.get("gender"),
        "shirtSize": given.get("shirt_size"),
        "shiftPreference": given.get("shift"),
        "mnid": given.get("mn_id"),
    }


def setup_answers(given: NewSetup) -> dict[str, object]:
    """The answers of a setup form by question name."""
    return {"mnid": given.get("mn_id"), "personalEmail": given.get("email"), "phoneNumber": given.get("phone")}


def training_answers(given: NewTraining) -> dict[str, object]:
    """The answers of a training form by question name."""
    session = {"sessionDate": given.get("session_date"), "sessionTime": given.get("session_time")}
    return {"email": given.get("email"), "phone": given.get("phone"), "ugaClass": given.get("uga_class"), **session}


def preference_answers(given: NewPreference) -> dict[str, object]:
    """The answers of a partner form by question name."""
    own = {"mnid": given.get("mn_id"), "mnPhone": given.get("phone")}
    return {
        **own,
        "partnerPhone": given.get("partner_phone"),
        "shiftPref": given.get("shift"),
        "partnerNotes": given.get("notes"),
    }


def planted_contact(
    contact_id: int, given: Mapping[str, Any], now: datetime, *, former: Document | None = None
) -> Document:
    """A contact from what was said about it, over what it was before."""
    unknown = set(given) - set(NewContact.__annotations__) - PLAIN_FIELDS
    if unknown:
        raise TypeError(f"a contact has no {', '.join(sorted(unknown))}")
    before = former or contact_document(contact_id, {}, created_at=given.get("created_at") or now, updated_at=now)
    plain = {name: value for name, value in given.items() if name in PLAIN_FIELDS and name not in _SHAPED}
    document = {
        **before,
        **plain,
        **_reach(given, before),
        **_subscriptions(given),
        **_rest(given, now),
        **given.get("fields", {}),
    }
    document["updated_at"] = givebutter_stamp(given.get("modified_at") or now)
    document["salutation_name"] = document["preferred_name"] or document["first_name"]
    return document


_SHAPED = {"tags", "archived_at"}


def _reach(given: Mapping[str, Any], before: Document) -> Document:
    emails = given.get("emails", [email["value"] for email in before["emails"]])
    phones = given.get("phones", [phone["value"] for phone in before["phones"]])
    return reachable(emails, phones)


def _subscriptions(given: Mapping[str, Any]) -> Document:
    names = {
        "email_subscribed": "is_email_subscribed",
        "phone_subscribed": "is_phone_subscribed",
        "address_subscribed": "is_address_subscribed",
    }
    return {theirs: given[ours] for ours, theirs in names.items() if ours in given}


def _rest(given: Mapping[str, Any], now: datetime) -> Document:
    document: Document = {"tags": list(given["tags"])} if "tags" in given else {}
    if given.get("address"):
        document |= postal(*given["address"], at=now)
    if "contributions" in given:
        document["stats"] = {"total_contributions": given["contributions"], "recurring_contributions": 0}
    if "archived_at" in given:
        document["archived_at"] = givebutter_stamp(given["archived_at"]) if given["archived_at"] else None
    return document
