"""A contact seen as one person's: what it is to them, how strongly it speaks for them, what it scores and why."""

from dataclasses import dataclass
from enum import Enum

from core.decisions import Decision
from core.etl.people import Person
from core.records import Contact
from core.rules.matching import Reasons
from core.rules.names import Agreement, are_lookalikes, compare_names, name_of

CURRENT, FORMER = 2, 1


class Standing(Enum):
    """What a contact is to a person."""

    DECIDED = "represents the person, as somebody decided"
    FIRM = "may represent the person"
    DOUBTFUL = "phone or e-mail agree, and the name is another"
    NEVER = "the person's, but not to be written to: mass mail, or left behind by a merge"
    REJECTED = "not to represent the person, as somebody decided"
    COLLISION = "carries the person's External ID, but is somebody else's"
    TAKEN = "carries the External ID of another current mentor"


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """How strongly a contact speaks for a person, compared in this order.

    Somebody else's name weakens everything but the External ID: families share phones and e-mail addresses.
    """

    own_id: int  # `CURRENT` for the mentor id, `FORMER` for an earlier one
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
    """A candidate contact of one person. `taken_by` is the mentor whose External ID it carries.

    `decision` is the answer that made it what it is, if one did; `own_before`: it represented the very same person
    in another season.
    """

    contact: Contact
    standing: Standing
    evidence: Evidence
    reasons: Reasons
    score: int
    taken_by: str | None
    decision: Decision | None = None
    own_before: bool = False

    @property
    def contact_id(self) -> int:
        """The contact's id in Givebutter."""
        return self.contact.contact_id

    @property
    def is_own(self) -> bool:
        """Whether it is a contact of the person, be it a good one or not."""
        return self.standing in _OWN

    @property
    def gives_up_id(self) -> bool:
        """Whether the person's External ID is to be taken away from it, as somebody decided."""
        return self.standing in _OTHER and self.evidence.own_id == CURRENT and self.decision is not None


_OWN = (Standing.FIRM, Standing.DECIDED, Standing.NEVER)
_OTHER = (Standing.COLLISION, Standing.REJECTED)


def evidence_of(person: Person, contact: Contact) -> Evidence:
    """What a contact and the sign-ups of a person have in common."""
    name = name_of(contact)
    names = max(compare_names(own, name) for own in person.names)
    resembles = names is Agreement.UNCLEAR and any(are_lookalikes(own, name) for own in person.names)
    is_twins = resembles and person.university_emails.isdisjoint(contact.emails)
    return Evidence(
        own_id=_own_id(person, (contact.external_id or "").upper()),
        no_other_name=names is not Agreement.DISAGREE and not is_twins,
        email=not person.emails.isdisjoint(contact.emails),
        name=names is Agreement.AGREE,
        phone=not person.phones.isdisjoint(contact.phones),
    )


def _own_id(person: Person, external_id: str) -> int:
    if external_id == person.mn_id.upper():
        return CURRENT
    return FORMER if any(external_id == former.upper() for former in person.former_ids) else 0
