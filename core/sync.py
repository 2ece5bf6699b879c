"""One stream: read from its source into its raw table, from where the last read ended or all of it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from core.brake import Removals, brake
from core.clients import Sources
from core.clients.answers import Pages
from core.clients.feeds import Feed, open_feed
from core.clients.told import Told
from core.records import Issue, Severity
from core.seasons import Season
from core.store import raw
from core.store.intake import Intake
from core.store.raw import Cursor
from core.store.raw_table import RawTable, opened
from core.streams import Stream
from core.streams.questions import missing_questions
from core.streams.stored import reading_of

Progress = Callable[[int, int | None], None]

BATCH = 2000
LISTINGS = 2
LOW_BUDGET_CALLS = 100


@dataclass(frozen=True, slots=True)
class StreamResult:
    """What reading a stream did, in records. `listed`: everything was listed, not only what changed."""

    processed: int = 0
    inserted: int = 0
    updated: int = 0
    removed: int = 0
    issues: tuple[Issue, ...] = ()
    listed: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    """What the parts of one read share."""

    stream: Stream
    feed: Feed
    table: RawTable
    intake: Intake
    now: datetime
    progress: Progress


@dataclass(frozen=True, slots=True)
class _End:
    """How a read ended. `listed`: everything was listed; `complete`: nothing slipped through."""

    began_at: datetime | None
    listed: bool = True
    complete: bool = True
    issues: tuple[Issue, ...] = ()


def read_stream(  # noqa: PLR0913  # what one read depends on, all of it named by the caller
    conn: Connection,
    stream: Stream,
    season: Season,
    sources: Sources,
    *,
    now: datetime,
    list_all: bool,
    progress: Progress,
) -> StreamResult:
    """Bring a raw table up to date without committing; whole or not at all.

    Only what changed since the last read is asked for, unless `list_all`, or what the stored rows depend on
    (form, question names, our code) changed, or the last listing missed something, or the source counts other
    records than we know. Raises `SourceError`s, and `ListingStoppedError` when too many records would be removed.
    """
    if not stream.is_configured(season):
        return StreamResult()
    feed, names = open_feed(stream, season, sources), stream.names(season)
    source_id = stream.source_id(season) or "api"
    reading = f"{source_id} {reading_of(names)}"
    with conn.begin_nested(), opened(RawTable(conn, stream, season.year)) as table:
        raw.lock(conn, stream)
        read = _Read(stream, feed, table, Intake(table, stream, names, reading), now, progress)
        before = raw.load_cursor(conn, stream, season.year)
        known = before if before.read_from == reading else Cursor()
        present = table.count_present()
        warnings = missing_questions(stream, season, feed.load_questions())
        only_changes = known.is_complete and not list_all
        end = (_read_changes(read, known.cursor) if only_changes else None) or _list_everything(read)
        brake(conn, Removals(stream, season.year, source_id, read.intake.removed, present), before)
        raw.move_cursor(conn, stream, season.year, _next_cursor(read, known, end, reading))
        table.refresh_statistics(read.intake.inserted + read.intake.updated)
    return _result(read, end, (*warnings, *end.issues, *_low_budget(stream, sources)))


def _read_changes(read: _Read, since: datetime | None) -> _End | None:
    """Take in what changed; `None` when that cannot be told, or when the numbers of records do not add up."""
    pages = read.feed.list_changed(since) if since else None
    if pages is None:
        return None
    told = _take_pages(read, pages)
    slipped = told.first_total is not None and not told.adds_up(read.table.count_seen(), read.intake.absent)
    if slipped or read.feed.count() not in (None, read.table.count_present()):
        return None
    return _End(told.began_at, listed=False)


def _list_everything(read: _Read) -> _End:
    """Take in all there is and remove the rest. A listing that does not add up is repeated, then not believed."""
    told = Told()
    for _ in range(LISTINGS):
        read.intake.begin()
        told = _take_pages(read, read.feed.list_all())
        if told.adds_up(read.table.count_seen(), read.intake.absent):
            read.intake.removed += read.table.remove_unseen(read.now)
            return _End(told.began_at)
    return _End(told.began_at, complete=False, issues=(_incomplete(read, told),))


def _take_pages(read: _Read, pages: Pages) -> Told:
    told, batch, done = Told(), list[Any](), 0
    with closing(pages):
        for page in pages:
            told = told.and_page(page)
            done += len(page.records)
            batch += page.records
            read.progress(done, None if page.total is None else max(page.total, done))
            if len(batch) >= BATCH:
                read.intake.take(batch, read.now)
                batch.clear()
    read.intake.take(batch, read.now)
    return told


def _next_cursor(read: _Read, known: Cursor, end: _End, reading: str) -> Cursor:
    """Where the next read starts: at the latest instant seen, but not after this read began.

    Pages are read one after the other; what changes behind the reader's back must come next time. Where something
    slipped through, the next read starts where this one did.
    """
    if not end.complete:
        return Cursor(known.cursor, read.now, is_complete=False)
    latest = read.table.latest_instant()
    reached = min(latest, end.began_at) if latest and end.began_at else latest
    return Cursor(
        cursor=max((moment for moment in (known.cursor, reached) if moment), default=None),
        last_read_at=read.now,
        last_listed_at=read.now if end.listed else None,
        read_from=reading if end.listed else None,
    )


def _result(read: _Read, end: _End, warnings: tuple[Issue, ...]) -> StreamResult:
    intake = read.intake
    issues = (*warnings, *intake.issues, *_unread_issues(read))
    return StreamResult(
        intake.processed, intake.inserted, intake.updated, intake.removed, issues, listed=end.listed and end.complete
    )


def _unread_issues(read: _Read) -> Iterator[Issue]:
    """Cells that could not be read, whenever that was; those that a run checks itself are not told twice."""
    stream = read.stream
    unread = read.table.unread.load()
    return stream.tell_unread(
        {
            record_id: [column for field, column in fields.items() if field not in stream.checked]
            for record_id, fields in unread.items()
        }
    )


def _incomplete(read: _Read, told: Told) -> Issue:
    announced = "no number" if told.first_total is None else str(told.highest_total)
    return _warning(
        read.stream,
        "listing_incomplete",
        f"Listing {read.stream.title} twice did not give the announced number of records ({announced} announced, "
        f"{read.table.count_seen()} came). Nothing was removed; the next sync lists them again.",
    )


def _low_budget(stream: Stream, sources: Sources) -> tuple[Issue, ...]:
    left = sources.jotform.calls_left
    if stream.source != "jotform" or left is None or left >= LOW_BUDGET_CALLS:
        return ()
    return (
        _warning(stream, "jotform_budget_low", f"Only {left} of today's Jotform calls are left; forms need them too."),
    )


def _warning(stream: Stream, error_type: str, message: str) -> Issue:
    return Issue(error_type, Severity.WARNING, message, source_table=stream.table)
