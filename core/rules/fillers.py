"""What people type where they have nothing to say: no name, whatever the field is called."""

HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir", "madam"})
# Texts without marks and blanks. Null, Na and No are names of people too: the first only counts as a family name.
_NO_NAMES = frozenset({"none", "notapplicable", "nil", "blank", "unknown", "tbd", "x", "xx", "xxx", *HONORIFICS})
_NO_GIVEN_NAMES = _NO_NAMES | {"null", "same", "sameasabove", "seeabove", "ditto", "nothing", "undefined"}
_NO_NICKNAMES = _NO_GIVEN_NAMES | {
    "na", "n", "no", "nope", "asabove", "sameasfirst", "sameasfirstname", "samefirstname", "samename", "thesame",
    "firstname", "myfirstname", "justmyfirstname", "nopreference", "nopreferred", "nopreferredname", "nonickname",
    "idonthaveone", "donthaveone", "any", "either", "yes",
}  # fmt: skip
_WRITTEN_OUT = frozenset({"n/a", "n.a.", "n.a", "n\\a", "n-a"})


def is_filler(text: str | None) -> bool:
    """Whether a text stands where a family name should: a dash, a point, n/a, none, a title alone."""
    return _stands_in(text, _NO_NAMES)


def is_filler_given(text: str | None) -> bool:
    """Whether a text stands where a first or middle name should."""
    return _stands_in(text, _NO_GIVEN_NAMES)


def is_filler_nickname(text: str | None) -> bool:
    """Whether a text says that there is no other name to go by."""
    return _stands_in(text, _NO_NICKNAMES)


def _stands_in(text: str | None, fillers: frozenset[str]) -> bool:
    if text is None:
        return False
    typed = "".join(text.casefold().split())
    letters = "".join(filter(str.isalnum, typed))
    return not letters or typed in _WRITTEN_OUT or letters in fillers
