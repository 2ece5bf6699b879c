"""The overview says what is fresh, what waits, and that nobody was lost."""

from datetime import timedelta
from decimal import Decimal

import pytest

from core.errors import SeasonIncompleteError
from core.views.overview import overview
from tests.views.rows import (
    NOW,
    YEAR,
    add,
    add_contacts_read,
    add_issue,
    add_mentor,
    add_run,
    add_signup,
    complete_season,
)


@pytest.fixture
def conn(conn):
    complete_season(conn)
    return conn


def test_a_season_without_data_is_empty(conn):
    shown = overview(conn, YEAR, NOW)
    assert shown.is_empty
    assert shown.last_run is None
    assert shown.waiting == ()


def test_an_incomplete_season_names_what_is_missing(conn):
    add(conn, "seasons", year=2024)
    with pytest.raises(SeasonIncompleteError, match="jotform_signup_form_id"):
        overview(conn, 2024, NOW)


def test_signups_are_mentors_plus_explained_exclusions(conn):
    for number in (1, 2, 3):
        add_signup(conn, number)
    add_mentor(conn, 1)
    add(conn, "exclusions", year=YEAR, submission_id="S2", reason="duplicate_signup")
    add(conn, "exclusions", year=YEAR, submission_id="S3", reason="missing_mn_id")
    balance = overview(conn, YEAR, NOW).balance
    assert balance.sentence == "3 sign-ups = 1 mentor + 2 explained"
    assert balance.reasons == "1 signed up more than once and 1 without a mentor id"
    assert balance.is_complete


def test_whoever_signed_up_again_while_in_doubt_counts_once(conn):
    add_signup(conn, 1)
    add_signup(conn, 2)
    add_mentor(conn, 1)
    add(conn, "exclusions", year=YEAR, submission_id="S1", reason="duplicate_signup")
    add(conn, "holds", year=YEAR, mn_id="MN0001", reason="Waits for an answer")
    balance = overview(conn, YEAR, NOW).balance
    assert balance.sentence == "2 sign-ups = 1 mentor + 1 explained"
    assert balance.reasons == "1 signed up more than once"
    assert balance.is_complete


def test_somebody_in_doubt_whose_older_signup_was_deleted_counts_once(conn):
    add_signup(conn, 1, deleted_at=NOW)
    add_signup(conn, 2, mn_id="MN0001")
    add_mentor(conn, 1)
    add(conn, "holds", year=YEAR, mn_id="MN0001", reason="Waits for an answer")
    assert overview(conn, YEAR, NOW).balance.sentence == "1 sign-up = 1 mentor"


def test_a_signup_read_after_the_last_run_is_said_to_wait(conn):
    add_signup(conn, 1)
    balance = overview(conn, YEAR, NOW).balance
    assert balance.sentence == "1 sign-up = 0 mentors + 1 waiting for the next run"
    assert balance.is_complete


def test_what_jotform_lists_but_does_not_count_is_told_beside_the_sum(conn):
    add_signup(conn, 1)
    add_mentor(conn, 1)
    add_issue(conn, "submission_not_counted", source_table="raw_mn_signups", record_id="S2")
    add_issue(conn, "submission_not_counted", source_table="raw_mn_signups", record_id="S3", resolved=True)
    add_issue(conn, "submission_not_counted", source_table="raw_mn_funds_setup", record_id="F1")
    balance = overview(conn, YEAR, NOW).balance
    assert (balance.sentence, balance.not_counted) == ("1 sign-up = 1 mentor", 1)
    assert balance.is_complete


def test_a_sum_that_does_not_add_up_is_not_hidden(conn):
    add_mentor(conn, 1)
    assert not overview(conn, YEAR, NOW).balance.is_complete


def test_every_mentor_stands_at_one_place_of_the_way(conn):
    done = {"campaign_member": True, "amount_raised": 80}
    add_mentor(conn, 1)
    add_mentor(conn, 2, setup_submission_id="F2")
    add_mentor(conn, 3, campaign_member=True, amount_raised=10)
    add_mentor(conn, 4, **done)
    add_mentor(conn, 5, **done, training_at=NOW)
    add_mentor(conn, 6, **done, dropped=True)
    shown = overview(conn, YEAR, NOW)
    assert [status.number for status in shown.statuses] == [1, 1, 1, 1, 1]
    assert shown.dropped == 1


def test_the_goal_counts_those_who_stay_and_the_money_counts_everybody(conn):
    add_mentor(conn, 1, amount_raised=Decimal("50.50"), offline_raised=10)
    add_mentor(conn, 2, amount_raised=20, dropped=True)
    money = overview(conn, YEAR, NOW).money
    assert (money.raised, money.goal, money.percent) == (Decimal("80.50"), Decimal(75), 107)


def test_conflicts_holds_and_issues_wait_in_words(conn):
    question = {"conflict_type": "contact_selection", "question_key": "x", "severity": "high", "option_a": "{}"}
    add(conn, "sync_conflicts", year=YEAR, mn_id="MN0001", **question)
    add(conn, "sync_conflicts", year=YEAR, mn_id="MN0002", **question, status="resolved")
    add(conn, "holds", year=YEAR, mn_id="MN0001", reason="Waits")
    add_issue(conn, "shared_phone", mn_id="MN0003")
    add_issue(conn, "shared_phone", mn_id="MN0004")
    add_issue(conn, "invalid_phone", mn_id="MN0005", resolved=True)
    assert [(kind.title, kind.number) for kind in overview(conn, YEAR, NOW).waiting] == [
        ("Which Givebutter contact is this mentor?", 1),
        ("Held back from the import file", 1),
        ("Phone number shared by two people", 2),
    ]


@pytest.mark.parametrize(("hours", "warned", "grave"), [(23, False, False), (24, True, False), (168, True, True)])
def test_old_contacts_are_warned_of_after_a_day_and_gravely_after_a_week(conn, hours, warned, grave):
    add_contacts_read(conn, NOW - timedelta(hours=hours))
    contacts = overview(conn, YEAR, NOW).contacts
    assert (contacts.warning is not None, contacts.is_grave) == (warned, grave)


def test_every_stream_tells_when_it_was_read(conn):
    five_minutes_ago = NOW - timedelta(minutes=5)
    add(conn, "sync_cursors", stream="signups", year=YEAR, last_read_at=five_minutes_ago, known_at=five_minutes_ago)
    streams = overview(conn, YEAR, NOW).streams
    assert (streams[0].age, streams[0].is_old) == ("5 minutes ago", False)
    assert (streams[-1].age, streams[-1].is_old) == ("never", True)


def test_wishes_for_partners_are_counted(conn):
    add_mentor(conn, 1, partner_phone="+14045550002")
    add_mentor(conn, 2, partner_phone="+14045550001")
    add_mentor(conn, 3, partner_phone="+14045550001")
    titles = {partner.title: partner.number for partner in overview(conn, YEAR, NOW).partners}
    assert titles["Pairs who name each other"] == 1
    assert titles["Wishes that are not returned"] == 1
    assert "Partner dropped out" not in titles


def test_the_last_result_is_that_of_a_run_that_ended(conn):
    ended = add_run(conn)
    add_run(conn, "running")
    assert overview(conn, YEAR, NOW).last_run.run_id == ended
