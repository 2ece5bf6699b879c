"""What an ETL run looks at: the present state of every source, and what we believed until now."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.decisions import Agreed, Decision
from core.mentors import Mentor, OtherSeasonMentor
from core.records import Contact, Member, PartnerPreference, SetupForm, Signup, TrainingSignup


@dataclass(frozen=True, slots=True)
class Candidate:
    """A contact that shares the External ID, a phone or an e-mail with a sign-up, so that it may be the same person."""

    submission_id: str
    contact_id: int


@dataclass(frozen=True, slots=True)
class Inputs:
    """All inputs of `transform`. Deleted and archived records are not among them, but contacts that may come back.

    `archived_at` of these is set: they are on their way back, or `offered`: duplicates that we archived for a contact
    which is gone itself since.
    `contacts` holds every candidate's contact and every contact now linked to a mentor, if it still exists.
    `decisions` are the standing answers of people (none that was skipped or taken back), by decision_id;
    `agreed` is by (mn_id, field name). A contact that a decision names is among `contacts` if it exists.
    `contacts_complete`: who has no candidate has no contact; otherwise the contact may be one that was not read.
    `households_known`: a contact without a household is in none; otherwise nobody knows.
    `known` are all rows of `mentors` of the season as they are, withdrawn ones included, by mn_id.
    `persons` remembers whose each submission was until now: submission_id -> person_id, deleted ones included;
    a submission that is missing was never assigned to anybody. `row_persons` says whose each row of `known` is,
    `issued_ids` which mentor ids each person has or had, the latest first.
    `elsewhere` are the mentors of other seasons who have a contact, `other_tags` those seasons' mentor tags by year;
    `own_before` are contacts that were the same person's in another season, as (mn_id, contact_id).
    """

    signups: tuple[Signup, ...]
    setups: tuple[SetupForm, ...]
    trainings: tuple[TrainingSignup, ...]
    preferences: tuple[PartnerPreference, ...]
    members: tuple[Member, ...]
    contacts: Mapping[int, Contact]
    candidates: tuple[Candidate, ...]
    known: Mapping[str, Mentor]
    decisions: tuple[Decision, ...] = ()
    agreed: Mapping[tuple[str, str], Agreed] = field(default_factory=dict)
    persons: Mapping[str, int] = field(default_factory=dict)
    row_persons: Mapping[str, int] = field(default_factory=dict)
    issued_ids: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    elsewhere: tuple[OtherSeasonMentor, ...] = ()
    other_tags: Mapping[int, str] = field(default_factory=dict)
    own_before: frozenset[tuple[str, int]] = frozenset()
    contacts_complete: bool = True
    households_known: bool = True
    offered: frozenset[int] = frozenset()
