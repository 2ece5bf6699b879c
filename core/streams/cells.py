"""The cells of one record, each read by itself: one that cannot be read costs nothing but itself."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from core.normalize import clean_address
from core.records import Contact, Member, PartnerPreference, SetupForm, Signup, TrainingSignup
from core.streams.values import (
    MalformedRecordError,
    count,
    email,
    flag,
    instant,
    is_filled,
    money,
    phone,
    primary_first,
    short_text,
    text,
)

Record = Signup | SetupForm | TrainingSignup | PartnerPreference | Member | Contact
R = TypeVar("R", bound=Record)
T = TypeVar("T")
_REACH = (("primary_phone", "phones"), ("primary_email", "emails"))


@dataclass(frozen=True, slots=True)
class Parsed(Generic[R]):
    """A record, and which of its fields hold nothing only because their cell could not be read.

    `unread` maps our fields to the source's own names of their columns.
    """

    record: R
    unread: Mapping[str, str]


class Cells:
    """Reads the cells of a record by their columns; `unread` gathers those that hold something we cannot read."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self._raw = raw
        self.unread: dict[str, str] = {}

    def text(self, field: str, column: str) -> str | None:
        """A text of usual length; pasted data is none."""
        return self.read(field, column, short_text)

    def page(self, field: str, column: str) -> str | None:
        """The address of a page."""
        return self.read(field, column, lambda value: clean_address(value) if text(value) else None)

    def phone(self, field: str, column: str) -> str | None:
        """A number in E.164."""
        return self.read(field, column, phone)

    def email(self, field: str, column: str) -> str | None:
        """A normalised address."""
        return self.read(field, column, email)

    def flag(self, field: str, column: str) -> bool | None:
        """Yes or no."""
        return self.read(field, column, flag)

    def money(self, field: str, column: str) -> Decimal | None:
        """An amount in dollars."""
        return self.read(field, column, lambda value: money(value, column))

    def count(self, field: str, column: str) -> int | None:
        """A number of things."""
        return self.read(field, column, lambda value: count(value, column))

    def instant(self, field: str, column: str) -> datetime | None:
        """An instant in UTC."""
        return self.read(field, column, lambda value: instant(value, column))

    def reach(
        self, kind: str, columns: tuple[str, str], further: Iterable[Any], how: Callable[[Any], tuple[str, ...] | None]
    ) -> tuple[str | None, tuple[str, ...]]:
        """The first value of the primary cell, and all of both cells, that one first; people type two into one."""
        own = self.read(f"primary_{kind}", columns[0], how) or ()
        others = (found for value in further for found in self._noted(f"{kind}s", columns[1], how, value) or ())
        primary = next(iter(own), None)
        return primary, primary_first(primary, (*own, *others))

    def read(self, field: str, column: str, how: Callable[[Any], T | None]) -> T | None:
        """The value of a cell as `how` reads it."""
        return self._noted(field, column, how, self._raw.get(column))

    def _noted(self, field: str, column: str, how: Callable[[Any], T | None], value: Any) -> T | None:
        if value is None or value == "":
            return None
        try:
            found = how(value)
        except MalformedRecordError:
            found = None
        if found is None and is_filled(value):
            self.unread[field] = column
        return found


def with_earlier(record: R, unread: Iterable[str], earlier: R) -> R:
    """The record with its earlier values in the fields that could not be read; what else is listed adds to them.

    A no that was told in another way stays a no.
    """
    fields = frozenset(unread)
    kept: dict[str, Any] = {
        name: getattr(earlier, name) for name in fields if not isinstance(getattr(record, name), (tuple, bool))
    }
    for primary, many in _REACH:
        if fields & {primary, many}:
            values = (*getattr(record, many), *getattr(earlier, many))
            kept[many] = primary_first(kept.get(primary) or getattr(record, primary), values)
    if "tags" in fields:
        kept["tags"] = getattr(earlier, "tags", ())
    return replace(record, **kept)
