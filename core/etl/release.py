"""Which contacts must give up an External ID, because people decided that it belongs elsewhere."""

from collections.abc import Iterable

from core.etl.choose import Match
from core.outcome import Release


def release(matches: Iterable[Match]) -> tuple[Release, ...]:
    """One release per contact that still carries an id which it is to give up."""
    moving = ((match.mn_id, prospect) for match in matches for prospect in match.giving_up)
    return tuple(Release(p.contact_id, mn_id, p.decision.decision_id) for mn_id, p in moving if p.decision)
