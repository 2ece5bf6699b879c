"""One question with everything that helps to answer it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, RowMapping

from core.decisions import Answer
from core.sql import query
from core.views.conflict_fields import FieldRow, OptionShown, options_of, rows_of, strangers_of
from core.views.conflict_words import (
    CONTACT_QUESTIONS,
    PERSON_QUESTIONS,
    answer_in_words,
    holds_up,
    no_recommendation,
    signup_title,
)
from core.views.frame import time_zone
from core.views.issue_words import conflict_title


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given: in words, by whom, when, and whether it was taken back."""

    decision_id: int
    words: str
    by: str
    at: datetime
    note: str | None
    skipped_until: date | None
    undone_by: str | None
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class Card:
    """One question. `signup` is what the sign-up says; `strangers` are the contacts that may be somebody else's.

    `recommended` is the letter of an option; `advice` says why, or why nothing is recommended.
    """

    conflict_id: int
    version: int
    status: str
    mn_id: str
    full_name: str
    kind: str
    title: str
    why: str | None
    former_ids: tuple[str, ...]
    severity: str
    since: datetime
    holds_up: str
    options: tuple[OptionShown, ...]
    rows: tuple[FieldRow, ...]
    signup: Mapping[str, Any]
    strangers: tuple[str, ...]
    recommended: str | None
    advice: str
    given: tuple[Given, ...]

    @property
    def asks_for_contact(self) -> bool:
        """The answer is a Givebutter contact."""
        return self.kind in CONTACT_QUESTIONS

    @property
    def asks_for_value(self) -> bool:
        """The answer is a phone number or an e-mail address."""
        return self.kind not in CONTACT_QUESTIONS | PERSON_QUESTIONS

    @property
    def takes_typed_value(self) -> bool:
        """Something else than the options may be typed."""
        return self.kind not in PERSON_QUESTIONS

    @property
    def other_ids(self) -> tuple[str, ...]:
        """The ids of the people of whom it is asked whether they are this one."""
        ids = (option.metadata.get("mn_id") for option in self.options if self.kind in PERSON_QUESTIONS)
        return tuple(str(mn_id) for mn_id in ids if mn_id)

    @property
    def signup_title(self) -> str:
        """What stands above the values of the sign-up."""
        return signup_title(self.kind, self.mn_id)

    @property
    def standing(self) -> Given | None:
        """The answer that counts now."""
        return next((answer for answer in self.given if answer.undone_at is None), None)


def conflict_card(conn: Connection, year: int, conflict_id: int, now: datetime) -> Card | None:
    """One question, or `None` when the season has no such question."""
    asked = {"year": year, "conflict_id": conflict_id}
    row = conn.execute(query("views_conflicts.card"), asked).mappings().one_or_none()
    return _card(conn, row, now, time_zone(conn, year)) if row else None


def _card(conn: Connection, row: RowMapping, now: datetime, zone: ZoneInfo) -> Card:
    options = options_of(row["conflict_type"], (row["option_a"], row["option_b"], *row["further_options"]))
    strangers = strangers_of(row["conflict_type"], row["mn_id"], options)
    recommended = next((option.letter for option in options if option.value == row["recommended_option"]), None)
    reason = row["recommendation_reason"] or no_recommendation(row["conflict_type"], len(options))
    return Card(
        conflict_id=row["conflict_id"],
        version=row["version"],
        status=row["status"],
        mn_id=row["mn_id"],
        full_name=row["full_name"] or row["mn_id"],
        kind=row["conflict_type"],
        title=conflict_title(row["conflict_type"]),
        why=row["context"].get("why"),
        former_ids=tuple(row["context"].get("former_ids") or ()),
        severity=row["severity"],
        since=row["detected_at"],
        holds_up=holds_up(row["severity"], row["hold"], is_mentor=row["is_mentor"]),
        options=options,
        rows=rows_of(row["conflict_type"], row["mn_id"], row["context"], options, now, zone),
        signup=row["context"],
        strangers=strangers,
        recommended=recommended,
        advice=reason,
        given=_given(conn, row["conflict_id"], {option.value: option.title for option in options}, strangers),
    )


def _given(
    conn: Connection, conflict_id: int, titles: Mapping[str, str], strangers: tuple[str, ...]
) -> tuple[Given, ...]:
    rows = conn.execute(query("views_conflicts.answers"), {"conflict_id": conflict_id})
    return tuple(
        Given(
            decision_id=row.decision_id,
            words=answer_in_words(Answer(row.answer), row.value, titles, strangers),
            by=row.decided_by,
            at=row.decided_at,
            note=row.note,
            skipped_until=row.skipped_until,
            undone_by=row.undone_by,
            undone_at=row.undone_at,
        )
        for row in rows
    )
