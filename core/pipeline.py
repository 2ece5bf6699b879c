"""One run from its lock to its result; the only place that answers every error."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import structlog
from sqlalchemy import Connection, Engine

from core.clients import Endpoints, Sources, open_sources
from core.db import Actor, act_as
from core.errors import MentorSyncError, RunCancelledError, RunInProgressError, SourceError, SourceRefusedError
from core.etl_run import EtlResult, run_etl
from core.jobs import defer_deliveries
from core.outcome import Outcome
from core.seasons import Season
from core.steps import StepLog, Watcher
from core.store import conflicts, deliveries, issues, raw, report, runs
from core.store.runs import Run, StepResult
from core.store.seasons import load_season
from core.streams import STREAMS, Stream
from core.sync import StreamResult, read_stream

FULL, ETL = "full", "etl"
KINDS = (FULL, *(stream.name for stream in STREAMS), ETL)
ETL_STEPS = ("validate", "deduplicate", "match", "merge", "changes", "export", "archive")
APPLY = "apply"

UNEXPECTED = (
    "Something unexpected went wrong. What was read before is kept, mentors are as they were. "
    "Run it again; if it happens again, show error id {error_id} to whoever looks after Mentor Sync."
)

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Job:
    """What the parts of one run share."""

    run: Run
    season: Season
    data: Connection
    sources: Sources
    steps: StepLog
    now: datetime


def utc_now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


def execute(
    engine: Engine,
    endpoints: Endpoints,
    run_id: int,
    *,
    clock: Callable[[], datetime] = utc_now,
    watch: Watcher | None = None,
) -> str:
    """Carry out a queued run and return its final status.

    Everything is written as it happens (`sync_log`, `sync_steps`); errors end as the run's `error_message`.
    Raises `RunInProgressError` when another process holds the season's lock.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as control:
        run = runs.load(control, run_id)
        if not runs.try_lock(control, run.year):
            raise RunInProgressError
        try:
            if runs.start(control, run_id, step_names(run.kind)):
                _carry_out(engine, endpoints, run, control, StepLog(control, run_id, watch), clock())
            return runs.load(control, run_id).status
        finally:
            runs.unlock(control, run.year)


def step_names(kind: str) -> tuple[str, ...]:
    """The steps of a run, in order."""
    etl = (*ETL_STEPS, APPLY) if kind in (FULL, ETL) else ()
    return (*(stream.name for stream in streams_of(kind)), *etl)


def streams_of(kind: str) -> tuple[Stream, ...]:
    """The streams that a run reads."""
    return tuple(stream for stream in STREAMS if kind in (FULL, stream.name))


def _carry_out(
    engine: Engine, endpoints: Endpoints, run: Run, control: Connection, steps: StepLog, now: datetime
) -> None:
    """Do all steps and write how it ended; an interrupt (Ctrl-C) is written down, then goes on."""
    status, error = "cancelled", RunCancelledError.__doc__
    result: dict[str, Any] = {}
    try:
        with engine.connect() as data, open_sources(endpoints) as sources:
            job = _Job(run, load_season(data, run.year), data, sources, steps, now)
            result = _all_steps(job)
        status, error = "completed", None
    except RunCancelledError as stopped:
        error = str(stopped)
    except MentorSyncError as failure:
        status, error = "failed", str(failure)
    except Exception as failure:  # noqa: BLE001
        status, error = "failed", UNEXPECTED.format(error_id=_log_failure(run, failure))
    finally:
        runs.finish(control, run.run_id, status, error=error, report=result)


def _all_steps(job: _Job) -> dict[str, Any]:
    act_as(job.data, Actor("sync", job.run.triggered_by, job.run.run_id))
    for stream in streams_of(job.run.kind):
        _read(job, stream)
    return _decide_and_apply(job) if job.run.kind in (FULL, ETL) else {}


def _commit(job: _Job) -> None:
    """Keep what was written; a dry run keeps nothing until its end, and then nothing at all."""
    if not job.run.dry_run:
        job.data.commit()
        act_as(job.data, Actor("sync", job.run.triggered_by, job.run.run_id))


def _read(job: _Job, stream: Stream) -> None:
    """Bring one raw table up to date. An optional source that fails is a warning, a required one ends the run."""
    if not stream.is_configured(job.season):
        job.steps.end(stream.name, StepResult(status="skipped", message="Not set up for this season"))
        return
    job.steps.begin(stream.name)
    try:
        with job.data.begin_nested():
            result = _read_and_note(job, stream)
    except SourceError as failure:
        problem = _named(failure, stream)
        job.steps.end(stream.name, StepResult(status="failed" if stream.required else "warning", message=str(problem)))
        if stream.required:
            raise problem from failure
        return
    _commit(job)
    job.steps.end(stream.name, _step_result(result))


def _read_and_note(job: _Job, stream: Stream) -> StreamResult:
    result = read_stream(
        job.data, stream, job.season, job.sources, now=job.now,
        list_all=raw.is_listing_due(job.data, stream, job.season, job.now),
        progress=lambda done, expected: job.steps.progress(stream.name, done, expected),
    )  # fmt: skip
    issues.replace(job.data, job.season.year, stream.name, result.issues, job.run.run_id, all_records=result.listed)
    return result


def _named(failure: SourceError, stream: Stream) -> SourceError:
    """A refusal says which setting of the season names what was asked for."""
    if isinstance(failure, SourceRefusedError) and stream.season_key:
        return SourceRefusedError(f"{stream.title}: {failure} The season's setting is {stream.season_key}.")
    return failure


def _step_result(result: StreamResult) -> StepResult:
    warned = any(issue.record_id is None for issue in result.issues)
    return StepResult(
        status="warning" if warned else "completed",
        processed=result.processed,
        inserted=result.inserted,
        updated=result.updated,
        removed=result.removed,
        failed=len(result.issues),
        message=next((issue.message for issue in result.issues if issue.record_id is None), None),
    )


def _decide_and_apply(job: _Job) -> dict[str, Any]:
    """Gather, decide, apply: in one transaction, whole or not at all."""
    with job.steps.timed() as tell:

        def begin_apply(outcome: Outcome) -> None:
            tell(outcome.steps)
            job.steps.begin(APPLY)

        result = run_etl(
            job.data,
            job.season,
            job.now,
            run_id=job.run.run_id,
            on_step=job.steps.begin,
            before_apply=begin_apply,
        )
    outcome = result.outcome
    told = _report(job, result)
    new = sum(change.change_type == "new_mentor" for change in outcome.changes)
    changed = len({change.mn_id for change in outcome.changes}) - new
    if job.run.dry_run:
        job.data.rollback()
    else:
        if deliveries.are_queued(job.data):
            defer_deliveries(job.data)
        job.data.commit()
    job.steps.end(APPLY, StepResult(processed=len(outcome.mentors), inserted=new, updated=changed))
    return told


def _report(job: _Job, result: EtlResult) -> dict[str, Any]:
    """The result in numbers, counted in the run's own transaction."""
    data, year, run_id, outcome = job.data, job.season.year, job.run.run_id, result.outcome
    issues_open, issues_new = issues.count(data, year, run_id)
    return {
        "signups": result.signups,
        "mentors": report.count_mentors(data, year),
        "exclusions": dict(Counter(exclusion.reason for exclusion in outcome.exclusions)),
        "held_back": len(outcome.holds),
        "changes": report.count_changes(data, run_id),
        "conflicts_created": result.conflicts_created,
        "conflicts_pending": conflicts.count_pending(data, year),
        "issues_open": issues_open,
        "issues_new": issues_new,
        "export_rows": len(outcome.export.ready),
        "archivals_proposed": len(outcome.archivals),
        **({"people": report.load_changes(data, run_id)} if job.run.dry_run else {}),
    }


def _log_failure(run: Run, failure: Exception) -> str:
    """Log where it happened, not what it said: texts of errors can hold personal data."""
    error_id = f"{run.run_id}-{type(failure).__name__}"
    frames, trace = [], failure.__traceback__
    while trace:
        frames.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
        trace = trace.tb_next
    _log.error("run_failed", run_id=run.run_id, error_id=error_id, where=frames[-8:])
    return error_id
