"""One source over HTTP: paced, patient with passing trouble, clear about trouble that stays. The one place of httpx."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from ssl import SSLContext
from typing import Any

import httpx
import stamina

from core.clients.answers import Answer, read_answer
from core.clients.pace import Pace
from core.errors import SourceRefusedError, SourceUnavailableError
from core.pasted import find_fault

Transport = httpx.BaseTransport
OK = 200
TOO_MANY_REQUESTS = 429
SERVER_ERROR = 500
CONNECTIONS = 10


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How patient we are with one call. All in seconds but `attempts`; `total_seconds` bounds all attempts together."""

    attempts: int = 6
    total_seconds: float = 60
    first_wait_seconds: float = 0.5
    longest_wait_seconds: float = 16
    jitter_seconds: float = 1
    timeout_seconds: float = 30


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked of a source. `needs_body`: an answer without a JSON object was cut.

    `may_be_rows`: a bare list is an answer, too.
    """

    method: str
    path: str
    params: Mapping[str, str | int]
    body: Mapping[str, Any] | None = None
    needs_body: bool = True
    may_be_rows: bool = False


Judge = Callable[[str, Answer], int]
OnWait = Callable[[str, float], None]


class Http:
    """Calls of one source. Safe to share among threads.

    `judge` knows the source: it gets the path and the answer, raises a `SourceError` where asking again
    is pointless, and otherwise returns the status that the answer really has. `on_wait` hears, in any thread, why
    a call waits before it is made again, and for how many seconds.
    """

    def __init__(
        self,
        name: str,
        client: httpx.Client,
        judge: Judge,
        *,
        pace: Pace,
        policy: RetryPolicy,
    ) -> None:
        self._name = name
        self._client = client
        self._judge = judge
        self._pace = pace
        self._policy = policy
        self.on_wait: OnWait = lambda _why, _seconds: None

    def get(self, path: str, params: Mapping[str, str | int] | None = None, *, may_be_rows: bool = False) -> Answer:
        """The usable answer of a GET: status 200 with a JSON object, or with a bare list where that may be.

        Raises `SourceRefusedError` at once, and `SourceUnavailableError` after several attempts in vain.
        """
        return self._send(Call("GET", path, params or {}, may_be_rows=may_be_rows))

    def write(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Answer:
        """The answer of a call that changes something and is safe to repeat. Raises like `get`."""
        return self._send(Call(method, path, {}, body, needs_body=False))

    def _send(self, call: Call) -> Answer:
        policy = self._policy
        try:
            for attempt in stamina.retry_context(
                on=self._is_passing,
                attempts=policy.attempts,
                timeout=policy.total_seconds,
                wait_initial=policy.first_wait_seconds,
                wait_max=policy.longest_wait_seconds,
                wait_jitter=policy.jitter_seconds,
            ):
                with attempt, self._telling(attempt.next_wait):
                    return self._attempt(call)
        except (httpx.RequestError, _PassingTroubleError) as trouble:
            raise SourceUnavailableError(
                f"{self._name} did not answer {call.path} properly although we tried several times "
                f"({_in_words(trouble)}). Check the internet connection and {self._name}'s status page, "
                "then try again later; what was read before is kept."
            ) from trouble
        raise AssertionError("retry_context ends with a value or an error")  # pragma: no cover

    def close(self) -> None:
        """End all connections; calls under way in other threads fail soon."""
        self._pace.close()
        self._client.close()

    @contextmanager
    def _telling(self, next_wait_seconds: float) -> Iterator[None]:
        """Tell whoever watches that we wait, and for how long, before this goes on to whoever tries again."""
        try:
            yield
        except _PassingTroubleError as trouble:
            asked = trouble.answer.retry_after_seconds
            why = "asked us to wait" if asked else "did not answer properly"
            self.on_wait(f"{self._name} {why}", asked or next_wait_seconds)
            raise
        except httpx.RequestError:
            self.on_wait(f"{self._name} could not be reached", next_wait_seconds)
            raise

    def _attempt(self, call: Call) -> Answer:
        self._pace.wait()
        response = self._client.request(call.method, call.path, params=dict(call.params), json=call.body)
        answer = read_answer(response.status_code, response.content, response.headers)
        status = self._judge(call.path, answer)
        has_body = answer.body is not None or (call.may_be_rows and answer.rows is not None)
        is_cut = status == OK and call.needs_body and not has_body
        if status == TOO_MANY_REQUESTS or status >= SERVER_ERROR or is_cut:
            raise _PassingTroubleError(status, answer)
        if status != OK:
            raise SourceRefusedError(
                f"{self._name} answered {call.path} with status {status}, which Mentor Sync does not expect. "
                f"Check the address in {self._name.upper()}_BASE_URL."
            )
        return answer

    def _is_passing(self, trouble: Exception) -> bool:
        """Whether trying again may help; if the source says when, everybody waits until then."""
        if isinstance(trouble, _PassingTroubleError) and trouble.answer.retry_after_seconds:
            if trouble.answer.retry_after_seconds > self._policy.total_seconds:
                return False
            self._pace.pause(trouble.answer.retry_after_seconds)
        return isinstance(trouble, (httpx.RequestError, _PassingTroubleError))


class _PassingTroubleError(Exception):
    """An answer that may be better next time."""

    def __init__(self, status: int, answer: Answer) -> None:
        super().__init__(status)
        self.status = status
        self.answer = answer


def checked(name: str, key: str) -> str:
    """The key, if a header can hold it. Raises `SourceRefusedError` naming the setting, never its value."""
    if fault := find_fault(key):
        raise SourceRefusedError(f"{name} {fault}.")
    return key


def open_client(
    base_url: str, headers: Mapping[str, str], policy: RetryPolicy, transport: Transport | None = None
) -> httpx.Client:
    """A pool of connections to one source; `transport` replaces the network in tests."""
    return httpx.Client(
        base_url=base_url,
        headers={"Accept": "application/json", **headers},
        timeout=httpx.Timeout(policy.timeout_seconds, connect=min(10, policy.timeout_seconds), pool=None),
        # no expiry: the pool may close a connection that another thread was just given
        limits=httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS, keepalive_expiry=None),
        transport=transport,
        verify=trusted(),
    )


@cache
def trusted() -> SSLContext:
    """Whose certificates are believed; reading them takes as long as several requests, so once a process."""
    return httpx.create_ssl_context()


def _in_words(trouble: Exception) -> str:
    if not isinstance(trouble, _PassingTroubleError):
        return type(trouble).__name__
    if trouble.status == OK:
        return "the answer was cut or no JSON"
    if trouble.answer.retry_after_seconds:
        return f"status {trouble.status}, asked to wait {trouble.answer.retry_after_seconds:.0f} s"
    return f"status {trouble.status}"
