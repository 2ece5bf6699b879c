import json
from datetime import UTC, datetime

import httpx
import pytest

from core.clients.http import RetryPolicy
from core.clients.jotform import PAGE_SIZE, Jotform
from core.errors import BudgetSpentError, SourceRefusedError
from tests.clients.answers import enveloped, in_turn, jotform


class Form:
    """A form whose submissions can be listed as Jotform lists them; it remembers what it was asked."""

    def __init__(self, ids: list[str], *, largest_page: int = PAGE_SIZE) -> None:
        self.ids = ids
        self.largest_page = largest_page
        self.asked: list[httpx.QueryParams] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if not request.url.path.endswith("/submissions"):
            return enveloped({"id": "1", "count": str(len(self.ids))})
        asked = request.url.params
        self.asked.append(asked)
        limit, offset = min(int(asked["limit"]), self.largest_page), int(asked["offset"])
        rows = [{"id": i} for i in self.ids[offset : offset + limit]]
        return enveloped(rows, resultSet={"offset": offset, "limit": limit, "count": len(rows)})


def ids_of(pages):
    return [record["id"] for page in pages for record in page.records]


@pytest.mark.parametrize("number", [0, 1, 999, 1000, 1001, 2500])
def test_every_submission_is_read_never_one_page_only(number):
    form = Form([str(i) for i in range(number)])
    assert ids_of(jotform(form).list_submissions("1")) == form.ids


def test_a_smaller_page_than_asked_for_does_not_end_the_listing():
    form = Form([str(i) for i in range(250)], largest_page=100)
    assert ids_of(jotform(form).list_submissions("1")) == form.ids


def test_submissions_are_asked_for_oldest_first():
    form = Form(["1"])
    list(jotform(form).list_submissions("1"))
    assert (form.asked[0]["orderby"], form.asked[0]["direction"], form.asked[0]["limit"]) == ("id", "ASC", "1000")


def test_a_submission_that_moved_to_the_next_page_comes_once():
    form = Form([*(str(i) for i in range(1000)), "999", "1000"])
    assert ids_of(jotform(form).list_submissions("1")) == [str(i) for i in range(1001)]


def test_a_source_that_ignores_the_offset_does_not_go_on_for_ever():
    rows = [{"id": str(i)} for i in range(PAGE_SIZE)]
    assert len(ids_of(jotform(lambda _: enveloped(rows)).list_submissions("1"))) == PAGE_SIZE


def test_the_form_tells_how_many_there_are():
    assert [page.total for page in jotform(Form(["1", "2"])).list_submissions("1")] == [2]


def test_changes_are_asked_for_by_creation_and_by_edit_in_new_york_time_with_overlap():
    form = Form([])
    list(jotform(form).list_changed_submissions("1", datetime(2025, 10, 28, 16, 0, 0, tzinfo=UTC)))
    asked = [json.loads(params["filter"]) for params in form.asked]
    assert asked == [{"created_at:gt": "2025-10-28 11:59:59"}, {"updated_at:gt": "2025-10-28 11:59:59"}]


def test_questions_come_by_name():
    questions = {"2": {"name": "fullName", "type": "control_fullname"}, "3": {"text": "nameless"}}
    assert jotform(lambda _: enveloped(questions)).load_questions("1") == {"fullName": "control_fullname"}


@pytest.mark.parametrize("content", [[], "", None, {"2": None}])
def test_a_form_without_questions_has_none(content):
    assert jotform(lambda _: enveloped(content)).load_questions("1") == {}


def test_an_odd_count_is_no_count():
    assert jotform(lambda _: enveloped({"count": "many"})).count_submissions("1") is None


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_refusal_names_the_key_and_the_form(status):
    body = {"responseCode": status, "message": "You're not authorized to use (/form-id-submissions) ", "content": ""}
    with pytest.raises(SourceRefusedError, match=r"/form/77/questions.*JOTFORM_API_KEY.*form id"):
        jotform(lambda _: httpx.Response(status, json=body)).load_questions("77")


def test_a_refusal_behind_status_200_is_recognised():
    with pytest.raises(SourceRefusedError, match="status 401"):
        jotform(lambda _: enveloped("", responseCode=401)).load_questions("1")


def test_trouble_behind_status_200_is_tried_again():
    client = jotform(in_turn(enveloped("", responseCode=500), enveloped({"count": "7"})))
    assert client.count_submissions("1") == 7


@pytest.mark.parametrize("status", [200, 403, 429])
def test_a_spent_budget_is_recognised_behind_any_status(status):
    body = {"responseCode": 429, "message": "API-Limit exceeded", "content": ""}
    with pytest.raises(BudgetSpentError, match="midnight, New York time"):
        jotform(lambda _: httpx.Response(status, json=body)).load_questions("1")


def test_reading_stops_before_the_budget_is_spent():
    client = jotform(lambda _: enveloped({}, **{"limit-left": 19}))
    client.load_questions("1")
    assert client.calls_left == 19
    with pytest.raises(BudgetSpentError, match="Only 19"):
        client.load_questions("1")


def test_a_form_id_cannot_leave_its_place_in_the_path():
    asked = []

    def answer(request):
        asked.append(request.url.raw_path)
        return enveloped({})

    jotform(answer).load_questions("1/../user?x=")
    assert asked == [b"/form/1%2F..%2Fuser%3Fx%3D/questions"]


OVER = {"responseCode": 429, "message": "API-Limit exceeded", "content": ""}


@pytest.mark.parametrize("status", [200, 403, 429])
@pytest.mark.parametrize(
    ("more", "headers"),
    [({"limit-left": 412}, {}), ({}, {"Retry-After": "1"}), ({"limit-left": 412}, {"Retry-After": "1"})],
)
def test_a_limit_of_the_moment_is_waited_for_while_calls_are_left(status, more, headers):
    busy = httpx.Response(status, json={**OVER, **more}, headers=headers)
    assert jotform(in_turn(busy, enveloped({"count": "7"}))).count_submissions("1") == 7


@pytest.mark.parametrize(
    ("more", "headers"),
    [({"limit-left": 0}, {"Retry-After": "1"}), ({}, {"Retry-After": "30000"}), ({"limit-left": 0}, {})],
)
def test_the_limit_of_the_day_ends_the_reading_at_once(more, headers):
    asked = []

    def answer(request):
        asked.append(request)
        return httpx.Response(429, json={**OVER, **more}, headers=headers)

    with pytest.raises(BudgetSpentError, match="midnight, New York time"):
        jotform(answer).count_submissions("1")
    assert len(asked) == 1


@pytest.mark.parametrize("key", ["hush\u200b", "\u2018hush\u2019", "hush\n", "hüsh", '"hush"'])
def test_a_key_that_no_header_can_hold_is_refused_before_anything_is_sent(key):
    with pytest.raises(SourceRefusedError, match="JOTFORM_API_KEY") as refused:
        Jotform("http://jotform.test", key, policy=RetryPolicy())
    assert "hush" not in str(refused.value)
