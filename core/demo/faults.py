"""Trouble on request: the demo's answers go wrong in the ways the real services do."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.demo.malformed import with_malformed_records

KINDS = ("429", "500", "502", "503", "slow", "cut", "malformed", "over_limit", "http200_error", "html")
_HTML = b"<!DOCTYPE html><html><head><title>One moment, please</title></head><body>Maintenance</body></html>"


@dataclass(slots=True)
class Fault:
    """One kind of trouble. `target` is a part of the path; `times` how often it happens (`None`: until cleared).

    `every`: only each n-th matching request. `seconds`: of a slow answer, or of `Retry-After`.
    """

    kind: str
    target: str = "/"
    times: int | None = None
    every: int = 1
    seconds: float = 1.0
    seen: int = 0
    happened: int = 0

    def is_due(self, path: str) -> bool:
        """It is to happen to this request. Counts."""
        if self.target not in path or (self.times is not None and self.happened >= self.times):
            return False
        self.seen += 1
        if self.seen % self.every:
            return False
        self.happened += 1
        return True


class Faults:
    """The faults that are switched on."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def switch_on(self, given: dict[str, Any]) -> Fault:
        """Switch a fault on. Raises `ValueError` for an unknown kind or an unusable number."""
        if given.get("kind") not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}")
        known = {
            name: given[name] for name in ("kind", "target", "times", "every", "seconds") if given.get(name) is not None
        }
        fault = Fault(**known)
        if not isinstance(fault.every, int) or fault.every < 1:
            raise ValueError("every must be 1 or more")
        self._faults.append(fault)
        return fault

    def clear(self) -> None:
        """Switch all of them off."""
        self._faults.clear()

    def listed(self) -> list[dict[str, Any]]:
        """What is switched on, and how often it happened."""
        return [asdict(fault) for fault in self._faults]

    def due(self, path: str) -> Fault | None:
        """The fault that happens to a request, if any."""
        return next((fault for fault in self._faults if fault.is_due(path)), None)


class Troubled:
    """Wraps the service; requests to the remote control are never troubled."""

    def __init__(self, app: ASGIApp, faults: Faults) -> None:
        self._app = app
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let it go wrong."""
        is_control = scope["type"] != "http" or scope["path"].startswith("/demo")
        fault = None if is_control else self._faults.due(scope["path"])
        if fault is None:
            await self._app(scope, receive, send)
        elif fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
            await self._app(scope, receive, send)
        elif fault.kind in ("cut", "malformed"):
            status, body = await self._answer(scope, receive)
            await _SPOILT[fault.kind](send, status, body)
        else:
            await _refuse(send, fault, is_jotform=scope["path"].startswith("/jotform"))

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[int, bytes]:
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self._app(scope, receive, keep)
        return int(messages[0]["status"]), b"".join(message.get("body", b"") for message in messages[1:])


async def _cut(send: Send, status: int, body: bytes) -> None:
    """Promise the whole body and send half; the server then closes the connection."""
    await send(
        {"type": "http.response.start", "status": status, "headers": _headers("application/json", len(body) + 1)}
    )
    await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})


async def _malform(send: Send, status: int, body: bytes) -> None:
    await _send(send, status, with_malformed_records(body), "application/json")


_SPOILT: dict[str, Callable[[Send, int, bytes], Awaitable[None]]] = {"cut": _cut, "malformed": _malform}


async def _refuse(send: Send, fault: Fault, *, is_jotform: bool) -> None:
    if fault.kind == "html":
        await _send(send, 200, _HTML, "text/html")
    elif fault.kind == "over_limit":
        await _send_json(send, 200, {"responseCode": 429, "message": "API-Limit exceeded", "content": ""})
    elif fault.kind == "http200_error":
        refusal = {"responseCode": 500, "message": "Something went wrong", "content": ""}
        await _send_json(send, 200, refusal if is_jotform else {"message": "Server Error"})
    elif fault.kind == "429":
        await _send_json(send, 429, {"message": "Too Many Attempts."}, {"retry-after": f"{fault.seconds:.0f}"})
    else:
        await _send_json(send, int(fault.kind), {"message": "Server Error"})


async def _send_json(send: Send, status: int, body: object, headers: dict[str, str] | None = None) -> None:
    await _send(send, status, json.dumps(body).encode(), "application/json", headers)


async def _send(send: Send, status: int, body: bytes, media_type: str, headers: dict[str, str] | None = None) -> None:
    more = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
    await send({"type": "http.response.start", "status": status, "headers": [*_headers(media_type, len(body)), *more]})
    await send({"type": "http.response.body", "body": body})


def _headers(media_type: str, length: int) -> list[tuple[bytes, bytes]]:
    return [(b"content-type", media_type.encode()), (b"content-length", str(length).encode())]
