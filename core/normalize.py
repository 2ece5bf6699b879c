"""One form for every phone, e-mail address and text, so that equal things compare equal."""

import html
import re
from functools import cache

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import PhoneMetadata

_BLANKS = re.compile(r"\s+")
_PLAIN_EMAIL = re.compile(
    r"(?=.{1,64}@)(?=.{1,254}$)[a-z0-9_+\-]+(\.[a-z0-9_+\-]+)*"
    r"@([a-z0-9]([a-z0-9\-]*[a-z0-9])?\.)+[a-z]{2,24}"
)
_NORTH_AMERICAN = re.compile(r"\s*(?:\+?1[\s.\-]?)?\(?(\d{3})\)?[\s.\-]*(\d{3})[\s.\-]*(\d{4})\s*")
_KINDS_OF_NUMBER = (
    "fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost",
    "personal_number", "voip", "pager", "uan", "voicemail",
)  # fmt: skip

_LARGEST_ID = 2**63 - 1  # of PostgreSQL's bigint


def clean_text(value: object) -> str | None:
    """Text without HTML entities and surplus blanks; `None` when nothing is left."""
    if value is None:
        return None
    return _BLANKS.sub(" ", html.unescape(str(value))).strip() or None


def clean_phone(value: object) -> str | None:
    """The number in E.164 (`+14045550123`), or `None` when it is no usable number (region US)."""
    text = clean_text(value)
    if text is None:
        return None
    plain = _NORTH_AMERICAN.fullmatch(text)
    if plain:
        digits = "".join(plain.groups())
        return f"+1{digits}" if _valid_north_american().fullmatch(digits) else None
    try:
        number = phonenumbers.parse(text, "US")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def clean_email(value: object) -> str | None:
    """The address in lower case, or `None` when its syntax is wrong (no DNS look-up)."""
    text = clean_text(value)
    if text is None:
        return None
    address = text.lower()
    if _PLAIN_EMAIL.fullmatch(address):
        return address
    try:
        return validate_email(address, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError:
        return None


@cache
def _valid_north_american() -> re.Pattern[str]:
    """All valid national numbers of the regions behind +1, by phonenumbers' own metadata.

    Asking the library one number at a time is seven times slower (see docs/architecture.md).
    """
    patterns = []
    for region in phonenumbers.COUNTRY_CODE_TO_REGION_CODE[1]:
        metadata = PhoneMetadata.metadata_for_region(region)
        descriptions = (getattr(metadata, kind, None) for kind in _KINDS_OF_NUMBER)
        patterns += [d.national_number_pattern for d in descriptions if d and d.national_number_pattern]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def clean_contact_id(text: str | None) -> int | None:
    """A Givebutter contact id as somebody typed it; `None` when it can be none."""
    digits = (text or "").strip()
    if not digits.isascii() or not digits.isdecimal() or len(digits) > len(str(_LARGEST_ID)):
        return None
    return int(digits) if int(digits) <= _LARGEST_ID else None
