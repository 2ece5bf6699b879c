"""What is to be done in Givebutter: queued in the transaction that decides it, sent after it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection

from core.outcome import Release
from core.sql import query


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing to do: `kind` is archive, restore, take_external_id or give_external_id."""

    delivery_id: int
    kind: str
    contact_id: int
    mn_id: str
    attempts: int


def retire_ids(conn: Connection, year: int, ids: Mapping[int, str], *, by: str) -> None:
    """Have External IDs (by contact) taken from contacts that still carry just these when it is sent."""
    rows = [
        {"year": year, "kind": "take_external_id", "contact_id": contact_id, "mn_id": external_id, "by": by,
         "premise": json.dumps({"external_id": external_id})}
        for contact_id, external_id in ids.items()
    ]  # fmt: skip
    if rows:
        conn.execute(query("deliveries.queue"), rows)


def release(conn: Connection, year: int, releases: Iterable[Release]) -> None:
    """Have External IDs taken from contacts, once for each decision."""
    if rows := [{**asdict(one), "year": year} for one in releases]:
        conn.execute(query("deliveries.release"), rows)


def take_back_releases(conn: Connection, year: int, decision_ids: Sequence[int], *, by: str) -> None:
    """Decisions were taken back: their contacts keep, or get back, the External ID."""
    conn.execute(query("deliveries.unrelease"), {"year": year, "decision_ids": list(decision_ids), "by": by})


def are_queued(conn: Connection) -> bool:
    """Whether anything waits to be sent."""
    return bool(conn.execute(query("deliveries.are_queued")).scalar_one())


def last(conn: Connection) -> int:
    """Where the deliveries end just now; see `load_since`."""
    return int(conn.execute(query("deliveries.last")).scalar_one())


def load_since(conn: Connection, after: int) -> tuple[Delivery, ...]:
    """What was queued after delivery `after` and still waits."""
    return tuple(Delivery(*row) for row in conn.execute(query("deliveries.since"), {"after": after}))


def claim(conn: Connection) -> Delivery | None:
    """The next delivery, held by this transaction; `None` when nothing waits."""
    row = conn.execute(query("deliveries.claim")).one_or_none()
    return Delivery(*row) if row else None


def note_sent(conn: Connection, delivery: Delivery) -> None:
    """A delivery is done: know the contact as it is now, before it is read again."""
    conn.execute(query("deliveries.sent"), {"delivery_id": delivery.delivery_id})
    contact = {"contact_id": delivery.contact_id, "mn_id": delivery.mn_id}
    if delivery.kind == "archive":
        conn.execute(query("deliveries.archived"), contact)
    elif delivery.kind == "take_external_id":
        conn.execute(query("deliveries.freed"), contact)


def note_failed(conn: Connection, delivery: Delivery, *, error: str, given_up: bool) -> None:
    """A delivery did not work; `given_up`: it is not tried again by itself."""
    row = {"delivery_id": delivery.delivery_id, "error": error, "status": "failed" if given_up else "queued"}
    conn.execute(query("deliveries.failed"), row)


def note_present(conn: Connection, contact_ids: Sequence[int]) -> None:
    """Know restored contacts as present at once."""
    conn.execute(query("deliveries.present"), {"contact_ids": list(contact_ids)})
