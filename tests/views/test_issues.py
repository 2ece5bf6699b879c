"""Every open issue names its record, its person and what mends it."""

from core.views.issue_words import _ISSUES
from core.views.issues import open_issues
from core.views.remedies import _REMEDIES
from tests.views.rows import YEAR, add_issue, add_mentor, add_signup


def test_an_issue_names_its_record_its_person_and_its_remedy(conn):
    add_mentor(conn, 7, first_name="Juno")
    add_issue(conn, "invalid_phone", mn_id="MN0007", source_table="raw_mn_signups", record_id="S7")
    (issue,) = open_issues(conn, YEAR).issues
    assert (issue.mn_id, issue.full_name, issue.record) == ("MN0007", "Juno Example", "Sign-up S7")
    assert "Jotform" in issue.remedy


def test_a_signup_without_a_mentor_is_named_by_the_form(conn):
    add_signup(conn, 8, mn_id=None, first_name="Kit", last_name="Example")
    add_issue(conn, "missing_mn_id", source_table="raw_mn_signups", record_id="S8")
    (issue,) = open_issues(conn, YEAR).issues
    assert (issue.mn_id, issue.full_name) == ("", "Kit Example")


def test_a_kind_shows_only_its_issues_and_an_unknown_one_all(conn):
    add_issue(conn, "shared_phone", mn_id="MN0001")
    add_issue(conn, "shared_email", mn_id="MN0002", severity="error")
    found = open_issues(conn, YEAR, "shared_phone")
    assert (len(found.issues), found.total) == (1, 2)
    assert list(found.kinds) == ["shared_email", "shared_phone"]
    assert len(open_issues(conn, YEAR, "nonsense").issues) == 2


def test_every_kind_with_a_name_has_a_remedy():
    assert set(_ISSUES) - set(_REMEDIES) == set()
