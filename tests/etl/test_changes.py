from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from core.etl.changes import as_text, find_changes
from core.outcome import Change
from tests.examples import NOW, mentor

WHEN = datetime(2025, 10, 28, 16, 0, tzinfo=UTC)


def changes(before, after, renamed=None):
    return find_changes({row.mn_id: row for row in before}, after, renamed or {})


def test_a_second_run_on_unchanged_rows_finds_nothing():
    assert changes([mentor()], [mentor()]) == ()


def test_one_changed_field_is_one_change():
    found = changes([mentor(uga_class="Junior")], [mentor(uga_class="Senior")])
    assert found == (Change("MN0001", "field_change", "uga_class", "Junior", "Senior"),)


def test_a_new_mentor_is_one_event():
    assert changes([], [mentor(dropped=True)]) == (Change("MN0001", "new_mentor", None, None, None),)


@pytest.mark.parametrize(("was", "now", "event"), [(False, True, "dropped"), (True, False, "reactivated")])
def test_a_drop_is_one_event_not_also_a_field_change(was, now, event):
    found = changes([mentor(dropped=was)], [mentor(dropped=now)])
    assert found == (Change("MN0001", event, "dropped", str(was).lower(), str(now).lower()),)


def test_withdrawal_and_return_have_names_of_their_own():
    (gone,) = changes([mentor()], [mentor(withdrawn_at=NOW)])
    (back,) = changes([mentor(withdrawn_at=NOW)], [mentor()])
    assert (gone.change_type, back.change_type) == ("withdrawn", "returned")


def test_a_new_id_is_a_change_of_the_same_row():
    found = changes([mentor("MN0001")], [mentor("MN0002", phone=mentor("MN0001").phone)], {"MN0001": "MN0002"})
    assert Change("MN0002", "field_change", "mn_id", "MN0001", "MN0002") in found
    assert {change.change_type for change in found} == {"field_change"}


def test_where_a_value_comes_from_is_no_change():
    assert changes([mentor(provenance={"phone": None})], [mentor()]) == ()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        (True, "true"),
        (False, "false"),
        (Decimal("82.50"), "82.50"),
        (501, "501"),
        ("Junior", "Junior"),
        (WHEN, "2025-10-28T16:00:00+00:00"),
        (WHEN + timedelta(microseconds=123400), "2025-10-28T16:00:00.1234+00:00"),
        (WHEN.astimezone(timezone(timedelta(hours=-4))), "2025-10-28T16:00:00+00:00"),
    ],
)
def test_values_are_written_as_the_database_writes_them(value, text):
    assert as_text(value) == text
