from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.streams.new_york import NEW_YORK, instant_from, wall_clock_before


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-09-30 12:39:41", datetime(2026, 9, 30, 16, 39, 41, tzinfo=UTC)),
        ("2025-12-01 12:00:00", datetime(2025, 12, 1, 17, 0, 0, tzinfo=UTC)),
        ("2025-11-02 01:30:00", datetime(2025, 11, 2, 5, 30, 0, tzinfo=UTC)),
        ("2025-11-02 02:00:00", datetime(2025, 11, 2, 7, 0, 0, tzinfo=UTC)),
    ],
)
def test_wall_clock_texts_are_new_york_time_in_summer_and_winter(text, instant):
    assert instant_from(text) == instant


@pytest.mark.parametrize("text", ["", "yesterday", "2025-13-01 00:00:00", "2025-10-28T12:00:00", "9999-12-31 23:59:59"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        instant_from(text)


def test_a_filter_begins_a_second_early():
    assert wall_clock_before(datetime(2025, 10, 28, 16, tzinfo=UTC)) == "2025-10-28 11:59:59"


def written(instant: datetime) -> str:
    return instant.astimezone(NEW_YORK).strftime("%Y-%m-%d %H:%M:%S")


AROUND_THE_CHANGE = st.integers(0, 3 * 24 * 3600).map(
    lambda s: datetime(2025, 11, 1, tzinfo=UTC) + timedelta(seconds=s)
)


@given(AROUND_THE_CHANGE, st.integers(0, 24 * 3600).map(lambda s: timedelta(seconds=s)))
def test_no_later_submission_is_missed_when_clocks_go_back(read_at, later):
    cursor = instant_from(written(read_at))
    assert written(read_at + later) > wall_clock_before(cursor)
