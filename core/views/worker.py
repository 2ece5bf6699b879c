"""Whether a worker is there to do what was asked for, and what to do when none is."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from core.sql import query

SILENCE = timedelta(seconds=30)
_MISSED = "The worker is not running: no sync starts or goes on, and nothing is sent to Givebutter."
_BY_HAND = "Start it with: `python scheduler.py`"
_SUPERVISED = (
    "`make run` starts it again by itself within half a minute. If this stays, stop Mentor Sync with Ctrl-C and start "
    "it again with `make run`; `{log}` says why it ended."
)


def worker_is_alive(conn: Connection, now: datetime) -> bool:
    """A worker has said so within the last half minute."""
    heartbeat = conn.execute(query("views_runs.last_heartbeat")).scalar_one()
    return heartbeat is not None and now - heartbeat < SILENCE


def worker_advice(conn: Connection, now: datetime, *, supervised_log: str | None) -> str | None:
    """What to do because no worker is there, in the words of the way it was started; `None` when one is.

    `supervised_log` is the log of a worker that `make run` looks after, `None` for one started by hand.
    """
    if worker_is_alive(conn, now):
        return None
    return f"{_MISSED} {_SUPERVISED.format(log=supervised_log) if supervised_log else _BY_HAND}"
