"""The parts of a run: reading each stream, then the ETL, each written down as a step."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from core.clients import Sources
from core.db import Actor, act_as
from core.errors import ListingStoppedError, SourceError, SourceRefusedError
from core.etl_run import EtlResult, run_etl
from core.households import read_households
from core.jobs import defer_deliveries
from core.outcome import Outcome
from core.seasons import Season
from core.steps import StepLog
from core.store import conflicts, deliveries, issues, raw, report, runs, stopped_listings
from core.store.runs import Run, StepResult
from core.streams import STREAMS, Stream
from core.sync import StreamResult, read_stream

FULL, ETL, CONTACTS = "full", "etl", "contacts"
KINDS = (FULL, *(stream.name for stream in STREAMS), ETL)
ETL_STEPS = ("validate", "deduplicate", "match", "merge", "changes", "export", "archive")
APPLY = "apply"


@dataclass(frozen=True, slots=True)
class Job:
    """What the parts of one run share."""

    run: Run
    season: Season
    data: Connection
    sources: Sources
    steps: StepLog
    now: datetime


def step_names(kind: str) -> tuple[str, ...]:
    """The steps of a run, in order."""
    etl = (*ETL_STEPS, APPLY) if kind in (FULL, ETL) else ()
    return (*(stream.name for stream in streams_of(kind)), *etl)


def streams_of(kind: str) -> tuple[Stream, ...]:
    """The streams that a run reads."""
    return tuple(stream for stream in STREAMS if kind in (FULL, stream.name))


def do_all(job: Job) -> dict[str, Any]:
    """Do every step of a run; the result in numbers. Raises what stopped it, with the steps written so far."""
    act_as(job.data, Actor("sync", job.run.triggered_by, job.run.run_id))
    for stream in streams_of(job.run.kind):
        _read(job, stream)
    return _decide_and_apply(job) if job.run.kind in (FULL, ETL) else {}


def report_as_before(engine: Engine, year: int) -> dict[str, Any]:
    """The result of a run that was stopped before it decided anything: the mentors are still so many."""
    with engine.connect() as conn:
        return {"mentors": report.count_mentors(conn, year)}


def _commit(job: Job) -> None:
    """Keep what was written; a dry run keeps nothing until its end, and then nothing at all."""
    if not job.run.dry_run:
        job.data.commit()
        act_as(job.data, Actor("sync", job.run.triggered_by, job.run.run_id))


def _read(job: Job, stream: Stream) -> None:
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
    except ListingStoppedError as stopped:
        _ask_about(job, stream, stopped)
        raise
    _commit(job)
    job.steps.end(stream.name, _step_result(result))


def _ask_about(job: Job, stream: Stream, stopped: ListingStoppedError) -> None:
    """Keep what a person is asked about; the listing itself left nothing behind."""
    stopped_listings.add(
        job.data, job.run.run_id, stream, job.season.year,
        source_id=stopped.source_id, removals=stopped.removals, known=stopped.known,
    )  # fmt: skip
    _commit(job)
    job.steps.end(stream.name, StepResult(status="failed", message=str(stopped)))


def _read_and_note(job: Job, stream: Stream) -> StreamResult:
    result = read_stream(
        job.data, stream, job.season, job.sources, now=job.now,
        list_all=raw.is_listing_due(job.data, stream, job.season, job.now),
        progress=lambda done, expected: job.steps.progress(stream.name, done, expected),
    )  # fmt: skip
    if stream.name == CONTACTS and result.listed:
        unread = read_households(job.data, job.sources.givebutter, job.now)
        result = replace(result, issues=(*result.issues, *unread))
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
        failed=sum(issue.records for issue in result.issues),
        message=next((issue.message for issue in result.issues if issue.record_id is None), None),
    )


def _decide_and_apply(job: Job) -> dict[str, Any]:
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
    applied = StepResult(processed=len(outcome.mentors), inserted=new, updated=changed)
    if job.run.dry_run:
        job.data.rollback()
        job.steps.end(APPLY, applied)
    else:
        if deliveries.are_queued(job.data):
            defer_deliveries(job.data)
        # That the run is completed is part of what it keeps: no later failure can call it failed.
        runs.finish_step(job.data, job.run.run_id, APPLY, applied)
        runs.finish(job.data, job.run.run_id, "completed", error=None, report=told)
        job.data.commit()
    return told


def _report(job: Job, result: EtlResult) -> dict[str, Any]:
    """The result in numbers, counted in the run's own transaction."""
    data, year, run_id, outcome = job.data, job.season.year, job.run.run_id, result.outcome
    issues_open, issues_new = issues.count(data, year, run_id)
    return {
        "signups": result.signups,
        "mentors": report.count_mentors(data, year),
        "exclusions": dict(Counter(exclusion.reason for exclusion in outcome.exclusions)),
        "held_back": len(outcome.holds) + len(outcome.waiting),
        "changes": report.count_changes(data, run_id),
        "conflicts_created": result.conflicts_created,
        "conflicts_pending": conflicts.count_pending(data, year),
        "issues_open": issues_open,
        "issues_new": issues_new,
        "export_rows": len(outcome.export.ready),
        "archivals_proposed": len(outcome.archivals),
        **({"people": report.load_changes(data, run_id)} if job.run.dry_run else {}),
    }
