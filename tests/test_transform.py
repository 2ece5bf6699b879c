"""The eight steps together: what must hold whatever the sources say."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.etl.import_file import check_csv, write_csv
from core.inputs import Inputs
from core.outcome import Outcome
from core.transform import UnbalancedError, check_balance, transform
from tests.examples import (
    NOW,
    SIGNED_UP,
    contact,
    inputs,
    member,
    mentor,
    phone,
    preference,
    season,
    setup,
    signup,
    training,
)


def run(given: Inputs, now=NOW) -> Outcome:
    return transform(given, season(), now)


def run_again(given: Inputs, outcome: Outcome, now=NOW) -> Outcome:
    return run(replace(given, known={row.mn_id: row for row in outcome.mentors}), now)


def test_the_steps_are_told_as_they_begin():
    names = []
    outcome = transform(inputs(signup()), season(), NOW, watch=names.append)
    assert names == ["validate", "deduplicate", "match", "merge", "changes", "export", "archive"]
    assert [step.name for step in outcome.steps] == names


def test_each_step_counts_what_went_in_and_out():
    older = signup(submission_id="8999", submitted_at=SIGNED_UP - timedelta(days=1))
    loser = contact(102, phones=[phone(1)])
    winner = contact(101, phones=[phone(1)], tags=["Mentors 2025"])
    outcome = run(inputs(signup(), older, signup(None), contacts=[winner, loser]))
    assert [(step.name, step.records_in, step.records_out, step.issues) for step in outcome.steps] == [
        ("validate", 3, 2, 1),
        ("deduplicate", 2, 1, 1),
        ("match", 1, 1, 0),
        ("merge", 1, 1, 0),
        ("changes", 1, 1, 0),
        ("export", 1, 1, 0),
        ("archive", 1, 1, 0),
    ]


def test_an_empty_season_is_no_trouble():
    outcome = run(inputs())
    assert (outcome.mentors, outcome.issues, outcome.export.rows) == ((), (), ())


def test_three_contacts_with_one_phone():
    """The member with full data wins; last year's dropped one and the mass-mail one are proposed for archival."""
    person = signup(personal_email="a@example.com", uga_email="a@uga.edu")
    full = contact(
        101,
        phones=[phone(1)],
        emails=["a@example.com", "a@uga.edu"],
        has_address=True,
        tags=["Mentors 2025"],
        modified_at=NOW,
    )
    old = contact(102, phones=[phone(1)], tags=["Dropped 24"], modified_at=NOW - timedelta(days=400))
    mass = contact(103, emails=["a@uga.edu"])
    outcome = run(inputs(person, contacts=[old, mass, full], members=[member(email="a@example.com")]))
    assert [(row.mn_id, row.gb_contact_id, row.dropped) for row in outcome.mentors] == [("MN0001", 101, False)]
    assert {archival.contact_id for archival in outcome.archivals} == {102, 103}
    assert outcome.export.ready[0].cells[:2] == ("101", "MN0001")


def test_a_donation_and_a_drop_are_one_change_each():
    given = inputs(
        signup(), contacts=[contact(101, phones=[phone(1)])], members=[member(phone=phone(1), raised=Decimal("10.00"))]
    )
    before = run(given)
    later = replace(
        given,
        members=(member(phone=phone(1), raised=Decimal("60.00")),),
        contacts={101: contact(101, phones=[phone(1)], tags=["Dropped 25"])},
    )
    changes = run_again(later, before).changes
    assert [(change.change_type, change.field_name, change.old_value, change.new_value) for change in changes] == [
        ("field_change", "amount_raised", "10.00", "60.00"),
        ("dropped", "dropped", "false", "true"),
    ]


def test_whoever_gets_an_id_anew_is_asked_the_same_in_the_first_run_and_in_the_next():
    """The contact of whoever had the id before, who left, is nothing to them in either run."""
    former = contact(101, external_id="MN0001", modified_at=SIGNED_UP - timedelta(days=200))
    anew = signup(first_name="Jordan", last_name="Brooks", phone=None, submission_id="9100", uga_email="j@uga.edu")
    given = inputs(anew, contacts=[former], known=[mentor(gb_contact_id=101)])
    first = run(given)
    second = run_again(given, first)
    assert first.renamed == {"MN0001": "MN0001~1"}
    assert (second.conflicts, second.holds, second.waiting) == (first.conflicts, first.holds, first.waiting)
    assert second.retirements == first.retirements


def test_a_mentors_own_contact_that_became_somebody_elses_stays_theirs_until_somebody_decides():
    """Everything on it was overwritten but the External ID: a question, and asked the same in the next run."""
    long_ago = SIGNED_UP - timedelta(days=200)
    overwritten = {"first_name": "Kate", "last_name": "Brooks"}
    theirs = contact(101, external_id="MN0001", modified_at=long_ago, **overwritten)
    given = inputs(signup(), contacts=[theirs], known=[mentor(gb_contact_id=101)])
    first = run(given)
    second = run_again(given, first)
    assert [one.conflict_type for one in first.conflicts] == ["external_id_collision"]
    assert [row.gb_contact_id for row in first.mentors] == [101]
    assert (second.conflicts, second.changes, second.retirements) == (first.conflicts, (), ())


def test_a_sum_that_does_not_come_out_stops_the_run():
    with pytest.raises(UnbalancedError, match="2 sign-ups are not 1 mentors \\+ 0 exclusions"):
        check_balance(2, [mentor("MN0001"), mentor("MN0002", withdrawn_at=NOW)], [])


# Laws

numbers, mails = st.integers(1, 4), st.sampled_from(["p1@example.com", "p2@example.com", "p1@uga.edu", "p2@uga.edu"])
firsts, lasts = st.sampled_from(["Avery", "Jordan", "Kate", None]), st.sampled_from(["Stone", "Brooks", None])
ids = st.sampled_from([None, *(f"MN000{number}" for number in range(1, 6))])
days = st.integers(0, 300)


def some(build, **fields):
    """Up to six records, each with an id of its own."""
    rows = st.lists(st.fixed_dictionaries(fields), max_size=6)
    return rows.map(lambda found: [build(at, **row) for at, row in enumerate(found, 1)])


signups = some(
    lambda at, day, **fields: signup(
        fields.pop("mn_id"), submission_id=str(at), submitted_at=SIGNED_UP + timedelta(days=day), **fields
    ),
    mn_id=ids,
    day=days,
    first_name=firsts,
    last_name=lasts,
    preferred_name=st.sampled_from([None, "Av", "=Av", "A" * 40]),
    phone=st.none() | numbers.map(phone),
    personal_email=st.none() | mails,
    uga_email=st.none() | mails,
    uga_class=st.sampled_from([None, "3rd year", "Exchange"]),
)
contacts = some(
    lambda at, day, **fields: contact(100 + at, modified_at=NOW - timedelta(days=day), **fields),
    day=days,
    first_name=st.sampled_from(["Avery", "Jordan", None, "F.1.2"]),
    last_name=lasts,
    external_id=ids,
    phones=st.sets(numbers.map(phone), max_size=2).map(sorted),
    emails=st.sets(mails, max_size=2).map(sorted),
    tags=st.sampled_from([(), ("Mentors 2025",), ("Dropped 25",), ("a,b", "Donor")]),
    email_subscribed=st.none() | st.booleans(),
)
traces = {"mn_id": ids, "phone": st.none() | numbers.map(phone)}
known = some(
    lambda at, **fields: mentor(
        f"MN000{at}", **{**fields, "gb_contact_id": None if fields["withdrawn_at"] else 100 + at}
    ),
    withdrawn_at=st.sampled_from([None, SIGNED_UP]),
    notes=st.sampled_from([None, "paid in cash"]),
)
worlds = st.builds(
    lambda people, found, rows, setups, trainings, preferences, members: inputs(
        *people,
        contacts=found,
        known=rows,
        setups=setups,
        trainings=trainings,
        preferences=preferences,
        members=members,
    ),
    signups,
    contacts,
    known,
    some(lambda at, **fields: setup(str(at), **fields), **traces, email=st.none() | mails),
    some(lambda at, **fields: training(str(at), **fields), phone=traces["phone"], email=st.none() | mails),
    some(lambda at, **fields: preference(str(at), **fields), **traces, partner_phone=traces["phone"]),
    some(
        member,
        phone=traces["phone"],
        email=st.none() | mails,
        raised=st.none() | st.decimals(0, 200, places=2),
    ),
)
law = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@law
@given(worlds)
def test_a_second_run_changes_nothing_and_asks_nothing_new(world):
    first = run(world)
    second = run_again(world, first)
    assert second.changes == ()
    assert sorted(second.mentors, key=repr) == sorted(first.mentors, key=repr)
    assert second.renamed == {}
    assert second.conflicts == first.conflicts
    assert second.export == first.export


@law
@given(worlds)
def test_no_sign_up_is_lost(world):
    outcome = run(world)
    excluded = [exclusion.submission_id for exclusion in outcome.exclusions]
    assert len(excluded) == len(set(excluded))
    present = [row for row in outcome.mentors if row.withdrawn_at is None]
    assert len(world.signups) == len(present) + len(excluded)


@law
@given(worlds)
def test_no_known_mentor_is_lost_with_what_staff_noted(world):
    outcome = run(world)
    after = {row.mn_id: row for row in outcome.mentors}
    for mn_id, row in world.known.items():
        assert after[outcome.renamed.get(mn_id, mn_id)].notes == row.notes


@law
@given(worlds)
def test_one_contact_represents_at_most_one_mentor(world):
    linked = [row.gb_contact_id for row in run(world).mentors if row.gb_contact_id is not None]
    assert len(linked) == len(set(linked))


@law
@given(worlds)
def test_every_row_that_leaves_passes_the_checks(world):
    outcome = run(world)
    assert check_csv(write_csv(outcome.export), season(), world.contacts) == ()


@law
@given(worlds)
def test_nobody_who_is_asked_about_leaves(world):
    outcome = run(world)
    leaving = {row.mn_id for row in outcome.export.rows}
    assert leaving.isdisjoint(hold.mn_id for hold in outcome.holds)
    assert leaving.isdisjoint(conflict.mn_id for conflict in outcome.conflicts)
    assert len({hold.mn_id for hold in outcome.holds}) == len(outcome.holds)


@law
@given(worlds)
def test_nothing_that_is_used_is_proposed_for_archival(world):
    outcome = run(world)
    proposed = {archival.contact_id for archival in outcome.archivals}
    assert proposed.isdisjoint(row.gb_contact_id for row in outcome.mentors)
    options = {option.value for conflict in outcome.conflicts for option in conflict.options}
    assert proposed.isdisjoint(int(value) for value in options if value.isdecimal())


@law
@given(worlds)
def test_every_question_and_every_issue_comes_once(world):
    outcome = run(world)
    questions = [(found.mn_id, found.conflict_type) for found in outcome.conflicts]
    issues = [(found.error_type, found.mn_id, found.source_table, found.record_id) for found in outcome.issues]
    assert len(questions) == len(set(questions))
    assert len(issues) == len(set(issues))


@law
@given(worlds, st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(world, chance):
    lists = ("signups", "setups", "trainings", "preferences", "members", "candidates")
    shuffled = replace(
        world, **{name: tuple(chance.sample(getattr(world, name), len(getattr(world, name)))) for name in lists}
    )
    one, other = run(world), run(shuffled)
    for name in ("mentors", "renamed", "changes", "conflicts", "archivals", "holds", "export"):
        assert getattr(one, name) == getattr(other, name)
    assert set(map(repr, one.issues)) == set(map(repr, other.issues))
    assert set(one.exclusions) == set(other.exclusions)


@law
@given(worlds)
def test_no_remark_holds_personal_data(world):
    outcome = run(world)
    texts = [issue.message for issue in outcome.issues] + [hold.reason for hold in outcome.holds]
    texts += [problem for row in outcome.export.rows for problem in (*row.problems, *row.warnings)]
    remarks = " ".join((*texts, *outcome.export.warnings))
    assert not any(secret in remarks for secret in ("@", "Avery", "Stone", "Jordan", phone(1)[:8]))
