"""A second autumn of the demo, a fifth of the real size: ids restart on the contacts of the first."""

import pytest

from core.db import connect
from core.demo.configure import configure
from core.demo.load import invented
from core.demo.server import running
from tests.autumn import second_autumn
from tests.story import NOW, Story

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def autumn(server, tmp_path_factory):
    with server.clone() as address, pytest.MonkeyPatch.context() as patch:
        engine = connect(address)
        demo = invented(tmp_path_factory.mktemp("autumn") / "demo.sqlite", 2025, NOW, signups=198, contacts=2_000)
        with running(demo) as url:
            yield second_autumn(Story(engine, demo, url, configure(engine, url)), patch)
        demo.close()
        engine.dispose()


def test_hardly_anybody_waits_for_a_person(autumn):
    """The ties and strangers that the demo invents are two of a hundred at this size; no id is among the questions."""
    assert autumn.share_asked <= 0.03
    kinds = autumn.season.rows("SELECT DISTINCT conflict_type FROM sync_conflicts WHERE year = :year")
    assert "external_id_collision" not in {row["conflict_type"] for row in kinds}


def test_nearly_everybody_waits_for_one_approval_and_nobody_after_it(autumn):
    assert autumn.before["held_back"] > 0.9 * autumn.people
    assert autumn.retired >= autumn.before["held_back"] - autumn.asked
    assert autumn.after["held_back"] == autumn.asked


def test_after_the_retirement_givebutter_takes_every_row(autumn):
    assert autumn.report["failed"] == []
    assert autumn.report["accepted"] == autumn.report["rows"] > 0.9 * autumn.people


def test_nobody_gets_the_contact_of_somebody_else(autumn):
    owned = {person["mn_id"]: person["contacts"] for person in autumn.season.demo.truth()}
    rows = autumn.season.rows("SELECT mn_id, gb_contact_id FROM mentors WHERE year = :year AND withdrawn_at IS NULL")
    linked = [row for row in rows if row["gb_contact_id"] is not None]
    assert [row for row in linked if row["gb_contact_id"] not in owned[row["mn_id"]]] == []


def test_whoever_comes_back_keeps_the_contact_or_is_asked_about_it(autumn):
    back = [one for one in autumn.season.demo.truth() if one["winner"] and one["number"] < 10_000]
    rows = autumn.season.rows("SELECT mn_id, gb_contact_id FROM mentors WHERE year = :year")
    contacts = {row["mn_id"]: row["gb_contact_id"] for row in rows}
    asked = autumn.season.rows("SELECT mn_id FROM sync_conflicts WHERE year = :year AND status = 'pending'")
    settled = [one for one in back if one["mn_id"] not in {row["mn_id"] for row in asked}]
    assert len(settled) > 20
    assert [one["mn_id"] for one in settled if contacts.get(one["mn_id"]) != one["winner"]] == []


def test_no_contact_of_the_other_season_is_to_be_archived(autumn):
    assert autumn.season.rows(
        "SELECT a.contact_id FROM archivals AS a JOIN mentors AS m ON m.gb_contact_id = a.contact_id"
        " WHERE a.year <> m.year AND a.status <> 'obsolete' AND a.year = :year"
    ) == []  # fmt: skip
