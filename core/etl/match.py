"""Step 4, second half: which contact represents which person. A contact goes to one of them only."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from core.etl.answers import NO_ANSWERS, Answers, find_answers
from core.etl.assess import find_prospects
from core.etl.choose import Doubt, Match, Scene, choose, is_skipped
from core.etl.people import Person, row_before
from core.etl.prospects import Evidence, Prospect, Standing
from core.inputs import Inputs
from core.mentors import Mentor
from core.records import Issue, Severity
from core.rules.matching import Circumstances
from core.rules.tags import has_tag
from core.seasons import Season

CONTACTS = "raw_gb_full_contacts"


@dataclass(frozen=True, slots=True)
class Matched:
    """One match per person, in the order of the people. `fits` counts for how many people each contact speaks."""

    matches: tuple[Match, ...]
    fits: Mapping[int, int]
    issues: tuple[Issue, ...]


def match(people: Iterable[Person], inputs: Inputs, circumstances: Circumstances) -> Matched:
    """Choose a contact for everybody. A contact goes only to the person it speaks for most strongly."""
    everybody = tuple(people)
    answers = find_answers(everybody, inputs.decisions, inputs.contacts)
    found = find_prospects(everybody, inputs, answers, circumstances)
    prospects = {mn_id: _without_offered(mine, inputs.offered) for mn_id, mine in found.items()}
    margin = circumstances.season.auto_resolve_margin
    scene = Scene(prospects, answers, _strongest(prospects.values()), margin, inputs.offered)
    chosen = [choose(person, scene) for person in everybody]
    settled = _leave_held(_ask_contestants(_let_earlier(chosen, prospects, inputs.known)), inputs.known)
    shared = _shared(everybody, prospects)
    issues = (*_left_alone(prospects), *_nobodys_drops(shared, prospects, circumstances.season))
    return Matched(tuple(_drop_others(settled, shared)), _fits(prospects, answers), issues)


def is_frozen(match: Match, known: Mapping[str, Mentor]) -> bool:
    """A known mentor in doubt: what comes from the contact stays as it was until somebody decides.

    So it does for whoever waits for the very contact, because another mentor's External ID stands on it or because
    it carries this one's and nothing else on it agrees any more.
    """
    row = row_before(match.person, known)
    if row is None or row.withdrawn_at is not None:
        return False
    in_question = match.awaited | {prospect.contact_id for prospect in match.collisions}
    return match.doubt is not None or row.gb_contact_id in in_question


def _let_earlier(
    matches: Iterable[Match], prospects: Mapping[str, tuple[Prospect, ...]], known: Mapping[str, Mentor]
) -> Iterable[Match]:
    """Whoever may have signed up before leaves the contacts of that person alone until somebody knows."""
    for match in matches:
        others = [mn_id for mn_id in match.person.may_be if mn_id != match.mn_id]
        theirs = {p.contact_id for mn_id in others for p in prospects.get(mn_id, ()) if p.is_own}
        row = row_before(match.person, known)
        has_contact = row is not None and row.gb_contact_id is not None
        if has_contact or theirs.isdisjoint(prospect.contact_id for prospect in _claimed(match)):
            yield match
        else:
            yield replace(match, winner=None, doubt=None, options=())


def _without_offered(mine: tuple[Prospect, ...], offered: frozenset[int]) -> tuple[Prospect, ...]:
    """An archived contact is offered back only to whoever has none that is there, or is theirs by decision."""
    is_provided = any(p.standing in _USABLE and p.contact_id not in offered for p in mine)
    usable = (Standing.DECIDED,) if is_provided else _USABLE
    return tuple(p for p in mine if p.contact_id not in offered or p.standing in usable)


_USABLE = (Standing.FIRM, Standing.DECIDED)


def _strongest(prospects: Iterable[tuple[Prospect, ...]]) -> dict[int, Evidence]:
    strongest: dict[int, Evidence] = {}
    for prospect in (prospect for group in prospects for prospect in group if prospect.is_own):
        before = strongest.get(prospect.contact_id, prospect.evidence)
        strongest[prospect.contact_id] = max(before, prospect.evidence)
    return strongest


def _fits(prospects: Mapping[str, tuple[Prospect, ...]], answers: Mapping[str, Answers]) -> Counter[int]:
    """A contact that was chosen for somebody fits them, even if it cannot be theirs yet."""
    fits = Counter(prospect.contact_id for mine in prospects.values() for prospect in mine if prospect.is_own)
    for mn_id, mine in prospects.items():
        chosen = answers.get(mn_id, NO_ANSWERS).chosen
        fits.update(p.contact_id for p in mine if p.contact_id == chosen and not p.is_own)
    return fits


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


def _shared(people: Iterable[Person], prospects: Mapping[str, tuple[Prospect, ...]]) -> dict[int, list[str]]:
    """Contacts that fit several people alike, and whom; somebody who may be one of them is no further one."""
    fitting: dict[int, list[str]] = defaultdict(list)
    for person in people:
        earlier = {p.contact_id for mn_id in person.may_be for p in prospects.get(mn_id, ()) if p.is_own}
        for prospect in prospects[person.mn_id]:
            if prospect.is_own and prospect.contact_id not in earlier:
                fitting[prospect.contact_id].append(person.mn_id)
    strongest = _strongest(prospects.values())
    return {
        contact_id: mn_ids
        for contact_id, everybody in fitting.items()
        if len(mn_ids := [m for m in everybody if _evidence(prospects[m], contact_id) == strongest[contact_id]]) > 1
    }


def _evidence(mine: Iterable[Prospect], contact_id: int) -> Evidence | None:
    return next((prospect.evidence for prospect in mine if prospect.contact_id == contact_id), None)


def _drop_others(matches: list[Match], shared: Collection[int]) -> Iterable[Match]:
    """Nobody owns a contact that represents somebody else, or that is as much another's: no drop comes from it."""
    winners = {match.winner.contact_id: match.mn_id for match in matches if match.winner}
    for match in matches:
        own = tuple(p for p in match.own if winners.get(p.contact_id, _nobody(match, p, shared)) == match.mn_id)
        yield match if len(own) == len(match.own) else replace(match, own=own)


def _nobody(match: Match, prospect: Prospect, shared: Collection[int]) -> str | None:
    return None if prospect.contact_id in shared else match.mn_id


def _nobodys_drops(
    shared: Mapping[int, list[str]], prospects: Mapping[str, tuple[Prospect, ...]], season: Season
) -> Iterable[Issue]:
    """Whose drop is it? Told instead of dropping a sibling, or both."""
    contacts = {p.contact_id: p.contact for mine in prospects.values() for p in mine if p.contact_id in shared}
    for contact_id, contact in sorted(contacts.items()):
        if has_tag(contact.tags, season.givebutter_dropped_tag):
            message = f"Contact {contact_id} carries the dropped tag and fits several mentors alike: "
            names = ", ".join(shared[contact_id])
            yield Issue("ambiguous_drop", Severity.WARNING, message + names, None, CONTACTS, str(contact_id))


def _left_alone(prospects: Mapping[str, tuple[Prospect, ...]]) -> Iterable[Issue]:
    """Every contact of another mentor that has anything in common; a family's phone alone is no warning."""
    for mn_id, mine in prospects.items():
        for prospect in (prospect for prospect in mine if prospect.standing is Standing.TAKEN):
            message = f"Contact {prospect.contact_id} carries the External ID of {prospect.taken_by}; it was left alone"
            yield Issue(
                "external_id_conflict_skipped",
                Severity.WARNING if is_skipped(prospect) else Severity.INFO,
                message,
                mn_id,
                CONTACTS,
                str(prospect.contact_id),
            )
