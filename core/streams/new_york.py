"""Jotform writes every time as New York wall-clock time, whatever the account's zone is."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")
_FORMAT = "%Y-%m-%d %H:%M:%S"


def instant_from(text: str) -> datetime:
    """The instant of a wall-clock text; an hour that comes twice is taken as its first. Raises `ValueError`."""
    try:
        return datetime.strptime(text, _FORMAT).replace(tzinfo=NEW_YORK).astimezone(UTC)
    except OverflowError:
        raise ValueError("outside the calendar") from None


def wall_clock_before(instant: datetime) -> str:
    """A wall-clock text, for a filter, that everything written at or after `instant` is greater than.

    When clocks go back, an hour comes twice, and what is written when it comes again may carry a smaller text
    than what was written before. A filter from within that hour therefore starts an hour earlier.
    """
    wall = (instant - timedelta(seconds=1)).astimezone(NEW_YORK)
    if wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset():
        return (wall.replace(tzinfo=None) - timedelta(hours=1)).strftime(_FORMAT)
    return wall.strftime(_FORMAT)
