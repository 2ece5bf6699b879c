"""The worker: carries out queued runs and sends what is queued for Givebutter, one job at a time."""

from collections.abc import Callable

from procrastinate import JobContext, PsycopgConnector, RetryStrategy
from procrastinate.jobs import Status
from sqlalchemy import Engine

from core import jobs
from core.clients import Endpoints
from core.deliveries import deliver
from core.pipeline import execute

STALLED_AFTER_SECONDS = 60


@jobs.app.task(name=jobs.RUN, queue=jobs.QUEUE, pass_context=True)
def _run(context: JobContext, run_id: int) -> None:
    execute(context.additional_context["engine"], context.additional_context["find_endpoints"](), run_id)


@jobs.app.task(
    name=jobs.DELIVER, queue=jobs.QUEUE, pass_context=True, retry=RetryStrategy(max_attempts=8, exponential_wait=4)
)
def _deliver(context: JobContext) -> None:
    deliver(context.additional_context["engine"], context.additional_context["find_endpoints"]())


async def work(engine: Engine, find_endpoints: Callable[[], Endpoints]) -> None:
    """Work until cancelled; a job under way is waited for."""
    conninfo = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    app = jobs.app.with_connector(PsycopgConnector(conninfo=conninfo, min_size=1, max_size=3))
    async with app.open_async():
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
            await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=True)
        await app.run_worker_async(
            queues=[jobs.QUEUE],
            name="mentor-sync",
            delete_jobs="always",
            install_signal_handlers=False,
            additional_context={"engine": engine, "find_endpoints": find_endpoints},
        )
