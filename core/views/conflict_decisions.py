"""What was decided: who said what when, what was shown then, and who is said to be somebody else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, RowMapping

from core.sql import query
from core.views.conflict_fields import FieldRow, OptionShown, option_name, options_of, rows_of, strangers_of
from core.views.conflict_words import answer_in_words, short_title, signup_title
from core.views.frame import time_zone

PAGE_SIZE = 10


@dataclass(frozen=True, slots=True)
class Decided:
    """A standing answer, with the question as it was shown then. `together` answers were given in one go."""

    decision_id: int
    conflict_id: int
    mn_id: str
    full_name: str
    kind: str
    words: str
    note: str | None
    by: str
    at: datetime
    batch: str | None
    together: int
    options: tuple[OptionShown, ...]
    rows: tuple[FieldRow, ...]
    strangers: tuple[str, ...]
    signup_title: str


@dataclass(frozen=True, slots=True)
class DecidedPage:
    """One page of standing answers, the newest first; `total` of all pages."""

    decided: tuple[Decided, ...]
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True, slots=True)
class DifferentPeople:
    """A mentor and a contact that somebody said are different people."""

    decision_id: int
    mn_id: str
    full_name: str
    contact_id: str
    contact_name: str
    by: str
    at: datetime
    note: str | None


def decided_page(conn: Connection, year: int, page: int = 1, *, conflict_id: int | None = None) -> DecidedPage:
    """Standing answers, skipped questions left out; pages count from 1. Those to one question if it is named."""
    total = conn.execute(query("views_conflicts.decided_count"), {"year": year}).scalar_one()
    window = {"year": year, "limit": PAGE_SIZE, "offset": (page - 1) * PAGE_SIZE, "conflict_id": conflict_id}
    rows = conn.execute(query("views_conflicts.decided"), window).mappings()
    zone = time_zone(conn, year)
    return DecidedPage(tuple(_decided(row, zone) for row in rows), total)


def different_people(conn: Connection, year: int) -> tuple[DifferentPeople, ...]:
    """Every pair of a mentor and a contact that is kept apart."""
    rows = conn.execute(query("views_conflicts.different_people"), {"year": year}).mappings()
    zone = time_zone(conn, year)
    return tuple(pair for row in rows for pair in _pairs(_decided(row, zone), row["value"]))


def decisions_of_batch(conn: Connection, year: int, batch: str) -> tuple[int, ...]:
    """The standing answers that were given in one go."""
    return tuple(conn.execute(query("views_conflicts.batch"), {"year": year, "batch": batch}).scalars())


def _pairs(decided: Decided, value: str | None) -> Iterator[DifferentPeople]:
    for option in decided.options:
        if option.value in ((value,) if value else decided.strangers):
            yield DifferentPeople(
                decision_id=decided.decision_id,
                mn_id=decided.mn_id,
                full_name=decided.full_name,
                contact_id=option.value,
                contact_name=option_name(option),
                by=decided.by,
                at=decided.at,
                note=decided.note,
            )


def _decided(row: RowMapping, zone: ZoneInfo) -> Decided:
    evidence: Mapping[str, Any] = row["evidence"]
    kind, context = row["conflict_type"], evidence.get("context") or {}
    stored = (evidence.get("option_a"), evidence.get("option_b"), *(evidence.get("further_options") or ()))
    options = options_of(kind, stored)
    strangers = strangers_of(kind, row["mn_id"], options)
    titles = {option.value: option.title for option in options}
    name = " ".join(filter(None, (context.get("first_name"), context.get("last_name"))))
    return Decided(
        decision_id=row["decision_id"],
        conflict_id=row["conflict_id"],
        mn_id=row["mn_id"],
        full_name=row["full_name"] or name or row["mn_id"],
        kind=short_title(kind),
        words=answer_in_words(row["answer"], row["value"], titles, strangers),
        note=row["note"],
        by=row["decided_by"],
        at=row["decided_at"],
        batch=row["batch"],
        together=row["together"],
        options=options,
        rows=rows_of(kind, row["mn_id"], context, options, row["decided_at"], zone),
        strangers=strangers,
        signup_title=signup_title(kind, row["mn_id"]),
    )
