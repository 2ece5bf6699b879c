"""Jotform: the submissions and questions of a form, within the account's daily number of calls."""

import json
from datetime import datetime
from typing import Any
from urllib.parse import quote

from core.clients.answers import Answer, Page, Pages
from core.clients.http import OK, TOO_MANY_REQUESTS, Http, OnWait, RetryPolicy, Transport, checked, open_client
from core.clients.pace import Pace
from core.errors import BudgetSpentError, SourceRefusedError
from core.streams.new_york import wall_clock_before

PAGE_SIZE = 1000
RESERVED_CALLS = 20
_OVER_LIMIT = "api-limit exceeded"
_UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND = 401, 403, 404


class Jotform:
    """The Jotform account behind a key. Methods raise `SourceError`s whose messages say what to check."""

    def __init__(self, url: str, key: str, *, policy: RetryPolicy, transport: Transport | None = None) -> None:
        self.calls_left: int | None = None
        self._policy = policy
        client = open_client(url, {"APIKEY": checked("JOTFORM_API_KEY", key)}, policy, transport)
        self._http = Http("Jotform", client, self._judge, pace=Pace(None), policy=policy)

    def list_submissions(self, form_id: str) -> Pages:
        """All submissions of a form, oldest first; `total` is the number the form itself claims to have."""
        yield from self._pages(form_id, {}, self.count_submissions(form_id))

    def list_changed_submissions(self, form_id: str, since: datetime) -> Pages:
        """Submissions made or edited at `since` or later. Never edited ones have no `updated_at`: two listings."""
        start = wall_clock_before(since)
        yield from self._pages(form_id, {"created_at:gt": start}, None)
        yield from self._pages(form_id, {"updated_at:gt": start}, None)

    def count_submissions(self, form_id: str) -> int | None:
        """How many submissions a form claims to have."""
        return _integer(_mapping(self._content(f"/form/{_quoted(form_id)}")).get("count"))

    def load_questions(self, form_id: str) -> dict[str, str]:
        """The questions of a form: name -> type."""
        questions = _mapping(self._content(f"/form/{_quoted(form_id)}/questions")).values()
        named = (_mapping(question) for question in questions)
        return {str(question["name"]): str(question.get("type", "")) for question in named if question.get("name")}

    def tell_waits(self, on_wait: OnWait) -> None:
        """From now on `on_wait` hears why a call waits, and how long."""
        self._http.on_wait = on_wait

    def close(self) -> None:
        """End all connections."""
        self._http.close()

    def _pages(self, form_id: str, conditions: dict[str, str], total: int | None) -> Pages:
        """Page by offset until a page is short; submissions that moved to a later page meanwhile come once."""
        offset, known = 0, set[str]()
        while True:
            answer = self._get(f"/form/{_quoted(form_id)}/submissions", _listing(offset, conditions))
            body = answer.body or {}
            content = body.get("content")
            records = content if isinstance(content, list) else []
            fresh = [record for record in records if _is_new(record, known)]
            yield Page(fresh, total, answer.answered_at)
            offset += len(records)
            if len(records) < _page_size(body) or not fresh:
                return

    def _content(self, path: str) -> Any:
        return (self._get(path).body or {}).get("content")

    def _get(self, path: str, params: dict[str, str | int] | None = None) -> Answer:
        if self.calls_left is not None and self.calls_left < RESERVED_CALLS:
            raise BudgetSpentError(
                f"Only {self.calls_left} of today's Jotform calls are left, and the live forms need them too, so "
                "reading stopped. The budget starts anew at midnight, New York time; run the sync again after that."
            )
        return self._http.get(path, params)

    def _is_spent(self, answer: Answer) -> bool:
        """Whether it is the daily limit; one of the moment is over soon, or tells of calls that are left."""
        wait = answer.retry_after_seconds
        if wait is None:
            return not _integer((answer.body or {}).get("limit-left"))
        return wait > self._policy.total_seconds or self.calls_left == 0

    def _judge(self, path: str, answer: Answer) -> int:
        """Jotform may put the real status into the body, and a limit behind several statuses."""
        body = answer.body or {}
        self.calls_left = _integer(body.get("limit-left"), self.calls_left)
        status = answer.status if answer.status != OK else _integer(body.get("responseCode")) or OK
        if status != OK and _OVER_LIMIT in str(body.get("message", "")).lower():
            if self._is_spent(answer):
                raise BudgetSpentError
            return TOO_MANY_REQUESTS
        if status in (_UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND):
            raise SourceRefusedError(
                f"Jotform refused {path} (status {status}). Check that JOTFORM_API_KEY is right and may read this "
                "form, and that the season's settings hold the right form id."
            )
        return status


def _listing(offset: int, conditions: dict[str, str]) -> dict[str, str | int]:
    params: dict[str, str | int] = {"orderby": "id", "direction": "ASC", "limit": PAGE_SIZE, "offset": offset}
    return {**params, "filter": json.dumps(conditions)} if conditions else params


def _page_size(body: dict[str, Any]) -> int:
    """The page size that was really used, should Jotform allow less than we asked for."""
    used = _integer(_mapping(body.get("resultSet")).get("limit"))
    return used if used and used < PAGE_SIZE else PAGE_SIZE


def _is_new(record: Any, known: set[str]) -> bool:
    """Whether this submission comes for the first time; one without an id always does."""
    submission_id = str(_mapping(record).get("id", ""))
    if submission_id in known:
        return False
    if submission_id:
        known.add(submission_id)
    return True


def _quoted(form_id: str) -> str:
    return quote(form_id, safe="")


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _integer(value: Any, otherwise: int | None = None) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return otherwise
