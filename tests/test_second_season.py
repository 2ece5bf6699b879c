"""The second season: ids restart on the contacts of the first, and one approval lets everybody into the file."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from time import sleep

import httpx
import pytest
from sqlalchemy import text

from core.commands import activate_season, copy_season, record_export, set_season
from core.deliveries import deliver
from core.endpoints import demo_endpoints
from core.jobs import keep_sending
from core.retirements import give_ids_back, retire_ids
from core.store import deliveries as outbox
from core.views.retirements import retirement_tasks
from tests.story import NOW, Story, phone, story

FORMS = ("jotform_signup_form_id", "jotform_setup_form_id", "jotform_training_form_id", "givebutter_campaign_code")

PATIENCE_SECONDS = 60


@pytest.fixture
def first(database, tmp_path):
    """Season 2025: Ben and Cleo were imported and carry their ids."""
    with story(database, tmp_path) as told:
        for number in (1, 2):
            told.sign_up(number)
        told.sync()
        bring_in(told)
        told.sync()
        yield told


def bring_in(season: Story) -> dict:
    """Hand out the import file and import it."""
    view = season.export()
    record_export(season.engine, season.year, file=view.file, by="C")
    report = httpx.post(f"{season.url}/demo/import", content=view.content, timeout=60).json()
    assert report["failed"] == []
    return report


def next_season(first: Story, *people: dict) -> Story:
    """Season 2026 on the same forms, emptied; the people sign up in this order and get MN0001, MN0002, ..."""
    settings = {r["config_key"]: r["config_value"] for r in first.rows("SELECT * FROM sync_configs WHERE year = :year")}
    copy_season(first.engine, 2025, 2026, by="C")
    new = {"givebutter_mentor_tag": "Mentors 2026", "givebutter_dropped_tag": "Dropped 26", "event_date": "2026-11-08"}
    set_season(first.engine, 2026, {**{key: settings[key] for key in FORMS}, **new}, by="C")
    activate_season(first.engine, 2026, by="C")
    for row in first.rows("SELECT submission_id FROM raw_mn_signups WHERE year = :year"):
        first.demo.delete_submission(row["submission_id"], listed=False)
    for number, person in enumerate(people, start=1):
        first.demo.add_signup(**{"mn_id": f"MN{number:04}", **person})
    return replace(first, year=2026)


def newcomer(number: int, first: str, last: str, **answers) -> dict:
    return {
        "first": first,
        "last": last,
        "phone": phone(40 + number),
        "email": f"{first}.{number}@example.com".lower(),
        "uga_email": f"{first}{number}@example.edu".lower(),
        **answers,
    }


def ben(**answers) -> dict:
    """Ben of season 2025, who had MN0001 there."""
    return {
        "first": "Ben", "last": "Testerab", "phone": phone(1), "email": "mentor1@example.com",
        "uga_email": "mentor1@example.edu", **answers,
    }  # fmt: skip


def task(season: Story):
    with season.engine.connect() as conn:
        (found,) = retirement_tasks(conn, season.year)
    return found


def approve(season: Story):
    return retire_ids(season.engine, season.year, [one.retirement_id for one in task(season).proposed], by="C")


def undo(season: Story):
    return give_ids_back(season.engine, season.year, [one.retirement_id for one in task(season).approved], by="C")


def send(season: Story) -> int:
    return deliver(season.engine, demo_endpoints(season.url))


def carried(season: Story) -> dict[str, int]:
    """Who carries which External ID in Givebutter: id -> contact."""
    documents = (document for document, _ in season.demo.contacts.all())
    return {document["external_id"]: document["id"] for document in documents if document["external_id"]}


def contact_of(season: Story, mn_id: str) -> int | None:
    return season.mentor(mn_id)["gb_contact_id"]


def test_whoever_gets_the_id_of_last_years_mentor_waits_for_one_task_and_nobody_is_asked(first):
    before = carried(first)
    second = next_season(first, newcomer(1, "Wanda", "Quill"), newcomer(2, "Ugo", "Ferro"))
    run = second.sync()
    assert (run["conflicts_pending"], run["held_back"]) == (0, 2)
    assert second.export().rows == ()
    assert {(one.external_id, one.contact_id, one.mn_id) for one in task(second).ids} == {
        (mn_id, contact, mn_id) for mn_id, contact in before.items()
    }
    assert task(second).title == "Retire 2 External IDs of season 2025"
    assert all("season 2025" in person.reasons[0] for person in second.export().held_back)


def test_after_the_approval_givebutter_takes_every_row(first):
    second = next_season(first, newcomer(1, "Wanda", "Quill"), newcomer(2, "Ugo", "Ferro"))
    second.sync()
    assert approve(second).contacts == 2
    assert send(second) == 2
    assert carried(second) == {}
    assert task(second).progress == "2 of 2 taken away"
    run = second.sync()
    assert (run["conflicts_pending"], run["held_back"]) == (0, 0)
    assert bring_in(second)["created"] == 2


def test_when_the_last_id_is_taken_away_everybody_is_in_the_file_without_a_click(first):
    second = next_season(first, newcomer(1, "Wanda", "Quill"), newcomer(2, "Ugo", "Ferro"))
    second.sync()
    approve(second)
    assert send(second) == 2
    assert {row.mn_id for row in second.export().rows} == {"MN0001", "MN0002"}
    assert second.export().held_back == ()
    assert second.sync()["changes"] == 0


def test_nobody_is_looked_at_anew_while_more_is_to_be_sent(first):
    second = next_season(first, newcomer(1, "Wanda", "Quill"), newcomer(2, "Ugo", "Ferro"))
    second.sync()
    approve(second)
    assert deliver(second.engine, demo_endpoints(second.url), at_most=1) == 1
    assert len(second.export().held_back) == 2
    assert send(second) == 1
    assert second.export().held_back == ()


def test_a_season_without_a_setting_waits_and_nothing_is_sent_for_ever(first):
    second = next_season(first, newcomer(1, "Wanda", "Quill"))
    second.sync()
    approve(second)
    with second.engine.begin() as conn:
        conn.execute(text("DELETE FROM sync_configs WHERE year = 2026 AND config_key = 'event_date'"))
    send(second)
    with second.engine.begin() as conn:
        assert not keep_sending(conn)
    set_season(second.engine, 2026, {"event_date": "2026-11-08"}, by="C")
    assert second.sync("etl")["held_back"] == 0


def test_an_id_that_nobody_has_yet_is_retired_in_the_same_act(first):
    second = next_season(first, newcomer(1, "Wanda", "Quill"))
    second.sync()
    assert [(one.external_id, one.mn_id) for one in task(second).ids] == [("MN0001", "MN0001"), ("MN0002", None)]
    approve(second)
    send(second)
    second.demo.add_signup(mn_id="MN0002", **newcomer(2, "Ugo", "Ferro"))
    assert second.sync()["held_back"] == 0


def test_whoever_comes_back_keeps_the_contact_and_gets_the_new_id_by_the_file(first):
    bens = carried(first)["MN0001"]
    second = next_season(first, newcomer(1, "Wanda", "Quill"), newcomer(2, "Ugo", "Ferro"), ben())
    second.sync()
    assert contact_of(second, "MN0003") == bens
    assert [row.mn_id for row in second.export().rows] == ["MN0003"]
    approve(second)
    send(second)
    second.sync()
    assert {row.mn_id for row in second.export().rows} == {"MN0001", "MN0002", "MN0003"}
    bring_in(second)
    assert carried(second)["MN0003"] == bens


def test_two_who_come_back_and_swap_their_ids_keep_their_contacts(first):
    before = carried(first)
    cleo = {"first": "Cleo", "last": "Testerac", "phone": phone(2), "email": "mentor2@example.com"}
    second = next_season(first, {**cleo, "uga_email": "mentor2@example.edu"}, ben())
    assert second.sync()["conflicts_pending"] == 0
    assert (contact_of(second, "MN0001"), contact_of(second, "MN0002")) == (before["MN0002"], before["MN0001"])
    approve(second)
    send(second)
    second.sync()
    bring_in(second)
    assert carried(second) == {"MN0001": before["MN0002"], "MN0002": before["MN0001"]}


def test_a_younger_sibling_with_the_family_phone_is_neither_asked_nor_given_the_contact(first):
    sibling = newcomer(2, "Zora", "Testerab", phone=phone(1), email="mentor1@example.com")
    second = next_season(first, newcomer(1, "Wanda", "Quill"), sibling)
    assert second.sync()["conflicts_pending"] == 0
    assert contact_of(second, "MN0002") is None
    assert {one.mn_id for one in task(second).ids} == {"MN0001", "MN0002"}


def test_an_id_on_a_contact_of_this_season_that_nobody_knows_is_a_question(first):
    second = next_season(first, newcomer(3, "Wanda", "Quill", mn_id="MN0003"))
    first.demo.add_contact(first_name="Otto", last_name="Zane", external_id="MN0003", tags=["Mentors 2026"])
    run = second.sync()
    assert (run["conflicts_pending"], run["held_back"]) == (1, 1)
    assert second.rows("SELECT conflict_type FROM sync_conflicts WHERE year = :year") == [
        {"conflict_type": "external_id_collision"}
    ]


def test_an_approval_can_be_taken_back_and_given_again(first):
    before = carried(first)
    second = next_season(first, newcomer(1, "Wanda", "Quill"), newcomer(2, "Ugo", "Ferro"))
    second.sync()
    approve(second)
    send(second)
    second.sync()
    assert undo(second).contacts == 2
    assert {hold["mn_id"] for hold in second.rows("SELECT mn_id FROM holds WHERE year = :year")} == {"MN0001", "MN0002"}
    assert send(second) == 2
    assert carried(second) == before
    assert second.sync()["held_back"] == 2
    assert approve(second).contacts == 2
    send(second)
    assert (carried(second), second.sync()["held_back"]) == ({}, 0)


def test_taking_the_approval_back_before_it_was_sent_sends_nothing(first):
    before = carried(first)
    second = next_season(first, newcomer(1, "Wanda", "Quill"))
    second.sync()
    approve(second)
    undo(second)
    assert send(second) == 0
    assert carried(second) == before
    assert len(task(second).proposed) == 2


HERS = {"first_name": "Wanda", "last_name": "Quill", "emails": ["wanda.1@example.com"], "phones": [phone(41)]}


@pytest.mark.parametrize("is_read_before", [True, False])
def test_a_contact_that_became_the_new_mentors_after_the_approval_keeps_the_id(first, is_read_before):
    second = next_season(first, newcomer(1, "Wanda", "Quill"))
    second.sync()
    approve(second)
    contact_id = carried(second)["MN0001"]
    second.demo.edit_contact(contact_id, **HERS)
    if is_read_before:
        second.sync()
    send(second)
    assert carried(second)["MN0001"] == contact_id
    second.sync()
    assert contact_of(second, "MN0001") == contact_id
    assert [row.mn_id for row in second.export().rows] == ["MN0001"]


def test_an_id_changed_by_hand_after_the_approval_is_not_taken(first):
    second = next_season(first, newcomer(1, "Wanda", "Quill"))
    second.sync()
    approve(second)
    second.demo.edit_contact(carried(second)["MN0001"], external_id="MN7777")
    send(second)
    assert "MN7777" in carried(second)


def test_an_id_that_went_to_its_new_mentor_is_not_given_back(first):
    second = next_season(first, newcomer(1, "Wanda", "Quill"))
    second.sync()
    approve(second)
    send(second)
    second.sync()
    bring_in(second)
    second.sync()
    wandas = carried(second)["MN0001"]
    done = undo(second)
    assert (done.contacts, done.left_alone) == (1, 1)
    send(second)
    assert carried(second)["MN0001"] == wandas


def test_an_id_changed_by_hand_after_the_preview_is_not_approved(first):
    second = next_season(first, newcomer(1, "Wanda", "Quill"))
    second.sync()
    shown = [one.retirement_id for one in task(second).proposed]
    second.demo.edit_contact(carried(second)["MN0001"], external_id="MN7777")
    second.sync()
    assert retire_ids(second.engine, 2026, shown, by="C").contacts == 1
    send(second)
    assert "MN7777" in carried(second)


def test_a_run_of_the_old_season_changes_nothing_of_the_new_one(first):
    second = next_season(first, newcomer(1, "Wanda", "Quill"), newcomer(2, "Ugo", "Ferro"))
    second.sync()
    approve(second)
    send(second)
    second.sync()
    bring_in(second)
    second.sync()
    tables = ("mentors", "holds", "mn_gb_import", "archivals", "retirements", "sync_conflicts")
    state = {table: second.rows(f"SELECT * FROM {table} WHERE year = :year ORDER BY 1, 2, 3") for table in tables}
    run = first.sync()
    assert run["conflicts_pending"] == 0
    assert send(second) == 0
    after = {table: second.rows(f"SELECT * FROM {table} WHERE year = :year ORDER BY 1, 2, 3") for table in tables}
    assert after == state


@contextmanager
def meanwhile(season: Story, act: Callable[[], object]) -> Iterator[Future]:
    """Let somebody else begin `act`, and go on when it has to wait for this one."""
    with ThreadPoolExecutor(1) as pool:
        begun = pool.submit(act)
        for _ in range(PATIENCE_SECONDS * 20):
            if begun.done() or season.rows("SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'"):
                break
            sleep(0.05)
        yield begun


def test_an_approval_taken_back_while_it_is_sent_is_left_alone(first):
    """The sender claims it in the very moment in which it is taken back."""
    second = next_season(first, newcomer(1, "Wanda", "Quill"))
    second.sync()
    approve(second)
    with outbox.signed_on(second.engine) as sender, second.engine.connect() as conn:
        claimed = outbox.claim(conn, sender)
        with meanwhile(second, lambda: undo(second)) as taken_back:
            conn.commit()
            done = taken_back.result(PATIENCE_SECONDS)
    assert (done.contacts, done.left_alone) == (1, 1)
    assert [one.external_id for one in task(second).approved] == [claimed.mn_id]
    assert send(second) == 1
    assert {one.external_id: one.status for one in task(second).ids} == {"MN0001": "sent", "MN0002": "proposed"}


def test_who_notes_a_sending_and_who_takes_it_back_wait_for_each_other(first):
    """Both write the contact and the delivery: in one order, or each would wait for the other for ever."""
    before = carried(first)
    second = next_season(first, newcomer(1, "Wanda", "Quill"))
    second.sync()
    approve(second)
    with outbox.signed_on(second.engine) as sender, second.engine.connect() as conn:
        claimed = outbox.claim(conn, sender)
        conn.commit()
        second.demo.edit_contact(claimed.contact_id, external_id=None)
        sent = outbox.Ending("sent", seen=NOW)
        outbox.note_contact(conn, claimed, sent)
        with meanwhile(second, lambda: undo(second)) as taken_back:
            outbox.note_end(conn, claimed, sent)
            conn.commit()
            assert taken_back.result(PATIENCE_SECONDS).contacts == 2
    assert send(second) == 1
    assert carried(second) == before
