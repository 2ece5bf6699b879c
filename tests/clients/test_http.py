from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from time import monotonic

import httpx
import pytest

from core.clients import RetryPolicy
from core.clients.http import Http, open_client
from core.clients.pace import Pace
from core.errors import SourceRefusedError, SourceUnavailableError
from tests.clients.answers import FAST, in_turn

FINE = httpx.Response(200, json={"fine": True}, headers={"Date": "Wed, 30 Sep 2026 16:39:57 GMT"})


def http(*answers: httpx.Response | Exception, policy: RetryPolicy = FAST) -> Http:
    client = open_client("http://source.test/v1", {}, policy, httpx.MockTransport(in_turn(*answers)))
    return Http("Source", client, lambda _path, answer: answer.status, pace=Pace(None), policy=policy)


@pytest.mark.parametrize(
    "trouble",
    [
        httpx.Response(500),
        httpx.Response(503, text="<html>down for maintenance</html>"),
        httpx.Response(429, json={"message": "Too Many Attempts."}),
        httpx.Response(200, text='{"data": [{"id": 1}, {"i'),
        httpx.Response(200, json=["a list is no answer"]),
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("slow"),
        httpx.RemoteProtocolError("peer closed connection without sending complete message body"),
    ],
    ids=["500", "503", "429", "cut", "list", "connect", "slow", "closed"],
)
def test_passing_trouble_is_tried_again(trouble):
    assert http(trouble, trouble, FINE).get("/x").body == {"fine": True}


def test_trouble_that_stays_says_what_to_do():
    with pytest.raises(SourceUnavailableError, match=r"Source did not answer /x .*status 503.*try again later"):
        http(httpx.Response(503)).get("/x")


def test_attempts_are_counted():
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(500)

    client = open_client("http://source.test", {}, FAST, httpx.MockTransport(answer))
    with pytest.raises(SourceUnavailableError):
        Http("Source", client, lambda _path, answer: answer.status, pace=Pace(None), policy=FAST).get("/x")
    assert len(asked) == FAST.attempts


def test_retry_after_is_honoured_in_seconds():
    started = monotonic()
    http(httpx.Response(429, headers={"Retry-After": "1"}), FINE).get("/x")
    assert 0.95 <= monotonic() - started < 3


def test_retry_after_is_honoured_as_a_date():
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    started = monotonic()
    http(httpx.Response(503, headers={"Retry-After": until}), FINE).get("/x")
    assert 0.5 <= monotonic() - started < 4


def test_nobody_waits_longer_than_the_policy_allows():
    with pytest.raises(SourceUnavailableError, match="asked to wait 3600 s"):
        http(httpx.Response(429, headers={"Retry-After": "3600"}), FINE).get("/x")


def test_an_unexpected_answer_names_the_address_to_check():
    with pytest.raises(SourceRefusedError, match=r"status 302.*SOURCE_BASE_URL"):
        http(httpx.Response(302, headers={"Location": "http://elsewhere.test"})).get("/x")


def test_the_clock_of_the_source_is_read():
    assert http(FINE).get("/x").answered_at == datetime(2026, 9, 30, 16, 39, 57, tzinfo=UTC)


def test_a_senseless_clock_is_no_clock():
    assert http(httpx.Response(200, json={}, headers={"Date": "yesterday"})).get("/x").answered_at is None


@pytest.mark.parametrize(
    ("trouble", "why"),
    [
        (httpx.Response(429, headers={"Retry-After": "1"}), "Source asked us to wait"),
        (httpx.Response(503), "Source did not answer properly"),
        (httpx.ConnectError("refused"), "Source could not be reached"),
    ],
)
def test_whoever_watches_hears_why_a_call_waits(trouble, why):
    waits = []
    source = http(trouble, FINE)
    source.on_wait = lambda words, seconds: waits.append((words, seconds))
    source.get("/x")
    assert [words for words, _ in waits] == [why]
    assert all(0 <= seconds <= 1 for _, seconds in waits)
