"""`season retire-ids`: see what stands in the way, approve once, take it back."""

from datetime import UTC, datetime

import pytest

from tests.cli.test_cli import DONE, WRONG_USE, run, told
from tests.cli.test_cli import world as _world
from tests.views.rows import add

world = _world


@pytest.fixture
def ids(world):
    """Two External IDs of season 2024 that stand on contacts, one of which somebody needs."""
    with world.engine.begin() as conn:
        for number, mn_id in ((1, "MN0001"), (2, None)):
            plain = {"raw_data": "{}", "row_hash": b"", "emails": [], "phones": []}
            add(conn, "raw_gb_full_contacts", contact_id=700 + number, external_id=f"MN000{number}", **plain)
            row = {"contact_id": 700 + number, "external_id": f"MN000{number}", "mn_id": mn_id, "reason": "it is older"}
            add(conn, "retirements", year=2025, former_year=2024, **row)
        add(conn, "sync_cursors", stream="contacts", year=0, last_read_at=datetime.now(UTC))
    return world


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize("year", [2024, 2025])
def test_it_lists_contact_id_and_reason_and_changes_nothing(year):
    answer = told("season", "retire-ids", year)
    assert (answer["year"], answer["former_year"], answer["approved"]) == (2025, year, 0)
    listed = [(one["contact_id"], one["external_id"], one["status"], one["reason"]) for one in answer["external_ids"]]
    assert listed == [(701, "MN0001", "proposed", "it is older"), (702, "MN0002", "proposed", "it is older")]


@pytest.mark.usefixtures("ids")
def test_one_approval_queues_all_and_it_can_be_taken_back():
    answer = told("season", "retire-ids", 2024, "--approve", "--by", "Coordinator One")
    assert answer["approved"] == 2
    assert {(one["status"], one["approved_by"]) for one in answer["external_ids"]} == {("queued", "Coordinator One")}
    assert told("season", "retire-ids", 2024, "--approve")["approved"] == 0
    assert told("season", "retire-ids", 2024, "--undo")["undone"] == 2


@pytest.mark.usefixtures("ids")
def test_in_words_it_names_the_task_and_who_waits():
    result = run("season", "retire-ids", 2024)
    assert result.exit_code == DONE
    assert "Retire 2 External IDs of season 2024" in result.stdout
    assert "1 person waits for an id" in result.stdout


@pytest.mark.usefixtures("world")
def test_of_a_season_that_left_nothing_it_says_so():
    assert "No contact carries an External ID of season 2019" in run("season", "retire-ids", 2019).stdout
    assert run("season", "retire-ids", 2024, "--approve", "--undo").exit_code == WRONG_USE
    assert told("season", "retire-ids", 2024, "--year", 1999, code=WRONG_USE)["status"] == "failed"
