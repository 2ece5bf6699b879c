"""The run queue (Procrastinate): who asks for a run defers a job, a worker carries it out.

No Procrastinate lock is used: a job of a killed worker would hold it for ever. The season's advisory lock
(`store.runs.try_lock`) does that work and is freed by PostgreSQL when the process dies.
"""

from collections.abc import Callable

from procrastinate import App, JobContext, PsycopgConnector, SyncPsycopgConnector
from procrastinate.jobs import Status
from sqlalchemy import Connection, Engine

from core.clients import Endpoints
from core.pipeline import execute

QUEUE = "runs"
STALLED_AFTER_SECONDS = 60

# Never opened: jobs are deferred on the connection of the transaction that asks for the run.
_app = App(connector=SyncPsycopgConnector())


@_app.task(name="run", queue=QUEUE, pass_context=True)
def _run(context: JobContext, run_id: int) -> None:
    execute(context.additional_context["engine"], context.additional_context["find_endpoints"](), run_id)


def defer(conn: Connection, run_id: int) -> None:
    """Put a run into the queue, in the caller's transaction."""
    _run.configure(connection=conn.connection.driver_connection).defer(run_id=run_id)


async def work(engine: Engine, find_endpoints: Callable[[], Endpoints]) -> None:
    """Carry out queued runs, one at a time, until cancelled; a run under way is waited for."""
    conninfo = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    app = _app.with_connector(PsycopgConnector(conninfo=conninfo, min_size=1, max_size=3))
    async with app.open_async():
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
            await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=True)
        await app.run_worker_async(
            queues=[QUEUE],
            name="mentor-sync",
            delete_jobs="always",
            install_signal_handlers=False,
            additional_context={"engine": engine, "find_endpoints": find_endpoints},
        )
