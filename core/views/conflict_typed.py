"""A typed answer before it is given: whether it can be used, what it is, and whether it fits somebody else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from core.normalize import clean_contact_id, clean_email, clean_phone
from core.records import Contact
from core.rules.names import Agreement, compare_names, name_of
from core.sql import query
from core.store.raw import load_contacts
from core.views.conflict_card import Card
from core.views.words import phone


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed answer. `value` as it would be kept, or the `problem` why it cannot be.

    `facts` say what it is, `warnings` why it may be somebody else's.
    """

    value: str | None = None
    problem: str | None = None
    facts: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def typed_answer(conn: Connection, year: int, card: Card, text: str) -> Typed:
    """What a typed text would mean as the answer to this question."""
    if not text.strip():
        return Typed(problem="Type it first. Nothing was answered.")
    if card.asks_for_contact:
        return _typed_contact(conn, year, card, text)
    is_phone = card.kind == "phone_mismatch"
    value = clean_phone(text) if is_phone else clean_email(text)
    if value is None:
        what = "a phone number" if is_phone else "an e-mail address"
        return Typed(problem=f"That cannot be used as {what}: check it for typing errors. Nothing was answered.")
    others = _others(conn, year, card, [value])
    return Typed(value, facts=(phone(value),), warnings=tuple(f"{other} has it, too." for other in others))


def _typed_contact(conn: Connection, year: int, card: Card, text: str) -> Typed:
    contact_id = clean_contact_id(text.strip().removeprefix("#"))
    if contact_id is None:
        return Typed(problem="A contact's id is a number, such as 20535738. Nothing was answered.")
    contact = load_contacts(conn, [contact_id]).get(contact_id)
    if contact is None:
        words = f"Contact {contact_id} is not among the contacts that were read from Givebutter, or it is archived."
        return Typed(problem=f"{words} Nothing was answered.")
    return Typed(str(contact_id), facts=_facts(contact), warnings=tuple(_warnings(conn, year, card, contact)))


def _facts(contact: Contact) -> tuple[str, ...]:
    name = " ".join(part for part in (contact.first_name, contact.last_name) if part)
    known = (name or "no name", *map(phone, contact.phones), *contact.emails)
    return (*known, f"External ID {contact.external_id}") if contact.external_id else known


def _warnings(conn: Connection, year: int, card: Card, contact: Contact) -> Iterator[str]:
    own = {card.mn_id.upper(), *(former.upper() for former in card.former_ids)}
    if contact.external_id and contact.external_id.upper() not in own:
        yield f"It carries another External ID: {contact.external_id}."
    if compare_names(name_of(contact), name_of(_named_as(card, contact))) is Agreement.DISAGREE:
        yield f"Its name is not the one {card.full_name} signed up with."
    mine = {card.signup.get(name) for name in ("phone", "personal_email", "uga_email")} - {None}
    if not mine & {*contact.phones, *contact.emails}:
        yield "Neither its phone numbers nor its e-mail addresses are those of the sign-up."
    yield from (f"It fits {other}." for other in _others(conn, year, card, (*contact.phones, *contact.emails), contact))


def _named_as(card: Card, contact: Contact) -> Contact:
    """The contact, had it the name of the sign-up."""
    first, preferred, last = (card.signup.get(name) for name in ("first_name", "preferred_name", "last_name"))
    return replace(contact, prefix=None, first_name=first, preferred_name=preferred, middle_name=None, last_name=last)


def _others(
    conn: Connection, year: int, card: Card, values: Iterable[str], contact: Contact | None = None
) -> tuple[str, ...]:
    """Whoever else of the season has the contact, is asked about it, or has one of these phones or addresses."""
    asked = {"year": year, "mn_id": card.mn_id, "contact_id": contact.contact_id if contact else None}
    rows = conn.execute(query("views_conflicts.others"), {**asked, "values": list(values)})
    return tuple(f"{row.full_name} ({row.mn_id})" for row in rows)
