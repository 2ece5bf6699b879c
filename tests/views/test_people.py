"""The list behind a count holds exactly those who are counted."""

import pytest

from core.views.overview import overview
from core.views.people import find_people, people_list
from tests.views.rows import NOW, YEAR, add, add_mentor, add_signup, complete_season


@pytest.fixture
def conn(conn):
    complete_season(conn)
    phones = {1: "+14045550141", 2: "+14045550142", 3: "+14045550143", 4: "+14045550144"}
    wishes = {1: phones[2], 2: phones[1], 3: phones[1], 4: phones[4]}
    for number, phone in phones.items():
        add_signup(conn, number)
        add_mentor(conn, number, phone=phone, partner_phone=wishes[number], campaign_member=number == 1)
    add_mentor(conn, 5, dropped=True)
    add_signup(conn, 6, first_name="Ines", last_name="Example")
    add(conn, "exclusions", year=YEAR, submission_id="S6", reason="missing_mn_id")
    return conn


def ids(conn, name):
    return sorted(person.mn_id for person in people_list(conn, YEAR, name).people)


def test_every_count_of_the_overview_is_the_length_of_its_list(conn):
    shown = overview(conn, YEAR, NOW)
    assert len(ids(conn, "everybody")) == shown.balance.mentors
    assert len(ids(conn, "dropped")) == shown.dropped
    assert {one.status: len(ids(conn, one.status)) for one in shown.statuses} == {
        one.status: one.number for one in shown.statuses
    }
    assert {one.key: len(ids(conn, f"partner_{one.key}")) for one in shown.partners} == {
        one.key: one.number for one in shown.partners
    }
    assert {reason: len(ids(conn, f"signup_{reason}")) for reason, _, _ in shown.balance.by_reason} == {
        reason: number for reason, _, number in shown.balance.by_reason
    }


def test_a_wish_names_the_partner(conn):
    (one,) = people_list(conn, YEAR, "partner_one_sided").people
    assert (one.mn_id, one.note) == ("MN0003", "with MN0001")


def test_an_explained_signup_is_listed_under_its_reason(conn):
    found = people_list(conn, YEAR, "signup_missing_mn_id")
    assert found.title == "Sign-ups without a mentor id"
    assert [one.full_name for one in found.people] == ["Ines Example"]


def test_a_signup_that_waits_for_the_next_run_is_listed(conn):
    add_signup(conn, 9)
    assert ids(conn, "waiting") == ["MN0009"]


@pytest.mark.parametrize("search", ["MN0002", "(404) 555-0142", "404.555.0142", "+1 404 555 0142"])
def test_a_mentor_is_found_in_any_notation(conn, search):
    assert [person.mn_id for person in find_people(conn, YEAR, search).people] == ["MN0002"]


def test_whoever_is_no_mentor_is_found_too_with_the_reason(conn):
    (one,) = find_people(conn, YEAR, "ínes").people
    assert (one.mn_id, one.note) == ("MN0006", "Sign-up without a mentor id")
