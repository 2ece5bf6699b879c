"""Jotform as the demo serves it: envelopes, New York time, newest first, and a daily budget of calls."""

import json
import time
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.demo.clock import NEW_YORK, wall_clock
from core.demo.store import DemoStore

KEY = "demo"
_DOCS = "https://api.jotform.com/docs#"
Answer = Callable[[Request], Awaitable[Response]]


class Jotform:
    """The routes of Jotform's API that are used. `daily_calls` is what the account's plan allows."""

    def __init__(self, store: DemoStore, daily_calls: int) -> None:
        self._store = store
        self._daily_calls = daily_calls
        self._day: date | None = None
        self._spent = 0

    def routes(self) -> list[Route]:
        """All routes, to be mounted bare and under /v1."""
        return [
            Route("/user", self._guarded("user", self._user)),
            Route("/form/{form}", self._guarded("form-id", self._form)),
            Route("/form/{form}/questions", self._guarded("form-id-questions", self._questions)),
            Route("/form/{form}/submissions", self._guarded("form-id-submissions", self._submissions)),
        ]

    def _guarded(self, pattern: str, answer: Answer) -> Answer:
        async def guarded(request: Request) -> Response:
            key = request.headers.get("apikey") or request.query_params.get("apiKey")
            form = request.path_params.get("form")
            if key != KEY or (form is not None and self._store.forms.form(form) is None):
                return _refused(pattern)
            if not self._spend():
                return _json({"responseCode": 429, "message": "API-Limit exceeded", "content": ""}, status=429)
            return await answer(request)

        return guarded

    def _spend(self) -> bool:
        today = wall_clock().astimezone(NEW_YORK).date()
        if today != self._day:
            self._day, self._spent = today, 0
        self._spent += 1
        return self._spent <= self._daily_calls

    async def _user(self, _request: Request) -> Response:
        person = {"username": "mentordemo", "name": "Mentor Demo", "email": "staff@example.edu", "website": None}
        account = {
            "time_zone": "Africa/Nairobi",
            "account_type": "https://api.jotform.com/system/plan/SILVER",
            "status": "ACTIVE",
        }
        return self._enveloped(json.dumps({**person, **account, "region": "US", "euOnly": "0", "isHIPAA": "0"}))

    async def _form(self, request: Request) -> Response:
        form = self._existing(request)
        count, last = self._store.forms.counts(form["id"])
        stamps = {"created_at": form["created_at"], "updated_at": form["created_at"], "last_submission": last}
        numbers = {"new": str(count), "count": str(count), "type": "LEGACY", "favorite": "0", "archived": "0"}
        named = {
            "id": form["id"],
            "username": "mentordemo",
            "title": form["title"],
            "height": "1200",
            "status": "ENABLED",
        }
        return self._enveloped(
            json.dumps({**named, **stamps, **numbers, "url": f"https://form.jotform.com/{form['id']}"})
        )

    async def _questions(self, request: Request) -> Response:
        return self._enveloped(json.dumps(self._existing(request)["questions"]))

    async def _submissions(self, request: Request) -> Response:
        query = _query(request)
        rows = self._store.forms.page(self._existing(request)["id"], query)
        result_set = {"offset": query["offset"], "limit": query["limit"], "count": len(rows)}
        return self._enveloped(f"[{','.join(rows)}]", f'"resultSet":{json.dumps(result_set)},')

    def _existing(self, request: Request) -> dict[str, Any]:
        return self._store.forms.form(request.path_params["form"]) or {}

    def _enveloped(self, content: str, result_set: str = "") -> Response:
        left = max(self._daily_calls - self._spent, 0)
        # Texts are joined, not parsed and written again: pages of a thousand submissions stay cheap.
        body = (
            f'{{"responseCode":200,"message":"success","content":{content},'
            f'"duration":"{time.perf_counter() % 1 * 90:.2f}ms","info":null,{result_set}"limit-left":{left}}}'
        )
        return Response(body, media_type="application/json")


def _query(request: Request) -> dict[str, Any]:
    given = request.query_params
    field, _, direction = given.get("orderby", "created_at").partition(" ")
    descending = (direction or given.get("direction", "DESC")).upper() != "ASC"
    order = field if field in ("id", "created_at", "updated_at") else "created_at"
    limits = {"offset": _number(given.get("offset"), 0), "limit": min(_number(given.get("limit"), 20), 1000)}
    return {**limits, "order": order, "descending": descending, "filter": _filter(given.get("filter"))}


def _filter(text: str | None) -> dict[str, Any]:
    try:
        wanted = json.loads(text or "{}")
    except json.JSONDecodeError:
        return {}
    return wanted if isinstance(wanted, dict) else {}


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() else default


def _refused(pattern: str) -> Response:
    # The message names the route, and ends with a blank.
    message = f"You're not authorized to use (/{pattern}) "
    refusal = {"responseCode": 401, "message": message, "content": "", "duration": "12.08ms", "info": _DOCS + pattern}
    return _json(refusal, status=401)


def _json(body: dict[str, Any], *, status: int) -> Response:
    return Response(json.dumps(body), status_code=status, media_type="application/json")
