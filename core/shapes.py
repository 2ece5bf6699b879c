"""Shapes that any value may have. A shape gives the usable value back, or a `ValueError` says what it expects."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

Shape = Callable[[Any], Any]


def matching(pattern: str, expectation: str) -> Shape:
    """A text of this form."""

    def shape(value: Any) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise ValueError(f"{expectation} is expected")
        return value

    return shape


def number(lowest: int, highest: int) -> Shape:
    """A number within these bounds."""

    def shape(value: Decimal | int) -> Decimal:
        if not lowest <= value <= highest:
            raise ValueError(f"a number from {lowest:,} to {highest:,} is expected")
        return Decimal(value)

    return shape


def whole_number(lowest: int, highest: int) -> Shape:
    """A whole number within these bounds."""

    def shape(value: Decimal | int) -> int:
        if not lowest <= value <= highest or value != int(value):
            raise ValueError(f"a whole number from {lowest:,} to {highest:,} is expected")
        return int(value)

    return shape


def list_of(shape: Shape, example: str) -> Shape:
    """A list of such values, each once."""

    def shape_list(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ValueError(f"a list such as {example} is expected")  # noqa: TRY004  # a shape has one kind of error
        shaped = tuple(shape(item) for item in value)
        if len({repr(item) for item in shaped}) < len(shaped):
            raise ValueError("each value may stand in the list once")
        return shaped

    return shape_list


def each_once(shape: Shape, *names: str) -> Shape:
    """Entries of which no two share one of these."""

    def shape_entries(value: Any) -> tuple[Any, ...]:
        entries: tuple[Any, ...] = shape(value)
        for name in names:
            if len({entry[name] for entry in entries}) < len(entries):
                raise ValueError(f"two entries have the same {name}")
        return entries

    return shape_entries


def entry_with(value: Any, needed: set[str], further: set[str]) -> dict[str, Any]:
    """An entry that has these parts, and perhaps the further ones."""
    if not isinstance(value, dict) or not needed <= value.keys() <= needed | further:
        raise ValueError(f"entries with {', '.join(sorted(needed))} are expected (and {', '.join(sorted(further))})")
    return value


def line(value: Any, what: str) -> str:
    """Something to see, and nothing that cannot be seen; a joiner holds some emoji together."""
    if not isinstance(value, str) or not value.strip() or not value.replace("\u200d", "").isprintable():
        raise ValueError(f"{what} is one line of text")
    return value.strip()
