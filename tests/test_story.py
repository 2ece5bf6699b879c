"""The plan's scenarios, as sentences."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from core.commands import request_run
from core.etl.import_file import check_csv
from core.store.inputs import load_contact_ids
from core.store.seasons import load_season
from tests.story import phone, story


@pytest.fixture
def world(database, tmp_path):
    with story(database, tmp_path) as told:
        yield told


def contact_of(world, number, **fields):
    person = {"first_name": "Ada", "last_name": "Tester", "phones": [phone(number)], "tags": []}
    return world.demo.add_contact(**{**person, **fields})


def test_a_fresh_sync_makes_a_mentor_of_every_sign_up_or_says_why_not(world):
    for number in range(1, 11):
        world.sign_up(number)
    world.sign_up(11, mn_id=None)
    world.sign_up(3, email="mentor3@example.com", mn_id="MN0003")

    run = world.sync()

    assert run["status"] == "completed"
    assert world.mn_ids() == {f"MN{number:04}" for number in range(1, 11)}
    assert run["exclusions"] == {"missing_mn_id": 1, "duplicate_signup": 1}
    assert run["mentors"] + sum(run["exclusions"].values()) == 12


def test_an_incremental_sync_touches_exactly_what_is_new_or_changed(world):
    submissions = {number: world.sign_up(number) for number in range(1, 21)}
    world.sync()

    for number in range(21, 26):
        world.sign_up(number)
    for number in (4, 5, 6):
        world.demo.edit_submission(submissions[number], shirtSize="XL")
    run = world.sync()

    signups = next(step for step in run["steps"] if step["name"] == "signups")
    assert (signups["records_inserted"], signups["records_updated"]) == (5, 3)
    assert sorted(world.changes(run)) == [
        *((f"MN{number:04}", "field_change", "shirt_size") for number in (4, 5, 6)),
        *((f"MN{number:04}", "new_mentor", None) for number in range(21, 26)),
    ]
    assert len(world.mn_ids()) == 25


def test_a_second_sync_of_unchanged_sources_changes_nothing(world):
    for number in range(1, 6):
        world.sign_up(number)
        world.demo.add_setup(mn_id=f"MN{number:04}", email=f"mentor{number}@example.com")
        contact_of(world, number, emails=[f"mentor{number}@example.com"])
    world.sync()
    before = world.state()

    run = world.sync()

    assert run["changes"] == 0
    assert all(step["records_inserted"] + step["records_updated"] == 0 for step in run["steps"])
    assert world.state() == before


def test_of_three_contacts_with_one_phone_the_member_with_full_data_wins(world):
    world.sign_up(1)
    full = contact_of(
        world, 1, emails=["mentor1@example.com"], address=("1 Main St", "Athens", "GA", "30601"), tags=["Mentors 2025"]
    )
    world.demo.add_member(first_name="Ben", last_name="Testerab", email="mentor1@example.com", raised=80)
    old = contact_of(world, 1, first_name="Ben", tags=["Dropped 24"], modified_at=world.demo.season.opened_at)
    mass_mail = contact_of(world, 1, first_name="Ben", phones=[], emails=["mentor1@example.edu"])
    world.demo.edit_contact(full, first_name="Ben", last_name="Testerab")
    world.demo.edit_contact(old, last_name="Testerab")

    world.sync()

    assert world.mentor("MN0001")["gb_contact_id"] == full
    proposed = world.rows("SELECT contact_id FROM archivals WHERE status = 'proposed' ORDER BY contact_id")
    assert [row["contact_id"] for row in proposed] == sorted([old, mass_mail])
    (row,) = world.export().rows
    staged = world.rows("SELECT columns FROM mn_gb_import")[0]["columns"]
    assert row.mn_id == "MN0001"
    assert staged["Givebutter Contact ID"] == str(full)
    assert staged["Contact External ID"] == "MN0001"


def test_two_equal_contacts_are_a_question_and_the_run_completes_for_everyone_else(world):
    world.sign_up(1)
    world.sign_up(2)
    twins = [
        contact_of(world, 1, first_name="Ben", last_name="Testerab", emails=["mentor1@example.com"]) for _ in range(2)
    ]

    run = world.sync()

    assert (run["status"], run["conflicts_created"], run["held_back"]) == ("completed", 1, 1)
    assert world.mn_ids() == {"MN0002"}
    (question,) = world.rows("SELECT * FROM sync_conflicts")
    assert (question["mn_id"], question["conflict_type"]) == ("MN0001", "contact_selection")
    assert {question["option_a"]["value"], question["option_b"]["value"]} == {str(twin) for twin in twins}
    assert question["recommended_option"] is None
    assert [person.mn_id for person in world.export().held_back] == ["MN0001"]


def test_a_rerun_asks_no_question_twice(world):
    world.sign_up(1)
    for _ in range(2):
        contact_of(world, 1, first_name="Ben", last_name="Testerab", emails=["mentor1@example.com"])
    world.sync()
    for _ in range(3):
        run = world.sync()
        assert (run["conflicts_created"], run["conflicts_pending"]) == (0, 1)
    assert len(world.rows("SELECT 1 FROM sync_conflicts")) == 1


def test_a_question_whose_facts_vanished_is_obsolete(world):
    world.sign_up(1)
    _, other = (
        contact_of(world, 1, first_name="Ben", last_name="Testerab", emails=["mentor1@example.com"]) for _ in range(2)
    )
    world.sync()
    world.demo.add_tags(other, ["Mentors 2025"])
    run = world.sync()
    assert (run["conflicts_pending"], run["held_back"]) == (0, 0)
    assert world.rows("SELECT status FROM sync_conflicts")[0]["status"] == "obsolete"
    assert world.mentor("MN0001")["gb_contact_id"] == other


def test_a_donation_and_a_drop_arrive_as_one_change_each(world):
    world.sign_up(1)
    world.sign_up(2)
    contact = contact_of(world, 1, first_name="Ben", last_name="Testerab", emails=["mentor1@example.com"])
    member = world.demo.add_member(first_name="Cleo", last_name="Testerac", email="mentor2@example.com", raised=10)
    world.sync()

    world.demo.edit_member(member, raised=85.5)
    world.demo.add_tags(contact, ["Dropped 25"])
    run = world.sync()

    assert sorted(world.changes(run)) == [
        ("MN0001", "dropped", "dropped"),
        ("MN0002", "field_change", "amount_raised"),
    ]
    assert {row.mn_id for row in world.export().rows} == {"MN0002"}


def test_the_import_file_is_valid(world, database):
    for number in range(1, 31):
        world.sign_up(number)
    world.sync()
    view = world.export()
    with database.connect() as conn:
        assert check_csv(view.content, load_season(conn, world.year), load_contact_ids(conn)) == ()
    assert view.content.count(b"\n") == 31


def test_of_five_simultaneous_requests_one_runs_and_none_is_doubled(world, database):
    with ThreadPoolExecutor(5) as pool:
        requested = list(pool.map(lambda n: request_run(database, world.year, by=f"person {n}"), range(5)))
    assert [run.joined for run in requested].count(False) == 1
    assert len({run.run_id for run in requested}) == 1
    assert len(world.rows("SELECT 1 FROM sync_log")) == 1


def test_a_dry_run_tells_person_by_person_and_changes_nothing(world):
    submission = world.sign_up(1)
    world.sync()
    before = world.state()
    world.sign_up(2)
    world.demo.edit_submission(submission, shirtSize="XL")

    run = world.sync(dry_run=True)

    told = {person["mn_id"]: [change["change_type"] for change in person["changes"]] for person in run["people"]}
    assert told == {"MN0001": ["field_change"], "MN0002": ["new_mentor"]}
    assert world.state() == before
    assert len(world.rows("SELECT 1 FROM raw_mn_signups")) == 1
    assert world.sync()["changes"] == run["changes"] == 2


def test_a_deleted_sign_up_withdraws_the_mentor_but_keeps_what_staff_wrote(world, database):
    submission = world.sign_up(1)
    world.sign_up(2)
    world.sync()
    with database.begin() as conn:
        conn.exec_driver_sql("SET LOCAL mentor_sync.actor_kind = 'person'")
        conn.exec_driver_sql("UPDATE mentors SET notes = 'brought a cheque' WHERE mn_id = 'MN0001'")
    world.demo.delete_submission(submission)
    with database.begin() as conn:
        conn.exec_driver_sql("UPDATE sync_cursors SET last_listed_at = NULL")

    run = world.sync()

    assert world.mn_ids() == {"MN0002"}
    assert world.mentor("MN0001")["notes"] == "brought a cheque"
    assert ("MN0001", "withdrawn", "withdrawn_at") in world.changes(run)


def test_somebody_who_signs_up_twice_keeps_one_row_under_the_new_id(world):
    world.sign_up(1)
    contact = contact_of(
        world, 1, first_name="Ben", last_name="Testerab", emails=["mentor1@example.com"], external_id="MN0001"
    )
    world.sync()
    world.sign_up(1, mn_id="MN0099")

    world.sync()

    assert world.mn_ids() == {"MN0099"}
    assert world.mentor("MN0099")["gb_contact_id"] == contact
    (row,) = world.rows("SELECT columns FROM mn_gb_import")
    assert (row["columns"]["Givebutter Contact ID"], row["columns"]["Contact External ID"]) == (str(contact), "MN0099")
