"""Whether what an act on Givebutter rests on still holds, by what we know and by what Givebutter says now."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from core.clients import Givebutter
from core.errors import RecordGoneError, SourceUnavailableError
from core.records import Contact
from core.rules.archiving import find_changes
from core.rules.tags import has_tag
from core.store import archivals, raw
from core.store.deliveries import Delivery, Ending
from core.streams.contacts import parse
from core.streams.values import MalformedRecordError

_DECISIVE = frozenset({"external_id", "tags"})  # unreadable is not empty
GONE = "the contact is archived or deleted in Givebutter"


def find_objections(conn: Connection, year: int, archival_ids: Iterable[int]) -> dict[int, str]:
    """Why duplicates must not be archived although they were proposed, in words, by archival."""
    ids = list(archival_ids)
    shown = archivals.load_facts(conn, year, ids)
    contacts = raw.load_contacts(conn, [contact_id for contact_id, _ in shown.values()])
    changed = {
        archival_id: _in_words(changes)
        for archival_id, (contact_id, facts) in shown.items()
        if contact_id in contacts and (changes := find_changes(facts, contacts[contact_id]))
    }
    return changed | archivals.find_objections(conn, ids)


def examine(conn: Connection, delivery: Delivery) -> Ending | None:
    """How a delivery ends unsent because of what we know by now; `None`: nothing speaks against it."""
    if delivery.kind != "archive" or delivery.archival_id is None:
        return None
    objection = archivals.find_objections(conn, [delivery.archival_id]).get(delivery.archival_id)
    return Ending("withdrawn", f"{objection}.") if objection else None


def examine_live(givebutter: Givebutter, delivery: Delivery) -> Ending | None:
    """How a delivery ends unsent because of what Givebutter says now; `None`: it is to be sent.

    What is done already counts as sent. Raises `SourceError`s.
    """
    if delivery.kind == "archive":
        return _examine_archive(givebutter, delivery)
    contact = load_live(givebutter, delivery.contact_id)
    if delivery.kind == "restore":
        return Ending("sent") if contact else None
    if contact is None:
        return _end_of_gone(delivery)
    return _examine_id(contact, delivery)


def load_live(givebutter: Givebutter, contact_id: int) -> Contact | None:
    """A contact as Givebutter has it now, `None` when it is archived or deleted. Raises `SourceError`s."""
    try:
        parsed = parse(givebutter.load_contact(contact_id), {})
    except RecordGoneError:
        return None
    except MalformedRecordError as error:
        raise SourceUnavailableError(f"Givebutter's answer about contact {contact_id} is not usable.") from error
    if unread := _DECISIVE & parsed.unread.keys():
        fields = ", ".join(sorted(unread))
        raise SourceUnavailableError(f"Givebutter's answer about contact {contact_id} cannot be read: {fields}.")
    return parsed.record


def _examine_archive(givebutter: Givebutter, delivery: Delivery) -> Ending | None:
    winner_id, facts = delivery.premise.get("winner"), delivery.premise.get("facts", {})
    winner = load_live(givebutter, winner_id) if winner_id is not None else None
    if winner_id is not None and winner is None:
        return Ending("withdrawn", f"contact {winner_id}, of which it is a duplicate, is gone.")
    contact = load_live(givebutter, delivery.contact_id)
    if contact is None:
        return Ending("sent")  # archived enough
    changes = find_changes(facts, contact)
    if changes:
        return Ending("withdrawn", f"{_in_words(changes)}.")
    return _examine_tag(facts, winner)


def _examine_tag(facts: Mapping[str, Any], winner: Contact | None) -> Ending | None:
    tag = facts.get("shared_tag")
    if tag is None or winner is None or has_tag(winner.tags, tag):
        return None
    return Ending("withdrawn", f'contact {winner.contact_id} no longer carries the tag "{tag}", so only this one does.')


def _examine_id(contact: Contact, delivery: Delivery) -> Ending | None:
    """An External ID is taken only if it is the one meant, of whom was meant, and given only to one that has none."""
    carried = contact.external_id
    meant = str(delivery.premise.get("external_id") or delivery.mn_id)
    is_meant = (carried or "").casefold() == meant.casefold()
    wanted = delivery.kind == "give_external_id"
    if is_meant if wanted else carried is None:
        return Ending("sent", external_id=carried, seen=contact.modified_at)
    if carried is not None and not is_meant:
        return Ending("withdrawn", "the contact carries another External ID now.", carried, contact.modified_at)
    changes = find_changes(delivery.premise.get("facts", {}), contact)
    return Ending("withdrawn", f"{_in_words(changes)}.", carried, contact.modified_at) if changes else None


def _end_of_gone(delivery: Delivery) -> Ending:
    """Nobody has the id of a contact that is gone; it cannot get one either."""
    return Ending("sent") if delivery.kind == "take_external_id" else Ending("withdrawn", f"{GONE}.")


def _in_words(changes: Iterable[str]) -> str:
    return f"{', '.join(changes)} changed since it was shown"
