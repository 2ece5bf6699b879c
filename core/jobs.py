"""The queue (Procrastinate), seen from who asks: a job is deferred in the transaction that wants it.

No Procrastinate lock is used: a job of a killed worker would hold it for ever. The season's advisory lock
(`store.runs.try_lock`) does that work and is freed by PostgreSQL when the process dies.
"""

from procrastinate import App, SyncPsycopgConnector
from procrastinate.jobs import JobDeferrer
from sqlalchemy import Connection

from core.sql import query
from core.store import deliveries

QUEUE = "runs"
RUN, DELIVER = "run", "deliver"

# Never opened: jobs are deferred on the connection of the caller's transaction.
app = App(connector=SyncPsycopgConnector())


def defer_run(conn: Connection, run_id: int) -> None:
    """Have a worker carry out a run."""
    _configured(conn, RUN).defer(run_id=run_id)


def defer_deliveries(conn: Connection) -> None:
    """Have a worker send what is queued for Givebutter, now: one job is enough, whatever it waited for."""
    if not conn.execute(query("jobs.hurry")).all():
        _configured(conn, DELIVER).defer()


def keep_sending(conn: Connection) -> bool:
    """Have a job if something is due, or is to follow, and nobody is about to do it. Returns whether one was missing.

    The job of a killed worker is lost to the queue, not what it was to send.
    """
    is_missing = (
        (deliveries.are_due(conn) or deliveries.load_followed(conn) != ())
        and not conn.execute(query("jobs.is_waiting")).scalar_one()
        and not conn.execute(query("jobs.is_sending")).scalar_one()
    )
    if is_missing:
        _configured(conn, DELIVER).defer()
    return is_missing


def _configured(conn: Connection, task: str) -> JobDeferrer:
    return app.configure_task(task, queue=QUEUE, connection=conn.connection.driver_connection)
