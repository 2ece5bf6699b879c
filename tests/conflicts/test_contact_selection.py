from datetime import timedelta
from decimal import Decimal

import pytest

from core.records import Severity
from core.transform import transform
from tests.examples import NOW, contact, decision, inputs, phone, season, signup


def question(*contacts, person=None, **settings):
    (found,) = transform(inputs(person or signup(), contacts=contacts), season(**settings), NOW).conflicts
    return found


def tie(lead: int):
    ahead = contact(101, phones=[phone(1)], modified_at=NOW - timedelta(days=50))
    return contact(102, phones=[phone(1)], modified_at=NOW - timedelta(days=50 + lead)), ahead


def test_a_tie_is_a_question_that_holds_the_person_back():
    found = question(*tie(0))
    assert (found.conflict_type, found.mn_id, found.severity) == ("contact_selection", "MN0001", Severity.HIGH)
    assert {option.value for option in found.options} == {"101", "102"}


def test_a_clear_lead_is_recommended_with_its_reasons():
    found = question(*tie(20))
    assert found.recommended_option == "101"
    assert found.recommendation_reason == (
        "It leads by 20 points: modified recently (+50), has the mentor's phone (+50)"
    )


@pytest.mark.parametrize("lead", [0, 19])
def test_a_coin_flip_is_never_recommended(lead):
    found = question(*tie(lead))
    assert (found.recommended_option, found.recommendation_reason) == (None, None)


def test_the_margins_are_the_seasons():
    assert question(*tie(5), recommend_margin=5).recommended_option == "101"


def test_another_name_is_never_recommended():
    found = question(contact(101, first_name="Jordan", phones=[phone(1)], tags=["Mentors 2025"]))
    assert found.recommended_option is None
    assert found.context["why"] == "Only the phone number agrees, the name is another"


def test_a_contested_contact_is_recommended_to_nobody():
    nameless = contact(101, first_name=None, last_name=None, phones=[phone(1)])
    people = signup(), signup("MN0002", first_name="Jordan", phone=phone(1))
    found = transform(inputs(*people, contacts=[nameless]), season(), NOW).conflicts
    assert [(conflict.mn_id, conflict.recommended_option) for conflict in found] == [("MN0001", None), ("MN0002", None)]


def test_an_option_shows_what_helps_to_choose():
    rich = contact(
        101,
        phones=[phone(1)],
        emails=["a@example.com"],
        tags=["Donor"],
        household="Stone",
        total_contributions=Decimal("25.00"),
        modified_at=NOW - timedelta(days=200),
    )
    found = question(rich, contact(102, phones=[phone(1)]))
    assert found.options[0].source == "contact"
    assert found.options[0].metadata == {
        "contact_id": 101,
        "external_id": None,
        "first_name": "Avery",
        "preferred_name": None,
        "last_name": "Stone",
        "emails": ["a@example.com"],
        "phones": [phone(1)],
        "tags": ["Donor"],
        "has_address": False,
        "household": "Stone",
        "total_contributions": "25.00",
        "modified_at": "2025-04-11T16:00:00+00:00",
        "score": 50,
        "reasons": [["has the mentor's phone", 50]],
        "completeness": 3 / 8,
    }


def test_the_context_says_who_is_asked_about():
    context = question(*tie(0), person=signup(preferred_name="Av")).context
    assert (context["submission_id"], context["preferred_name"], context["phone"]) == ("9001", "Av", phone(1))


def test_the_same_facts_are_the_same_question_tomorrow():
    given = inputs(signup(), contacts=tie(10))
    today, tomorrow = (transform(given, season(), NOW + timedelta(days=days)).conflicts for days in (0, 1))
    assert [option.value for option in today[0].options] == [option.value for option in tomorrow[0].options]


def test_the_question_says_who_is_meant_and_what_waits():
    context = question(*tie(0)).context
    assert (context["mn_id"], context["full_name"]) == ("MN0001", "Avery Stone")
    assert context["holds_up"] == "The person is held back from the import file until this is answered"


def test_nobody_is_talked_out_of_an_answer():
    """A contact that came up since is shown beside the chosen one, without a recommendation."""
    chosen = contact(101, phones=[phone(1)])
    newcomer = contact(103, phones=[phone(1)], emails=["a@example.com"], tags=["Mentors 2025"])
    given = inputs(signup(), contacts=[chosen, newcomer], decisions=[decision(101, options=[101, 102])])
    (found,) = transform(given, season(), NOW).conflicts
    assert [option.value for option in found.options] == ["101", "103"]
    assert found.recommended_option is None
    assert found.context["why"] == "Another contact came up since this one was chosen"
