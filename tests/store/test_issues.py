"""Open issues: one row while a problem lasts, written only when something about it is new."""

from sqlalchemy import text

from core.records import Issue, Severity
from core.store import issues

STEP = "signups"


def issue(kind: str, record: str | None, message: str = "x") -> Issue:
    return Issue(kind, Severity.WARNING, message, None, "raw_mn_signups", record)


def replace(conn, *found, all_records=True):
    issues.replace(conn, 2025, STEP, found, None, all_records=all_records)


def open_issues(conn):
    rows = conn.execute(
        text(
            "SELECT error_type, record_id, error_message, retry_count FROM sync_errors WHERE NOT resolved ORDER BY 1, 2"
        )
    )
    return [tuple(row) for row in rows]


def test_what_lasts_is_not_written_again(conn):
    found = (issue("late", "1"), issue("late", None), issue("late", "2", "é\\ \"'"))
    replace(conn, *found)
    before = conn.execute(text("SELECT issue_id, xmin FROM sync_errors ORDER BY 1")).all()
    replace(conn, *found)
    assert conn.execute(text("SELECT issue_id, xmin FROM sync_errors ORDER BY 1")).all() == before


def test_what_says_something_else_now_is_corrected_and_counted(conn):
    replace(conn, issue("late", "1"))
    replace(conn, issue("late", "1", "y"), issue("early", None))
    assert open_issues(conn) == [("early", None, "x", 0), ("late", "1", "y", 1)]


def test_what_is_not_found_again_is_settled_and_may_come_back(conn):
    replace(conn, issue("late", "1"))
    replace(conn)
    assert open_issues(conn) == []
    replace(conn, issue("late", "1"))
    assert open_issues(conn) == [("late", "1", "x", 0)]


def test_issues_of_records_that_were_not_looked_at_stay_open_but_for_cells_that_are_told_every_time(conn):
    replace(conn, issue("late", "1"), issue("late", None), issue("unreadable_value", "7"))
    replace(conn, issue("unreadable_value", "column phone"), all_records=False)
    assert [row[:2] for row in open_issues(conn)] == [("late", "1"), ("unreadable_value", "column phone")]


def test_issues_of_other_steps_are_let_be(conn):
    replace(conn, issue("late", "1"))
    issues.replace(conn, 2025, "etl", [issue("late", "1")], None)
    issues.replace(conn, 2025, "etl", [], None)
    assert len(open_issues(conn)) == 1
