"""One run per season, and a run without its process is found out."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from core.commands import RequestedRun, cancel_run, request_run, reserve_run
from core.db import Actor, transaction
from core.errors import RunInProgressError, SeasonIncompleteError, SettingsError
from core.store import runs
from core.store.seasons import write_settings

FORMS = {
    "jotform_signup_form_id": "1",
    "jotform_setup_form_id": "2",
    "jotform_training_form_id": "3",
    "givebutter_campaign_code": "X",
}


@pytest.fixture
def season(database):
    with transaction(database, Actor("person", "test")) as conn:
        write_settings(conn, 2025, FORMS)
    return database


def autocommit(engine):
    return engine.connect().execution_options(isolation_level="AUTOCOMMIT")


def statuses(engine):
    with engine.connect() as conn:
        return [row.status for row in conn.execute(text("SELECT status FROM sync_log ORDER BY run_id"))]


def test_a_second_request_joins_the_first(season):
    first = request_run(season, 2025, by="one")
    second = request_run(season, 2025, "etl", by="two")
    assert (second.run_id, second.joined) == (first.run_id, True)


def test_five_requests_at_once_make_one_run(season):
    with ThreadPoolExecutor(5) as pool:
        requested = list(pool.map(lambda n: request_run(season, 2025, by=f"person {n}"), range(5)))
    assert len({run.run_id for run in requested}) == 1
    assert sorted(run.joined for run in requested) == [False, True, True, True, True]
    with season.connect() as conn:
        assert conn.execute(text("SELECT count(*) FROM procrastinate_jobs")).scalar_one() == 1


def test_a_run_in_the_foreground_is_refused_while_one_is_under_way(season):
    request_run(season, 2025, by="one")
    with pytest.raises(RunInProgressError, match="only one may run"):
        reserve_run(season, 2025, by="two")


def test_a_season_without_its_forms_cannot_be_run_and_says_all_that_is_missing(database):
    with pytest.raises(SeasonIncompleteError) as refused:
        request_run(database, 2025, by="one")
    assert all(key in str(refused.value) for key in FORMS)
    assert statuses(database) == []


def test_an_unknown_part_is_refused(season):
    with pytest.raises(SettingsError, match="There is no part 'contact'"):
        request_run(season, 2025, "contact", by="one")


def test_a_queued_run_can_be_cancelled_and_the_next_one_starts(season):
    run = request_run(season, 2025, by="one")
    assert cancel_run(season, run.run_id, by="two")
    assert not cancel_run(season, run.run_id, by="two")
    assert not request_run(season, 2025, by="three").joined


def test_a_running_run_is_asked_to_stop_at_its_next_sign_of_progress(season):
    run = request_run(season, 2025, by="one")
    with autocommit(season) as conn:
        assert runs.try_lock(conn, 2025)
        runs.start(conn, run.run_id, ("signups",))
        assert not runs.write_progress(conn, run.run_id, "signups", 1, 2)
        cancel_run(season, run.run_id, by="two")
        assert runs.write_progress(conn, run.run_id, "signups", 2, 2)
        runs.unlock(conn, 2025)


def test_a_running_run_that_lost_its_process_is_crashed_and_blocks_nobody(season):
    run = request_run(season, 2025, by="one")
    with autocommit(season) as conn:
        runs.start(conn, run.run_id, ("signups",))
    assert not request_run(season, 2025, by="two").joined
    assert statuses(season) == ["crashed", "queued"]


def test_a_running_run_that_holds_its_lock_is_left_alone(season):
    run = request_run(season, 2025, by="one")
    with autocommit(season) as conn:
        runs.try_lock(conn, 2025)
        runs.start(conn, run.run_id, ("signups",))
        assert request_run(season, 2025, by="two").joined
        runs.unlock(conn, 2025)


def test_a_queued_run_waits_for_a_worker_as_long_as_it_takes(season):
    request_run(season, 2025, by="one")
    with season.begin() as conn:
        conn.execute(text("UPDATE sync_log SET requested_at = now() - interval '2 days'"))
    assert request_run(season, 2025, by="two").joined


def test_a_reserved_run_whose_process_died_before_it_began_is_crashed(season):
    reserve_run(season, 2025, by="one")
    with season.begin() as conn:
        conn.execute(text("UPDATE sync_log SET requested_at = now() - interval '2 years'"))
    assert not request_run(season, 2025, by="two").joined
    assert statuses(season) == ["crashed", "queued"]


def test_a_dry_run_is_no_sync_so_a_sync_waits_for_its_turn(season):
    dry = request_run(season, 2025, dry_run=True, by="one")
    real = request_run(season, 2025, by="schedule")
    assert not real.joined
    assert request_run(season, 2025, dry_run=True, by="two") == RequestedRun(dry.run_id, joined=True)


def test_a_part_does_not_stand_for_the_whole(season):
    request_run(season, 2025, "signups", by="one")
    assert not request_run(season, 2025, by="schedule").joined
    assert request_run(season, 2025, "etl", by="two").joined


def test_a_run_that_was_told_to_stop_is_joined_by_nobody(season):
    run = request_run(season, 2025, by="one")
    with autocommit(season) as conn:
        runs.try_lock(conn, 2025)
        runs.start(conn, run.run_id, ("signups",))
        cancel_run(season, run.run_id, by="one")
        assert not request_run(season, 2025, by="two").joined
        runs.unlock(conn, 2025)


def test_the_run_under_way_comes_before_those_that_wait(season):
    waiting = request_run(season, 2025, dry_run=True, by="one")
    working = request_run(season, 2025, by="two")
    with autocommit(season) as conn:
        assert runs.find_current(conn, 2025) == waiting.run_id
        runs.try_lock(conn, 2025)
        runs.start(conn, working.run_id, ("signups",))
        assert runs.find_current(conn, 2025) == working.run_id
        runs.unlock(conn, 2025)
