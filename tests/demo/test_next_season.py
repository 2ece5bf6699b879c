"""The demo lives on to another autumn: other people, ids anew, and what the one before left behind."""

import json

import httpx
import pytest

from core.demo.forms import FORM_IDS, form_ids
from core.demo.load import invented
from core.demo.next_season import begin_next_season
from core.demo.service import create_app
from tests.demo.conftest import NOW, TestClient


@pytest.fixture
def control(small_season):
    return TestClient(create_app(small_season), base_url="http://demo/demo")


def carriers(store):
    return {document["external_id"]: document["id"] for document, _ in store.contacts.all() if document["external_id"]}


def test_ids_begin_anew_and_the_contacts_of_last_season_keep_theirs(small_season):
    before = carriers(small_season)
    begin_next_season(small_season)
    ids = sorted(person["mn_id"] for person in small_season.truth() if person["mn_id"])
    assert ids[0] == "MN0001"
    assert len(ids) == len(set(ids)) > 180
    assert carriers(small_season) == before
    assert len(before.keys() & set(ids)) > 150


def test_most_are_other_people_and_some_come_back_to_their_contact(small_season):
    former = {person["number"]: person for person in small_season.truth()}
    begin_next_season(small_season)
    back = [person for person in small_season.truth() if person["number"] in former]
    assert 25 <= len(back) <= 35
    assert all(set(person["contacts"]) <= set(former[person["number"]]["contacts"]) for person in back)
    assert any(former[person["number"]]["mn_id"] != person["mn_id"] for person in back)


def test_the_season_has_its_own_year_forms_campaign_and_tags(small_season):
    begin_next_season(small_season)
    settings = small_season.season.settings()
    assert small_season.season.year == 2026
    assert settings["jotform_signup_form_id"] == form_ids(1)["signup"] != FORM_IDS["signup"]
    assert (settings["givebutter_campaign_code"], settings["givebutter_mentor_tag"]) == ("DEMO27", "Mentors 2026")
    assert settings["event_date"].startswith("2026-11")


def test_what_was_sent_to_the_forms_and_the_campaign_of_last_season_is_still_there(small_season):
    forms, members = small_season.forms, small_season.members
    before = (forms.counts(FORM_IDS["signup"]), members.page(1, 100))
    begin_next_season(small_season)
    assert (forms.counts(FORM_IDS["signup"]), members.page(1, 100)) == before
    assert forms.counts(form_ids(1)["signup"])[0] == 198
    assert members.page(1, 100, 1)[1] == 195
    assert forms.form(FORM_IDS["signup"])["kind"] == forms.form("signup")["kind"] == "signup"


def test_one_seed_tells_one_story_whoever_asks(small_season, tmp_path):
    other = invented(tmp_path / "other.sqlite", 7, NOW, signups=198, contacts=1_200)
    for store in (small_season, other):
        begin_next_season(store)
        begin_next_season(store)
    assert small_season.season.year == 2027
    assert json.dumps(small_season.truth()) == json.dumps(other.truth())
    other.close()


def test_it_is_asked_for_over_http_and_weeks_go_by_after_it(control: httpx.Client, small_season):
    assert control.post("/next-season").json()["counts"]["year"] == 2026
    new = control.post("/advance", json={"weeks": 1}).json()["counts"]
    assert (new["new_signups"], new["new_members"]) == (12, 5)
    assert small_season.forms.counts(form_ids(1)["signup"])[0] == 210


def test_a_world_without_people_has_no_next_season(demo):
    with pytest.raises(ValueError, match="no invented season"):
        begin_next_season(demo)


def test_beginning_anew_is_the_first_season_again(small_season, control: httpx.Client):
    control.post("/next-season")
    assert control.post("/reset", json={"now": NOW.isoformat()}).json()["year"] == 2025
    assert small_season.season.number == 0
