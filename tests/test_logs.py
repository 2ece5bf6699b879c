"""No log and no error text names a person, whichever layer breaks."""

import logging
from datetime import UTC, datetime

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core import logs
from core.commands import import_contacts, reserve_run, run_now
from core.database_errors import naming_nobody
from core.decisions import Answer
from core.endpoints import demo_endpoints
from core.errors import UploadRefusedError
from core.review import decide
from core.store.decisions import Reply
from tests.story import phone, story

NOW = datetime(2025, 10, 28, tzinfo=UTC)
PRIVATE = (phone(3), "mentor3@example.com", "Testerad")


@pytest.fixture
def world(database, tmp_path):
    with story(database, tmp_path) as told:
        told.sign_up(3)
        yield told


@pytest.fixture(autouse=True)
def _as_every_process_logs():
    factory = logging.getLogRecordFactory()
    logs.hide_what_errors_say()
    yield
    logging.setLogRecordFactory(factory)


def chain(error):
    while error is not None:
        yield str(error)
        error = error.__cause__ or error.__context__


def assert_names_nobody(*texts):
    assert [private for private in PRIVATE for said in texts if private in said] == []


def refuse(world, statement):
    with world.engine.begin() as conn:
        conn.execute(text(statement))


def log_raised(error):
    try:
        raise error
    except type(error):
        logging.getLogger("some.library").exception("It broke")


def test_a_refused_row_is_told_by_its_constraint(world):
    """A dry run's report, which holds names, is a parameter of its last statement."""
    refuse(world, "ALTER TABLE sync_log ADD CONSTRAINT never_completed CHECK (status <> 'completed')")
    requested = reserve_run(world.engine, world.year, dry_run=True, by="x")
    with pytest.raises(DBAPIError, match="never_completed") as failure:
        run_now(world.engine, demo_endpoints(world.url), requested)
    assert_names_nobody(*chain(failure.value))


def test_an_answer_that_the_database_refuses_names_nobody(world):
    person = {"first_name": "Dario", "last_name": "Testerad", "phones": [phone(3)], "emails": ["mentor3@example.com"]}
    one, _ = world.demo.add_contact(**person), world.demo.add_contact(**person)
    world.sync()
    (conflict,) = world.rows("SELECT * FROM sync_conflicts")
    refuse(world, "ALTER TABLE mentors ADD CONSTRAINT not_this_one CHECK (mn_id <> 'MN0003')")
    reply = Reply(conflict["conflict_id"], conflict["version"], Answer.OPTION, str(one))
    with pytest.raises(DBAPIError, match="not_this_one") as failure:
        decide(world.engine, world.year, [reply], by="Coordinator")
    assert_names_nobody(*chain(failure.value))


def test_a_value_that_fits_no_column_is_not_quoted(database):
    with database.connect() as conn, pytest.raises(DBAPIError) as failure:
        conn.execute(text("SELECT CAST(CAST(:value AS text) AS bigint)"), {"value": "mentor3@example.com"})
    assert_names_nobody(*chain(failure.value))
    assert "22P02" in str(failure.value)


def test_what_is_copied_past_sqlalchemy_is_not_quoted_either(conn):
    conn.execute(text("CREATE TEMPORARY TABLE narrow (phone bigint)"))
    driver = conn.connection.driver_connection
    with (
        pytest.raises(psycopg.Error, match="22P02") as failure,
        naming_nobody(),
        driver.cursor() as cursor,
        cursor.copy("COPY narrow FROM STDIN") as copy,
    ):
        copy.write_row(["mentor3@example.com"])
    assert_names_nobody(*chain(failure.value))


def test_an_uploaded_file_that_is_none_names_nobody(world, tmp_path):
    path = tmp_path / "contacts.csv"
    path.write_text('Name,Phone\n"Testerad, Dario",' + phone(3))
    with pytest.raises(UploadRefusedError) as failure:
        import_contacts(world.engine, path, by="x")
    assert_names_nobody(*chain(failure.value))


def test_a_log_of_any_library_tells_where_and_not_what(caplog):
    error = ValueError("mentor3@example.com")
    error.__cause__ = KeyError(phone(3))
    log_raised(error)
    assert_names_nobody(caplog.text)
    assert "builtins.KeyError" in caplog.text
    assert "builtins.ValueError" in caplog.text
    assert "test_logs.py" in caplog.text


def test_our_own_errors_keep_their_sentence(caplog):
    log_raised(UploadRefusedError("The file has no column Last Name."))
    assert "The file has no column Last Name." in caplog.text
