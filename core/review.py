"""Answering conflicts: one, many or a dry run of many, and taking answers back. One path for all of them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine

from core.db import Actor, act_as
from core.etl_run import catch_up, lock_etl, run_etl
from core.jobs import defer_deliveries
from core.premises import find_objections
from core.replies import Refusal, check
from core.store import archivals, audit, conflicts, decisions, deliveries, seasons
from core.store.decisions import Reply


@dataclass(frozen=True, slots=True)
class Verdict:
    """What answering, or taking back, did or would do.

    `done` are decision ids; `people` as in a dry run's report: mn_id, full_name, changes; `archived` are contacts
    queued for archiving, `proposed` those that need an extra confirmation first, `restored` those brought back;
    `reopened` are conflicts that are open now and were not before; `ids_taken` are contacts that lose an External ID.
    """

    done: tuple[int, ...] = ()
    refused: tuple[Refusal, ...] = ()
    people: tuple[dict[str, Any], ...] = ()
    archived: tuple[int, ...] = ()
    proposed: tuple[int, ...] = ()
    restored: tuple[int, ...] = ()
    reopened: tuple[int, ...] = ()
    ids_taken: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SettingsPreview:
    """What other settings would move: questions that would open or settle, and people that would change."""

    opened: int
    settled: int
    changed_people: int


def decide(engine: Engine, year: int, replies: Sequence[Reply], *, by: str, dry_run: bool = False) -> Verdict:
    """Answer questions in one transaction, as one batch that can be taken back together.

    A question that was answered or changed since it was shown, and a value that is not usable, is refused with the
    reason; the others are answered. Raises `SeasonIncompleteError` and `UnknownSeasonError`.
    """
    with _review(engine, year, by, keep=not dry_run) as review:
        conn = review.conn
        checked = check(conn, year, replies)
        batch = uuid4().hex
        made = [decisions.add(conn, reply, by=by, batch=batch) for reply in checked.accepted]
        for reply in checked.accepted:
            conflicts.answer(conn, reply, by=by)
        audit.tell_decided(conn, made)
        ids = [decision.decision_id for decision in made]
        conflicts.note_before(conn, ids)
        verdict = _follow(review, ids)
        conflicts.note_after(conn, ids)
        return replace(verdict, refused=checked.refused)


def undo(engine: Engine, year: int, decision_ids: Sequence[int], *, by: str, dry_run: bool = False) -> Verdict:
    """Take decisions back, however old: what follows from the sources without them is what counts again.

    Whoever is in doubt again has the contact from before the answer; who was no mentor before it is none again.
    """
    with _review(engine, year, by, keep=not dry_run) as review:
        conn = review.conn
        former = decisions.lock_standing(conn, year, decision_ids)
        ids = [decision.decision_id for decision in former]
        decisions.undo(conn, ids, by=by)
        conflicts.reopen(conn, [decision.conflict_id for decision in former])
        conflicts.unbind(conn, ids)
        archivals.give_back(conn, year, archivals.find_decided(conn, year, ids), by=by, status=archivals.OBSOLETE)
        deliveries.take_back_releases(conn, year, ids, by=by)
        return replace(_follow(review, ()), done=tuple(ids))


def approve_archivals(
    engine: Engine, year: int, archival_ids: Sequence[int], *, by: str, confirmed: bool = False
) -> int:
    """Have duplicates archived in Givebutter; those with a caution only if `confirmed`. Returns how many.

    One of which something changed since it was shown is left alone; its row says why.
    """
    with _review(engine, year, by) as review:
        objections = find_objections(review.conn, year, archival_ids)
        for archival_id, objection in objections.items():
            archivals.note_not_archived(review.conn, archival_id, f"It was not approved: {objection}.")
        free = [archival_id for archival_id in archival_ids if archival_id not in objections]
        return len(archivals.approve(review.conn, year, free, by=by, confirmed=confirmed))


def decline_archivals(engine: Engine, year: int, archival_ids: Sequence[int], *, by: str) -> int:
    """Leave these contacts as they are, for good. Returns how many."""
    with _review(engine, year, by) as review:
        return archivals.decline(review.conn, year, archival_ids, by=by)


def restore_archivals(engine: Engine, year: int, archival_ids: Sequence[int], *, by: str) -> Verdict:
    """Bring archived contacts back: they count as back here when Givebutter has done it."""
    with _review(engine, year, by) as review:
        archivals.give_back(review.conn, year, archival_ids, by=by, status=archivals.RESTORED)
        return _follow(review, ())


def look_at(engine: Engine, conflict_id: int, viewer: str) -> tuple[str, ...]:
    """Say for a while that somebody looks at a question; who else does."""
    with engine.begin() as conn:
        return conflicts.look(conn, conflict_id, viewer)


def preview_settings(engine: Engine, year: int, values: Mapping[str, str]) -> SettingsPreview:
    """What other settings of a season would move; nothing is kept. Raises `SettingsError` for unusable ones."""
    with _review(engine, year, "preview", keep=False) as review:
        conn = review.conn
        seasons.write_settings(conn, year, values)
        run_etl(conn, seasons.load_season(conn, year), datetime.now(UTC))
        now_open = conflicts.open_ids(conn, year)
        people = audit.load_changes(conn, year, review.last_change, by=review.by)
        return SettingsPreview(len(now_open - review.open_before), len(review.open_before - now_open), len(people))


@dataclass(frozen=True, slots=True)
class _Review:
    """A transaction in which a person decides, and how things stood when it began."""

    conn: Connection
    year: int
    by: str
    last_change: int
    last_delivery: int
    open_before: frozenset[int]


@contextmanager
def _review(engine: Engine, year: int, by: str, *, keep: bool = True) -> Iterator[_Review]:
    """A transaction in which nothing else decides about the season; at its end what is queued gets a job."""
    with engine.connect() as conn:
        person = Actor("person", by)
        act_as(conn, person)
        lock_etl(conn, year)
        catch_up(conn, year, person)
        last_delivery = deliveries.last(conn)
        yield _Review(conn, year, by, audit.last_change(conn), last_delivery, conflicts.open_ids(conn, year))
        if not keep:
            conn.rollback()
            return
        if deliveries.load_since(conn, last_delivery):
            defer_deliveries(conn)
        conn.commit()


def _follow(review: _Review, decision_ids: Sequence[int]) -> Verdict:
    """Let everything follow from the decisions as they are now, and say what did."""
    conn, year = review.conn, review.year
    run_etl(conn, seasons.load_season(conn, year), datetime.now(UTC))
    audit.note_resolved(conn, decision_ids, review.last_change, by=review.by)
    queued = deliveries.load_since(conn, review.last_delivery)
    return Verdict(
        done=tuple(decision_ids),
        people=tuple(audit.load_changes(conn, year, review.last_change, by=review.by)),
        archived=tuple(delivery.contact_id for delivery in queued if delivery.kind == "archive"),
        proposed=archivals.find_cautious(conn, year, decision_ids),
        restored=tuple(delivery.contact_id for delivery in queued if delivery.kind == "restore"),
        reopened=tuple(sorted(conflicts.open_ids(conn, year) - review.open_before)),
        ids_taken=tuple(delivery.contact_id for delivery in queued if delivery.kind == "take_external_id"),
    )
