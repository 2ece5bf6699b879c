"""A person's answer about contacts stands, before every score, until there are new facts."""

from datetime import timedelta

import pytest

from core.decisions import Answer
from core.etl.choose import Doubt
from core.records import Source
from core.transform import transform
from tests.etl.test_match import MAIL, TAGGED, one, options, sibling, winners
from tests.examples import NOW, contact, decision, different, inputs, neither, phone, season, signup

A, B = (contact(number, phones=[phone(1)]) for number in (101, 102))
RICH = contact(103, phones=[phone(1)], emails=[MAIL], **TAGGED)


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


def test_an_answer_whose_contact_vanished_is_asked_again():
    chosen = decision(110, options=[101, 102], answer=Answer.CUSTOM)
    found = one(signup(), contacts=[A, B], decisions=[chosen])
    assert (found.winner, found.doubt) == (None, Doubt.TIE)
    (asked,) = outcome(signup(), contacts=[A, B], decisions=[chosen]).conflicts
    assert [option.value for option in asked.options] == ["101", "102"]


def test_an_archived_duplicate_is_offered_back_when_nothing_else_is_left():
    archived = contact(102, phones=[phone(1)], archived_at=NOW)
    chosen = decision(101, options=[101, 102])
    result = outcome(signup(), contacts=[archived], decisions=[chosen], offered=frozenset({102}))
    (asked,) = result.conflicts
    assert [option.value for option in asked.options] == ["102"]
    assert result.archivals == ()


def test_an_archived_duplicate_is_not_offered_beside_a_contact_that_is_there():
    archived = contact(102, phones=[phone(1)], archived_at=NOW)
    found = one(signup(), contacts=[A, archived], offered=frozenset({102}))
    assert (found.winner.contact_id, found.doubt) == (101, None)


def test_whose_contact_is_on_its_way_back_is_held_back():
    returning = contact(102, phones=[phone(1)], archived_at=NOW)
    result = outcome(signup(), contacts=[returning], decisions=[decision(102, options=[102])])
    assert [hold.reason for hold in result.holds] == ["Waits until contact 102 is brought back in Givebutter"]


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


def test_a_skipped_question_is_not_answered():
    skipped = decision(options=[101, 102], answer=Answer.SKIP)
    assert one(signup(), contacts=[A, B, RICH], decisions=[skipped]).winner.contact_id == 103
