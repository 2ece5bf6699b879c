"""The progress of a run says what it waits for."""

from datetime import UTC, datetime

from core.steps import StepLog
from core.views.runs import progress_view
from tests.views.rows import YEAR, add_run, add_step


def test_the_step_under_way_says_why_it_waits_and_how_long(conn):
    run_id = add_run(conn, "running")
    add_step(conn, run_id, 1, "signups", status="completed", duration_ms=5)
    add_step(conn, run_id, 2, "contacts", status="running")
    StepLog(conn, run_id).wait("Givebutter asked us to wait", 40)
    headline = progress_view(conn, YEAR, datetime.now(UTC)).headline
    assert "Givebutter asked us to wait: goes on in" in headline
