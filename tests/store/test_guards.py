"""What the database itself refuses, whoever writes."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.db import Actor, act_as
from core.sql import query

SYNC = Actor("sync", "schedule", None)
PERSON = Actor("person", "Coordinator One", None, "checked in at the door")


@pytest.fixture
def mentor(conn):
    act_as(conn, SYNC)
    conn.execute(
        text("INSERT INTO mentors (year, mn_id, first_name, amount_raised) VALUES (2025, 'MN0001', 'Ada', 10)")
    )
    conn.execute(text("INSERT INTO mentors (year, mn_id, first_name) VALUES (2025, 'MN0002', 'Ben')"))
    return "MN0001"


def change_rows(conn, mn_id):
    rows = conn.execute(
        text(
            "SELECT change_type, field_name, old_value, new_value, is_significant, actor_kind, actor, reason"
            " FROM mn_changes WHERE mn_id = :mn_id ORDER BY change_id"
        ),
        {"mn_id": mn_id},
    )
    return [tuple(row) for row in rows][1:]  # the first is new_mentor


@pytest.mark.parametrize(
    ("field", "value"),
    [("training_at", "now()"), ("fundraised_at", "now()"), ("notes", "'x'"), ("offline_raised", "5")],
)
@pytest.mark.usefixtures("mentor")
def test_a_sync_cannot_write_a_staff_field(conn, field, value):
    with pytest.raises(DBAPIError, match="only a person may write the staff fields"):
        conn.execute(text(f"UPDATE mentors SET {field} = {value}"))


@pytest.mark.usefixtures("mentor")
def test_nobody_in_particular_cannot_write_a_staff_field_either(conn):
    act_as(conn, Actor("", ""))
    with pytest.raises(DBAPIError, match="only a person"):
        conn.execute(text("UPDATE mentors SET notes = 'x'"))


def test_a_new_mentor_comes_without_staff_fields(conn):
    act_as(conn, SYNC)
    with pytest.raises(DBAPIError, match="only a person"):
        conn.execute(text("INSERT INTO mentors (year, mn_id, notes) VALUES (2025, 'MN0003', 'x')"))


def test_a_person_writes_a_staff_field_and_the_audit_says_who_and_why(conn, mentor):
    act_as(conn, PERSON)
    conn.execute(text("UPDATE mentors SET notes = 'brought 20 dollars' WHERE mn_id = 'MN0001'"))
    assert change_rows(conn, mentor) == [
        (
            "field_change",
            "notes",
            None,
            "brought 20 dollars",
            True,
            "person",
            "Coordinator One",
            "checked in at the door",
        )
    ]


@pytest.mark.usefixtures("mentor")
def test_a_sync_leaves_staff_fields_that_are_there_alone(conn):
    act_as(conn, PERSON)
    conn.execute(text("UPDATE mentors SET training_at = '2025-10-05 18:00+00' WHERE mn_id = 'MN0001'"))
    act_as(conn, SYNC)
    conn.execute(text("UPDATE mentors SET amount_raised = 20 WHERE mn_id = 'MN0001'"))
    assert conn.execute(text("SELECT training_at IS NOT NULL FROM mentors WHERE mn_id = 'MN0001'")).scalar_one()


def test_the_audit_holds_the_values_that_really_were_in_the_row(conn, mentor):
    conn.execute(text("UPDATE mentors SET amount_raised = 12.5, preferred_name = 'A' WHERE mn_id = 'MN0001'"))
    assert sorted(row[1:4] for row in change_rows(conn, mentor)) == [
        ("amount_raised", "10.00", "12.50"),
        ("preferred_name", None, "A"),
    ]


def test_writing_the_same_values_leaves_no_trace(conn, mentor):
    conn.execute(text("UPDATE mentors SET amount_raised = 10.0, first_name = 'Ada' WHERE mn_id = 'MN0001'"))
    assert change_rows(conn, mentor) == []


def test_a_drop_and_a_return_are_one_event_each(conn, mentor):
    conn.execute(text("UPDATE mentors SET dropped = true WHERE mn_id = 'MN0001'"))
    conn.execute(text("UPDATE mentors SET dropped = false WHERE mn_id = 'MN0001'"))
    assert [row[0] for row in change_rows(conn, mentor)] == ["dropped", "reactivated"]


@pytest.mark.usefixtures("mentor")
def test_one_contact_belongs_to_one_mentor_of_a_season(conn):
    conn.execute(text("UPDATE mentors SET gb_contact_id = 7"))
    with pytest.raises(DBAPIError, match="mentors_one_per_contact"):
        conn.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))


@pytest.mark.usefixtures("mentor")
def test_two_mentors_may_swap_their_contacts(conn):
    conn.execute(text("UPDATE mentors SET gb_contact_id = right(mn_id, 1)::bigint"))
    conn.execute(text("UPDATE mentors SET gb_contact_id = 3 - gb_contact_id"))
    conn.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))


@pytest.mark.parametrize("act", ["UPDATE mn_changes SET actor = 'x'", "DELETE FROM mn_changes", "TRUNCATE mn_changes"])
@pytest.mark.usefixtures("mentor")
def test_the_audit_is_never_rewritten(conn, act):
    with pytest.raises(DBAPIError, match="the audit keeps everything"):
        conn.execute(text(act))


def test_a_known_no_never_becomes_a_yes(conn):
    conn.execute(
        text(
            "INSERT INTO raw_gb_full_contacts (contact_id, email_subscribed, raw_data, row_hash)"
            " VALUES (5, false, '{}', '')"
        )
    )
    with pytest.raises(DBAPIError, match="would undo an opt-out"):
        conn.execute(
            text(
                "INSERT INTO mn_gb_import (year, mn_id, gb_contact_id, columns)"
                """ VALUES (2025, 'MN0001', 5, '{"Email Subscription Status": "yes"}')"""
            )
        )


def test_there_is_one_active_season(conn):
    with pytest.raises(DBAPIError, match="seasons_one_active"):
        conn.execute(text("INSERT INTO seasons (year, is_active) VALUES (2031, true)"))


MACHINES = [SYNC, Actor("", ""), PERSON]


def noted(conn):
    act_as(conn, PERSON)
    conn.execute(text("UPDATE mentors SET offline_raised = 40 WHERE mn_id = 'MN0001'"))


@pytest.mark.usefixtures("mentor")
@pytest.mark.parametrize("actor", MACHINES)
@pytest.mark.parametrize("act", ["DELETE FROM mentors", "UPDATE mentors SET offline_raised = 41"])
def test_no_etl_takes_what_staff_noted_in_whosever_name_it_runs(conn, actor, act):
    noted(conn)
    act_as(conn, actor)
    conn.execute(query("etl.begin"))
    with pytest.raises(DBAPIError, match="only a person may write the staff fields"):
        conn.execute(text(act))


@pytest.mark.usefixtures("mentor")
def test_a_row_without_staff_entries_may_go(conn):
    noted(conn)
    act_as(conn, SYNC)
    assert conn.execute(text("DELETE FROM mentors WHERE mn_id = 'MN0002'")).rowcount == 1


@pytest.mark.usefixtures("mentor")
def test_whoever_answered_writes_by_themselves_again_after_the_etl(conn):
    act_as(conn, PERSON)
    conn.execute(query("etl.begin"))
    conn.execute(query("etl.end"))
    conn.execute(text("UPDATE mentors SET notes = 'called back'"))


@pytest.mark.usefixtures("mentor")
@pytest.mark.parametrize(
    "act", ["SET dropped = false", "SET provenance = '{}'", """SET provenance = '{"dropped": ["contact", "7"]}'"""]
)
def test_no_sync_takes_back_a_drop_that_staff_set(conn, act):
    act_as(conn, PERSON)
    conn.execute(text("UPDATE mentors SET dropped = true WHERE mn_id = 'MN0001'"))
    act_as(conn, SYNC)
    with pytest.raises(DBAPIError, match="dropped"):
        conn.execute(text(f"UPDATE mentors {act}"))


@pytest.mark.usefixtures("mentor")
def test_staff_may_take_their_drop_back(conn):
    act_as(conn, PERSON)
    conn.execute(text("UPDATE mentors SET dropped = true"))
    conn.execute(text("UPDATE mentors SET dropped = false"))
    origins = set(conn.execute(text("SELECT provenance ->> 'dropped' FROM mentors")).scalars())
    assert origins == {None}


@pytest.mark.parametrize("actor", [SYNC, PERSON])
def test_a_row_never_changes_its_person(conn, mentor, actor):
    act_as(conn, actor)
    other = "SELECT person_id FROM mentors WHERE mn_id = 'MN0002'"
    with pytest.raises(DBAPIError, match="belongs to its person"):
        conn.execute(text(f"UPDATE mentors SET person_id = ({other}) WHERE mn_id = :mn_id"), {"mn_id": mentor})


@pytest.mark.usefixtures("mentor")
def test_an_id_has_one_holder_at_a_time(conn):
    with pytest.raises(DBAPIError, match="mentor_ids_one_holder"):
        conn.execute(
            text(
                "INSERT INTO mentor_ids (year, person_id, mn_id)"
                " SELECT year, person_id, 'MN0001' FROM mentors WHERE mn_id = 'MN0002'"
            )
        )


@pytest.mark.usefixtures("mentor")
def test_two_people_do_not_stand_on_one_sign_up(conn):
    conn.execute(text("UPDATE mentors SET signup_submission_id = '9001'"))
    with pytest.raises(DBAPIError, match="mentors_one_per_signup"):
        conn.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))


def test_the_history_of_a_person_is_theirs_whatever_their_ids(conn, mentor):
    whose = text("SELECT person_id FROM mentors WHERE mn_id = :mn_id")
    person_id = conn.execute(whose, {"mn_id": mentor}).scalar_one()
    conn.execute(text("UPDATE mentors SET mn_id = 'MN0001~1' WHERE mn_id = 'MN0001'"))
    conn.execute(text("UPDATE mentor_ids SET until = now() WHERE mn_id = 'MN0001'"))
    conn.execute(text("INSERT INTO mentors (year, mn_id, first_name) VALUES (2025, 'MN0001', 'Zoe')"))
    history = text("SELECT change_type, field_name FROM mn_changes WHERE person_id = :person_id ORDER BY change_id")
    assert [tuple(row) for row in conn.execute(history, {"person_id": person_id})] == [
        ("new_mentor", None),
        ("field_change", "mn_id"),
    ]
