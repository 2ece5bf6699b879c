"""Somebody else's contact carries this mentor's External ID: usually an id of a former season."""

from collections.abc import Iterable, Iterator

from core.conflicts.options import HELD_BACK, contact_option, person_context
from core.etl.choose import Match
from core.outcome import Conflict
from core.records import Severity
from core.rules.questions import EXTERNAL_ID_COLLISION


def external_id_collisions(matches: Iterable[Match]) -> Iterator[Conflict]:
    """One question for everybody whose External ID stands on a contact that agrees in nothing else."""
    return (_question(match) for match in matches if match.collisions)


def _question(match: Match) -> Conflict:
    """The contacts with the External ID first, then the one that represents the person now, if one does."""
    own = (match.winner,) if match.winner else ()
    return Conflict(
        mn_id=match.mn_id,
        conflict_type=EXTERNAL_ID_COLLISION,
        severity=Severity.HIGH,
        options=tuple(map(contact_option, (*match.collisions, *own))),
        context={
            **person_context(match.person, HELD_BACK),
            "why": f"A contact carries External ID {match.mn_id}, but neither phone, e-mail nor name of the sign-up",
        },
        recommended_option=None,
        recommendation_reason=None,
    )
