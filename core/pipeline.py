"""One run from its lock to its result; the only place that answers every error."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import structlog
from sqlalchemy import Connection, Engine

from core.clients import Endpoints, open_sources
from core.errors import ListingStoppedError, MentorSyncError, RunCancelledError
from core.run_parts import Job, do_all, report_as_before, step_names
from core.steps import STOPPING, StepLog, Watcher
from core.store import runs
from core.store.runs import Run
from core.store.seasons import load_season

UNEXPECTED = (
    "Something unexpected went wrong. What was read before is kept, mentors are as they were. "
    "Run it again; if it happens again, show error id {error_id} to whoever looks after Mentor Sync."
)

LOOK_FOR_TURN_SECONDS = 0.3

_log = structlog.get_logger()


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
    While another run of the season works, this one stays queued and waits for its turn.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as control:
        run = runs.load(control, run_id)
        with _turn(control, run) as has_come:
            if has_come and runs.start(control, run_id, step_names(run.kind)):
                _carry_out(engine, endpoints, run, control, StepLog(control, run_id, watch), clock())
        return runs.load(control, run_id).status


@contextmanager
def _turn(control: Connection, run: Run) -> Iterator[bool]:
    """Hold the season's lock, as soon as it is free. False: the process was asked to end before that."""
    while not runs.try_lock(control, run.year):
        if STOPPING.wait(LOOK_FOR_TURN_SECONDS):
            runs.finish(control, run.run_id, "cancelled", error=RunCancelledError.__doc__, report={})
            yield False
            return
    try:
        yield True
    finally:
        runs.unlock(control, run.year)


def _carry_out(
    engine: Engine, endpoints: Endpoints, run: Run, control: Connection, steps: StepLog, now: datetime
) -> None:
    """Do all steps and write how it ended; an interrupt (Ctrl-C) is written down, then goes on."""
    status, error = "cancelled", RunCancelledError.__doc__
    result: dict[str, Any] = {}
    try:
        with engine.connect() as data, open_sources(endpoints) as sources:
            sources.tell_waits(steps.wait)
            job = Job(run, load_season(data, run.year), data, sources, steps, now)
            result = do_all(job)
        status, error = "completed", None
    except RunCancelledError as stopped:
        error = str(stopped)
    except ListingStoppedError as stopped:
        status, error, result = "failed", str(stopped), report_as_before(engine, run.year)
    except MentorSyncError as failure:
        status, error = "failed", str(failure)
    except Exception as failure:  # noqa: BLE001
        status, error = "failed", UNEXPECTED.format(error_id=_log_failure(run, failure))
    finally:
        runs.finish(control, run.run_id, status, error=error, report=result)


def _log_failure(run: Run, failure: Exception) -> str:
    """Log where it happened, not what it said: texts of errors can hold personal data."""
    error_id = f"{run.run_id}-{type(failure).__name__}"
    frames, trace = [], failure.__traceback__
    while trace:
        frames.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
        trace = trace.tb_next
    _log.error("run_failed", run_id=run.run_id, error_id=error_id, where=frames[-8:])
    return error_id
