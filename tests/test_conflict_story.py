"""What becomes of a question: asked once, answered by a person, followed by everything, taken back at any time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from core.commands import record_export
from core.decisions import Answer
from core.deliveries import deliver
from core.endpoints import demo_endpoints
from core.review import (
    approve_archivals,
    decide,
    decline_archivals,
    look_at,
    preview_settings,
    restore_archivals,
    undo,
)
from core.store.decisions import Reply
from tests.story import Story, phone, story


@pytest.fixture
def world(database, tmp_path):
    with story(database, tmp_path) as told:
        yield told


def twins(world: Story, number: int = 1, **fields) -> tuple[int, int]:
    """Mentor `number` and two contacts between which nothing tells."""
    world.sign_up(number)
    person = {"first_name": FIRST[number], "last_name": f"Testera{chr(97 + number)}"}
    one, other = (
        world.demo.add_contact(**person, phones=[phone(number)], emails=[f"mentor{number}@example.com"], **fields)
        for _ in range(2)
    )
    return one, other


FIRST = {1: "Ben", 2: "Cleo", 3: "Dario"}


def question(world: Story, mn_id: str = "MN0001", status: str = "pending"):
    rows = world.rows(
        "SELECT * FROM sync_conflicts WHERE year = :year AND mn_id = :mn_id AND status = :status",
        mn_id=mn_id,
        status=status,
    )
    return rows[0] if rows else None


def reply(asked, answer: Answer = Answer.OPTION, value: object = None, **more) -> Reply:
    return Reply(asked["conflict_id"], asked["version"], answer, None if value is None else str(value), **more)


def answer(world: Story, *replies: Reply, **options):
    return decide(world.engine, world.year, replies, by="Coordinator One", **options)


def is_archived(world: Story, contact_id: int) -> bool:
    document = world.demo.contacts.get(contact_id)
    return document is None or document["archived_at"] is not None


def test_choosing_a_contact_makes_the_mentor_and_archives_the_other(world):
    one, other = twins(world)
    world.sync()

    verdict = answer(world, reply(question(world), value=one))

    assert (len(verdict.done), verdict.refused, verdict.archived) == (1, (), (other,))
    assert world.mentor("MN0001")["gb_contact_id"] == one
    resolved = world.rows("SELECT actor FROM mn_changes WHERE change_type = 'conflict_resolved'")
    assert [row["actor"] for row in resolved] == ["Coordinator One"]
    assert not is_archived(world, other)
    assert deliver(world.engine, demo_endpoints(world.url)) == 1
    assert is_archived(world, other)
    assert not is_archived(world, one)


def test_an_answered_question_stays_away_for_good(world):
    one, _ = twins(world)
    world.sync()
    answer(world, reply(question(world), value=one))
    deliver(world.engine, demo_endpoints(world.url))
    for _ in range(3):
        run = world.sync()
        assert (run["status"], run["changes"], run["conflicts_pending"], run["held_back"]) == ("completed", 0, 0, 0)
    assert world.mentor("MN0001")["gb_contact_id"] == one


def test_an_answer_taken_back_restores_the_contact_and_asks_again(world):
    one, other = twins(world)
    world.sync()
    verdict = answer(world, reply(question(world), value=one))
    deliver(world.engine, demo_endpoints(world.url))
    world.sync()

    back = undo(world.engine, world.year, verdict.done, by="Coordinator Two")

    assert back.restored == (other,)
    assert question(world) is not None
    deliver(world.engine, demo_endpoints(world.url))
    assert not is_archived(world, other)
    run = world.sync()
    assert (run["conflicts_pending"], run["conflicts_created"], run["held_back"]) == (1, 0, 1)
    assert answer(world, reply(question(world), value=other)).archived == (one,)
    assert world.mentor("MN0001")["gb_contact_id"] == other


def test_taking_back_before_it_was_sent_sends_nothing(world):
    one, other = twins(world)
    world.sync()
    verdict = answer(world, reply(question(world), value=one))
    undo(world.engine, world.year, verdict.done, by="Coordinator One")
    assert deliver(world.engine, demo_endpoints(world.url)) == 0
    assert not is_archived(world, other)


def test_a_dry_run_says_the_same_and_changes_nothing(world):
    one, other = twins(world)
    world.sync()
    before = world.state()
    tried = answer(world, reply(question(world), value=one), dry_run=True)
    assert world.state() == before
    done = answer(world, reply(question(world), value=one))
    assert (tried.archived, tried.refused) == (done.archived, done.refused) == ((other,), ())
    assert [person["mn_id"] for person in tried.people] == [person["mn_id"] for person in done.people] == ["MN0001"]


def test_a_double_click_decides_once(world):
    one, _ = twins(world)
    world.sync()
    same = reply(question(world), value=one)
    with ThreadPoolExecutor(2) as pool:
        verdicts = list(pool.map(lambda _: answer(world, same), range(2)))
    assert sorted(len(verdict.done) for verdict in verdicts) == [0, 1]
    (refused,) = next(verdict.refused for verdict in verdicts if verdict.refused)
    assert "Coordinator One has answered it meanwhile" in refused.reason
    assert len(world.rows("SELECT 1 FROM decisions")) == 1


def test_a_question_that_changed_since_it_was_shown_is_refused(world):
    one, other = twins(world)
    world.sync()
    shown = reply(question(world), value=one)
    world.demo.edit_contact(other, dob="2003-01-01", gender="female")
    world.sync()
    assert "changed" in answer(world, shown).refused[0].reason
    assert question(world) is not None


@pytest.mark.parametrize("value", ["999", "12 ab", "", "7" * 30, "7" * 5000])
def test_an_unusable_value_is_refused(world, value):
    twins(world)
    world.sync()
    verdict = answer(world, reply(question(world), Answer.CUSTOM, value))
    assert (verdict.done, len(verdict.refused)) == ((), 1)


def test_neither_contact_means_a_new_one(world):
    twins(world)
    world.sync()
    verdict = answer(world, reply(question(world), Answer.NEW_CONTACT))
    assert verdict.archived == ()
    assert world.mentor("MN0001")["gb_contact_id"] is None
    (staged,) = world.rows("SELECT columns FROM mn_gb_import")
    assert staged["columns"]["Givebutter Contact ID"] == ""
    assert world.sync()["conflicts_pending"] == 0


def test_another_person_is_never_proposed_again(world):
    one, other = twins(world)
    world.sync()
    answer(world, reply(question(world), Answer.DIFFERENT_PERSON, other))
    assert world.mentor("MN0001")["gb_contact_id"] == one
    run = world.sync()
    assert (run["conflicts_pending"], run["held_back"]) == (0, 0)
    assert world.rows("SELECT 1 FROM archivals WHERE contact_id = :id AND status <> 'obsolete'", id=other) == []


def test_a_skipped_question_waits_for_its_date(world):
    twins(world)
    world.sync()
    answer(world, reply(question(world), Answer.SKIP, skipped_until=date(2199, 1, 1)))
    assert world.sync()["conflicts_pending"] == 0
    assert question(world, status="skipped") is not None
    with world.engine.begin() as conn:
        conn.exec_driver_sql("UPDATE decisions SET skipped_until = current_date - 1")
    assert world.sync()["conflicts_pending"] == 1


def test_many_answers_are_one_batch_that_is_taken_back_together(world):
    chosen = [twins(world, number)[0] for number in (1, 2, 3)]
    world.sync()
    replies = [reply(question(world, f"MN000{number}"), value=contact) for number, contact in enumerate(chosen, 1)]
    verdict = answer(world, *replies)
    assert len(verdict.done) == len(verdict.archived) == 3
    assert len({row["batch"] for row in world.rows("SELECT batch FROM decisions")}) == 1
    assert world.mn_ids() == {"MN0001", "MN0002", "MN0003"}
    undo(world.engine, world.year, verdict.done, by="Coordinator One")
    assert len(world.rows("SELECT 1 FROM sync_conflicts WHERE status = 'pending'")) == 3


def test_a_phone_edited_by_hand_in_givebutter_comes_home_unasked(world):
    world.sign_up(1)
    contact = world.demo.add_contact(
        first_name="Ben", last_name="Testerab", phones=[phone(1)], emails=["mentor1@example.com"]
    )
    world.sync()
    world.demo.edit_contact(contact, phones=["+14705550199"])

    run = world.sync()

    assert world.changes(run) == [("MN0001", "field_change", "phone")]
    assert (world.mentor("MN0001")["phone"], run["conflicts_pending"]) == ("+14705550199", 0)
    assert world.sync()["changes"] == 0


def disagreeing(world: Story) -> int:
    world.sign_up(1)
    contact = world.demo.add_contact(
        first_name="Ben", last_name="Testerab", phones=["+14705550199"], emails=["mentor1@example.com"]
    )
    world.sync()
    return contact


def test_a_disagreement_is_asked_and_the_sign_up_stays_meanwhile(world):
    disagreeing(world)
    asked = question(world)
    assert (asked["conflict_type"], asked["severity"]) == ("phone_mismatch", "medium")
    assert world.mentor("MN0001")["phone"] == phone(1)
    assert [row.mn_id for row in world.export().rows] == ["MN0001"]


def test_the_chosen_phone_is_one_change_and_stands(world):
    disagreeing(world)
    answer(world, reply(question(world), value="+14705550199"))
    assert world.mentor("MN0001")["phone"] == "+14705550199"
    rows = world.rows("SELECT change_type, field_name, new_value FROM mn_changes ORDER BY change_id")
    assert [row["change_type"] for row in rows] == ["new_mentor", "conflict_resolved"]
    assert (rows[1]["field_name"], rows[1]["new_value"]) == ("phone", "+14705550199")
    run = world.sync()
    assert (run["changes"], run["conflicts_pending"]) == (0, 0)


def test_a_typed_phone_is_kept_in_its_usual_form(world):
    disagreeing(world)
    answer(world, reply(question(world), Answer.CUSTOM, "(678) 555-0123"))
    assert world.mentor("MN0001")["phone"] == "+16785550123"


def test_undoing_keeps_later_unrelated_edits(world):
    contact = disagreeing(world)
    verdict = answer(world, reply(question(world), value="+14705550199"))
    world.demo.add_tags(contact, ["Dropped 25"])
    world.sync()
    undo(world.engine, world.year, verdict.done, by="Coordinator One")
    mentor = world.mentor("MN0001")
    assert (mentor["phone"], mentor["dropped"]) == (phone(1), True)


def test_an_external_id_on_somebody_else_moves_when_a_person_says_so(world):
    world.sign_up(1)
    stranger = world.demo.add_contact(
        first_name="Zelda", last_name="Unrelated", emails=["zelda@example.com"], external_id="MN0001"
    )
    world.sync()
    assert question(world)["conflict_type"] == "external_id_collision"
    answer(world, reply(question(world), Answer.DIFFERENT_PERSON))
    assert deliver(world.engine, demo_endpoints(world.url)) == 1
    assert world.demo.contacts.get(stranger)["external_id"] is None
    run = world.sync()
    assert (run["conflicts_pending"], run["held_back"]) == (0, 0)
    assert [row.mn_id for row in world.export().rows] == ["MN0001"]


def proposed(world: Story) -> list[int]:
    rows = world.rows("SELECT archival_id FROM archivals WHERE status = 'proposed' ORDER BY archival_id")
    return [row["archival_id"] for row in rows]


def with_duplicate(world: Story, **fields) -> int:
    world.sign_up(1)
    person = {"first_name": "Ben", "last_name": "Testerab", "emails": ["mentor1@example.com"]}
    world.demo.add_contact(**person, phones=[phone(1)], tags=["Mentors 2025"])
    return world.demo.add_contact(**person, **fields)


def test_duplicates_of_automatic_matches_are_archived_after_approval_and_can_come_back(world):
    duplicate = with_duplicate(world)
    world.sync()
    (archival,) = proposed(world)
    assert approve_archivals(world.engine, world.year, [archival], by="Coordinator One") == 1
    deliver(world.engine, demo_endpoints(world.url))
    assert is_archived(world, duplicate)
    assert restore_archivals(world.engine, world.year, [archival], by="Coordinator One").restored == (duplicate,)
    deliver(world.engine, demo_endpoints(world.url))
    assert not is_archived(world, duplicate)
    world.sync()
    assert proposed(world) == []


def test_a_contact_with_contributions_needs_an_extra_confirmation(world):
    with_duplicate(world, contributions=25.0)
    world.sync()
    (archival,) = proposed(world)
    assert approve_archivals(world.engine, world.year, [archival], by="Coordinator One") == 0
    assert approve_archivals(world.engine, world.year, [archival], by="Coordinator One", confirmed=True) == 1


def test_a_declined_duplicate_is_not_proposed_again(world):
    with_duplicate(world)
    world.sync()
    assert decline_archivals(world.engine, world.year, proposed(world), by="Coordinator One") == 1
    world.sync()
    assert proposed(world) == []


def test_a_contact_that_is_gone_already_is_archived_enough(world):
    duplicate = with_duplicate(world)
    world.sync()
    approve_archivals(world.engine, world.year, proposed(world), by="Coordinator One")
    world.demo.archive_contact(duplicate)
    deliver(world.engine, demo_endpoints(world.url))
    assert world.rows("SELECT status FROM deliveries") == [{"status": "sent"}]


def test_two_people_see_that_the_other_looks_at_the_same_question(world):
    twins(world)
    world.sync()
    number = question(world)["conflict_id"]
    assert look_at(world.engine, number, "One") == ()
    assert look_at(world.engine, number, "Two") == ("One",)
    assert look_at(world.engine, number, "One") == ("Two",)


def test_other_thresholds_are_tried_before_they_are_kept(world):
    one, _ = twins(world)
    world.demo.add_tags(one, ["x"])
    world.demo.edit_contact(one, address=("1 Main St", "Athens", "GA", "30601"))
    world.sync()
    before = world.state()
    preview = preview_settings(world.engine, world.year, {"auto_resolve_margin": "10"})
    assert (preview.opened, preview.settled) == (0, 1)
    assert world.state() == before


def test_an_edit_by_hand_after_an_import_comes_home_even_before_the_next_sync(world):
    contact = disagreeing(world)
    record_export(world.engine, world.year, file=world.export().file, by="Coordinator One")
    world.demo.edit_contact(contact, phones=["+17705550133"])
    run = world.sync()
    assert (world.mentor("MN0001")["phone"], run["conflicts_pending"]) == ("+17705550133", 0)


def test_a_file_that_was_never_imported_settles_nothing(world):
    disagreeing(world)
    record_export(world.engine, world.year, file=world.export().file, by="Coordinator One")
    run = world.sync()
    assert (world.mentor("MN0001")["phone"], run["conflicts_pending"]) == (phone(1), 1)
