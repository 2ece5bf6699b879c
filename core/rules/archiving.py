"""What speaks against archiving a duplicate, as tables: without a second look, and since it was approved."""

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import Any

from core.records import Contact


def has_contributions(contact: Contact, _own_ids: Collection[str]) -> bool:
    """it has contributions"""
    return bool(contact.total_contributions)


def is_in_household(contact: Contact, _own_ids: Collection[str]) -> bool:
    """it is a member of a household"""
    return contact.household is not None


def has_another_id(contact: Contact, own_ids: Collection[str]) -> bool:
    """it carries another mentor's External ID"""
    return contact.external_id is not None and contact.external_id.upper() not in own_ids


def alone_has_opted_out(contact: Contact, winner: Contact) -> bool:
    """Whether a no to messages would be forgotten: the contact that stays has the same address or number, and no no."""
    shares_email = not frozenset(contact.emails).isdisjoint(winner.emails)
    shares_phone = not frozenset(contact.phones).isdisjoint(winner.phones)
    return (shares_email and contact.email_subscribed is False and winner.email_subscribed is not False) or (
        shares_phone and contact.phone_subscribed is False and winner.phone_subscribed is not False
    )


CAUTIONS: tuple[Callable[[Contact, Collection[str]], bool], ...] = (has_contributions, is_in_household, has_another_id)


def caution_about(
    contact: Contact,
    mentor_ids: Collection[str],
    *,
    has_other_name: bool = False,
    households_known: bool = True,
    winner: Contact | None = None,
) -> str | None:
    """Why the duplicate of the mentor with these ids needs an extra confirmation; `None`: nothing speaks against it."""
    own_ids = {mn_id.upper() for mn_id in mentor_ids}
    reasons = [caution.__doc__ or "" for caution in CAUTIONS if caution(contact, own_ids)]
    reasons += ["it has another name"] if has_other_name else []
    if winner is not None and alone_has_opted_out(contact, winner):
        reasons.append("it has unsubscribed, and the contact that stays has not")
    if contact.household is None and not households_known:
        reasons.append("nobody knows whether it is a member of a household")
    return f"Look twice: {', and '.join(reasons)}" if reasons else None


def facts_of(contact: Contact) -> dict[str, Any]:
    """What somebody who approves archiving a contact relies on, as JSON keeps it."""
    total = contact.total_contributions
    return {
        "first_name": contact.first_name,
        "last_name": contact.last_name,
        "external_id": contact.external_id,
        "emails": list(contact.emails),
        "phones": list(contact.phones),
        "tags": list(contact.tags),
        "household": contact.household,
        "total_contributions": None if total is None else str(total),
    }


def find_changes(facts: Mapping[str, Any], contact: Contact) -> tuple[str, ...]:
    """What a contact has now that it did not have when its facts were approved, in words.

    What it lost makes it no less of a duplicate; what nobody knew then (older facts) is not compared.
    """
    now = facts_of(contact)
    news = (word for name, (word, is_new) in _NEWS.items() if name in facts and is_new(facts[name], now[name]))
    return tuple(dict.fromkeys(news))


def _is_another(before: str | None, now: str | None) -> bool:
    return now is not None and (before or "").casefold() != now.casefold()


def _is_more(before: str | None, now: str | None) -> bool:
    return Decimal(now or 0) > Decimal(before or 0)


def _has_new(before: Collection[str], now: Collection[str]) -> bool:
    return not _pieces(now) <= _pieces(before)


def _pieces(values: Collection[str]) -> set[str]:
    """A contacts export parts tags with commas, the API does not: both are the same tags."""
    return {piece.strip().casefold() for value in values for piece in value.split(",")}


_NEWS: Mapping[str, tuple[str, Callable[[Any, Any], bool]]] = {
    "first_name": ("its name", _is_another),
    "last_name": ("its name", _is_another),
    "external_id": ("its External ID", _is_another),
    "emails": ("its e-mail addresses", _has_new),
    "phones": ("its phone numbers", _has_new),
    "tags": ("its tags", _has_new),
    "household": ("its household", _is_another),
    "total_contributions": ("its contributions", _is_more),
}
