"""The worker: carries out queued runs and sends what is queued for Givebutter, one job at a time."""

import asyncio
from collections.abc import Callable

import structlog
from procrastinate import App, BaseRetryStrategy, JobContext, PsycopgConnector, RetryDecision
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from core import jobs
from core.clients import Endpoints
from core.deliveries import deliver
from core.pipeline import execute

STALLED_AFTER_SECONDS = 60
LOOK_EVERY_SECONDS = 3
LONGEST_WAIT_SECONDS = 600
MOST_PER_JOB = 100  # then whoever waits has a turn, a run that somebody wants to see, for instance

_log = structlog.get_logger()


class _Patience(BaseRetryStrategy):
    """While sending does not work, try again, after longer and longer pauses, until it does."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:  # noqa: ARG002
        """When to try again."""
        return RetryDecision(retry_in={"seconds": min(4 ** min(job.attempts, 9), LONGEST_WAIT_SECONDS)})


@jobs.app.task(name=jobs.RUN, queue=jobs.QUEUE, pass_context=True)
def _run(context: JobContext, run_id: int) -> None:
    execute(context.additional_context["engine"], context.additional_context["find_endpoints"](), run_id)


@jobs.app.task(name=jobs.DELIVER, queue=jobs.QUEUE, pass_context=True, retry=_Patience())
def _deliver(context: JobContext) -> None:
    engine = context.additional_context["engine"]
    deliver(engine, context.additional_context["find_endpoints"](), at_most=MOST_PER_JOB)
    with engine.begin() as conn:
        jobs.keep_sending(conn)


async def work(engine: Engine, find_endpoints: Callable[[], Endpoints]) -> None:
    """Work until cancelled; a job under way is waited for."""
    conninfo = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    app = jobs.app.with_connector(PsycopgConnector(conninfo=conninfo, min_size=1, max_size=3))
    async with app.open_async():
        watch = asyncio.create_task(_look_after(app, engine))
        try:
            await app.run_worker_async(
                queues=[jobs.QUEUE],
                name="mentor-sync",
                delete_jobs="always",
                install_signal_handlers=False,
                additional_context={"engine": engine, "find_endpoints": find_endpoints},
            )
        finally:
            watch.cancel()


async def _look_after(app: App, engine: Engine) -> None:
    """Now and then: forget the jobs of dead workers, and have a job for whatever they left unsent."""
    while True:
        try:
            for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
                await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=True)
            if await asyncio.to_thread(_keep_sending, engine):
                _log.info("sending_goes_on")
        except (ConnectorException, OperationalError):
            _log.warning("database_unreachable")  # whoever works notices, too; this only looks again
        await asyncio.sleep(LOOK_EVERY_SECONDS)


def _keep_sending(engine: Engine) -> bool:
    with engine.begin() as conn:
        return jobs.keep_sending(conn)
