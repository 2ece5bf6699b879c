import json
import math

from hypothesis import given
from hypothesis import strategies as st

from core.streams.stored import reading_of, row_hash, stored_form

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda children: st.lists(children) | st.dictionaries(st.text(st.characters()), children),
)


def test_an_ordinary_record_is_stored_as_it_is():
    record = {"name": "Zoë \U0001f9d1", "list": [1, 2.5, None], "flag": True}
    storable, written = stored_form(record)
    assert storable is record
    assert json.loads(written) == record


def test_the_order_of_keys_does_not_matter():
    assert stored_form({"a": 1, "b": 2})[1] == stored_form({"b": 2, "a": 1})[1]


def test_what_postgresql_cannot_hold_is_left_out():
    record = {"nul": "a\x00b", "half": "a\ud800b", "nan": math.nan, "deep": [{"\x00": math.inf}]}
    assert stored_form(record)[0] == {"nul": "ab", "half": "a?b", "nan": None, "deep": [{"": None}]}


@given(JSON)
def test_every_record_can_be_stored(record):
    storable, written = stored_form(record)
    written.encode()
    assert json.loads(written) == storable
    assert "\\u0000" not in written.replace("\\\\", "")


def test_a_row_is_recognised_by_its_content_and_by_how_it_is_read():
    assert row_hash("{}", "a") == row_hash("{}", "a")
    assert len({row_hash("{}", "a"), row_hash("[]", "a"), row_hash("{}", "b")}) == 3


def test_other_question_names_are_another_reading():
    assert reading_of({}) != reading_of({"mnid": "mentorId"})
