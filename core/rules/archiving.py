"""What speaks against archiving a duplicate without a second look, as a table. Each docstring is the reason."""

from collections.abc import Callable, Collection

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


CAUTIONS: tuple[Callable[[Contact, Collection[str]], bool], ...] = (has_contributions, is_in_household, has_another_id)


def caution_about(contact: Contact, mentor_ids: Collection[str], *, has_other_name: bool = False) -> str | None:
    """Why the duplicate of the mentor with these ids needs an extra confirmation; `None`: nothing speaks against it."""
    own_ids = {mn_id.upper() for mn_id in mentor_ids}
    reasons = [caution.__doc__ or "" for caution in CAUTIONS if caution(contact, own_ids)]
    reasons += ["it has another name"] if has_other_name else []
    return f"Look twice: {', and '.join(reasons)}" if reasons else None
