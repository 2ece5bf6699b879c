"""A listing that lost many records stops and asks; a person's word holds for that listing and no other."""

import json

import pytest

from core.commands import set_season
from core.errors import NothingStoppedError
from core.removals import accept_removal, accept_removals
from core.store.stopped_listings import load_waiting
from tests.story import story

SIGNUP_FORM = "jotform_signup_form_id"


@pytest.fixture
def world(database, tmp_path):
    with story(database, tmp_path) as told:
        yield told


def waiting(world):
    with world.engine.connect() as conn:
        return load_waiting(conn, world.year)


def crowd(world, number):
    """So many sign-ups, known after a run; their submission ids."""
    submissions = [world.sign_up(n) for n in range(1, number + 1)]
    assert world.sync()["mentors"] == number
    return submissions


def lose(world, submissions, *, listed=False):
    for submission in submissions:
        world.demo.delete_submission(submission, listed=listed)


@pytest.mark.parametrize("listed", [True, False])
def test_many_that_are_gone_at_once_stop_the_run_and_nobody_is_withdrawn(world, listed):
    lose(world, crowd(world, 25)[:20], listed=listed)
    run = world.sync()
    assert (run["status"], run["mentors"], len(world.mn_ids())) == ("failed", 25, 25)
    assert "20 of the 25" in run["error"]
    assert SIGNUP_FORM in run["error"]
    assert "--accept-removals signups" in run["error"]
    assert [(one.stream, one.removals, one.known, one.run_id) for one in waiting(world)] == [
        ("signups", 20, 25, run["run_id"])
    ]
    (step,) = world.rows("SELECT * FROM sync_steps WHERE run_id = :run AND name = 'signups'", run=run["run_id"])
    assert (step["status"], step["records_removed"]) == ("failed", 0)


def test_a_small_form_may_lose_what_it_lost(world):
    lose(world, crowd(world, 21)[:19])
    assert world.sync()["mentors"] == 2
    assert waiting(world) == ()


def test_a_tenth_of_a_large_form_may_leave(world):
    assert world.sync()["status"] == "completed"
    for _ in range(220):
        world.demo.add_member(first_name="A")
    world.sync("members")
    for row in world.rows("SELECT member_id FROM raw_gb_campaign_members ORDER BY 1")[:22]:
        world.demo.remove_member(row["member_id"])
    assert world.sync("members")["status"] == "completed"


def test_an_accepted_listing_is_taken_over_once(world):
    submissions = crowd(world, 60)
    lose(world, submissions[:20])
    world.sync()
    accept_removals(world.engine, world.year, "signups", by="ann")
    assert (waiting(world), world.sync()["mentors"]) == ((), 40)
    lose(world, submissions[20:40])
    assert world.sync()["status"] == "failed", "a word is no standing permission"


def test_a_listing_that_loses_more_than_was_accepted_asks_again(world):
    submissions = crowd(world, 30)
    lose(world, submissions[:20])
    world.sync()
    accept_removals(world.engine, world.year, "signups", by="ann")
    lose(world, submissions[20:25])
    assert world.sync()["status"] == "failed"
    (asked,) = waiting(world)
    assert asked.removals == 25
    accept_removal(world.engine, world.year, asked.listing_id, by="ann")
    assert world.sync()["mentors"] == 5


def test_a_mistyped_form_id_withdraws_nobody_and_is_forgotten_when_corrected(world):
    crowd(world, 4)
    settings = {row["config_key"]: row["config_value"] for row in world.rows("SELECT * FROM sync_configs")}
    set_season(world.engine, world.year, {SIGNUP_FORM: settings["jotform_training_form_id"]}, by="ann")
    run = world.sync()
    assert (run["status"], len(world.mn_ids())) == ("failed", 4)
    assert f"before {settings[SIGNUP_FORM]}" in run["error"]
    set_season(world.engine, world.year, {SIGNUP_FORM: settings[SIGNUP_FORM]}, by="ann")
    assert world.sync()["mentors"] == 4
    assert waiting(world) == ()


def test_a_word_about_one_form_does_not_hold_for_another(world):
    crowd(world, 3)
    settings = {row["config_key"]: row["config_value"] for row in world.rows("SELECT * FROM sync_configs")}
    for other in ("jotform_training_form_id", "jotform_setup_form_id"):
        set_season(world.engine, world.year, {SIGNUP_FORM: settings[other]}, by="ann")
        assert world.sync()["status"] == "failed"
        if other == "jotform_training_form_id":
            accept_removals(world.engine, world.year, "signups", by="ann")
    assert len(world.mn_ids()) == 3


def test_contacts_that_are_gone_stop_a_run_of_any_season(world):
    contacts = [world.demo.add_contact(first_name="A", last_name="B") for _ in range(30)]
    world.sync()
    for contact in contacts[:25]:
        world.demo.archive_contact(contact)
    assert world.sync()["status"] == "failed"
    accept_removals(world.engine, world.year, "contacts", by="ann")
    assert world.sync()["status"] == "completed"
    assert world.rows("SELECT count(*) AS n FROM contact_keys")[0]["n"] == 0


def test_a_dry_run_stops_too_and_asks_nobody(world):
    lose(world, crowd(world, 25)[:20])
    assert world.sync(dry_run=True)["status"] == "failed"
    assert waiting(world) == ()


def test_what_does_not_wait_cannot_be_accepted(world):
    crowd(world, 1)
    with pytest.raises(NothingStoppedError, match="nothing was accepted"):
        accept_removals(world.engine, world.year, "signups", by="ann")
    with pytest.raises(NothingStoppedError):
        accept_removal(world.engine, world.year, 77, by="ann")


def test_the_answer_of_a_stopped_run_holds_no_names(world):
    lose(world, crowd(world, 25)[:20])
    assert "Tester" not in json.dumps(world.sync())
