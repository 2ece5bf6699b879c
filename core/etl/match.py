"""Step 4, second half: which contact represents which person. What is not certain is asked, never guessed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from core.etl.people import Person, row_before
from core.etl.prospects import Evidence, Prospect, Standing, find_prospects
from core.inputs import Inputs
from core.records import Issue, Mentor, Severity
from core.rules.matching import Circumstances

CONTACTS = "raw_gb_full_contacts"


class Doubt(Enum):
    """Why no contact could be chosen for a person."""

    TIE = "No contact leads by enough to be chosen without asking"
    OTHER_NAME = "Only the phone number agrees, the name is another"
    CONTESTED = "The best contact fits another mentor just as well"


@dataclass(frozen=True, slots=True)
class Match:
    """What is known about the contacts of one person.

    `winner` represents the person, unless there is a `doubt` about the `options`; with neither, Givebutter
    creates a contact. `own` are all contacts of the person, bad ones included. `collisions` carry the person's
    External ID but seem to be somebody else's. `waiting` says what else must be settled first.
    """

    person: Person
    winner: Prospect | None = None
    doubt: Doubt | None = None
    options: tuple[Prospect, ...] = ()
    own: tuple[Prospect, ...] = ()
    collisions: tuple[Prospect, ...] = ()
    waiting: str | None = None

    @property
    def mn_id(self) -> str:
        """The person's mentor id."""
        return self.person.mn_id


@dataclass(frozen=True, slots=True)
class Matched:
    """One match per person, in the order of the people. `fits` counts for how many people each contact speaks."""

    matches: tuple[Match, ...]
    fits: Mapping[int, int]
    issues: tuple[Issue, ...]


Strongest = Mapping[int, Evidence]


def match(people: Iterable[Person], inputs: Inputs, circumstances: Circumstances) -> Matched:
    """Choose a contact for everybody. A contact goes only to the person it speaks for most strongly."""
    everybody = tuple(people)
    prospects = find_prospects(everybody, inputs.candidates, inputs.contacts, circumstances)
    strongest = _strongest(prospects.values())
    margin = circumstances.season.auto_resolve_margin
    chosen = [_choose(person, prospects, strongest, margin) for person in everybody]
    settled = _leave_held(_ask_contestants(chosen), inputs.known)
    fits = Counter(prospect.contact_id for mine in prospects.values() for prospect in mine if prospect.is_own)
    return Matched(tuple(_drop_others(settled)), fits, tuple(_left_alone(prospects)))


def is_frozen(match: Match, known: Mapping[str, Mentor]) -> bool:
    """A known mentor in doubt: everything stays as it was until somebody decides."""
    row = row_before(match.person, known)
    return match.doubt is not None and row is not None and row.withdrawn_at is None


def _strongest(prospects: Iterable[tuple[Prospect, ...]]) -> Strongest:
    strongest: dict[int, Evidence] = {}
    for prospect in (prospect for group in prospects for prospect in group if prospect.is_own):
        before = strongest.get(prospect.contact_id, prospect.evidence)
        strongest[prospect.contact_id] = max(before, prospect.evidence)
    return strongest


def _choose(person: Person, prospects: Mapping[str, tuple[Prospect, ...]], strongest: Strongest, margin: int) -> Match:
    mine = prospects[person.mn_id]
    found = Match(
        person,
        own=tuple(p for p in mine if p.is_own and p.evidence == strongest[p.contact_id]),
        collisions=tuple(p for p in mine if p.standing is Standing.COLLISION),
    )
    firm = [p for p in found.own if p.standing is Standing.FIRM]
    doubtful = tuple(p for p in mine if p.standing is Standing.DOUBTFUL and p.contact_id not in strongest)
    if firm:
        return _choose_firm(found, firm, margin)
    if doubtful:
        return replace(found, doubt=Doubt.OTHER_NAME, options=doubtful)
    return replace(found, waiting=_waits_for_owner(mine, prospects))


def _choose_firm(found: Match, firm: list[Prospect], margin: int) -> Match:
    """The External ID decides, then the score, if the leader is far enough ahead."""
    rank = max(prospect.evidence.own_id for prospect in firm)
    best = tuple(prospect for prospect in firm if prospect.evidence.own_id == rank)
    if len(best) > 1 and best[0].score - best[1].score <= margin:
        return replace(found, doubt=Doubt.TIE, options=best)
    return replace(found, winner=best[0])


def _waits_for_owner(mine: tuple[Prospect, ...], prospects: Mapping[str, tuple[Prospect, ...]]) -> str | None:
    """Why somebody whose only contact carries another External ID must wait: a new contact would be a duplicate."""
    for taken in mine:
        if not _is_skipped(taken) or taken.taken_by is None:
            continue
        theirs = next((p for p in prospects[taken.taken_by] if p.contact_id == taken.contact_id), None)
        if theirs is None or theirs.standing is Standing.COLLISION:
            return f"Waits for the question about External ID {taken.taken_by}"
        if replace(theirs.evidence, own_id=0) <= taken.evidence:
            return f"Contact {taken.contact_id} fits, but carries the External ID of {taken.taken_by}"
    return None


def _is_skipped(prospect: Prospect) -> bool:
    """Taken by another mentor although more than a shared phone speaks for this one."""
    return prospect.standing is Standing.TAKEN and (prospect.evidence.email or prospect.evidence.no_other_name)


def _ask_contestants(matches: Iterable[Match]) -> list[Match]:
    """Whoever wants a contact that somebody else wants with the same right is asked."""
    everybody = list(matches)
    claims = Counter(prospect.contact_id for match in everybody for prospect in _claimed(match))
    return [_contested(match) if match.winner and claims[match.winner.contact_id] > 1 else match for match in everybody]


def _claimed(match: Match) -> tuple[Prospect, ...]:
    return (match.winner,) if match.winner else match.options


def _contested(match: Match) -> Match:
    options = tuple(prospect for prospect in match.own if prospect.standing is Standing.FIRM)
    return replace(match, winner=None, doubt=Doubt.CONTESTED, options=options)


def _leave_held(matches: list[Match], known: Mapping[str, Mentor]) -> list[Match]:
    """A contact that a mentor in doubt has until now stays with that mentor, whoever else it fits."""
    rows = {match.mn_id: row_before(match.person, known) for match in matches if is_frozen(match, known)}
    held = {row.gb_contact_id: mn_id for mn_id, row in rows.items() if row and row.gb_contact_id is not None}
    return [_wait_for(match, held) for match in matches]


def _wait_for(match: Match, held: Mapping[int, str]) -> Match:
    if match.winner is None or match.winner.contact_id not in held:
        return match
    holder = held[match.winner.contact_id]
    return replace(match, winner=None, waiting=f"Waits for the question about the contact of {holder}")


def _drop_others(matches: list[Match]) -> Iterable[Match]:
    """Nobody owns a contact that represents somebody else."""
    winners = {match.winner.contact_id: match.mn_id for match in matches if match.winner}
    for match in matches:
        own = tuple(p for p in match.own if winners.get(p.contact_id, match.mn_id) == match.mn_id)
        yield match if len(own) == len(match.own) else replace(match, own=own)


def _left_alone(prospects: Mapping[str, tuple[Prospect, ...]]) -> Iterable[Issue]:
    for mn_id, mine in prospects.items():
        for prospect in filter(_is_skipped, mine):
            message = f"Contact {prospect.contact_id} carries the External ID of {prospect.taken_by}; it was left alone"
            yield Issue(
                "external_id_conflict_skipped",
                Severity.WARNING,
                message,
                mn_id,
                CONTACTS,
                str(prospect.contact_id),
            )
