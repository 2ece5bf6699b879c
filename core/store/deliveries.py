"""The outbox: what is to be done in Givebutter, queued in the transaction that decides it, sent after it."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from core.outcome import Release
from core.records import Issue, Severity
from core.sql import query
from core.store import issues

STEP = "outbox"
MOST_ATTEMPTS = 8
CONTACTS = "raw_gb_full_contacts"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing to do: `kind` is archive, restore, take_external_id or give_external_id.

    `premise` is what must still be true when it is sent.
    """

    delivery_id: int
    kind: str
    contact_id: int
    mn_id: str
    attempts: int
    year: int = 0
    archival_id: int | None = None
    decision_id: int | None = None
    premise: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a delivery ended: `status` is sent, withdrawn or refused, `reason` says why if it is not sent.

    `external_id` is what the contact carries now, `seen` when Givebutter says it was last changed by others,
    `acted_at` when by us.
    """

    status: str
    reason: str | None = None
    external_id: str | None = None
    seen: datetime | None = None
    acted_at: datetime | None = None


def release(conn: Connection, year: int, releases: Iterable[Release]) -> None:
    """Have these External IDs taken from contacts, as decisions want it, and none besides."""
    row = {"year": year, "rows": json.dumps([asdict(one) for one in releases])}
    conn.execute(query("deliveries.withdraw_releases"), row)
    conn.execute(query("deliveries.release"), row)


def take_back_releases(conn: Connection, year: int, decision_ids: Sequence[int], *, by: str) -> None:
    """Decisions were taken back: their contacts keep, or get back, the External ID."""
    conn.execute(query("deliveries.unrelease"), {"year": year, "decision_ids": list(decision_ids), "by": by})


def are_queued(conn: Connection) -> bool:
    """Whether anything waits to be sent."""
    return bool(conn.execute(query("deliveries.are_queued")).scalar_one())


def are_due(conn: Connection) -> bool:
    """Whether anything could be sent now; what a dead sender had in flight counts, too."""
    conn.execute(query("deliveries.reclaim"), {"sender": None})
    return bool(conn.execute(query("deliveries.is_waiting")).scalar_one())


def load_followed(conn: Connection) -> tuple[int, ...]:
    """The seasons for which all was sent that could be, and no ETL has looked at it since."""
    return tuple(conn.execute(query("etl.sent_for")).scalars())


def leave_followed(conn: Connection, year: int) -> None:
    """No ETL can look at the season just now: the next one that can will."""
    conn.execute(query("etl.leave_sent"), {"year": year})


def last(conn: Connection) -> int:
    """Where the deliveries end just now; see `load_since`."""
    return int(conn.execute(query("deliveries.last")).scalar_one())


def load_since(conn: Connection, after: int) -> tuple[Delivery, ...]:
    """What was queued after delivery `after` and still waits."""
    return tuple(Delivery(*row) for row in conn.execute(query("deliveries.since"), {"after": after}))


@contextmanager
def signed_on(engine: Engine) -> Iterator[int]:
    """The number of a sender. Its lock is freed by PostgreSQL when the process dies: what it had in flight is due."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as session:
        sender = int(session.execute(query("deliveries.sign_on")).one().sender)
        session.execute(query("deliveries.reclaim"), {"sender": sender})
        try:
            yield sender
        finally:
            session.execute(query("deliveries.sign_off"))


def claim(conn: Connection, sender: int, *, but: Collection[int] = ()) -> Delivery | None:
    """The next delivery, in flight from now on; `None` when nothing is due but of the contacts `but`.

    Deliveries of one contact go one after the other, whoever sends them.
    """
    row = conn.execute(query("deliveries.claim"), {"sender": sender, "but": list(but)}).one_or_none()
    return Delivery(*row) if row else None


def put_back(conn: Connection, delivery: Delivery, *, error: str) -> bool:
    """A try was in vain. Returns whether the delivery is given up, because only this one fails again and again."""
    row = {"delivery_id": delivery.delivery_id, "error": error, "most": MOST_ATTEMPTS}
    return bool(conn.execute(query("deliveries.put_back"), row).scalar_one() == "failed")


def note_contact(conn: Connection, delivery: Delivery, ending: Ending) -> None:
    """Know the contact as it is now, before it is read again."""
    contact = {"contact_id": delivery.contact_id}
    if ending.acted_at:
        conn.execute(query("deliveries.own_act"), {**contact, "acted_at": ending.acted_at})
    if delivery.kind in ("archive", "restore"):
        if ending.status == "sent":
            conn.execute(query("deliveries.archived" if delivery.kind == "archive" else "deliveries.present"), contact)
    elif ending.seen:
        conn.execute(query("deliveries.forget_id"), contact)
        conn.execute(query("deliveries.carries"), {**contact, "external_id": ending.external_id})


def note_end(conn: Connection, delivery: Delivery, ending: Ending) -> None:
    """A delivery ended."""
    seen = {} if ending.seen is None else {"seen": ending.seen.isoformat()}
    row = {"delivery_id": delivery.delivery_id, "status": ending.status, "error": ending.reason}
    conn.execute(query("deliveries.ended"), {**row, "seen": json.dumps(seen)})


def tell_troubles(conn: Connection, year: int, run_id: int | None = None) -> None:
    """Make an issue of everything that ended otherwise than wanted, until somebody settles it."""
    rows = conn.execute(query("deliveries.troubles"), {"year": year})
    issues.replace(conn, year, STEP, (_issue(row) for row in rows), run_id)


_SEVERITIES = {"withdrawn": Severity.INFO, "refused": Severity.ERROR, "failed": Severity.WARNING}
_WANTED = {
    "archive": "Archiving contact {contact_id}",
    "restore": "Bringing contact {contact_id} back",
    "take_external_id": "Taking External ID {mn_id} from contact {contact_id}",
    "give_external_id": "Giving External ID {mn_id} back to contact {contact_id}",
}
_ENDED = {
    "withdrawn": "was withdrawn",
    "refused": "was refused by Givebutter",
    "failed": "was given up after many tries",
}


def _issue(row: Any) -> Issue:
    wanted = _WANTED[row.kind].format(contact_id=row.contact_id, mn_id=row.mn_id)
    message = f"{wanted} {_ENDED[row.status]}: {row.error}"
    return Issue(f"delivery_{row.status}", _SEVERITIES[row.status], message, row.mn_id, CONTACTS, str(row.contact_id))
