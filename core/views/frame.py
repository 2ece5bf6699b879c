"""What stands around every page: which seasons there are, which one is shown, and in whose time."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Connection

from core.season_keys import KEY_BY_NAME
from core.sql import query
from core.store.seasons import active_year, list_years

USUAL_ZONE = ZoneInfo(str(KEY_BY_NAME["time_zone"].default))


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame around the pages. `year` is the season shown, `active` the one that runs by itself."""

    seasons: tuple[int, ...]
    active: int
    year: int
    zone: ZoneInfo
    is_demo: bool


def frame_view(conn: Connection, year: int | None, *, is_demo: bool) -> Frame:
    """The frame for the season asked for, or the active one when it is unknown. Raises `UnknownSeasonError`."""
    seasons, active = list_years(conn), active_year(conn)
    shown = year if year in seasons else active
    return Frame(seasons, active, shown, time_zone(conn, shown), is_demo)


def time_zone(conn: Connection, year: int) -> ZoneInfo:
    """The season's time zone, readable even while other settings of the season are missing."""
    stored = conn.execute(query("views_frame.time_zone"), {"year": year}).scalar_one_or_none()
    try:
        return ZoneInfo(stored) if stored else USUAL_ZONE
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return USUAL_ZONE


def data_version(conn: Connection, year: int) -> str:
    """A text that is another one as soon as anything shown of this season has changed."""
    return str(conn.execute(query("views_frame.data_version"), {"year": year}).scalar_one())


def work_version(conn: Connection, year: int) -> str:
    """A text that is another one as soon as a run, a worker or what is sent to Givebutter has moved on."""
    return str(conn.execute(query("views_frame.work_version"), {"year": year}).scalar_one())


def season_version(conn: Connection, year: int) -> str:
    """A text that is another one as soon as anything shown or any work of this season has moved on."""
    return f"{data_version(conn, year)} {work_version(conn, year)}"
