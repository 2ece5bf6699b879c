"""What every row of the import file must keep to, as a table of sentences."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from core.normalize import clean_email, clean_phone
from core.rules import export
from core.seasons import CustomField, Season

TEXT_LIMIT = export.TEXT_LIMIT
_FORMULA = re.compile(r"[=@+\-\t\r]")
_DIGITS = re.compile(r"[0-9]{1,19}")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_PHONES = (export.PHONE, "Phone Numbers")
_EMAILS = (export.EMAIL, export.FURTHER_EMAILS)
_MAY_BE_BLANK = (export.PREFIX, export.PREFERRED_NAME, export.MIDDLE_NAME, export.GENDER, export.PHONE, export.WEBSITE)
_SUBSCRIPTIONS = (export.EMAIL_SUBSCRIPTION, export.PHONE_SUBSCRIPTION, export.ADDRESS_SUBSCRIPTION)

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CellCheck:
    """What must hold for every cell under a heading that is not blank, and the sentence when it does not.

    Where `may_be_blank`, a cell that fails is left blank with a warning, instead of leaving out the person.
    """

    heading: str
    sentence: str
    holds: Callable[[str], bool]
    may_be_blank: bool = False


@dataclass(frozen=True, slots=True)
class RowCheck:
    """What must hold for a row as a whole, and the sentence when it does not."""

    sentence: str
    holds: Callable[[Row], bool]


ROW_CHECKS: tuple[RowCheck, ...] = (
    RowCheck("Last Name is missing", lambda row: bool(row.get(export.LAST_NAME))),
    RowCheck("There is neither a phone number nor an e-mail address", lambda row: _has_any(row, *_PHONES, *_EMAILS)),
    RowCheck("Contact External ID is missing", lambda row: bool(row.get(export.EXTERNAL_ID))),
    RowCheck(
        "Email Subscription Status is missing although there is an e-mail address",
        lambda row: bool(row.get(export.EMAIL_SUBSCRIPTION)) or not _has_any(row, *_EMAILS),
    ),
)


def cell_checks(season: Season) -> tuple[CellCheck, ...]:
    """The checks of all columns, the season's custom fields included."""
    checks = (
        CellCheck(export.CONTACT_ID, "Givebutter Contact ID is no number", _is(_DIGITS)),
        *(
            CellCheck(heading, f"{heading} is longer than {limit} characters", _fits(limit))
            for heading, limit in export.LIMITS.items()
        ),
        CellCheck(export.GENDER, "Gender is none of male, female and other", _is_one_of(export.GENDERS)),
        CellCheck(export.TAGS, f"A tag is longer than {export.TAG_LIMIT} characters", _each(_fits(export.TAG_LIMIT))),
        *(CellCheck(heading, f"{heading} is not in the form +14045550123", _each(_is_phone)) for heading in _PHONES),
        *(
            CellCheck(heading, f"{heading} is no North American number; Givebutter takes no other", _each(_is_near))
            for heading in _PHONES
        ),
        *(CellCheck(heading, f"{heading} is no e-mail address", _each(_is_email)) for heading in _EMAILS),
        *(
            CellCheck(heading, f"{heading} is neither yes nor no", _is_one_of(("yes", "no")))
            for heading in _SUBSCRIPTIONS
        ),
        *(_custom_check(custom) for custom in season.custom_fields),
        *(CellCheck(heading, f"{heading} starts like a formula", is_no_formula) for heading in _free_text(season)),
    )
    blank = {*_MAY_BE_BLANK, *(custom.label for custom in season.custom_fields if custom.kind != "text")}
    return tuple(replace(check, may_be_blank=check.heading in blank) for check in checks)


def left_blank(row: Row, checks: tuple[CellCheck, ...]) -> dict[str, str]:
    """Cells that do not pass and can do without (heading -> the sentence): the person goes out without them."""
    optional = (check for check in checks if check.may_be_blank)
    return {check.heading: check.sentence for check in optional if _fails(check, row)}


def problems_of(row: Row, checks: tuple[CellCheck, ...]) -> tuple[str, ...]:
    """Every sentence that applies to a row (heading -> cell); none means Givebutter will take it."""
    cells = (check.sentence for check in checks if _fails(check, row))
    return (*(check.sentence for check in ROW_CHECKS if not check.holds(row)), *cells)


def _fails(check: CellCheck, row: Row) -> bool:
    cell = row.get(check.heading)
    return bool(cell) and not check.holds(cell or "")


def _custom_check(custom: CustomField) -> CellCheck:
    label = custom.label
    if custom.kind == "yes_no":
        return CellCheck(label, f"{label} is neither Yes nor No", _is_one_of(("Yes", "No")))
    if custom.kind == "select":
        return CellCheck(label, f"{label} is none of its {len(custom.options)} options", _is_one_of(custom.options))
    if custom.kind == "number":
        return CellCheck(label, f"{label} is no number", _is(_NUMBER))
    limit = custom.limit or TEXT_LIMIT
    return CellCheck(label, f"{label} is longer than {limit} characters", _fits(limit))


def _free_text(season: Season) -> tuple[str, ...]:
    strict = {export.CONTACT_ID, export.GENDER, *_PHONES, *_EMAILS, *_SUBSCRIPTIONS}
    free = (heading for heading in (*export.TEMPLATE, export.WEBSITE) if heading not in strict)
    return (*free, *(custom.label for custom in season.custom_fields if custom.kind == "text"))


def _has_any(row: Row, *headings: str) -> bool:
    return any(row.get(heading) for heading in headings)


def _is(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda cell: pattern.fullmatch(cell) is not None


def _is_one_of(values: tuple[str, ...]) -> Callable[[str], bool]:
    return lambda cell: cell in values


def _fits(limit: int) -> Callable[[str], bool]:
    return lambda cell: len(cell) <= limit


def _each(holds: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda cell: all(holds(part.strip()) for part in cell.split(","))


@lru_cache(maxsize=65536)
def _is_phone(text: str) -> bool:
    return clean_phone(text) == text


def _is_near(text: str) -> bool:
    return text.startswith("+1") or not _is_phone(text)


@lru_cache(maxsize=65536)
def _is_email(text: str) -> bool:
    return clean_email(text) == text


def is_no_formula(cell: str) -> bool:
    """Whether a spreadsheet would show the text instead of calculating it."""
    return _FORMULA.match(cell) is None
