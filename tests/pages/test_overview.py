"""The overview page shows the season, or what to do first."""

import pytest

from tests.pages.conftest import texts
from tests.views.rows import add, add_mentor, add_run, add_signup


@pytest.mark.usefixtures("rows")
def test_an_empty_season_says_what_to_do_next(visit):
    app = visit()
    assert not app.exception
    assert "Start with **Run Full Sync**" in texts(app)


def test_the_numbers_of_the_season_are_shown(visit, rows):
    add_signup(rows, 1)
    add_signup(rows, 2)
    add_mentor(rows, 1, amount_raised=80, campaign_member=True)
    add(rows, "exclusions", year=2025, submission_id="S2", reason="duplicate_signup")
    rows.commit()
    app = visit()
    assert not app.exception
    assert "2 sign-ups = 1 mentor + 1 explained" in texts(app)
    assert [metric.value for metric in app.metric][:2] == ["1", "$80"]


def test_a_failed_run_is_said_first(visit, rows):
    add_run(rows, "failed", error_message="Givebutter refused the key.")
    rows.commit()
    assert "Givebutter refused the key." in texts(visit())


def test_a_run_under_way_is_shown(visit, rows):
    add_run(rows, "running")
    rows.commit()
    assert "A sync is running" in texts(visit())


@pytest.mark.usefixtures("rows")
def test_the_sync_can_be_started_from_here(visit):
    app = visit()
    app.button(key="run_full_sync").click().run()
    assert not app.exception
    assert "A sync is running" in texts(app)
