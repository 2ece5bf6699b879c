"""What is remembered of a file that goes out."""

from core.etl.export import build_export
from core.etl.handed_out import handed_out
from core.mentors import Provenance
from core.records import Source
from tests.examples import NOW, contact, mentor, phone, season


def remembered(undecided=None, **fields):
    row = mentor(**{"phone": phone(1), "personal_email": None, "gb_contact_id": 101, **fields})
    contacts = {101: contact(101, phones=[phone(2)])}
    export = build_export(
        [row], contacts, season(), holds=(), now=NOW, contacts_at=NOW, undecided={"MN0001": undecided or {}}
    )
    told = handed_out(export, {"MN0001": row}, contacts, season())
    return {(one.field_name, one.exported, one.exported_over) for one in told}


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


def test_a_cell_that_stays_as_in_givebutter_tells_nothing():
    told = {"phone": Provenance(Source.SIGNUP, "1")}
    assert remembered({"phone": phone(2)}, provenance=told) == set()
