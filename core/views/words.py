"""Numbers, times and codes as a coordinator would say them."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

NEVER = "never"
_NORTH_AMERICAN = len("+14045550123")


def count(number: int, singular: str, plural: str | None = None) -> str:
    """`1 mentor`, `2 mentors`, `1,200 people`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def money(amount: Decimal) -> str:
    """`$1,234`; with cents only when there are any."""
    return f"${amount:,.0f}" if amount == amount.to_integral_value() else f"${amount:,.2f}"


def phone(number: str) -> str:
    """A North American number in groups, `+1 404 555 0123`; any other text as it is."""
    if number.startswith("+1") and len(number) == _NORTH_AMERICAN and number[1:].isdecimal():
        return f"+1 {number[2:5]} {number[5:8]} {number[8:]}"
    return number


def ago(then: datetime | None, now: datetime) -> str:
    """How long ago, in one unit: `just now`, `5 minutes ago`, `2 days ago`, `never`."""
    if then is None:
        return NEVER
    age = now - then
    if age < timedelta(minutes=1):
        return "just now"
    if age < timedelta(hours=1):
        return f"{count(age // timedelta(minutes=1), 'minute')} ago"
    if age < timedelta(days=2):
        return f"{count(age // timedelta(hours=1), 'hour')} ago"
    return f"{count(age.days, 'day')} ago"


def duration(seconds: float) -> str:
    """`8 s`, `1 min 20 s`, `2 h 5 min`."""
    minutes, left = divmod(max(0, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {left} s" if minutes else f"{left} s"


def local_time(instant: datetime | None, zone: ZoneInfo) -> str:
    """`Nov 9, 2025, 3:05 pm` in the season's time zone, or `never`."""
    if instant is None:
        return NEVER
    local = instant.astimezone(zone)
    clock = f"{local:%I:%M %p}".lstrip("0").lower()
    return f"{local:%b} {local.day}, {local.year}, {clock}"


def spoken(code: str) -> str:
    """A code nobody gave words to, readable all the same: `invalid_phone` becomes `Invalid phone`."""
    return code.replace("_", " ").strip().capitalize()


def listed(parts: tuple[str, ...]) -> str:
    """`a, b and c`."""
    *first, last = parts or ("",)
    return f"{', '.join(first)} and {last}" if first else last
