"""Whether two names can be one person's: nicknames, initials, accents and hyphens considered."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from nicknames import NickNamer
from rapidfuzz.distance import DamerauLevenshtein

from core.mentors import OtherSeasonMentor
from core.records import Contact, Signup

_WORDS = re.compile(r"[^\W\d_]+")
_APOSTROPHES = re.compile(r"['’`´.]")
_DIMINUTIVE = re.compile(r"(?:ie|ey|ee|i)$")
_JUNK = re.compile(r"[FL]\.\d+\.\d+")
_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev"})
_NO_FAMILY_NAMES = frozenset(
    {"jr", "sr", "ii", "iii", "iv", "de", "del", "la", "da", "di", "le", "van", "von", "der", "st"}
)
_SHORTEST_TYPO = 4
_SHORTEST_STEM = 3


class Agreement(IntEnum):
    """How two names stand to each other."""

    DISAGREE = 0
    UNCLEAR = 1
    AGREE = 2


@dataclass(frozen=True, slots=True)
class Name:
    """A name in comparable words. `called` are the names somebody goes by, each in its words."""

    called: frozenset[tuple[str, ...]]
    middle: frozenset[str]
    family: frozenset[str]


def name_of(record: Signup | Contact | OtherSeasonMentor) -> Name:
    """The name of a person on any record; names left by a merge in Givebutter count as unknown."""
    if not isinstance(record, Contact):
        return _name(record.first_name, record.preferred_name, None, record.middle_name, record.last_name)
    if is_junk_name(record.first_name) or is_junk_name(record.last_name):
        return Name(frozenset(), frozenset(), frozenset())
    return _name(record.first_name, record.preferred_name, record.prefix, record.middle_name, record.last_name)


def is_junk_name(text: str | None) -> bool:
    """Like `F.123.456`, which Givebutter leaves behind when it merges contacts."""
    return text is not None and _JUNK.fullmatch(text) is not None


def compare_names(one: Name, other: Name) -> Agreement:
    """Given names decide: siblings share the family name, so another given name is another person."""
    given, family = _compare_given(one, other), _compare_family(one.family, other.family)
    if given is Agreement.DISAGREE:
        return Agreement.DISAGREE
    if family is Agreement.DISAGREE:
        return Agreement.UNCLEAR if given is Agreement.AGREE else Agreement.DISAGREE
    return min(given, family)


@lru_cache(maxsize=65536)
def _name(first: str | None, preferred: str | None, prefix: str | None, middle: str | None, last: str | None) -> Name:
    called = {words for words in (_words(first), _words(preferred)) if words}
    nickname = tuple(word for word in _words(prefix) if word not in _HONORIFICS)
    if called and nickname:
        called.add(nickname)
    family = tuple(word for word in _words(last) if word not in _NO_FAMILY_NAMES) or _words(last)
    return Name(
        called=frozenset(called),
        middle=frozenset(word for word in _words(middle) if len(word) > 1),
        family=frozenset((*family, "".join(family))) - {""},
    )


def _words(text: str | None) -> tuple[str, ...]:
    if not text:
        return ()
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text).casefold())
    return tuple(_WORDS.findall("".join(char for char in decomposed if not unicodedata.combining(char))))


def _compare_given(one: Name, other: Name) -> Agreement:
    if not one.called or not other.called:
        return Agreement.UNCLEAR
    if _goes_by(one.called, other.middle) or _goes_by(other.called, one.middle):
        return Agreement.AGREE
    return max(_compare_called(mine, yours) for mine in one.called for yours in other.called)


def _goes_by(called: Iterable[tuple[str, ...]], middle: frozenset[str]) -> bool:
    return any(word in middle for words in called for word in words)


def _compare_called(mine: tuple[str, ...], yours: tuple[str, ...]) -> Agreement:
    whole = _compare_word("".join(mine), "".join(yours))
    parts = max(_compare_word(word, other) for word in mine for other in yours)
    if len(mine) > 1 and len(yours) > 1:  # Mary Kate and Mary Beth may be sisters
        parts = min(parts, Agreement.UNCLEAR)
    return max(whole, parts)


@lru_cache(maxsize=65536)
def _compare_word(one: str, other: str) -> Agreement:
    if one == other or _is_nickname(one, other) or _is_nickname(other, one):
        return Agreement.AGREE if len(one) > 1 else Agreement.UNCLEAR
    shorter, longer = sorted((one, other), key=len)
    stem = len(shorter) == 1 or len(shorter) >= _SHORTEST_STEM
    if (stem and longer.startswith(shorter)) or _is_typo(one, other) or _full_names(one) & _full_names(other):
        return Agreement.UNCLEAR
    return Agreement.DISAGREE


def _compare_family(one: frozenset[str], other: frozenset[str]) -> Agreement:
    if not one or not other:
        return Agreement.UNCLEAR
    pairs = [(mine, yours) for mine in one for yours in other]
    if any(len(mine) > 1 and (mine == yours or _is_typo(mine, yours)) for mine, yours in pairs):
        return Agreement.AGREE
    if any(min(len(mine), len(yours)) == 1 and mine[0] == yours[0] for mine, yours in pairs):
        return Agreement.UNCLEAR
    return Agreement.DISAGREE


def _is_typo(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _SHORTEST_TYPO and DamerauLevenshtein.distance(one, other, score_cutoff=1) <= 1


def _is_nickname(nickname: str, name: str) -> bool:
    return name in _full_names(nickname)


@lru_cache(maxsize=65536)
def _full_names(nickname: str) -> frozenset[str]:
    spellings = {nickname, _DIMINUTIVE.sub("y", nickname), _DIMINUTIVE.sub("ie", nickname)}
    return frozenset().union(*(_nick_namer().canonicals_of(spelling) for spelling in spellings))


@cache
def _nick_namer() -> NickNamer:
    return NickNamer()
