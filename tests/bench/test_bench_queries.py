"""How queries grow that once grew with the square: ten times a season's archivals and open issues."""

from time import perf_counter

import pytest
from sqlalchemy import text

from core.records import Issue, Severity
from core.store import issues
from core.views.archivals import list_archivals

ARCHIVED = text("""
    INSERT INTO archivals (year, contact_id, mn_id, winner_contact_id, reason, status)
    SELECT 2025, n, 'MN0001', 1, 'has the mentor''s phone', 'archived' FROM generate_series(1, :number) AS n
""")
SENT = text("""
    INSERT INTO deliveries (year, kind, contact_id, mn_id, archival_id, status, requested_by)
    SELECT 2025, 'archive', contact_id, mn_id, archival_id, 'sent', 'Coordinator' FROM archivals
""")


def seconds(act):
    began = perf_counter()
    act()
    return perf_counter() - began


@pytest.mark.parametrize("number", [2000, 8000])
def test_archived_duplicates_are_listed(database, number):
    with database.begin() as conn:
        conn.execute(ARCHIVED, {"number": number})
        conn.execute(SENT)
        conn.execute(text("ANALYZE archivals, deliveries"))
        took = seconds(lambda: list_archivals(conn, 2025, "archived"))
        assert len(list_archivals(conn, 2025, "archived")) == number
    print(f"\n{number:,} archived duplicates listed: {took:.2f} s")


@pytest.mark.parametrize("number", [2000, 8000])
def test_issues_that_stay_open_are_compared(database, number):
    found = [Issue("unlinked_member", Severity.INFO, "x", None, "t", str(n)) for n in range(number)]
    with database.begin() as conn:
        issues.replace(conn, 2025, "etl", found, None)
        conn.execute(text("ANALYZE sync_errors"))
        took = seconds(lambda: issues.replace(conn, 2025, "etl", found, None))
        assert conn.execute(text("SELECT count(*) FROM sync_errors WHERE NOT resolved")).scalar_one() == number
    print(f"\n{number:,} open issues compared by a run: {took:.2f} s")
