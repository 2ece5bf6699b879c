"""Runs are told in words, with what is known about their pace."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from core.views.run_detail import run_detail
from core.views.runs import PAGE_SIZE, past_runs, progress_view
from tests.views.rows import NOW, YEAR, add_issue, add_mentor, add_run, add_step

REPORT = {"mentors": 973, "conflicts_pending": 2, "held_back": 1, "issues_new": 0}


def test_without_a_run_there_is_nothing_to_show(conn):
    progress = progress_view(conn, YEAR, NOW)
    assert (progress.run, progress.steps, progress.is_active) == (None, (), False)


def test_a_running_step_tells_its_rate_and_the_time_left(conn):
    run_id = add_run(conn, "running")
    began = NOW - timedelta(seconds=4)
    add_step(conn, run_id, 1, "contacts", status="running", done=1000, expected=3000, started_at=began)
    step = progress_view(conn, YEAR, NOW).steps[0]
    assert step.line == "1,000 of 3,000 · 250 per second · about 8 s left"


def test_the_headline_names_the_step_under_way(conn):
    run_id = add_run(conn, "running")
    add_step(conn, run_id, 1, "validate", status="completed", done=990, records_processed=990, duration_ms=100)
    add_step(conn, run_id, 2, "match", status="running", started_at=NOW)
    progress = progress_view(conn, YEAR, NOW)
    assert progress.headline.startswith("Step 2 of 2: Find each mentor's Givebutter contact")
    assert progress.fraction == pytest.approx(0.5)


def test_a_worker_that_was_silent_for_half_a_minute_is_missed(conn):
    conn.execute(text("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (:at)"), {"at": NOW})
    assert progress_view(conn, YEAR, NOW + timedelta(seconds=29)).worker_is_alive
    assert not progress_view(conn, YEAR, NOW + timedelta(seconds=31)).worker_is_alive


def test_a_result_counts_people_not_fields(conn):
    run_id = add_run(conn, report=REPORT)
    add_mentor(conn, 1)
    add_mentor(conn, 2)
    conn.execute(text("SELECT set_config('mentor_sync.run_id', :run, true)"), {"run": str(run_id)})
    conn.execute(text("UPDATE mentors SET shirt_size = 'M', gender = 'female' WHERE mn_id = 'MN0001'"))
    run = past_runs(conn, YEAR, NOW).runs[0]
    assert run.result == "973 mentors: 1 changed. 2 conflicts wait for you and 1 person is held back."


def test_a_run_that_changed_nothing_says_so(conn):
    add_run(conn, report={"mentors": 973})
    assert past_runs(conn, YEAR, NOW).runs[0].result == "973 mentors: nothing changed."


def test_a_run_of_one_part_says_what_it_read(conn):
    add_run(conn, kind="members", records_processed=976, records_inserted=3, records_updated=12)
    run = past_runs(conn, YEAR, NOW).runs[0]
    assert (run.title, run.result) == ("Read only campaign members", "976 records read: 3 new, 12 changed.")


def test_a_dry_run_of_one_part_kept_nothing(conn):
    add_run(conn, kind="members", dry_run=True, records_processed=2, records_inserted=1)
    assert past_runs(conn, YEAR, NOW).runs[0].result == "Nothing was kept. 2 records read: 1 new."


def test_a_failed_run_says_what_happened_what_was_kept_and_what_to_do(conn):
    add_run(conn, "failed", error_message="Givebutter refused the key.")
    run = past_runs(conn, YEAR, NOW).runs[0]
    assert run.error == "Givebutter refused the key."
    assert "as they were before" in run.result
    assert run.advice


def test_an_active_run_is_not_among_the_past_ones(conn):
    add_run(conn, "running")
    assert past_runs(conn, YEAR, NOW).total == 0


def test_past_runs_come_page_by_page(conn):
    for _ in range(PAGE_SIZE + 1):
        add_run(conn)
    first, second = past_runs(conn, YEAR, NOW), past_runs(conn, YEAR, NOW, page=2)
    assert (len(first.runs), len(second.runs), first.pages) == (PAGE_SIZE, 1, 2)
    assert first.runs[-1].run_id > second.runs[0].run_id


def test_the_detail_of_a_run_shows_the_issues_it_found_first(conn):
    run_id = add_run(conn)
    add_issue(conn, "shared_phone", run_id, mn_id="MN0001")
    add_issue(conn, "missing_mn_id", run_id, severity="error")
    add_issue(conn, "duplicate_signup")
    detail = run_detail(conn, YEAR, run_id, NOW)
    assert [issue.title for issue in detail.issues] == [
        "Sign-up without a mentor id",
        "Phone number shared by two people",
    ]
    assert detail.issue_count == 2


def test_a_dry_run_shows_person_by_person_what_would_change(conn):
    change = {"change_type": "field_change", "field_name": "uga_class", "old_value": "Junior", "new_value": "Senior"}
    signed = {**change, "field_name": "training_signup_at", "old_value": None, "new_value": "2025-10-28T16:00:00+00:00"}
    raised = {**change, "field_name": "amount_raised", "old_value": "0.00", "new_value": "20.50"}
    left = {**change, "change_type": "dropped", "field_name": "dropped", "old_value": "false", "new_value": "true"}
    new = {"change_type": "new_mentor", "field_name": None, "old_value": None, "new_value": "{}"}
    people = [
        {"mn_id": "MN0001", "full_name": "Ada Example", "changes": [change, signed, raised, left]},
        {"mn_id": "MN0002", "full_name": "Bo Example", "changes": [new]},
    ]
    run_id = add_run(conn, dry_run=True, report={"mentors": 2, "people": people})
    detail = run_detail(conn, YEAR, run_id, NOW)
    shown = [
        (person.full_name, change.field, change.before, change.after)
        for person in detail.people
        for change in person.changes
    ]
    assert shown == [
        ("Ada Example", "Class", "Junior", "Senior"),
        ("Ada Example", "Signed up for a training on", None, "Oct 28, 2025, 12:00 pm"),
        ("Ada Example", "Amount raised", "$0", "$20.50"),
        ("Ada Example", "Dropped", "no", "yes"),
        ("Bo Example", "New mentor", None, None),
    ]
    assert detail.run.result == "Nothing was changed. A real run would give 2 mentors: 1 new, 1 changed."


def test_a_run_of_another_season_is_not_shown(conn):
    assert run_detail(conn, 2024, add_run(conn), NOW) is None


def leave(conn, run_id, *numbers):
    conn.execute(text("SELECT set_config('mentor_sync.run_id', :run, true)"), {"run": str(run_id)})
    for number in numbers:
        conn.execute(text("UPDATE mentors SET withdrawn_at = now() WHERE mn_id = :id"), {"id": f"MN{number:04}"})


@pytest.mark.parametrize(("departed", "tone"), [(1, "good"), (3, "good"), (4, "mind"), (6, "mind")])
def test_a_run_that_lost_more_than_a_few_mentors_is_no_plain_success(conn, departed, tone):
    run_id = add_run(conn, report={"mentors": 90})
    for number in range(1, departed + 1):
        add_mentor(conn, number)
    leave(conn, run_id, *range(1, departed + 1))
    run = past_runs(conn, YEAR, NOW).runs[0]
    assert run.result == f"90 mentors: {departed} left the list."
    assert run.tone == tone


def test_a_dry_run_warns_of_those_who_would_leave(conn):
    change = {"change_type": "withdrawn", "field_name": "withdrawn_at", "old_value": None, "new_value": str(NOW)}
    people = [{"mn_id": f"MN{n:04}", "full_name": "Ada Example", "changes": [change]} for n in range(1, 6)]
    add_run(conn, dry_run=True, report={"mentors": 90, "people": people})
    run = past_runs(conn, YEAR, NOW).runs[0]
    assert run.tone == "mind"
    assert "5 left the list" in run.result


@pytest.mark.parametrize(("status", "tone"), [("cancelled", "calm"), ("failed", "bad"), ("crashed", "bad")])
def test_only_what_went_wrong_is_red(conn, status, tone):
    add_run(conn, status)
    assert past_runs(conn, YEAR, NOW).runs[0].tone == tone


def test_a_runs_details_list_whom_it_changed(conn):
    run_id = add_run(conn, report={"mentors": 1})
    add_mentor(conn, 1)
    leave(conn, run_id, 1)
    (person,) = run_detail(conn, YEAR, run_id, NOW).people
    assert (person.mn_id, person.full_name) == ("MN0001", "First1 Example")
    assert [change.field for change in person.changes] == ["Sign-up withdrawn on"]


def test_progress_is_weighted_by_how_long_each_step_took_last_time(conn):
    before = add_run(conn)
    add_step(conn, before, 1, "signups", status="completed", duration_ms=1000)
    add_step(conn, before, 2, "contacts", status="completed", duration_ms=9000)
    run_id = add_run(conn, "running")
    add_step(conn, run_id, 1, "signups", status="completed", duration_ms=5)
    add_step(conn, run_id, 2, "contacts", status="running", started_at=NOW, done=10, expected=30)
    assert progress_view(conn, YEAR, NOW).fraction == pytest.approx(0.4)


def test_steps_that_are_written_down_together_count_once_the_next_begins(conn):
    run_id = add_run(conn, "running")
    add_step(conn, run_id, 1, "validate", status="running", started_at=NOW)
    add_step(conn, run_id, 2, "match", status="running", started_at=NOW)
    progress = progress_view(conn, YEAR, NOW)
    assert progress.headline == "Step 2 of 2: Find each mentor's Givebutter contact"
    assert progress.fraction == pytest.approx(0.5)


def test_waiting_for_a_source_is_said_with_its_seconds(conn):
    run_id = add_run(conn, "running")
    waits = {"waits_for": "Givebutter asked for patience", "waits_until": NOW + timedelta(seconds=12)}
    add_step(conn, run_id, 1, "contacts", status="running", done=10, expected=30, started_at=NOW, **waits)
    words = "Givebutter asked for patience: goes on in 12 s"
    assert progress_view(conn, YEAR, NOW).headline == f"Step 1 of 1: Read the contacts · 10 of 30 · {words}"
    assert words not in progress_view(conn, YEAR, NOW + timedelta(seconds=13)).headline
