"""Parsed JSON made into the values of our records. What is there and cannot be read as such raises."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from core.normalize import clean_email, clean_emails, clean_phone, clean_phones, clean_text

_LARGEST_ID = 2**63 - 1
_LARGEST_COUNT = 2**31 - 1
_LONGEST_SUBMISSION_ID = 100
_LARGEST_AMOUNT = Decimal(10) ** 10
_LONGEST_TEXT = 5_000  # more is a file or a page that somebody pasted
_CENT = Decimal("0.01")
_AMOUNT = re.compile(r"(-?\$?|\$-)\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(\.[0-9]*)?")  # 1.025,50 is no number here
_CURRENCY = re.compile(r"^US ?D?\s*(?=[-$0-9])|\s*USD?$", re.IGNORECASE)
_YES = frozenset({"yes", "true", "1", "y", "subscribed"})
_SPREADSHEET_ERROR = re.compile(r"#(REF!|NAME\?|VALUE!|N/A|DIV/0!|NULL!|NUM!|ERROR!|SPILL!|CALC!)", re.IGNORECASE)
_A_NO = re.compile(r"(no|not|never|off|unsub\w*|opt\w*[ -]?out|bounced|cleaned|suppressed)\b")  # no (bounced)
_NO = frozenset({"no", "false", "0", "n", "unsubscribed"})


class MalformedRecordError(ValueError):
    """A record is not usable; the message says which part of it, without its value."""


def text(value: Any) -> str | None:
    """Clean text of a string or a number; `None` for everything else."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return clean_text(value)
    return None


def short_text(value: Any) -> str | None:
    """Clean text; `None` also for what is far too long to be a name or an answer, or a spreadsheet's error."""
    words = text(value)
    is_answer = words is not None and len(words) <= _LONGEST_TEXT and not _SPREADSHEET_ERROR.fullmatch(words)
    return words if is_answer else None


def is_filled(value: Any) -> bool:
    """Whether a cell says anything; a lone dash, or an empty list, says nothing."""
    return any(map(str.isalnum, value)) if isinstance(value, str) else value not in (None, [], {})


def record_id(value: Any, what: str = "id") -> int:
    """A positive id as the database can hold it."""
    number = _whole(value)
    if number is None or not 0 < number <= _LARGEST_ID:
        raise MalformedRecordError(f"{what} is no id")
    return number


def submission_id(value: Any) -> str:
    """The id of a Jotform submission: digits, kept as text."""
    words = text(value)
    if words is None or len(words) > _LONGEST_SUBMISSION_ID:
        raise MalformedRecordError("id is missing")
    return words


def count(value: Any, what: str) -> int | None:
    """A number of things, or `None` when it is not told."""
    if value is None or value == "":
        return None
    number = _whole(value)
    if number is None or not 0 <= number <= _LARGEST_COUNT:
        raise MalformedRecordError(f"{what} is no number")
    return number


def money(value: Any, what: str) -> Decimal | None:
    """An amount in dollars to the cent, or `None` when it is not told."""
    words = text(value)
    if words is None:
        return None
    try:
        amount = Decimal(words if isinstance(value, (int, float)) else _plain_amount(words))
        if not abs(amount) < _LARGEST_AMOUNT:  # false for NaN, too
            raise MalformedRecordError(f"{what} is too large")
        return amount.quantize(_CENT)
    except InvalidOperation:
        raise MalformedRecordError(f"{what} is no amount") from None


def instant(value: Any, what: str) -> datetime | None:
    """An ISO 8601 instant in UTC (without an offset it is UTC), or `None` when it is not told."""
    if value is None or value == "":
        return None
    try:
        moment = datetime.fromisoformat(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        raise MalformedRecordError(f"{what} is no time") from None


def flag(value: Any) -> bool | None:
    """Yes or no, or `None` when it is neither; a no with a reason behind it is a no."""
    if isinstance(value, bool):
        return value
    words = (text(value) or "").lower()
    return True if words in _YES else False if words in _NO or _A_NO.match(words) else None


def email(value: Any) -> str | None:
    """A normalised address, or `None` when it is none."""
    return clean_email(text(value))


def phone(value: Any) -> str | None:
    """A number in E.164, or `None` when it is none."""
    return clean_phone(text(value))


def emails(value: Any) -> tuple[str, ...] | None:
    """All addresses of a cell, or `None` when there is none."""
    return clean_emails(text(value)) or None


def phones(value: Any) -> tuple[str, ...] | None:
    """All numbers of a cell, or `None` when there is none."""
    return clean_phones(text(value)) or None


def primary_first(primary: str | None, others: Iterable[str | None]) -> tuple[str, ...]:
    """All values once, the primary first, the others sorted so that their order never matters."""
    further = {other for other in others if other and other != primary}
    return (*((primary,) if primary else ()), *sorted(further))


def texts(values: Iterable[Any]) -> tuple[str, ...]:
    """Texts, each once, sorted, and exactly as they are but for blanks around: they may be written back."""
    plain = (value if isinstance(value, str) else text(value) or "" for value in values)
    return tuple(sorted({value.strip() for value in plain} - {""}))


def mapping(value: Any) -> Mapping[str, Any]:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """The value if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def _plain_amount(words: str) -> str:
    """An amount without currency and thousands; "" of what is written in any other way."""
    match = _AMOUNT.fullmatch(_CURRENCY.sub("", words))
    if match is None:
        return ""
    sign, whole, cents = match.groups("")
    return f"{sign.replace('$', '')}{whole.replace(',', '')}{cents}"


def _whole(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    try:
        return int(value)
    except ValueError:
        return None
