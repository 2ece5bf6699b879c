"""Step 4, first half: what every candidate contact is to a person, and how strongly it speaks for them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from core.etl.people import Person, by_id
from core.inputs import Candidate
from core.records import Contact
from core.rules.matching import Circumstances, Pairing, Reasons, is_junk, is_mass_mail, reasons_for
from core.rules.names import Agreement, compare_names, name_of


class Standing(Enum):
    """What a contact is to a person."""

    FIRM = "may represent the person"
    DOUBTFUL = "only the phone agrees, and the name is another"
    NEVER = "the person's, but not to be written to: mass mail, or left behind by a merge"
    COLLISION = "carries the person's External ID, but nothing else agrees"
    TAKEN = "carries the External ID of another current mentor"


FORMER_ID, CURRENT_ID = 1, 2  # which of the person's mentor ids a contact carries as External ID


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """How strongly a contact speaks for a person, compared in this order.

    Somebody else's name weakens everything but the External ID: families share phones and e-mail addresses.
    """

    own_id: int
    no_other_name: bool
    email: bool
    name: bool
    phone: bool

    @property
    def agrees(self) -> bool:
        """Whether anything but the External ID says that it is the same person."""
        return self.email or self.name or self.phone


@dataclass(frozen=True, slots=True)
class Prospect:
    """A candidate contact seen as one person's. `taken_by` is the mentor whose External ID it carries."""

    contact: Contact
    standing: Standing
    evidence: Evidence
    reasons: Reasons
    score: int
    taken_by: str | None

    @property
    def contact_id(self) -> int:
        """The contact's id in Givebutter."""
        return self.contact.contact_id

    @property
    def is_own(self) -> bool:
        """Whether it is a contact of the person, be it a good one or not."""
        return self.standing in {Standing.FIRM, Standing.NEVER}


def find_prospects(
    people: Iterable[Person],
    candidates: Iterable[Candidate],
    contacts: Mapping[int, Contact],
    circumstances: Circumstances,
) -> dict[str, tuple[Prospect, ...]]:
    """The candidates of every person by mentor id, found through any of their sign-ups, the highest score first."""
    everybody = tuple(people)
    owners = {mn_id.upper(): person.mn_id for mn_id, person in by_id(everybody).items()}
    found = defaultdict(set)
    for candidate in candidates:
        if candidate.contact_id in contacts:
            found[candidate.submission_id].add(candidate.contact_id)
    prospects = {}
    for person in everybody:
        ids = {contact_id for form in person.submissions for contact_id in found.get(form.submission_id, ())}
        considered = (_consider(person, contacts[contact_id], owners, circumstances) for contact_id in ids)
        prospects[person.mn_id] = tuple(sorted(considered, key=_best_first))
    return prospects


def _best_first(prospect: Prospect) -> tuple[int, int]:
    return (-prospect.score, prospect.contact_id)


def _consider(person: Person, contact: Contact, owners: Mapping[str, str], circumstances: Circumstances) -> Prospect:
    owner = owners.get((contact.external_id or "").upper())
    evidence = _evidence(person, contact)
    reasons = reasons_for(Pairing(person.signup, contact, circumstances))
    return Prospect(
        contact=contact,
        standing=_standing(contact, evidence, owner not in {None, person.mn_id}, circumstances),
        evidence=evidence,
        reasons=reasons,
        score=sum(points for _, points in reasons),
        taken_by=None if owner == person.mn_id else owner,
    )


def _evidence(person: Person, contact: Contact) -> Evidence:
    names = compare_names(person.name, name_of(contact))
    external_id = (contact.external_id or "").upper()
    ids = {mn_id.upper(): CURRENT_ID if mn_id == person.mn_id else FORMER_ID for mn_id in person.ids}
    return Evidence(
        own_id=ids.get(external_id, 0),
        no_other_name=names is not Agreement.DISAGREE,
        email=not person.emails.isdisjoint(contact.emails),
        name=names is Agreement.AGREE,
        phone=not person.phones.isdisjoint(contact.phones),
    )


def _standing(contact: Contact, evidence: Evidence, is_taken: bool, circumstances: Circumstances) -> Standing:
    if is_taken:
        return Standing.TAKEN
    if evidence.own_id and not evidence.agrees:
        return Standing.COLLISION
    if is_junk(contact) or (not evidence.own_id and is_mass_mail(contact, circumstances)):
        return Standing.NEVER
    if evidence.own_id or evidence.email or evidence.no_other_name:
        return Standing.FIRM
    return Standing.DOUBTFUL
