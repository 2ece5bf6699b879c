from decimal import Decimal

import pytest

from core.rules.progress import fundraised_done, own_tags, progress_tags, status_category, total_raised
from core.seasons import ProgressTag
from tests.examples import NOW, mentor, season

ENOUGH, LITTLE = Decimal("75.00"), Decimal("74.99")


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, "needs_setup"),
        ({"setup_submission_id": "7001"}, "needs_page"),
        ({"campaign_member": True}, "needs_fundraising"),
        ({"campaign_member": True, "amount_raised": LITTLE, "training_at": NOW}, "needs_fundraising"),
        ({"campaign_member": True, "amount_raised": ENOUGH}, "needs_training"),
        ({"offline_raised": ENOUGH}, "needs_training"),
        ({"amount_raised": ENOUGH, "training_at": NOW}, "complete"),
        ({"amount_raised": ENOUGH, "training_at": NOW, "dropped": True}, "dropped"),
    ],
)
def test_the_status_is_the_first_that_holds(fields, status):
    assert status_category(mentor(**fields), season()) == status


def test_cash_counts_towards_the_goal():
    assert fundraised_done(mentor(amount_raised=Decimal("50.00"), offline_raised=Decimal("25.00")), season())
    assert not fundraised_done(mentor(amount_raised=Decimal("50.00")), season())


def test_an_unknown_amount_is_not_zero():
    assert total_raised(mentor()) is None
    assert total_raised(mentor(amount_raised=Decimal("0.00"))) == 0
    assert total_raised(mentor(offline_raised=Decimal("5.00"))) == 5


@pytest.mark.parametrize(
    ("fields", "tags"),
    [
        ({}, ["No Page", "No Training Signup", "No Preferences", "Status: Needs Setup"]),
        ({"training_signup_at": NOW}, ["No Page", "Training Incomplete", "No Preferences", "Status: Needs Setup"]),
        ({"training_at": NOW}, ["No Page", "No Preferences", "Status: Needs Setup"]),
        (
            {"campaign_member": True, "training_at": NOW, "shift_preference": "Morning"},
            ["Not Fundraised", "Status: Needs Fundraising"],
        ),
        (
            {"amount_raised": ENOUGH, "campaign_member": True, "training_at": NOW, "partner_phone": "+14045550123"},
            ["Status: Complete"],
        ),
        (
            {"dropped": True, "training_at": NOW, "shift_preference": "Morning", "campaign_member": True},
            ["Dropped 25", "Not Fundraised", "Status: Dropped"],
        ),
    ],
)
def test_progress_tags_say_what_is_missing(fields, tags):
    assert progress_tags(mentor(**fields), season()) == ("Mentors 2025", *tags)


def test_a_tag_that_is_switched_off_is_not_given():
    tags = (ProgressTag("season", ""), ProgressTag("no_page", "No Page", enabled=False))
    assert progress_tags(mentor(), season(progress_tags=tags)) == ("Mentors 2025",)


def test_the_texts_are_the_seasons():
    tags = (ProgressTag("no_page", "Has no page yet"), ProgressTag("status", "Stage {status}"))
    assert progress_tags(mentor(), season(progress_tags=tags)) == ("Has no page yet", "Stage Needs Setup")


def test_a_tag_without_text_is_not_given():
    assert progress_tags(mentor(), season(progress_tags=(ProgressTag("no_page", ""),))) == ()


def test_all_texts_a_tag_can_have_are_the_seasons_own():
    ours = own_tags(season())
    assert {"mentors 2025", "dropped 25", "no page", "status: complete", "status: needs page"} <= ours
    assert "mentors 2024" not in ours
