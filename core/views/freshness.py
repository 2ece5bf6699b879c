"""How old what we know is, and when that is too old to act on."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from core.sql import query
from core.streams import STREAMS
from core.views.words import ago

OLD = timedelta(hours=24)
TOO_OLD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Freshness:
    """As of when a stream is known. `age` is in words; `is_old` after a day, or when it was never read completely."""

    title: str
    read_at: datetime | None
    age: str
    is_old: bool


@dataclass(frozen=True, slots=True)
class ContactsAge:
    """How old the contacts are, and a sentence of warning when that matters; `is_grave` after a week."""

    known_at: datetime | None
    age: str
    warning: str | None
    is_grave: bool


def freshness(conn: Connection, year: int, now: datetime) -> tuple[Freshness, ...]:
    """As of when each stream is known, in the order they are read."""
    read = {row.stream: row.known_at for row in conn.execute(query("views_overview.last_reads"), {"year": year})}
    return tuple(_freshness(stream.title, read.get(stream.name), now) for stream in STREAMS)


def contacts_age(known_at: datetime | None, now: datetime) -> ContactsAge:
    """How old the contacts are, with a warning after 24 hours and a strong one after 7 days."""
    age = ago(known_at, now)
    if known_at is None:
        return ContactsAge(
            None, age, "The Givebutter contacts were never read completely. Run a full sync first.", is_grave=True
        )
    if now - known_at >= TOO_OLD:
        sentence = f"The Givebutter contacts were read {age}. Rows may be refused; run a full sync before you import."
        return ContactsAge(known_at, age, sentence, is_grave=True)
    if now - known_at >= OLD:
        sentence = f"The Givebutter contacts were read {age}. Run a full sync to be sure that none has changed."
        return ContactsAge(known_at, age, sentence, is_grave=False)
    return ContactsAge(known_at, age, None, is_grave=False)


def _freshness(title: str, read_at: datetime | None, now: datetime) -> Freshness:
    return Freshness(title, read_at, ago(read_at, now), read_at is None or now - read_at >= OLD)
