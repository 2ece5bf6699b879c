"""Brings the schema up to date: every `sql/migrations/NNNN_name.up.sql`, in order, once.

To add one, add the file and its `.down.sql`; nothing else names it.
"""

from pathlib import Path

from sqlalchemy import Connection, Engine, text

from core.errors import DatabaseUnusableError

MIGRATIONS = Path(__file__).parent.parent / "sql" / "migrations"

_OLDEST_POSTGRESQL = 15
_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('mentor_sync.migrations'))")
_MAY_CREATE = text("SELECT has_schema_privilege(current_schema(), 'CREATE')")
_WAS_MIGRATED = text("SELECT to_regclass('alembic_version') IS NOT NULL")
_REVISION = text("SELECT version_num FROM alembic_version")
_NOTES = text("SELECT to_regclass('applied_migrations') IS NOT NULL")
_NOTE_BY_HAND = "INSERT INTO applied_migrations (name) VALUES"
_APPLIED = text("SELECT name FROM applied_migrations")


def migrate(engine: Engine) -> tuple[str, ...]:
    """Apply what is missing, in one transaction; the revisions applied. Several processes may ask at once.

    Raises `DatabaseUnusableError` when the server is too old, this user may make no tables, or the database
    was made by a newer Mentor Sync, or by one that lacked a migration which is older than its newest.
    """
    if is_current(engine):
        return ()
    from core import revisions  # Alembic takes half a second to load and is hardly ever needed

    with engine.begin() as conn:
        _check(conn)
        conn.execute(_LOCK)
        _refuse_gaps(conn)
        return revisions.upgrade(conn, MIGRATIONS, _known(_revision(conn)))


def revert(engine: Engine, revision: str | None = None) -> tuple[str, ...]:
    """Undo what came after a revision (None: everything), newest first; the revisions undone."""
    from core import revisions

    with engine.begin() as conn:
        conn.execute(_LOCK)
        return revisions.downgrade(conn, MIGRATIONS, _known(_revision(conn)), revision)


def is_current(engine: Engine) -> bool:
    """Whether nothing is left to apply."""
    with engine.connect() as conn:
        return _revision(conn) == _names()[-1] and not _gaps(conn)


def _check(conn: Connection) -> None:
    version = conn.dialect.server_version_info or (0,)
    if version < (_OLDEST_POSTGRESQL,):
        raise DatabaseUnusableError(f"PostgreSQL {_OLDEST_POSTGRESQL} or newer is needed; this server is {version[0]}.")
    if not conn.execute(_MAY_CREATE).scalar():
        raise DatabaseUnusableError(
            f"This user may not make tables in the database {conn.engine.url.database}. Let its owner run: "
            f"GRANT CREATE ON SCHEMA public TO {conn.engine.url.username};"
        )


def _refuse_gaps(conn: Connection) -> None:
    """An older migration after a newer one may undo what that did: nobody but a person can tell."""
    if gaps := _gaps(conn):
        files = ", ".join(f"sql/migrations/{name}.up.sql" for name in gaps)
        noted = ", ".join(f"('{name}')" for name in gaps)
        raise DatabaseUnusableError(
            f"The database was made by a version in between: it has {_revision(conn)}, but lacks {', '.join(gaps)}. "
            "Nothing was changed. A demo is made anew from nothing; of a real season take a backup "
            f"(docs/operations.md), run {files} with psql, then note it there: {_NOTE_BY_HAND} {noted};"
        )


def _gaps(conn: Connection) -> list[str]:
    """Migrations that are older than the newest the database has, and that it lacks all the same."""
    if not conn.execute(_NOTES).scalar():
        return []
    newest, applied = _revision(conn) or "", set(conn.execute(_APPLIED).scalars())
    return [name for name in _names() if name < newest and name not in applied]


def _known(revision: str | None) -> str | None:
    if revision not in (None, *_names()):
        raise DatabaseUnusableError(
            f"The database was made by a newer Mentor Sync (its revision is {revision}). Update this installation."
        )
    return revision


def _revision(conn: Connection) -> str | None:
    """The newest revision the database has; None when it has none."""
    return conn.execute(_REVISION).scalar() if conn.execute(_WAS_MIGRATED).scalar() else None


def _names() -> list[str]:
    return sorted(path.name.removesuffix(".up.sql") for path in MIGRATIONS.glob("*.up.sql"))
