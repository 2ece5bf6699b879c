"""Givebutter as the demo serves it: contacts, tags, campaigns and members."""

import json
import time
from collections import deque
from collections.abc import Awaitable, Callable
from json import JSONDecodeError
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.demo.contact_writes import InvalidError, stored, tagged, updated
from core.demo.listing_filters import requested_filters
from core.demo.members import season_of
from core.demo.paging import enveloped, requested_page
from core.demo.store import DemoStore

KEY = "demo"
_PER_MINUTE = 500
Answer = Callable[[Request], Awaitable[Response]]


class Givebutter:
    """The routes of Givebutter's API that are used. `enforce_limits`: 500 requests a minute, then 429."""

    def __init__(self, store: DemoStore, *, enforce_limits: bool) -> None:
        self._store = store
        self.enforce_limits = enforce_limits
        self._recent: deque[float] = deque()

    def routes(self) -> list[Route]:
        """All routes, to be mounted under /v1."""
        return [
            self._route("/contacts", self._contacts, "GET"),
            self._route("/contacts", self._create, "POST"),
            self._route("/contacts/{contact_id:int}", self._contact, "GET"),
            self._route("/contacts/{contact_id:int}", self._update, "PUT"),
            self._route("/contacts/{contact_id:int}", self._archive, "DELETE"),
            self._route("/contacts/{contact_id:int}/restore", self._restore, "PATCH"),
            self._route("/contacts/{contact_id:int}/tags/{act:str}", self._tags, "POST"),
            self._route("/households", self._households, "GET"),
            self._route("/campaigns", self._campaigns, "GET"),
            self._route("/campaigns/{campaign_id:int}", self._campaign, "GET"),
            self._route("/campaigns/{campaign_id:int}/members", self._members, "GET"),
        ]

    def _route(self, path: str, answer: Answer, method: str) -> Route:
        async def guarded(request: Request) -> Response:
            if request.headers.get("authorization") != f"Bearer {KEY}":
                return message("Unauthenticated.", 401)
            if self.enforce_limits and (wait := self._seconds_to_wait()):
                return message("Too Many Attempts.", 429, {"Retry-After": str(wait)})
            try:
                return await answer(request)
            except InvalidError as invalid:
                return as_json({"message": "The given data was invalid.", "errors": invalid.errors}, 422)

        return Route(path, guarded, methods=[method])

    def _seconds_to_wait(self) -> int:
        now = time.monotonic()
        while self._recent and self._recent[0] <= now - 60:
            self._recent.popleft()
        if len(self._recent) >= _PER_MINUTE:
            return int(self._recent[0] + 61 - now)
        self._recent.append(now)
        return 0

    async def _contacts(self, request: Request) -> Response:
        page = requested_page(request)
        rows, total = self._store.contacts.page(requested_filters(request), page.number, page.size)
        return Response(enveloped(rows, total, page), media_type="application/json")

    async def _contact(self, request: Request) -> Response:
        return self._refusal(request) or as_json(self._existing(request))

    async def _create(self, request: Request) -> Response:
        body = await _body(request)
        force = body.pop("force_create", False) or request.query_params.get("force_create") in ("1", "true")
        return as_json(stored(self._store.contacts, body, self._store.clock(), force=bool(force)))

    async def _update(self, request: Request) -> Response:
        if refusal := self._refusal(request):
            return refusal
        return as_json(updated(self._store.contacts, self._existing(request), await _body(request)))

    async def _archive(self, request: Request) -> Response:
        if refusal := self._refusal(request):
            return refusal
        self._store.contacts.archive(request.path_params["contact_id"])
        return Response(b"")

    async def _restore(self, request: Request) -> Response:
        contact_id = request.path_params["contact_id"]
        restored = self._store.contacts.restore(contact_id)
        return as_json(restored) if restored else _unknown("Contact", contact_id)

    async def _tags(self, request: Request) -> Response:
        act = request.path_params["act"]
        if act not in ("add", "remove", "sync"):
            return message("The route could not be found.", 404)
        if refusal := self._refusal(request):
            return refusal
        return as_json(self._store.contacts.touch(tagged(self._existing(request), act, await _body(request))))

    async def _households(self, request: Request) -> Response:
        page = requested_page(request)
        return as_json(self._store.contacts.households(page.number, page.size))  # a bare list, without an envelope

    async def _campaigns(self, request: Request) -> Response:
        page = requested_page(request)
        rows = list(self._store.members.campaigns().values())
        shown = rows[(page.number - 1) * page.size : page.number * page.size]
        return Response(enveloped(shown, len(rows), page, unfiltered_total=len(rows)), media_type="application/json")

    async def _campaign(self, request: Request) -> Response:
        campaign_id = request.path_params["campaign_id"]
        campaign = self._store.members.campaigns().get(campaign_id)
        return Response(campaign, media_type="application/json") if campaign else _unknown("Campaign", campaign_id)

    async def _members(self, request: Request) -> Response:
        campaign_id = request.path_params["campaign_id"]
        campaign = self._store.members.campaigns().get(campaign_id)
        if campaign is None:
            return _unknown("Campaign", campaign_id)
        if (number := season_of(campaign_id)) is None:
            return as_json({})  # a campaign without members answers an empty object
        page = requested_page(request)
        rows, total = self._store.members.page(page.number, page.size, number)
        return Response(enveloped(rows, total, page), media_type="application/json")

    def _existing(self, request: Request) -> dict[str, Any]:
        return self._store.contacts.get(request.path_params["contact_id"]) or {}

    def _refusal(self, request: Request) -> Response | None:
        """404 for what never was, 403 for what is archived."""
        document = self._existing(request)
        if not document:
            return _unknown("Contact", request.path_params["contact_id"])
        return message("This action is unauthorized.", 403) if document["archived_at"] else None


def as_json(body: object, status: int = 200) -> Response:
    """A JSON answer; a single resource comes bare, without an envelope."""
    return Response(json.dumps(body, ensure_ascii=False), status_code=status, media_type="application/json")


def message(text: str, status: int, headers: dict[str, str] | None = None) -> Response:
    """An error as Givebutter words it."""
    return Response(json.dumps({"message": text}), status_code=status, headers=headers, media_type="application/json")


def _unknown(model: str, record_id: int) -> Response:
    return message(f"No query results for model [App\\Models\\{model}] {record_id}", 404)


async def _body(request: Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except (JSONDecodeError, UnicodeDecodeError):
        body = None
    if not isinstance(body, dict):
        raise InvalidError({"body": ["The body must be a JSON object."]})
    return body
