"""Who is who: the promises of domain.md 4 about contacts."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.etl.deduplicate import deduplicate
from core.etl.match import Doubt, is_frozen, match
from core.rules.matching import circumstances_of
from tests.examples import NOW, SIGNED_UP, contact, inputs, mentor, phone, season, signup

MAIL = "avery@example.com"
TAGGED = {"tags": ["Mentors 2025"]}
LATER = SIGNED_UP + timedelta(days=3)


def matched(*signups, contacts, **more):
    given = inputs(*signups, contacts=contacts, **more)
    return match(deduplicate(given.signups).people, given, circumstances_of(season(), given.members, NOW))


def matches(*signups, contacts, **more):
    return {found.mn_id: found for found in matched(*signups, contacts=contacts, **more).matches}


def one(*signups, contacts, **more):
    (found,) = matches(*signups, contacts=contacts, **more).values()
    return found


def winners(*signups, contacts, **more):
    found = matches(*signups, contacts=contacts, **more)
    return {mn_id: found.winner.contact_id if found.winner else None for mn_id, found in found.items()}


def options(found):
    return [prospect.contact_id for prospect in found.options]


def sibling(mn_id="MN0002", **fields):
    return signup(mn_id, **{"first_name": "Jordan", "phone": phone(1), **fields})


# Candidates


def test_somebody_nobody_knows_gets_a_new_contact():
    found = one(signup(), contacts=[contact(phones=[phone(77)])])
    assert (found.winner, found.doubt, found.waiting) == (None, None, None)


def test_the_only_contact_is_taken():
    assert winners(signup(), contacts=[contact(101, phones=[phone(1)])]) == {"MN0001": 101}


def test_a_contact_found_by_an_earlier_sign_up_counts():
    newer = signup(submission_id="9500", phone=phone(5), submitted_at=LATER)
    assert winners(signup(), newer, contacts=[contact(101, phones=[phone(1)])]) == {"MN0001": 101}


def test_a_candidate_that_is_gone_is_no_candidate():
    given = inputs(signup(), contacts=[contact(101, phones=[phone(1)])])
    people = deduplicate(given.signups).people
    gone = inputs(signup())
    stale = type(gone)(**{name: getattr(gone, name) for name in gone.__slots__} | {"candidates": given.candidates})
    (found,) = match(people, stale, circumstances_of(season(), (), NOW)).matches
    assert found.winner is None


# External ID


def test_the_external_id_decides_whatever_the_score():
    own = contact(101, external_id="MN0001", phones=[phone(1)])
    rich = contact(102, phones=[phone(1)], emails=[MAIL, "b@example.com"], **TAGGED)
    assert winners(signup(personal_email=MAIL), contacts=[rich, own]) == {"MN0001": 101}


@pytest.mark.parametrize(
    "agreement",
    [
        {"phones": [phone(1)], "first_name": "Pat", "last_name": "Lee"},
        {"emails": [MAIL], "first_name": "Pat", "last_name": "Lee"},
        {},
    ],
)
def test_the_external_id_needs_phone_email_or_name_to_agree(agreement):
    found = contact(101, **{"external_id": "mn0001", **agreement})
    assert winners(signup(personal_email=MAIL), contacts=[found]) == {"MN0001": 101}


def test_an_id_of_a_former_season_on_somebody_elses_contact_is_a_question_never_a_match():
    stranger = contact(101, external_id="MN0001", first_name="Pat", last_name="Lee", phones=[phone(88)])
    own = contact(102, phones=[phone(1)])
    found = one(signup(), contacts=[stranger, own])
    assert [prospect.contact_id for prospect in found.collisions] == [101]
    assert found.winner.contact_id == 102
    assert [prospect.contact_id for prospect in found.own] == [102]


def test_a_former_id_of_the_same_person_is_taken_over():
    again = signup("MN0002", phone=phone(1), submitted_at=LATER)
    old = contact(101, external_id="MN0001", phones=[phone(1)])
    rich = contact(102, phones=[phone(1)], **TAGGED)
    assert winners(signup(), again, contacts=[old, rich]) == {"MN0002": 101}


def test_the_current_id_counts_more_than_a_former_one():
    again = signup("MN0002", phone=phone(1), submitted_at=LATER)
    old = contact(101, external_id="MN0001", phones=[phone(1)], **TAGGED)
    new = contact(102, external_id="MN0002", phones=[phone(1)])
    assert winners(signup(), again, contacts=[old, new]) == {"MN0002": 102}


def test_a_phone_match_never_overwrites_the_contact_of_another_mentor():
    hers = contact(101, external_id="MN0001", phones=[phone(1)], emails=[MAIL], **TAGGED)
    result = matched(signup(personal_email=MAIL), sibling(), contacts=[hers])
    assert [found.winner and found.winner.contact_id for found in result.matches] == [101, None]
    assert [found.waiting for found in result.matches] == [None, None]
    assert [(issue.error_type, issue.mn_id, issue.severity) for issue in result.issues] == [
        ("external_id_conflict_skipped", "MN0002", "info")
    ]


def test_a_contact_with_another_mentors_id_is_left_alone_and_reported():
    own = contact(102, first_name="Jordan", phones=[phone(2)])
    hers = contact(101, external_id="MN0001", first_name=None, phones=[phone(1), phone(2)])
    result = matched(signup(), signup("MN0002", first_name="Jordan"), contacts=[hers, own])
    assert [found.winner.contact_id for found in result.matches] == [101, 102]
    (issue,) = result.issues
    assert (issue.error_type, issue.mn_id, issue.record_id) == ("external_id_conflict_skipped", "MN0002", "101")


def test_nobody_gets_a_second_contact_while_the_id_on_the_first_is_in_question():
    """Jordan's contact carries an id of last season, which Avery has today."""
    jordans = contact(101, external_id="MN0001", first_name="Jordan", phones=[phone(2)])
    found = matches(signup(), signup("MN0002", first_name="Jordan"), contacts=[jordans])
    assert [prospect.contact_id for prospect in found["MN0001"].collisions] == [101]
    assert found["MN0002"].winner is None
    assert found["MN0002"].waiting == "Waits for the question about External ID MN0001"


def test_nobody_gets_a_second_contact_when_one_fits_two_ids_alike():
    """Not noticed as one person: no phone in common."""
    both = contact(101, external_id="MN0001", phones=[phone(1), phone(2)])
    found = matches(signup(), signup("MN0002"), contacts=[both])
    assert found["MN0001"].winner.contact_id == 101
    assert found["MN0002"].waiting == "Contact 101 fits, but carries the External ID of MN0001"


def test_whoever_shares_a_parents_email_with_the_owner_gets_a_contact_of_their_own():
    parents = {"personal_email": "parent@example.com"}
    hers = contact(101, external_id="MN0001", phones=[phone(1)], emails=["parent@example.com"])
    found = matches(signup(**parents), sibling(phone=phone(2), **parents), contacts=[hers])
    assert (found["MN0002"].winner, found["MN0002"].waiting) == (None, None)


def test_an_owner_who_never_saw_the_contact_leaves_the_question_open():
    given = inputs(signup(), signup("MN0002"), contacts=[contact(101, external_id="MN0001", phones=[phone(2)])])
    only = tuple(candidate for candidate in given.candidates if candidate.submission_id == "9002")
    changed = type(given)(**{name: getattr(given, name) for name in given.__slots__} | {"candidates": only})
    found = match(deduplicate(given.signups).people, changed, circumstances_of(season(), (), NOW)).matches[1]
    assert found.waiting == "Waits for the question about External ID MN0001"


# Never a winner


def test_mass_mail_and_junk_never_win():
    person = signup(uga_email="a@uga.edu")
    mass, junk = contact(101, emails=["a@uga.edu"], **TAGGED), contact(102, phones=[phone(1)], first_name="F.1.2")
    found = one(person, contacts=[mass, junk])
    assert (found.winner, found.doubt) == (None, None)
    assert {prospect.contact_id for prospect in found.own} == {101, 102}


def test_the_contact_we_made_ourselves_is_no_mass_mail():
    """A mentor known only by a university address: our import made exactly such a contact, with the External ID."""
    made = contact(101, external_id="MN0001", emails=["a@uga.edu"])
    person = signup(phone=None, uga_email="a@uga.edu")
    assert winners(person, contacts=[made]) == {"MN0001": 101}


def test_junk_does_not_win_even_with_the_external_id():
    junk = contact(101, external_id="MN0001", phones=[phone(1)], first_name="F.1.2", last_name="L.1.2")
    assert winners(signup(), contacts=[junk]) == {"MN0001": None}


# Doubtful


def test_a_phone_with_another_name_is_asked_not_taken():
    brother = contact(101, first_name="Jordan", phones=[phone(1)])
    found = one(signup(), contacts=[brother])
    assert (found.winner, found.doubt, options(found), found.own) == (None, Doubt.OTHER_NAME, [101], ())


@pytest.mark.parametrize(
    "theirs",
    [
        {"last_name": "Stone Sr."},
        {"first_name": "Jordan & Avery"},
        {"middle_name": "Claire"},
        {"first_name": "Avery Claire"},
        {"preferred_name": "Claire"},
    ],
)
def test_a_contact_of_ones_father_parents_or_sister_is_asked_not_taken(theirs):
    me = signup(middle_name="Rose", preferred_name="Rosie", last_name="Stone Jr.")
    found = one(me, contacts=[contact(phones=[phone(1)], tags=["Dropped 25"], **theirs)])
    assert (found.winner, found.doubt, found.own) == (None, Doubt.OTHER_NAME, ())


def test_a_doubtful_contact_does_not_matter_where_a_good_one_is_there():
    brother, own = contact(101, first_name="Jordan", phones=[phone(1)], **TAGGED), contact(102, emails=[MAIL])
    found = one(signup(personal_email=MAIL), contacts=[brother, own])
    assert found.winner.contact_id == 102
    assert [prospect.contact_id for prospect in found.own] == [102]


def test_a_siblings_contact_is_no_question():
    averys = contact(101, phones=[phone(1)])
    assert winners(signup(), sibling(), contacts=[averys]) == {"MN0001": 101, "MN0002": None}
    assert matches(signup(), sibling(), contacts=[averys])["MN0002"].doubt is None


# The score


def test_a_leader_by_more_than_the_margin_wins_alone():
    leader, other = contact(101, phones=[phone(1)], emails=[MAIL], **TAGGED), contact(102, phones=[phone(1)])
    assert winners(signup(personal_email=MAIL), contacts=[other, leader]) == {"MN0001": 101}


@pytest.mark.parametrize(("days", "doubt"), [(1, Doubt.TIE), (0, Doubt.TIE)])
def test_a_lead_of_no_more_than_the_margin_is_asked(days, doubt):
    leader = contact(101, phones=[phone(1)], modified_at=NOW - timedelta(days=days))
    found = one(signup(), contacts=[leader, contact(102, phones=[phone(1)])])
    assert (found.winner, found.doubt, options(found)) == (None, doubt, [101, 102])


def test_a_tie_is_never_decided_by_the_machine():
    found = one(signup(), contacts=[contact(101, phones=[phone(1)]), contact(102, phones=[phone(1)])])
    assert (found.winner, found.doubt) == (None, Doubt.TIE)


def test_two_contacts_with_the_same_external_id_are_a_tie():
    twins = [contact(number, external_id="MN0001", phones=[phone(1)]) for number in (101, 102)]
    rich = contact(103, phones=[phone(1)], **TAGGED)
    found = one(signup(), contacts=[*twins, rich])
    assert (found.doubt, options(found)) == (Doubt.TIE, [101, 102])


# Contacts that fit several people


def test_a_contact_goes_to_the_person_it_speaks_for_most_strongly():
    nameless = contact(101, first_name=None, last_name=None, phones=[phone(1), phone(2)], emails=[MAIL])
    people = signup(personal_email=MAIL), signup("MN0002", first_name="Jordan")
    assert winners(*people, contacts=[nameless]) == {"MN0001": 101, "MN0002": None}


def test_whoever_loses_a_contact_takes_the_next_best():
    shared = contact(101, first_name=None, last_name=None, phones=[phone(1), phone(2)], emails=[MAIL], **TAGGED)
    own = contact(102, first_name="Jordan", phones=[phone(2)])
    people = signup(personal_email=MAIL), signup("MN0002", first_name="Jordan")
    assert winners(*people, contacts=[shared, own]) == {"MN0001": 101, "MN0002": 102}


def test_a_name_outweighs_a_shared_email():
    """Jordan typed the family's address; the contact is Avery's."""
    averys = contact(101, phones=[phone(1)], emails=["family@example.com"])
    people = signup(), signup("MN0002", first_name="Jordan", personal_email="family@example.com")
    assert winners(*people, contacts=[averys]) == {"MN0001": 101, "MN0002": None}


def test_a_contact_that_fits_two_alike_is_asked_of_both():
    nameless = contact(101, first_name=None, last_name=None, phones=[phone(1)])
    own = contact(102, phones=[phone(1)])
    found = matches(signup(), sibling(), contacts=[nameless])
    assert [(person.winner, person.doubt) for person in found.values()] == [(None, Doubt.CONTESTED)] * 2
    assert winners(signup(), sibling(), contacts=[own]) == {"MN0001": 102, "MN0002": None}


def test_whoever_wants_what_another_is_asked_about_is_asked_too():
    nameless = {"first_name": None, "last_name": None, "phones": [phone(1)]}
    found = matches(
        signup(),
        sibling(personal_email="j@example.com"),
        contacts=[contact(101, **nameless), contact(102, **nameless)],
    )
    assert [person.doubt for person in found.values()] == [Doubt.TIE, Doubt.TIE]
    own = contact(103, first_name="Jordan", emails=["j@example.com"], **TAGGED)
    found = matches(signup(), sibling(personal_email="j@example.com"), contacts=[contact(101, **nameless), own])
    assert [person.winner.contact_id for person in found.values()] == [101, 103]


def test_a_loser_that_represents_somebody_else_is_not_ones_own():
    nameless = contact(101, first_name=None, last_name=None, phones=[phone(1)])
    own = contact(102, first_name="Jordan", phones=[phone(1)], **TAGGED)
    found = matches(signup(), sibling(), contacts=[nameless, own])
    assert found["MN0001"].winner.contact_id == 101
    assert [prospect.contact_id for prospect in found["MN0002"].own] == [102]


# Known mentors


def test_the_contact_of_a_mentor_in_doubt_stays_with_that_mentor():
    tie = [contact(101, emails=[MAIL]), contact(102, emails=[MAIL])]
    held = contact(103, first_name="Jordan", phones=[phone(2)])
    found = matches(
        signup(personal_email=MAIL),
        signup("MN0002", first_name="Jordan"),
        contacts=[*tie, held],
        known=[mentor("MN0001", gb_contact_id=103)],
    )
    assert found["MN0001"].doubt is Doubt.TIE
    assert found["MN0002"].winner is None
    assert found["MN0002"].waiting == "Waits for the question about the contact of MN0001"


def test_a_known_mentor_in_doubt_is_frozen_a_new_or_withdrawn_one_is_not():
    tie = [contact(101, phones=[phone(1)]), contact(102, phones=[phone(1)])]
    found = one(signup(), contacts=tie)
    assert is_frozen(found, {"MN0001": mentor()})
    assert not is_frozen(found, {})
    assert not is_frozen(found, {"MN0001": mentor(withdrawn_at=NOW)})
    assert not is_frozen(one(signup(), contacts=tie[:1]), {"MN0001": mentor()})


def test_the_contact_a_mentor_had_is_not_sticky():
    old, new = contact(101, phones=[phone(1)]), contact(102, phones=[phone(1)], emails=[MAIL], **TAGGED)
    known = [mentor(gb_contact_id=101)]
    assert winners(signup(personal_email=MAIL), contacts=[old, new], known=known) == {"MN0001": 102}


# Laws

numbers = st.integers(1, 3)
firsts, lasts = st.sampled_from(["Avery", "Jordan", None]), st.sampled_from(["Stone", "Brooks", None])
ids = st.none() | st.sampled_from([f"MN000{number}" for number in range(1, 6)])
crowds = st.lists(st.tuples(firsts, lasts, numbers, numbers), min_size=1, max_size=5).map(
    lambda rows: [
        signup(
            f"MN000{at}", first_name=first, last_name=last, phone=phone(number), personal_email=f"p{mail}@example.com"
        )
        for at, (first, last, number, mail) in enumerate(rows, 1)
    ]
)
books = st.lists(
    st.tuples(firsts, lasts, ids, st.sets(numbers, max_size=2), st.sets(numbers, max_size=2), st.booleans()), max_size=7
).map(
    lambda rows: [
        contact(
            100 + at,
            first_name=first,
            last_name=last,
            external_id=external_id,
            phones=[phone(number) for number in sorted(numbers)],
            emails=[f"p{mail}@example.com" for mail in sorted(mails)],
            tags=["Mentors 2025"] if tagged else [],
        )
        for at, (first, last, external_id, numbers, mails, tagged) in enumerate(rows)
    ]
)


@given(crowds, books)
def test_one_contact_represents_at_most_one_mentor(signups, contacts):
    taken = [contact_id for contact_id in winners(*signups, contacts=contacts).values() if contact_id is not None]
    assert len(taken) == len(set(taken))


@given(crowds, books, st.randoms(use_true_random=False))
def test_the_order_of_people_and_contacts_does_not_matter(signups, contacts, chance):
    one_way = matched(*signups, contacts=contacts)
    other_way = matched(*chance.sample(signups, len(signups)), contacts=chance.sample(contacts, len(contacts)))
    assert one_way.matches == other_way.matches
    assert set(map(repr, one_way.issues)) == set(map(repr, other_way.issues))


@given(crowds, books)
def test_nobody_wins_a_contact_that_carries_another_mentors_id(signups, contacts):
    found = matched(*signups, contacts=contacts).matches
    current = {person.mn_id for person in found}
    for person in found:
        if person.winner and person.winner.contact.external_id in current:
            assert person.winner.contact.external_id == person.mn_id


@given(crowds, books)
def test_whoever_is_in_doubt_has_options_and_no_winner(signups, contacts):
    for person in matched(*signups, contacts=contacts).matches:
        assert (person.doubt is None) == (person.options == ())
        assert person.doubt is None or person.winner is None
