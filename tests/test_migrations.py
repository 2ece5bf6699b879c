"""Migrations: applied once by whoever comes first, and undone without a trace."""

from concurrent.futures import ThreadPoolExecutor

import procrastinate
import psycopg
import pytest
from sqlalchemy import Engine, text

from core.db import connect
from core.errors import DatabaseUnusableError
from core.migrations import MIGRATIONS, is_current, migrate, revert

ALL = sorted(path.name.removesuffix(".up.sql") for path in MIGRATIONS.glob("*.up.sql"))

CATALOG = text("""
    SELECT 'relation', c.relname, c.relkind::text, coalesce(pg_get_indexdef(i.indexrelid), '')
      FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid WHERE c.relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'column', a.attrelid::regclass::text, a.attname, format_type(a.atttypid, a.atttypmod) || a.attnotnull
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND c.relkind IN ('r', 'v')
    UNION ALL
    SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'function', proname, prosrc, pg_get_function_arguments(oid)
      FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL
    SELECT 'type', typname, typtype::text, '' FROM pg_type WHERE typnamespace = 'public'::regnamespace
     ORDER BY 1, 2, 3, 4
""")


def test_a_migrated_database_needs_nothing_more(database: Engine) -> None:
    assert is_current(database)
    assert migrate(database) == ()


def test_everything_can_be_undone_and_done_again(database: Engine) -> None:
    before = catalog(database)
    assert revert(database) == tuple(reversed(ALL))
    assert {kind for kind, name, *_ in catalog(database) if "alembic_version" not in name} == set()
    assert migrate(database) == tuple(ALL)
    assert catalog(database) == before


def test_each_one_can_be_undone_alone(database: Engine) -> None:
    for name, below in zip(reversed(ALL), [*reversed(ALL[:-1]), None], strict=True):
        assert revert(database, below) == (name,)
    assert not is_current(database)


def test_a_season_in_use_survives_being_undone(database: Engine) -> None:
    with database.begin() as conn:
        conn.execute(text("INSERT INTO holds (year, mn_id, reason) VALUES (2025, 'MN0001', 'asked')"))
    revert(database, "0002_guards")
    with database.connect() as conn:
        assert conn.execute(text("SELECT count(*) FROM holds")).scalar() == 1


def test_several_processes_may_ask_at_once(database: Engine) -> None:
    revert(database)
    with ThreadPoolExecutor(4) as pool:
        applied = [done.result() for done in [pool.submit(migrate, database) for _ in range(4)]]
    assert sorted(applied, key=len) == [(), (), (), tuple(ALL)]


def test_a_failing_migration_leaves_the_database_as_it_was(database: Engine) -> None:
    revert(database)
    with database.begin() as conn:
        conn.execute(text("CREATE TABLE mn_changes (in_the_way integer)"))
    before = catalog(database)
    with pytest.raises(psycopg.errors.DuplicateTable):
        migrate(database)
    assert catalog(database) == before


def test_a_database_of_a_newer_version_is_refused_in_words(database: Engine) -> None:
    with database.begin() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999_later'"))
    with pytest.raises(DatabaseUnusableError, match="newer Mentor Sync"):
        migrate(database)


def test_a_user_who_may_make_no_tables_is_told_what_to_grant(database: Engine) -> None:
    revert(database)
    url = database.url.set(username="reader", password="reader")
    with database.begin() as conn:
        conn.execute(text("DROP TABLE alembic_version"))
        conn.execute(text("DROP ROLE IF EXISTS reader"))
        conn.execute(text("CREATE ROLE reader LOGIN PASSWORD 'reader'"))
        conn.execute(text("REVOKE CREATE ON SCHEMA public FROM public"))
    reader = connect(url.render_as_string(hide_password=False))
    with pytest.raises(DatabaseUnusableError, match="GRANT CREATE ON SCHEMA public TO reader"):
        migrate(reader)
    reader.dispose()


def test_every_migration_can_be_undone_and_has_a_name_alembic_keeps() -> None:
    for name in ALL:
        assert (MIGRATIONS / f"{name}.down.sql").exists()
        assert len(name) <= 32


def test_a_new_procrastinate_comes_with_a_migration_of_its_own() -> None:
    """0004_queue runs what the installed version ships; databases that have it need Procrastinate's own step."""
    assert procrastinate.__version__.startswith("3.10.")


def catalog(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as conn:
        return [tuple(row) for row in conn.execute(CATALOG)]
