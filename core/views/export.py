"""The import file of a season: what is in it, what is not and why, its bytes and their hash."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from core.db import see_one_moment
from core.etl.export import build_export
from core.etl.handed_out import handed_out
from core.etl.import_file import check_csv, write_csv
from core.mentors import Mentor
from core.outcome import Export, ExportRow
from core.records import Contact
from core.rules.progress import STATUS_WORDS, status_category
from core.seasons import Season
from core.sql import query
from core.store.exports import ExportFile, load_exported_as_new
from core.store.inputs import load_mentors
from core.store.outcome import load_holds
from core.store.raw import contacts_known_at, load_contacts
from core.store.retirements import load_open
from core.store.seasons import load_season
from core.views.export_checks import Check, findings, rules_of
from core.views.export_filters import ExportFilters, choose
from core.views.export_guards import keep_opt_outs, values_undecided
from core.views.freshness import ContactsAge, contacts_age


@dataclass(frozen=True, slots=True)
class FileRow:
    """One mentor in the file, for people to read. `contact_id` is `None` where Givebutter creates a contact."""

    mn_id: str
    full_name: str
    status: str
    contact_id: int | None
    phone: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class NotInFile:
    """Somebody who is not in the file, and why. `conflict_id` is the question that waits, if one does."""

    mn_id: str
    full_name: str
    reasons: tuple[str, ...]
    conflict_id: int | None = None


@dataclass(frozen=True, slots=True)
class ExportView:
    """An import file, and everything about it. `content` is exactly what was checked and what `file` describes."""

    year: int
    file: ExportFile
    content: bytes
    rows: tuple[FileRow, ...]
    left_out: tuple[NotInFile, ...]
    held_back: tuple[NotInFile, ...]
    dropped: int
    not_wanted: int
    findings: tuple[Check, ...]
    rules: tuple[str, ...]
    warnings: tuple[str, ...]
    contacts: ContactsAge
    is_sound: bool

    @property
    def new_contacts(self) -> int:
        """For how many rows Givebutter creates a contact."""
        return sum(row.contact_id is None for row in self.rows)


def export_view(conn: Connection, year: int, filters: ExportFilters, now: datetime) -> ExportView:
    """The import file of today for the mentors asked for. Raises `SeasonIncompleteError`."""
    see_one_moment(conn)
    season = load_season(conn, year)
    mentors = {mn_id: mentor for mn_id, mentor in load_mentors(conn, year).items() if mentor.withdrawn_at is None}
    holds, known_at = load_holds(conn, year), contacts_known_at(conn)
    wanted = choose(mentors.values(), season, filters)
    contacts = _without_retired(load_contacts(conn, _contact_ids(conn, wanted)), load_open(conn, year))
    export = build_export(
        wanted,
        contacts,
        season,
        holds=holds,
        now=now,
        contacts_at=known_at,
        undecided=values_undecided(conn, year),
        exported_as_new=load_exported_as_new(conn, year),
    )
    export = keep_opt_outs(conn, export)
    content = write_csv(export)
    issues = check_csv(content, season, contacts)
    told = tuple(handed_out(export, mentors, contacts, season))
    return ExportView(
        year=year,
        file=replace(_file(export, content, season, filters, now, known_at), told=told),
        content=content,
        rows=tuple(_file_row(row, mentors[row.mn_id], season) for row in export.ready),
        left_out=tuple(NotInFile(row.mn_id, mentors[row.mn_id].full_name, row.problems) for row in export.left_out),
        held_back=_held_back(conn, year, _holds_of(wanted, holds, mentors), mentors),
        dropped=sum(mentor.dropped for mentor in wanted),
        not_wanted=len(mentors) - len(wanted),
        findings=findings(export, issues),
        rules=rules_of(season),
        warnings=export.warnings,
        contacts=contacts_age(known_at, now),
        is_sound=bool(export.ready) and not any(issue.severity in {"critical", "error"} for issue in issues),
    )


def people_to_pick(conn: Connection, year: int) -> dict[str, str]:
    """Everybody who may be in an import file: mn_id -> name, by name."""
    present = (m for m in load_mentors(conn, year).values() if m.withdrawn_at is None and not m.dropped)
    return {mentor.mn_id: mentor.full_name for mentor in sorted(present, key=lambda mentor: mentor.full_name)}


def _contact_ids(conn: Connection, mentors: Sequence[Mentor]) -> set[int]:
    """The mentors' own contacts, and every other one that carries a mentor's External ID."""
    mn_ids = [mentor.mn_id.upper() for mentor in mentors]
    carriers = {row.contact_id for row in conn.execute(query("views_export.carriers"), {"mn_ids": mn_ids})}
    return carriers | {mentor.gb_contact_id for mentor in mentors if mentor.gb_contact_id is not None}


def _without_retired(contacts: Mapping[int, Contact], former: Mapping[int, str]) -> dict[int, Contact]:
    """The contacts as the season sees them: an External ID of a former season is nobody's in this one."""
    return {
        contact_id: replace(contact, external_id=None) if contact_id in former else contact
        for contact_id, contact in contacts.items()
    }


def _file(
    export: Export, content: bytes, season: Season, filters: ExportFilters, now: datetime, contacts_at: datetime | None
) -> ExportFile:
    part = "-part" if filters.chosen else ""
    return ExportFile(
        file_name=f"givebutter-import-{season.year}{part}-{now.astimezone(season.time_zone):%Y-%m-%d-%H%M}.csv",
        sha256=hashlib.sha256(content).hexdigest(),
        row_count=len(export.ready),
        filters=filters.chosen,
        manifest={row.mn_id: row.gb_contact_id for row in export.ready},
        contacts_at=contacts_at,
    )


def _file_row(row: ExportRow, mentor: Mentor, season: Season) -> FileRow:
    return FileRow(
        mn_id=row.mn_id,
        full_name=mentor.full_name,
        status=STATUS_WORDS[status_category(mentor, season)],
        contact_id=row.gb_contact_id,
        phone=mentor.phone,
        email=mentor.personal_email or mentor.uga_email,
    )


def _holds_of(wanted: Iterable[Mentor], holds: Mapping[str, str], mentors: Mapping[str, Mentor]) -> dict[str, str]:
    """The holds of those asked for, and of everybody who is no mentor yet."""
    asked = {mentor.mn_id for mentor in wanted}
    return {mn_id: reason for mn_id, reason in holds.items() if mn_id in asked or mn_id not in mentors}


def _held_back(
    conn: Connection, year: int, holds: Mapping[str, str], mentors: Mapping[str, Mentor]
) -> tuple[NotInFile, ...]:
    """Everybody who is held back, named by the mentor or, where there is none yet, by the sign-up."""
    names = {mn_id: mentors[mn_id].full_name for mn_id in holds if mn_id in mentors}
    names |= _names_of_signups(conn, year, holds.keys() - names.keys())
    asked = conn.execute(query("views_export.questions"), {"year": year, "mn_ids": list(holds)})
    questions = {row.mn_id: row.conflict_id for row in asked}
    return tuple(
        NotInFile(mn_id, names.get(mn_id, ""), (reason,), questions.get(mn_id))
        for mn_id, reason in sorted(holds.items())
    )


def _names_of_signups(conn: Connection, year: int, mn_ids: Iterable[str]) -> dict[str, str]:
    rows = conn.execute(query("views_export.names"), {"year": year, "mn_ids": list(mn_ids)})
    return {row.mn_id: " ".join(filter(None, (row.first_name, row.last_name))) for row in rows}
