"""What a run decides: everything `transform` hands to the shell, which writes it whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.decisions import Agreed
from core.mentors import Mentor
from core.records import Issue, Severity


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one mentor, before and after, as text."""

    mn_id: str
    change_type: str
    field_name: str | None
    old_value: str | None
    new_value: str | None


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer to a conflict. `value` is what is chosen; `metadata` what helps to choose."""

    value: str
    source: str
    metadata: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A question for a person: one per (mentor, type, set of option values).

    Severity high holds the person back from the export.
    """

    mn_id: str
    conflict_type: str
    severity: Severity
    options: tuple[Option, ...]
    context: Mapping[str, Any]
    recommended_option: str | None
    recommendation_reason: str | None


@dataclass(frozen=True, slots=True)
class Archival:
    """A duplicate contact that is proposed for archiving in Givebutter, and why.

    `caution` says why it is not archived without an extra confirmation (contributions, a household, another
    mentor's External ID); `decision_id` is the decision that made it a duplicate, `None`: an automatic match.
    """

    contact_id: int
    mn_id: str
    winner_contact_id: int
    reason: str
    facts: Mapping[str, Any]
    caution: str | None = None
    decision_id: int | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """A contact of somebody else whose External ID is to be taken away, as a person decided."""

    contact_id: int
    mn_id: str
    decision_id: int


@dataclass(frozen=True, slots=True)
class Retirement:
    """An External ID of another season that stands on a contact, and why that is certain.

    `mn_id` is the mentor who has this id today and waits for it, `None`: nobody has it yet.
    """

    contact_id: int
    external_id: str
    mn_id: str | None
    former_year: int
    reason: str


@dataclass(frozen=True, slots=True)
class Hold:
    """A person who is held back from the export, and why, in words."""

    mn_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A sign-up that became no mentor of its own, and why (`duplicate_signup`, `missing_mn_id`, ...)."""

    submission_id: str
    reason: str
    mn_id: str | None


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One mentor's row of the import file. A row with problems is left out; warnings leave it in.

    `cells` run in the order of `Export.headings`; `problems` and `warnings` are sentences without personal data.
    """

    mn_id: str
    gb_contact_id: int | None
    cells: tuple[str, ...]
    problems: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who has a mentor id: a known person, or somebody new (`person_id` is `None`).

    `submissions` are to be remembered as this person's; `former_ids` the mentor ids they had before.
    """

    mn_id: str
    person_id: int | None
    submissions: tuple[str, ...]
    former_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """The import file before it is bytes: headings, a row per exportable mentor, and remarks on the whole."""

    headings: tuple[str, ...]
    rows: tuple[ExportRow, ...]
    warnings: tuple[str, ...]

    @property
    def ready(self) -> tuple[ExportRow, ...]:
        """The rows that go into the file."""
        return tuple(row for row in self.rows if not row.problems)

    @property
    def left_out(self) -> tuple[ExportRow, ...]:
        """The rows that must not leave, each with its problems."""
        return tuple(row for row in self.rows if row.problems)


@dataclass(frozen=True, slots=True)
class StepCount:
    """What one of the eight steps did: its name, records in, records out, and issues raised."""

    name: str
    records_in: int
    records_out: int
    issues: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything one ETL run decided.

    `mentors` are all rows as they should be now (withdrawn ones included); `renamed` maps an old mn_id to the
    one that replaces it; `changes` are what writing them will leave in the audit, computed for the report.
    `agreed` are all rows that differ from the inputs'; `releases` the External IDs that decisions take away
    from contacts. `retirements` are the External IDs of former seasons, a task of the season and no question per
    person; `waiting` is who stays out of the file until that is done; `identities` say who everybody is.
    """

    mentors: tuple[Mentor, ...]
    renamed: Mapping[str, str]
    changes: tuple[Change, ...]
    issues: tuple[Issue, ...]
    conflicts: tuple[Conflict, ...]
    archivals: tuple[Archival, ...]
    holds: tuple[Hold, ...]
    exclusions: tuple[Exclusion, ...]
    export: Export
    steps: tuple[StepCount, ...]
    agreed: tuple[Agreed, ...] = ()
    releases: tuple[Release, ...] = ()
    retirements: tuple[Retirement, ...] = ()
    waiting: tuple[Hold, ...] = ()
    identities: tuple[Identity, ...] = ()
