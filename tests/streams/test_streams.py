"""What holds for every stream."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.records import Issue
from core.season_keys import KEYS
from core.streams import STREAMS
from core.streams.contacts_csv import CONTACTS_CSV, HEADINGS
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
