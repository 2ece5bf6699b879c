from datetime import UTC, datetime, timedelta

import httpx
import pytest
from starlette.testclient import TestClient

from core.demo.members import CAMPAIGN_ID
from core.demo.service import create_app
from core.demo.store import DemoStore
from tests.demo.conftest import NOW

FULL = {"first_name": "Ada", "last_name": "Stone"}


def plant(demo: DemoStore, number: int = 1, **fields: object) -> int:
    reach = {"emails": [f"ada{number}@example.com"], "phones": [f"+1404555010{number % 10}"]}
    return demo.add_contact(**{"first_name": "Ada", "last_name": "Stone", **reach, **fields})


def ids(givebutter: httpx.Client, **params: object) -> list[int]:
    return [contact["id"] for contact in givebutter.get("/contacts", params=params).json()["data"]]


def test_a_list_comes_in_an_envelope_and_a_contact_bare(demo, givebutter):
    contact = plant(demo)
    assert givebutter.get("/contacts").json()["data"][0]["id"] == contact
    assert givebutter.get(f"/contacts/{contact}").json()["id"] == contact


def test_twenty_come_by_default_and_a_hundred_at_most(demo, givebutter):
    planted = [plant(demo, number) for number in range(120)]
    assert ids(givebutter) == planted[:20]
    assert ids(givebutter, per_page=500) == planted[:100]
    assert ids(givebutter, per_page=100, page=2) == planted[100:]


def test_links_forget_the_page_size_and_the_filters(demo, givebutter):
    for number in range(3):
        plant(demo, number)
    links = givebutter.get("/contacts", params={"per_page": 1, "page": 2, "tags": ""}).json()["links"]
    assert links["next"].endswith("/contacts?page=3")
    assert links["prev"].endswith("/contacts?page=1")


def test_the_edges_have_no_neighbours(demo, givebutter):
    plant(demo)
    body = givebutter.get("/contacts").json()
    assert (body["links"]["prev"], body["links"]["next"]) == (None, None)
    assert body["meta"]["links"][0] == {"url": None, "label": "&laquo; Previous", "active": False}


def test_an_empty_page_has_no_from_and_to(givebutter):
    meta = givebutter.get("/contacts").json()["meta"]
    assert (meta["from"], meta["to"], meta["total"], meta["last_page"]) == (None, None, 0, 1)


def test_companies_and_archived_contacts_are_not_listed(demo, givebutter):
    person, archived = plant(demo, 1), plant(demo, 2)
    company = demo.add_contact(fields={"type": "company", "company_name": "Stone Books"})
    demo.archive_contact(archived)
    assert ids(givebutter) == [person]
    assert ids(givebutter, type="company") == [company]


def test_contacts_are_filtered_by_the_moment_of_their_update(demo, givebutter):
    plant(demo, 1, modified_at=NOW - timedelta(days=3))
    fresh = plant(demo, 2, modified_at=NOW)
    assert ids(givebutter, updatedAfter=(NOW - timedelta(days=1)).isoformat()) == [fresh]
    assert ids(givebutter, updatedAfter="2025-10-27T12:00:00-04:00") == [fresh]


def test_an_unreadable_moment_is_refused(givebutter):
    answer = givebutter.get("/contacts", params={"updatedAfter": "yesterday"})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["updatedAfter"])


@pytest.mark.parametrize(
    "params",
    [
        {"tags": "Donor"},
        {"email": "SECOND@example.com"},
        {"primaryEmail": "first@example.com"},
        {"lastName": "marsh"},
        {"totalContributionsMin": 50},
        {"createdBefore": "2024-01-01T00:00:00+00:00"},
    ],
)
def test_contacts_are_filtered(demo, givebutter, params):
    plant(demo, 1)
    emails = ["first@example.com", "second@example.com"]
    made_at = datetime(2023, 5, 1, tzinfo=UTC)
    wanted = plant(demo, 2, last_name="Marsh", emails=emails, tags=["Donor"], contributions=75.0, created_at=made_at)
    assert ids(givebutter, **params) == [wanted]


def test_contacts_are_sorted_on_request(demo, givebutter):
    first, second = plant(demo, 1, contributions=5), plant(demo, 2, contributions=50)
    assert ids(givebutter, sortByDesc="total_contributions") == [second, first]


def test_a_later_contact_appears_in_the_next_listing(demo, givebutter):
    first = plant(demo, 1)
    assert ids(givebutter) == [first]
    assert ids(givebutter) == [first, plant(demo, 2)][:1]
    assert len(ids(givebutter)) == 2


def test_without_the_key_nothing_is_told(app):
    answer = TestClient(app).get("/givebutter/v1/contacts")
    assert (answer.status_code, answer.json()) == (401, {"message": "Unauthenticated."})


def test_an_unknown_contact_is_not_found_and_an_archived_one_forbidden(demo, givebutter):
    contact = plant(demo)
    assert givebutter.get("/contacts/1").status_code == 404
    assert givebutter.delete(f"/contacts/{contact}").content == b""
    assert givebutter.get(f"/contacts/{contact}").json() == {"message": "This action is unauthorized."}
    assert givebutter.put(f"/contacts/{contact}", json=FULL).status_code == 403


def test_an_archived_contact_can_be_restored(demo, givebutter):
    contact = plant(demo)
    givebutter.delete(f"/contacts/{contact}")
    restored = givebutter.patch(f"/contacts/{contact}/restore")
    assert (restored.status_code, restored.json()["archived_at"]) == (200, None)
    assert ids(givebutter) == [contact]


def test_an_update_needs_the_whole_name(demo, givebutter):
    answer = givebutter.put(f"/contacts/{plant(demo)}", json={"first_name": "Ada"})
    assert answer.status_code == 422
    assert answer.json()["errors"] == {"last_name": ["The last name field is required."]}


def test_an_update_keeps_what_it_does_not_name(demo, givebutter):
    contact = plant(demo, tags=["Donor"], gender="female")
    changed = givebutter.put(f"/contacts/{contact}", json={**FULL, "prefix": "Ms"}).json()
    assert (changed["prefix"], changed["gender"], changed["tags"]) == ("Ms", "female", ["Donor"])


def test_an_update_replaces_the_tags(demo, givebutter):
    contact = plant(demo, tags=["Donor"])
    assert givebutter.put(f"/contacts/{contact}", json={**FULL, "tags": ["VIP"]}).json()["tags"] == ["VIP"]


def test_an_update_adds_makes_primary_and_removes_phones(demo, givebutter):
    contact = plant(demo)
    new = {"value": "+14045550199", "type": "cell", "is_primary": True}
    body = {**FULL, "phones": [new], "remove_phones": ["+14045550101"]}
    changed = givebutter.put(f"/contacts/{contact}", json=body).json()
    assert [entry["value"] for entry in changed["phones"]] == ["+14045550199"]
    assert changed["primary_phone"] == "+14045550199"


def test_custom_fields_are_written_by_field_id(demo, givebutter):
    contact = plant(demo)
    body = {**FULL, "custom_fields": {"field_256669": "Yes", "field_1": "x"}}
    fields = givebutter.put(f"/contacts/{contact}", json=body).json()["custom_fields"]
    assert [(field["field_id"], field["type"], field["value"]) for field in fields] == [(256669, "checkbox", "Yes")]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"emails": [{"value": "nonsense", "type": "personal"}]}, "emails.0.value"),
        ({"phones": [{"value": "12", "type": "cell"}]}, "phones.0.value"),
        ({"prefix": "x" * 33}, "prefix"),
        ({"gender": "Female"}, "gender"),
        ({"tags": ["x" * 65]}, "tags.0"),
    ],
)
def test_a_wrong_value_is_refused_by_field(demo, givebutter, wrong, field):
    answer = givebutter.put(f"/contacts/{plant(demo)}", json={**FULL, **wrong})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])


def test_an_external_id_stands_on_one_contact_only(demo, givebutter):
    plant(demo, 1, external_id="MN0001")
    answer = givebutter.put(f"/contacts/{plant(demo, 2)}", json={**FULL, "external_id": "MN0001"})
    assert answer.status_code == 422


def test_every_write_moves_the_time_of_update(demo, givebutter):
    contact = plant(demo)
    before = demo.contacts.get(contact)["updated_at"]
    assert givebutter.post(f"/contacts/{contact}/tags/add", json={"tags": ["VIP"]}).json()["updated_at"] > before


def test_tags_are_added_removed_and_replaced(demo, givebutter):
    contact = plant(demo, tags=["Donor", "VIP"])

    def tags(act: str, *names: str) -> list[str]:
        return givebutter.post(f"/contacts/{contact}/tags/{act}", json={"tags": list(names)}).json()["tags"]

    assert tags("add", "New", "VIP") == ["Donor", "VIP", "New"]
    assert tags("remove", "Donor") == ["VIP", "New"]
    assert tags("sync", "Only") == ["Only"]
    assert givebutter.post(f"/contacts/{contact}/tags/sync", json={"tags": []}).status_code == 422


def test_a_new_contact_with_known_name_and_phone_is_the_known_one(demo, givebutter):
    known = plant(demo)
    body = {**FULL, "primary_phone": "(404) 555-0101", "primary_email": "other@example.com"}
    answer = givebutter.post("/contacts", json=body)
    assert (answer.status_code, answer.json()["id"]) == (200, known)
    assert givebutter.post("/contacts", json={**body, "force_create": True}).json()["id"] != known


def test_there_is_no_way_to_archive_by_post(demo, givebutter):
    assert givebutter.post(f"/contacts/{plant(demo)}/archive").status_code in (404, 405)


def test_a_campaign_is_found_by_its_code_and_asked_by_its_id(givebutter):
    body = givebutter.get("/campaigns").json()
    (campaign,) = [campaign for campaign in body["data"] if campaign["code"] == "DEMO26"]
    assert givebutter.get(f"/campaigns/{campaign['id']}").json() == campaign
    assert body["meta"]["unfiltered_total"] == 2
    assert givebutter.get("/campaigns/1").status_code == 404


def test_members_are_paged(demo, givebutter):
    joined = [demo.add_member(first_name="A", last_name=str(number), raised=number) for number in range(5)]
    body = givebutter.get(f"/campaigns/{CAMPAIGN_ID}/members", params={"per_page": 2, "page": 3}).json()
    assert [member["id"] for member in body["data"]] == joined[4:]
    assert (body["meta"]["total"], body["meta"]["last_page"]) == (5, 3)


def test_a_campaign_without_members_answers_an_empty_object(givebutter):
    other = next(c["id"] for c in givebutter.get("/campaigns").json()["data"] if c["id"] != CAMPAIGN_ID)
    assert givebutter.get(f"/campaigns/{other}/members").json() == {}


def test_the_limit_of_500_a_minute_can_be_enforced(demo):
    givebutter = TestClient(create_app(demo, enforce_limits=True), headers={"Authorization": "Bearer demo"})
    answers = [givebutter.get("/givebutter/v1/campaigns") for _ in range(501)]
    assert [answer.status_code for answer in answers[-2:]] == [200, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 61
