"""Chance for inventions: the same for the same seed, and never for secrets."""

from random import Random


def dice(seed: int | str) -> Random:
    """A stream of chance that begins anew for every seed."""
    return Random(seed)  # noqa: S311 - people are invented with it, nothing is protected


def chance(rng: Random, per_cent: float) -> bool:
    """It happens in so many cases of a hundred."""
    return rng.random() * 100 < per_cent
