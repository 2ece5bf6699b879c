import time
from collections.abc import Iterator

import httpx
import pytest

from core.demo.forms import FORM_IDS
from core.demo.server import running
from core.demo.store import DemoStore

SIGNUPS = f"/form/{FORM_IDS['signup']}/submissions"


@pytest.fixture
def url(demo: DemoStore) -> Iterator[str]:
    with running(demo) as address:
        yield address


@pytest.fixture
def served(url: str) -> Iterator[httpx.Client]:
    """Givebutter over a real connection, which alone can be cut."""
    with httpx.Client(base_url=f"{url}/givebutter/v1", headers={"Authorization": "Bearer demo"}) as client:
        yield client


def switch_on(control: httpx.Client, kind: str, **fault: object) -> None:
    control.post("/faults", json={"kind": kind, **fault}).raise_for_status()


def test_429_says_when_to_come_again(control, givebutter):
    switch_on(control, "429", target="givebutter", times=1, seconds=3)
    refused = givebutter.get("/contacts")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3")
    assert givebutter.get("/contacts").status_code == 200


@pytest.mark.parametrize("status", ["500", "502", "503"])
def test_server_errors_come_as_asked(control, jotform, status):
    switch_on(control, status, target="jotform", times=2)
    assert [jotform.get(SIGNUPS).status_code for _ in range(3)] == [int(status), int(status), 200]


def test_a_slow_answer_comes_late_but_whole(control, givebutter):
    switch_on(control, "slow", target="givebutter", times=1, seconds=0.3)
    started = time.monotonic()
    assert givebutter.get("/contacts").json()["data"] == []
    assert time.monotonic() - started >= 0.3


@pytest.mark.parametrize("times", [1, 2])
def test_a_connection_is_cut_in_mid_body(url, served, times):
    httpx.post(f"{url}/demo/faults", json={"kind": "cut", "target": "givebutter", "times": times}).raise_for_status()
    for _ in range(times):
        with pytest.raises(httpx.RemoteProtocolError):
            served.get("/contacts")
    assert served.get("/contacts").status_code == 200


def test_malformed_contacts_stand_among_good_ones(demo, control, givebutter):
    good = [demo.add_contact(first_name="Ada", last_name=str(number)) for number in range(3)]
    switch_on(control, "malformed", target="/contacts")
    rows = givebutter.get("/contacts").json()["data"]
    found = [row.get("id") for row in rows if isinstance(row, dict)]
    assert [contact for contact in found if contact in good] == good
    assert None in rows
    assert None in found


def test_malformed_submissions_stand_among_good_ones(demo, control, jotform):
    good = demo.add_signup(mn_id="MN0001", first="Ada", last="Stone")
    switch_on(control, "malformed", target="jotform")
    rows = jotform.get(SIGNUPS).json()["content"]
    assert good in [row.get("id") for row in rows if isinstance(row, dict)]
    assert [] in [row.get("answers") for row in rows if isinstance(row, dict)]


def test_malformed_members_stand_among_good_ones(demo, control, givebutter):
    good = demo.add_member(first_name="Ada", last_name="Stone")
    switch_on(control, "malformed", target="/members")
    rows = givebutter.get("/campaigns/412907/members").json()["data"]
    assert good in [row.get("id") for row in rows if isinstance(row, dict)]
    assert "lots" in [row.get("raised") for row in rows if isinstance(row, dict)]


def test_malformed_leaves_other_answers_alone(control, givebutter):
    switch_on(control, "malformed", target="givebutter")
    assert givebutter.get("/contacts/1").status_code == 404


def test_jotforms_limit_comes_with_http_200(control, jotform):
    switch_on(control, "over_limit", target="jotform")
    refused = jotform.get(SIGNUPS)
    assert refused.status_code == 200
    assert refused.json() == {"responseCode": 429, "message": "API-Limit exceeded", "content": ""}


def test_an_error_may_come_with_http_200(control, jotform, givebutter):
    switch_on(control, "http200_error")
    assert jotform.get(SIGNUPS).json()["responseCode"] == 500
    assert givebutter.get("/contacts").json() == {"message": "Server Error"}


def test_a_page_of_html_may_come_instead(control, givebutter):
    switch_on(control, "html", times=1)
    assert givebutter.get("/contacts").headers["Content-Type"] == "text/html"


def test_only_each_nth_request_is_hit(control, givebutter):
    switch_on(control, "500", target="givebutter", every=3)
    assert [givebutter.get("/contacts").status_code for _ in range(6)] == [200, 200, 500, 200, 200, 500]


def test_only_the_target_is_hit(control, jotform, givebutter):
    switch_on(control, "500", target="/givebutter/v1/contacts")
    assert jotform.get(SIGNUPS).status_code == 200
    assert givebutter.get("/campaigns").status_code == 200
    assert givebutter.get("/contacts").status_code == 500


def test_faults_are_listed_and_cleared(control, givebutter):
    switch_on(control, "500")
    givebutter.get("/contacts")
    assert control.get("/faults").json()["faults"][0]["happened"] == 1
    assert control.delete("/faults").json() == {"faults": []}
    assert givebutter.get("/contacts").status_code == 200


@pytest.mark.parametrize("fault", [{"kind": "flood"}, {"kind": "500", "every": 0}])
def test_an_unusable_fault_is_refused(control, fault):
    assert control.post("/faults", json=fault).status_code == 422
