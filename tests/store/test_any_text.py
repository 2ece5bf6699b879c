"""Any text whatever in any field of any stream: the rest is read, and what was stored is read the same."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from core.clients.answers import read_answer
from core.store import issues, raw
from core.store.intake import Intake
from core.store.raw_table import RawTable, opened
from core.streams import CONTACTS, STREAMS
from core.streams.stored import stored_form
from tests.examples import NOW
from tests.streams.forms import submission

YEAR = 2025
FIELDS = (
    "external_id", "first_name", "last_name", "prefix", "primary_email", "primary_phone", "emails", "phones", "tags",
    "gender", "dob", "stats", "addresses", "archived_at", "updated_at", "is_email_subscribed", "email", "phone",
    "raised", "goal", "donors", "url", "display_name", "email_opt_in",
)  # fmt: skip
QUESTIONS = tuple({name for stream in STREAMS for question in stream.questions for name in question})
ODD = st.sampled_from(
    [
        "\x00",
        "a\ud800b",
        "\u202e\u200fabc",
        "\U0001f9d1\u200d\U0001f3eb" * 9,
        "x" * 1_000_000,
        "&amp;" * 99_999,
        "9" * 5000,
        "0000-00-00",
    ]
)
SCALARS = st.text() | ODD | st.none() | st.booleans() | st.floats() | st.integers()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)


def deep(levels: int = 900) -> Any:
    nested: Any = "x"
    for _ in range(levels):
        nested = [nested]
    return nested


def records(stream, values: dict[str, Any]) -> list[Any]:
    """A record with anything in it among two good ones."""
    if stream.source == "jotform":
        odd = {name: values.get(field) for name, field in zip(QUESTIONS, FIELDS, strict=False)}
        return [submission({}, id="1"), submission(odd, id="2"), submission({}, id="3")]
    return [{"id": 1}, {**values, "id": 2}, {"id": 3}]


@pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.name)
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(values=st.dictionaries(st.sampled_from(FIELDS), VALUES))
@example(values=dict.fromkeys(FIELDS, "\x00\ud800"))
@example(values=dict.fromkeys(FIELDS, "iVBORw0KGgo=" * 90_000))
def test_no_text_of_one_record_stops_the_others(conn: Connection, stream, values):
    take_in(conn, stream, values)


@pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.name)
def test_endless_nesting_of_one_record_stops_no_other(conn: Connection, stream):
    take_in(conn, stream, dict.fromkeys(FIELDS, deep()))


def take_in(conn: Connection, stream, values: dict[str, Any]) -> None:
    """Take the records in twice; what is stored is what was read."""
    savepoint = conn.begin_nested()
    with opened(RawTable(conn, stream, YEAR)) as table:
        intake = Intake(table, stream, {}, "reading")
        intake.take(records(stream, values), NOW)
        assert intake.inserted == 3
        told = [stream.unread(record_id, fields.values()) for record_id, fields in table.unread.load().items()]
        issues.replace(conn, YEAR, "read", (*intake.issues, *told), None)
        again = Intake(table, stream, {}, "reading")
        again.take(records(stream, values), NOW)
        assert (again.inserted, again.updated) == (0, 0)
        if stream is CONTACTS:
            storable, _ = stored_form({**values, "id": 2})
            contact = stream.read(storable, {})
            if contact.archived_at is None:
                assert raw.load_contacts(conn, [2]) == {2: contact}
    savepoint.rollback()


@pytest.mark.parametrize(
    "odd",
    [b"[" * 100_000 + b"]" * 100_000, b'{"a":' * 5_000 + b"1" + b"}" * 5_000, b"9" * 5_000, b'"\xff"', b'"tab\there"'],
)
def test_one_record_that_is_no_proper_json_costs_no_other(odd):
    content = b'{"content": [{"id": "1", "x": ' + odd + b'}, {"id": "2", "y": "]["}]}'
    body = read_answer(200, content, {}).body
    assert body is not None
    assert [record["id"] for record in body["content"]] == ["1", "2"]
    assert body["content"][1]["y"] == "]["
    json.dumps(body)
