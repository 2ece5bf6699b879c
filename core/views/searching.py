"""Searching as people do: without accents, in any order, a phone number in any notation."""

import re
from collections.abc import Iterable

from core.rules.spelling import plain_letters

_NUMBER = re.compile(r"[+(]*\d[\d\s().\-\u2010-\u2015\u00b7/]{3,}\d")
_NO_LETTERS = re.compile(r"[^\d]")
_APOSTROPHES = re.compile(r"['\u2018\u2019`\u00b4]")
_WITH_COUNTRY = 11


def wanted(search: str) -> tuple[str, ...]:
    """What a text must contain to be found. Numbers are wanted without what people write between the digits."""
    text = folded(search)
    numbers = tuple(map(_digits, _NUMBER.findall(text)))
    return (*_NUMBER.sub(" ", text).split(), *numbers)


def is_found(text: str, words: Iterable[str]) -> bool:
    """All of it stands in the text."""
    inside = folded(text)
    return all(word in inside for word in words)


def folded(text: str) -> str:
    """The text in lower case, its letters and digits in their plain form, without accents and apostrophes."""
    return _APOSTROPHES.sub("", plain_letters(text))


def _digits(number: str) -> str:
    """The digits as they stand in a number in its usual form; a leading 1 is the country."""
    digits = _NO_LETTERS.sub("", number)
    return digits[1:] if len(digits) == _WITH_COUNTRY and digits.startswith("1") else digits
