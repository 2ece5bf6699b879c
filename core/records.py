"""The records that travel between the steps: what each source says, and what we make of it.

Field names are column names: a record of a stream has the columns of its raw table.
Instants are aware (UTC), dates are dates of the season's time zone, money is in US dollars.
`None` means unknown and is never confused with false, 0 or "".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Source(StrEnum):
    """Where a value of a mentor comes from."""

    SIGNUP = "signup"
    SETUP = "setup"
    TRAINING = "training"
    PREFERENCE = "preference"
    MEMBER = "member"
    CONTACT = "contact"
    STAFF = "staff"
    DECISION = "decision"
    MATCH = "match"


class Severity(StrEnum):
    """How much an issue or a conflict matters. A conflict of severity high holds the person back."""

    CRITICAL = "critical"
    ERROR = "error"
    HIGH = "high"
    WARNING = "warning"
    MEDIUM = "medium"
    INFO = "info"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Issue:
    """A record-level problem kept as data. `message` holds ids only, never personal data."""

    error_type: str
    severity: Severity
    message: str
    mn_id: str | None = None
    source_table: str | None = None
    record_id: str | None = None
    raw_data: Mapping[str, Any] | None = None

    @property
    def records(self) -> int:
        """Of how many records it speaks: one, unless it keeps a list of them."""
        return 1 if self.raw_data is None or self.error_type != "unreadable_value" else len(self.raw_data["records"])


@dataclass(frozen=True, slots=True)
class Signup:
    """One submission of the sign-up form. `*_text` is what was typed where that is not usable as it is."""

    submission_id: str
    mn_id: str | None
    preferred_name: str | None
    first_name: str | None
    middle_name: str | None
    last_name: str | None
    phone: str | None
    phone_text: str | None
    personal_email: str | None
    personal_email_text: str | None
    uga_email: str | None
    uga_email_text: str | None
    uga_class: str | None
    shirt_size: str | None
    gender: str | None
    shift_preference: str | None
    submitted_at: datetime
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class SetupForm:
    """One submission of the fundraising setup form."""

    submission_id: str
    mn_id: str | None
    phone: str | None
    email: str | None
    submitted_at: datetime
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class TrainingSignup:
    """One submission of the training form. The session is kept as answered."""

    submission_id: str
    email: str | None
    phone: str | None
    uga_class: str | None
    session_date: str | None
    session_time: str | None
    submitted_at: datetime
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class PartnerPreference:
    """One submission of the partner and shift form."""

    submission_id: str
    mn_id: str | None
    phone: str | None
    partner_phone: str | None
    partner_phone_text: str | None
    shift_preference: str | None
    partner_notes: str | None
    submitted_at: datetime
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class Member:
    """A campaign member: somebody's fundraising page. `member_id` is no contact id."""

    member_id: int
    first_name: str | None
    last_name: str | None
    display_name: str | None
    email: str | None
    phone: str | None
    raised: Decimal | None
    goal: Decimal | None
    donors: int | None
    url: str | None
    created_at: datetime | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class Contact:
    """A Givebutter contact. `emails` and `phones` hold all of them, normalised, the primary first."""

    contact_id: int
    external_id: str | None
    prefix: str | None
    first_name: str | None
    preferred_name: str | None
    middle_name: str | None
    last_name: str | None
    primary_email: str | None
    primary_phone: str | None
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    tags: tuple[str, ...]
    gender: str | None
    birthday: str | None
    has_address: bool
    email_subscribed: bool | None
    phone_subscribed: bool | None
    address_subscribed: bool | None
    total_contributions: Decimal | None
    household: str | None
    created_at: datetime | None
    modified_at: datetime | None
    archived_at: datetime | None
