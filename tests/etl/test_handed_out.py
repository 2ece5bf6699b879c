"""What is remembered of a file that goes out."""

from core.etl.handed_out import handed_out
from core.mentors import Provenance
from core.records import Source
from tests.examples import contact, mentor, phone, season


def remembered(**fields):
    row = mentor(**{"phone": phone(1), "personal_email": None, "gb_contact_id": 101, **fields})
    contacts = {101: contact(101, phones=[phone(2)])}
    return {(one.field_name, one.exported, one.exported_over) for one in handed_out([row], contacts, season())}


def test_the_sign_ups_value_is_remembered_with_what_the_contact_has():
    told = {"phone": Provenance(Source.SIGNUP, "1")}
    assert remembered(provenance=told) == {("phone", phone(1), phone(2))}


def test_a_new_contact_had_nothing():
    assert remembered(provenance={"phone": Provenance(Source.SIGNUP, "1")}, gb_contact_id=None) == {
        ("phone", phone(1), None)
    }


def test_a_value_of_the_contact_or_of_a_decision_says_nothing_about_the_sign_up():
    assert remembered(provenance={"phone": Provenance(Source.CONTACT, "101")}) == set()
    assert remembered(provenance={"phone": Provenance(Source.DECISION, "1")}) == set()
