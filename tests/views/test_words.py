"""Words say numbers and times as people do."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from core.etl.validate import CHECKS
from core.views.issue_words import exclusion_title, issue_title
from core.views.words import ago, count, duration, listed, local_time, money, spoken

CORE = Path(__file__).parents[2] / "core"
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


def test_every_kind_of_issue_and_exclusion_of_the_steps_has_words():
    source = "\n".join(path.read_text() for folder in ("etl", "streams") for path in (CORE / folder).glob("*.py"))
    source += (CORE / "sync.py").read_text()
    kinds = set(re.findall(r'Issue\(\s*"([a-z_]+)"', source)) | {check.error_type for check in CHECKS}
    untold = {kind for kind in kinds - {"import_file"} if issue_title(kind) == spoken(kind)}
    reasons = {check.error_type for check in CHECKS if check.excludes} | {"duplicate_signup", "mn_id_reused"}
    assert untold == set()
    assert {reason for reason in reasons if exclusion_title(reason) == spoken(reason).lower()} == set()
