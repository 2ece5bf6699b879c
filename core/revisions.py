"""Alembic's view of the migration files: one line of revisions, without a file of Python for each."""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import ModuleType

from alembic.runtime.migration import MigrationContext, MigrationStep
from alembic.script import Script, ScriptDirectory
from alembic.script.revision import RevisionMap
from procrastinate.schema import SchemaManager
from sqlalchemy import Connection

RECORD = "0101_applied_migrations"  # from here on every one is noted by name
_NOTE = "INSERT INTO applied_migrations (name) VALUES (%s)"
_FORGET = "DELETE FROM applied_migrations WHERE name = %s"
_IS_NOTED = "SELECT to_regclass('applied_migrations') IS NOT NULL"

_PACKAGED: dict[str, Callable[[], str]] = {"0004_queue": SchemaManager.get_schema}  # a package brings its own schema


def upgrade(conn: Connection, folder: Path, revision: str | None) -> tuple[str, ...]:
    """Run every `.up.sql` of the folder after `revision`, oldest first; what was run. The caller commits."""
    scripts = _scripts(folder)
    missing = list(scripts.iterate_revisions("head", revision or "base"))[::-1]
    _take(conn, [MigrationStep.upgrade_from_script(scripts.revision_map, script) for script in missing])
    return tuple(script.revision for script in missing)


def downgrade(conn: Connection, folder: Path, revision: str | None, target: str | None) -> tuple[str, ...]:
    """Run every `.down.sql` between `revision` and `target`, newest first; what was undone. The caller commits."""
    scripts = _scripts(folder)
    later = list(scripts.iterate_revisions(revision or "base", target or "base"))
    _take(conn, [MigrationStep.downgrade_from_script(scripts.revision_map, script) for script in later])
    return tuple(script.revision for script in later)


def names(folder: Path, *, until: str | None = None) -> list[str]:
    """The revisions of a folder in their order, at most `until` one of them."""
    found = sorted(path.name.removesuffix(".up.sql") for path in folder.glob("*.up.sql"))
    return [name for name in found if until is None or name <= until]


def _take(conn: Connection, steps: Iterable[MigrationStep]) -> None:
    MigrationContext.configure(conn, opts={"fn": lambda _heads, _context: steps}).run_migrations(conn=conn)


def _scripts(folder: Path) -> ScriptDirectory:
    made = [_script(folder, name, below) for below, name in pairwise([None, *names(folder)]) if name]
    scripts = ScriptDirectory(str(folder))
    scripts.revision_map = RevisionMap(lambda: made)
    return scripts


def _script(folder: Path, name: str, below: str | None) -> Script:
    module = ModuleType(name)
    up, down = folder / f"{name}.up.sql", folder / f"{name}.down.sql"
    vars(module).update(
        down_revision=below, upgrade=partial(_upgrade, up, name), downgrade=partial(_downgrade, down, name)
    )
    return Script(module, name, up)


def _upgrade(path: Path, name: str, conn: Connection) -> None:
    if packaged := _PACKAGED.get(name):
        _run(conn, packaged())
    _run_file(path, conn)
    _note(conn, _NOTE, names(path.parent, until=name) if name == RECORD else [name])


def _downgrade(path: Path, name: str, conn: Connection) -> None:
    _run_file(path, conn)
    _note(conn, _FORGET, [name])


def _note(conn: Connection, statement: str, noted: Iterable[str]) -> None:
    """Keep which ones the database has, as soon as it can."""
    cursor = conn.connection.cursor()
    if cursor.execute(_IS_NOTED).fetchone()[0]:
        cursor.executemany(statement, [(name,) for name in noted])


def _run_file(path: Path, conn: Connection) -> None:
    _run(conn, path.read_text(encoding="utf-8"))


def _run(conn: Connection, sql: str) -> None:
    """As it stands: through the driver and without parameters, so that % and : mean nothing special."""
    conn.connection.cursor().execute(sql)
