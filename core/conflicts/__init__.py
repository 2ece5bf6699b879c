"""What the steps could not decide, as questions for people: one file per kind of question."""

from collections.abc import Iterable

from core.conflicts.contact_selection import contact_selections
from core.conflicts.external_id_collision import external_id_collisions
from core.conflicts.field_mismatch import field_mismatches
from core.conflicts.same_person import same_persons
from core.etl.choose import Match
from core.etl.deduplicate import OpenIdentity
from core.etl.disagree import Disagreement
from core.etl.link import Linked
from core.outcome import Conflict
from core.seasons import Season


def ask(
    matches: Iterable[Match],
    disagreements: Iterable[Disagreement],
    linked: Linked,
    season: Season,
    identities: Iterable[OpenIdentity] = (),
) -> tuple[Conflict, ...]:
    """All questions that are open."""
    everybody = tuple(matches)
    return (
        *contact_selections(everybody, season),
        *external_id_collisions(everybody),
        *field_mismatches(disagreements, linked),
        *same_persons(identities),
    )
