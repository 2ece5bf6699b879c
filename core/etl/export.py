"""Step 7: the rows of the import file, each checked, so that none of them is refused."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.mentors import Mentor
from core.outcome import Export, ExportRow
from core.records import Contact
from core.rules.checks import CellCheck, cell_checks, left_blank, problems_of
from core.rules.export import (
    CUSTOM_FIELD_SOURCES,
    PREFIX_LIMIT,
    Subject,
    cells,
    has_long_prefix,
    headings,
    is_writable_tag,
)
from core.rules.progress import own_tags
from core.rules.questions import FIELD_WORDS
from core.seasons import Season

OLD, TOO_OLD = timedelta(hours=24), timedelta(days=7)


def build_export(  # noqa: PLR0913  # what a file depends on, all of it named by the caller
    mentors: Iterable[Mentor],
    contacts: Mapping[int, Contact],
    season: Season,
    *,
    holds: Collection[str],
    now: datetime,
    contacts_at: datetime | None,
    undecided: Mapping[str, Mapping[str, str]] | None = None,
    exported_as_new: Collection[str] = (),
) -> Export:
    """The file for everybody who takes part: not dropped, not withdrawn, not held back (`holds` are mentor ids).

    `contacts` are those of today, read at `contacts_at`; every contact id is verified against them. `undecided`,
    by mentor id and field, are values of contacts that are newer and about which a conflict is open: the file
    leaves them as they are, or its import would decide in nobody's name. `exported_as_new` are mentor ids that
    went out as new contacts since then: whether Givebutter made them is not known.
    """
    present = tuple(mentor for mentor in mentors if mentor.withdrawn_at is None)
    wanted = tuple(mentor for mentor in present if not mentor.dropped and mentor.mn_id not in holds)
    facts = _facts(present, wanted, contacts, frozenset(exported_as_new))
    checks, names, ours = cell_checks(season), headings(season), own_tags(season)
    rows = []
    for mentor in wanted:
        subject = Subject(
            mentor, contacts.get(mentor.gb_contact_id or 0), season, ours, (undecided or {}).get(mentor.mn_id, {})
        )
        rows.append(_row(subject, names, checks, tuple(_contact_problems(subject, facts))))
    return Export(
        names,
        tuple(rows),
        (*age_warnings(contacts_at, now), *_undecided_warnings(wanted, undecided or {}), *_setting_warnings(season)),
    )


def age_warnings(contacts_at: datetime | None, now: datetime) -> Iterator[str]:
    """What to say about contacts that may have changed since they were read."""
    if contacts_at is None:
        yield "Nobody knows how old the contacts are. Read them before you use this file."
    elif now - contacts_at > TOO_OLD:
        yield f"The contacts are {(now - contacts_at).days} days old. Do not use this file before they are read again."
    elif now - contacts_at > OLD:
        yield "The contacts are older than 24 hours. Better read them again first."


def _undecided_warnings(wanted: Iterable[Mentor], undecided: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    number = sum(len(undecided.get(mentor.mn_id, {})) for mentor in wanted)
    if number:
        conflicts, cells = ("conflict is", "that cell stays") if number == 1 else ("conflicts are", "those cells stay")
        yield (
            f"{number} {conflicts} open where Givebutter has the newer phone number or e-mail address. The file would "
            f"overwrite it, so {cells} as in Givebutter until somebody decides on the Conflicts page."
        )


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the rows have to be compared with: who carries which External ID, and the rows of the file itself."""

    carriers: Mapping[str, set[int]]  # External ID -> contacts that carry it
    mentor_ids: Mapping[str, str]
    contact_uses: Counter[int | None]
    id_uses: Counter[str]
    exported_as_new: frozenset[str]


def _facts(
    present: tuple[Mentor, ...],
    wanted: tuple[Mentor, ...],
    contacts: Mapping[int, Contact],
    exported_as_new: frozenset[str],
) -> _Facts:
    carriers = defaultdict(set)
    for contact in contacts.values():
        if contact.external_id:
            carriers[contact.external_id.upper()].add(contact.contact_id)
    return _Facts(
        carriers=carriers,
        mentor_ids={mentor.mn_id.upper(): mentor.mn_id for mentor in present},
        contact_uses=Counter(mentor.gb_contact_id for mentor in wanted),
        id_uses=Counter(mentor.mn_id for mentor in wanted),
        exported_as_new=exported_as_new,
    )


def _row(
    subject: Subject, names: tuple[str, ...], checks: tuple[CellCheck, ...], problems: tuple[str, ...]
) -> ExportRow:
    mentor, row = subject.mentor, dict(zip(names, cells(subject), strict=True))
    blank = left_blank(row, checks)
    row |= dict.fromkeys(blank, "")
    return ExportRow(
        mn_id=mentor.mn_id,
        gb_contact_id=mentor.gb_contact_id,
        cells=tuple(row.values()),
        problems=(*problems, *problems_of(row, checks)),
        warnings=(*_warnings(subject, row), *(f"{sentence}; the cell is left blank" for sentence in blank.values())),
    )


def _warnings(subject: Subject, row: Mapping[str, str]) -> Iterator[str]:
    if has_long_prefix(subject):
        yield f"The preferred name is longer than {PREFIX_LIMIT} characters; Prefix is left blank"
    for name in subject.undecided:
        yield f"The {FIELD_WORDS[name]} stays as it is in Givebutter, where it is newer, until its conflict is decided"
    for custom in subject.season.custom_fields:
        if custom.kind == "number" and row[custom.label].startswith("-"):
            yield f"{custom.label} is negative"


def _contact_problems(subject: Subject, facts: _Facts) -> Iterator[str]:
    """Why Givebutter would refuse the row, or write it to somebody else's contact."""
    mn_id, contact_id = subject.mentor.mn_id, subject.mentor.gb_contact_id
    if contact_id is None and mn_id in facts.exported_as_new:
        yield (
            "An earlier file handed this person out as a new contact, and contacts were not read since. "
            "Import that file, then read contacts again: a second row would be refused or make a second contact"
        )
    if contact_id is not None and subject.contact is None:
        yield f"Contact {contact_id} is not among today's contacts"
    if contact_id is not None and facts.contact_uses[contact_id] > 1:
        yield f"Contact {contact_id} stands in more than one row"
    if facts.id_uses[mn_id] > 1:
        yield f"External ID {mn_id} stands in more than one row"
    for carrier in sorted(facts.carriers.get(mn_id.upper(), set()) - {contact_id}):
        yield f"Contact {carrier} already carries External ID {mn_id}; archive it in Givebutter first"
    carried = (subject.contact.external_id or "").upper() if subject.contact else ""
    if facts.mentor_ids.get(carried, mn_id) != mn_id:
        yield f"Contact {contact_id} carries the External ID of {facts.mentor_ids[carried]}"


def _setting_warnings(season: Season) -> Iterator[str]:
    for tag in (season.givebutter_mentor_tag, *season.custom_tags, *(tag.text for tag in season.progress_tags)):
        if tag and not is_writable_tag(tag):
            yield f'The season\'s tag "{tag}" does not fit into a file: a comma would make two tags of it'
    for custom in season.custom_fields:
        if custom.source not in CUSTOM_FIELD_SOURCES:
            yield f"The custom field {custom.id} has an unknown source ({custom.source}); its column is wrong or blank"
