"""Given names word by word: two spellings, a short form, or two names that only look alike."""

import re
import unicodedata
from collections.abc import Mapping
from enum import IntEnum
from functools import cache, lru_cache

from anyascii import anyascii
from nicknames import NickNamer
from rapidfuzz.distance import DamerauLevenshtein

_WORDS = re.compile(r"[a-z]+")
_APOSTROPHES = re.compile(r"['’‘`´.]")
_DIMINUTIVE = re.compile(r"(?:ie|ey|ee|i)$")
_SOFT_END = re.compile(r"[eiy]+$")
_DOUBLED = re.compile(r"([^aeiou])\1+")
_SOUNDS = (("ph", "f"), ("ck", "k"), ("chr", "kr"), ("c", "k"), ("y", "i"), ("ae", "a"), ("oe", "o"), ("ue", "u"))
# By their look, as people without the key for them type them.
_BY_LOOK = {"ŋ": "n", "Ŋ": "n"}
_SHORTEST_TYPO = 4
_SHORTEST_STEM = 3
# Short forms that are not cut from the name they stand for; parents give no two children both names of a row.
_CLASSIC: Mapping[str, frozenset[str]] = {
    "bob": frozenset({"robert"}), "bobby": frozenset({"robert"}), "bill": frozenset({"william"}),
    "billy": frozenset({"william"}), "bess": frozenset({"elizabeth"}), "betsy": frozenset({"elizabeth"}),
    "betty": frozenset({"elizabeth"}), "libby": frozenset({"elizabeth"}), "charlie": frozenset({"charles"}),
    "chuck": frozenset({"charles"}), "dick": frozenset({"richard"}), "hank": frozenset({"henry"}),
    "jim": frozenset({"james"}), "jimmy": frozenset({"james"}), "maggie": frozenset({"margaret"}),
    "meg": frozenset({"margaret"}), "peggy": frozenset({"margaret"}), "rick": frozenset({"richard", "frederick"}),
    "ted": frozenset({"theodore", "edward"}), "teddy": frozenset({"theodore", "edward"}),
    "trish": frozenset({"patricia"}), "ned": frozenset({"edward"}),
}  # fmt: skip


class Likeness(IntEnum):
    """How two given names stand to each other."""

    OTHER = 0
    LOOKALIKE = 1  # two names that resemble each other, as those of twins do
    UNKNOWN = 2  # an initial, a part, a typing error
    VARIANT = 3  # another spelling, or a short form
    EQUAL = 4


def words_of(text: str | None) -> tuple[str, ...]:
    """A name in small plain letters: every Latin letter that has a plain form, and other scripts as they sound."""
    return tuple(_WORDS.findall(plain_letters(_APOSTROPHES.sub("", text)))) if text else ()


def plain_letters(text: str) -> str:
    """A text in small letters without marks: Latin ones as one types them, other scripts as they sound."""
    composed = unicodedata.normalize("NFKC", text)
    letters = (char for char in composed if not unicodedata.combining(char))
    return "".join(_BY_LOOK.get(one) or (anyascii(one) if one.isalpha() else one) for one in letters).casefold()


def likeness(one: str, other: str) -> Likeness:
    """How two words stand to each other as given names; the same from both sides."""
    return _likeness(*sorted((one, other), key=lambda word: (len(word), word)))


def is_typo(one: str, other: str) -> bool:
    """Whether a slip of one key makes one word of the other."""
    return min(len(one), len(other)) >= _SHORTEST_TYPO and DamerauLevenshtein.distance(one, other, score_cutoff=1) <= 1


def sounds_like(one: str, other: str) -> bool:
    """Whether two words are one name in two spellings, like Zoë and Zoey or Müller and Mueller."""
    return _sound(one) == _sound(other)


@lru_cache(maxsize=65536)
def _likeness(shorter: str, longer: str) -> Likeness:
    if shorter == longer:
        return Likeness.EQUAL if len(shorter) > 1 else Likeness.UNKNOWN
    if len(shorter) == 1:
        return Likeness.UNKNOWN if longer[0] == shorter else Likeness.OTHER
    return _resemblance(shorter, longer)


def _resemblance(shorter: str, longer: str) -> Likeness:
    if sounds_like(shorter, longer) or _is_short_form(shorter, longer) or _is_short_form(longer, shorter):
        return Likeness.VARIANT
    if shorter in _full_names(longer) or longer in _full_names(shorter):
        return Likeness.LOOKALIKE
    if _full_names(shorter) & _full_names(longer) and shorter[:_SHORTEST_STEM] == longer[:_SHORTEST_STEM]:
        return Likeness.UNKNOWN  # Kate and Katie
    are_near = (len(shorter) >= _SHORTEST_STEM and longer.startswith(shorter)) or _is_slip(shorter, longer)
    if are_near:  # a slip makes no name, or hardly ever
        return Likeness.LOOKALIKE if _is_name(shorter) and _is_name(longer) else Likeness.UNKNOWN
    return Likeness.LOOKALIKE if _full_names(shorter) & _full_names(longer) else Likeness.OTHER


def _is_slip(one: str, other: str) -> bool:
    """Hardly anybody mistypes the first letter: Bailey and Hailey are two."""
    return is_typo(one, other) and (one[0] == other[0] or one[:2] == other[1::-1])


def _is_short_form(short: str, full: str) -> bool:
    """A known nickname that is cut from the name. Others in the list, Anna of Hannah, are names of their own."""
    if full in _CLASSIC.get(short, ()):
        return True
    if full not in _full_names(short):
        return False
    nick, name = _sound(short), _sound(full)
    stem = _SOFT_END.sub("", nick)
    is_cut = len(nick) < len(name) and len(stem) <= len(name) - 2 and stem != _SOFT_END.sub("", name)  # Mary, Marie
    begins = (len(stem) > 1 and name.startswith(stem)) or name.startswith(nick)
    within = len(stem) >= _SHORTEST_STEM and stem in name and not nick.endswith("a")
    return is_cut and (begins or within)


@lru_cache(maxsize=65536)
def _sound(word: str) -> str:
    onset = 2 if word.startswith(("ch", "ph")) else 1
    sound = word[:onset] + word[onset:].replace("ch", "k").replace("h", "")
    for spelled, plain in _SOUNDS:
        sound = sound.replace(spelled, plain)
    return _DOUBLED.sub(r"\1", sound)


@lru_cache(maxsize=65536)
def _full_names(nickname: str) -> frozenset[str]:
    spellings = {nickname, _DIMINUTIVE.sub("y", nickname), _DIMINUTIVE.sub("ie", nickname)}
    return frozenset().union(*(_nick_namer().canonicals_of(spelling) for spelling in spellings))


@lru_cache(maxsize=65536)
def _is_name(word: str) -> bool:
    return bool(_full_names(word) or _nick_namer().nicknames_of(word))


@cache
def _nick_namer() -> NickNamer:
    return NickNamer()
