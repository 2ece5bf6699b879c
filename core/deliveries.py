"""Sending what waits in the outbox to Givebutter: claimed, checked, sent and noted, one at a time, safe to repeat.

1. Claim the oldest delivery that is due, and commit: from now on nobody else sends it, nor another of its contact.
2. Check what it rests on, by what we know and by what Givebutter says now; what no longer holds is withdrawn.
3. Send it, outside of any transaction: Givebutter may be slow, and nobody waits for it.
4. Note how it ended, in a transaction of its own.
5. When nothing more is to be sent, let the season's ETL follow: whoever waited for it is free.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import structlog
from sqlalchemy import Connection, Engine

from core.clients import Endpoints, Givebutter, Pace, open_sources
from core.db import Actor, transaction
from core.errors import RecordGoneError, RecordRefusedError, SourceError
from core.etl_run import follow_deliveries
from core.premises import GONE, examine, examine_live, load_live
from core.records import Contact
from core.store import archivals, deliveries
from core.store.deliveries import Delivery, Ending

PER_MINUTE = 600  # at most 10 a second, within the account's own pace
TROUBLES_OF_AN_OUTAGE = 2  # so many contacts in a row without an answer: Givebutter is away, not one contact odd
ACTOR = Actor("sync", "delivery")

_log = structlog.get_logger()

_ACTS: Mapping[str, Callable[[Givebutter, Delivery], None]] = {
    "archive": lambda givebutter, delivery: givebutter.archive_contact(delivery.contact_id),
    "restore": lambda givebutter, delivery: givebutter.restore_contact(delivery.contact_id),
    "take_external_id": lambda givebutter, delivery: givebutter.set_external_id(delivery.contact_id, None),
    "give_external_id": lambda givebutter, delivery: givebutter.set_external_id(delivery.contact_id, delivery.mn_id),
}


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where one sender works."""

    engine: Engine
    givebutter: Givebutter
    sender: int
    pace: Pace


def deliver(engine: Engine, endpoints: Endpoints, *, at_most: int | None = None) -> int:
    """Send everything that is due, the oldest first (`at_most`: so many). Returns how many were sent.

    What is refused or no longer holds is noted and told as an issue. Raises `SourceError` when Givebutter does not
    answer, for one contact or at all: that stays queued.
    """
    sent, tried, unanswered = 0, 0, 0
    troubles: dict[int, SourceError] = {}
    with deliveries.signed_on(engine) as sender, open_sources(endpoints) as sources:
        desk = _Desk(engine, sources.givebutter, sender, Pace(PER_MINUTE))
        while unanswered < TROUBLES_OF_AN_OUTAGE and tried != at_most and (delivery := _claim(desk, troubles)):
            tried += 1
            try:
                sent += _process(desk, delivery)
                unanswered = 0
            except SourceError as trouble:
                _put_back(desk, delivery, trouble)
                troubles[delivery.contact_id] = trouble
                unanswered += 1
        follow_deliveries(engine)
    if troubles:
        raise next(iter(troubles.values()))
    return sent


def _claim(desk: _Desk, but: Mapping[int, object]) -> Delivery | None:
    with transaction(desk.engine, ACTOR) as conn:
        return deliveries.claim(conn, desk.sender, but=list(but))


def _process(desk: _Desk, delivery: Delivery) -> bool:
    """Check, send and note one delivery: whether it is done. Raises `SourceError` when that cannot be told."""
    with desk.engine.connect() as conn:
        ending = examine(conn, delivery)
    desk.pace.wait()
    ending = ending or examine_live(desk.givebutter, delivery) or _send(desk.givebutter, delivery)
    _note(desk, delivery, ending)
    return ending.status == "sent"


def _send(givebutter: Givebutter, delivery: Delivery) -> Ending:
    try:
        _ACTS[delivery.kind](givebutter, delivery)
    except RecordGoneError:
        return Ending("refused", f"{GONE}, for good as it seems.")
    except RecordRefusedError as refusal:
        return _refused(givebutter, delivery, refusal)
    if delivery.kind == "archive":
        return Ending("sent")
    contact = load_live(givebutter, delivery.contact_id)
    if contact is None:
        return Ending("refused", f"{GONE} although Givebutter took the change.")
    return Ending("sent", None, contact.external_id, contact.modified_at, acted_at=contact.modified_at)


def _refused(givebutter: Givebutter, delivery: Delivery, refusal: RecordRefusedError) -> Ending:
    """Givebutter checks the whole contact at every change: say what it lacks."""
    contact = load_live(givebutter, delivery.contact_id)
    if contact is None:
        return Ending("refused", f"{GONE}.")
    return Ending("refused", _remedy(contact, refusal), contact.external_id, contact.modified_at)


def _remedy(contact: Contact, refusal: RecordRefusedError) -> str:
    names = {"a first name": contact.first_name, "a last name": contact.last_name}
    missing = " and ".join(word for word, name in names.items() if not name)
    if missing:
        return f"Givebutter changes no contact without {missing}. Fill it in on contact {contact.contact_id} there."
    return f"{refusal} Correct contact {contact.contact_id} in Givebutter."


def _note(desk: _Desk, delivery: Delivery, ending: Ending) -> None:
    """Know how it ended, and the contact as it is now. Rows are taken in the order of a run, so that both can wait."""
    with transaction(desk.engine, ACTOR) as conn:
        deliveries.note_contact(conn, delivery, ending)
        if delivery.archival_id is not None:
            _note_archival(conn, delivery.kind, delivery.archival_id, ending)
        deliveries.note_end(conn, delivery, ending)
        deliveries.tell_troubles(conn, delivery.year)
    log = _log.info if ending.status == "sent" else _log.warning
    log("delivery", status=ending.status, kind=delivery.kind, delivery_id=delivery.delivery_id)


def _note_archival(conn: Connection, kind: str, archival_id: int, ending: Ending) -> None:
    remark = None if ending.reason is None else f"It was not done: {ending.reason}"
    if kind == "archive" and remark is None:
        archivals.note_archived(conn, archival_id)
    elif kind == "archive" and remark is not None:
        archivals.note_not_archived(conn, archival_id, remark, lasts=ending.status == "withdrawn")
    elif kind == "restore" and remark is not None:
        archivals.note_not_restored(conn, archival_id, remark)


def _put_back(desk: _Desk, delivery: Delivery, trouble: SourceError) -> None:
    """Keep it for another try, unless it alone failed too often."""
    with transaction(desk.engine, ACTOR) as conn:
        given_up = deliveries.put_back(conn, delivery, error=str(trouble))
        if given_up and delivery.archival_id is not None:
            _note_archival(conn, delivery.kind, delivery.archival_id, Ending("failed", str(trouble)))
        if given_up:
            deliveries.tell_troubles(conn, delivery.year)
    _log.warning("not_delivered", kind=delivery.kind, delivery_id=delivery.delivery_id, given_up=given_up)
