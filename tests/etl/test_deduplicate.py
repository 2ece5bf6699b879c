from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.etl.deduplicate import deduplicate
from core.records import Severity
from tests.examples import SIGNED_UP, phone, signup

LATER = SIGNED_UP + timedelta(days=3)


def again(mn_id="MN0002", **fields):
    """A later sign-up of the same Avery Stone, by default under another id and with the first one's phone."""
    return signup(mn_id, **{"phone": phone(1), "submitted_at": LATER, **fields})


def sibling(mn_id="MN0002", **fields):
    return again(mn_id, first_name="Jordan", **fields)


def reasons(result):
    return {exclusion.submission_id: exclusion.reason for exclusion in result.exclusions}


def test_two_people_stay_two():
    result = deduplicate([signup("MN0001"), signup("MN0002")])
    assert [person.mn_id for person in result.people] == ["MN0001", "MN0002"]
    assert result.issues == ()


def test_of_two_sign_ups_under_one_id_the_latest_counts():
    older, newer = signup(), signup(submission_id="9500", submitted_at=LATER, phone=phone(5))
    (person,) = deduplicate([newer, older]).people
    assert person.signup is newer
    assert person.superseded == (older,)
    assert person.former_ids == ()


def test_the_older_sign_up_is_reported():
    result = deduplicate([signup(), again()])
    (issue,) = result.issues
    assert reasons(result) == {"9001": "duplicate_signup"}
    assert (issue.error_type, issue.mn_id, issue.record_id) == ("duplicate_signup", "MN0002", "9001")


def test_the_id_of_the_older_sign_up_is_remembered():
    (person,) = deduplicate([signup(), again()]).people
    assert (person.mn_id, person.former_ids) == ("MN0002", ("MN0001",))
    assert person.ids == ("MN0002", "MN0001")


def test_former_ids_run_from_the_latest_to_the_oldest():
    third = again("MN0003", submitted_at=LATER + timedelta(days=1))
    (person,) = deduplicate([signup(), third, again()]).people
    assert person.former_ids == ("MN0002", "MN0001")


def test_the_latest_is_told_by_the_submission_not_by_the_clock_and_not_by_an_edit():
    edited = signup(updated_at=LATER + timedelta(hours=1))
    (person,) = deduplicate([edited, again(submitted_at=SIGNED_UP - timedelta(days=1))]).people
    assert person.mn_id == "MN0002"


def test_of_two_sign_ups_of_one_instant_the_higher_submission_counts():
    (person,) = deduplicate([signup(submission_id="10"), signup(submission_id="9")]).people
    assert person.signup.submission_id == "10"


def test_a_nickname_is_the_same_name():
    assert len(deduplicate([signup(first_name="Katherine"), again(first_name="Kate")]).people) == 1


def test_another_name_is_another_person_whatever_else_agrees():
    same = {"personal_email": "a@example.com"}
    result = deduplicate([signup(**same), sibling(**same)])
    assert (len(result.people), result.questions) == (2, ())


def test_one_personal_email_with_an_agreeing_name_is_one_person():
    same = {"personal_email": "a@example.com"}
    assert len(deduplicate([signup(**same), again(phone=phone(2), **same)]).people) == 1


def test_one_university_email_with_an_agreeing_name_is_one_person():
    one, other = signup(uga_email="a@uga.edu"), again(phone=phone(2), personal_email="a@uga.edu")
    assert len(deduplicate([one, other]).people) == 1


def test_whoever_is_connected_through_a_third_sign_up_is_one_person():
    one = signup(personal_email="a@example.com")
    bridge = again(personal_email="b@example.com")
    other = again("MN0003", phone=phone(3), personal_email="b@example.com")
    assert len(deduplicate([one, other, bridge]).people) == 1


def test_siblings_with_one_phone_are_two_people_and_both_are_told():
    result = deduplicate([signup(), sibling()])
    assert len(result.people) == 2
    assert [(issue.error_type, issue.mn_id, issue.severity) for issue in result.issues] == [
        ("shared_phone", "MN0001", Severity.WARNING),
        ("shared_phone", "MN0002", Severity.WARNING),
    ]
    assert "MN0002" in result.issues[0].message


def test_siblings_with_a_parents_phone_and_email_are_told_apart_by_the_university():
    parents = {"personal_email": "parent@example.com"}
    result = deduplicate([signup(uga_email="a@uga.edu", **parents), sibling(uga_email="j@uga.edu", **parents)])
    assert len(result.people) == 2
    assert {issue.error_type for issue in result.issues} == {"shared_phone", "shared_email"}


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"middle_name": "Rose"}, {"middle_name": "Claire"}),
        ({"preferred_name": "Rosie"}, {"preferred_name": "Claire"}),
        ({"last_name": "Stone Jr."}, {"last_name": "Stone III"}),
        ({"first_name": "Samuel", "preferred_name": "Sam"}, {"first_name": "Samantha", "preferred_name": "Sam"}),
    ],
)
def test_what_tells_two_of_a_family_apart_counts_before_their_phone_and_email(mine, theirs):
    family = {"personal_email": "stones@example.com"}
    result = deduplicate([signup(**family, **mine), again(**family, **theirs)])
    assert [person.mn_id for person in result.people] == ["MN0001", "MN0002"]
    assert len(result.questions) == 1


def test_siblings_with_a_parents_email_are_two_people():
    parents = {"personal_email": "parent@example.com"}
    result = deduplicate([signup(**parents), sibling(phone=phone(2), **parents)])
    assert len(result.people) == 2
    assert {issue.error_type for issue in result.issues} == {"shared_email"}


def test_nobody_loses_a_place_because_an_id_was_given_twice():
    other = signup(submission_id="9500", first_name="Jordan", last_name="Brooks", phone=phone(5), submitted_at=LATER)
    result = deduplicate([other, signup()])
    (person,) = result.people
    assert person.signup.submission_id == "9001"
    assert reasons(result) == {"9500": "mn_id_reused"}
    assert [(issue.error_type, issue.severity) for issue in result.issues] == [("mn_id_reused", Severity.ERROR)]


def test_an_id_given_twice_stays_with_whoever_had_it_first():
    """Otherwise somebody else would inherit the first holder's row, with all that staff noted in it."""
    stranger = signup(submission_id="9600", first_name="Jordan", last_name="Brooks", phone=phone(5), submitted_at=LATER)
    result = deduplicate([signup(), again(), stranger])
    (person,) = result.people
    assert (person.mn_id, person.former_ids) == ("MN0002", ("MN0001",))
    assert reasons(result) == {"9001": "duplicate_signup", "9600": "mn_id_reused"}


def test_an_id_that_was_never_the_persons_own_is_not_remembered():
    stolen = signup(submission_id="9600", first_name="Jordan", last_name="Brooks", phone=phone(5), submitted_at=LATER)
    new = again("MN0007", first_name="Jordan", last_name="Brooks", phone=phone(5), submitted_at=LATER + timedelta(1))
    people = deduplicate([signup(), stolen, new]).people
    assert [(person.mn_id, person.former_ids) for person in people] == [("MN0001", ()), ("MN0007", ())]


def test_a_person_is_known_by_every_phone_and_email_ever_given():
    one = signup(personal_email="a@example.com")
    other = signup(submission_id="9500", submitted_at=LATER, phone=phone(5), uga_email="a@uga.edu")
    (person,) = deduplicate([one, other]).people
    assert person.phones == {phone(1), phone(5)}
    assert person.emails == {"a@example.com", "a@uga.edu"}


few = st.integers(1, 4)
crowds = st.lists(
    st.builds(
        lambda mn, first, last, number, mail, day: {
            "mn_id": f"MN000{mn}",
            "first_name": first,
            "last_name": last,
            "phone": phone(number),
            "personal_email": f"p{mail}@example.com",
            "submitted_at": SIGNED_UP + timedelta(days=day),
        },
        few,
        st.sampled_from(["Avery", "Jordan", "Katherine", "Kate", None]),
        st.sampled_from(["Stone", "Brooks", None]),
        few,
        few,
        few,
    ),
    max_size=8,
).map(lambda rows: [signup(submission_id=str(100 + number), **row) for number, row in enumerate(rows)])


@given(crowds, st.randoms(use_true_random=False))
def test_the_order_of_sign_ups_does_not_matter(signups, chance):
    shuffled = chance.sample(signups, len(signups))
    one, other = deduplicate(signups), deduplicate(shuffled)
    assert one.people == other.people
    assert set(one.exclusions) == set(other.exclusions)
    assert {repr(issue) for issue in one.issues} == {repr(issue) for issue in other.issues}


@given(crowds)
def test_no_sign_up_is_lost(signups):
    result = deduplicate(signups)
    current = [person.signup.submission_id for person in result.people]
    assert sorted(form.submission_id for form in signups) == sorted(current + list(reasons(result)))


@given(crowds)
def test_every_id_is_one_persons(signups):
    ids = [mn_id for person in deduplicate(signups).people for mn_id in person.ids]
    assert len(ids) == len(set(ids))


@given(crowds)
def test_every_issue_is_reported_once(signups):
    keys = [(issue.error_type, issue.mn_id, issue.record_id) for issue in deduplicate(signups).issues]
    assert len(keys) == len(set(keys))
