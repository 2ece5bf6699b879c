"""Step 8: which duplicate contacts should be archived in Givebutter, and what speaks against it."""

from collections.abc import Collection, Iterable, Iterator

from core.etl.choose import Match
from core.etl.match import Matched
from core.etl.prospects import Prospect, Standing
from core.mentors import Mentor
from core.outcome import Archival
from core.rules.archiving import caution_about, facts_of
from core.rules.matching import is_junk
from core.rules.tags import has_tag
from core.seasons import Season


def propose_archivals(
    matched: Matched,
    mentors: Iterable[Mentor],
    season: Season,
    *,
    used_elsewhere: Collection[int] = (),
    households_known: bool = True,
) -> Iterator[Archival]:
    """The other contacts of everybody about whose contacts nothing is open; what was shown goes with the decision.

    Never one that speaks for anybody else, and never the only one that carries the dropped tag: archiving it
    would lose the drop. Never one that represents somebody in another season (`used_elsewhere`).
    """
    in_use = {*(mentor.gb_contact_id for mentor in mentors), *used_elsewhere}
    for match in matched.matches:
        if match.winner is None or match.collisions:
            continue
        for loser in match.own:
            is_free = matched.fits[loser.contact_id] == 1 and loser.contact_id not in in_use
            if is_free and loser.contact.archived_at is None and not _alone_carries_drop(loser, match.winner, season):
                yield _archival(match, loser, match.winner, season, households_known=households_known)


def _alone_carries_drop(loser: Prospect, winner: Prospect, season: Season) -> bool:
    tag = season.givebutter_dropped_tag
    return has_tag(loser.contact.tags, tag) and not has_tag(winner.contact.tags, tag)


def _archival(match: Match, loser: Prospect, winner: Prospect, season: Season, *, households_known: bool) -> Archival:
    contact = loser.contact
    return Archival(
        contact_id=contact.contact_id,
        mn_id=match.mn_id,
        winner_contact_id=winner.contact_id,
        reason=_reason(loser, winner),
        facts={
            "score": loser.score,
            "winner_score": winner.score,
            **facts_of(contact),
            **_only_if(winner, loser, season),
            "modified_at": None if contact.modified_at is None else contact.modified_at.isoformat(),
        },
        caution=caution_about(
            contact,
            match.person.ids,
            has_other_name=not loser.evidence.no_other_name,
            households_known=households_known,
            winner=winner.contact,
        ),
        decision_id=_decided_by(loser, winner),
    )


def _only_if(winner: Prospect, loser: Prospect, season: Season) -> dict[str, str]:
    """The drop that both carry: when the winner loses the tag, the loser alone keeps it."""
    tag = season.givebutter_dropped_tag
    return {"shared_tag": tag} if has_tag(loser.contact.tags, tag) and has_tag(winner.contact.tags, tag) else {}


def _decided_by(loser: Prospect, winner: Prospect) -> int | None:
    """The decision for the winner, if the loser was among the options; what nobody was shown is only proposed."""
    decision = winner.decision if winner.standing is Standing.DECIDED else None
    return decision.decision_id if decision and str(loser.contact_id) in decision.options else None


def _reason(loser: Prospect, winner: Prospect) -> str:
    if is_junk(loser.contact):
        return "A merge in Givebutter left it behind"
    if not (loser.contact.phones or len(loser.contact.emails) > 1):
        return f"It has no more than an e-mail address that contact {winner.contact_id} stands for"
    if winner.standing is Standing.DECIDED:
        return f"Contact {winner.contact_id} was chosen"
    if winner.evidence.own_id > loser.evidence.own_id:
        return f"Contact {winner.contact_id} is the same person and carries the External ID"
    return f"Contact {winner.contact_id} is the same person and scores {winner.score} against {loser.score}"
