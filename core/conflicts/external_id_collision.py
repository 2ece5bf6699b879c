"""Somebody else's contact carries this mentor's External ID: usually an id of a former season."""

from collections.abc import Iterable, Iterator

from core.conflicts.options import contact_option, person_context
from core.etl.match import Match
from core.outcome import Conflict, Option
from core.records import Severity

EXTERNAL_ID_COLLISION = "external_id_collision"
NEW_CONTACT = Option("new-contact", "match", {})


def external_id_collisions(matches: Iterable[Match]) -> Iterator[Conflict]:
    """One question for everybody whose External ID stands on a contact that agrees in nothing else."""
    return (_question(match) for match in matches if match.collisions)


def _question(match: Match) -> Conflict:
    own = contact_option(match.winner) if match.winner else NEW_CONTACT
    return Conflict(
        mn_id=match.mn_id,
        conflict_type=EXTERNAL_ID_COLLISION,
        severity=Severity.HIGH,
        options=(*map(contact_option, match.collisions), own),
        context={
            **person_context(match.person),
            "why": f"The contact carries External ID {match.mn_id}, but phone, e-mail and name are somebody else's",
        },
        recommended_option=None,
        recommendation_reason=None,
    )
