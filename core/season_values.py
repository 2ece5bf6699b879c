"""Settings are kept as texts; here they get their types."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any


def parse_value(kind: str, text: str) -> Any:
    """The typed value of a text; `kind` is a key's type. Raises `ValueError` with what is expected."""
    return _PARSERS[kind](text)


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        raise ValueError("a number is expected") from None
    if not number.is_finite():
        raise ValueError("a finite number is expected")
    return number


def _boolean(text: str) -> bool:
    try:
        return {"true": True, "false": False}[text.strip().lower()]
    except KeyError:
        raise ValueError("true or false is expected") from None


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError("a date such as 2025-11-09 is expected") from None


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("JSON is expected") from None


_PARSERS: Mapping[str, Callable[[str], Any]] = {
    "string": str.strip,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
    "json": _json,
}
