"""Records as no specification knows them, put among good ones."""

import json
from typing import Any

_NOTHING: list[Any] = [None, "record", []]
_CONTACTS: list[Any] = [
    *_NOTHING,
    {"first_name": "No", "last_name": "Id"},
    {"id": None, "first_name": "Null", "last_name": "Id"},
    {"id": "not-a-number", "first_name": "Odd", "last_name": "Id"},
    {"id": 97_000_001},
    {"id": 97_000_002, "first_name": None, "last_name": None, "emails": None, "phones": None, "tags": None},
    {"id": 97_000_003, "first_name": 17, "last_name": ["List"], "phones": {"0": "+14045550199"}, "stats": None},
    {
        "id": 97_000_004,
        "emails": ["plain@example.com", None, 5],
        "created_at": "yesterday",
        "updated_at": 1_700_000_000,
    },
    {"id": 97_000_005, "stats": [], "tags": "Mentors", "custom_fields": {"a": 1}, "primary_address": "x"},
    {
        "id": 97_000_006,
        "first_name": "Zero\x00byte",
        "external_id": 12,
        "is_email_subscribed": "maybe",
        "archived_at": "",
    },
]
_MEMBERS: list[Any] = [
    *_NOTHING,
    {"first_name": "No", "last_name": "Id", "raised": 5},
    {"id": 97_100_001},
    {"id": 97_100_002, "first_name": None, "last_name": None, "email": "", "phone": "", "raised": "lots", "goal": None},
    {"id": 97_100_003, "first_name": 3, "email": ["x"], "phone": {"full": "1"}, "raised": None, "created_at": "soon"},
]


def _submission(number: int, **fields: Any) -> dict[str, Any]:
    stamps = {"created_at": "2026-01-01 10:00:00", "updated_at": None, "status": "ACTIVE"}
    return {"id": str(6_999_999_999_999_999_000 + number), **stamps, **fields}


_SUBMISSIONS: list[Any] = [
    *_NOTHING,
    {"form_id": "1", "answers": {}},
    {"id": "6999999999999999001"},
    _submission(2, answers=[]),
    _submission(3, answers=None),
    _submission(4, created_at="not a date", updated_at="0000-00-00 00:00:00", answers={"3": None, "4": "x"}),
    _submission(5, created_at=None, status=None, answers={"3": {"name": "fullName", "answer": ["a"]}, "6": {}}),
    _submission(6, answers={"3": {"name": "fullName", "answer": {"first": None, "last": {"x": 1}}}}),
    _submission(7, answers={"6": {"name": "mnPhone", "answer": {"area": "404", "phone": 5_550_123}}}),
    _submission(8, answers={"5": {"name": "personalEmail", "answer": {"0": "a@example.com"}}}),
    {**_submission(9, answers={"14": {"name": "mnid", "answer": ""}}), "id": 6_999_999_999_999_999_009},
]


def with_malformed_records(body: bytes) -> bytes:
    """A listing with malformed records among its good ones; anything else stays as it is."""
    try:
        answer = json.loads(body)
    except ValueError:
        return body
    key = "content" if "content" in answer else "data"
    records = answer.get(key)
    if not isinstance(records, list):
        return body
    return json.dumps({**answer, key: _mixed(records, _kind_of(key, records))}).encode()


def _kind_of(key: str, records: list[Any]) -> list[Any]:
    if key == "content":
        return _SUBMISSIONS
    return _MEMBERS if any("raised" in record for record in records) else _CONTACTS


def _mixed(good: list[Any], bad: list[Any]) -> list[Any]:
    mixed = list(good)
    for place, record in enumerate(bad):
        mixed.insert(min(len(mixed), place * 2 + 1), record)
    return mixed
