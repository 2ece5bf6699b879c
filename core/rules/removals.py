"""How many records may leave at once before a person is asked whether they are really gone."""

LARGEST_SHARE = 0.1
FEWEST = 20  # what a small form loses is told, but stops nothing
FEWEST_OF_ANOTHER_SOURCE = 2  # with another form id everything leaves that came from the former one


def is_large_share(gone: int, known: int) -> bool:
    """More than a tenth of all."""
    return gone > known * LARGEST_SHARE


def is_too_many(gone: int, known: int, *, is_other_source: bool) -> bool:
    """Whether a listing may not remove so many unasked; `is_other_source`: the season names another form by now."""
    fewest = FEWEST_OF_ANOTHER_SOURCE if is_other_source else FEWEST
    return gone >= fewest and is_large_share(gone, known)
