"""What time it is in the demo, and how its two services write the time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
NEW_YORK = ZoneInfo("America/New_York")


def wall_clock() -> datetime:
    """The present second, as people's demo uses it."""
    return datetime.now(UTC).replace(microsecond=0)


class SteppingClock:
    """A clock for tests: it starts at a given moment, and every look at it is a second later."""

    def __init__(self, start: datetime) -> None:
        self.time = start.astimezone(UTC).replace(microsecond=0)

    def __call__(self) -> datetime:
        """The next second."""
        self.time += timedelta(seconds=1)
        return self.time


def givebutter_stamp(moment: datetime) -> str:
    """ISO 8601 in UTC with an offset: `2025-10-28T14:31:33+00:00`."""
    return moment.astimezone(UTC).replace(microsecond=0).isoformat()


def jotform_stamp(moment: datetime) -> str:
    """New York's wall time without a zone: `2025-10-28 10:31:33`."""
    return moment.astimezone(NEW_YORK).strftime("%Y-%m-%d %H:%M:%S")
