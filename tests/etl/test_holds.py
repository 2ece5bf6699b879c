from dataclasses import replace

from core.transform import transform
from tests.examples import NOW, contact, inputs, mentor, phone, season, signup


def holds(*signups, **records):
    outcome = transform(inputs(*signups, **records), season(), NOW)
    exported = {row.mn_id for row in outcome.export.rows}
    assert exported.isdisjoint(hold.mn_id for hold in outcome.holds)
    return {hold.mn_id: hold.reason for hold in outcome.holds}


def test_nobody_is_held_back_without_a_question():
    assert holds(signup(), contacts=[contact(phones=[phone(1)])]) == {}


def test_a_tie_holds_back_a_new_sign_up_as_well_as_a_known_mentor():
    tie = [contact(101, phones=[phone(1)]), contact(102, phones=[phone(1)])]
    reason = "Waits for the answer which contact is theirs. No contact leads by enough to be chosen without asking"
    assert holds(signup(), contacts=tie) == holds(signup(), contacts=tie, known=[mentor()]) == {"MN0001": reason}


def test_an_id_on_somebody_elses_contact_holds_back_both():
    stranger = contact(101, external_id="MN0001", first_name="Jordan", phones=[phone(2)])
    reason = "Waits for the question about External ID MN0001"
    assert holds(signup(), signup("MN0002", first_name="Jordan"), contacts=[stranger]) == {
        "MN0001": reason,
        "MN0002": reason,
    }


def test_a_duplicate_that_still_carries_the_id_holds_back_until_it_is_archived():
    left_behind = contact(102, first_name="F.12.34", last_name="L.12.34", external_id="MN0001", phones=[phone(1)])
    reason = "Contact 102, a duplicate, still carries the External ID; it must be archived first"
    assert holds(signup(), contacts=[contact(101, phones=[phone(1)]), left_behind]) == {"MN0001": reason}


def test_whoever_has_no_contact_waits_while_the_contacts_are_incomplete():
    one, other = signup(), signup("MN0002", first_name="Jordan", phone=phone(2), personal_email="j@example.com")
    listed = inputs(one, other, contacts=[contact(101, phones=[phone(1)])])
    outcome = transform(replace(listed, contacts_complete=False), season(), NOW)
    assert [hold.mn_id for hold in outcome.holds] == ["MN0002"]
    assert "incomplete" in outcome.holds[0].reason
    assert transform(listed, season(), NOW).holds == ()
