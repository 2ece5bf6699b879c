"""The overview: what is fresh, what waits for somebody, and the numbers of the season."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from core.db import see_one_moment
from core.seasons import Season
from core.sql import query
from core.store.inputs import load_mentors
from core.store.raw import contacts_known_at
from core.store.seasons import load_season
from core.views.freshness import ContactsAge, Freshness, contacts_age, freshness
from core.views.issue_words import conflict_title, issue_title
from core.views.partners import PartnerCount, count_partners
from core.views.runs import Run, last_result
from core.views.season_numbers import (
    Balance,
    Money,
    StatusCount,
    add_up_money,
    count_balance,
    count_statuses,
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for a person: what it is, how often, and how grave (error, warning, info).

    `is_question`: it is answered on the Conflicts page. `kind` is that of the conflict or the issue; people who are
    held back have none.
    """

    title: str
    number: int
    severity: str
    is_question: bool = False
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """The season on one page. `days_left` until the Event Day, negative afterwards."""

    season: Season
    days_left: int
    last_run: Run | None
    streams: tuple[Freshness, ...]
    contacts: ContactsAge
    waiting: tuple[Waiting, ...]
    balance: Balance
    statuses: tuple[StatusCount, ...]
    dropped: int
    money: Money
    partners: tuple[PartnerCount, ...]

    @property
    def is_empty(self) -> bool:
        """Nothing was worked in yet, even if the first run has read some of it."""
        return not self.balance.mentors and (self.last_run is None or not self.balance.signups)


def overview(conn: Connection, year: int, now: datetime) -> Overview:
    """The overview of a season. Raises `SeasonIncompleteError` while settings are missing."""
    see_one_moment(conn)
    season = load_season(conn, year)
    mentors = tuple(mentor for mentor in load_mentors(conn, year).values() if mentor.withdrawn_at is None)
    return Overview(
        season=season,
        days_left=(season.event_date - now.astimezone(season.time_zone).date()).days,
        last_run=last_result(conn, year, now),
        streams=freshness(conn, year, now),
        contacts=contacts_age(contacts_known_at(conn), now),
        waiting=waiting_for_people(conn, year),
        balance=count_balance(conn, year, len(mentors)),
        statuses=count_statuses(mentors, season),
        dropped=sum(mentor.dropped for mentor in mentors),
        money=add_up_money(mentors, season),
        partners=count_partners(mentors),
    )


def waiting_for_people(conn: Connection, year: int) -> tuple[Waiting, ...]:
    """Open conflicts, people held back and open issues, by kind, in this order."""
    conflicts = conn.execute(query("views_overview.open_conflicts"), {"year": year})
    held_back = conn.execute(query("views_overview.held_back"), {"year": year}).scalar_one()
    issues = conn.execute(query("views_overview.open_issues"), {"year": year})
    return (
        *(
            Waiting(conflict_title(row.conflict_type), row.number, "error", is_question=True, kind=row.conflict_type)
            for row in conflicts
        ),
        *((Waiting("Held back from the import file", held_back, "error"),) if held_back else ()),
        *(Waiting(issue_title(row.error_type), row.number, row.severity, kind=row.error_type) for row in issues),
    )
