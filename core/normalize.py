"""One form for every phone, e-mail address and text, so that equal things compare equal.

Clean values take the shortest way; what people paste (other scripts' digits, invisible characters, words around a
number, `Name <address>`) is read as what it plainly is. What stays unclear is `None`, never a guess.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from html import unescape
from html.entities import html5

import phonenumbers
from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email
from phonenumbers import PhoneMetadata

_PLAIN_TEXT = re.compile(r"[!-%'-~]+(?: [!-%'-~]+)*")  # ASCII without an ampersand, single blanks between words
_BLANKS = re.compile(r"\s+")
_LATIN_JOINERS = re.compile(r"(?<![^\x00-\u024f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\u024f])")
_NEVER_SEEN = re.compile(  # control characters, zero-width ones, marks of direction, half characters
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb]+"
)
_LONGEST_ENTITY = 40
_ENTITY = re.compile(r"&(#\d{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,32});$")

_PLAIN_EMAIL = re.compile(  # what email-validator takes at once; all else, such as `--` in a domain, it decides
    r"(?=.{1,64}@)(?=.{1,254}$)[a-z0-9_+\-]+(?:\.[a-z0-9_+\-]+)*"
    r"@(?!.*--)(?:[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?\.)+"
    rf"(?!(?:{'|'.join(SPECIAL_USE_DOMAIN_NAMES)})$)[a-z]{{2,24}}"
)
_ADDRESS = re.compile(  # words before it need a bracket or colon: in `ann lee@b.edu` a blank may be a slip
    r"(?:^|[<(\[{\":=]\s*)([^\s<>()\[\]{},;:\"|/\\=]+@[^\s<>()\[\]{},;:\"|/\\?@]+)"
    r"(?=$|[>)\]}\"?]|[,;:|/]*(?:\s|$)|[,;|/]\S+@)"
)
_JOINING = frozenset({"and", "or", "&"})
_QUOTES = "'`‘’“”"

_NORTH_AMERICAN = re.compile(r"\s*(?:\+?1[\s.\-]?)?\(?([0-9]{3})\)?[\s.\-]*([0-9]{3})[\s.\-]*([0-9]{4})\s*")
_WITHIN_OTHERS = re.compile(
    r"(?<![0-9])(?:\+?1[\s.\-]*)*\(?([0-9]{3})\)?[\s.\-/]*([0-9]{3})[\s.\-/]*([0-9]{4})(?![0-9])"
)
_AREA_TWICE = re.compile(r"\+?1?([0-9]{3})(\1[0-9]{7})")
_SPREADSHEET_NUMBER = re.compile(r"(\+?[0-9]{10,15})\.0+|([0-9])\.([0-9]+)E\+?([0-9]{1,2})", re.IGNORECASE)
_VANITY = re.compile(r"(?:\+?1[\s.\-]*)?\(?8(?:00|33|44|55|66|77|88)\)?[\s.\-]*(?:[0-9A-Z][\s.\-]*){7}", re.IGNORECASE)
_VANITY_WORD = re.compile(r"[A-Z]{3,7}", re.IGNORECASE)
_NO_NUMBER = re.compile(r"@|://|\d[^\W\d_]+\d")  # an address, a page, or letters within a number
_EXTENSION = re.compile(r"(?<=[0-9])\s*(?:x|ext\.?|extension)\s*[0-9]{1,6}\s*$", re.IGNORECASE)
_BETWEEN_EMAILS = re.compile(r"[,;|/\n]")
_BETWEEN_NUMBERS = re.compile(r"[^\W\d_]+|[;,|&#\n]|(?<=[0-9])[\s/]+(?=\+)")
# Their digits are no part of a number: `5pm`, `2nd`; `MN0001`, `B12`
_TIMES = re.compile(r"(?<![^\s(,;/])[0-9]{1,2}(?:st|nd|rd|th|[ap]\.?m)(?!\w)", re.IGNORECASE)
_CODES = re.compile(r"(?<![^\s(,;/])[^\W\d_]+[0-9]{1,5}(?!\w)")
_SEPARATORS = re.compile(r"[\u00b7\u2010-\u2015\u2022\u2024\u2027\u2043\u2212\u2219\u22c5\u25cf\u30fb_*~]")
_LONGEST_PHONE_TEXT = 200
_LONGEST_EMAIL_TEXT = 1000
_KINDS_OF_NUMBER = (
    "fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost",
    "personal_number", "voip", "pager", "uan", "voicemail",
)  # fmt: skip

_LARGEST_ID = 2**63 - 1  # of PostgreSQL's bigint


def clean_text(value: object) -> str | None:
    """Text without HTML entities, invisible characters and surplus blanks; `None` when nothing is left."""
    if value is None:
        return None
    text = str(value)
    if _PLAIN_TEXT.fullmatch(text):
        return text
    cleaned = _clean(text)
    while cleaned != text:  # what is left after one reading may be an entity only then
        text, cleaned = cleaned, _clean(cleaned)
    return cleaned or None


def clean_address(value: object) -> str | None:
    """The address of a page: as it is, since `&copy=1` is a part of it; only invisible characters and blanks go."""
    return None if value is None else _BLANKS.sub(" ", _visible(str(value))).strip() or None


def clean_phone(value: object) -> str | None:
    """The number in E.164 (`+14045550123`), or `None` when it is no usable number (region US)."""
    return next(iter(clean_phones(value)), None)


def clean_phones(value: object) -> tuple[str, ...]:
    """Every usable number of a text in E.164, each once, in their order."""
    if value is None:
        return ()
    text = str(value)
    plain = _NORTH_AMERICAN.fullmatch(text)
    if plain:
        return tuple(_north_american("".join(plain.groups())))
    if len(text) > _LONGEST_PHONE_TEXT:
        return ()
    return tuple(dict.fromkeys(_pasted_phones(_ascii_digits(clean_text(text) or ""))))


def clean_email(value: object) -> str | None:
    """The address in lower case, or `None` when its syntax is wrong (no DNS look-up)."""
    if value is None:
        return None
    text = str(value)
    if _PLAIN_EMAIL.fullmatch(text):
        return text
    if len(text) > _LONGEST_EMAIL_TEXT:
        return None
    return _pasted_email(unicodedata.normalize("NFKC", clean_text(text) or "").lower())


def clean_emails(value: object) -> tuple[str, ...]:
    """Every usable address of a text, each once, in their order."""
    first = clean_email(value)
    if first is None or first == value:
        return () if first is None else (first,)
    parts = map(clean_email, _addresses(clean_text(value) or ""))
    return tuple(dict.fromkeys(email for email in (first, *parts) if email))


def _clean(text: str) -> str:
    readable = _decoded(_visible(text)) if "&" in text else _visible(text)
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", readable)).strip()


def _visible(text: str) -> str:
    """Joiners stay within emoji and the scripts that need them."""
    return text if text.isascii() and text.isprintable() else _LATIN_JOINERS.sub("", _NEVER_SEEN.sub("", text))


def _decoded(text: str) -> str:
    """Entities that end with a semicolon, read to their end: `O&amp;#039;Neil` was escaped twice.

    Without the semicolon, `&section` or `R&D` is text. One pass from left to right: what an entity stands for may
    complete another one.
    """
    *parts, rest = text.split(";")
    done = ""
    pieces: list[str] = []
    for part in parts:
        done += f"{part};"
        while match := _ENTITY.search(done, max(0, len(done) - _LONGEST_ENTITY)):
            meaning = _meaning(match[1])
            if meaning is None:
                break
            done = done[: match.start()] + meaning
        if len(done) > 2 * _LONGEST_ENTITY:  # nothing that follows can reach further back
            pieces.append(done[:-_LONGEST_ENTITY])
            done = done[-_LONGEST_ENTITY:]
    return "".join((*pieces, done, rest))


@cache
def _meaning(entity: str) -> str | None:
    return unescape(f"&{entity};") if entity.startswith("#") else html5.get(f"{entity};")


def _pasted_email(text: str) -> str | None:
    """The first usable address in a text such as `Name <a@b.edu>`, `mailto:a@b.edu` or `a@b.edu (home)`."""
    if address := _usable_email(text):
        return address
    match = _ADDRESS.search(text)
    return _usable_email(match[1].lstrip(_QUOTES).rstrip(f"{_QUOTES}.!")) if match else None


def _addresses(text: str) -> Iterator[str]:
    """The parts of a text that may be an address each; a blank parts them only where nothing else is written."""
    for part in _BETWEEN_EMAILS.split(text):
        words = [word for word in part.split() if word.lower() not in _JOINING]
        yield from words if all("@" in word for word in words) else (part,)


def _usable_email(text: str) -> str | None:
    if _PLAIN_EMAIL.fullmatch(text):
        return text
    try:
        return validate_email(text, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError:
        return None


def _pasted_phones(text: str) -> Iterator[str]:
    """The usable numbers in a text; letters are digits only in a toll-free vanity number."""
    if _VANITY.fullmatch(text) and _VANITY_WORD.search(text):
        yield from _international(text)
        return
    text = _EXTENSION.sub("", _from_spreadsheet(text))
    if _NO_NUMBER.search(text):
        return
    text = _TIMES.sub(";", text)
    whole = tuple(_numbers(text)) if not _BETWEEN_NUMBERS.search(text) else ()
    yield from whole or _between(text) or _between(_CODES.sub(";", text))


def _between(text: str) -> tuple[str, ...]:
    """The numbers between words and separators."""
    return tuple(number for part in _BETWEEN_NUMBERS.split(text) for number in _numbers(part))


def _numbers(text: str) -> Iterator[str]:
    """The numbers of a text without letters: one, one with its area code typed twice, or several."""
    plain = _NORTH_AMERICAN.fullmatch(text)
    if plain:
        yield from _north_american("".join(plain.groups()))
        return
    found = list(_WITHIN_OTHERS.finditer(text))
    if found and _explains_all(text, found[0][1]):
        yield from (number for match in found for number in _north_american("".join(match.groups())))
        return
    twice = _AREA_TWICE.fullmatch("".join(char for char in text if char.isdigit() or char == "+"))
    yield from _north_american(twice[2]) if twice else _international(text)


def _explains_all(text: str, area_code: str) -> bool:
    """Whether nothing but whole numbers, country codes and an area code typed twice stands in the text."""
    rest = re.findall(r"[0-9]+", _WITHIN_OTHERS.sub(" ", text))
    return all(digits in ("1", "001", area_code, f"1{area_code}") for digits in rest)


def _international(text: str) -> Iterator[str]:
    """What phonenumbers makes of it, if anything; `00` before a country's code is a plus."""
    dialled = re.sub(r"^[^0-9+]*00(?=[1-9])", "+", text)
    try:
        number = phonenumbers.parse(dialled, "US")
    except phonenumbers.NumberParseException:
        return
    if phonenumbers.is_valid_number(number):
        yield phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _from_spreadsheet(text: str) -> str:
    """A number as a spreadsheet leaves it: an apostrophe before it, `.0` after it, or `4.045550101E9`.

    Written with an exponent it is read only while all its digits are there.
    """
    text = text.lstrip("'’`=\" ").rstrip('" ')
    match = _SPREADSHEET_NUMBER.fullmatch(text)
    if match is None:
        return text
    whole, first, others, exponent = match.groups()
    if whole:
        return whole
    return first + others if len(others) == int(exponent) else ""


def _ascii_digits(text: str) -> str:
    """Digits of any script as 0-9, full-width signs as plain ones, and every dot or dash as a dash."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKC", _SEPARATORS.sub("-", text))
    return "".join(str(unicodedata.decimal(char, char)) for char in plain)


def _north_american(digits: str) -> Iterator[str]:
    if _valid_north_american().fullmatch(digits):
        yield f"+1{digits}"


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
