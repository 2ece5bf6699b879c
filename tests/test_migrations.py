"""Migrations: applied once by whoever comes first, and undone without a trace."""

import shutil
from concurrent.futures import ThreadPoolExecutor

import procrastinate
import psycopg
import pytest
from sqlalchemy import Engine, text

from core import migrations
from core.db import connect
from core.errors import DatabaseUnusableError
from core.migrations import MIGRATIONS, is_current, migrate, revert

ALL = sorted(path.name.removesuffix(".up.sql") for path in MIGRATIONS.glob("*.up.sql"))

APPLIED = text("SELECT name FROM applied_migrations ORDER BY 1")
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


SEASON_OF_IDS = """
    INSERT INTO mentors (year, mn_id, signup_submission_id, withdrawn_at) VALUES
        (2025, 'MN0002', '9002', NULL), (2025, 'MN0003', '9003', now());
    INSERT INTO mn_changes
        (year, mn_id, change_type, field_name, old_value, new_value, is_significant, actor_kind, actor)
    VALUES (2025, 'MN0001', 'new_mentor', NULL, NULL, '{}', true, 'sync', 'x'),
           (2025, 'MN0002', 'field_change', 'mn_id', 'MN0001', 'MN0002', true, 'sync', 'x');
    INSERT INTO exclusions (year, submission_id, reason, mn_id) VALUES
        (2025, '9004', 'contact_selection', 'MN0004'), (2025, '9001', 'duplicate_signup', 'MN0001');
    INSERT INTO sync_conflicts (year, mn_id, conflict_type, question_key, severity, option_a) VALUES
        (2025, 'MN0001', 'phone_mismatch', '[]', 'medium', '{}'),
        (2025, 'MN0004', 'contact_selection', '[]', 'high', '{}');
    INSERT INTO decisions (year, mn_id, conflict_id, conflict_type, options, answer, value, evidence, decided_by)
    SELECT year, mn_id, conflict_id, conflict_type, '{}', 'option', '7', '{}', 'C' FROM sync_conflicts;
    INSERT INTO agreed_values (year, mn_id, field_name, agreed) VALUES
        (2025, 'MN0001', 'phone', 'old'), (2025, 'MN0002', 'phone', 'new'), (2025, 'MN0001', 'personal_email', 'e');
"""


def test_a_season_in_use_gets_its_people(database: Engine) -> None:
    """One person per row with all that was kept under former ids, and one for everybody in doubt."""
    revert(database, "0005_decisions")
    with database.begin() as conn:
        conn.execute(text(SEASON_OF_IDS))
    migrate(database)
    with database.connect() as conn:

        def whose(table: str, key: str) -> dict[str, int]:
            return dict(conn.execute(text(f"SELECT {key}, person_id FROM {table} ORDER BY 1")).all())

        rows, decided, bound = (
            whose("mentors", "mn_id"),
            whose("decisions", "mn_id"),
            whose("person_signups", "submission_id"),
        )
        assert decided["MN0001"] == rows["MN0002"]
        assert bound == {"9002": rows["MN0002"], "9003": rows["MN0003"], "9004": decided["MN0004"]}
        assert set(whose("mn_changes", "mn_id").values()) == {rows["MN0002"], rows["MN0003"]}
        agreed = conn.execute(text("SELECT person_id, field_name, agreed FROM agreed_values ORDER BY 2")).all()
        assert agreed == [(rows["MN0002"], "personal_email", "e"), (rows["MN0002"], "phone", "new")]
        holders = conn.execute(text("SELECT mn_id FROM mentor_ids WHERE until IS NULL ORDER BY 1")).scalars().all()
        assert holders == ["MN0002", "MN0004"]
    revert(database, "0005_decisions")
    with database.connect() as conn:
        kept = conn.execute(text("SELECT mn_id FROM agreed_values")).scalars().all()
    assert set(kept) == {"MN0002"}


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


def test_a_database_that_lacks_an_older_migration_is_refused_in_words(database: Engine, tmp_path, monkeypatch) -> None:
    """It was made from a tree to which a lower number came later."""
    late = "0090_back_already"
    revert(database)
    in_between = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, in_between, ignore=shutil.ignore_patterns(f"{late}.*"))
    monkeypatch.setattr(migrations, "MIGRATIONS", in_between)
    migrate(database)
    assert is_current(database)
    for kind in ("up", "down"):
        shutil.copy(MIGRATIONS / f"{late}.{kind}.sql", in_between)
    before = catalog(database)
    assert not is_current(database)
    with pytest.raises(DatabaseUnusableError, match=f"lacks {late}. Nothing was changed"):
        migrate(database)
    assert catalog(database) == before
    with database.begin() as conn:
        conn.connection.cursor().execute((MIGRATIONS / f"{late}.up.sql").read_text())
        conn.execute(text("INSERT INTO applied_migrations (name) VALUES (:name)"), {"name": late})
    assert migrate(database) == ()


def test_every_migration_that_was_applied_is_noted(database: Engine) -> None:
    with database.connect() as conn:
        assert conn.execute(APPLIED).scalars().all() == ALL
    revert(database, "0073_households")
    migrate(database)
    with database.connect() as conn:
        assert conn.execute(APPLIED).scalars().all() == ALL


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
