"""Runs beside each other: none is lost, none stands for another, and what was kept is never called failed."""

from threading import Event, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from core import pipeline
from core.commands import request_run, reserve_run, run_now
from core.endpoints import demo_endpoints
from core.pipeline import execute
from core.steps import STOPPING
from core.store import runs
from tests.story import story

LONG = 30  # seconds; nothing here takes as long


@pytest.fixture
def world(database, tmp_path):
    with story(database, tmp_path) as told:
        told.sign_up(4)
        yield told


def carry_out(world, run_id):
    return execute(world.engine, demo_endpoints(world.url), run_id)


def statuses(world):
    return [row["status"] for row in world.rows("SELECT status FROM sync_log ORDER BY run_id")]


def test_a_run_asked_for_while_the_former_one_lays_down_its_lock_takes_place(world, monkeypatch):
    former = request_run(world.engine, world.year, "etl", by="Coordinator")
    ended, go_on, unlock = Event(), Event(), runs.unlock

    def unlock_slowly(conn, year):
        ended.set()
        go_on.wait(LONG)
        unlock(conn, year)

    monkeypatch.setattr(runs, "unlock", unlock_slowly)
    first_worker = Thread(target=carry_out, args=(world, former.run_id))
    first_worker.start()
    assert ended.wait(LONG)
    later = request_run(world.engine, world.year, "etl", by="Coordinator")
    second_worker = Thread(target=carry_out, args=(world, later.run_id))
    second_worker.start()
    go_on.set()
    first_worker.join(LONG)
    second_worker.join(LONG)
    assert not later.joined
    assert statuses(world) == ["completed", "completed"]


def test_the_clocks_sync_takes_place_although_somebody_only_looks(world):
    look = request_run(world.engine, world.year, dry_run=True, by="Coordinator")
    sync = request_run(world.engine, world.year, by="schedule")
    carry_out(world, sync.run_id)
    carry_out(world, look.run_id)
    assert statuses(world) == ["completed", "completed"]
    assert world.mn_ids() == {"MN0004"}


def test_a_run_that_waits_for_its_turn_ends_with_the_process(world, monkeypatch):
    run = request_run(world.engine, world.year, by="Coordinator")
    monkeypatch.setattr(pipeline, "LOOK_FOR_TURN_SECONDS", 0.01)
    with world.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as another:
        runs.try_lock(another, world.year)
        STOPPING.set()
        try:
            assert carry_out(world, run.run_id) == "cancelled"
        finally:
            STOPPING.clear()
            runs.unlock(another, world.year)


def test_that_a_run_is_completed_is_kept_together_with_what_it_did(world, monkeypatch):
    """Whatever breaks after the mentors were written: either both are there, or neither."""
    written = runs.finish

    def break_off(conn, run_id, status, **values):
        written(conn, run_id, status, **values)
        if status == "completed":
            raise OperationalError("x", {}, Exception("server closed the connection"))

    requested = reserve_run(world.engine, world.year, by="Coordinator")
    monkeypatch.setattr(runs, "finish", break_off)
    run_now(world.engine, demo_endpoints(world.url), requested)
    assert statuses(world) == ["failed"]
    assert world.mn_ids() == set()


def test_what_breaks_after_the_commit_does_not_call_the_run_failed(world, monkeypatch):
    requested = reserve_run(world.engine, world.year, by="Coordinator")
    decide_and_apply = pipeline.do_all

    def break_off(job):
        decide_and_apply(job)
        raise OperationalError("x", {}, Exception("server closed the connection"))

    monkeypatch.setattr(pipeline, "do_all", break_off)
    assert run_now(world.engine, demo_endpoints(world.url), requested) == "completed"
    assert world.rows("SELECT report ->> 'mentors' AS mentors FROM sync_log")[0]["mentors"] == "1"
    with world.engine.connect() as conn:
        assert conn.execute(text("SELECT count(*) FROM sync_steps WHERE status <> 'completed'")).scalar_one() == 0
