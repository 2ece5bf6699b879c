"""Who is who: told by the sign-ups and by what is remembered of people, never by the text of an id."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.etl.deduplicate import deduplicate
from core.etl.identify import identify
from core.outcome import Outcome
from core.transform import transform
from tests.examples import (
    NOW,
    SIGNED_UP,
    agreed,
    contact,
    decision,
    inputs,
    mentor,
    phone,
    preference,
    season,
    setup,
    signup,
)

LATER = SIGNED_UP + timedelta(days=3)
STRANGER = {
    "first_name": "Priya",
    "last_name": "Raman",
    "phone": phone(50),
    "personal_email": "priya@example.com",
    "uga_email": "priya@uga.edu",
}


def run(*signups, persons=None, row_persons=None, issued_ids=None, **records) -> Outcome:
    """What follows; `persons` and the others are what the database remembers."""
    remembered = {"persons": persons or {}, "row_persons": row_persons or {}, "issued_ids": issued_ids or {}}
    return transform(replace(inputs(*signups, **records), **remembered), season(), NOW)


def row_of(outcome: Outcome, mn_id: str):
    (row,) = (row for row in outcome.mentors if row.mn_id == mn_id)
    return row


KNOWN = {"persons": {"9001": 1}, "row_persons": {"MN0001": 1}, "issued_ids": {1: ("MN0001",)}}


def test_an_id_that_is_issued_again_inherits_no_row():
    stranger = signup("MN0001", submission_id="9100", **STRANGER)
    result = run(stranger, known=[mentor("MN0001", notes="cash", training_at=LATER)], **KNOWN)
    assert (row_of(result, "MN0001").notes, row_of(result, "MN0001").first_name) == (None, "Priya")
    assert (row_of(result, "MN0001~1").notes, row_of(result, "MN0001~1").withdrawn_at) == ("cash", NOW)
    assert result.renamed == {"MN0001": "MN0001~1"}


def test_what_staff_noted_about_somebody_whose_id_is_issued_again_is_brought_to_mind():
    result = run(signup("MN0001", submission_id="9100", **STRANGER), known=[mentor(notes="cash")], **KNOWN)
    assert ("withdrawn_with_staff_fields", "MN0001~1") in {(one.error_type, one.mn_id) for one in result.issues}


def test_an_id_that_is_issued_again_inherits_no_answer_and_no_memory():
    stranger = signup("MN0001", submission_id="9100", **STRANGER)
    theirs = contact(101, first_name="Priya", last_name="Raman", phones=[phone(51)], emails=["priya@example.com"])
    result = run(
        stranger,
        contacts=[theirs, contact(105)],
        known=[mentor("MN0001")],
        decisions=[decision(105, options=[105, 106], person_id=1)],
        agreed=[agreed(phone(51))],
        **KNOWN,
    )
    assert row_of(result, "MN0001").gb_contact_id == 101
    assert [one.conflict_type for one in result.conflicts] == ["phone_mismatch"]


def test_a_third_holder_of_an_id_leaves_both_rows_before_as_they_are():
    rows = [mentor("MN0001~1", notes="first", withdrawn_at=LATER), mentor("MN0001", **STRANGER, notes="second")]
    third = signup("MN0001", submission_id="9200", first_name="Owen", last_name="Blake", phone=phone(60))
    result = run(third, known=rows, row_persons={"MN0001~1": 1, "MN0001": 2})
    assert {row.mn_id: row.notes for row in result.mentors} == {
        "MN0001": None,
        "MN0001~1": "first",
        "MN0001~2": "second",
    }


def test_whoever_comes_back_gets_their_things_back():
    rows = [mentor("MN0001~1", phone=phone(1), notes="cash", withdrawn_at=LATER), mentor("MN0001", **STRANGER)]
    stranger = signup("MN0001", submission_id="9100", **STRANGER)
    remembered = {"persons": {"9001": 1, "9100": 2}, "row_persons": {"MN0001~1": 1, "MN0001": 2}}
    again = signup("MN0007", submission_id="9300", phone=phone(1))
    result = run(stranger, again, known=rows, **remembered)
    assert (row_of(result, "MN0007").notes, row_of(result, "MN0007").withdrawn_at) == ("cash", None)
    assert row_of(result, "MN0001").first_name == "Priya"


def test_whoever_may_be_either_of_two_who_left_is_neither():
    rows = [mentor("MN0001", notes="one", withdrawn_at=LATER), mentor("MN0002", phone=phone(1), withdrawn_at=LATER)]
    result = run(signup("MN0003", submission_id="9300", phone=phone(1)), known=rows)
    assert row_of(result, "MN0003").notes is None


def test_the_newer_of_two_sign_ups_deleted_loses_nothing():
    result = run(
        signup(),
        known=[mentor("MN0002", phone=phone(1), signup_submission_id="9002", notes="cash")],
        persons={"9001": 1, "9002": 1},
        row_persons={"MN0002": 1},
        issued_ids={1: ("MN0002", "MN0001")},
    )
    assert (result.renamed, row_of(result, "MN0001").notes) == ({"MN0002": "MN0001"}, "cash")
    (identity,) = result.identities
    assert (identity.person_id, identity.former_ids, identity.submissions) == (1, ("MN0002",), ())


def test_an_answer_given_under_the_newer_id_stands_under_the_older():
    twins = [contact(number, phones=[phone(1)]) for number in (101, 102)]
    result = run(
        signup(),
        contacts=twins,
        decisions=[decision(102, options=[101, 102], mn_id="MN0002", person_id=1)],
        persons={"9001": 1, "9002": 1},
    )
    assert (result.conflicts, row_of(result, "MN0001").gb_contact_id) == ((), 102)


def test_the_answers_about_somebody_who_left_wait_for_them():
    result = run(known=[mentor("MN0001")], decisions=[decision(101, options=[101, 102], person_id=1)], **KNOWN)
    assert (result.conflicts, result.releases) == ((), ())


def test_two_people_may_exchange_their_ids():
    forms = [signup("MN0002", submission_id="9001", phone=phone(1)), signup("MN0001", submission_id="9100", **STRANGER)]
    rows = [mentor("MN0001", notes="Avery's"), mentor("MN0002", **STRANGER, notes="Priya's")]
    result = run(*forms, known=rows, persons={"9001": 1, "9100": 2}, row_persons={"MN0001": 1, "MN0002": 2})
    assert {row.mn_id: (row.first_name, row.notes) for row in result.mentors} == {
        "MN0002": ("Avery", "Avery's"),
        "MN0001": ("Priya", "Priya's"),
    }


def test_a_submission_that_is_rewritten_for_somebody_else_takes_nothing_along():
    rewritten = signup("MN0001", **STRANGER)
    result = run(rewritten, known=[mentor("MN0001", notes="cash")], **KNOWN)
    assert (row_of(result, "MN0001").notes, row_of(result, "MN0001~1").notes) == (None, "cash")
    (identity,) = result.identities
    assert (identity.person_id, identity.submissions) == (None, ("9001",))


@pytest.mark.parametrize(
    "changed",
    [{"phone": phone(9)}, {"last_name": "Brooks"}, {"personal_email": "new@example.com"}, {"mn_id": "MN0044"}],
)
def test_an_edit_of_one_answer_is_the_same_person(changed):
    before = mentor("MN0001", notes="cash", personal_email="avery@example.com", uga_email="as@uga.edu")
    form = {"mn_id": "MN0001", "personal_email": "avery@example.com", "uga_email": "as@uga.edu", **changed}
    (row,) = run(signup(form.pop("mn_id"), submission_id="9001", phone=form.pop("phone", phone(1)), **form),
                 known=[before], **KNOWN).mentors  # fmt: skip
    assert row.notes == "cash"


def test_sign_ups_that_were_joined_by_mistake_leave_things_with_whom_they_fit():
    forms = [signup(), signup("MN0002", **STRANGER)]
    row = mentor("MN0002", phone=phone(1), signup_submission_id="9002", notes="cash")
    result = run(*forms, known=[row], persons={"9001": 1, "9002": 1}, row_persons={"MN0002": 1})
    assert (row_of(result, "MN0001").notes, row_of(result, "MN0002").notes) == ("cash", None)


def test_a_form_sent_under_an_id_that_was_issued_again_stays_with_who_sent_it():
    forms = [signup("MN0003", phone=phone(1), submission_id="9001"), signup("MN0001", submission_id="9100", **STRANGER)]
    result = run(
        *forms,
        setups=[setup("7001", mn_id="MN0001", phone=phone(1)), setup("7002", mn_id="MN0001", phone=phone(50))],
        preferences=[preference("8001", mn_id="MN0001", phone=phone(80), partner_phone=phone(81))],
        persons={"9001": 1, "9100": 2},
        issued_ids={1: ("MN0003", "MN0001"), 2: ("MN0001",)},
    )
    assert {row.mn_id: row.setup_submission_id for row in result.mentors} == {"MN0003": "7001", "MN0001": "7002"}
    assert {row.partner_phone for row in result.mentors} == {None}
    assert "unlinked_preference" in {issue.error_type for issue in result.issues}


def test_a_former_id_that_is_remembered_takes_its_contact_over():
    carrier = contact(101, external_id="MN0002", phones=[phone(1)])
    result = run(signup(), contacts=[carrier], persons={"9001": 1}, issued_ids={1: ("MN0002", "MN0001")})
    assert row_of(result, "MN0001").gb_contact_id == 101


crowds = st.lists(
    st.tuples(st.sampled_from(["Avery", "Priya", "Owen"]), st.integers(1, 4), st.integers(1, 5)), max_size=7
).map(
    lambda found: [
        signup(f"MN000{number}", submission_id=str(9001 + at), first_name=first, phone=phone(phone_number),
               submitted_at=SIGNED_UP + timedelta(hours=at))
        for at, (first, phone_number, number) in enumerate(found)
    ]
)  # fmt: skip
memories = st.dictionaries(st.integers(9001, 9007).map(str), st.integers(1, 3), max_size=6)


@given(crowds, memories, st.randoms(use_true_random=False))
def test_the_order_of_the_sign_ups_does_not_matter(signups, persons, chance):
    def identities(forms):
        given = replace(inputs(*forms, known=[mentor("MN0001")]), persons=persons, row_persons={"MN0001": 1})
        return sorted(identify(deduplicate(forms).people, given).identities, key=repr)

    assert identities(signups) == identities(chance.sample(signups, len(signups)))


@given(crowds, memories)
def test_no_two_people_of_today_are_one_of_before(signups, persons):
    found = identify(deduplicate(signups).people, replace(inputs(*signups), persons=persons)).identities
    known = [one.person_id for one in found if one.person_id is not None]
    assert len(known) == len(set(known))
