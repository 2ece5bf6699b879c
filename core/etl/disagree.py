"""Step 5, first half: where sign-up and matched contact disagree on a field. Settled if that is certain, else asked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from core.decisions import Agreed, Answer, Decision
from core.etl.answers import age_of
from core.etl.choose import Match
from core.etl.match import CONTACTS
from core.etl.people import Person, row_before
from core.etl.prospects import Prospect
from core.etl.sources import Said, said_by_contact
from core.inputs import Inputs
from core.mentors import Mentor, Provenance
from core.records import Contact, Issue, Severity, Source
from core.rules.disagreement import Sides, newer_side, remember, right_side
from core.rules.questions import ASKED_FIELDS, FIELD_WORDS, mismatch_of
from core.seasons import Season


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One field of one person, on which the sign-up and the contact that represents the person may disagree.

    `recalled` is what was kept about the field; `sides` leaves it out where another contact was meant then.
    """

    match: Match
    winner: Prospect
    field: str
    sides: Sides
    recalled: Agreed | None

    @property
    def mn_id(self) -> str:
        """The person's mentor id."""
        return self.match.mn_id

    @property
    def is_none(self) -> bool:
        """Whether the contact has the sign-up's value, be it among others."""
        return self.sides.contact_has(self.sides.signup)


@dataclass(frozen=True, slots=True)
class Disagreed:
    """What counts before the sources, by mentor id and field; what only a person can tell; what is agreed on now."""

    settled: Mapping[str, Mapping[str, Said]]
    questions: tuple[Disagreement, ...]
    agreed: tuple[Agreed, ...]
    issues: tuple[Issue, ...]


def disagree(matches: Iterable[Match], inputs: Inputs, season: Season) -> Disagreed:
    """Hold every sign-up against the contact that represents the person, on each field that the table asks about.

    Until a question is answered, the sign-up's value counts.
    """
    answers = _by_question(inputs.decisions)
    settled: dict[str, dict[str, Said]] = defaultdict(dict)
    questions, agreed, issues = [], [], []
    for found in (found for match in matches for found in _compare(match, inputs, season)):
        agreed.append(_memory(found))
        if decision := _standing(found, answers):
            origin = Provenance(Source.DECISION, str(decision.decision_id))
            settled[found.mn_id][found.field] = Said(origin, {found.field: decision.value})
        elif not found.is_none:
            side, reason = right_side(found.sides) or (None, "")
            if side is None:
                questions.append(found)
            elif side is Source.CONTACT:
                origin = Provenance(side, str(found.winner.contact_id))
                settled[found.mn_id][found.field] = Said(origin, {found.field: found.sides.contact})
                issues.append(_told(found, reason))
    moved = (memory for memory in agreed if memory and memory != inputs.agreed.get((memory.mn_id, memory.field_name)))
    return Disagreed(settled, tuple(questions), tuple(moved), tuple(issues))


def newer_in_givebutter(disagreed: Disagreed) -> dict[str, dict[str, str]]:
    """By mentor id and field, the contact's value that is newer than the sign-up's, while a person is asked."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for open_one in disagreed.questions:
        if (newer_side(open_one.sides) or (None,))[0] is Source.CONTACT:
            found[open_one.mn_id][open_one.field] = open_one.sides.contact
    return found


def _compare(match: Match, inputs: Inputs, season: Season) -> Iterator[Disagreement]:
    """The fields that both sides know. Nobody agreed with a contact that did not represent the person then."""
    if match.winner is None:
        return
    form, contact = match.person.signup, match.winner.contact
    known = said_by_contact(contact, season).values
    row = row_before(match.person, inputs.known)
    for field in ASKED_FIELDS:
        signup, theirs, recalled = getattr(form, field), known[field], _recall(match.person, field, inputs)
        if signup is not None and isinstance(theirs, str):
            sides = Sides(
                signup=signup,
                contact=theirs,
                signup_at=form.updated_at or form.submitted_at,
                contact_at=contact.modified_at,
                agreed=recalled if recalled and _was_with(contact, recalled, row) else None,
                recency_days=season.recency_days,
                zone=season.time_zone,
                further=frozenset((*contact.phones, *contact.emails)),
            )
            yield Disagreement(match, match.winner, field, sides, recalled)


def _recall(person: Person, field: str, inputs: Inputs) -> Agreed | None:
    return inputs.agreed.get((person.mn_id, field))


def _was_with(contact: Contact, recalled: Agreed, row: Mentor | None) -> bool:
    """Whether the memory is of this contact. Whoever was away for a while has no contact in the row."""
    if recalled.contact_id is not None:
        return recalled.contact_id == contact.contact_id
    return row is None or row.gb_contact_id == contact.contact_id


def _memory(found: Disagreement) -> Agreed | None:
    """What to keep about the field; `None`: what is kept already."""
    if found.is_none:
        return replace(remember(found.sides, found.mn_id, found.field), contact_id=found.winner.contact_id)
    is_forgotten = found.recalled is not None and found.sides.agreed is None
    return Agreed(found.mn_id, found.field, None, contact_id=found.winner.contact_id) if is_forgotten else None


_ByQuestion = Mapping[tuple[str, str], list[Decision]]


def _by_question(decisions: Iterable[Decision]) -> _ByQuestion:
    """The answers that name a value, the latest first."""
    answers = defaultdict(list)
    for decision in sorted(decisions, key=age_of, reverse=True):
        if decision.answer in {Answer.OPTION, Answer.CUSTOM}:
            answers[decision.mn_id, decision.conflict_type].append(decision)
    return answers


def _standing(found: Disagreement, answers: _ByQuestion) -> Decision | None:
    """The latest answer about exactly these values; both sides saying the same are no question any more."""
    if found.sides.signup == found.sides.contact:
        return None
    values = {found.sides.signup, found.sides.contact}
    kinds = ((mn_id, mismatch_of(found.field)) for mn_id in found.match.person.ids)
    given = (decision for kind in kinds for decision in answers.get(kind, ()))
    return next((decision for decision in given if values <= decision.options | {decision.value}), None)


def _told(found: Disagreement, reason: str) -> Issue:
    message = f"{reason}: the {FIELD_WORDS[found.field]} of contact {found.winner.contact_id} counts"
    contact_id = str(found.winner.contact_id)
    return Issue("settled_unasked", Severity.INFO, message, found.match.mn_id, CONTACTS, contact_id)
