"""What a setting must look like, whoever writes it; what was stored wrong is named and never a crash."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from core.commands import copy_season, set_season
from core.errors import SeasonIncompleteError, SettingsError
from core.review import preview_settings
from core.rules.export import CUSTOM_FIELD_SOURCES
from core.rules.progress import _APPLIES, STATUS_WORDS
from core.season_keys import KEY_BY_NAME, KEYS
from core.season_shapes import FIELD_SOURCES, FORMS, LONGEST_STATUS, PROGRESS_TAGS, SHAPES
from core.seasons import season_from
from core.store.seasons import load_season, load_settings
from core.streams import STREAMS
from core.transform import transform
from tests.examples import NOW, SETTINGS, inputs, signup

FIELD = {"id": "shirt", "label": "👕 Shirt", "kind": "text", "source": "uga_class"}
WRONG = [
    ("jotform_signup_form_id", "https://form.jotform.com/252988541198170"),
    ("jotform_partner_form_id", "25298 8541198170"),
    ("jotform_setup_form_id", "12\u200b34"),
    ("givebutter_campaign_code", "https://givebutter.com/mentors"),
    ("givebutter_mentor_tag", "Mentors, 2026"),
    ("givebutter_dropped_tag", "D" * 65),
    ("event_date", "9 November"),
    ("fundraising_goal", "-75"),
    ("fundraising_goal", "Infinity"),
    ("mn_id_prefix", "MN-2026"),
    ("time_zone", "America"),
    ("time_zone", "../etc/passwd"),
    ("university_email_domains", '["@example.edu"]'),
    ("university_email_domains", '["example"]'),
    ("university_email_domains", '"example.edu"'),
    ("auto_resolve_margin", "12.5"),
    ("recommend_margin", "-1"),
    ("recency_days", "99999999999999999999"),
    ("archive_automatically", "yes"),
    ("default_subscriptions", '{"email": "yes", "phone": true, "address": true}'),
    ("default_subscriptions", "[true, true, true]"),
    ("question_names", '{"signup": {"mnid": "mentorId"}}'),
    ("question_names", '{"signups": {"mnid": 4}}'),
    ("progress_tags", '{"no_page": "No Page"}'),
    ("progress_tags", '[{"id": "no_page", "text": "No Page"}, {"id": "no_page", "text": "Pageless"}]'),
    ("progress_tags", '[{"id": "no_page", "text": "No Page", "enabled": "no"}]'),
    ("progress_tags", json.dumps([{"id": "status", "text": "S" * 60 + "{status}"}])),
    ("custom_tags", '"VIP"'),
    ("custom_tags", '["VIP", "VIP"]'),
    ("custom_tags", "[3]"),
    ("custom_tags", '["two\\nlines"]'),
    ("export_custom_fields", json.dumps([{**FIELD, "kind": "date"}])),
    ("export_custom_fields", json.dumps([{**FIELD, "source": "shoe_size"}])),
    ("export_custom_fields", json.dumps([{**FIELD, "limit": "300"}])),
    ("export_custom_fields", json.dumps([{**FIELD, "options": [1]}])),
    ("export_custom_fields", json.dumps([FIELD, {**FIELD, "id": "other"}])),
    ("export_custom_fields", "[" * 100_000),
    ("full_sync_at", '["6am"]'),
    ("full_sync_at", '["24:00"]'),
    ("full_sync_at", '["06:00", "06:00"]'),
    ("full_sync_at", "[6]"),
    ("full_listing_hours", "0"),
    ("full_listing_hours", "1000000"),
]
IN_LISTS = {("custom_tags", '"VIP"'), ("university_email_domains", '"example.edu"')}


@pytest.fixture
def season(database):
    with database.begin() as conn:
        conn.execute(text("INSERT INTO seasons (year) VALUES (2031)"))
    set_season(database, 2031, SETTINGS, by="ann")
    return database


@pytest.mark.parametrize(("key", "value"), WRONG)
def test_a_wrong_value_is_refused_when_it_is_written_and_named_when_it_is_stored(key, value):
    with pytest.raises(ValueError, match=r"expected|may stand|has no comma|is one|same|is a whole|true or false"):
        KEY_BY_NAME[key].read(value)
    if (key, value) not in IN_LISTS:
        with pytest.raises(SettingsError, match=f"{key} is not usable"):
            season_from(2031, {**SETTINGS, key: value})


def test_one_stored_text_where_a_list_belongs_is_a_list_of_one():
    told = season_from(2031, {**SETTINGS, "custom_tags": '"VIP"', "full_sync_at": '"06:00"'})
    assert (told.custom_tags, told.full_sync_at) == (("VIP",), ("06:00",))


def test_all_problems_are_named_at_once_and_nothing_is_written(season):
    wrong = {"full_sync_at": '["7pm"]', "time_zone": "Mars", "shoe_size": "44", "custom_tags": '["GO"]'}
    with pytest.raises(SettingsError) as refused:
        set_season(season, 2031, wrong, by="ann")
    assert all(name in str(refused.value) for name in ("full_sync_at: a time such as", "time_zone:", "shoe_size"))
    with season.connect() as conn:
        assert load_settings(conn, 2031) == SETTINGS


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("givebutter_mentor_tag", "dropped 25"),
        ("custom_tags", '["VIP", "Dropped 25"]'),
        ("progress_tags", '[{"id": "no_page", "text": "Dropped 25"}]'),
    ],
)
def test_nobody_is_made_to_look_dropped_by_a_tag_of_everybody(season, key, value):
    with pytest.raises(SettingsError, match=f"{key}: a tag of everybody"):
        set_season(season, 2031, {key: value}, by="ann")
    with pytest.raises(SeasonIncompleteError, match=key):
        season_from(2031, {**SETTINGS, key: value})


def test_every_writer_is_refused(season):
    wrong = {"recency_days": "-1000"}
    with pytest.raises(SettingsError, match="recency_days: a whole number from 0"):
        preview_settings(season, 2031, wrong)
    with season.begin() as conn:  # by hand, past all checks
        conn.execute(text("UPDATE sync_configs SET config_value = '[7]' WHERE config_key = 'givebutter_mentor_tag'"))
        row = "(2031, 'default_subscriptions', '{\"email\": true}', 'json')"
        conn.execute(text(f"INSERT INTO sync_configs (year, config_key, config_value, config_type) VALUES {row}"))
    with season.connect() as conn, pytest.raises(SettingsError, match="default_subscriptions is not usable"):
        load_season(conn, 2031)
    with pytest.raises(SettingsError, match="default_subscriptions"):
        copy_season(season, 2031, 2032, by="ann")


def test_what_may_be_left_out_may_be_emptied_and_what_is_needed_may_not(season):
    set_season(season, 2031, {"jotform_partner_form_id": "", "custom_tags": " "}, by="ann")
    with season.connect() as conn:
        told = load_season(conn, 2031)
    assert (told.jotform_partner_form_id, told.custom_tags) == (None, ())
    with pytest.raises(SettingsError, match="event_date is required"):
        set_season(season, 2031, {"event_date": ""}, by="ann")


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_every_key_has_a_shape_that_its_own_default_fits(key):
    assert key.is_required or key.usual is not None or key.default is None
    assert key.name in SHAPES


def test_shapes_know_the_names_that_the_rules_know():
    assert set(FIELD_SOURCES) == set(CUSTOM_FIELD_SOURCES)
    assert set(PROGRESS_TAGS) == set(_APPLIES)
    assert max(STATUS_WORDS.values(), key=len) == LONGEST_STATUS
    assert set(FORMS) == {stream.name for stream in STREAMS if stream.source == "jotform"}


def test_an_extreme_season_can_be_worked_with():
    extremes = {"recency_days": "10000", "full_listing_hours": "720", "auto_resolve_margin": "0", "custom_tags": "[]"}
    told = season_from(2031, {**SETTINGS, **extremes, "full_sync_at": "[]", "fundraising_goal": "0.01"})
    assert transform(inputs(signup()), told, NOW).mentors
    assert told.event_date < datetime.now(UTC).date()
