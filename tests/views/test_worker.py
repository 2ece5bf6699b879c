"""A missing worker is advised in the words of the way it was started."""

from datetime import timedelta

from sqlalchemy import text

from core.views.worker import worker_advice
from tests.views.rows import NOW


def test_a_worker_started_by_hand_is_started_by_hand(conn):
    advice = worker_advice(conn, NOW, supervised_log=None)
    assert "`python scheduler.py`" in advice
    assert "make run" not in advice


def test_a_worker_of_make_run_is_looked_after_by_make_run(conn):
    advice = worker_advice(conn, NOW, supervised_log="/home/me/logs/worker.log")
    assert "`make run`" in advice
    assert "/home/me/logs/worker.log" in advice
    assert "scheduler.py" not in advice


def test_a_living_worker_needs_no_advice(conn):
    conn.execute(text("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (:at)"), {"at": NOW})
    assert worker_advice(conn, NOW + timedelta(seconds=29), supervised_log=None) is None
    assert worker_advice(conn, NOW + timedelta(seconds=31), supervised_log=None)
