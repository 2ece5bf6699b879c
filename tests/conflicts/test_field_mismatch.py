from datetime import timedelta

import pytest

from core.records import Severity
from core.transform import transform
from tests.examples import (
    NOW,
    SIGNED_UP,
    agreed,
    contact,
    inputs,
    member,
    phone,
    preference,
    season,
    setup,
    signup,
    training,
)

MINE, THEIRS = phone(1), phone(2)
MAIL = "avery@example.com"


def question(*, modified_at=SIGNED_UP - timedelta(days=12), person=None, **records):
    found = contact(101, phones=[THEIRS, phone(3)], emails=[MAIL], modified_at=modified_at)
    given = inputs(person or signup(personal_email=MAIL), contacts=[found], **records)
    (asked,) = transform(given, season(), NOW).conflicts
    return asked


def test_both_values_are_options_the_sign_ups_first():
    asked = question()
    assert (asked.conflict_type, asked.mn_id, asked.severity) == ("phone_mismatch", "MN0001", Severity.MEDIUM)
    assert [(option.value, option.source) for option in asked.options] == [(MINE, "signup"), (THEIRS, "contact")]


@pytest.mark.parametrize(
    ("days", "advice"),
    [
        (-12, (MINE, "The sign-up is 12 days newer")),
        (5, (THEIRS, "The contact is 5 days newer")),
        (0, (None, None)),
    ],
)
def test_the_newer_side_is_recommended(days, advice):
    asked = question(modified_at=SIGNED_UP + timedelta(days=days))
    assert (asked.recommended_option, asked.recommendation_reason) == advice


def test_nothing_is_recommended_where_nobody_knows_which_is_newer():
    assert question(modified_at=None).recommended_option is None


def test_each_option_says_when_it_was_last_changed_and_who_says_it():
    edited = SIGNED_UP + timedelta(days=1)
    asked = question(
        person=signup(personal_email=MAIL, updated_at=edited),
        setups=[setup(mn_id="MN0001", phone=MINE)],
        trainings=[training(email=MAIL, phone=THEIRS)],
        preferences=[preference(mn_id="MN0001", phone=MINE)],
        members=[member(email=MAIL, phone=THEIRS)],
    )
    signup_says, contact_says = (option.metadata for option in asked.options)
    assert signup_says == {
        "submission_id": "9001",
        "submitted_at": SIGNED_UP.isoformat(),
        "updated_at": edited.isoformat(),
        "said_by": ["signup", "setup", "preference"],
        "first_name": "Avery",
        "last_name": "Stone",
    }
    assert contact_says == {
        "contact_id": 101,
        "modified_at": (SIGNED_UP - timedelta(days=12)).isoformat(),
        "said_by": ["contact", "training", "member"],
        "others": [phone(3)],
        "first_name": "Avery",
        "last_name": "Stone",
    }


def test_the_question_says_who_is_meant_and_that_nothing_waits():
    context = question(agreed=[agreed(phone(9))]).context
    assert (context["mn_id"], context["full_name"], context["contact_id"]) == ("MN0001", "Avery Stone", 101)
    assert (context["field_name"], context["last_agreed"]) == ("phone", phone(9))
    assert context["signup_at"] == SIGNED_UP.isoformat()
    assert context["why"] == "The phone number of the sign-up is not that of contact 101"
    assert context["holds_up"].startswith("Nothing")


def test_an_address_is_asked_about_in_the_same_way():
    found = contact(101, phones=[MINE, phone(3)], emails=["new@example.com", "second@example.com"])
    (asked,) = transform(inputs(signup(personal_email=MAIL), contacts=[found]), season(), NOW).conflicts
    assert asked.conflict_type == "email_mismatch"
    assert asked.options[1].metadata["others"] == ["second@example.com"]
