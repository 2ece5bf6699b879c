from core.records import Severity
from core.transform import transform
from tests.examples import NOW, contact, inputs, phone, season, signup

STRANGER = contact(101, external_id="MN0001", first_name="Pat", last_name="Lee", phones=[phone(88)])


def outcome(*contacts):
    return transform(inputs(signup(), contacts=contacts), season(), NOW)


def test_an_id_on_a_strangers_contact_is_asked_about():
    (found,) = outcome(STRANGER).conflicts
    assert (found.conflict_type, found.mn_id, found.severity) == ("external_id_collision", "MN0001", Severity.HIGH)
    assert [option.value for option in found.options] == ["101"]
    assert found.recommended_option is None
    assert "MN0001" in found.context["why"]


def test_the_persons_own_contact_is_an_option():
    (found,) = outcome(STRANGER, contact(102, phones=[phone(1)])).conflicts
    assert [option.value for option in found.options] == ["101", "102"]


def test_the_person_becomes_a_mentor_all_the_same_and_is_held_back():
    result = outcome(STRANGER, contact(102, phones=[phone(1)]))
    assert [(row.mn_id, row.gb_contact_id) for row in result.mentors] == [("MN0001", 102)]
    assert [hold.mn_id for hold in result.holds] == ["MN0001"]
    assert result.export.rows == ()


def test_the_strangers_drop_is_not_the_mentors():
    result = outcome(contact(101, external_id="MN0001", first_name="Pat", last_name="Lee", tags=["Dropped 25"]))
    assert [row.dropped for row in result.mentors] == [False]


def test_a_tie_and_a_collision_are_two_questions():
    result = outcome(STRANGER, contact(102, phones=[phone(1)]), contact(103, phones=[phone(1)]))
    assert [found.conflict_type for found in result.conflicts] == ["contact_selection", "external_id_collision"]
