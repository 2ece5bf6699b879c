"""Listings that were stopped because too much was missing in them, as somebody is asked about them."""

from dataclasses import dataclass

from sqlalchemy import Connection

from core.store.stopped_listings import load_waiting
from core.streams import STREAMS
from core.views.words import count

_RECORDS = {
    "signups": "submission", "setup": "submission", "training": "submission", "preference": "submission",
    "members": "member", "contacts": "contact",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AskedRemoval:
    """A stopped listing: the sentence that a person says by pressing `button`, and what follows from it."""

    listing_id: int
    button: str
    consequence: str


def asked_removals(conn: Connection, year: int) -> tuple[AskedRemoval, ...]:
    """What waits for a person's word, the oldest first."""
    titles = {stream.name: stream for stream in STREAMS}
    asked = []
    for one in load_waiting(conn, year):
        stream = titles[one.stream]
        source = "form" if stream.source == "jotform" else "campaign" if stream.season_key else "account"
        number = count(one.removals, _RECORDS[one.stream])
        asked.append(
            AskedRemoval(
                one.listing_id,
                f"The {source} really lost {number}: take it over",
                f"{stream.title}: {one.removals:,} of {one.known:,} records known until now would be removed, and a "
                "full sync starts. This holds for these records only; a listing that lost more asks again.",
            )
        )
    return tuple(asked)
