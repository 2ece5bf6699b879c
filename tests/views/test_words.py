"""Words say numbers and times as people do."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from core.views.words import ago, count, duration, listed, local_time, money, spoken

NOW = datetime(2025, 10, 28, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "just now"),
        (1, "1 minute ago"),
        (59, "59 minutes ago"),
        (60, "1 hour ago"),
        (47 * 60, "47 hours ago"),
        (48 * 60, "2 days ago"),
    ],
)
def test_an_age_is_said_in_one_unit(minutes, words):
    assert ago(NOW - timedelta(minutes=minutes), NOW) == words


def test_what_never_happened_is_never():
    assert ago(None, NOW) == "never"
    assert local_time(None, ZoneInfo("America/New_York")) == "never"


def test_times_are_those_of_the_season():
    assert local_time(NOW, ZoneInfo("America/New_York")) == "Oct 28, 2025, 12:00 pm"


@pytest.mark.parametrize(("seconds", "words"), [(0.4, "0 s"), (8, "8 s"), (80, "1 min 20 s"), (7500, "2 h 5 min")])
def test_durations_have_units(seconds, words):
    assert duration(seconds) == words


def test_one_is_singular():
    assert (count(1, "mentor"), count(1200, "mentor"), count(2, "person", "people")) == (
        "1 mentor",
        "1,200 mentors",
        "2 people",
    )


def test_cents_are_shown_only_when_there_are_any():
    assert (money(Decimal("1234.00")), money(Decimal("1234.5"))) == ("$1,234", "$1,234.50")


def test_lists_end_with_and():
    assert (listed(()), listed(("a",)), listed(("a", "b", "c"))) == ("", "a", "a, b and c")


def test_unknown_codes_are_readable():
    assert spoken("field_change") == "Field change"
