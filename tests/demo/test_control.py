from core.demo.forms import FORM_IDS


def test_the_season_tells_its_settings(control):
    season = control.get("/season").json()
    assert season["year"] == 2025
    assert season["settings"]["jotform_signup_form_id"] == FORM_IDS["signup"]
    assert season["settings"]["event_date"] == "2025-11-09"


def test_the_truth_is_told_to_tests(demo, control):
    demo.save_person(1, {"mn_id": "MN0001"})
    assert control.get("/truth").json() == {"people": [{"mn_id": "MN0001"}]}


def test_a_signup_can_be_planted_changed_and_deleted(demo, control):
    answers = {"mnid": "MN0001", "fullName": {"first": "Ada", "last": "Stone"}, "at": "2025-10-01T12:00:00+00:00"}
    submission = control.post("/forms/signup/submissions", json=answers).json()
    assert submission["created_at"] == "2025-10-01 08:00:00"
    changed = control.put(f"/submissions/{submission['id']}", json={"shirtSize": "XL"}).json()
    assert changed["answers"]["9"]["answer"] == "XL"
    assert control.delete(f"/submissions/{submission['id']}").status_code == 204
    assert demo.forms.get(submission["id"])["status"] == "DELETED"
    control.delete(f"/submissions/{submission['id']}", params={"listed": "false"})
    assert demo.forms.get(submission["id"]) is None


def test_a_form_goes_by_its_id_too(control):
    path = f"/forms/{FORM_IDS['setup']}/submissions"
    assert control.post(path, json={"mnid": "MN0001"}).json()["form_id"] == FORM_IDS["setup"]


def test_a_contact_can_be_planted(control):
    body = {"last_name": "Stone", "tags": ["VIP"], "modified_at": "2024-05-01T00:00:00+00:00"}
    contact = control.post("/contacts", json=body).json()
    assert (contact["tags"], contact["updated_at"]) == (["VIP"], "2024-05-01T00:00:00+00:00")


def test_what_was_raised_can_be_set(demo, control):
    member = control.post("/members", json={"first_name": "Ada", "last_name": "Stone"}).json()
    assert control.put(f"/members/{member['id']}", json={"raised": 82.5}).json()["raised"] == 82.5
    assert control.delete(f"/members/{member['id']}").status_code == 204
    assert demo.members.get(member["id"]) is None


def test_a_question_can_be_renamed(demo, control):
    control.post("/forms/signup/questions", json={"old": "mnPhone", "new": "cell"})
    assert demo.forms.form("signup")["questions"]["6"]["name"] == "cell"


def test_an_empty_season_is_empty_again_after_a_reset(demo, control):
    demo.add_contact(last_name="Stone")
    control.post("/faults", json={"kind": "500"})
    assert control.post("/reset", json={"now": "2026-10-28T12:00:00+00:00"}).json()["year"] == 2026
    assert demo.contacts.page({}, 1, 10) == ([], 0)
    assert control.get("/faults").json() == {"faults": []}


def test_what_cannot_be_done_is_said(control):
    for path, body in (("/contacts", {"shoe": 1}), ("/advance", {"weeks": "many"}), ("/reset", {"now": "2025-10-01"})):
        answer = control.post(path, json=body)
        assert answer.status_code == 422
        assert answer.json()["message"].startswith("That cannot be done")
    assert control.put("/submissions/123", json={}).status_code == 422
