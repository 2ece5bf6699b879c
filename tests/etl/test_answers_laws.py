"""What holds of all answers, however odd, and of all orders."""

from hypothesis import given
from hypothesis import strategies as st

from core.decisions import Answer
from core.etl.deduplicate import deduplicate
from core.etl.people import by_id
from core.transform import transform
from tests.etl.test_match import books, crowds, winners
from tests.examples import NOW, decision, inputs, season

ids = st.integers(100, 107).map(str)
answers = st.builds(
    lambda mn_id, kind, options, answer, value: {
        "mn_id": mn_id,
        "conflict_type": kind,
        "options": options,
        "answer": answer,
        "value": value,
    },
    st.sampled_from([f"MN000{number}" for number in range(1, 6)]),
    st.sampled_from(["contact_selection", "external_id_collision"]),
    st.sets(ids, min_size=1, max_size=3),
    st.sampled_from(Answer),
    ids,
)
piles = st.lists(answers, max_size=6).map(
    lambda pile: [decision(**{**fields, "decision_id": number}) for number, fields in enumerate(pile, 1)]
)


def outcome(*signups, **records):
    return transform(inputs(*signups, **records), season(), NOW)


@given(crowds, books, piles)
def test_no_answers_give_one_contact_to_two_mentors(signups, contacts, decisions):
    taken = [
        contact_id for contact_id in winners(*signups, contacts=contacts, decisions=decisions).values() if contact_id
    ]
    assert len(taken) == len(set(taken))


@given(crowds, books, piles, st.randoms(use_true_random=False))
def test_the_order_of_answers_and_records_does_not_matter(signups, contacts, decisions, chance):
    one_way = outcome(*signups, contacts=contacts, decisions=decisions)
    shuffled = (chance.sample(things, len(things)) for things in (signups, contacts, decisions))
    people, found, answered = shuffled
    other_way = outcome(*people, contacts=found, decisions=answered)
    assert (one_way.mentors, one_way.conflicts) == (other_way.mentors, other_way.conflicts)
    assert (one_way.archivals, one_way.releases) == (other_way.archivals, other_way.releases)
    assert (one_way.holds, set(one_way.agreed)) == (other_way.holds, set(other_way.agreed))


@given(crowds, books, piles)
def test_a_question_that_was_answered_is_never_asked_again(signups, contacts, decisions):
    result = outcome(*signups, contacts=contacts, decisions=decisions)
    answered = {(made.mn_id, made.conflict_type, made.options) for made in decisions if made.answer is not Answer.SKIP}
    asked = {(q.mn_id, q.conflict_type, frozenset(option.value for option in q.options)) for q in result.conflicts}
    assert asked.isdisjoint(answered)


@given(crowds, books, piles)
def test_a_chosen_contact_is_used_or_the_person_is_held_back(signups, contacts, decisions):
    result = outcome(*signups, contacts=contacts, decisions=decisions)
    used, held = {row.mn_id: row.gb_contact_id for row in result.mentors}, {hold.mn_id for hold in result.holds}
    people = by_id(deduplicate(signups).people)
    given_answers = (made for made in decisions if made.answer is not Answer.SKIP and made.mn_id in people)
    latest = {people[made.mn_id].mn_id: made for made in given_answers}
    for mn_id, made in latest.items():
        exists = any(str(found.contact_id) == made.value for found in contacts)
        if mn_id in used and mn_id not in held and made.answer in {Answer.OPTION, Answer.CUSTOM} and exists:
            assert str(used[mn_id]) == made.value
