from decimal import Decimal

import pytest

from core.rules.archiving import caution_about
from tests.examples import contact


@pytest.mark.parametrize("amount", [None, Decimal("0.00")])
def test_nothing_speaks_against_a_plain_duplicate(amount):
    assert caution_about(contact(total_contributions=amount), ("MN0001",)) is None


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"total_contributions": Decimal("0.01")}, "it has contributions"),
        ({"household": "The Stones"}, "it is a member of a household"),
        ({"external_id": "MN0717"}, "it carries another mentor's External ID"),
    ],
)
def test_a_contact_that_others_may_miss_needs_a_second_look(facts, reason):
    assert caution_about(contact(**facts), ("MN0001",)) == f"Look twice: {reason}"


@pytest.mark.parametrize("own", ["MN0002", "mn0001"])
def test_the_mentors_own_and_former_ids_are_no_reason(own):
    assert caution_about(contact(external_id=own), ("MN0002", "MN0001")) is None


@pytest.mark.parametrize(
    ("kind", "told", "value"),
    [("emails", "email_subscribed", "a@example.com"), ("phones", "phone_subscribed", "+14045550101")],
)
@pytest.mark.parametrize("stays", [True, None])
def test_a_no_to_messages_is_not_archived_in_passing(kind, told, value, stays):
    duplicate = contact(**{kind: [value], told: False})
    reason = caution_about(duplicate, ("MN0001",), winner=contact(102, **{kind: [value], told: stays}))
    assert reason == "Look twice: it has unsubscribed, and the contact that stays has not"
    for other in (contact(102, **{kind: [value], told: False}), contact(102)):
        assert caution_about(duplicate, ("MN0001",), winner=other) is None


def test_every_reason_is_named():
    told = caution_about(contact(external_id="MN0717", household="The Stones"), ("MN0001",))
    assert told == "Look twice: it is a member of a household, and it carries another mentor's External ID"


def test_where_nobody_knows_the_households_a_second_look_is_asked_for():
    assert caution_about(contact(), ("MN0001",), households_known=False) == (
        "Look twice: nobody knows whether it is a member of a household"
    )
