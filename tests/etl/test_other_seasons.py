"""What other seasons left on the contacts: certain ids are one task, whoever returns is recognised."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.mentors import OtherSeasonMentor
from core.transform import transform
from tests.examples import NOW, SIGNED_UP, contact, decision, inputs, mentor, phone, season, signup

FIRSTS = ("Avery", "Bruno", "Celia", "Dmitri", "Esme", "Farid", "Greta", "Hiro")
LASTS = ("Stone", "Mbeki", "Quill", "Ferro", "Lund", "Okoye", "Tran", "Wylde")


def former(number: int, contact_id: int, mn_id: str, **fields) -> OtherSeasonMentor:
    """Person `number` as last season's row, with the contact that represented them."""
    plain = {
        "year": 2024, "mn_id": mn_id, "first_name": FIRSTS[number], "middle_name": None, "last_name": LASTS[number],
        "preferred_name": None, "phone": phone(500 + number), "personal_email": f"p{number}@example.com",
        "uga_email": f"u{number}@example.edu", "contact_id": contact_id, "carried": mn_id,
    }  # fmt: skip
    return OtherSeasonMentor(**{**plain, **fields})


def theirs(number: int, contact_id: int, mn_id: str | None, **fields):
    """The contact of person `number`."""
    names = {"first_name": FIRSTS[number], "last_name": LASTS[number]}
    reach = {"phones": [phone(500 + number)], "emails": [f"p{number}@example.com", f"u{number}@example.edu"]}
    return contact(contact_id, external_id=mn_id, modified_at=NOW - timedelta(days=9), **{**names, **reach, **fields})


def signs_up(number: int, mn_id: str, **fields):
    """Person `number` signs up this season."""
    plain = {
        "first_name": FIRSTS[number], "last_name": LASTS[number], "phone": phone(500 + number),
        "personal_email": f"p{number}@example.com", "uga_email": f"u{number}@example.edu",
    }  # fmt: skip
    return signup(mn_id, **{**plain, **fields})


def outcome(*signups, contacts=(), elsewhere=(), tags=None, **records):
    given = inputs(*signups, contacts=contacts, **records)
    return transform(replace(given, elsewhere=tuple(elsewhere), other_tags=tags or {}), season(), NOW)


def retired(result) -> dict[int, str | None]:
    return {one.contact_id: one.mn_id for one in result.retirements}


def test_an_id_on_the_contact_of_somebody_elses_former_row_is_retired_and_asked_of_nobody():
    result = outcome(signs_up(1, "MN0001"), contacts=[theirs(0, 101, "mn0001")], elsewhere=[former(0, 101, "MN0001")])
    assert (retired(result), result.conflicts, result.holds) == ({101: "MN0001"}, (), ())
    assert [hold.mn_id for hold in result.waiting] == ["MN0001"]
    assert result.export.rows == ()
    assert result.retirements[0].reason == "it is the contact of another person in season 2024"


def test_last_years_tag_tells_and_this_years_tag_makes_it_a_question():
    old = theirs(0, 101, "MN0001", tags=["Mentors 2024"])
    assert retired(outcome(signs_up(1, "MN0001"), contacts=[old])) == {101: "MN0001"}
    both = outcome(signs_up(1, "MN0001"), contacts=[theirs(0, 101, "MN0001", tags=["Mentors 2024", "mentors 2025"])])
    assert (retired(both), [one.conflict_type for one in both.conflicts]) == ({}, ["external_id_collision"])


def test_the_tag_of_a_configured_season_counts_whatever_its_words():
    tagged = theirs(0, 101, "MN0001", tags=["Autumn crew"])
    result = outcome(signs_up(1, "MN0001"), contacts=[tagged], tags={2022: "Autumn Crew", 2025: "Mentors 2025"})
    assert [(one.contact_id, one.former_year) for one in result.retirements] == [(101, 2022)]


@pytest.mark.parametrize(("days", "certain"), [(300, True), (60, False), (-20, False)])
def test_a_contact_left_alone_since_long_before_the_season_has_its_id_from_before(days, certain):
    old = replace(theirs(0, 101, "MN0001"), modified_at=SIGNED_UP - timedelta(days=days))
    result = outcome(signs_up(1, "MN0001"), contacts=[old])
    assert (bool(result.retirements), bool(result.conflicts)) == (certain, not certain)


@pytest.mark.parametrize("agreeing", [{"phones": [phone(501)]}, {"emails": ["p1@example.com"]}])
def test_what_agrees_with_the_mentor_is_never_certain_by_tag(agreeing):
    shared = theirs(0, 101, "MN0001", tags=["Mentors 2024"], **agreeing)
    assert outcome(signs_up(1, "MN0001"), contacts=[shared]).retirements == ()


def test_a_siblings_contact_is_certain_by_the_row_although_the_family_shares_the_phone():
    younger = signs_up(1, "MN0001", last_name="Stone", phone=phone(500), personal_email="p0@example.com")
    result = outcome(younger, contacts=[theirs(0, 101, "MN0001")], elsewhere=[former(0, 101, "MN0001")])
    assert (retired(result), result.conflicts) == ({101: "MN0001"}, ())
    assert [row.gb_contact_id for row in result.mentors] == [None]


def test_whoever_returns_with_the_same_id_keeps_it():
    result = outcome(signs_up(0, "MN0001"), contacts=[theirs(0, 101, "MN0001")], elsewhere=[former(0, 101, "MN0001")])
    assert (result.retirements, result.waiting) == ((), ())
    assert [row.gb_contact_id for row in result.export.ready] == [101]


def test_two_contacts_that_fit_alike_are_settled_by_who_returns():
    twin = theirs(0, 102, None)
    result = outcome(
        signs_up(0, "MN0007"), contacts=[theirs(0, 101, "MN0003"), twin], elsewhere=[former(0, 101, "MN0003")]
    )
    assert (result.conflicts, [row.gb_contact_id for row in result.export.ready]) == ((), [101])


def test_the_contact_that_a_person_chose_is_not_retired():
    chosen = decision(101, options=[101], conflict_type="external_id_collision")
    result = outcome(
        signs_up(1, "MN0001"),
        contacts=[theirs(0, 101, "MN0001")],
        elsewhere=[former(0, 101, "MN0001")],
        decisions=[chosen],
    )
    assert result.retirements == ()
    assert [row.gb_contact_id for row in result.mentors] == [101]


def test_an_id_of_a_later_season_holds_back_and_is_never_taken():
    later = former(0, 101, "MN0001", year=2026)
    result = outcome(signs_up(1, "MN0001"), contacts=[theirs(0, 101, "MN0001")], elsewhere=[later])
    assert (result.retirements, result.conflicts, result.releases) == ((), (), ())
    assert [hold.mn_id for hold in result.waiting] == ["MN0001"]


def test_no_duplicate_is_proposed_that_represents_somebody_in_another_season():
    people = [theirs(0, 101, None, tags=["Mentors 2025"]), theirs(0, 102, None)]
    assert [one.contact_id for one in outcome(signs_up(0, "MN0001"), contacts=people).archivals] == [102]
    used = outcome(signs_up(0, "MN0001"), contacts=people, elsewhere=[former(0, 102, "MN0009", carried=None)])
    assert used.archivals == ()


def test_a_row_of_this_season_on_the_contact_is_no_former_one():
    """The row is the person's own: of somebody who left, and whose id was issued again, it says nothing."""
    person, old = signs_up(1, "MN0001"), theirs(0, 101, "MN0001", tags=["Mentors 2024"])
    own = mentor("MN0001", gb_contact_id=101, first_name=person.first_name, last_name=person.last_name)
    own = replace(own, signup_submission_id=person.submission_id)
    assert outcome(person, contacts=[old], known=[own]).retirements == ()
    of_who_left = mentor("MN0001", gb_contact_id=101, signup_submission_id="7")
    assert retired(outcome(person, contacts=[old], known=[of_who_left])) == {101: "MN0001"}


@given(st.permutations(range(8)), st.sets(st.integers(0, 7)), st.sets(st.integers(0, 7), min_size=1))
def test_however_the_ids_fall_nobody_is_asked_and_nobody_gets_the_contact_of_another(order, had, now):
    """Last season's people have MN0001 on by number; this season's get theirs in another order."""
    before = {number: f"MN{place:04}" for place, number in enumerate(sorted(had), start=1)}
    today = {number: f"MN{place:04}" for place, number in enumerate((n for n in order if n in now), start=1)}
    people = [theirs(number, 100 + number, mn_id) for number, mn_id in before.items()]
    rows = [former(number, 100 + number, mn_id) for number, mn_id in before.items()]
    result = outcome(*(signs_up(n, mn_id) for n, mn_id in today.items()), contacts=people, elsewhere=rows)
    assert (result.conflicts, result.holds) == ((), ())
    found = {row.mn_id: row.gb_contact_id for row in result.mentors}
    assert found == {mn_id: 100 + n if n in had else None for n, mn_id in today.items()}
    in_the_way = {100 + n: mn_id for n, mn_id in before.items() if mn_id in today.values() and today.get(n) != mn_id}
    assert {c: mn_id for c, mn_id in retired(result).items() if mn_id} == in_the_way
    assert {hold.mn_id for hold in result.waiting} == set(in_the_way.values())
    assert {row.mn_id for row in result.export.ready} == set(today.values()) - set(in_the_way.values())
