"""Phone and e-mail on which sign-up and contact disagree: settled where that is certain, else asked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.decisions import Answer
from core.records import Severity, Source
from core.transform import transform
from tests.examples import NOW, SIGNED_UP, agreed, contact, decision, inputs, mentor, phone, season, signup

MINE, THEIRS, OTHER = phone(1), phone(2), phone(3)
MAIL = "avery@example.com"
PERSON = signup(personal_email=MAIL)
HAND_EDITED = contact(101, phones=[THEIRS], emails=[MAIL], modified_at=NOW)


def outcome(found=HAND_EDITED, person=PERSON, **records):
    return transform(inputs(person, contacts=[found], **records), season(), NOW)


def value(field="phone", **kwargs):
    (row,) = outcome(**kwargs).mentors
    return getattr(row, field), row.provenance[field].source


def about_phone(chosen, *shown, **fields):
    return decision(chosen, options=shown or (MINE, THEIRS), conflict_type="phone_mismatch", **fields)


def asked(**kwargs):
    return [found.conflict_type for found in outcome(**kwargs).conflicts]


# What is a disagreement


def test_a_disagreement_is_asked_and_meanwhile_the_sign_up_counts_and_is_exported():
    result = outcome()
    assert [found.conflict_type for found in result.conflicts] == ["phone_mismatch"]
    assert value() == (MINE, Source.SIGNUP)
    assert [row.mn_id for row in result.export.ready] == ["MN0001"]
    assert result.holds == ()


@pytest.mark.parametrize(
    "found",
    [
        contact(101, phones=[THEIRS, MINE], emails=[MAIL]),
        contact(101, phones=[], emails=[MAIL]),
        contact(101, phones=[MINE], emails=["new@example.com", MAIL]),
        contact(101, phones=[MINE], emails=["avery@uga.edu"]),
    ],
)
def test_what_stands_among_others_or_is_not_known_does_not_disagree(found):
    assert asked(found=found) == []


def test_what_the_sign_up_does_not_know_is_no_disagreement():
    found = contact(101, external_id="MN0001", phones=[MINE], emails=["new@example.com"])
    assert asked(found=found, person=signup()) == []
    assert value("personal_email", found=found, person=signup()) == ("new@example.com", Source.CONTACT)


def test_the_personal_address_is_compared_not_the_university_one():
    found = contact(101, phones=[MINE], emails=["avery@uga.edu", "new@example.com"])
    (question,) = outcome(found=found).conflicts
    assert question.conflict_type == "email_mismatch"
    assert [option.value for option in question.options] == [MAIL, "new@example.com"]


def test_nobody_disagrees_with_a_contact_that_is_still_in_doubt():
    twins = [contact(number, phones=[THEIRS], emails=[MAIL]) for number in (101, 102)]
    found = transform(inputs(PERSON, contacts=twins), season(), NOW)
    assert [question.conflict_type for question in found.conflicts] == ["contact_selection"]
    assert found.agreed == ()


# Settled unasked


def test_an_edit_by_hand_comes_home_as_one_change_unasked():
    known = outcome(found=replace(HAND_EDITED, phones=(MINE,))).mentors
    result = outcome(known=known, agreed=[agreed(MINE)])
    assert result.conflicts == ()
    assert [(change.field_name, change.new_value) for change in result.changes] == [("phone", THEIRS)]
    assert value(agreed=[agreed(MINE)]) == (THEIRS, Source.CONTACT)


def test_what_was_settled_unasked_is_told_without_personal_data():
    (issue,) = outcome(agreed=[agreed(MINE)]).issues
    assert (issue.error_type, issue.severity, issue.mn_id) == ("settled_unasked", Severity.INFO, "MN0001")
    assert issue.message == (
        "Only the contact was changed since both sides last agreed: the phone number of contact 101 counts"
    )


def test_a_changed_sign_up_wins_unasked_and_silently():
    result = outcome(agreed=[agreed(THEIRS)])
    assert (result.conflicts, result.issues) == ((), ())
    assert value(agreed=[agreed(THEIRS)]) == (MINE, Source.SIGNUP)


def test_a_sign_up_much_newer_than_the_contact_wins_unasked():
    old = replace(HAND_EDITED, modified_at=SIGNED_UP - timedelta(days=31))
    assert asked(found=old) == []
    assert asked(found=replace(old, modified_at=SIGNED_UP - timedelta(days=30))) == ["phone_mismatch"]


def test_an_edited_sign_up_is_as_new_as_its_edit():
    old = replace(HAND_EDITED, modified_at=SIGNED_UP)
    assert asked(found=old, person=replace(PERSON, updated_at=SIGNED_UP + timedelta(days=31))) == []


def test_what_was_agreed_under_a_former_id_counts():
    again = signup("MN0002", phone=MINE, personal_email=MAIL, submitted_at=SIGNED_UP + timedelta(days=1))
    given = inputs(PERSON, again, contacts=[HAND_EDITED], agreed=[agreed(MINE)])
    (row,) = transform(given, season(), NOW).mentors
    assert (row.mn_id, row.phone) == ("MN0002", THEIRS)


def test_what_was_agreed_with_another_contact_says_nothing_and_is_forgotten():
    result = outcome(known=[mentor(gb_contact_id=199)], agreed=[agreed(MINE)])
    assert [found.conflict_type for found in result.conflicts] == ["phone_mismatch"]
    assert agreed(None, contact_id=101) in result.agreed


# Decided


def test_the_chosen_value_counts():
    assert value(decisions=[about_phone(THEIRS)]) == (THEIRS, Source.DECISION)
    assert asked(decisions=[about_phone(THEIRS)]) == []


def test_a_typed_value_counts_and_stands_once_the_contact_has_it():
    typed = about_phone(OTHER, answer=Answer.CUSTOM)
    assert value(decisions=[typed]) == (OTHER, Source.DECISION)
    imported = replace(HAND_EDITED, phones=(OTHER,))
    assert value(found=imported, decisions=[typed]) == (OTHER, Source.DECISION)


def test_a_decision_counts_before_what_changed_and_what_is_newer():
    assert value(decisions=[about_phone(MINE)], agreed=[agreed(MINE)]) == (MINE, Source.DECISION)


def test_a_decision_stands_although_the_contact_keeps_the_other_value_too():
    both = replace(HAND_EDITED, phones=(THEIRS, MINE))
    assert value(found=both, decisions=[about_phone(THEIRS)]) == (THEIRS, Source.DECISION)


def test_a_new_value_is_a_new_question():
    moved = replace(HAND_EDITED, phones=(OTHER,))
    (question,) = outcome(found=moved, decisions=[about_phone(MINE)]).conflicts
    assert [option.value for option in question.options] == [MINE, OTHER]


def test_where_both_sides_say_the_same_no_decision_is_needed():
    same = replace(HAND_EDITED, phones=(MINE,))
    assert value(found=same, decisions=[about_phone(THEIRS)]) == (MINE, Source.SIGNUP)


def test_of_two_answers_the_later_counts():
    answers = [about_phone(MINE), about_phone(THEIRS, decision_id=2)]
    assert value(decisions=answers) == value(decisions=answers[::-1]) == (THEIRS, Source.DECISION)


def test_an_answer_without_a_value_decides_nothing():
    assert asked(decisions=[about_phone(None, answer=Answer.DIFFERENT_PERSON)]) == ["phone_mismatch"]


def test_an_answer_about_the_phone_says_nothing_about_the_address():
    found = replace(HAND_EDITED, emails=("new@example.com",), external_id="MN0001")
    assert asked(found=found, decisions=[about_phone(MINE)]) == ["email_mismatch"]


# Agreed


def test_what_both_say_is_remembered_once():
    same = replace(HAND_EDITED, phones=(MINE,))
    first = outcome(found=same)
    assert set(first.agreed) == {agreed(MINE, contact_id=101), agreed(MAIL, "personal_email", contact_id=101)}
    assert outcome(found=same, agreed=first.agreed).agreed == ()


def test_what_was_exported_is_forgotten_when_it_arrived():
    same = replace(HAND_EDITED, phones=(MINE,))
    memory = [
        agreed(None, exported=MINE, exported_over=THEIRS, contact_id=101),
        agreed(MAIL, "personal_email", contact_id=101),
    ]
    assert outcome(found=same, agreed=memory).agreed == (agreed(MINE, contact_id=101),)


def test_nothing_is_agreed_while_both_disagree():
    assert [memory.field_name for memory in outcome().agreed] == ["personal_email"]


# What was agreed on, later


def test_a_contact_that_still_has_the_agreed_value_among_others_has_not_changed():
    """The number they agreed on is the contact's second one; then the mentor types a new number."""
    both = replace(HAND_EDITED, phones=(THEIRS, MINE))
    first = outcome(found=both)
    edited = replace(PERSON, phone=OTHER, phone_text=OTHER, updated_at=NOW)
    second = outcome(found=both, person=edited, known=first.mentors, agreed=first.agreed)
    assert second.conflicts == ()
    assert second.mentors[0].phone == OTHER


def test_whoever_was_away_for_a_while_still_agreed_with_that_contact():
    first = outcome(found=replace(HAND_EDITED, phones=(MINE,)))
    away = replace(first.mentors[0], withdrawn_at=NOW, gb_contact_id=None)
    back = outcome(known=[away], agreed=first.agreed)
    assert back.mentors[0].phone == THEIRS
    assert back.conflicts == ()


# The file, meanwhile


def cell(result, heading):
    (row,) = result.export.ready
    return row.cells[result.export.headings.index(heading)]


def test_the_file_leaves_a_newer_value_of_the_contact_until_somebody_decides():
    result = outcome(person=replace(PERSON, submitted_at=NOW - timedelta(days=9)))
    assert cell(result, "Primary Phone Number") == THEIRS
    assert any("until somebody decides" in warning for warning in result.export.warnings)
    assert any("phone number stays" in warning for warning in result.export.ready[0].warnings)


def test_the_file_carries_what_was_decided():
    older = replace(PERSON, submitted_at=NOW - timedelta(days=9))
    decided = outcome(person=older, decisions=[about_phone(MINE)])
    assert cell(decided, "Primary Phone Number") == MINE
    assert decided.export.warnings == ()


def test_the_file_carries_the_sign_up_where_it_is_newer_or_nobody_can_tell():
    today = replace(PERSON, submitted_at=NOW)
    assert cell(outcome(person=today), "Primary Phone Number") == MINE


def test_the_file_leaves_a_newer_e_mail_address_too():
    older = replace(PERSON, submitted_at=NOW - timedelta(days=9), uga_email="avery@uga.edu")
    result = outcome(found=replace(HAND_EDITED, phones=(MINE,), emails=("other@example.com",)), person=older)
    assert cell(result, "Primary Email") == "other@example.com"
    assert cell(result, "Email Addresses") == "avery@uga.edu"
