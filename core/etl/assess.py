"""Step 4, first half: what every candidate contact is to a person, by what it says and by what people decided."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.etl.answers import NO_ANSWERS, Answers, Verdict
from core.etl.people import Person, by_id
from core.etl.prospects import CURRENT, Evidence, Prospect, Standing, evidence_of
from core.inputs import Inputs
from core.records import Contact
from core.rules.matching import Circumstances, Pairing, is_junk, is_mass_mail, reasons_for

_GIVEN_UP = frozenset({Verdict.STRANGER, Verdict.GIVEN_AWAY})


@dataclass(frozen=True, slots=True)
class Light:
    """In what light contacts are seen: whose the External IDs are, what was decided, the season.

    `holders` are those whom a decision gave a contact; `own_before` is whose a contact was in another season.
    """

    owners: Mapping[str, Person]
    answers: Mapping[str, Answers]
    holders: Mapping[int, str]
    circumstances: Circumstances
    own_before: frozenset[tuple[str, int]] = frozenset()

    def answers_of(self, person: Person) -> Answers:
        """What was decided about the contacts of a person."""
        return self.answers.get(person.mn_id, NO_ANSWERS)

    def is_given_up(self, person: Person, contact: Contact) -> bool:
        """Whether somebody decided that a contact is not this person's."""
        is_others = self.holders.get(contact.contact_id, person.mn_id) != person.mn_id
        return is_others or self.answers_of(person).verdict(contact.contact_id) in _GIVEN_UP


def find_prospects(
    people: Iterable[Person], inputs: Inputs, answers: Mapping[str, Answers], circumstances: Circumstances
) -> dict[str, tuple[Prospect, ...]]:
    """The candidates of every person by mentor id, found through any of their sign-ups, the highest score first."""
    everybody = tuple(people)
    owners = {mn_id.upper(): person for mn_id, person in by_id(everybody).items()}
    light = Light(owners, answers, _holders(answers, owners, inputs.contacts), circumstances, inputs.own_before)
    found = defaultdict(set)
    for candidate in inputs.candidates:
        found[candidate.submission_id].add(candidate.contact_id)
    prospects = {}
    for person in everybody:
        ids = {contact_id for form in person.submissions for contact_id in found.get(form.submission_id, ())}
        chosen = light.answers_of(person).chosen
        wanted = ids if chosen is None else {*ids, chosen}
        present = (inputs.contacts[contact_id] for contact_id in wanted if contact_id in inputs.contacts)
        assessed = (_assess(person, contact, light) for contact in present)
        prospects[person.mn_id] = tuple(sorted(filter(None, assessed), key=_best_first))
    return prospects


def _best_first(prospect: Prospect) -> tuple[int, int]:
    return (-prospect.score, prospect.contact_id)


def _holders(
    answers: Mapping[str, Answers], owners: Mapping[str, Person], contacts: Mapping[int, Contact]
) -> dict[int, str]:
    """Who was given which contact. Nobody is given one with another's External ID, unless that mentor gave it up."""
    holders = {}
    for mn_id, contact_id in ((mn_id, theirs.chosen) for mn_id, theirs in answers.items()):
        if contact_id is not None:
            owner = owners.get((contacts[contact_id].external_id or "").upper())
            before = answers.get(owner.mn_id, NO_ANSWERS).verdict(contact_id) if owner else None
            if owner is None or owner.mn_id == mn_id or before in {*_GIVEN_UP, Verdict.REJECTED}:
                holders[contact_id] = mn_id
    return holders


def _assess(person: Person, contact: Contact, light: Light) -> Prospect | None:
    evidence, owner = evidence_of(person, contact), _owner(contact, light)
    taken_by = owner.mn_id if owner and owner is not person else None
    if light.is_given_up(person, contact):
        standing = Standing.COLLISION if evidence.own_id == CURRENT else None
    else:
        standing = Standing.TAKEN if taken_by else _standing(person, contact, evidence, light)
    if standing is None:
        return None
    reasons, answers = reasons_for(Pairing(person.signup, contact, light.circumstances)), light.answers_of(person)
    return Prospect(
        contact=contact,
        standing=standing,
        evidence=evidence,
        reasons=reasons,
        score=sum(points for _, points in reasons),
        taken_by=taken_by,
        decision=answers.choice if standing is Standing.DECIDED else answers.settling(contact.contact_id),
        own_before=(person.mn_id, contact.contact_id) in light.own_before,
    )


def _standing(person: Person, contact: Contact, evidence: Evidence, light: Light) -> Standing | None:
    """What a contact is to a person that nobody else has; `None`: nothing, or nothing any more."""
    answers = light.answers_of(person)
    if answers.chosen == contact.contact_id:
        return Standing.DECIDED
    standing = _undecided(contact, evidence, light.circumstances)
    if answers.verdict(contact.contact_id) is Verdict.REJECTED and standing in _IF_REJECTED:
        return _IF_REJECTED[standing]
    return standing


_IF_REJECTED: Mapping[Standing | None, Standing | None] = {
    Standing.FIRM: Standing.REJECTED,
    Standing.DOUBTFUL: None,
}


def _undecided(contact: Contact, evidence: Evidence, circumstances: Circumstances) -> Standing | None:
    if evidence.own_id and not evidence.agrees:
        return Standing.COLLISION if evidence.own_id == CURRENT else None
    is_never = is_junk(contact) or (not evidence.own_id and is_mass_mail(contact, circumstances))
    if not evidence.own_id and not _is_named_alike(contact, evidence):
        return None if is_never else Standing.DOUBTFUL
    return Standing.NEVER if is_never else Standing.FIRM


def _is_named_alike(contact: Contact, evidence: Evidence) -> bool:
    """Families share phones and addresses. A contact that has been somebody's with an id must have the very name."""
    return evidence.name or (evidence.no_other_name and contact.external_id is None)


def _owner(contact: Contact, light: Light) -> Person | None:
    """Whose External ID a contact carries. A former id counts on a contact of that same person only."""
    external_id = (contact.external_id or "").upper()
    owner = light.owners.get(external_id)
    if owner is None or external_id == owner.mn_id.upper():
        return owner
    return owner if evidence_of(owner, contact).agrees and not light.is_given_up(owner, contact) else None
