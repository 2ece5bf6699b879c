"""The people behind a number: every count of the overview opens the list it counts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row

from core.mentors import Mentor
from core.rules.progress import STATUS_WORDS, status_category, total_raised
from core.seasons import Season
from core.sql import query
from core.store.inputs import load_mentors
from core.store.seasons import load_season
from core.views.issue_words import exclusion_title
from core.views.partners import PARTNER_TITLES, partner_notes
from core.views.searching import is_found, wanted

EVERYBODY, WAITING = "everybody", "waiting"
_NEXT_RUN = "waiting for the next run"


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One line of a list; `note` says what the list is about, where the title does not.

    `further` is not shown, but found.
    """

    mn_id: str
    full_name: str
    status: str = ""
    phone: str = ""
    email: str = ""
    raised: Decimal | None = None
    training: str = ""
    note: str = ""
    further: tuple[str, ...] = ()


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


def find_people(conn: Connection, year: int, search: str) -> PeopleList:
    """Everybody of the season whom the search finds, also who is no mentor (yet). Raises `SeasonIncompleteError`."""
    season, words = load_season(conn, year), wanted(search)
    mentors = [_listed(mentor, season, "") for mentor in load_mentors(conn, year).values() if not mentor.withdrawn_at]
    others = [_signup(row, _why(row.reason)) for row in conn.execute(query("views_people.no_mentors"), {"year": year})]
    found = [one for one in (*mentors, *others) if is_found(_written(one), words)]
    return PeopleList("Found", tuple(sorted(found, key=lambda one: one.full_name)))


def _written(one: ListedPerson) -> str:
    return " ".join((one.full_name, one.mn_id, one.phone, one.email, *one.further))


def _why(reason: str | None) -> str:
    return f"Sign-up {exclusion_title(reason) if reason else _NEXT_RUN}"


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
        further=tuple(filter(None, (mentor.preferred_name, mentor.uga_email))),
    )


def _signups(conn: Connection, year: int, name: str) -> PeopleList:
    """Sign-ups that are no mentors of their own, with the reason."""
    reason = None if name == WAITING else name.removeprefix("signup_")
    title = _NEXT_RUN if reason is None else exclusion_title(reason)
    rows = conn.execute(query("views_people.signups"), {"year": year, "reason": reason})
    return PeopleList(f"Sign-ups {title}", tuple(_signup(row, f"Submission {row.submission_id}") for row in rows))


def _signup(row: Row[Any], note: str) -> ListedPerson:
    return ListedPerson(
        mn_id=row.mn_id or "",
        full_name=" ".join(filter(None, (row.first_name, row.last_name))),
        phone=row.phone or "",
        email=row.personal_email or row.uga_email or "",
        note=note,
        further=tuple(filter(None, (row.uga_email,))),
    )
