"""The demo's remote control: what the season is, who is who, and changes that no vendor's API offers."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from json import JSONDecodeError
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from core.demo.advance import advance
from core.demo.contacts_csv import contacts_csv
from core.demo.faults import Faults
from core.demo.importer import import_csv
from core.demo.load import reset_world
from core.demo.next_season import begin_next_season
from core.demo.service_givebutter import as_json, message
from core.demo.store import DemoStore

Answer = Callable[[Request], Awaitable[Response]]
_MOMENTS = ("at", "updated_at", "created_at", "modified_at", "archived_at")


class Control:
    """The routes under /demo. Unusable requests are answered with 422 and a sentence."""

    def __init__(self, store: DemoStore, faults: Faults) -> None:
        self._store = store
        self._faults = faults

    def routes(self) -> list[Route]:
        """All routes."""
        return [
            Route("/season", _careful(self._season)),
            Route("/truth", _careful(self._truth)),
            Route("/faults", _careful(self._change_faults), methods=["GET", "POST", "DELETE"]),
            Route("/import", _careful(self._import), methods=["POST"]),
            Route("/import.failed.csv", _careful(self._failed_csv)),
            Route("/contacts.csv", _careful(self._contacts_csv)),
            Route("/advance", _careful(self._advance), methods=["POST"]),
            Route("/next-season", _careful(self._next_season), methods=["POST"]),
            Route("/reset", _careful(self._reset), methods=["POST"]),
            Route("/contacts", _careful(self._plant_contact), methods=["POST"]),
            Route("/members", _careful(self._plant_member), methods=["POST"]),
            Route("/members/{member_id:int}", _careful(self._change_member), methods=["PUT", "DELETE"]),
            Route("/forms/{form}/submissions", _careful(self._submit), methods=["POST"]),
            Route("/forms/{form}/questions", _careful(self._rename_question), methods=["POST"]),
            Route("/submissions/{submission_id}", _careful(self._change_submission), methods=["PUT", "DELETE"]),
        ]

    async def _season(self, _request: Request) -> Response:
        season = self._store.season
        return as_json({"year": season.year, "now": season.now.isoformat(), "settings": season.settings()})

    async def _truth(self, _request: Request) -> Response:
        return as_json({"people": self._store.truth()})

    async def _change_faults(self, request: Request) -> Response:
        if request.method == "POST":
            self._faults.switch_on(await _given(request))
        elif request.method == "DELETE":
            self._faults.clear()
        return as_json({"faults": self._faults.listed()})

    async def _import(self, request: Request) -> Response:
        return as_json(import_csv(self._store, await request.body()).as_json())

    async def _failed_csv(self, _request: Request) -> Response:
        text = self._store.database.fact("failed_csv")
        return Response(text, media_type="text/csv") if text else message("No row of the last import failed.", 404)

    async def _contacts_csv(self, _request: Request) -> Response:
        name = f"contacts-{self._store.clock():%Y-%m-%d}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingResponse(contacts_csv(self._store), media_type="text/csv", headers=headers)

    async def _advance(self, request: Request) -> Response:
        weeks = int((await _given(request)).get("weeks", 1))
        happened = advance(self._store, weeks)
        counts = {name: len(ids) for name, ids in happened.items()}
        return as_json({"weeks": weeks, "counts": counts, "ids": happened})

    async def _next_season(self, _request: Request) -> Response:
        return as_json({"counts": begin_next_season(self._store)})

    async def _reset(self, request: Request) -> Response:
        given = await _given(request)
        seed = int(given["seed"]) if "seed" in given else None
        reset_world(self._store, seed, given.get("now"))
        self._faults.clear()
        return await self._season(request)

    async def _plant_contact(self, request: Request) -> Response:
        contact_id = self._store.add_contact(**await _given(request))
        return as_json(self._store.contacts.get(contact_id))

    async def _plant_member(self, request: Request) -> Response:
        return as_json(self._store.members.get(self._store.add_member(**await _given(request))))

    async def _change_member(self, request: Request) -> Response:
        member_id = request.path_params["member_id"]
        if request.method == "DELETE":
            self._store.remove_member(member_id)
            return Response(status_code=204)
        return as_json(self._store.members.edit(member_id, await _given(request)))

    async def _submit(self, request: Request) -> Response:
        answers = await _given(request)
        at = answers.pop("at", None)
        submission_id = self._store.forms.add(request.path_params["form"], answers, at=at)
        return as_json(self._store.forms.get(submission_id))

    async def _rename_question(self, request: Request) -> Response:
        given = await _given(request)
        self._store.rename_question(request.path_params["form"], given["old"], given["new"])
        return as_json(given)

    async def _change_submission(self, request: Request) -> Response:
        submission_id = request.path_params["submission_id"]
        if request.method == "DELETE":
            self._store.delete_submission(submission_id, listed=request.query_params.get("listed") != "false")
            return Response(status_code=204)
        self._store.forms.edit(submission_id, await _given(request))
        return as_json(self._store.forms.get(submission_id))


def _careful(answer: Answer) -> Answer:
    async def careful(request: Request) -> Response:
        try:
            return await answer(request)
        except (KeyError, TypeError, ValueError) as error:
            return message(f"That cannot be done: {error}", 422)

    return careful


async def _given(request: Request) -> dict[str, Any]:
    """The body as an object, moments made of their texts; nothing at all counts as an empty object."""
    body = await request.body()
    try:
        given = await request.json() if body else {}
    except JSONDecodeError as error:
        raise ValueError("the body is no JSON") from error
    if not isinstance(given, dict):
        raise TypeError("the body must be a JSON object")
    return {name: _moment(value) if name in (*_MOMENTS, "now") and value else value for name, value in given.items()}


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment
