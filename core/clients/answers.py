"""What a source answered: pages of records, and single answers as far as they could be read."""

import json
import re
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

_DEEPEST = 60
_LONGEST_NUMBER = 40
_MARKS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)  # texts whole, so that brackets in them do not count


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a listing.

    `total` is how many records the whole listing has, where the source tells; `answered_at` is the source's clock.
    """

    records: list[Any]
    total: int | None
    answered_at: datetime | None


Pages = Generator[Page, None, None]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a source answered; `answered_at` is the source's clock.

    `body` is `None` when it was no JSON object, `rows` unless it was a bare JSON list.
    """

    status: int
    body: dict[str, Any] | None
    answered_at: datetime | None
    retry_after_seconds: float | None
    rows: list[Any] | None = None


def read_answer(status: int, content: bytes, headers: Mapping[str, str]) -> Answer:
    """The answer of a response."""
    found = _json(content)
    return Answer(
        status,
        found if isinstance(found, dict) else None,
        _instant(headers.get("Date")),
        _wait(headers.get("Retry-After")),
        found if isinstance(found, list) else None,
    )


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return _tolerant(content)


def _tolerant(content: bytes) -> Any:
    """An answer of which one record is no proper JSON: not UTF-8, an endless number, or nested without end."""
    text = _without_depths(content.decode("utf-8", "replace"))
    try:
        return json.loads(text, parse_int=_number, strict=False)
    except (ValueError, RecursionError):
        return None


def _number(digits: str) -> int | None:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else None


def _without_depths(text: str) -> str:
    """The text with `null` in place of everything that is nested deeper than any record is."""
    kept, depth, start = [], 0, 0
    for mark in _MARKS.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(mark[0], 0)
        if mark[0] in "[{" and depth == _DEEPEST:
            kept.append(f"{text[start : mark.start()]}null")
        if mark[0] in "]}" and depth == _DEEPEST - 1:
            start = mark.end()
    return "".join((*kept, text[start:]))


def _wait(text: str | None) -> float | None:
    """`Retry-After` in seconds: it is a number of seconds or the date of an instant."""
    if text is None:
        return None
    if text.strip().isdecimal():
        return float(text)
    until = _instant(text)
    return max(0.0, (until - datetime.now(UTC)).total_seconds()) if until else None


def _instant(text: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(text).astimezone(UTC) if text else None
    except (ValueError, OverflowError):
        return None
