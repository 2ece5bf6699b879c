"""Answers move External IDs, and a contact goes to one mentor only, whatever was answered."""

from datetime import timedelta

import pytest

from core.decisions import Answer
from core.etl.choose import Doubt
from core.transform import transform
from tests.etl.test_match import matches, options, sibling, winners
from tests.examples import NOW, about_id, contact, decision, different, inputs, mentor, neither, phone, season, signup

A, B = (contact(number, phones=[phone(1)]) for number in (101, 102))
STRANGER = contact(105, external_id="MN0001", first_name="Pat", last_name="Lee", phones=[phone(88)])


def outcome(*signups, **records):
    return transform(inputs(*signups, **records), season(), NOW)


# The External ID


def test_the_contact_with_the_id_can_be_the_persons_after_all():
    result = outcome(signup(), contacts=[STRANGER, A], decisions=[about_id(105, 105, 101)])
    assert [row.gb_contact_id for row in result.mentors] == [105]
    assert [found.conflict_type for found in result.conflicts] == ["phone_mismatch"]
    assert (result.releases, result.holds) == ((), ())


@pytest.mark.parametrize(
    "answer",
    [
        about_id(101, 105, 101),
        about_id(None, 105, 101, answer=Answer.DIFFERENT_PERSON),
        about_id(105, 105, 101, answer=Answer.DIFFERENT_PERSON),
    ],
)
def test_else_the_id_moves_and_the_person_waits_for_that(answer):
    result = outcome(signup(), contacts=[STRANGER, A], decisions=[answer])
    assert result.conflicts == ()
    assert [row.gb_contact_id for row in result.mentors] == [101]
    assert [(gone.contact_id, gone.decision_id) for gone in result.releases] == [(105, 1)]
    assert [hold.reason for hold in result.holds] == ["External ID is being moved from contact 105"]


def test_the_id_moves_to_a_new_contact():
    answer = about_id(None, 105, answer=Answer.NEW_CONTACT)
    result = outcome(signup(), contacts=[STRANGER], decisions=[answer])
    assert [row.gb_contact_id for row in result.mentors] == [None]
    assert [gone.contact_id for gone in result.releases] == [105]


def test_once_the_id_has_moved_nothing_is_left_to_do():
    freed = contact(105, first_name="Pat", last_name="Lee", phones=[phone(88)])
    result = outcome(signup(), contacts=[freed, A], decisions=[about_id(101, 105, 101)])
    assert (result.conflicts, result.releases, result.holds) == ((), (), ())


def test_a_further_contact_with_the_id_is_a_new_question():
    another = contact(106, external_id="MN0001", first_name="Lou", last_name="Reed")
    result = outcome(signup(), contacts=[STRANGER, another, A], decisions=[about_id(101, 105, 101)])
    assert [[option.value for option in found.options] for found in result.conflicts] == [["106", "101"]]


def test_the_id_moves_from_every_other_contact_to_the_chosen_one():
    other = contact(102, external_id="MN0001", phones=[phone(1)])
    result = outcome(signup(), contacts=[A, other], decisions=[decision(101, options=[101, 102])])
    assert [row.gb_contact_id for row in result.mentors] == [101]
    assert [gone.contact_id for gone in result.releases] == [102]


def test_a_former_id_on_somebody_elses_contact_is_nobodys_question():
    again = signup("MN0002", phone=phone(1), submitted_at=NOW - timedelta(days=1))
    result = outcome(signup(), again, contacts=[STRANGER])
    assert (result.conflicts, result.holds) == ((), ())


def test_a_former_id_of_somebody_else_does_not_keep_a_contact_from_its_person():
    again = signup("MN0003", phone=phone(1), submitted_at=NOW - timedelta(days=1))
    pat = signup("MN0002", first_name="Pat", last_name="Lee", phone=phone(88))
    assert winners(signup(), again, pat, contacts=[STRANGER]) == {"MN0002": 105, "MN0003": None}


def test_a_contact_whose_id_is_moving_is_waited_for():
    pat = signup("MN0002", first_name="Pat", last_name="Lee", phone=phone(88))
    found = matches(signup(), pat, contacts=[STRANGER, A], decisions=[about_id(101, 105, 101)])
    assert found["MN0001"].winner.contact_id == 101
    assert found["MN0002"].waiting == "Waits until External ID MN0001 is moved from contact 105"


def test_whose_contact_was_given_away_with_its_id_gets_a_new_one():
    pat = signup("MN0002", first_name="Pat", last_name="Lee", phone=phone(88))
    found = matches(signup(), pat, contacts=[STRANGER], decisions=[about_id(105, 105)])
    assert found["MN0001"].winner.contact_id == 105
    assert (found["MN0002"].winner, found["MN0002"].waiting) == (None, None)


# One contact, one mentor


def test_of_two_who_were_given_one_contact_the_later_has_it_and_the_other_is_asked_again():
    both = [decision(101, options=[101, 102]), decision(101, options=[101], mn_id="MN0002", decision_id=2)]
    found = matches(signup(), sibling(), contacts=[A, B], decisions=both)
    assert found["MN0002"].winner.contact_id == 101
    assert (found["MN0001"].doubt, options(found["MN0001"])) == (Doubt.GIVEN_AWAY, [102])


def test_whoever_lost_their_only_contact_waits_until_the_answers_are_put_right():
    both = [decision(101, options=[101]), decision(101, options=[101], mn_id="MN0002", decision_id=2)]
    found = matches(signup(), sibling(), contacts=[A], decisions=both)
    assert found["MN0001"].waiting == "The contact that was chosen was later given to MN0002"


@pytest.mark.parametrize(
    ("answer", "expected"), [(decision(102, options=[102], decision_id=3), 102), (neither(102, decision_id=3), None)]
)
def test_whoever_lost_a_contact_and_answers_again_is_done(answer, expected):
    both = [decision(101, options=[101, 102]), decision(101, options=[101], mn_id="MN0002", decision_id=2)]
    found = matches(signup(), sibling(), contacts=[A, B], decisions=[*both, answer])
    mine = found["MN0001"]
    assert (mine.winner and mine.winner.contact_id, mine.doubt, mine.waiting) == (expected, None, None)
    assert found["MN0002"].winner.contact_id == 101


def test_a_contact_that_was_given_to_somebody_is_nobody_elses():
    found = matches(signup(), sibling(), contacts=[A], decisions=[decision(101, options=[101], mn_id="MN0002")])
    assert (found["MN0001"].winner, found["MN0001"].doubt, found["MN0001"].own) == (None, None, ())


def test_a_contact_with_the_id_of_a_mentor_who_needs_it_is_not_given_away():
    ours = contact(101, external_id="MN0001", phones=[phone(1)])
    typed = decision(101, options=[102], mn_id="MN0002", answer=Answer.CUSTOM)
    found = matches(signup(), sibling(), contacts=[ours], decisions=[typed])
    assert found["MN0001"].winner.contact_id == 101
    assert found["MN0002"].winner is None
    assert found["MN0002"].waiting == "Contact 101 was chosen, but carries the External ID of MN0001"


def test_a_contact_that_its_mentor_gave_up_moves_with_its_id():
    ours = contact(101, external_id="MN0001", phones=[phone(1)])
    both = [different(101, 101, 102), decision(101, options=[101], mn_id="MN0002", decision_id=2)]
    result = outcome(signup(), sibling(), contacts=[ours], decisions=both)
    assert [(gone.contact_id, gone.mn_id) for gone in result.releases] == [(101, "MN0001")]
    assert {hold.mn_id: hold.reason for hold in result.holds} == {
        "MN0001": "External ID is being moved from contact 101",
        "MN0002": "Waits until External ID MN0001 is moved from contact 101",
    }


def test_a_mentor_in_doubt_keeps_the_contact_until_the_question_is_answered():
    known = [mentor("MN0002", gb_contact_id=101)]
    tie = [contact(number, first_name="Jordan", emails=["j@example.com"]) for number in (106, 107)]
    people = signup(), sibling(personal_email="j@example.com")
    found = matches(*people, contacts=[A, *tie], known=known, decisions=[decision(101, options=[101, 102])])
    assert found["MN0001"].waiting == "Waits for the question about the contact of MN0002"
