"""Which contact is this person? Asked when the machine cannot know."""

from collections.abc import Iterable, Iterator

from core.conflicts.options import HELD_BACK, contact_option, person_context
from core.etl.choose import Doubt, Match
from core.outcome import Conflict
from core.records import Severity
from core.rules.questions import CONTACT_SELECTION
from core.seasons import Season


def contact_selections(matches: Iterable[Match], season: Season) -> Iterator[Conflict]:
    """One question for everybody in doubt, with a recommendation only where the lead is more than chance."""
    for match in matches:
        if match.doubt is not None:
            yield _question(match, match.doubt, season.recommend_margin)


def _question(match: Match, doubt: Doubt, margin: int) -> Conflict:
    leader = match.options[0]
    lead = leader.score - match.options[1].score if len(match.options) > 1 else 0
    recommended = doubt is Doubt.TIE and lead >= margin
    return Conflict(
        mn_id=match.mn_id,
        conflict_type=CONTACT_SELECTION,
        severity=Severity.HIGH,
        options=tuple(map(contact_option, match.options)),
        context={**person_context(match.person, HELD_BACK), "why": doubt.value},
        recommended_option=str(leader.contact_id) if recommended else None,
        recommendation_reason=f"It leads by {lead} points: {_in_words(leader.reasons)}" if recommended else None,
    )


def _in_words(reasons: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{reason} (+{points})" for reason, points in reasons)
