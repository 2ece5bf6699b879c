"""What an ETL run looks at, read from the database (design.md: gather)."""

from typing import Any

from sqlalchemy import Connection

from core.inputs import Candidate, Inputs
from core.mentors import Mentor, OtherSeasonMentor, Provenance
from core.records import Member, PartnerPreference, SetupForm, Signup, Source, TrainingSignup
from core.sql import query
from core.store import households, people, raw
from core.store.decisions import load_agreed, load_standing

ABOUT_CONTACTS = ("contact_selection", "external_id_collision")


def gather(conn: Connection, year: int) -> Inputs:
    """The present state of every source of a season, and what we believed until now."""
    candidates = load_candidates(conn, year)
    known = load_mentors(conn, year)
    linked = {mentor.gb_contact_id for mentor in known.values() if mentor.gb_contact_id is not None}
    decisions = load_standing(conn, year)
    decided = {int(one.value) for one in decisions if one.value and one.conflict_type in ABOUT_CONTACTS}
    return Inputs(
        signups=raw.load(conn, Signup, year),
        setups=raw.load(conn, SetupForm, year),
        trainings=raw.load(conn, TrainingSignup, year),
        preferences=raw.load(conn, PartnerPreference, year),
        members=raw.load(conn, Member, year),
        contacts=raw.load_contacts(conn, linked | decided | {candidate.contact_id for candidate in candidates}),
        candidates=candidates,
        known=known,
        decisions=decisions,
        agreed=load_agreed(conn, year),
        offered=frozenset(conn.execute(query("inputs.offered")).scalars()),
        elsewhere=load_elsewhere(conn, year),
        other_tags={row.year: row.tag for row in conn.execute(query("inputs.other_tags"), {"year": year})},
        contacts_complete=raw.are_contacts_complete(conn),
        households_known=households.are_known(conn),
        persons=people.load_signups(conn, year),
        row_persons=people.load_rows(conn, year),
        issued_ids=people.load_issued_ids(conn, year),
    )


def load_candidates(conn: Connection, year: int) -> tuple[Candidate, ...]:
    """Which contacts may be the person of which sign-up, found by one join over indexed keys."""
    rows = conn.execute(query("inputs.candidates"), {"year": year})
    return tuple(Candidate(row.submission_id, row.contact_id) for row in rows)


def load_mentors(conn: Connection, year: int) -> dict[str, Mentor]:
    """All mentors of a season by mn_id, withdrawn ones included."""
    rows = conn.execute(query("inputs.mentors"), {"year": year}).mappings()
    return {row["mn_id"]: _mentor(dict(row)) for row in rows}


def load_elsewhere(conn: Connection, year: int) -> tuple[OtherSeasonMentor, ...]:
    """The mentors of all other seasons whose contact is still there."""
    return tuple(OtherSeasonMentor(*row) for row in conn.execute(query("inputs.elsewhere"), {"year": year}))


def load_contact_ids(conn: Connection) -> frozenset[int]:
    """The ids of all contacts that are present and not archived."""
    return frozenset(conn.execute(query("inputs.contact_ids")).scalars())


def _mentor(row: dict[str, Any]) -> Mentor:
    stored = row.pop("provenance")
    provenance = {field: Provenance(Source(source), record) for field, (source, record) in stored.items()}
    return Mentor(**row, provenance=provenance)
