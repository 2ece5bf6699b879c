"""The queue (Procrastinate), seen from who asks: a job is deferred in the transaction that wants it.

No Procrastinate lock is used: a job of a killed worker would hold it for ever. The season's advisory lock
(`store.runs.try_lock`) does that work and is freed by PostgreSQL when the process dies.
"""

from procrastinate import App, SyncPsycopgConnector
from procrastinate.jobs import JobDeferrer
from sqlalchemy import Connection

QUEUE = "runs"
RUN, DELIVER = "run", "deliver"

# Never opened: jobs are deferred on the connection of the caller's transaction.
app = App(connector=SyncPsycopgConnector())


def defer_run(conn: Connection, run_id: int) -> None:
    """Have a worker carry out a run."""
    _configured(conn, RUN).defer(run_id=run_id)


def defer_deliveries(conn: Connection) -> None:
    """Have a worker send what is queued for Givebutter."""
    _configured(conn, DELIVER).defer()


def _configured(conn: Connection, task: str) -> JobDeferrer:
    return app.configure_task(task, queue=QUEUE, connection=conn.connection.driver_connection)
