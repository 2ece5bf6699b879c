from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.records import Source
from core.rules.disagreement import Sides, base_of, newer_side, remember, right_side
from tests.examples import NOW, agreed

NEW_YORK = ZoneInfo("America/New_York")


def sides(signup="P", contact="Q", memory=None, *, signup_days=0, contact_days=0, recency_days=30):
    return Sides(
        signup=signup,
        contact=contact,
        signup_at=NOW - timedelta(days=signup_days),
        contact_at=None if contact_days is None else NOW - timedelta(days=contact_days),
        agreed=memory,
        recency_days=recency_days,
        zone=NEW_YORK,
    )


def side(*args, **kwargs):
    found = right_side(sides(*args, **kwargs))
    return found and found[0]


# Three ways


def test_an_edit_made_by_hand_in_givebutter_comes_home():
    assert side("P", "Q", agreed("P")) is Source.CONTACT


def test_a_changed_sign_up_wins_while_the_contact_stays_as_agreed():
    assert side("P", "Q", agreed("Q")) is Source.SIGNUP


def test_where_both_sides_changed_only_a_person_can_tell():
    assert side("P", "Q", agreed("R")) is None


def test_where_nobody_knows_what_was_agreed_only_a_person_can_tell():
    assert side("P", "Q") is None
    assert side("P", "Q", agreed(None)) is None


def test_what_was_exported_and_changed_in_givebutter_since_comes_home():
    assert side("P", "Q", agreed("old", exported="P", exported_over="old")) is Source.CONTACT


def test_a_file_that_was_never_imported_says_nothing_about_the_contact():
    assert side("P", "Q", agreed(None, exported="P", exported_over="Q")) is None


def test_a_sign_up_that_was_exported_but_not_imported_still_wins_over_the_agreed_value():
    assert side("P", "Q", agreed("Q", exported="P", exported_over="Q")) is Source.SIGNUP


def test_a_sign_up_changed_after_the_import_wins():
    assert side("P", "Q", agreed(None, exported="Q", exported_over="R")) is Source.SIGNUP


def test_every_verdict_has_its_reason_in_words():
    _, reason = right_side(sides("P", "Q", agreed("P")))
    assert reason == "Only the contact was changed since both sides last agreed"


# Recency


@pytest.mark.parametrize(("days", "winner"), [(31, Source.SIGNUP), (30, None), (0, None), (-90, None)])
def test_a_sign_up_wins_when_it_is_newer_by_more_than_the_seasons_days(days, winner):
    assert side(contact_days=days) is winner


def test_the_seasons_setting_counts():
    assert side(contact_days=8, recency_days=7) is Source.SIGNUP


def test_an_unknown_date_is_never_older():
    assert side(contact_days=None) is None


def test_what_changed_since_both_agreed_counts_before_what_is_newer():
    assert side("P", "Q", agreed("P"), contact_days=90) is Source.CONTACT


# Recommending


@pytest.mark.parametrize(
    ("signup_days", "contact_days", "advice"),
    [
        (0, 12, (Source.SIGNUP, "The sign-up is 12 days newer")),
        (1, 0, (Source.CONTACT, "The contact is 1 day newer")),
        (3, 3, None),
        (3, None, None),
    ],
)
def test_the_newer_side_is_recommended_and_a_coin_flip_is_not(signup_days, contact_days, advice):
    assert newer_side(sides(signup_days=signup_days, contact_days=contact_days)) == advice


def test_days_are_those_of_the_calendar_in_the_seasons_time_zone():
    evening = datetime(2025, 10, 28, 3, 0, tzinfo=UTC)  # still the 27th in New York
    at = Sides("P", "Q", datetime(2025, 10, 28, 5, 0, tzinfo=UTC), evening, None, 30, NEW_YORK)
    assert newer_side(at) == (Source.SIGNUP, "The sign-up is 1 day newer")


# Remembering


def test_what_both_agree_on_is_remembered():
    assert remember(sides("P", "P"), "MN0001", "phone") == agreed("P")


def test_what_was_exported_is_forgotten_once_it_has_arrived():
    assert remember(sides("P", "P", agreed("old", exported="P", exported_over="old")), "MN0001", "phone") == agreed("P")
    assert remember(sides("P", "P", agreed("R", exported="R", exported_over="old")), "MN0001", "phone") == agreed("P")


def test_a_file_that_may_still_be_imported_is_kept_in_mind():
    """The mentor went back to the old number before the file was imported; then it is, and brings the other one."""
    memory = agreed("old", exported="P", exported_over="old")
    kept = remember(sides("old", "old", memory), "MN0001", "phone")
    assert kept == memory
    assert side("old", "P", kept) is Source.SIGNUP


# Laws

values = st.sampled_from(["P", "Q", "R"])
memories = st.none() | st.builds(
    lambda base, exported, over: agreed(base, exported=exported, exported_over=over),
    st.none() | values,
    st.none() | values,
    st.none() | values,
)


@given(values, values)
def test_the_three_way_rule_treats_both_sides_alike(one, other):
    if one != other:
        swapped = {Source.SIGNUP: Source.CONTACT, Source.CONTACT: Source.SIGNUP, None: None}
        for base in ("P", "Q", "R", None):
            assert side(one, other, agreed(base)) is swapped[side(other, one, agreed(base))]


@given(values, memories)
def test_remembering_twice_is_remembering_once(value, memory):
    once = remember(sides(value, value, memory), "MN0001", "phone")
    assert remember(sides(value, value, once), "MN0001", "phone") == once
    assert once.agreed == value


@given(values, values, memories)
def test_a_side_wins_only_against_one_that_stayed_as_it_was(one, other, memory):
    if one != other:
        winner, base = side(one, other, memory), base_of(sides(one, other, memory))
        assert winner is {one: Source.CONTACT, other: Source.SIGNUP}.get(base)
