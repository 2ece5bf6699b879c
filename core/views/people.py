"""The people behind a number: every count of the overview opens the list it counts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection

from core.mentors import Mentor
from core.rules.progress import STATUS_WORDS, status_category, total_raised
from core.seasons import Season
from core.sql import query
from core.store.inputs import load_mentors
from core.store.seasons import load_season
from core.views.issue_words import exclusion_title
from core.views.partners import PARTNER_TITLES, partner_notes

EVERYBODY, WAITING = "everybody", "waiting"


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One line of a list; `note` says what the list is about, where the title does not."""

    mn_id: str
    full_name: str
    status: str = ""
    phone: str = ""
    email: str = ""
    raised: Decimal | None = None
    training: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A list with the words of its count."""

    title: str
    people: tuple[ListedPerson, ...]


def list_titles() -> dict[str, str]:
    """Every list of mentors there is: its name in an address, and its title."""
    statuses = dict(reversed(STATUS_WORDS.items()))
    partners = {f"partner_{key}": title for key, title in PARTNER_TITLES.items()}
    return {EVERYBODY: "All mentors", **statuses, **partners}


def people_list(conn: Connection, year: int, name: str) -> PeopleList:
    """The list of that name; all mentors when there is none. Raises `SeasonIncompleteError`."""
    if name == WAITING or name.startswith("signup_"):
        return _signups(conn, year, name)
    season = load_season(conn, year)
    mentors = tuple(mentor for mentor in load_mentors(conn, year).values() if mentor.withdrawn_at is None)
    name = name if name in list_titles() else EVERYBODY
    notes = _notes(mentors, season, name)
    chosen = sorted((mentor for mentor in mentors if mentor.mn_id in notes), key=lambda mentor: mentor.full_name)
    return PeopleList(list_titles()[name], tuple(_listed(mentor, season, notes[mentor.mn_id]) for mentor in chosen))


def _notes(mentors: tuple[Mentor, ...], season: Season, name: str) -> Mapping[str, str]:
    """Who is in the list, and the remark on each."""
    if name.startswith("partner_"):
        return partner_notes(mentors, name.removeprefix("partner_"))
    belongs: Callable[[Mentor], bool] = lambda mentor: name in {EVERYBODY, status_category(mentor, season)}  # noqa: E731
    return {mentor.mn_id: "" for mentor in mentors if belongs(mentor)}


def _listed(mentor: Mentor, season: Season, note: str) -> ListedPerson:
    attended = "attended" if mentor.training_at else ("signed up" if mentor.training_signup_at else "")
    return ListedPerson(
        mn_id=mentor.mn_id,
        full_name=mentor.full_name,
        status=STATUS_WORDS[status_category(mentor, season)],
        phone=mentor.phone or "",
        email=mentor.personal_email or mentor.uga_email or "",
        raised=total_raised(mentor),
        training=attended,
        note=note,
    )


def _signups(conn: Connection, year: int, name: str) -> PeopleList:
    """Sign-ups that are no mentors of their own, with the reason."""
    reason = None if name == WAITING else name.removeprefix("signup_")
    title = "waiting for the next run" if reason is None else exclusion_title(reason)
    rows = conn.execute(query("views_people.signups"), {"year": year, "reason": reason})
    return PeopleList(
        f"Sign-ups {title}",
        tuple(
            ListedPerson(
                mn_id=row.mn_id or "",
                full_name=" ".join(filter(None, (row.first_name, row.last_name))),
                phone=row.phone or "",
                email=row.personal_email or row.uga_email or "",
                note=f"Submission {row.submission_id}",
            )
            for row in rows
        ),
    )
