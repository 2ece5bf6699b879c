"""Sources made of a function, for the tests of the clients."""

from collections.abc import Callable
from typing import Any

import httpx

from core.clients import Givebutter, Jotform, RetryPolicy

FAST = RetryPolicy(attempts=4, total_seconds=5, first_wait_seconds=0, longest_wait_seconds=0, jitter_seconds=0)
Answer = Callable[[httpx.Request], httpx.Response]


def jotform(answer: Answer) -> Jotform:
    return Jotform("http://jotform.test", "key", policy=FAST, transport=httpx.MockTransport(answer))


def givebutter(answer: Answer) -> Givebutter:
    return Givebutter("http://givebutter.test/v1", "key", None, policy=FAST, transport=httpx.MockTransport(answer))


def in_turn(*answers: httpx.Response | Exception) -> Answer:
    """Gives these answers one after the other, the last one for ever."""
    waiting = list(answers)

    def answer(_request: httpx.Request) -> httpx.Response:
        given = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if isinstance(given, Exception):
            raise given
        return given

    return answer


def enveloped(content: Any, **more: Any) -> httpx.Response:
    """A Jotform answer."""
    return httpx.Response(200, json={"responseCode": 200, "message": "success", "content": content, **more})


def page(rows: list[Any], *, number: int = 1, last: int = 1, total: int | None = None) -> httpx.Response:
    """A Givebutter page."""
    meta = {"current_page": number, "last_page": last, "total": len(rows) if total is None else total}
    return httpx.Response(200, json={"data": rows, "links": {"next": "http://elsewhere.test"}, "meta": meta})
