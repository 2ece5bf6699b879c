"""The numbers of a season: where its sign-ups went, how far its mentors are, what they raised."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection

from core.mentors import Mentor
from core.rules.progress import STATUS_WORDS, status_category, total_raised
from core.seasons import Season
from core.sql import query
from core.views.issue_words import exclusion_title
from core.views.words import count, listed

FUNNEL = ("needs_setup", "needs_page", "needs_fundraising", "needs_training", "complete")


@dataclass(frozen=True, slots=True)
class Balance:
    """Where the sign-ups went: sign-ups = mentors + explained + waiting for the next run.

    `by_reason` are the explained ones: reason, its words, how many. `not_counted` are further submissions that
    Jotform lists but does not count itself, like those over its limit.
    """

    signups: int
    mentors: int
    explained: int
    waiting: int
    reasons: str | None
    by_reason: tuple[tuple[str, str, int], ...] = ()
    not_counted: int = 0

    @property
    def sentence(self) -> str:
        """`990 sign-ups = 973 mentors + 17 explained`."""
        waiting = f" + {self.waiting:,} waiting for the next run" if self.waiting else ""
        explained = f" + {self.explained:,} explained" if self.explained else ""
        return f"{count(self.signups, 'sign-up')} = {count(self.mentors, 'mentor')}{explained}{waiting}"

    @property
    def is_complete(self) -> bool:
        """Nobody is missing and nobody is there twice."""
        return self.signups == self.mentors + self.explained + self.waiting


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many mentors have a status."""

    status: str
    title: str
    number: int


@dataclass(frozen=True, slots=True)
class Money:
    """What was raised, and what all mentors who have not dropped out are to raise, in US dollars."""

    raised: Decimal
    goal: Decimal

    @property
    def percent(self) -> int:
        """The part of the goal that is raised; 0 while there is no goal."""
        return int(self.raised * 100 / self.goal) if self.goal else 0


def count_balance(conn: Connection, year: int, mentors: int) -> Balance:
    """Where the sign-ups of a season went."""
    row = conn.execute(query("views_overview.signups"), {"year": year}).one()
    reasons = conn.execute(query("views_overview.exclusions"), {"year": year}).all()
    by_reason = tuple((reason.reason, exclusion_title(reason.reason), reason.number) for reason in reasons)
    words = listed(tuple(f"{number:,} {title}" for _, title, number in by_reason))
    explained = sum(reason.number for reason in reasons)
    return Balance(row.total, mentors, explained, row.waiting, words or None, by_reason, row.not_counted)


def count_statuses(mentors: Collection[Mentor], season: Season) -> tuple[StatusCount, ...]:
    """How many mentors are how far, from the first step to the last; without those who dropped out."""
    counted = Counter(status_category(mentor, season) for mentor in mentors)
    return tuple(StatusCount(status, STATUS_WORDS[status], counted[status]) for status in FUNNEL)


def add_up_money(mentors: Collection[Mentor], season: Season) -> Money:
    """What was raised, by everybody; the goal counts those who have not dropped out."""
    raised = sum((total_raised(mentor) or Decimal(0) for mentor in mentors), Decimal(0))
    staying = sum(not mentor.dropped for mentor in mentors)
    return Money(raised, season.fundraising_goal * staying)
