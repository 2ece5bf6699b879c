"""Step 5: one row per mentor, field by field as the survivorship table says (`rules/fields.py`)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from core.etl.choose import Match
from core.etl.disagree import Disagreed
from core.etl.link import Linked
from core.etl.match import is_frozen
from core.etl.people import row_before
from core.etl.sources import Said, said_about, said_by_staff
from core.etl.validate import SIGNUPS
from core.mentors import Mentor, Provenance
from core.outcome import Exclusion
from core.records import Issue, Severity, Source
from core.rules.fields import FIELD_RULES, STAFF_FIELDS, FieldRule
from core.seasons import Season

_FROM_CONTACT = frozenset({Source.CONTACT, Source.MATCH, Source.DECISION})
_SYNCED = tuple(rule for rule in FIELD_RULES if not rule.staff_only)


@dataclass(frozen=True, slots=True)
class Merged:
    """All mentors as they should be now, which ids are replaced (old -> new), and who is no mentor yet."""

    mentors: tuple[Mentor, ...]
    renamed: Mapping[str, str]
    exclusions: tuple[Exclusion, ...]
    issues: tuple[Issue, ...]


def merge(
    matches: Iterable[Match],
    linked: Linked,
    disagreed: Disagreed,
    known: Mapping[str, Mentor],
    season: Season,
    *,
    now: datetime,
) -> Merged:
    """Make the rows of everybody. Known mentors without a sign-up are withdrawn, never deleted.

    A doubt keeps what comes from the contact as it was, and nothing else; a newcomer in doubt is not yet a mentor.
    A row moves to the id under which it is in `known`.
    """
    mentors: dict[str, Mentor] = {}
    exclusions = []
    for match in matches:
        before = row_before(match.person, known)
        if before is not None and is_frozen(match, known):
            said = (*said_by_staff(before), *said_about(match, linked, season))
            mentors[match.mn_id] = _mentor(said, _kept(before), before)
        elif match.doubt is None:
            settled = disagreed.settled.get(match.mn_id, {})
            said = (*said_by_staff(before), *said_about(match, linked, season))
            mentors[match.mn_id] = _mentor(said, settled, before)
        else:
            exclusions.append(Exclusion(match.person.signup.submission_id, "contact_selection", match.mn_id))
    gone = [replace(row, mn_id=mn_id) for mn_id, row in sorted(known.items()) if mn_id not in mentors]
    return Merged(
        mentors=(*mentors.values(), *(_withdrawn(row, now) for row in gone)),
        renamed={row.mn_id: mn_id for mn_id, row in known.items() if row.mn_id != mn_id},
        exclusions=tuple(exclusions),
        issues=tuple(_lost_staff_fields(row) for row in gone if _has_staff_fields(row)),
    )


def _kept(row: Mentor) -> dict[str, Said]:
    """What came from the contact, or from a decision about it, while nobody knows which contact it is."""
    provenance = row.provenance or {}
    origins = {field: origin for field, origin in provenance.items() if origin.source in _FROM_CONTACT}
    if row.gb_contact_id is not None:
        origins.setdefault("gb_contact_id", Provenance(Source.MATCH, str(row.gb_contact_id)))
    kept = {field: Said(origin, {field: getattr(row, field)}) for field, origin in origins.items()}
    return {field: said for field, said in kept.items() if said.values[field] not in (None, False)}


def _mentor(said: Iterable[Said], settled: Mapping[str, Said], before: Mentor | None) -> Mentor:
    """The survivor of every field and where it comes from; staff fields are carried along as they are."""
    by_source: dict[Source, list[Said]] = defaultdict(list)
    for record in said:
        by_source[record.origin.source].append(record)
    values: dict[str, Any] = {field: getattr(before, field, None) for field in STAFF_FIELDS}
    provenance = {}
    for rule in _SYNCED:
        winner = settled.get(rule.name) or _winner(rule, by_source)
        values[rule.name] = winner.values[rule.name] if winner else rule.default
        if winner:
            provenance[rule.name] = winner.origin
    return Mentor(**values, provenance=provenance)


def _winner(rule: FieldRule, by_source: Mapping[Source, list[Said]]) -> Said | None:
    """The first record, in the order of the rule's sources, that knows a value of the field."""
    for source in rule.sources:
        for record in by_source.get(source, ()):
            if record.values.get(rule.name) is not None:
                return record
    return None


def _withdrawn(row: Mentor, now: datetime) -> Mentor:
    """A row whose sign-up is gone; its contact is free for others."""
    provenance = {field: origin for field, origin in (row.provenance or {}).items() if field != "gb_contact_id"}
    return replace(row, withdrawn_at=row.withdrawn_at or now, gb_contact_id=None, provenance=provenance)


def _has_staff_fields(row: Mentor) -> bool:
    return any(getattr(row, field) is not None for field in STAFF_FIELDS)


def _lost_staff_fields(row: Mentor) -> Issue:
    message = "The sign-up is gone or belongs to another mentor id, but staff had noted something here"
    return Issue("withdrawn_with_staff_fields", Severity.WARNING, message, row.mn_id, SIGNUPS, row.signup_submission_id)
