"""Whether two names can be one person's: nicknames, initials, accents, hyphens and fillers considered."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from core.mentors import OtherSeasonMentor
from core.records import Contact, Member, Signup
from core.rules.fillers import HONORIFICS, is_filler, is_filler_given, is_filler_nickname
from core.rules.spelling import Likeness, is_typo, likeness, sounds_like, words_of

_JUNK = re.compile(r"[FL]\.\d+\.\d+")
_SEVERAL = re.compile(r"\S\s*(?:&|\band\b)\s*\S", re.IGNORECASE)
_GENERATIONS = {"jr": 2, "junior": 2, "ii": 2, "sr": 1, "senior": 1, "iii": 3, "iv": 4}
_NO_FAMILY_NAMES = frozenset({*_GENERATIONS, "de", "del", "la", "da", "di", "le", "van", "von", "der", "st"})
Words = tuple[str, ...]


class Agreement(IntEnum):
    """How two names stand to each other."""

    DISAGREE = 0
    UNCLEAR = 1
    AGREE = 2


@dataclass(frozen=True, slots=True)
class Name:
    """A name in comparable words. `nicknames` are what somebody goes by besides the first name.

    `generations` tell father and son apart; `is_several`: a couple's, whoever else shares it.
    """

    first: Words
    nicknames: frozenset[Words]
    middle: frozenset[str]
    family: frozenset[str]
    generations: frozenset[int] = frozenset()
    is_several: bool = False

    @property
    def called(self) -> frozenset[Words]:
        """Every name somebody goes by, each in its words."""
        return self.nicknames | ({self.first} if self.first else frozenset())


def name_of(record: Signup | Contact | Member | OtherSeasonMentor) -> Name:
    """The name of a person on any record; names left by a merge in Givebutter count as unknown."""
    if isinstance(record, Member):
        return _name(record.first_name, None, None, None, record.last_name)
    if not isinstance(record, Contact):
        return _name(record.first_name, record.preferred_name, None, record.middle_name, record.last_name)
    if is_junk_name(record.first_name) or is_junk_name(record.last_name):
        return Name((), frozenset(), frozenset(), frozenset())
    return _name(record.first_name, record.preferred_name, record.prefix, record.middle_name, record.last_name)


def is_junk_name(text: str | None) -> bool:
    """Like `F.123.456`, which Givebutter leaves behind when it merges contacts."""
    return text is not None and _JUNK.fullmatch(text) is not None


def compare_names(one: Name, other: Name) -> Agreement:
    """Given names decide: siblings share the family name, so another given name is another person."""
    given, family = _agreement(_compare_given(one, other)), _compare_family(one.family, other.family)
    if given is Agreement.DISAGREE:
        return Agreement.DISAGREE
    if family is Agreement.DISAGREE:
        return Agreement.UNCLEAR if given is Agreement.AGREE else Agreement.DISAGREE
    return min(given, family)


def are_spelled_alike(one: Name, other: Name) -> bool:
    """Whether it is one name letter by letter, accents aside: no nickname and no middle name makes them agree."""
    return _compare_given(one, other) is Likeness.EQUAL and compare_names(one, other) is Agreement.AGREE


def are_lookalikes(one: Name, other: Name) -> bool:
    """Whether they are two given names that only resemble each other, as those of twins do."""
    return _compare_given(one, other) is Likeness.LOOKALIKE


@lru_cache(maxsize=65536)
def _name(first: str | None, preferred: str | None, prefix: str | None, middle: str | None, last: str | None) -> Name:
    given = () if is_filler_given(first) else tuple(word for word in words_of(first) if word not in HONORIFICS)
    nicknames = (_nickname(preferred), _nickname(prefix) if given or preferred else ())
    known = () if is_filler(last) else words_of(last)
    family = tuple(word for word in known if word not in _NO_FAMILY_NAMES) or known
    between = _middle(middle)
    return Name(
        first=given,
        nicknames=frozenset(words for words in nicknames if words),
        middle=frozenset(word for word in between if word not in _GENERATIONS),
        family=frozenset((*family, "".join(family))) - {""},
        generations=frozenset(_GENERATIONS[word] for word in (*between, *known[1:]) if word in _GENERATIONS),
        is_several=first is not None and _SEVERAL.search(first) is not None,
    )


def _nickname(text: str | None) -> Words:
    return () if is_filler_nickname(text) else tuple(word for word in words_of(text) if word not in HONORIFICS)


def _middle(text: str | None) -> Words:
    return () if is_filler_given(text) else words_of(text)


def _agreement(given: Likeness) -> Agreement:
    if given >= Likeness.VARIANT:
        return Agreement.AGREE
    return Agreement.DISAGREE if given is Likeness.OTHER else Agreement.UNCLEAR


@lru_cache(maxsize=65536)
def _compare_given(one: Name, other: Name) -> Likeness:
    if not one.called or not other.called:
        return Likeness.UNKNOWN
    found = _compare_called(one, other)
    if _goes_by(one.called, other.middle) or _goes_by(other.called, one.middle) or _are_swapped(one, other):
        found = max(found, Likeness.VARIANT)
    return min(found, Likeness.LOOKALIKE) if _are_told_apart(one, other) else found


def _are_told_apart(one: Name, other: Name) -> bool:
    """One name and yet two people: father and son, a couple and one of them, sisters who share a first name."""
    are_generations = bool(one.generations and other.generations) and one.generations != other.generations
    return are_generations or one.is_several is not other.is_several or _have_other_middles(one, other)


def _have_other_middles(one: Name, other: Name) -> bool:
    """Both have a second given name, and neither has the other's in any place or spelling."""
    mine, yours = _further(one), _further(other)
    if not mine or not yours or mine & _words_in(other) or yours & _words_in(one):
        return False
    return max(likeness(word, theirs) for word in mine for theirs in yours) is Likeness.OTHER


def _further(name: Name) -> frozenset[str]:
    return name.middle | frozenset(name.first[1:])


def _words_in(name: Name) -> frozenset[str]:
    called = (word for words in name.called for word in words)
    return frozenset(word for word in (*called, *name.middle, *name.family) if len(word) > 1)


def _compare_called(one: Name, other: Name) -> Likeness:
    """A nickname in common, be it no nickname at all, does not make one of two first names, nor one name of two."""
    first = _closest([one.first], [other.first])
    nicknames = _closest(one.nicknames, other.nicknames)
    across = max(_closest([one.first], other.nicknames), _closest(one.nicknames, [other.first]))
    if one.first and other.first and max(first, across) < Likeness.VARIANT:
        return max(first, across, min(nicknames, Likeness.LOOKALIKE))
    if one.nicknames and other.nicknames and first < Likeness.UNKNOWN and across < Likeness.EQUAL:
        return max(first, Likeness.LOOKALIKE)  # Samuel and Samantha, both called Sam
    if one.nicknames and other.nicknames and max(nicknames, across) is Likeness.OTHER:
        return min(first, Likeness.LOOKALIKE)  # Mary, called Kate, and Mary, called Beth
    return max(first, nicknames, across)


def _goes_by(called: Iterable[Words], middle: frozenset[str]) -> bool:
    return any(word in middle for words in called for word in words if len(word) > 1)


def _are_swapped(one: Name, other: Name) -> bool:
    """The family name was typed first."""
    if not one.first or not other.first or not frozenset(one.first).isdisjoint(other.first):
        return False
    return {*one.first, *one.family} == {*other.first, *other.family}


def _closest(mine: Iterable[Words], yours: Iterable[Words]) -> Likeness:
    pairs = ((one, other) for one in mine for other in tuple(yours) if one and other)
    return max((_compare_words(one, other) for one, other in pairs), default=Likeness.OTHER)


def _compare_words(mine: Words, yours: Words) -> Likeness:
    whole = likeness("".join(mine), "".join(yours))
    parts = max(likeness(word, other) for word in mine for other in yours)
    if len(mine) > 1 and len(yours) > 1:  # Mary Kate and Mary Beth may be sisters
        return max(whole, min(parts, Likeness.LOOKALIKE))
    return whole if len(mine) == len(yours) else max(whole, min(parts, Likeness.VARIANT))


def _compare_family(one: frozenset[str], other: frozenset[str]) -> Agreement:
    if not one or not other:
        return Agreement.UNCLEAR
    pairs = [(mine, yours) for mine in one for yours in other]
    if any(_are_words(mine, yours) and (is_typo(mine, yours) or sounds_like(mine, yours)) for mine, yours in pairs):
        return Agreement.AGREE
    if any(not _are_words(mine, yours) and mine[0] == yours[0] for mine, yours in pairs):
        return Agreement.UNCLEAR
    return Agreement.DISAGREE


def _are_words(mine: str, yours: str) -> bool:
    """Neither is an initial, which sounds like many names and proves none."""
    return min(len(mine), len(yours)) > 1
