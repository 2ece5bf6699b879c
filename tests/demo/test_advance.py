from pathlib import Path

import pytest

from core.demo.advance import advance
from core.demo.clock import jotform_stamp
from core.demo.load import invented
from core.demo.store import DemoStore
from tests.demo.conftest import NOW

BEFORE = jotform_stamp(NOW)


def signups(demo: DemoStore, **query: object) -> list[str]:
    form = demo.forms.form("signup")
    return demo.forms.page(form["id"], {"limit": 1000, **query})


def test_people_sign_up_with_new_ids(small_season):
    known = {truth["mn_id"] for truth in small_season.truth()}
    new = advance(small_season)["new_signups"]
    assert len(new) == 12
    assert not known & set(new)
    assert len(signups(small_season, filter={"created_at:gt": BEFORE})) == 12


def test_edits_are_found_by_their_time(small_season):
    edited = advance(small_season)["changed_signups"]
    found = signups(small_season, filter={"updated_at:gt": BEFORE})
    assert len(found) == len(edited) == 6


def test_a_drop_is_a_tag_in_givebutter(small_season):
    dropped = advance(small_season)["dropped"]
    by_id = {truth["mn_id"]: truth for truth in small_season.truth()}
    assert len(dropped) == 3
    for mn_id in dropped:
        assert "Dropped 25" in small_season.contacts.get(by_id[mn_id]["winner"])["tags"]
        assert by_id[mn_id]["is_dropped"]


def test_gifts_raise_what_was_raised(small_season):
    raised = {truth["members"][0] for truth in small_season.truth() if truth["members"]}
    before = {member: small_season.members.get(member)["raised"] for member in raised}
    given = advance(small_season)["donations"]
    assert len(given) == 60
    assert all(small_season.members.get(member)["raised"] > before[member] for member in given if member in before)


def test_members_leave_and_contacts_are_archived(small_season):
    happened = advance(small_season)
    gone = [small_season.members.get(member) for member in happened["members_left"]]
    assert gone == [None, None]
    assert not any(small_season.contacts.is_living(contact) for contact in happened["archived_contacts"])


def test_one_deleted_submission_stays_listed_and_one_leaves(small_season):
    deleted = advance(small_season)["deleted_submissions"]
    left = [small_season.forms.get(submission) for submission in deleted]
    assert [document and document["status"] for document in left] == ["DELETED", None]


def test_the_truth_knows_the_new_people(small_season):
    new = advance(small_season)["new_signups"]
    by_id = {truth["mn_id"]: truth for truth in small_season.truth()}
    assert all(by_id[mn_id]["submissions"]["signup"] for mn_id in new)


def test_the_same_world_advances_the_same_way(tmp_path: Path):
    worlds = [invented(tmp_path / f"{n}.sqlite", 7, NOW, signups=198, contacts=1_200) for n in (1, 2)]
    first, second = (advance(world, 2) for world in worlds)
    assert first == second
    assert first["new_signups"] == list(dict.fromkeys(first["new_signups"]))
    assert worlds[0].truth() == worlds[1].truth()


def test_an_empty_season_gains_people_too(demo):
    assert len(advance(demo)["new_signups"]) == 12


@pytest.mark.parametrize("weeks", [1, 3])
def test_the_service_tells_counts_and_ids(control, weeks):
    told = control.post("/advance", json={"weeks": weeks}).json()
    assert told["weeks"] == weeks
    assert told["counts"]["new_signups"] == len(told["ids"]["new_signups"]) == 12 * weeks
