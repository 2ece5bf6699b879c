"""The import file and the world that goes on: one moment, its own bytes, nobody's newer value lost."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from core.commands import record_export
from core.decisions import Answer
from core.demo.importer import import_csv
from core.review import decide
from core.rules import export as rules
from core.store.decisions import Reply
from core.views import export as view
from tests.story import NOW, phone, story

OWN = {"first_name": "Gus", "last_name": "Testerag", "emails": ["mentor6@example.com"]}
NEWER = "+17065550177"


@pytest.fixture
def world(database, tmp_path):
    with story(database, tmp_path) as told:
        yield told


def in_the_file(exported, heading):
    return [row[heading] for row in csv.DictReader(io.StringIO(exported.content.decode()))]


def open_conflict(world):
    (conflict,) = world.rows("SELECT * FROM sync_conflicts WHERE status IN ('pending', 'skipped')")
    return conflict


def corrected_by_hand(world):
    """Signed up nine days ago; since then somebody corrected the number in Givebutter."""
    world.sign_up(6, at=NOW - timedelta(days=9))
    world.demo.add_contact(**OWN, phones=[NEWER], external_id="MN0006")
    world.sync()


def test_what_a_file_told_is_what_its_bytes_hold_not_what_counts_at_the_click(world):
    submission = world.sign_up(6)
    contact_id = world.demo.add_contact(**OWN, phones=["+17705550188"])
    world.sync()
    shown = world.export()
    world.demo.edit_submission(submission, mnPhone="(678) 555-0144")
    world.sync()
    record_export(world.engine, world.year, file=shown.file, by="Coordinator")
    world.demo.edit_contact(contact_id, phones=[phone(6), "+17705550188"])
    world.sync()
    assert world.mentor("MN0006")["phone"] == "+16785550144"


def test_importing_the_file_decides_no_conflict_and_a_date_stays(world):
    corrected_by_hand(world)
    shown = open_conflict(world)
    later = datetime.now(UTC).date() + timedelta(days=30)
    reply = Reply(shown["conflict_id"], shown["version"], Answer.SKIP, skipped_until=later)
    decide(world.engine, world.year, [reply], by="Coordinator")
    exported = world.export()
    assert in_the_file(exported, "Primary Phone Number") == [NEWER]
    record_export(world.engine, world.year, file=exported.file, by="Coordinator")
    assert import_csv(world.demo, exported.content).failed == []
    world.sync()
    assert open_conflict(world)["status"] == "skipped"
    (kept,) = world.rows("SELECT skipped_until FROM decisions WHERE undone_at IS NULL")
    assert kept["skipped_until"] == later


def test_a_file_is_of_one_moment(world, monkeypatch):
    """Somebody decides between two questions that the page asks the database."""
    world.sign_up(6)
    first = world.demo.add_contact(**OWN, phones=[phone(6)])
    world.sync()
    second = world.demo.add_contact(**OWN, phones=[phone(6)])
    world.sync()
    conflict, load_holds = open_conflict(world), view.load_holds

    def decide_meanwhile(conn, year):
        reply = Reply(conflict["conflict_id"], conflict["version"], Answer.OPTION, str(second))
        decide(world.engine, world.year, [reply], by="Coordinator")
        return load_holds(conn, year)

    monkeypatch.setattr(view, "load_holds", decide_meanwhile)
    assert first != second
    assert [row.mn_id for row in world.export().rows] == []
    monkeypatch.setattr(view, "load_holds", load_holds)
    assert [row.contact_id for row in world.export().rows] == [second]


def test_an_opt_out_stays_whatever_our_rules_make_of_it(world, monkeypatch):
    """Known by the database, so that no mistake of ours can ever text somebody who said no."""
    world.sign_up(6)
    contact_id = world.demo.add_contact(**OWN, phones=[phone(6)])
    world.sync()
    with world.engine.begin() as conn:
        conn.execute(
            text("UPDATE raw_gb_full_contacts SET phone_subscribed = false WHERE contact_id = :contact_id"),
            {"contact_id": contact_id},
        )
    monkeypatch.setattr(rules, "subscription", lambda *_, **__: "yes")
    exported = world.export()
    assert in_the_file(exported, "Phone Subscription Status") == ["no"]
    assert in_the_file(exported, "Email Subscription Status") == ["yes"]
    assert any("opt-out" in found.title for found in exported.findings)
