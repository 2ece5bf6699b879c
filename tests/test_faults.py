"""Whatever a source or a machine does: a completed run, or a clear failure with nothing lost or half-written."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from core import etl_run, pipeline
from core.clients import RetryPolicy
from core.commands import reap_runs, request_run
from tests.story import name, story

ROOT = Path(__file__).parent.parent
HURRIED = RetryPolicy(
    attempts=4,
    total_seconds=20,
    first_wait_seconds=0.01,
    longest_wait_seconds=0.05,
    jitter_seconds=0,
    timeout_seconds=2,
)
PASSING = [
    {"kind": "429", "seconds": 0.1, "times": 2},
    {"kind": "500", "times": 3},
    {"kind": "503", "every": 4},
    {"kind": "slow", "seconds": 0.3, "every": 3},
    {"kind": "cut", "times": 2},
    {"kind": "html", "times": 2},
    {"kind": "malformed"},
]
LASTING = [{"kind": "500"}, {"kind": "cut"}, {"kind": "429", "seconds": 0.1}, {"kind": "html"}]


@pytest.fixture
def world(database, tmp_path, monkeypatch):
    """Ten mentors, synced once; then something changes on both sides."""
    original = pipeline.open_sources
    monkeypatch.setattr(pipeline, "open_sources", lambda where: original(where, HURRIED))
    with story(database, tmp_path) as told:
        for number in range(1, 11):
            told.sign_up(number)
            first, last = name(number)
            told.demo.add_contact(first_name=first, last_name=last, emails=[f"mentor{number}@example.com"])
            told.demo.add_member(first_name="Ada", last_name="T", email=f"mentor{number}@example.com", raised=number)
        assert told.sync()["status"] == "completed"
        told.sign_up(11)
        yield told


@contextmanager
def fault(world, **what):
    httpx.post(f"{world.url}/demo/faults", json=what).raise_for_status()
    yield
    httpx.delete(f"{world.url}/demo/faults").raise_for_status()


@pytest.mark.parametrize("target", ["jotform", "givebutter"])
@pytest.mark.parametrize("trouble", PASSING, ids=lambda trouble: trouble["kind"])
def test_passing_trouble_ends_in_a_completed_run(world, trouble, target):
    with fault(world, target=target, **trouble):
        run = world.sync()
    assert run["status"] == "completed", run.get("error")
    assert "MN0011" in world.mn_ids()
    assert len(world.mn_ids()) == 11


@pytest.mark.parametrize("target", ["jotform", "givebutter"])
@pytest.mark.parametrize("trouble", LASTING, ids=lambda trouble: trouble["kind"])
def test_lasting_trouble_is_a_clear_failure_and_mentors_stay_as_they_were(world, trouble, target):
    before = world.state()
    with fault(world, target=target, **trouble):
        run = world.sync()
    assert run["status"] == "failed"
    assert target.capitalize() in run["error"]
    assert "try again later" in run["error"]
    assert world.state() == before
    assert world.sync()["mentors"] == 11


@pytest.mark.parametrize("kind", ["over_limit", "http200_error"])
def test_jotform_over_its_limit_says_when_it_starts_anew(world, kind):
    before = world.state()
    with fault(world, target="jotform", kind=kind):
        run = world.sync()
    assert run["status"] == "failed"
    assert world.state() == before


def test_what_was_read_before_a_failure_is_kept(world):
    with fault(world, target="givebutter", kind="500"):
        run = world.sync()
    assert [step["status"] for step in run["steps"]][:6] == [*["completed"] * 4, "failed", "skipped"]
    assert len(world.rows("SELECT 1 FROM raw_mn_signups")) == 11


def test_a_malformed_record_is_kept_as_an_issue_and_the_others_go_on(world):
    with fault(world, target="jotform", kind="malformed"):
        run = world.sync()
    assert run["status"] == "completed"
    assert world.rows("SELECT 1 FROM sync_errors WHERE error_type = 'malformed_record' AND raw_data IS NOT NULL")


def test_an_optional_form_that_fails_only_warns(world):
    form = world.demo.season.settings()["jotform_partner_form_id"]
    with fault(world, target=f"/form/{form}", kind="500"):
        run = world.sync()
    assert run["status"] == "completed"
    assert {step["name"]: step["status"] for step in run["steps"]}["preference"] == "warning"


def test_a_wrong_form_id_says_which_setting_to_check(world, database):
    with database.begin() as conn:
        conn.execute(text("UPDATE sync_configs SET config_value = '1' WHERE config_key = 'jotform_setup_form_id'"))
    run = world.sync()
    assert run["status"] == "failed"
    assert "jotform_setup_form_id" in run["error"]


def test_a_bug_is_a_failure_with_an_id_and_no_personal_data(world, monkeypatch):
    def broken(*_, **__):
        raise ValueError("mentor3@example.com")

    monkeypatch.setattr(etl_run, "transform", broken)
    before = world.state()
    run = world.sync()
    assert (run["status"], "ValueError" in run["error"], "@" in run["error"]) == ("failed", True, False)
    assert world.state() == before


def test_a_worker_killed_in_mid_etl_leaves_the_previous_state_intact(world, database, tmp_path):
    before = world.state()
    with database.connect() as blocker:
        blocker.execute(text("LOCK TABLE holds IN SHARE MODE"))  # the ETL has written mentors, then waits here
        request_run(database, world.year, "etl", by="story")
        worker = _start_worker(database, world, tmp_path)
        _wait_until(lambda: _is_applying(world))
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        blocker.rollback()
    _wait_until(lambda: reap_runs(database))
    assert (
        world.rows("SELECT status, error_message FROM sync_log ORDER BY run_id DESC LIMIT 1")[0]["status"] == "crashed"
    )
    assert world.state() == before
    assert world.sync()["mentors"] == 11


def _start_worker(database, world, home: Path) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "MENTOR_SYNC_HOME": str(home),
        "DATABASE_URL": database.url.set(drivername="postgresql").render_as_string(hide_password=False),
        "JOTFORM_API_KEY": "demo",
        "JOTFORM_BASE_URL": f"{world.url}/jotform",
        "GIVEBUTTER_API_KEY": "demo",
        "GIVEBUTTER_BASE_URL": f"{world.url}/givebutter/v1",
    }
    return subprocess.Popen([sys.executable, "scheduler.py"], env=environment, cwd=ROOT)


def _is_applying(world) -> bool:
    return bool(
        world.rows(
            "SELECT 1 FROM pg_locks l JOIN pg_class c ON c.oid = l.relation WHERE c.relname = 'holds' AND NOT granted"
        )
    )


def _wait_until(happened, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.1)
