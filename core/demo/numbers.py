"""Phones and e-mail addresses of invented people: never twice by accident, never anybody's."""

from functools import cache
from random import Random

_GEORGIA = (404, 470, 678, 706, 762, 770, 912, 229, 478)
_ELSEWHERE = (
    201, 202, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228, 231, 234, 239, 240,
    248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 272, 276, 281, 301, 302, 303, 304, 305, 307, 308, 309, 310,
    312, 313, 314, 315, 316, 317, 318, 319, 320, 321, 323, 325, 330, 331, 334, 336, 337, 339, 346, 347, 351, 352, 360,
    361, 385, 386, 401, 402, 405, 406, 407, 408, 409, 410, 412, 413, 414, 415, 417, 419, 423, 424, 425, 430, 432, 434,
    435, 440, 443, 458, 463, 464, 469, 475, 479, 480, 484, 501, 502, 503, 504, 505, 507, 508, 509, 510, 512, 513, 515,
    516, 517, 518, 520, 530, 531, 534, 539,
    540, 541, 551, 557, 559, 561, 562, 563, 567, 570, 571, 573, 574, 575, 580, 585, 586,
)  # fmt: skip
_PER_AREA = 10_000
_STEP = 7_919  # prime to 10,000, so that neighbours do not look alike and none comes twice
_DOMAINS = ("example.com", "mail.example.com", "post.example.com", "inbox.example.com")
_SPELLINGS = (
    "({0}) {1}-{2}", "({0}) {1}-{2}", "({0}) {1}-{2}", "{0}-{1}-{2}", "{0}-{1}-{2}", "{0}{1}{2}", "{0}{1}{2}",
    "+1{0}{1}{2}", "+1 {0} {1} {2}", "1-{0}-{1}-{2}", "{0}.{1}.{2}", " {0} {1} {2} ", "1{0}{1}{2}", "+1 ({0}) {1}-{2}",
)  # fmt: skip
UNUSABLE_PHONES = ("555-01", "n/a", "404555", "(404) 555-01234567", "ask my mom", "000-000-0000", "+44 12")


def mentor_phone(number: int) -> str:
    """The phone of a mentor (or of a page, or a partner): Georgia's area codes."""
    return _phone(_GEORGIA, number)


def crowd_phone(number: int) -> str:
    """The phone of somebody else: other area codes."""
    return _phone(_ELSEWHERE, number)


def typed_phone(rng: Random, phone: str) -> str:
    """A phone as people type it."""
    return rng.choice(_SPELLINGS).format(phone[2:5], phone[5:8], phone[8:])


def email_of(first: str, last: str, number: int) -> str:
    """A personal address that is nobody else's."""
    return f"{_letters(first)}.{_letters(last)}{number}@{_DOMAINS[number % len(_DOMAINS)]}"


def university_email(first: str, last: str, number: int, university: str) -> str:
    """A university address that is nobody else's."""
    return f"{_letters(first)[:1]}{_letters(last)[:8]}{number}@{university}"


def _phone(areas: tuple[int, ...], number: int) -> str:
    area = areas[number % len(areas)]
    line = number // len(areas) * _STEP % _PER_AREA
    # Past ten thousand lines an area is full; exchange 555 is the only one that is never anybody's.
    return f"+1{area}555{line:04}"


@cache
def _letters(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isascii() and letter.isalpha()) or "x"
