"""What holds for every stream."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.records import Issue
from core.season_keys import KEYS
from core.streams import STREAMS
from core.streams.contacts_csv import CONTACTS_CSV, HEADINGS
from core.streams.signups import SIGNUPS
from tests.streams.forms import submission

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)
MOMENTS = st.sampled_from(["2025-10-27 01:07:02", "2025-10-27T01:07:02+00:00", "10/27/2025", "0001-01-01 00:00:00", ""])
FIELDS = (
    "id", "status", "created_at", "updated_at", "answers", "emails", "phones", "primary_email", "primary_phone", "tags",
    "stats", "addresses", "raised", "goal", "donors", "archived_at", "gender", "dob", "is_email_subscribed",
    "external_id",
)  # fmt: skip
QUESTIONS = tuple({name for stream in STREAMS for question in stream.questions for name in question})


def records():
    """Records of about the right shape with anything at all in them."""
    loose = st.dictionaries(st.sampled_from(FIELDS), JSON | MOMENTS | st.integers(1, 99))
    answers = st.dictionaries(st.sampled_from(QUESTIONS), JSON)
    cells = st.dictionaries(st.sampled_from([h for needed in HEADINGS.values() for h in needed]), st.text() | MOMENTS)
    return JSON | loose | st.builds(submission, answers) | cells.map(lambda row: {CONTACTS_CSV.id_field: "7", **row})


@pytest.mark.parametrize("stream", [*STREAMS, CONTACTS_CSV], ids=lambda stream: stream.name)
@given(raw=records())
def test_reading_never_raises(stream, raw):
    assert stream.read(raw, {}) is None or isinstance(stream.read(raw, {}), (stream.record, Issue))


@pytest.mark.parametrize("stream", [*STREAMS, CONTACTS_CSV], ids=lambda stream: stream.name)
@given(raw=records())
def test_the_key_of_a_record_is_known_before_it_is_read(stream, raw):
    record = stream.read(raw, {})
    if isinstance(record, stream.record):
        assert getattr(record, stream.key) == stream.key_of(raw)


def test_a_run_reads_the_streams_in_this_order():
    assert [stream.name for stream in STREAMS] == ["signups", "setup", "training", "preference", "members", "contacts"]


def test_only_the_partner_form_is_optional():
    assert [stream.name for stream in STREAMS if not stream.required] == ["preference"]


def test_every_stream_reads_what_a_setting_names():
    known = {key.name for key in KEYS}
    assert {stream.season_key for stream in STREAMS if stream.season_key} <= known


def test_a_column_that_cannot_be_read_in_many_records_is_one_issue_that_keeps_them_all():
    unread = {str(n): ["mnPhone"] for n in range(1000)} | {"5": ["mnPhone", "mnid"], "2000": ["mnid"]}
    column, *apart = sorted(SIGNUPS.tell_unread(unread), key=lambda issue: -len(issue.raw_data or ()))
    assert column.raw_data == {"records": [str(n) for n in range(1000)]}
    assert "mnPhone of 1,000 records of" in column.message
    assert "The first are 0, 1, 2, 3, 4, 5, 6, 7, 8, 9;" in column.message
    assert [issue.record_id for issue in apart] == ["5", "2000"]
    assert not any("mnPhone" in issue.message for issue in apart)


@given(st.dictionaries(st.integers(1, 200).map(str), st.sets(st.sampled_from("abc"), min_size=1), max_size=60))
def test_of_cells_that_cannot_be_read_every_record_is_told_once_for_each_column(unread):
    told = [
        (issue.record_id, column)
        for issue in SIGNUPS.tell_unread(unread)
        if issue.raw_data is None
        for column in issue.message.partition(" of record")[0].split(", ")
    ]
    told += [
        (record, issue.message.partition(" of ")[0])
        for issue in SIGNUPS.tell_unread(unread)
        for record in (issue.raw_data or {}).get("records", ())
    ]
    assert sorted(told) == sorted((record, column) for record, columns in unread.items() for column in columns)
