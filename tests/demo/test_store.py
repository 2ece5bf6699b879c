from pathlib import Path

import pytest

from core.demo.load import ensure_world, invented, reset_world
from core.demo.store import DemoStore
from tests.demo.conftest import NOW

SMALL = {"signups": 99, "contacts": 700}


def test_a_world_survives_a_restart(tmp_path: Path):
    first = invented(tmp_path / "demo.sqlite", 7, NOW, **SMALL)
    first.edit_contact(first.truth()[0]["winner"], prefix="Kept")
    kept = first.truth()[0]["winner"]
    first.close()
    again = ensure_world(tmp_path / "demo.sqlite", 8)
    assert again.contacts.get(kept)["prefix"] == "Kept"
    again.close()


def test_an_interrupted_invention_leaves_no_half_a_season(tmp_path: Path):
    for leftover in ("demo.new", "demo.new-wal"):
        (tmp_path / leftover).write_bytes(b"half")
    store = invented(tmp_path / "demo.sqlite", 7, NOW, **SMALL)
    assert store.contacts.page({}, 1, 100)[1] == 700
    store.close()


def test_a_reset_brings_the_first_world_back(tmp_path: Path):
    store = invented(tmp_path / "demo.sqlite", 7, NOW, **SMALL)
    truth = store.truth()
    store.add_contact(last_name="Stone")
    store.add_signup(first="A", last="B")
    reset_world(store, now=NOW)
    assert store.truth() == truth
    assert store.contacts.page({}, 1, 100)[1] == 700
    store.close()


def test_a_planted_contact_says_what_it_was_told(demo):
    contact = demo.contacts.get(
        demo.add_contact(first_name="Ada", preferred_name="Addie", tags=["VIP"], gender="female", modified_at=NOW)
    )
    assert (contact["tags"], contact["gender"], contact["salutation_name"]) == (["VIP"], "female", "Addie")
    assert contact["updated_at"] == "2025-10-28T16:00:00+00:00"


def test_a_misspelt_field_is_not_swallowed(demo):
    with pytest.raises(TypeError, match="firstname"):
        demo.add_contact(firstname="Ada")


def test_an_edit_keeps_everything_else(demo):
    contact = demo.add_contact(first_name="Ada", last_name="Stone", phones=["+14045550101"], tags=["VIP"])
    demo.edit_contact(contact, phones=["+14045550102"])
    changed = demo.contacts.get(contact)
    assert (changed["primary_phone"], changed["tags"], changed["last_name"]) == ("+14045550102", ["VIP"], "Stone")


def test_each_write_is_a_second_after_the_one_before(demo):
    first, second = demo.add_contact(last_name="A"), demo.add_contact(last_name="B")
    assert demo.contacts.get(first)["updated_at"] < demo.contacts.get(second)["updated_at"]


def test_a_failed_change_leaves_everything_as_it_was(demo):
    contact = demo.add_contact(last_name="Stone")

    def change_and_fail() -> None:
        with demo.database.transaction():
            demo.edit_contact(contact, last_name="Marsh")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_and_fail()
    assert demo.contacts.get(contact)["last_name"] == "Stone"


def test_an_unknown_question_cannot_be_answered(demo):
    submission = demo.add_signup(first="A", last="B")
    with pytest.raises(KeyError):
        demo.edit_submission(submission, shoeSize="44")


def test_answers_may_be_given_under_the_renamed_question(demo):
    demo.rename_question("signup", "mnPhone", "cell")
    first = demo.add_signup(phone="404 555 0101")
    second = demo.forms.add("signup", {"cell": "404 555 0102"})
    given = [demo.forms.get(submission)["answers"]["6"]["answer"]["full"] for submission in (first, second)]
    assert given == ["404 555 0101", "404 555 0102"]


def test_stores_do_not_disturb_each_other(tmp_path: Path):
    stores = [DemoStore.empty(tmp_path / name, NOW) for name in ("a.sqlite", "b.sqlite")]
    stores[0].add_contact(last_name="Stone")
    assert stores[1].contacts.page({}, 1, 10) == ([], 0)
