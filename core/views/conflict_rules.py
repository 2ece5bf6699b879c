"""The thresholds that a coordinator may change: what each means, and what it is now."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from core.store.seasons import load_season


@dataclass(frozen=True, slots=True)
class Rule:
    """One threshold, by its name in the season's settings."""

    title: str
    meaning: str


RULES: Mapping[str, Rule] = {
    "auto_resolve_margin": Rule(
        "Chosen without asking (points)", "A contact is taken unasked when it leads by more than this many points."
    ),
    "recommend_margin": Rule(
        "Recommended (points)", "Below that, a contact is still recommended when it leads by at least this many points."
    ),
    "recency_days": Rule(
        "A newer sign-up wins (days)",
        "When phone or e-mail disagree, a sign-up that is newer by more than this many days wins unasked.",
    ),
    "archive_automatically": Rule(
        "Archive duplicates without asking",
        "Only those of clear matches and without a remark, and never more than 50 in one run.",
    ),
}


def rule_values(conn: Connection, year: int) -> dict[str, str]:
    """Each threshold as text, as settings are written. Raises `SeasonIncompleteError`."""
    season = load_season(conn, year)
    return {name: str(getattr(season, name)).lower() for name in RULES}
