"""The frame shows the season asked for, in its own time."""

from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from core.views.frame import data_version, frame_view
from tests.views.rows import YEAR, add, add_issue, add_mentor, add_run


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


QUESTION = {"conflict_type": "contact_selection", "question_key": "x", "severity": "high", "option_a": "{}"}
HOLD = {"year": YEAR, "mn_id": "MN0003", "reason": "Waits for an answer"}
EXCLUSION = {"year": YEAR, "submission_id": "S3", "reason": "duplicate_signup"}
ARCHIVAL = {"year": YEAR, "contact_id": 7, "mn_id": "MN0003", "winner_contact_id": 8, "reason": "The same person"}
DECISION = {"mn_id": "MN0003", "conflict_type": "contact_selection", "options": ["7"], "answer": "new_contact"}


def open_question(conn):
    add(conn, "sync_conflicts", year=YEAR, mn_id="MN0003", **QUESTION)
    conflict_id = conn.execute(text("SELECT conflict_id FROM sync_conflicts")).scalar_one()
    add(conn, "decisions", year=YEAR, conflict_id=conflict_id, evidence="{}", decided_by="somebody", **DECISION)


@pytest.mark.parametrize(
    "taken_back",
    [
        "DELETE FROM holds",
        "UPDATE holds SET reason = 'Waits for its External ID'",
        "DELETE FROM exclusions",
        "UPDATE archivals SET status = 'approved'",
        "UPDATE decisions SET undone_at = now(), undone_by = 'somebody'",
        "UPDATE sync_conflicts SET status = 'skipped'",
        "UPDATE sync_errors SET resolved = true",
    ],
)
def test_what_is_taken_back_or_moves_on_is_a_new_version(conn, taken_back):
    open_question(conn)
    add_issue(conn, "shared_phone", mn_id="MN0003")
    for table, row in (("holds", HOLD), ("exclusions", EXCLUSION), ("archivals", ARCHIVAL)):
        add(conn, table, **row)
    before = data_version(conn, YEAR)
    conn.execute(text(taken_back))
    assert data_version(conn, YEAR) != before
