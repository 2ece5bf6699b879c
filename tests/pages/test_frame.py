"""The frame stands around every page, whatever is asked for and whatever is wrong."""

from pathlib import Path

import psycopg
import pytest
import sqlalchemy.exc

from tests.pages.conftest import texts
from tests.views.rows import add

PAGES = Path(__file__).parents[2] / "pages"


def test_no_page_stands_directly_in_the_folder():
    assert not list(PAGES.glob("*.py"))


@pytest.mark.parametrize("page", ["today/overview.py", "sync/runs.py", "sync/export.py"])
def test_a_deep_link_shows_the_frame(visit, rows, page):
    add(rows, "seasons", year=2024)
    rows.commit()
    app = visit(page)
    assert not app.exception
    assert app.sidebar.selectbox(key="season").value == 2025


def test_the_season_of_the_address_is_shown(visit, rows):
    add(rows, "seasons", year=2024)
    rows.commit()
    app = visit(season="2024")
    assert app.sidebar.selectbox(key="season").value == 2024
    assert app.query_params["season"] == "2024"


def test_choosing_a_season_changes_the_address(visit, rows):
    add(rows, "seasons", year=2024)
    rows.commit()
    app = visit()
    app.sidebar.selectbox(key="season").set_value(2024).run()
    assert app.query_params["season"] == "2024"


@pytest.mark.usefixtures("rows")
def test_with_keys_nothing_says_demo(visit):
    assert "Demo" not in texts(visit())


def test_without_keys_every_page_says_demo(visit, settings):
    settings.delenv("JOTFORM_API_KEY")
    settings.delenv("GIVEBUTTER_API_KEY")
    assert "Invented people" in texts(visit("sync/runs.py"))


def test_wrong_settings_are_explained(visit, settings):
    settings.delenv("GIVEBUTTER_API_KEY")
    app = visit()
    assert not app.exception
    assert "GIVEBUTTER" in texts(app)
    assert "What to do" in texts(app)


def test_an_unreachable_database_is_explained(visit, settings):
    settings.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    app = visit()
    assert not app.exception
    assert "does not answer" in texts(app)
    assert "What was kept" in texts(app)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (psycopg.errors.UndefinedTable("relation mentors"), "not the one that this Mentor Sync needs"),
        (psycopg.errors.UniqueViolation("Key (phone)=(+14045550123)"), "could not do it (23505)"),
        (psycopg.errors.DeadlockDetected("process 1"), "changed the same thing in the same moment"),
        (psycopg.errors.AdminShutdown("bye"), "stopped answering"),
        (psycopg.InterfaceError("the connection is closed"), "stopped answering"),
        (sqlalchemy.exc.TimeoutError("QueuePool limit"), "too busy"),
        (sqlalchemy.exc.NoResultFound("No row was found"), "could not do it (NoResultFound)"),
    ],
)
@pytest.mark.parametrize("is_wrapped", [True, False])
@pytest.mark.usefixtures("rows")
def test_any_error_of_the_database_is_explained_and_quotes_nothing(visit, monkeypatch, error, words, is_wrapped):
    if is_wrapped and isinstance(error, psycopg.Error):
        error = sqlalchemy.exc.DBAPIError.instance("SELECT secret", {}, error, psycopg.Error)

    def fail(*_args, **_options):
        raise error

    monkeypatch.setattr("core.views.issues.open_issues", fail)
    app = visit("sync/issues.py")
    assert not app.exception
    shown = texts(app).replace("\\", "")
    assert words in shown
    assert "What was kept" in shown
    assert "What to do" in shown
    assert "555" not in shown
    assert "secret" not in shown


def test_an_unfinished_season_lists_what_is_missing(visit):
    app = visit()
    assert "not ready yet" in texts(app)
    assert "jotform_signup_form_id" in texts(app).replace("\\", "")
