from decimal import Decimal

from core.decisions import Answer
from core.transform import transform
from tests.examples import NOW, contact, decision, inputs, mentor, phone, season, signup

WINNER = contact(101, external_id="MN0001", phones=[phone(1)])


def archivals(*signups, **records):
    return {found.contact_id: found for found in transform(inputs(*signups, **records), season(), NOW).archivals}


def proposed(*losers, person=None, **records):
    return set(archivals(person or signup(), contacts=[WINNER, *losers], **records))


def test_the_other_contacts_of_a_person_are_proposed():
    assert proposed(contact(102, phones=[phone(1)])) == {102}


def test_mass_mail_and_junk_are_proposed_with_their_reason():
    mass, junk = contact(102, emails=["a@uga.edu"]), contact(103, first_name="F.1.2", phones=[phone(1)])
    found = archivals(signup(uga_email="a@uga.edu"), contacts=[WINNER, mass, junk])
    assert found[102].reason == "It has no more than an e-mail address that contact 101 stands for"
    assert found[103].reason == "A merge in Givebutter left it behind"


def test_the_winner_itself_is_never_proposed():
    assert proposed() == set()


def test_a_doubtful_contact_is_never_proposed():
    assert proposed(contact(102, first_name="Jordan", phones=[phone(1)])) == set()


def test_a_contact_with_another_mentors_id_is_never_proposed():
    taken = contact(102, external_id="MN0002", phones=[phone(1)])
    people = signup(), signup("MN0002", first_name="Avi", last_name="Brooks", phone=phone(1))
    assert set(archivals(*people, contacts=[WINNER, taken])) == set()


def test_a_contact_that_also_fits_somebody_else_is_never_proposed():
    nameless = contact(102, first_name=None, last_name=None, phones=[phone(1)])
    jordans = contact(103, external_id="MN0002", first_name="Jordan", phones=[phone(1)])
    people = signup(), signup("MN0002", first_name="Jordan", phone=phone(1))
    assert set(archivals(*people, contacts=[WINNER, nameless, jordans])) == set()


def test_a_contact_that_a_mentor_in_doubt_has_is_never_proposed():
    tie = [contact(number, phones=[phone(2)], first_name="Jordan") for number in (103, 104)]
    loser = contact(102, phones=[phone(1)])
    known = [mentor("MN0002", gb_contact_id=102)]
    people = signup(), signup("MN0002", first_name="Jordan")
    assert set(archivals(*people, contacts=[WINNER, loser, *tie], known=known)) == set()


def test_nothing_is_proposed_while_somebody_is_asked():
    tie = [contact(101, phones=[phone(1)]), contact(102, phones=[phone(1)])]
    assert archivals(signup(), contacts=tie) == {}
    stranger = contact(105, external_id="MN0001", first_name="Pat", last_name="Lee")
    rich = contact(103, phones=[phone(1)], tags=["Mentors 2025"])
    assert archivals(signup(), contacts=[stranger, rich, tie[0]]) == {}


def test_the_only_contact_with_the_dropped_tag_is_kept():
    assert proposed(contact(102, phones=[phone(1)], tags=["Dropped 25"])) == set()
    both = [
        contact(101, external_id="MN0001", phones=[phone(1)], tags=["Dropped 25"]),
        contact(102, phones=[phone(1)], tags=["Dropped 25"]),
    ]
    assert set(archivals(signup(), contacts=both)) == {102}


def test_a_proposal_holds_every_fact_that_speaks_against_it():
    loser = contact(
        102,
        phones=[phone(1)],
        tags=["Donor"],
        household="Stone",
        total_contributions=Decimal("250.00"),
        modified_at=NOW,
    )
    found = archivals(signup(), contacts=[WINNER, loser])[102]
    assert (found.mn_id, found.winner_contact_id) == ("MN0001", 101)
    assert found.facts == {
        "score": 150,
        "winner_score": 50,
        "first_name": loser.first_name,
        "last_name": loser.last_name,
        "external_id": None,
        "emails": [],
        "phones": [phone(1)],
        "total_contributions": "250.00",
        "household": "Stone",
        "tags": ["Donor"],
        "modified_at": "2025-10-28T16:00:00+00:00",
    }
    assert found.reason == "Contact 101 is the same person and carries the External ID"


def test_without_an_external_id_the_scores_are_the_reason():
    rich = contact(101, phones=[phone(1)], tags=["Mentors 2025"])
    found = archivals(signup(), contacts=[rich, contact(102, phones=[phone(1)])])[102]
    assert found.reason == "Contact 101 is the same person and scores 550 against 50"


# Decided


def test_what_somebody_was_shown_and_did_not_choose_goes_with_the_decision():
    chosen, other = (contact(number, phones=[phone(1)]) for number in (101, 102))
    answer = decision(101, options=[101, 102], decision_id=7)
    found = archivals(signup(), contacts=[chosen, other], decisions=[answer])[102]
    assert (found.decision_id, found.winner_contact_id, found.reason) == (7, 101, "Contact 101 was chosen")


def test_what_nobody_was_shown_is_only_proposed():
    chosen, mass = contact(101, phones=[phone(1)]), contact(103, emails=["a@uga.edu"])
    answer = decision(101, options=[101, 102])
    found = archivals(signup(uga_email="a@uga.edu"), contacts=[chosen, mass], decisions=[answer])
    assert found[103].decision_id is None


def test_an_automatic_duplicate_has_no_decision():
    assert archivals(signup(), contacts=[WINNER, contact(102, phones=[phone(1)])])[102].decision_id is None


def test_a_caution_says_why_to_look_twice():
    family = contact(102, phones=[phone(1)], household="The Stones")
    found = archivals(signup(), contacts=[WINNER, family, contact(103, phones=[phone(1)])])
    assert found[102].caution == "Look twice: it is a member of a household"
    assert found[103].caution is None


def test_a_contact_that_was_chosen_for_somebody_else_is_never_proposed():
    """Not even while it cannot be theirs yet, because it still carries the first mentor's External ID."""
    theirs = contact(102, external_id="MN0001", phones=[phone(1)])
    mine = decision(101, options=[101, 102])
    typed = decision(102, options=[103], mn_id="MN0002", answer=Answer.CUSTOM, decision_id=2)
    people = signup(), signup("MN0002", first_name="Jordan")
    assert set(archivals(*people, contacts=[WINNER, theirs], decisions=[mine])) == {102}
    assert set(archivals(*people, contacts=[WINNER, theirs], decisions=[mine, typed])) == set()
