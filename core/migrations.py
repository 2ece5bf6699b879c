"""Brings the schema up to date: every `sql/migrations/NNNN_name.up.sql`, in order, once.

To add one, add the file and its `.down.sql`; nothing else names it. Alembic keeps the order and the account.
"""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import ModuleType

from alembic.runtime.migration import MigrationContext, MigrationStep
from alembic.script import Script, ScriptDirectory
from alembic.script.revision import RevisionMap
from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, Engine, text

from core.errors import DatabaseUnusableError

MIGRATIONS = Path(__file__).parent.parent / "sql" / "migrations"

_OLDEST_POSTGRESQL = 15
_PACKAGED: dict[str, Callable[[], str]] = {"0004_queue": SchemaManager.get_schema}  # a package brings its own schema
_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('mentor_sync.migrations'))")
_MAY_CREATE = text("SELECT has_schema_privilege(current_schema(), 'CREATE')")


def migrate(engine: Engine) -> tuple[str, ...]:
    """Apply what is missing, in one transaction; the revisions applied. Several processes may ask at once.

    Raises `DatabaseUnusableError` when the server is too old, this user may make no tables, or the database
    was made by a newer Mentor Sync.
    """
    if is_current(engine):
        return ()
    with engine.begin() as conn:
        _check(conn)
        conn.execute(_LOCK)
        scripts, revision = _scripts(), _revision_of(conn)
        if revision not in (None, *(script.revision for script in scripts.walk_revisions())):
            raise DatabaseUnusableError(
                f"The database was made by a newer Mentor Sync (its revision is {revision}). Update this installation."
            )
        missing = list(scripts.iterate_revisions("head", revision or "base"))
        steps = [MigrationStep.upgrade_from_script(scripts.revision_map, script) for script in reversed(missing)]
        _take(conn, steps)
        return tuple(script.revision for script in reversed(missing))


def revert(engine: Engine, revision: str = "base") -> tuple[str, ...]:
    """Undo what came after a revision, newest first, by the `.down.sql` files; the revisions undone."""
    with engine.begin() as conn:
        conn.execute(_LOCK)
        scripts = _scripts()
        later = list(scripts.iterate_revisions(_revision_of(conn) or "base", revision))
        _take(conn, [MigrationStep.downgrade_from_script(scripts.revision_map, script) for script in later])
        return tuple(script.revision for script in later)


def is_current(engine: Engine) -> bool:
    """Whether nothing is left to apply."""
    with engine.connect() as conn:
        return _revision_of(conn) == _names()[-1]


def _check(conn: Connection) -> None:
    version = conn.dialect.server_version_info or (0,)
    if version < (_OLDEST_POSTGRESQL,):
        raise DatabaseUnusableError(f"PostgreSQL {_OLDEST_POSTGRESQL} or newer is needed; this server is {version[0]}.")
    if not conn.execute(_MAY_CREATE).scalar():
        raise DatabaseUnusableError(
            f"This user may not make tables in the database {conn.engine.url.database}. Let its owner run: "
            f"GRANT CREATE ON SCHEMA public TO {conn.engine.url.username};"
        )


def _take(conn: Connection, steps: Iterable[MigrationStep]) -> None:
    MigrationContext.configure(conn, opts={"fn": lambda _heads, _context: steps}).run_migrations(conn=conn)


def _revision_of(conn: Connection) -> str | None:
    return MigrationContext.configure(conn).get_current_revision()


def _scripts() -> ScriptDirectory:
    """Alembic's view of the files: one line of revisions, without a file of Python for each."""
    scripts = ScriptDirectory(str(MIGRATIONS))
    made = [_script(name, below) for below, name in pairwise([None, *_names()]) if name]
    scripts.revision_map = RevisionMap(lambda: made)
    return scripts


def _script(name: str, below: str | None) -> Script:
    module = ModuleType(name)
    vars(module).update(down_revision=below, upgrade=partial(_upgrade, name), downgrade=partial(_downgrade, name))
    return Script(module, name, MIGRATIONS / f"{name}.up.sql")


def _names() -> list[str]:
    return sorted(path.name.removesuffix(".up.sql") for path in MIGRATIONS.glob("*.up.sql"))


def _upgrade(name: str, conn: Connection) -> None:
    packaged = _PACKAGED.get(name)
    if packaged:
        _run(conn, packaged())
    _run(conn, (MIGRATIONS / f"{name}.up.sql").read_text(encoding="utf-8"))


def _downgrade(name: str, conn: Connection) -> None:
    _run(conn, (MIGRATIONS / f"{name}.down.sql").read_text(encoding="utf-8"))


def _run(conn: Connection, sql: str) -> None:
    """As it stands: through the driver and without parameters, so that % and : mean nothing special."""
    conn.connection.cursor().execute(sql)
