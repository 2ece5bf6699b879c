"""Connections and transactions. Whoever writes says who they are, so that the audit can."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from core.database_errors import name_nobody
from core.errors import DatabaseUnreachableError

_OPTIONS = "-c timezone=UTC -c client_connection_check_interval=1000"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who writes: `kind` is `person` or `sync`. Only a person may write staff fields."""

    kind: str
    name: str
    run_id: int | None = None
    reason: str | None = None


def connect(url: str, *, pool_size: int = 5) -> Engine:
    """An engine for `postgresql://...`. Sessions run in UTC and notice within a second when the client is gone.

    Its errors hold no parameters and no values: they end in logs.
    """
    engine = create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        pool_recycle=1800,
        pool_size=pool_size,
        connect_args={"options": _OPTIONS, "connect_timeout": 10, "application_name": "mentor-sync"},
        hide_parameters=True,
    )
    name_nobody(engine)
    return engine


def check_reachable(engine: Engine) -> None:
    """Raises `DatabaseUnreachableError`, naming host and database only."""
    try:
        with engine.connect() as conn:
            conn.execute(text("SELECT 1"))
    except OperationalError as error:
        where = f"{engine.url.host or engine.url.query.get('host', 'localhost')}/{engine.url.database}"
        raise DatabaseUnreachableError(
            f"The database at {where} does not answer. "
            "Check DATABASE_URL and that the server runs; nothing was changed."
        ) from error


def see_one_moment(conn: Connection) -> None:
    """Let everything that is read from here on be of one moment; no effect within a transaction under way."""
    if not conn.in_transaction():
        conn.execution_options(isolation_level="REPEATABLE READ")


@contextmanager
def transaction(engine: Engine, actor: Actor) -> Iterator[Connection]:
    """One transaction in the name of an actor; committed at the end, rolled back on any error."""
    with engine.begin() as conn:
        act_as(conn, actor)
        yield conn


def act_as(conn: Connection, actor: Actor) -> None:
    """Name the actor for the audit, until the transaction ends."""
    conn.execute(
        text(
            "SELECT set_config('mentor_sync.actor_kind', :kind, true), set_config('mentor_sync.actor', :name, true),"
            " set_config('mentor_sync.run_id', :run_id, true), set_config('mentor_sync.reason', :reason, true)"
        ),
        {"kind": actor.kind, "name": actor.name, "run_id": str(actor.run_id or ""), "reason": actor.reason or ""},
    )
