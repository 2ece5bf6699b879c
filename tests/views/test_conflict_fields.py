"""The table of a question shows times as the season's people have them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from core.views.conflict_fields import options_of, rows_of

LATE = "2025-11-03T03:10:00+00:00"  # still the evening of the 2nd in New York, the afternoon of the 2nd in Honolulu
NOW = datetime(2025, 11, 4, 12, tzinfo=UTC)


def last_changed(*zone):
    options = options_of(
        "email_mismatch", [{"value": "a@example.com", "source": "contact", "metadata": {"modified_at": LATE}}]
    )
    rows = rows_of("email_mismatch", "MN0001", {}, options, NOW, *zone)
    return next(row for row in rows if row.label == "Last changed").cells[0][0].pieces[0].text


def test_a_day_is_the_seasons_day():
    assert last_changed(ZoneInfo("Europe/Berlin")).startswith("Nov 3, 2025")
    assert last_changed(ZoneInfo("America/New_York")).startswith("Nov 2, 2025")


def test_without_a_zone_it_is_new_yorks():
    assert last_changed().startswith("Nov 2, 2025")
