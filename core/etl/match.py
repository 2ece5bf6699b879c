"""Step 4, second half: which contact represents which person. A contact goes to one of them only."""

from collections import Counter
from collections.abc import Iterable, Mapping
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
    prospects = find_prospects(everybody, inputs, answers, circumstances)
    scene = Scene(prospects, answers, _strongest(prospects.values()), circumstances.season.auto_resolve_margin)
    chosen = [choose(person, scene) for person in everybody]
    settled = _leave_held(_ask_contestants(chosen), inputs.known)
    matches = (_unless_answered(match, answers) for match in _drop_others(settled))
    return Matched(tuple(matches), _fits(prospects, answers), tuple(_left_alone(prospects)))


def is_frozen(match: Match, known: Mapping[str, Mentor]) -> bool:
    """A known mentor in doubt: everything stays as it was until somebody decides."""
    row = row_before(match.person, known)
    return match.doubt is not None and row is not None and row.withdrawn_at is None


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


def _unless_answered(match: Match, answers: Mapping[str, Answers]) -> Match:
    """The same question is never asked twice."""
    if match.doubt is None:
        return match
    is_answered = answers.get(match.mn_id, NO_ANSWERS).has_answered(option.contact_id for option in match.options)
    return replace(match, doubt=Doubt.ANSWERED) if is_answered else match


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
        for prospect in filter(is_skipped, mine):
            message = f"Contact {prospect.contact_id} carries the External ID of {prospect.taken_by}; it was left alone"
            yield Issue(
                "external_id_conflict_skipped",
                Severity.WARNING,
                message,
                mn_id,
                CONTACTS,
                str(prospect.contact_id),
            )
