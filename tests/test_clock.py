"""The clock follows the season's schedule as it is now, and survives one that cannot be used."""

import pytest
from sqlalchemy import text

from core.clock import Clock
from core.commands import activate_season, set_season
from tests.examples import SETTINGS

YEAR = 2031


@pytest.fixture
def clock(database):
    set_season(database, YEAR, {**SETTINGS, "full_sync_at": '["06:15", "18:45"]'}, by="ann")
    activate_season(database, YEAR, by="ann")
    started = Clock(database)
    started.start()
    yield started
    started.close()


def write_by_hand(database, times):
    with database.begin() as conn:
        update = "UPDATE sync_configs SET config_value = :times WHERE config_key = 'full_sync_at'"
        conn.execute(text(update), {"times": times})


def times(clock):
    clock.tick()
    return {job.id for job in clock._scheduler.get_jobs()} - {"tick"}


@pytest.mark.parametrize("wrong", ['["6am"]', '["06:15", "06:15"]', '["25:00"]', "[6]", '{"at": "06:15"}', "06:15"])
def test_a_wrong_time_stops_the_schedule_and_nothing_else_until_it_is_corrected(clock, database, wrong):
    assert times(clock) == {"06:15", "18:45"}
    write_by_hand(database, wrong)
    assert times(clock) == set()
    set_season(database, YEAR, {"full_sync_at": '["07:30"]'}, by="ann")
    assert times(clock) == {"07:30"}


def test_a_schedule_that_is_wrong_from_the_start_is_followed_once_it_is_corrected(database):
    set_season(database, YEAR, SETTINGS, by="ann")
    activate_season(database, YEAR, by="ann")
    with database.begin() as conn:
        row = f"({YEAR}, 'full_sync_at', '[\"7pm\"]', 'json')"
        conn.execute(text(f"INSERT INTO sync_configs (year, config_key, config_value, config_type) VALUES {row}"))
    clock = Clock(database)
    clock.start()
    assert times(clock) == set()
    set_season(database, YEAR, {"full_sync_at": '["19:00"]'}, by="ann")
    assert times(clock) == {"19:00"}
    clock.close()
