"""How tags are compared: capitals, blanks and what nobody can see do not matter."""

from collections.abc import Iterable
from functools import lru_cache

from core.normalize import clean_text


@lru_cache(maxsize=4096)
def tag_key(tag: str) -> str:
    """What two spellings of the same tag have in common."""
    return (clean_text(tag) or "").casefold()


def has_tag(tags: Iterable[str], wanted: str) -> bool:
    """Whether the wanted tag is among the tags."""
    key = tag_key(wanted)
    return any(tag_key(tag) == key for tag in tags)
