"""The outbox: what is sent is checked when it is sent, in order, once, and nothing is lost or tried for ever."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from sqlalchemy import text

from core import deliveries
from core.clients import Endpoints, RetryPolicy
from core.commands import import_contacts
from core.decisions import Answer
from core.deliveries import deliver
from core.demo.contacts_csv import contacts_csv
from core.endpoints import demo_endpoints
from core.errors import SourceError
from core.jobs import keep_sending
from core.review import approve_archivals, decide, restore_archivals, undo
from core.store.decisions import Reply
from core.worker import work
from tests.story import Story, phone, story

BY = "Coordinator One"
PATIENCE_SECONDS = 60
NOWHERE = Endpoints("http://127.0.0.1:9", "k", "http://127.0.0.1:9", "k", None)
HASTY = RetryPolicy(attempts=1, total_seconds=1, first_wait_seconds=0, longest_wait_seconds=0, jitter_seconds=0)
DARIO = {"first_name": "Dario", "last_name": "Testerad", "emails": ["mentor3@example.com"]}


@pytest.fixture
def world(database, tmp_path):
    with story(database, tmp_path) as told:
        yield told


def with_duplicate(world: Story, **fields) -> tuple[int, int]:
    """Mentor 3, the contact that is theirs, and a duplicate that the run proposes to archive."""
    world.sign_up(3)
    winner = world.demo.add_contact(**DARIO, phones=[phone(3)], tags=["Mentors 2025"])
    duplicate = world.demo.add_contact(**{**DARIO, **fields})
    world.sync()
    return winner, duplicate


def approve(world: Story, **options) -> int:
    ids = [row["archival_id"] for row in world.rows("SELECT archival_id FROM archivals")]
    return approve_archivals(world.engine, world.year, ids, by=BY, **options)


def send(world: Story) -> int:
    return deliver(world.engine, demo_endpoints(world.url))


def twins(world: Story) -> tuple[int, int]:
    """Mentor 3 and two contacts between which nothing tells."""
    world.sign_up(3)
    one, other = (world.demo.add_contact(**DARIO, phones=[phone(3)]) for _ in range(2))
    world.sync()
    return one, other


def answer(world: Story, value: object, kind: Answer = Answer.OPTION) -> tuple[int, ...]:
    (asked,) = world.rows("SELECT * FROM sync_conflicts WHERE status = 'pending'")
    told = None if value is None else str(value)
    return decide(world.engine, world.year, [Reply(asked["conflict_id"], asked["version"], kind, told)], by=BY).done


def is_there(world: Story, contact_id: int) -> bool:
    document = world.demo.contacts.get(contact_id)
    return document is not None and document["archived_at"] is None


def deliveries_of(world: Story) -> list[tuple[str, str]]:
    rows = world.rows("SELECT kind, status FROM deliveries ORDER BY delivery_id")
    return [(row["kind"], row["status"]) for row in rows]


def issues(world: Story) -> dict[str, str]:
    rows = world.rows("SELECT error_type, error_message FROM sync_errors WHERE NOT resolved AND step = 'outbox'")
    return {row["error_type"]: row["error_message"] for row in rows}


@pytest.mark.parametrize(
    "news",
    [
        {"tags": ["Board"]},
        {"phones": ["+14045550188"]},
        {"last_name": "Okoro"},
        {"external_id": "BOARD-3"},
    ],
)
def test_a_contact_that_changed_in_givebutter_since_it_was_approved_is_not_archived(world, news):
    """Nothing was read since; only Givebutter knows."""
    _, duplicate = with_duplicate(world)
    assert approve(world) == 1
    world.demo.edit_contact(duplicate, **news)
    assert send(world) == 0
    assert is_there(world, duplicate)
    assert deliveries_of(world) == [("archive", "withdrawn")]
    assert f"Archiving contact {duplicate} was withdrawn" in issues(world)["delivery_withdrawn"]


def test_a_duplicate_of_a_contact_that_is_gone_meanwhile_is_not_archived(world):
    winner, duplicate = with_duplicate(world)
    approve(world)
    world.demo.archive_contact(winner)
    assert send(world) == 0
    assert is_there(world, duplicate)


def test_somebody_elses_contact_of_any_season_is_not_archived(world):
    _, duplicate = with_duplicate(world)
    approve(world)
    with world.engine.begin() as conn:
        conn.execute(text("UPDATE mentors SET gb_contact_id = :id"), {"id": duplicate})
    assert send(world) == 0
    assert is_there(world, duplicate)


def test_what_was_withdrawn_waits_for_a_person_and_can_be_approved_again(world):
    _, duplicate = with_duplicate(world)
    approve(world)
    world.demo.add_tags(duplicate, ["Board"])
    send(world)
    world.sync()
    (archival,) = world.rows("SELECT status, remark FROM archivals")
    assert (archival["status"], archival["remark"]) == (
        "proposed",
        "It was not done: its tags changed since it was shown.",
    )
    assert approve(world) == 1
    assert send(world) == 1
    assert not is_there(world, duplicate)
    assert issues(world) == {}


def test_two_workers_never_have_two_deliveries_of_one_contact_in_flight(world, monkeypatch):
    _, duplicate = with_duplicate(world)
    approve(world)
    send(world)
    ids = [row["archival_id"] for row in world.rows("SELECT archival_id FROM archivals")]
    restore_archivals(world.engine, world.year, ids, by=BY)
    approve(world)
    restoring, go_on = threading.Event(), threading.Event()
    restore = deliveries._ACTS["restore"]

    def slow(givebutter, delivery):
        restoring.set()
        assert go_on.wait(PATIENCE_SECONDS)
        restore(givebutter, delivery)

    monkeypatch.setattr(deliveries, "_ACTS", {**deliveries._ACTS, "restore": slow})
    first = threading.Thread(target=send, args=(world,))
    first.start()
    assert restoring.wait(PATIENCE_SECONDS)
    assert send(world) == 0
    assert deliveries_of(world)[1:] == [("restore", "in_flight"), ("archive", "queued")]
    go_on.set()
    first.join(PATIENCE_SECONDS)
    assert deliveries_of(world)[1:] == [("restore", "sent"), ("archive", "sent")]
    assert not is_there(world, duplicate)


def test_an_answer_taken_back_while_it_is_sent_is_undone_after_it(world, monkeypatch):
    one, other = twins(world)
    made = answer(world, one)
    archive, done = deliveries._ACTS["archive"], []

    def meanwhile(givebutter, delivery):
        done.append(undo(world.engine, world.year, made, by=BY))
        archive(givebutter, delivery)

    monkeypatch.setattr(deliveries, "_ACTS", {**deliveries._ACTS, "archive": meanwhile})
    assert send(world) == 2
    assert done[0].restored == (other,)
    assert is_there(world, other)


def test_what_a_dead_worker_had_in_flight_is_sent(world):
    _, duplicate = with_duplicate(world)
    approve(world)
    with world.engine.begin() as conn:
        conn.execute(text("UPDATE deliveries SET status = 'in_flight', claimed_by = 1, claimed_at = now()"))
    assert send(world) == 1
    assert not is_there(world, duplicate)


def test_a_long_outage_uses_up_no_tries(world, monkeypatch):
    _, duplicate = with_duplicate(world)
    approve(world)
    monkeypatch.setattr(deliveries, "open_sources", partial(deliveries.open_sources, policy=HASTY))
    for _ in range(20):
        with pytest.raises(SourceError):
            deliver(world.engine, NOWHERE)
    assert deliveries_of(world) == [("archive", "queued")]
    assert send(world) == 1
    assert not is_there(world, duplicate)


def test_what_givebutter_refuses_is_told_with_its_remedy_and_tried_again_when_that_was_done(world):
    world.sign_up(3)
    stranger = world.demo.add_contact(first_name="Zelda", emails=["zelda@example.com"], external_id="MN0003")
    world.sync()
    answer(world, None, Answer.DIFFERENT_PERSON)
    for _ in range(3):
        send(world)
        world.sync()
    assert deliveries_of(world) == [("take_external_id", "refused")]
    assert "without a last name. Fill it in on contact" in issues(world)["delivery_refused"]
    world.demo.edit_contact(stranger, last_name="Unrelated")
    world.sync()
    assert send(world) == 1
    assert world.demo.contacts.get(stranger)["external_id"] is None
    assert issues(world) == {}


def test_a_contact_that_cannot_come_back_is_not_believed_to_be_there(world, monkeypatch):
    one, other = twins(world)
    made = answer(world, one)
    send(world)
    undo(world.engine, world.year, made, by=BY)
    (row,) = world.rows("SELECT archived_at FROM raw_gb_full_contacts WHERE contact_id = :id", id=other)
    assert row["archived_at"] is not None
    monkeypatch.setattr(world.demo.contacts, "restore", lambda _: None)
    send(world)
    assert "delivery_refused" in issues(world)
    assert world.sync()["conflicts_pending"] == 0
    assert world.mentor("MN0003")["gb_contact_id"] == one


def test_an_undone_answer_keeps_the_letters_of_its_options(world):
    twins(world)
    (before,) = world.rows("SELECT option_a, option_b FROM sync_conflicts")
    made = answer(world, before["option_b"]["value"])
    send(world)
    undo(world.engine, world.year, made, by=BY)
    send(world)
    world.sync()
    (after,) = world.rows("SELECT option_a, option_b FROM sync_conflicts WHERE status = 'pending'")
    for letter in ("option_a", "option_b"):
        assert after[letter]["value"] == before[letter]["value"]
        assert after[letter]["metadata"]["score"] == before[letter]["metadata"]["score"]


def test_a_contact_chosen_by_mistake_and_taken_back_is_free_for_its_owner(world):
    twins(world)
    world.sign_up(5)
    owners = world.demo.add_contact(first_name="Farah", last_name="Testeraf", phones=[phone(5)])
    world.sync()
    made = answer(world, owners, Answer.CUSTOM)
    assert world.mentor("MN0003")["gb_contact_id"] == owners
    world.sync()
    undo(world.engine, world.year, made, by=BY)
    assert world.mentor("MN0005")["gb_contact_id"] == owners
    assert world.mn_ids() == {"MN0005"}


def test_a_known_mentor_has_the_contact_from_before_the_answer(world):
    world.sign_up(3)
    first = world.demo.add_contact(**DARIO, phones=[phone(3)])
    world.sync()
    second = world.demo.add_contact(**DARIO, phones=[phone(3)])
    world.sync()
    made = answer(world, second)
    assert world.mentor("MN0003")["gb_contact_id"] == second
    undo(world.engine, world.year, made, by=BY)
    assert world.mentor("MN0003")["gb_contact_id"] == first


def test_a_choice_whose_contact_is_gone_offers_the_archived_one_back(world):
    one, other = twins(world)
    answer(world, one)
    send(world)
    world.demo.archive_contact(one)
    assert world.sync()["conflicts_pending"] == 1
    answer(world, other)
    assert world.export().rows == ()
    assert send(world) == 1
    world.sync()
    assert is_there(world, other)
    assert [(row.mn_id, row.contact_id) for row in world.export().rows] == [("MN0003", other)]


def test_a_killed_workers_sending_goes_on_at_once(world):
    with_duplicate(world)
    approve(world)
    with world.engine.begin() as conn:
        killed = conn.execute(text("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")).scalar()
        conn.execute(text("UPDATE procrastinate_jobs SET status = 'doing', worker_id = :id"), {"id": killed})
    with ThreadPoolExecutor(
        1
    ) as pool:  # a browser test of the same process may have left its event loop in this thread
        pool.submit(asyncio.run, work_until_sent(world)).result(PATIENCE_SECONDS)


async def work_until_sent(world: Story) -> None:
    worker = asyncio.create_task(work(world.engine, lambda: demo_endpoints(world.url)))
    for _ in range(PATIENCE_SECONDS * 5):
        await asyncio.sleep(0.2)
        if deliveries_of(world) == [("archive", "sent")]:
            break
    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)
    assert deliveries_of(world) == [("archive", "sent")]


def test_a_duplicate_that_staff_restored_in_place_of_the_other_is_simply_the_contact(world, tmp_path):
    winner, duplicate = with_duplicate(world)
    approve(world)
    send(world)
    world.demo.contacts.restore(duplicate)
    world.demo.archive_contact(winner)
    exported = tmp_path / "contacts.csv"
    exported.write_text("".join(contacts_csv(world.demo)))
    import_contacts(world.engine, exported, by=BY, confirmed=True)
    assert world.sync("etl")["conflicts_pending"] == 0
    assert world.mentor("MN0003")["gb_contact_id"] == duplicate


def test_whoever_waited_for_a_duplicate_to_be_archived_is_in_the_file_when_it_is(world):
    """A merge in Givebutter left a contact behind that has the External ID: the row would be refused before."""
    world.sign_up(3)
    world.demo.add_contact(
        first_name="F.93.20251001", last_name="L.93.20251001", emails=["mentor3@example.com"], external_id="MN0003"
    )
    good = world.demo.add_contact(**DARIO, phones=[phone(3)], tags=["Mentors 2025"])
    world.sync()
    (waiting,) = world.export().held_back
    assert "still carries the External ID; it must be archived first" in waiting.reasons[0]
    assert approve(world, confirmed=True) == 1
    assert send(world) == 1
    assert [(row.mn_id, row.contact_id) for row in world.export().rows] == [("MN0003", good)]


def test_what_givebutter_refused_to_restore_changes_no_question(world):
    """An undo opens the question again; it must not vanish right after, because the other contact is gone for good."""
    world.sign_up(3)
    one, other = (world.demo.add_contact(**DARIO, phones=[phone(3)]) for _ in range(2))
    world.sync()
    answered = answer(world, one)
    assert send(world) == 1
    with world.demo.database._lock:
        for table, key in (("contact_docs", "id"), ("contacts", "id")):
            world.demo.database._conn.execute(f"DELETE FROM {table} WHERE {key} = ?", (other,))
    world.demo.contacts.forget_listings()
    undo(world.engine, world.year, answered, by=BY)
    assert send(world) == 0
    assert [row["status"] for row in world.rows("SELECT status FROM sync_conflicts")] == ["pending"]
    world.sync("etl")
    assert world.mentor("MN0003")["gb_contact_id"] == one


def test_what_a_worker_left_to_follow_when_it_was_killed_follows(world, monkeypatch):
    world.sign_up(3)
    stranger = world.demo.add_contact(
        first_name="Zelda", last_name="Unrelated", emails=["zelda@example.com"], external_id="MN0003"
    )
    world.sync()
    answer(world, None, Answer.DIFFERENT_PERSON)
    monkeypatch.setattr(deliveries, "follow_deliveries", lambda _engine: ())
    assert send(world) == 1
    monkeypatch.undo()
    assert world.export().rows == ()
    with world.engine.begin() as conn:
        conn.execute(text("DELETE FROM procrastinate_jobs"))
        assert keep_sending(conn)
    assert send(world) == 0
    assert [row.mn_id for row in world.export().rows] == ["MN0003"]
    assert world.demo.contacts.get(stranger)["external_id"] is None
    with world.engine.begin() as conn:
        conn.execute(text("DELETE FROM procrastinate_jobs"))
        assert not keep_sending(conn)


STRANGER = {"first_name": "Zelda", "last_name": "Unrelated", "emails": ["zelda@example.com"], "external_id": "MN0003"}


BECAME_THEIRS = (
    {"first_name": "Dario", "last_name": "Testerad", "phones": [phone(3)]},
    {"emails": ["mentor3@example.com"]},
)
BECAME_ANOTHERS = ({"phones": ["+14045550188"]}, {"last_name": "Okoro"})
UNREAD = [(news, False) for news in (*BECAME_THEIRS, *BECAME_ANOTHERS)]


@pytest.mark.parametrize(("news", "is_read"), [*UNREAD, *((news, True) for news in BECAME_THEIRS)])
def test_an_answer_takes_the_id_only_from_whom_it_was_about(world, news, is_read):
    """Somebody else's, somebody said; before it was sent the contact became another person's."""
    world.sign_up(3)
    stranger = world.demo.add_contact(**STRANGER)
    world.sync()
    answer(world, None, Answer.DIFFERENT_PERSON)
    world.demo.edit_contact(stranger, **news)
    if is_read:
        world.sync()
    for _ in range(3):
        send(world)
    assert world.demo.contacts.get(stranger)["external_id"] == "MN0003"
    assert deliveries_of(world) == [("take_external_id", "withdrawn")]


def test_an_id_that_was_not_taken_is_taken_when_the_contact_was_read_and_is_still_somebody_elses(world):
    world.sign_up(3)
    stranger = world.demo.add_contact(**STRANGER)
    world.sync()
    answer(world, None, Answer.DIFFERENT_PERSON)
    world.demo.edit_contact(stranger, phones=["+14045550188"])
    assert send(world) == 0
    assert "its phone numbers changed" in issues(world)["delivery_withdrawn"]
    world.sync()
    assert send(world) == 1
    assert world.demo.contacts.get(stranger)["external_id"] is None
    assert [row.mn_id for row in world.export().rows] == ["MN0003"]
    assert issues(world) == {}


def test_an_id_whose_contact_is_the_mentors_by_a_corrected_sign_up_is_not_taken(world):
    submission = world.sign_up(3)
    stranger = world.demo.add_contact(**STRANGER)
    world.sync()
    answer(world, None, Answer.DIFFERENT_PERSON)
    world.demo.edit_submission(submission, personalEmail="zelda@example.com")
    world.sync()
    send(world)
    assert world.demo.contacts.get(stranger)["external_id"] == "MN0003"
    assert deliveries_of(world) == [("take_external_id", "withdrawn")]
    assert world.mentor("MN0003")["gb_contact_id"] == stranger
