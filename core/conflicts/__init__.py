"""What the steps could not decide, as questions for people: one file per kind of question."""

from collections.abc import Iterable

from core.conflicts.contact_selection import contact_selections
from core.conflicts.external_id_collision import external_id_collisions
from core.etl.match import Match
from core.outcome import Conflict
from core.seasons import Season


def ask(matches: Iterable[Match], season: Season) -> tuple[Conflict, ...]:
    """All questions that the matches leave open."""
    everybody = tuple(matches)
    return (*contact_selections(everybody, season), *external_id_collisions(everybody))
