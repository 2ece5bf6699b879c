"""Whose things are whose, and whose doing is what, lived through with both systems and PostgreSQL."""

import httpx
import pytest
from sqlalchemy import text

from core.commands import record_export
from core.db import Actor, transaction
from core.decisions import Answer
from core.review import decide, undo
from core.store.decisions import Reply
from tests.story import phone, story

GUS = {"first_name": "Gus", "last_name": "Testerag"}
STRANGER = {
    "first": "Ines",
    "last": "Duarte",
    "phone": phone(88),
    "email": "ines@example.com",
    "uga_email": "ines@example.edu",
}


@pytest.fixture
def world(database, tmp_path):
    with story(database, tmp_path) as told:
        yield told


def note(world, sql, **row):
    with transaction(world.engine, Actor("person", "Desk")) as conn:
        conn.execute(text(f"UPDATE mentors SET {sql} WHERE mn_id = :mn_id"), row)


def ask_about_gus(world):
    """Gus (MN0006) has two contacts that nobody can tell apart."""
    submission = world.sign_up(6)
    contacts = [world.demo.add_contact(phones=[phone(6)], emails=["mentor6@example.com"], **GUS) for _ in range(2)]
    world.sync()
    return submission, contacts


def answer(world, contact_id, by="Mia"):
    (asked,) = world.rows("SELECT conflict_id, version FROM sync_conflicts WHERE status = 'pending'")
    reply = Reply(asked["conflict_id"], asked["version"], Answer.OPTION, str(contact_id))
    return decide(world.engine, world.year, [reply], by=by)


def test_an_id_deleted_and_issued_again_between_two_syncs_inherits_nothing(world):
    submission, contacts = ask_about_gus(world)
    answer(world, contacts[0])
    note(world, "training_at = now(), notes = 'brought a cheque'", mn_id="MN0006")
    world.demo.delete_submission(submission)
    world.demo.add_signup(mn_id="MN0006", **STRANGER)
    world.sync()
    stranger, left = world.mentor("MN0006"), world.mentor("MN0006~1")
    assert (stranger["first_name"], stranger["training_at"], stranger["gb_contact_id"]) == ("Ines", None, None)
    assert (left["first_name"], left["notes"]) == ("Gus", "brought a cheque")
    assert world.export().file.manifest == {"MN0006": None}


def test_whoever_left_and_signs_up_again_finds_the_check_in_and_the_answer(world):
    submission, contacts = ask_about_gus(world)
    answer(world, contacts[1])
    note(world, "training_at = now()", mn_id="MN0006")
    world.demo.delete_submission(submission)
    world.demo.add_signup(mn_id="MN0006", **STRANGER)
    world.sync()
    world.sign_up(6, mn_id="MN0040")
    run = world.sync()
    back = world.mentor("MN0040")
    assert (back["training_at"] is not None, back["gb_contact_id"]) == (True, contacts[1])
    assert run["conflicts_pending"] == 0
    before = world.state()
    world.sync()
    assert world.state() == before


def test_memory_of_a_file_is_not_the_next_holders(world):
    """What went out for Gus says nothing about the number of whoever has the id after him."""
    submission = world.sign_up(6)
    world.sync()
    record_export(world.engine, world.year, file=world.export().file, by="Mia")
    world.demo.delete_submission(submission)
    theirs = {"first_name": "Ines", "last_name": "Duarte", "emails": ["ines@example.com"], "phones": [phone(6)]}
    world.demo.add_contact(**theirs)
    world.demo.add_signup(mn_id="MN0006", **STRANGER)
    world.sync()
    asked = world.rows("SELECT conflict_type FROM sync_conflicts WHERE status = 'pending'")
    assert [row["conflict_type"] for row in asked] == ["phone_mismatch"]


def test_what_was_read_before_is_not_the_doing_of_whoever_answers(world):
    _, contacts = ask_about_gus(world)
    for number in (1, 2):
        world.sign_up(number)
    world.sync("signups")
    effects = answer(world, contacts[0])
    rows = world.rows("SELECT mn_id, actor_kind, actor FROM mn_changes")
    assert {row["mn_id"] for row in rows if row["actor"] == "Mia"} == {"MN0006"}
    assert {row["mn_id"] for row in rows if row["actor_kind"] == "sync"} == {"MN0001", "MN0002"}
    assert [person["mn_id"] for person in effects.people] == ["MN0006"]


def test_settings_that_were_changed_before_are_not_the_doing_of_whoever_takes_an_answer_back(world):
    _, contacts = ask_about_gus(world)
    world.sign_up(3)
    world.demo.add_contact(first_name="Dario", last_name="Testerad", phones=[phone(3)], tags=["Left early"])
    made = answer(world, contacts[0])
    world.sync()
    with world.engine.begin() as conn:
        conn.execute(
            text("UPDATE sync_configs SET config_value = 'Left early' WHERE config_key = 'givebutter_dropped_tag'")
        )
    undo(world.engine, world.year, made.done, by="Mia")
    dropped = world.rows("SELECT mn_id, actor_kind FROM mn_changes WHERE change_type = 'dropped'")
    assert [tuple(row.values()) for row in dropped] == [("MN0003", "sync")]


def test_a_drop_that_staff_set_stays_until_they_take_it_back(world):
    first = world.sign_up(6)
    world.sync()
    note(world, "dropped = true", mn_id="MN0006")
    again = world.sign_up(6, mn_id="MN0041")
    world.sync()
    assert world.mentor("MN0041")["dropped"]
    world.demo.delete_submission(again)
    world.sync()
    assert world.mentor("MN0006")["dropped"]
    note(world, "dropped = false", mn_id="MN0006")
    world.demo.edit_submission(first, shirtSize="L")
    world.sync()
    assert not world.mentor("MN0006")["dropped"]


def test_a_tag_counts_besides_what_staff_say(world):
    world.sign_up(6)
    world.demo.add_contact(phones=[phone(6)], emails=["mentor6@example.com"], tags=["Dropped 25"], **GUS)
    world.sync()
    note(world, "dropped = false", mn_id="MN0006")
    world.sync()
    assert world.mentor("MN0006")["dropped"], "the drop is never lost while the tag is there"


def test_a_drop_stays_while_the_id_on_the_contact_is_somebody_elses(world):
    world.sign_up(4)
    world.sync()
    view = world.export()
    record_export(world.engine, world.year, file=view.file, by="Mia")
    httpx.post(f"{world.url}/demo/import", content=view.content, timeout=60).raise_for_status()
    world.sync()
    contact_id = world.mentor("MN0004")["gb_contact_id"]
    world.demo.add_tags(contact_id, ["Dropped 25"])
    world.sync()
    (former,) = world.rows("SELECT submission_id FROM raw_mn_signups")
    world.demo.delete_submission(former["submission_id"], listed=False)
    world.sign_up(7, mn_id="MN0004")
    world.sign_up(4, mn_id="MN0020")
    run = world.sync()
    assert ("MN0020", "reactivated", "dropped") not in world.changes(run)
    assert (world.mentor("MN0020")["gb_contact_id"], world.mentor("MN0020")["dropped"]) == (contact_id, True)
    assert (world.mentor("MN0004")["gb_contact_id"], world.mentor("MN0004")["dropped"]) == (None, False)
    assert world.sync()["changes"] == 0
