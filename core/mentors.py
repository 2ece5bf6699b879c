"""What we make of the records: one person of one season, and where each value comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.records import Source

STAFF_FIELDS = ("training_at", "fundraised_at", "notes", "offline_raised")  # of a mentor; a sync cannot write them


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which source, and which record of it, a mentor's field came from."""

    source: Source
    record_id: str


@dataclass(frozen=True, slots=True)
class Mentor:
    """One person of one season: a row of `mentors` (the year is the season's).

    Staff fields (`training_at`, `fundraised_at`, `notes`, `offline_raised`) are written by people only;
    a run carries them along unchanged.
    """

    mn_id: str
    first_name: str | None
    middle_name: str | None
    last_name: str | None
    preferred_name: str | None
    gender: str | None
    shirt_size: str | None
    uga_class: str | None
    phone: str | None
    personal_email: str | None
    uga_email: str | None
    shift_preference: str | None
    partner_phone: str | None
    partner_notes: str | None
    signup_submission_id: str | None
    signup_at: datetime | None
    setup_submission_id: str | None
    training_signup_at: datetime | None
    campaign_member: bool
    gb_member_id: int | None
    fundraising_page_url: str | None
    amount_raised: Decimal | None
    gb_contact_id: int | None
    dropped: bool
    training_at: datetime | None = None
    fundraised_at: datetime | None = None
    notes: str | None = None
    offline_raised: Decimal | None = None
    withdrawn_at: datetime | None = None
    provenance: Mapping[str, Provenance] | None = None

    @property
    def full_name(self) -> str:
        """First and last name, for people to read."""
        return " ".join(part for part in (self.first_name, self.last_name) if part)


@dataclass(frozen=True, slots=True)
class OtherSeasonMentor:
    """A mentor of another season with the contact that represents them there.

    `carried` is the External ID that stands on the contact today.
    """

    year: int
    mn_id: str
    first_name: str | None
    middle_name: str | None
    last_name: str | None
    preferred_name: str | None
    phone: str | None
    personal_email: str | None
    uga_email: str | None
    contact_id: int
    carried: str | None

    @property
    def emails(self) -> frozenset[str]:
        """The personal and the university e-mail, as far as they are known."""
        return frozenset(email for email in (self.personal_email, self.uga_email) if email)
