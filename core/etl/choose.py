"""Step 4, second half, for one person: which contact represents them. What is not certain is asked, never guessed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from core.etl.answers import NO_ANSWERS, Answers
from core.etl.people import Person
from core.etl.prospects import CURRENT, Evidence, Prospect, Standing


class Doubt(Enum):
    """Why no contact could be chosen for a person."""

    TIE = "No contact leads by enough to be chosen without asking"
    OTHER_NAME = "Only the phone number agrees, the name is another"
    OTHER_PERSON = "An e-mail address agrees, but the name is another"
    CONTESTED = "The best contact fits another mentor just as well"
    NEWCOMER = "Another contact came up since this one was chosen"
    GIVEN_AWAY = "The contact that was chosen before was later given to another mentor"
    GONE = "The contact is gone from Givebutter; a duplicate that was archived for it can be brought back"


@dataclass(frozen=True, slots=True)
class Match:
    """What is known about the contacts of one person.

    `winner` represents the person, unless there is a `doubt` about the `options`; with neither, Givebutter
    creates a contact. `own` are all contacts of the person, bad ones included, `rejected` those of them that
    somebody does not want to be used. `collisions` carry the person's External ID but seem to be somebody else's;
    from those in `giving_up` it moves, as somebody decided. `waiting` says what else must be settled first; `awaited`
    are contacts that only an External ID, of somebody who does not claim them, keeps from the person.
    """

    person: Person
    winner: Prospect | None = None
    doubt: Doubt | None = None
    options: tuple[Prospect, ...] = ()
    own: tuple[Prospect, ...] = ()
    rejected: tuple[Prospect, ...] = ()
    collisions: tuple[Prospect, ...] = ()
    giving_up: tuple[Prospect, ...] = ()
    waiting: str | None = None
    awaited: frozenset[int] = frozenset()

    @property
    def mn_id(self) -> str:
        """The person's mentor id."""
        return self.person.mn_id


@dataclass(frozen=True, slots=True)
class Scene:
    """Everybody's prospects and answers by mentor id; the strongest evidence of each contact; the lead that wins.

    `offered` are archived contacts that a person may have brought back.
    """

    prospects: Mapping[str, tuple[Prospect, ...]]
    answers: Mapping[str, Answers]
    strongest: Mapping[int, Evidence]
    margin: int
    offered: frozenset[int] = frozenset()


def choose(person: Person, scene: Scene) -> Match:
    """The contact of a person: the one that was decided, else the one that leads, else a question."""
    mine, answers = scene.prospects[person.mn_id], scene.answers.get(person.mn_id, NO_ANSWERS)
    found = _found(person, mine, scene)
    firm = tuple(prospect for prospect in found.own if prospect.standing is Standing.FIRM)
    decided = next((prospect for prospect in mine if prospect.contact_id == answers.chosen), None)
    if decided:
        return _keep(found, decided, firm, scene)
    possible = firm or tuple(p for p in mine if p.standing is Standing.DOUBTFUL and p.contact_id not in scene.strongest)
    if answers.lost_to:
        return _ask_again(found, possible, answers.lost_to)
    if firm and scene.offered.issuperset(prospect.contact_id for prospect in firm):
        return replace(found, doubt=Doubt.GONE, options=firm)
    if firm:
        return _choose_firm(found, firm, scene.margin)
    if possible:
        by_email = any(prospect.evidence.email for prospect in possible)
        return replace(found, doubt=Doubt.OTHER_PERSON if by_email else Doubt.OTHER_NAME, options=possible)
    awaited = frozenset(taken.contact_id for taken in filter(is_skipped, mine) if _is_unclaimed(taken, scene))
    return replace(found, waiting=_waits_for_owner(mine, scene), awaited=awaited)


def is_skipped(prospect: Prospect) -> bool:
    """Taken by another mentor although more than a shared phone speaks for this one."""
    return prospect.standing is Standing.TAKEN and (prospect.evidence.email or prospect.evidence.no_other_name)


def _found(person: Person, mine: tuple[Prospect, ...], scene: Scene) -> Match:
    return Match(
        person,
        own=tuple(p for p in mine if p.is_own and p.evidence == scene.strongest[p.contact_id]),
        rejected=tuple(p for p in mine if p.standing is Standing.REJECTED and p.contact_id not in scene.strongest),
        collisions=tuple(p for p in mine if p.standing is Standing.COLLISION and not p.gives_up_id),
        giving_up=tuple(p for p in mine if p.gives_up_id),
    )


def _keep(found: Match, decided: Prospect, firm: tuple[Prospect, ...], scene: Scene) -> Match:
    """A decision stands until a contact comes up that nobody knew then and that the decided one does not lead."""
    if decided.standing is Standing.TAKEN:
        chosen = f"Contact {decided.contact_id} was chosen, but carries the External ID of {decided.taken_by}"
        awaited = frozenset({decided.contact_id} if _is_unclaimed(decided, scene) else ())
        return replace(found, waiting=_why_taken(decided, scene) or chosen, awaited=awaited)
    answers = scene.answers[found.mn_id]
    rivals = [p for p in firm if not answers.has_seen(p.contact_id) and not _leads(decided, p, scene.margin)]
    if rivals:
        return replace(found, doubt=Doubt.NEWCOMER, options=(decided, *rivals))
    others = (p for p in firm if p.evidence.own_id == CURRENT)
    moving = (*found.giving_up, *(replace(other, decision=decided.decision) for other in others))
    return replace(found, winner=decided, giving_up=moving)


def _leads(one: Prospect, other: Prospect, margin: int) -> bool:
    """The External ID decides, then the score, if the leader is far enough ahead."""
    if one.evidence.own_id != other.evidence.own_id:
        return one.evidence.own_id > other.evidence.own_id
    return one.score - other.score > margin


def _ask_again(found: Match, possible: tuple[Prospect, ...], lost_to: str) -> Match:
    if possible:
        return replace(found, doubt=Doubt.GIVEN_AWAY, options=possible)
    return replace(found, waiting=f"The contact that was chosen was later given to {lost_to}")


def _choose_firm(found: Match, firm: tuple[Prospect, ...], margin: int) -> Match:
    rank = max(prospect.evidence.own_id for prospect in firm)
    best = tuple(prospect for prospect in firm if prospect.evidence.own_id == rank)
    near = (best[0], *(other for other in best[1:] if not _leads(best[0], other, margin)))
    # All of them fit; whoever returns keeps the contact that was theirs last season.
    returning = [prospect for prospect in near if prospect.own_before]
    if len(near) == 1 or len(returning) == 1:
        return replace(found, winner=(returning or near)[0])
    return replace(found, doubt=Doubt.TIE, options=best)


def _waits_for_owner(mine: tuple[Prospect, ...], scene: Scene) -> str | None:
    """Why somebody whose only contact carries another External ID must wait: a new contact would be a duplicate."""
    return next((reason for taken in filter(is_skipped, mine) if (reason := _why_taken(taken, scene))), None)


def _as_owners(taken: Prospect, scene: Scene) -> Prospect | None:
    """What a contact is to the mentor whose External ID it carries."""
    return next((p for p in scene.prospects[taken.taken_by or ""] if p.contact_id == taken.contact_id), None)


def _is_unclaimed(taken: Prospect, scene: Scene) -> bool:
    theirs = _as_owners(taken, scene)
    return theirs is None or theirs.standing is Standing.COLLISION or theirs.gives_up_id


def _why_taken(taken: Prospect, scene: Scene) -> str | None:
    owner, theirs = taken.taken_by or "", _as_owners(taken, scene)
    if theirs is not None and theirs.gives_up_id:
        return f"Waits until External ID {owner} is moved from contact {taken.contact_id}"
    if theirs is None or theirs.standing is Standing.COLLISION:
        return f"Waits for the question about External ID {owner}"
    if replace(theirs.evidence, own_id=0) <= taken.evidence:
        return f"Contact {taken.contact_id} fits, but carries the External ID of {owner}"
    return None
