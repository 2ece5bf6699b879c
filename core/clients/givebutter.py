"""Givebutter: contacts, campaigns and their members, page by page within the documented pace."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any

from core.clients.answers import Answer, Page, Pages
from core.clients.http import OK, SERVER_ERROR, Http, OnWait, RetryPolicy, Transport, checked, open_client
from core.clients.pace import Pace
from core.errors import RecordGoneError, RecordRefusedError, SourceRefusedError

PAGE_SIZE = 100
READERS = 8
OVERLAP = timedelta(seconds=1)  # whether `updatedAfter` takes in its own second is not documented
PAGES_IN_FLIGHT = 16  # bounds the memory of a big pull
_UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND, _UNPROCESSABLE = 401, 403, 404, 422
_NAMES = {"company": ("company_name",)}  # what a PUT must say again of a contact of this type
_NAMES_OF_PEOPLE = ("first_name", "last_name")
_REFUSALS = {
    _UNAUTHORIZED: "Givebutter does not accept the API key. Check GIVEBUTTER_API_KEY "
    "(Givebutter dashboard: Settings > Integrations > API Keys).",
    _FORBIDDEN: "Givebutter refuses {path} with this key. Check that GIVEBUTTER_API_KEY is of the right account.",
    _NOT_FOUND: "Givebutter has no {path}. Check givebutter_campaign_code of the season and GIVEBUTTER_BASE_URL.",
}


class Givebutter:
    """The Givebutter account behind a key. Methods raise `SourceError`s whose messages say what to check."""

    def __init__(
        self,
        url: str,
        key: str,
        requests_per_minute: int | None,
        *,
        policy: RetryPolicy,
        transport: Transport | None = None,
    ) -> None:
        client = open_client(url, {"Authorization": f"Bearer {checked('GIVEBUTTER_API_KEY', key)}"}, policy, transport)
        self._http = Http("Givebutter", client, _judge, pace=Pace(requests_per_minute), policy=policy)

    def list_contacts(self) -> Pages:
        """All contacts, oldest first, so that new ones do not move the pages."""
        return self._pages("/contacts", {"sortBy": "created_at"})

    def list_changed_contacts(self, since: datetime) -> Pages:
        """Contacts changed at `since` or later."""
        start = (since - OVERLAP).isoformat(timespec="seconds")
        return self._pages("/contacts", {"sortBy": "created_at", "updatedAfter": start})

    def count_contacts(self) -> int | None:
        """How many contacts there are."""
        return _page(self._http.get("/contacts", {"per_page": 1, "page": 1})).total

    def find_campaign(self, code: str) -> int:
        """The id of the campaign with this short code. Raises `SourceRefusedError` naming the codes there are."""
        codes: dict[str, int] = {}
        for page in self._pages("/campaigns", {}):
            codes.update((str(row["code"]), row["id"]) for row in page.records if _is_campaign(row))
        wanted = code.strip().casefold()
        for known, campaign_id in codes.items():
            if known.casefold() == wanted:
                return campaign_id
        raise SourceRefusedError(
            f"Givebutter has no campaign with the code {code}. Check givebutter_campaign_code of the season: it is the "
            f"short code, not the public address. There are: {', '.join(sorted(codes)) or 'none'}."
        )

    def list_members(self, campaign_id: int) -> Pages:
        """All members of a campaign."""
        return self._pages(f"/campaigns/{campaign_id}/members", {})

    def list_household_members(self) -> dict[int, str]:
        """Contact id -> name of its household, for everybody who is in one.

        The list may come without a count, so it is read until a page holds no household that is new.
        """
        members: dict[int, str] = {}
        seen: set[Any] = set()
        number = 1
        while new := [one for one in self._households(number) if one["id"] not in seen]:
            seen.update(one["id"] for one in new)
            for one in new:
                name = str(one.get("name") or one["id"])
                members.update((contact["id"], name) for contact in one["contacts"] if _has_id(contact))
            number += 1
        return members

    def load_contact(self, contact_id: int) -> dict[str, Any]:
        """A contact as Givebutter has it now. Raises `RecordGoneError` for one that is archived or deleted."""
        body = self._http.get(f"/contacts/{contact_id}").body or {}
        contact = body.get("data", body)
        return contact if isinstance(contact, dict) else {}

    def archive_contact(self, contact_id: int) -> None:
        """Archive a contact; one that is gone already is archived enough."""
        with suppress(RecordGoneError):
            self._http.write("DELETE", f"/contacts/{contact_id}")

    def restore_contact(self, contact_id: int) -> None:
        """Bring an archived contact back. Raises `RecordGoneError`."""
        self._http.write("PATCH", f"/contacts/{contact_id}/restore")

    def set_external_id(self, contact_id: int, external_id: str | None) -> None:
        """Give a contact an External ID, or take it away. Raises `RecordGoneError` and `RecordRefusedError`."""
        contact = self.load_contact(contact_id)
        required = _NAMES.get(str(contact.get("type")), _NAMES_OF_PEOPLE)
        names = {name: contact.get(name) for name in required}  # a PUT is checked as a full update
        self._http.write("PUT", f"/contacts/{contact_id}", {**names, "external_id": external_id})

    def tell_waits(self, on_wait: OnWait) -> None:
        """From now on `on_wait` hears why a call waits, and how long."""
        self._http.on_wait = on_wait

    def close(self) -> None:
        """End all connections."""
        self._http.close()

    def _pages(self, path: str, params: dict[str, str | int]) -> Pages:
        """The first page, which tells how many there are, then the others in order, several at a time."""
        answer = self._load(path, params, 1)
        last, started, number = _last_page(answer), 1, 1
        yield _page(answer)
        with _readers() as pool:
            loading: deque[Future[Answer]] = deque()
            while number < last:
                while started < last and len(loading) < PAGES_IN_FLIGHT:
                    started += 1
                    loading.append(pool.submit(self._load, path, params, started))
                answer = loading.popleft().result()
                number, last = number + 1, max(last, _last_page(answer))
                yield _page(answer)

    def _households(self, number: int) -> list[dict[str, Any]]:
        """One page of households; Givebutter documents them as a bare list, unlike every other listing."""
        answer = self._http.get("/households", {"per_page": PAGE_SIZE, "page": number}, may_be_rows=True)
        rows = _page(answer).records if answer.rows is None else answer.rows
        return [one for one in rows if _has_id(one) and isinstance(one.get("contacts"), list)]

    def _load(self, path: str, params: dict[str, str | int], number: int) -> Answer:
        # links.next drops our parameters, so every page is asked for with all of them
        return self._http.get(path, {**params, "per_page": PAGE_SIZE, "page": number})


@contextmanager
def _readers() -> Iterator[ThreadPoolExecutor]:
    """Threads that read pages; when reading ends early nobody waits for pages that are no longer wanted."""
    pool = ThreadPoolExecutor(READERS, thread_name_prefix="givebutter")
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _judge(path: str, answer: Answer) -> int:
    if answer.status in (_FORBIDDEN, _NOT_FOUND) and path.startswith("/contacts/"):
        # 403 is documented for what is archived or deleted, too; keys have no scopes
        raise RecordGoneError(f"Givebutter has no {path.removeprefix('/')} any more: it is archived or deleted.")
    if answer.status == _UNPROCESSABLE and path.startswith("/contacts/"):
        raise RecordRefusedError(f"Givebutter does not take the change of {path.removeprefix('/')}: {_fields(answer)}.")
    if answer.status in _REFUSALS:
        raise SourceRefusedError(_REFUSALS[answer.status].format(path=path))
    body = answer.body or {}
    is_error_in_disguise = "data" not in body and ("message" in body or "error" in body)
    return SERVER_ERROR if answer.status == OK and is_error_in_disguise else answer.status


def _fields(answer: Answer) -> str:
    """Which fields were refused, by name; their values and Givebutter's sentences may name people."""
    errors = (answer.body or {}).get("errors")
    names = [str(name) for name in errors] if isinstance(errors, dict) else []
    return f"the fields {', '.join(names)} are not usable" if names else "it does not say which field is not usable"


def _page(answer: Answer) -> Page:
    """A page of a listing; an empty object instead of one holds nothing and announces nothing."""
    body = answer.body or {}
    data, total = body.get("data"), _meta(body).get("total")
    return Page(data if isinstance(data, list) else [], total if isinstance(total, int) else None, answer.answered_at)


def _last_page(answer: Answer) -> int:
    last = _meta(answer.body or {}).get("last_page")
    return last if isinstance(last, int) else 1


def _meta(body: dict[str, Any]) -> dict[str, Any]:
    meta = body.get("meta")
    return meta if isinstance(meta, dict) else {}


def _has_id(row: Any) -> bool:
    return isinstance(row, dict) and isinstance(row.get("id"), int)


def _is_campaign(row: Any) -> bool:
    return _has_id(row) and row.get("code") is not None
