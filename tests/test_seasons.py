"""A season is data: complete and usable, or every gap is named at once."""

import pytest

from core.errors import SeasonIncompleteError
from core.season_keys import KEYS
from core.seasons import season_from

READY = {
    "jotform_signup_form_id": "1",
    "jotform_setup_form_id": "2",
    "jotform_training_form_id": "3",
    "givebutter_campaign_code": "X",
    "givebutter_mentor_tag": "Mentors 2025",
    "givebutter_dropped_tag": "Dropped 25",
    "event_date": "2025-11-09",
    "fundraising_goal": "75",
}


def test_all_missing_keys_are_named_at_once():
    with pytest.raises(SeasonIncompleteError) as refused:
        season_from(2025, {})
    assert all(key.name in str(refused.value) for key in KEYS if key.is_required)


def test_what_a_season_must_be_told_is_enough():
    season = season_from(2025, READY)
    assert (season.fundraising_goal, season.auto_resolve_margin, season.jotform_partner_form_id) == (75, 100, None)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("fundraising_goal", "a lot"),
        ("fundraising_goal", "NaN"),
        ("event_date", "next Sunday"),
        ("time_zone", "Mars/Olympus"),
        ("question_names", '{"signups": "phone"}'),
        ("progress_tags", '[{"label": "x"}]'),
        ("export_custom_fields", "[1]"),
        ("export_custom_fields", "{"),
        ("archive_automatically", "perhaps"),
    ],
)
def test_an_unusable_setting_is_named_and_never_a_crash(key, text):
    with pytest.raises(SeasonIncompleteError):
        season_from(2025, {**READY, key: text})


def test_form_ids_and_dates_are_not_copied_to_the_next_season():
    assert {key.name for key in KEYS if not key.copied} >= {"jotform_signup_form_id", "event_date"}
