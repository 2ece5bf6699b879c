"""A person's answer about contacts stands, before every score, until there are new facts."""

from datetime import timedelta

import pytest

from core.decisions import Answer
from core.etl.choose import Doubt
from core.records import Source
from core.transform import transform
from tests.etl.test_match import MAIL, TAGGED, matches, one, options, sibling, winners
from tests.examples import NOW, contact, decision, inputs, mentor, phone, season, signup

A, B = (contact(number, phones=[phone(1)]) for number in (101, 102))
RICH = contact(103, phones=[phone(1)], emails=[MAIL], **TAGGED)
STRANGER = contact(105, external_id="MN0001", first_name="Pat", last_name="Lee", phones=[phone(88)])


def neither(*shown, **fields):
    return decision(options=shown, answer=Answer.NEW_CONTACT, **fields)


def different(value, *shown, **fields):
    return decision(value, options=shown, answer=Answer.DIFFERENT_PERSON, **fields)


def about_id(value, *shown, **fields):
    return decision(value, options=shown, conflict_type="external_id_collision", **fields)


def outcome(*signups, **records):
    return transform(inputs(*signups, **records), season(), NOW)


def winner(*decisions, contacts, **more):
    found = one(signup(), contacts=contacts, decisions=decisions, **more)
    return found.winner and found.winner.contact_id


# The contact that was chosen


def test_the_chosen_contact_represents_the_person_whatever_the_score():
    assert winner(decision(101, options=[101, 103]), contacts=[A, RICH]) == 101


@pytest.mark.parametrize(
    "bad",
    [
        {"first_name": "Jordan", "phones": [phone(1)]},
        {"first_name": "F.1.2", "last_name": "L.1.2", "phones": [phone(1)]},
        {"emails": ["a@uga.edu"]},
        {"first_name": "Pat", "last_name": "Lee", "phones": [phone(88)]},
    ],
)
def test_a_person_may_choose_what_the_machine_never_would(bad):
    chosen = decision(110, options=[110], answer=Answer.CUSTOM)
    found = one(signup(uga_email="a@uga.edu"), contacts=[contact(110, **bad)], decisions=[chosen])
    assert found.winner.contact_id == 110


def test_the_mentor_remembers_the_decision():
    (row,) = outcome(signup(), contacts=[A, B], decisions=[decision(102, options=[101, 102], decision_id=7)]).mentors
    origin = row.provenance["gb_contact_id"]
    assert (row.gb_contact_id, origin.source, origin.record_id) == (102, Source.DECISION, "7")


def test_a_contact_that_is_gone_was_not_chosen():
    assert winner(decision(101, options=[101, 102]), contacts=[B]) == 102


def test_the_choice_before_counts_again_when_the_latest_contact_is_gone():
    choices = [decision(101, options=[101, 102]), decision(103, options=[101, 103], decision_id=2)]
    assert winner(*choices, contacts=[A, B, RICH]) == 103
    assert winner(*choices, contacts=[A, B]) == 101


def test_a_vanished_custom_contact_is_no_second_question_but_a_held_back_person():
    chosen = decision(110, options=[101, 102], answer=Answer.CUSTOM)
    found = one(signup(), contacts=[A, B], decisions=[chosen])
    assert (found.winner, found.doubt) == (None, Doubt.ANSWERED)
    result = outcome(signup(), contacts=[A, B], decisions=[chosen])
    assert result.conflicts == ()
    assert result.holds[0].reason.endswith("take it back to be asked again")


def test_a_decision_about_somebody_who_is_gone_changes_nothing():
    assert winner(decision(102, options=[101, 102], mn_id="MN0009"), contacts=[A]) == 101


def test_an_answer_under_a_former_id_is_an_answer_about_the_same_person():
    again = signup("MN0002", phone=phone(1), submitted_at=NOW - timedelta(days=1))
    found = one(signup(), again, contacts=[A, B], decisions=[decision(102, options=[101, 102])])
    assert (found.mn_id, found.winner.contact_id) == ("MN0002", 102)


# New facts


def test_a_contact_that_nobody_knew_then_is_a_new_question():
    found = one(
        signup(), contacts=[A, B, contact(104, phones=[phone(1)])], decisions=[decision(101, options=[101, 102])]
    )
    assert (found.winner, found.doubt, options(found)) == (None, Doubt.NEWCOMER, [101, 104])


def test_a_newcomer_far_behind_is_no_question():
    rich = [RICH, contact(104, phones=[phone(1)])]
    assert winner(decision(103, options=[103, 102]), contacts=rich) == 103


def test_the_external_id_leads_every_newcomer():
    ours = contact(101, external_id="MN0001", phones=[phone(1)])
    assert winner(decision(101, options=[101, 102]), contacts=[ours, RICH]) == 101


def test_a_newcomer_with_the_external_id_is_a_new_question():
    theirs = contact(104, external_id="MN0001", phones=[phone(1)])
    found = one(signup(), contacts=[A, theirs], decisions=[decision(101, options=[101, 102])])
    assert (found.doubt, options(found)) == (Doubt.NEWCOMER, [101, 104])


def test_the_answer_to_a_new_question_does_not_bring_back_the_old_one():
    newcomer = contact(104, phones=[phone(1)])
    choices = [decision(101, options=[101, 102]), decision(104, options=[101, 104], decision_id=2)]
    assert winner(*choices, contacts=[A, B, newcomer]) == 104


# Neither


def test_neither_means_a_new_contact():
    found = one(signup(), contacts=[A, B], decisions=[neither(101, 102)])
    assert (found.winner, found.doubt, found.waiting) == (None, None, None)


def test_the_contact_that_givebutter_then_creates_is_taken():
    created = contact(104, external_id="MN0001", phones=[phone(1)])
    assert winner(neither(101, 102), contacts=[A, B, created]) == 104


def test_neither_takes_back_an_earlier_choice():
    newcomer = contact(104, phones=[phone(1)])
    answers = [decision(101, options=[101, 102]), neither(101, 104, decision_id=2)]
    assert winner(*answers, contacts=[A, newcomer]) is None
    assert winner(*reversed(answers), contacts=[A, newcomer]) is None


def test_neither_is_no_reason_to_archive_anything():
    created = contact(104, external_id="MN0001", phones=[phone(1)])
    assert outcome(signup(), contacts=[A, B, created], decisions=[neither(101, 102)]).archivals == ()


def test_a_drop_on_a_contact_that_is_not_to_be_used_is_not_lost():
    dropped = contact(101, phones=[phone(1)], tags=["Dropped 25"])
    (row,) = outcome(signup(), contacts=[dropped, B], decisions=[neither(101, 102)]).mentors
    assert (row.dropped, row.gb_contact_id) == (True, None)


def test_a_doubtful_contact_that_was_turned_down_is_nobodys_question():
    brother = contact(101, first_name="Jordan", phones=[phone(1)], tags=["Dropped 25"])
    result = outcome(signup(), contacts=[brother], decisions=[neither(101)])
    assert (result.conflicts, result.mentors[0].dropped) == ((), False)


def test_the_external_id_moves_away_from_a_contact_that_was_turned_down():
    twins = [contact(number, external_id="MN0001", phones=[phone(1)]) for number in (101, 102)]
    result = outcome(signup(), contacts=twins, decisions=[neither(101, 102, decision_id=3)])
    assert [(gone.contact_id, gone.mn_id, gone.decision_id) for gone in result.releases] == [
        (101, "MN0001", 3),
        (102, "MN0001", 3),
    ]
    assert result.holds[0].reason == "External ID is being moved from contact 101"


# Another person


def test_somebody_elses_contact_is_as_if_it_were_not_there():
    brother = contact(101, first_name="Jordan", phones=[phone(1)])
    found = one(signup(), contacts=[brother], decisions=[different(None, 101)])
    assert (found.winner, found.doubt, found.own) == (None, None, ())


def test_of_two_contacts_the_one_that_is_not_somebody_elses_is_left():
    result = outcome(signup(), contacts=[A, B], decisions=[different(101, 101, 102)])
    assert [row.gb_contact_id for row in result.mentors] == [102]
    assert result.archivals == ()


def test_a_strangers_drop_is_not_the_mentors():
    dropped = contact(101, phones=[phone(1)], tags=["Dropped 25"])
    (row,) = outcome(signup(), contacts=[dropped, B], decisions=[different(101, 101, 102)]).mentors
    assert row.dropped is False


def test_whoever_it_belongs_to_may_have_it():
    shared = contact(101, first_name=None, last_name=None, phones=[phone(1)])
    found = winners(signup(), sibling(), contacts=[shared], decisions=[different(None, 101)])
    assert found == {"MN0001": None, "MN0002": 101}


def test_a_later_answer_takes_it_back():
    answers = [different(101, 101, 102), decision(101, options=[101, 104], decision_id=2)]
    assert winner(*answers, contacts=[A, B]) == 101


def test_what_was_chosen_stays_when_the_other_one_is_somebody_elses():
    newcomer = contact(104, phones=[phone(1)])
    answers = [decision(101, options=[101, 102]), different(104, 101, 104, decision_id=2)]
    assert winner(*answers, contacts=[A, B, newcomer]) == 101


def test_what_was_chosen_is_no_longer_when_it_is_somebody_elses():
    answers = [decision(101, options=[101, 102]), different(None, 101, 104, decision_id=2)]
    assert winner(*answers, contacts=[A, B]) == 102


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


def test_a_skipped_question_is_not_answered():
    skipped = decision(options=[101, 102], answer=Answer.SKIP)
    assert one(signup(), contacts=[A, B, RICH], decisions=[skipped]).winner.contact_id == 103
