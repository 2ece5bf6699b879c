from datetime import UTC, datetime, timedelta

import pytest

from core.rules.matching import (
    SCORE_TABLE,
    Pairing,
    circumstances_of,
    completeness,
    is_junk,
    is_mass_mail,
    is_university_email,
    reasons_for,
)
from tests.examples import NOW, contact, member, phone, season, signup


def reasons(person, found, *, members=(), now=NOW) -> dict[str, int]:
    return dict(reasons_for(Pairing(person, found, circumstances_of(season(), members, now))))


def test_the_table_is_the_one_of_the_specification():
    assert [(feature.__doc__, weight) for feature, weight in SCORE_TABLE] == [
        ("carries the dropped tag", 1000),
        ("carries the season's mentor tag", 500),
        ("modified recently", 1),
        ("has the mentor's phone", 50),
        ("has the mentor's primary e-mail", 30),
        ("is a campaign member", 30),
        ("has further e-mails", 20),
        ("has an address", 20),
    ]


def test_every_point_comes_with_its_reason():
    found = contact(
        tags=["Dropped 25", "mentors 2025"],
        phones=[phone(1)],
        emails=["avery@example.com", "stone@example.com"],
        has_address=True,
        modified_at=NOW - timedelta(days=10),
    )
    person = signup(personal_email="avery@example.com")
    assert reasons(person, found, members=[member(email="stone@example.com")]) == {
        "carries the dropped tag": 1000,
        "carries the season's mentor tag": 500,
        "modified recently": 90,
        "has the mentor's phone": 50,
        "has the mentor's primary e-mail": 30,
        "is a campaign member": 30,
        "has further e-mails": 20,
        "has an address": 20,
    }


def test_nothing_in_common_gives_no_reason():
    assert reasons(signup(), contact()) == {}


def test_an_unknown_phone_or_email_is_in_common_with_nobody():
    assert reasons(signup(phone=None), contact()) == {}


def test_the_university_email_is_primary_where_there_is_no_personal_one():
    found = contact(emails=["avery@uga.edu"])
    assert reasons(signup(uga_email="avery@uga.edu"), found) == {"has the mentor's primary e-mail": 30}
    assert reasons(signup(uga_email="avery@uga.edu", personal_email="a@example.com"), found) == {}


def test_a_member_is_recognised_by_phone_as_well():
    assert reasons(signup(), contact(phones=[phone(2)]), members=[member(phone=phone(2))]) == {
        "is a campaign member": 30
    }


@pytest.mark.parametrize(("days", "points"), [(0, 100), (1, 99), (99, 1), (100, None), (500, None), (-3, 100)])
def test_recency_counts_down_by_the_day(days, points):
    found = contact(modified_at=NOW - timedelta(days=days))
    assert reasons(signup(), found).get("modified recently") == points


def test_scores_change_only_at_midnight_in_the_seasons_time_zone():
    found = contact(modified_at=datetime(2025, 10, 28, 3, 30, tzinfo=UTC))  # 27 Oct, 23:30 in New York
    morning, late = datetime(2025, 10, 28, 4, 0, tzinfo=UTC), datetime(2025, 10, 29, 3, 59, tzinfo=UTC)
    assert reasons(signup(), found, now=morning) == reasons(signup(), found, now=late) == {"modified recently": 99}


def test_mass_mail_is_a_lonely_university_address():
    circumstances = circumstances_of(season(), [], NOW)
    assert is_mass_mail(contact(emails=["avery@uga.edu"]), circumstances)


@pytest.mark.parametrize(
    "more",
    [
        {"emails": ["avery@example.com"]},
        {"emails": ["avery@uga.edu", "avery@example.com"]},
        {"emails": []},
        {"phones": [phone(1)]},
        {"has_address": True},
    ],
)
def test_a_contact_with_more_than_that_is_no_mass_mail(more):
    circumstances = circumstances_of(season(), [], NOW)
    assert not is_mass_mail(contact(**{"emails": ["avery@uga.edu"], **more}), circumstances)


def test_a_campaign_member_is_no_mass_mail():
    circumstances = circumstances_of(season(), [member(email="avery@uga.edu")], NOW)
    assert not is_mass_mail(contact(emails=["avery@uga.edu"]), circumstances)


@pytest.mark.parametrize("address", ["a@uga.edu", "a@cs.uga.edu"])
def test_departments_belong_to_the_university(address):
    assert is_university_email(address, season())


@pytest.mark.parametrize("address", ["a@notuga.edu", "a@uga.edu.example.com", "uga.edu@example.com"])
def test_a_similar_domain_does_not(address):
    assert not is_university_email(address, season())


@pytest.mark.parametrize("names", [{"first_name": "F.12.3456"}, {"last_name": "L.12.3456"}])
def test_names_left_by_a_merge_are_junk(names):
    assert is_junk(contact(**names))


def test_a_name_with_dots_is_not():
    assert not is_junk(contact(first_name="F.", last_name="L.Jones"))


def test_completeness_is_the_filled_share_of_eight_things():
    full = contact(
        phones=[phone(1)],
        emails=["a@example.com", "b@example.com"],
        has_address=True,
        gender="female",
        birthday="2004-05-06",
        external_id="MN0001",
    )
    assert completeness(full) == 1.0
    assert completeness(contact()) == 1 / 8
    assert completeness(contact(first_name=None)) == 0.0
