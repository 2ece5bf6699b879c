"""The frame shows the season asked for, in its own time."""

from zoneinfo import ZoneInfo

from core.views.frame import data_version, frame_view
from tests.views.rows import YEAR, add, add_mentor, add_run


def test_the_active_season_is_shown_unless_another_is_asked_for(conn):
    add(conn, "seasons", year=2024)
    assert frame_view(conn, None, is_demo=True).year == YEAR
    assert frame_view(conn, 2024, is_demo=True).year == 2024


def test_an_unknown_season_shows_the_active_one(conn):
    assert frame_view(conn, 1999, is_demo=False).year == YEAR


def test_an_unusable_time_zone_does_not_hide_the_season(conn):
    add(conn, "sync_configs", year=YEAR, config_key="time_zone", config_value="Mars/Base", config_type="string")
    assert frame_view(conn, YEAR, is_demo=False).zone == ZoneInfo("America/New_York")


def test_a_change_of_a_mentor_is_a_new_version(conn):
    before = data_version(conn, YEAR)
    add_mentor(conn, 1)
    assert data_version(conn, YEAR) != before


def test_a_new_run_is_a_new_version(conn):
    before = data_version(conn, YEAR)
    add_run(conn, "queued")
    assert data_version(conn, YEAR) != before
