"""What an answer would lead to: the mentor as it would be, its row in the import file, and contacts archived."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from core.etl.export import build_export
from core.mentors import Mentor
from core.store.inputs import load_mentors
from core.store.raw import contacts_known_at, load_contacts
from core.store.seasons import load_season
from core.views.words import count, listed, phone

Facts = Mapping[str, Any]

_SHOWN: Mapping[str, str] = {
    "full_name": "Name",
    "phone": "Phone",
    "personal_email": "Personal e-mail",
    "uga_email": "University e-mail",
    "gb_contact_id": "Givebutter contact",
    "dropped": "Dropped out",
}
_FLAGS = {"true": True, "false": False, True: True, False: False}
_READ: Mapping[str, Callable[[Any], object]] = {
    "signup_at": datetime.fromisoformat,
    "training_signup_at": datetime.fromisoformat,
    "training_at": datetime.fromisoformat,
    "fundraised_at": datetime.fromisoformat,
    "withdrawn_at": datetime.fromisoformat,
    "amount_raised": lambda value: Decimal(str(value)),
    "offline_raised": lambda value: Decimal(str(value)),
    "gb_contact_id": int,
    "gb_member_id": int,
    "campaign_member": _FLAGS.__getitem__,
    "dropped": _FLAGS.__getitem__,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One value of the mentor, now and then; `None` where there is none. `now` is `None` for somebody new."""

    label: str
    now: str | None
    then: str | None

    @property
    def changes(self) -> bool:
        """It would not stay as it is."""
        return self.now != self.then


@dataclass(frozen=True, slots=True)
class Preview:
    """What an answer would lead to.

    `file_row` are the filled cells (heading, cell) of the import file, `problems` why the row would be left out,
    `others` further people it would change. `stays` is the mentor whose row is shown because the person's own is
    closed: the answer makes one person of two.
    """

    is_new: bool
    mentor: tuple[Line, ...]
    file_row: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]
    others: tuple[str, ...]
    stays: str | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """What many answers would lead to, in numbers."""

    people: int
    new_mentors: int
    phones: int
    emails: int
    contacts: int

    @property
    def sentence(self) -> str:
        """`12 people: 3 new mentors, 2 phone numbers and 9 contacts`."""
        parts = (
            count(self.new_mentors, "new mentor"),
            count(self.phones, "other phone number"),
            count(self.emails, "other e-mail"),
            count(self.contacts, "other contact"),
        )
        seen = tuple(part for part in parts if not part.startswith("0 "))
        changed = f"{count(self.people, 'person', 'people')} would change"
        return f"{changed}: {listed(seen)}" if seen else changed


def preview(conn: Connection, year: int, mn_id: str, people: Iterable[Facts], now: datetime) -> Preview:
    """What a person would look like after the changes that a dry run of an answer reports as `people`."""
    changed, known = {person["mn_id"]: person for person in people}, load_mentors(conn, year)
    stays = _stays(known.get(mn_id), changed)
    shown = stays or mn_id
    before = known.get(shown)
    after = _after(before, changed[shown]["changes"] if shown in changed else ())
    others = tuple(f"{person['full_name']} ({key})" for key, person in changed.items() if key != shown)
    if after is None:
        return Preview(is_new=False, mentor=(), file_row=(), problems=(), others=others)
    row, problems = _file_row(conn, year, after, now)
    return Preview(before is None, _lines(before, after), row, problems, others, stays)


def effect_of(people: Iterable[Facts]) -> Effect:
    """What the people of a dry run's report add up to."""
    everybody = tuple(people)
    changes = [change for person in everybody for change in person["changes"]]
    counted = Counter(change["field_name"] for change in changes)
    return Effect(
        people=len(everybody),
        new_mentors=sum(change["change_type"] == "new_mentor" for change in changes),
        phones=counted["phone"],
        emails=counted["personal_email"],
        contacts=counted["gb_contact_id"],
    )


def _stays(mentor: Mentor | None, changed: Mapping[str, Facts]) -> str | None:
    """Which row takes over the sign-up of a mentor whose own row is closed; `None`: it keeps its own."""
    if mentor is None or mentor.mn_id not in changed:
        return None
    closes = _new_value(changed[mentor.mn_id], "withdrawn_at") is not None
    takers = (key for key, one in changed.items() if key != mentor.mn_id and _takes(one, mentor))
    return next(takers, None) if closes else None


def _takes(person: Facts, mentor: Mentor) -> bool:
    return bool(_new_value(person, "signup_submission_id") == mentor.signup_submission_id)


def _new_value(person: Facts, field: str) -> Any:
    return next((change["new_value"] for change in person["changes"] if change["field_name"] == field), None)


def _after(before: Mentor | None, changes: Sequence[Facts]) -> Mentor | None:
    created = next((change for change in changes if change["change_type"] == "new_mentor"), None)
    if created is not None:
        return _mentor(json.loads(created["new_value"]))
    if before is None:
        return None
    facts = {field.name: getattr(before, field.name) for field in fields(Mentor)}
    touched = {change["field_name"]: change["new_value"] for change in changes if change["field_name"] in facts}
    return Mentor(**{**facts, **{name: _typed(name, value) for name, value in touched.items()}})


def _mentor(facts: Facts) -> Mentor:
    known = {field.name: _typed(field.name, facts.get(field.name)) for field in fields(Mentor)}
    known |= {"campaign_member": bool(known["campaign_member"]), "dropped": bool(known["dropped"]), "provenance": None}
    return Mentor(**known)


def _typed(name: str, value: Any) -> Any:
    return _READ[name](value) if value is not None and name in _READ else value


def _lines(before: Mentor | None, after: Mentor) -> tuple[Line, ...]:
    lines = (
        Line(title, _text(getattr(before, name)) if before else None, _text(getattr(after, name)))
        for name, title in _SHOWN.items()
    )
    return tuple(line for line in lines if line.now or line.then or line.label == "Givebutter contact")


def _text(value: object) -> str | None:
    if value is None or value is False:
        return None
    return "yes" if value is True else phone(str(value))


def _file_row(
    conn: Connection, year: int, mentor: Mentor, now: datetime
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    if mentor.withdrawn_at is not None:
        return (), ("The sign-up counts for an earlier mentor id, which is the one in the import file",)
    contacts = load_contacts(conn, [mentor.gb_contact_id] if mentor.gb_contact_id is not None else [])
    known_at, season = contacts_known_at(conn), load_season(conn, year)
    export = build_export([mentor], contacts, season, holds=(), now=now, contacts_at=known_at)
    if not export.rows:
        return (), ("Somebody who dropped out is not in the import file",)
    cells = zip(export.headings, export.rows[0].cells, strict=True)
    return tuple((heading, cell) for heading, cell in cells if cell), export.rows[0].problems
