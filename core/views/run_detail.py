"""One run in detail: its steps, the issues it was the first to find, and whom it changed or would change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from core.sql import query
from core.store.report import by_person
from core.views.frame import time_zone
from core.views.issue_words import issue_title
from core.views.run_steps import Step, steps_of
from core.views.runs import Run, find_run
from core.views.words import local_time, money, spoken

MAX_ISSUES = 200
MAX_CHANGES = 3000
_FIELD_WORDS: Mapping[str, str] = {
    "uga_email": "University e-mail",
    "uga_class": "Class",
    "gb_contact_id": "Givebutter contact",
    "gb_member_id": "Campaign member",
    "setup_submission_id": "Setup form",
    "signup_submission_id": "Sign-up form",
    "signup_at": "Signed up on",
    "training_signup_at": "Signed up for a training on",
    "fundraising_page_url": "Fundraising page",
    "withdrawn_at": "Sign-up withdrawn on",
    "mn_id": "Mentor id",
}


@dataclass(frozen=True, slots=True)
class FoundIssue:
    """One issue: its kind in words, and the sentence about the record."""

    issue_id: int
    title: str
    severity: str
    message: str
    mn_id: str | None
    is_solved: bool


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after; for a new mentor only `field` is set."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class PersonChanges:
    """What a run changed, or a dry run would change, about one person."""

    mn_id: str
    full_name: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class RunDetail:
    """One run; `issues` are the gravest `MAX_ISSUES` of `issue_count`, `people` those of `MAX_CHANGES` changes."""

    run: Run
    steps: tuple[Step, ...]
    issues: tuple[FoundIssue, ...]
    issue_count: int
    people: tuple[PersonChanges, ...]


def run_detail(conn: Connection, year: int, run_id: int, now: datetime) -> RunDetail | None:
    """Everything about one run, or `None` when the season has no such run."""
    run = find_run(conn, year, run_id, now)
    if run is None:
        return None
    return RunDetail(
        run=run,
        steps=steps_of(conn, run_id, now),
        issues=_first_found(conn, run_id),
        issue_count=conn.execute(query("views_runs.first_found_count"), {"run_id": run_id}).scalar_one(),
        people=person_changes(_people(conn, run), time_zone(conn, year)),
    )


def person_changes(people: Iterable[Mapping[str, Any]], zone: ZoneInfo) -> tuple[PersonChanges, ...]:
    """The people of a dry run's report, in words."""
    return tuple(
        PersonChanges(person["mn_id"], person["full_name"] or "", tuple(_field_changes(person["changes"], zone)))
        for person in people
    )


def _people(conn: Connection, run: Run) -> Sequence[Mapping[str, Any]]:
    """A dry run keeps what it foresaw; what a real one did stands in the audit."""
    if run.dry_run:
        return conn.execute(query("views_runs.foreseen"), {"run_id": run.run_id}).scalar_one() or ()
    asked = {"run_id": run.run_id, "limit": MAX_CHANGES}
    return by_person(conn.execute(query("views_runs.changes"), asked).mappings())


def _first_found(conn: Connection, run_id: int) -> tuple[FoundIssue, ...]:
    rows = conn.execute(query("views_runs.first_found"), {"run_id": run_id, "limit": MAX_ISSUES})
    return tuple(
        FoundIssue(row.issue_id, issue_title(row.error_type), row.severity, row.error_message, row.mn_id, row.resolved)
        for row in rows
    )


def _field_changes(changes: Iterable[Mapping[str, Any]], zone: ZoneInfo) -> Iterable[FieldChange]:
    for change in changes:
        field = change["field_name"]
        if field is None:
            yield FieldChange(spoken(change["change_type"]), None, None)
        else:
            before, after = (_shown(field, change[name], zone) for name in ("old_value", "new_value"))
            yield FieldChange(_FIELD_WORDS.get(field, spoken(field)), before, after)


def _shown(field: str, value: str | None, zone: ZoneInfo) -> str | None:
    """A value of the audit as a person reads it."""
    if value is None:
        return None
    if field.endswith("_at"):
        return local_time(datetime.fromisoformat(value), zone)
    if field.endswith("_raised"):
        return money(Decimal(value))
    return {"true": "yes", "false": "no"}.get(value, value)
