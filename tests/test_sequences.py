"""Whatever happens in whatever order: no question twice, no answer lost, no contact on two mentors."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from core.decisions import Answer
from core.etl.answers import age_of, contact_named
from core.rules.fields import STAFF_FIELDS
from tests.examples import phone
from tests.world import FIELDS, World, mail

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
FROM_CONTACTS = {"gb_contact_id", "phone", "personal_email", "uga_email", "dropped"}
people = st.sampled_from(["MN0001", "MN0002", "MN0003"])
numbers = st.integers(1, 5)
picks = st.integers(0, 99)


def pick(things, number):
    return list(things)[number % len(things)]


class Sequences(RuleBasedStateMachine):
    """Syncs, edits in either system, files handed out and taken in, answers, and answers taken back."""

    def __init__(self):
        super().__init__()
        self.world = World()

    @rule(mn_id=people, number=numbers)
    def edit_a_phone_in_jotform(self, mn_id, number):
        self.world.edit_signup(mn_id, phone=phone(number))
        self.world.sync()

    @rule(mn_id=people, number=numbers)
    def edit_an_address_in_jotform(self, mn_id, number):
        self.world.edit_signup(mn_id, personal_email=mail(number))
        self.world.sync()

    @rule(which=picks, number=numbers)
    def edit_a_phone_in_givebutter(self, which, number):
        self.world.edit_contact(pick(self.world.contacts, which), phones=(phone(number),))
        self.world.sync()

    @rule(which=picks, number=numbers, external_id=st.none() | people, tags=st.sampled_from([(), ("Mentors 2025",)]))
    def edit_anything_in_givebutter(self, which, number, external_id, tags):
        changed = {"emails": (mail(number),), "external_id": external_id, "tags": tags}
        self.world.edit_contact(pick(self.world.contacts, which), **changed)
        self.world.sync()

    @rule(mn_id=people, number=numbers)
    def a_contact_appears(self, mn_id, number):
        form = self.world.signups[mn_id]
        self.world.add_contact(first_name=form.first_name, last_name=form.last_name, phones=[phone(number)])
        self.world.sync()

    @rule(imported=st.booleans())
    def hand_out_a_file(self, imported):
        mn_ids = self.world.hand_out()
        if imported:
            self.world.take_in(mn_ids)
        self.world.sync()

    @rule()
    def do_what_decisions_ask_for(self):
        self.world.deliver()
        self.world.sync()

    @precondition(lambda self: self.world.outcome.conflicts)
    @rule(which=picks, answer=st.sampled_from(list(Answer)[:-1]), value=picks)
    def decide(self, which, answer, value):
        question = pick(self.world.outcome.conflicts, which)
        options = [option.value for option in question.options]
        is_value = question.conflict_type in FIELDS
        if is_value and answer in {Answer.NEW_CONTACT, Answer.DIFFERENT_PERSON}:
            answer = Answer.OPTION
        typed = phone(7) if question.conflict_type == "phone_mismatch" else mail(7)
        values = {
            Answer.OPTION: pick(options, value),
            Answer.CUSTOM: typed if is_value else str(pick(self.world.contacts, value)),
            Answer.NEW_CONTACT: None,
            Answer.DIFFERENT_PERSON: pick([*options, None], value),
        }
        before = self.world.known
        self.world.decide(question, answer, values[answer])
        self.world.sync()
        self.check_untouched(before, {FIELDS[question.conflict_type]} if is_value else FROM_CONTACTS)

    @precondition(lambda self: self.world.decisions)
    @rule(which=picks)
    def undo(self, which):
        before = self.world.known
        decision = pick(self.world.decisions, which)
        self.world.undo(decision)
        self.world.sync()
        self.check_untouched(before, FROM_CONTACTS)

    def check_untouched(self, before, may_change):
        fields = {change.field_name for change in self.world.outcome.changes if change.change_type != "new_mentor"}
        assert fields <= {*may_change, "withdrawn_at"}
        for row in self.world.known.values():
            if row.mn_id in before:
                assert all(getattr(row, field) == getattr(before[row.mn_id], field) for field in STAFF_FIELDS)

    @invariant()
    def no_question_is_asked_while_its_answer_stands(self):
        answered = {(one.mn_id, one.conflict_type, one.options) for one in self.world.decisions if self.holds(one)}
        asked = [
            (q.mn_id, q.conflict_type, frozenset(o.value for o in q.options)) for q in self.world.outcome.conflicts
        ]
        assert len(asked) == len(set(asked))
        assert answered.isdisjoint(asked)

    def holds(self, one):
        """Neither what it names nor what the person was given last is gone or was given to somebody else since."""
        about_contacts = [other for other in self.world.decisions if other.conflict_type not in FIELDS]
        if one not in about_contacts:
            return True
        mine = [other for other in about_contacts if other.mn_id == one.mn_id]
        return all(self.is_still_theirs(given, about_contacts) for given in (one, max(mine, key=age_of)))

    def is_still_theirs(self, given, about_contacts):
        named = contact_named(given)
        later = (other for other in about_contacts if age_of(other) > age_of(given) and other.mn_id != given.mn_id)
        return named is None or (named in self.world.contacts and named not in map(contact_named, later))

    @invariant()
    def no_contact_has_two_mentors(self):
        taken = [row.gb_contact_id for row in self.world.known.values() if row.gb_contact_id is not None]
        assert len(taken) == len(set(taken))

    @invariant()
    def a_second_sync_changes_nothing(self):
        again = self.world.decide_all()
        assert (again.changes, again.agreed) == ((), ())
        assert again.conflicts == self.world.outcome.conflicts
        assert again.holds == self.world.outcome.holds

    @invariant()
    def nobody_in_doubt_is_in_the_file(self):
        waiting = {q.mn_id for q in self.world.outcome.conflicts if q.conflict_type not in FIELDS}
        exported = {row.mn_id for row in self.world.outcome.export.rows}
        assert waiting <= {hold.mn_id for hold in self.world.outcome.holds}
        assert exported.isdisjoint(hold.mn_id for hold in self.world.outcome.holds)

    @invariant()
    def the_latest_answer_about_contacts_is_not_lost(self):
        held = {hold.mn_id for hold in self.world.outcome.holds}
        for mn_id, latest in self.latest_about_contacts().items():
            used = self.world.known[mn_id].gb_contact_id if mn_id in self.world.known else None
            if mn_id in held:
                continue
            if latest.answer is Answer.NEW_CONTACT:
                assert str(used) not in latest.options
            elif latest.answer is Answer.DIFFERENT_PERSON:
                assert str(used) != latest.value
            elif int(latest.value) in self.world.contacts:
                assert str(used) == latest.value

    @invariant()
    def an_answer_about_a_value_is_not_lost(self):
        held = {hold.mn_id for hold in self.world.outcome.holds}
        for one in self.world.decisions:
            row = self.world.known.get(one.mn_id)
            found = self.world.contacts.get(row.gb_contact_id) if row else None
            if one.conflict_type != "phone_mismatch" or one.mn_id in held or found is None or not found.phones:
                continue
            values = {self.world.signups[one.mn_id].phone, found.phones[0]}
            answers = [a for a in self.world.decisions if a.mn_id == one.mn_id and a.conflict_type == "phone_mismatch"]
            covering = [a for a in answers if len(values) == 2 and values <= {*a.options, a.value}]
            if covering:
                assert row.phone == covering[-1].value

    def latest_about_contacts(self):
        return {one.mn_id: one for one in self.world.decisions if one.conflict_type not in FIELDS}


TestSequences = Sequences.TestCase
TestSequences.settings = settings(max_examples=500, stateful_step_count=14, deadline=None)
