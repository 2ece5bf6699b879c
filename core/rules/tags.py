"""How tags are compared: capitals and surrounding blanks do not matter."""

from collections.abc import Iterable
from functools import lru_cache


@lru_cache(maxsize=4096)
def tag_key(tag: str) -> str:
    """What two spellings of the same tag have in common."""
    return " ".join(tag.casefold().split())


def has_tag(tags: Iterable[str], wanted: str) -> bool:
    """Whether the wanted tag is among the tags."""
    key = tag_key(wanted)
    return any(tag_key(tag) == key for tag in tags)
