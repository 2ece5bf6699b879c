"""Who is right when sign-up and contact disagree, as one table. Each function's docstring is the reason."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from core.decisions import Agreed
from core.records import Source
from core.rules.matching import day_of


@dataclass(frozen=True, slots=True)
class Sides:
    """The values of sign-up and contact for one field, which differ, and when each was last changed.

    `agreed` is what both sides last agreed on, as far as it is known; `recency_days` is the season's setting.
    `further` are values that the contact has besides.
    """

    signup: str
    contact: str
    signup_at: datetime
    contact_at: datetime | None
    agreed: Agreed | None
    recency_days: int
    zone: tzinfo
    further: frozenset[str] = frozenset()

    def contact_has(self, value: str | None) -> bool:
        """Whether the contact has the value, first or among others."""
        return value == self.contact or value in self.further


def contact_changed(sides: Sides) -> bool:
    """Only the contact was changed since both sides last agreed"""
    base = base_of(sides)
    return base is not None and sides.signup == base and not sides.contact_has(base)


def signup_changed(sides: Sides) -> bool:
    """Only the sign-up was changed since both sides last agreed"""
    base = base_of(sides)
    return base is not None and sides.signup != base and sides.contact_has(base)


def signup_is_recent(sides: Sides) -> bool:
    """The sign-up is much newer than the contact's last change"""
    days = days_newer(sides)
    return days is not None and days > sides.recency_days


SETTLING_RULES: tuple[tuple[Callable[[Sides], bool], Source], ...] = (
    (contact_changed, Source.CONTACT),
    (signup_changed, Source.SIGNUP),
    (signup_is_recent, Source.SIGNUP),
)


def right_side(sides: Sides) -> tuple[Source, str] | None:
    """Which side is right, and the reason; `None`: only a person can tell."""
    return next(((source, rule.__doc__ or "") for rule, source in SETTLING_RULES if rule(sides)), None)


def base_of(sides: Sides) -> str | None:
    """The value from which both sides went out: the agreed one, or the one that was exported and imported since."""
    memory = sides.agreed
    if memory is None:
        return None
    if sides.contact_has(memory.agreed) or sides.contact == memory.exported_over:
        return memory.agreed
    return memory.exported or memory.agreed


def days_newer(sides: Sides) -> int | None:
    """By how many calendar days the sign-up is newer; negative: the contact is. `None` when nobody knows."""
    if sides.contact_at is None:
        return None
    return (day_of(sides.signup_at, sides.zone) - day_of(sides.contact_at, sides.zone)).days


def newer_side(sides: Sides) -> tuple[Source, str] | None:
    """The side that was changed last, and by how much; `None` on the same day or when nobody knows."""
    days = days_newer(sides)
    if not days:
        return None
    source, name = (Source.SIGNUP, "sign-up") if days > 0 else (Source.CONTACT, "contact")
    return source, f"The {name} is {abs(days)} day{'' if abs(days) == 1 else 's'} newer"


def remember(sides: Sides, mn_id: str, field: str) -> Agreed:
    """Both sides agree on the sign-up's value. What was exported is forgotten, unless that file may still come in."""
    before = sides.agreed
    if before is None or before.exported in {None, sides.signup} or before.exported_over != sides.contact:
        return Agreed(mn_id, field, sides.signup)
    return Agreed(mn_id, field, sides.signup, before.exported, before.exported_over)
