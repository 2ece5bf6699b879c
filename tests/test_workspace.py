"""Opening the workspace: which database it is, and what is said when there is none."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, text

from core.databases import create_database
from core.db import connect
from core.embedded import EmbeddedServer, embedded_server
from core.errors import DatabaseUnreachableError, DatabaseUnusableError
from core.migrations import is_current
from core.settings import Settings
from core.workspace import open_workspace

KEYS = {"jotform_api_key": SecretStr("a"), "givebutter_api_key": SecretStr("b")}


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="mentor-sync-test-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        EmbeddedServer(Path(folder)).stop()


def test_without_a_database_of_yours_there_is_one_and_it_is_up_to_date(home: Path) -> None:
    workspace = open_workspace(settings(mentor_sync_home=home, **KEYS))
    assert workspace.engine.url.database == "mentor_sync"
    assert is_current(workspace.engine)


def test_the_demo_never_shares_a_database_with_real_people(home: Path) -> None:
    assert open_workspace(settings(mentor_sync_home=home)).engine.url.database == "mentor_sync_demo"


def test_a_database_of_yours_is_used_as_it_is(database: Engine) -> None:
    workspace = open_workspace(settings(database_url=url_of(database), **KEYS))
    assert workspace.engine.url.database == database.url.database
    assert embedded_server(workspace.settings) is None


def test_the_demo_makes_a_database_beside_yours(database: Engine) -> None:
    with_demo = settings(database_url=url_of(database))
    for _ in range(2):
        engine = open_workspace(with_demo).engine
        assert engine.url.database == f"{database.url.database}_demo"
        assert is_current(engine)
        engine.dispose()
    drop(database, f"{database.url.database}_demo")


def test_a_user_who_may_make_no_databases_is_told_what_to_make(database: Engine) -> None:
    with database.begin() as conn:
        conn.execute(text("DROP ROLE IF EXISTS guest"))
        conn.execute(text("CREATE ROLE guest LOGIN PASSWORD 'guest'"))
    guest = database.url.set(username="guest", password="guest").render_as_string(hide_password=False)
    with pytest.raises(DatabaseUnusableError, match=f"createdb {database.url.database}_demo"):
        open_workspace(settings(database_url=guest))


@pytest.mark.parametrize("keys", [{}, KEYS])
def test_an_unreachable_database_is_said_without_its_password(keys: dict[str, SecretStr]) -> None:
    url = "postgresql://somebody:hunter2@127.0.0.1:1/mentors"
    with pytest.raises(DatabaseUnreachableError, match=r"127\.0\.0\.1/mentors does not answer") as raised:
        open_workspace(settings(database_url=url, **keys))
    assert "hunter2" not in str(raised.value)


def test_making_a_database_that_is_there_changes_nothing(database: Engine) -> None:
    create_database(url_of(database), str(database.url.database))
    assert is_current(database)


def test_a_database_name_may_hold_anything(database: Engine) -> None:
    create_database(url_of(database), 'quote " and blank')
    drop(database, 'quote " and blank')


def settings(**values: object) -> Settings:
    return Settings(_env_file=None, **values)


def url_of(engine: Engine) -> str:
    return engine.url.set(drivername="postgresql").render_as_string(hide_password=False)


def drop(engine: Engine, name: str) -> None:
    postgres = connect(url_of(engine)).execution_options(isolation_level="AUTOCOMMIT")
    with postgres.connect() as conn:
        quoted = conn.dialect.identifier_preparer.quote_identifier(name)
        conn.execute(text(f"DROP DATABASE {quoted} WITH (FORCE)"))
    postgres.dispose()
