from datetime import UTC, datetime
from threading import Lock

import httpx
import pytest

from core.clients.givebutter import PAGES_IN_FLIGHT
from core.errors import SourceRefusedError, SourceUnavailableError
from tests.clients.answers import givebutter, in_turn, page


class Contacts:
    """Contacts in pages of `size`; it remembers what it was asked."""

    def __init__(self, number: int, *, size: int = 100) -> None:
        self.rows = [{"id": i} for i in range(number)]
        self.size = size
        self.asked: list[httpx.QueryParams] = []
        self._lock = Lock()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        number = int(request.url.params["page"])
        with self._lock:
            self.asked.append(request.url.params)
        rows = self.rows[(number - 1) * self.size : number * self.size]
        return page(rows, number=number, last=max(-(-len(self.rows) // self.size), 1), total=len(self.rows))


def ids_of(pages):
    return [record["id"] for page in pages for record in page.records]


@pytest.mark.parametrize("number", [0, 1, 99, 100, 101, 4_321])
def test_every_contact_is_read_in_order(number):
    assert ids_of(givebutter(Contacts(number)).list_contacts()) == list(range(number))


def test_our_own_parameters_are_sent_with_every_page():
    contacts = Contacts(500)
    list(givebutter(contacts).list_contacts())
    assert {(asked["per_page"], asked["sortBy"]) for asked in contacts.asked} == {("100", "created_at")}
    assert sorted(int(asked["page"]) for asked in contacts.asked) == [1, 2, 3, 4, 5]


def test_changes_are_asked_for_with_an_overlap_of_a_second():
    contacts = Contacts(1)
    list(givebutter(contacts).list_changed_contacts(datetime(2025, 10, 27, 1, 7, 2, 500, tzinfo=UTC)))
    assert contacts.asked[0]["updatedAfter"] == "2025-10-27T01:07:01+00:00"


def test_pages_that_appear_while_reading_are_read_too():
    contacts = Contacts(200)
    pages = givebutter(contacts).list_contacts()
    found = ids_of([next(pages)])
    contacts.rows += [{"id": i} for i in range(200, 350)]
    assert found + ids_of(pages) == list(range(350))


def test_only_a_window_of_pages_is_asked_for_ahead():
    contacts = Contacts(100 * 100)
    pages = givebutter(contacts).list_contacts()
    next(pages)
    next(pages)
    pages.close()
    assert len(contacts.asked) <= 2 + PAGES_IN_FLIGHT


def test_an_empty_object_instead_of_a_page_is_no_page():
    pages = list(givebutter(lambda _: httpx.Response(200, json={})).list_members(1))
    assert [(page.records, page.total) for page in pages] == [([], None)]


@pytest.mark.parametrize("body", [{"data": None, "meta": []}, {"data": {}, "meta": {"last_page": None, "total": "7"}}])
def test_an_odd_page_is_an_empty_one(body):
    pages = list(givebutter(lambda _: httpx.Response(200, json=body)).list_contacts())
    assert [(page.records, page.total) for page in pages] == [([], None)]


def test_an_error_behind_status_200_is_tried_again():
    client = givebutter(in_turn(httpx.Response(200, json={"message": "Server Error"}), page([{"id": 1}])))
    assert ids_of(client.list_contacts()) == [1]


def test_contacts_are_counted_with_one_small_call():
    contacts = Contacts(500)
    assert givebutter(contacts).count_contacts() == 500
    assert [asked["per_page"] for asked in contacts.asked] == ["1"]


def test_a_page_that_fails_ends_the_reading():
    def answer(request: httpx.Request) -> httpx.Response:
        number = int(request.url.params["page"])
        return page([{"id": number}], number=number, last=9) if number != 5 else httpx.Response(500)

    with pytest.raises(SourceUnavailableError):
        list(givebutter(answer).list_contacts())


def test_a_campaign_is_found_by_its_short_code():
    rows = [{"id": 1, "code": "OTHER1"}, {"id": 2, "code": "CQVG3W"}, {"odd": True}, None]
    assert givebutter(lambda _: page(rows)).find_campaign(" cqvg3w ") == 2


def test_an_unknown_campaign_is_answered_with_the_known_codes():
    rows = [{"id": 1, "code": "OTHER1"}, {"id": 2, "code": "CQVG3W"}]
    with pytest.raises(SourceRefusedError, match=r"code mentors-2025.*givebutter_campaign_code.*CQVG3W, OTHER1"):
        givebutter(lambda _: page(rows)).find_campaign("mentors-2025")


@pytest.mark.parametrize(
    ("status", "advice"), [(401, "GIVEBUTTER_API_KEY"), (403, "right account"), (404, "givebutter_campaign_code")]
)
def test_a_refusal_says_what_to_check(status, advice):
    with pytest.raises(SourceRefusedError, match=advice):
        list(givebutter(lambda _: httpx.Response(status, json={"message": "no"})).list_members(7))


def test_a_refused_parameter_is_not_tried_again():
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(422, json={"message": "The given data was invalid."})

    with pytest.raises(SourceRefusedError, match="status 422"):
        list(givebutter(answer).list_contacts())
    assert len(asked) == 1
