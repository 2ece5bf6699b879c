"""Who is held back from the import file, and why."""

from collections.abc import Iterable, Iterator

from core.etl.choose import Match
from core.etl.prospects import CURRENT, Prospect
from core.outcome import Hold

NOT_ALL_CONTACTS = (
    "Waits until all contacts are read: the last listing was incomplete, so their contact may be one that is missing"
)


def hold_back(matches: Iterable[Match], *, contacts_complete: bool = True) -> Iterator[Hold]:
    """A hold for everybody about whom something must be settled first.

    While the contacts are not known completely, whoever has none waits: a second contact would be made for them.
    """
    for match in matches:
        reason = _reason(match) or (None if contacts_complete or match.winner else NOT_ALL_CONTACTS)
        if reason:
            yield Hold(match.mn_id, reason)


def _reason(match: Match) -> str | None:
    if match.person.may_be:
        return _whose_sign_up(match)
    if match.doubt is not None:
        return f"Waits for the answer which contact is theirs. {match.doubt.value}"
    if match.collisions:
        return f"Waits for the question about External ID {match.mn_id}"
    return _what_givebutter_lacks(match) or match.waiting


def _what_givebutter_lacks(match: Match) -> str | None:
    """What is decided, but not done in Givebutter yet."""
    if match.winner and match.winner.contact.archived_at:
        return f"Waits until contact {match.winner.contact_id} is brought back in Givebutter"
    if match.giving_up:
        return f"External ID is being moved from contact {match.giving_up[0].contact_id}"
    if carrier := _losing_carrier(match):
        return f"Contact {carrier.contact_id}, a duplicate, still carries the External ID; it must be archived first"
    return None


def _whose_sign_up(match: Match) -> str:
    others = [mn_id for mn_id in dict.fromkeys(match.person.may_be) if mn_id != match.mn_id]
    if not others:
        return f"Waits for the answer whether two sign-ups under {match.mn_id} are one person"
    return f"Waits for the answer whether this is the same person as {' or '.join(others)}"


def _losing_carrier(match: Match) -> Prospect | None:
    """A duplicate that has the person's External ID: Givebutter would refuse the row until it is archived."""
    losers = (prospect for prospect in match.own if match.winner and prospect is not match.winner)
    return next((loser for loser in losers if loser.evidence.own_id == CURRENT), None)
