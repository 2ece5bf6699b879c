import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from starlette.testclient import TestClient

from core.demo.forms import FORM_IDS
from core.demo.service import create_app
from core.demo.store import DemoStore
from tests.demo.conftest import NOW

SIGNUPS = f"/form/{FORM_IDS['signup']}/submissions"


def sign_up(demo: DemoStore, number: int, at: datetime = NOW) -> str:
    moment = at + timedelta(minutes=number)
    return demo.add_signup(mn_id=f"MN{number:04}", first="Ada", last="Stone", phone=f"404 555 01{number:02}", at=moment)


def listed(jotform: httpx.Client, **params: object) -> list[dict]:
    query = {name: json.dumps(value) if name == "filter" else value for name, value in params.items()}
    return jotform.get(SIGNUPS, params=query).json()["content"]


def ids(jotform: httpx.Client, **params: object) -> list[str]:
    return [submission["id"] for submission in listed(jotform, **params)]


def answers(submission: dict) -> dict[str, object]:
    return {given["name"]: given.get("answer") for given in submission["answers"].values()}


def test_a_listing_comes_in_jotforms_envelope(demo, jotform):
    sign_up(demo, 1)
    body = jotform.get(SIGNUPS).json()
    assert (body["responseCode"], body["message"], body["info"]) == (200, "success", None)
    assert body["resultSet"] == {"offset": 0, "limit": 20, "count": 1}
    assert body["duration"].endswith("ms")


def test_paths_work_under_v1_too(demo, jotform):
    sign_up(demo, 1)
    assert jotform.get(f"/v1{SIGNUPS}").json()["content"] == jotform.get(SIGNUPS).json()["content"]


def test_twenty_come_by_default_the_newest_first(demo, jotform):
    made = [sign_up(demo, number) for number in range(25)]
    assert ids(jotform) == made[:4:-1]


def test_pages_follow_each_other_without_gaps(demo, jotform):
    made = [sign_up(demo, number) for number in range(25)]
    pages = [ids(jotform, offset=offset, limit=10, orderby="id", direction="ASC") for offset in (0, 10, 20, 30)]
    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert [submission for page in pages for submission in page] == made


@pytest.mark.parametrize("order", [{"orderby": "created_at ASC"}, {"orderby": "created_at", "direction": "ASC"}])
def test_both_spellings_of_the_direction_count(demo, jotform, order):
    made = [sign_up(demo, number) for number in range(3)]
    assert ids(jotform, **order) == made


def test_more_than_a_thousand_are_never_given_at_once(jotform):
    assert jotform.get(SIGNUPS, params={"limit": 5000}).json()["resultSet"]["limit"] == 1000


def test_later_ids_are_asked_for_with_a_text(demo, jotform):
    made = [sign_up(demo, number) for number in range(3)]
    assert ids(jotform, filter={"id:gt": made[1]}) == made[2:]
    assert len(ids(jotform, filter={"id:gt": int(made[1])})) == 3


def test_created_after_is_exclusive_at_one_second(demo, jotform):
    first, second = sign_up(demo, 1), sign_up(demo, 2)
    created_at = listed(jotform, orderby="id", direction="ASC")[0]["created_at"]
    assert ids(jotform, filter={"created_at:gt": created_at}) == [second]
    assert first not in ids(jotform, filter={"created_at:gt": created_at})


def test_updated_after_never_finds_what_was_never_edited(demo, jotform):
    sign_up(demo, 1)
    edited = sign_up(demo, 2)
    demo.edit_submission(edited, shirtSize="XL")
    assert ids(jotform, filter={"updated_at:gt": "2000-01-01 00:00:00"}) == [edited]


def test_several_filters_hold_together(demo, jotform):
    made = [sign_up(demo, number) for number in range(3)]
    demo.delete_submission(made[2])
    assert ids(jotform, filter={"id:gt": made[0], "status:ne": "DELETED"}) == [made[1]]


def test_times_are_those_of_new_york(demo, jotform):
    demo.add_signup(first="A", last="B", at=datetime(2025, 7, 1, 12, 0, tzinfo=UTC))
    demo.add_signup(first="A", last="B", at=datetime(2025, 12, 1, 12, 0, tzinfo=UTC))
    assert [row["created_at"] for row in listed(jotform)] == ["2025-12-01 07:00:00", "2025-07-01 08:00:00"]


def test_an_unedited_submission_has_no_time_of_update(demo, jotform):
    sign_up(demo, 1)
    assert listed(jotform)[0]["updated_at"] is None


def test_every_question_is_listed_and_unanswered_ones_have_no_answer(demo, jotform):
    sign_up(demo, 1)
    (submission,) = listed(jotform)
    by_name = {given["name"]: given for given in submission["answers"].values()}
    assert by_name["heading"]["type"] == "control_head"
    assert "answer" not in by_name["shirtSize"]
    assert by_name["photo"]["answer"] == []
    assert by_name["mnPhone"]["answer"] == {"full": "404 555 0101"}
    assert isinstance(by_name["mnPhone"]["sublabels"], str)


def test_a_deleted_submission_stays_listed_as_deleted_or_leaves(demo, jotform):
    first, second = sign_up(demo, 1), sign_up(demo, 2)
    demo.delete_submission(first)
    demo.delete_submission(second, listed=False)
    assert [(row["id"], row["status"]) for row in listed(jotform)] == [(first, "DELETED")]


def test_a_renamed_question_shows_in_old_answers_too(demo, jotform):
    sign_up(demo, 1)
    demo.rename_question("signup", "mnPhone", "cellPhone")
    questions = jotform.get(f"/form/{FORM_IDS['signup']}/questions").json()["content"]
    assert "cellPhone" in {question["name"] for question in questions.values()}
    assert answers(listed(jotform)[0])["cellPhone"] == {"full": "404 555 0101"}


def test_questions_are_an_object_by_qid(jotform):
    questions = jotform.get(f"/form/{FORM_IDS['signup']}/questions").json()["content"]
    assert all(qid == question["qid"] for qid, question in questions.items())
    assert questions["7"]["options"].startswith("Freshman|Sophomore")
    assert isinstance(questions["3"]["sublabels"], dict)


def test_a_form_counts_its_submissions_in_texts(demo, jotform):
    sign_up(demo, 1)
    form = jotform.get(f"/form/{FORM_IDS['signup']}").json()["content"]
    assert (form["id"], form["count"], form["status"]) == (FORM_IDS["signup"], "1", "ENABLED")
    assert jotform.get(f"/form/{FORM_IDS['setup']}").json()["content"]["last_submission"] is None


def test_the_user_is_not_in_new_york(jotform):
    assert jotform.get("/user").json()["content"]["time_zone"] == "Africa/Nairobi"


def test_the_key_may_stand_in_the_address(app):
    assert TestClient(app).get(f"/jotform{SIGNUPS}", params={"apiKey": "demo"}).json()["responseCode"] == 200


def test_a_wrong_key_is_refused_with_the_route(app):
    answer = TestClient(app).get(f"/jotform{SIGNUPS}", headers={"APIKEY": "wrong"})
    assert answer.status_code == 401
    assert answer.json()["message"] == "You're not authorized to use (/form-id-submissions) "
    assert answer.json()["content"] == ""


def test_an_unknown_form_is_refused_like_a_wrong_key(jotform):
    assert jotform.get("/form/123456789012345/submissions").status_code == 401


def test_the_budget_counts_down_and_ends(demo):
    jotform = TestClient(create_app(demo, jotform_daily_calls=2), headers={"APIKEY": "demo"})
    left = [jotform.get("/jotform/user").json().get("limit-left") for _ in range(3)]
    over = jotform.get("/jotform/user")
    assert left == [1, 0, None]
    assert (over.status_code, over.json()["message"]) == (429, "API-Limit exceeded")


def test_planted_answers_may_be_any_shape(demo, jotform):
    demo.add_signup(full_name="Ben Okoro", mn_id="MN0012")
    assert answers(listed(jotform)[0])["fullName"] == "Ben Okoro"
