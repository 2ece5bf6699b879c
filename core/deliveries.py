"""Sending to Givebutter what was queued with a decision: one at a time, each noted, safe to repeat."""

from collections.abc import Callable, Mapping

import structlog
from sqlalchemy import Engine

from core.clients import Endpoints, Givebutter, Pace, open_sources
from core.db import Actor, transaction
from core.errors import SourceError, SourceRefusedError
from core.store import deliveries
from core.store.deliveries import Delivery

PER_MINUTE = 600  # at most 10 a second, within the account's own pace
MOST_ATTEMPTS = 8

_log = structlog.get_logger()

_ACTS: Mapping[str, Callable[[Givebutter, Delivery], None]] = {
    "archive": lambda givebutter, delivery: givebutter.archive_contact(delivery.contact_id),
    "restore": lambda givebutter, delivery: givebutter.restore_contact(delivery.contact_id),
    "take_external_id": lambda givebutter, delivery: givebutter.set_external_id(delivery.contact_id, None),
    "give_external_id": lambda givebutter, delivery: givebutter.set_external_id(delivery.contact_id, delivery.mn_id),
}


def deliver(engine: Engine, endpoints: Endpoints) -> int:
    """Send everything that is queued, the oldest first. Returns how many were sent.

    A refused one is given up and noted. Raises `SourceError` when Givebutter does not answer: the rest stays queued.
    """
    pace, sent = Pace(PER_MINUTE), 0
    with open_sources(endpoints) as sources:
        while (delivered := _deliver_next(engine, sources.givebutter, pace)) is not None:
            sent += delivered
    return sent


def _deliver_next(engine: Engine, givebutter: Givebutter, pace: Pace) -> bool | None:
    """Send the oldest: whether it worked; `None` when nothing waits."""
    with transaction(engine, Actor("sync", "delivery")) as conn:
        delivery = deliveries.claim(conn)
        if delivery is None:
            return None
        pace.wait()
        try:
            _ACTS[delivery.kind](givebutter, delivery)
        except SourceError as failure:
            trouble = failure
        else:
            deliveries.note_sent(conn, delivery)
            _log.info("delivered", kind=delivery.kind, contact_id=delivery.contact_id, delivery_id=delivery.delivery_id)
            return True
        given_up = isinstance(trouble, SourceRefusedError) or delivery.attempts + 1 >= MOST_ATTEMPTS
        deliveries.note_failed(conn, delivery, error=str(trouble), given_up=given_up)
        _log.warning("not_delivered", kind=delivery.kind, delivery_id=delivery.delivery_id, given_up=given_up)
    if given_up:
        return False
    raise trouble
