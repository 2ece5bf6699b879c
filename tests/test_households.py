"""A relative is no duplicate: households are known although a contact does not tell its own."""

import httpx
import pytest

from core.clients.givebutter import Givebutter
from core.clients.http import RetryPolicy
from core.errors import SourceRefusedError
from tests.story import phone, story

OWN = {"first_name": "Hana", "last_name": "Testerah", "phones": [phone(7)], "emails": ["mentor7@example.com"]}
LIKE = {"first_name": "Hana", "last_name": "Testerah", "emails": ["mentor7@example.com"]}


@pytest.fixture
def world(database, tmp_path):
    with story(database, tmp_path) as told:
        told.sign_up(7)
        told.demo.add_contact(**OWN, tags=["Mentors 2025"])
        yield told


def caution(world):
    (row,) = world.rows("SELECT caution FROM archivals WHERE status = 'proposed'")
    return row["caution"]


def test_a_duplicate_in_a_household_needs_a_second_look_though_the_api_shows_none_on_it(world):
    world.demo.add_contact(**LIKE, household="The Testerahs")
    world.sync()
    assert caution(world) == "Look twice: it is a member of a household"


def test_a_duplicate_in_no_household_needs_none(world):
    world.demo.add_contact(**LIKE)
    for number in range(120):  # more households than one page holds
        world.demo.add_contact(last_name=f"Neighbour{number}", household=f"Household {number}")
    world.sync()
    assert caution(world) is None
    assert len(world.rows("SELECT 1 FROM household_members")) == 120


@pytest.mark.parametrize("enveloped", [False, True])
def test_the_list_may_come_bare_or_in_an_envelope(enveloped):
    pages = [[{"id": 1, "name": "Stone", "contacts": [{"id": 11}, {"id": 12}]}], [{"id": 2, "contacts": [{"id": 13}]}]]

    def answer(request):
        rows = ([*pages, []])[int(request.url.params["page"]) - 1]
        return httpx.Response(200, json={"data": rows} if enveloped else rows)

    givebutter = Givebutter("https://x", "key", None, policy=RetryPolicy(), transport=httpx.MockTransport(answer))
    assert givebutter.list_household_members() == {11: "Stone", 12: "Stone", 13: "2"}
    givebutter.close()


def test_households_that_cannot_be_read_end_no_run_and_every_duplicate_needs_a_second_look(world, monkeypatch):
    def refused(_givebutter):
        raise SourceRefusedError("Givebutter refuses /households with this key.")

    monkeypatch.setattr(Givebutter, "list_household_members", refused)
    world.demo.add_contact(**LIKE)
    assert world.sync()["status"] == "completed"
    assert caution(world) == "Look twice: nobody knows whether it is a member of a household"
    (issue,) = world.rows("SELECT severity FROM sync_errors WHERE error_type = 'households_unread' AND NOT resolved")
    assert issue["severity"] == "warning"
