"""The demo's world while it is served: everything may be read, planted and changed here, in Python or over HTTP."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Self, Unpack

from core.demo.clock import Clock, SteppingClock, wall_clock
from core.demo.contacts import Contacts
from core.demo.database import Database
from core.demo.members import Members, member_document
from core.demo.planting import (
    NewContact,
    NewPreference,
    NewSetup,
    NewSignup,
    NewTraining,
    planted_contact,
    preference_answers,
    setup_answers,
    signup_answers,
    training_answers,
)
from core.demo.season import DemoSeason, season_at
from core.demo.submissions import Submissions


class DemoStore:
    """The demo's state in one SQLite file. `forms` is its Jotform, `contacts` and `members` its Givebutter."""

    def __init__(self, path: Path, clock: Clock = wall_clock) -> None:
        self.database = Database(path)
        self.clock = clock
        self.forms = Submissions(self.database, clock)
        self.contacts = Contacts(self.database, clock)
        self.members = Members(self.database, clock)

    @classmethod
    def empty(cls, path: Path, now: datetime, *, clock: Clock | None = None) -> Self:
        """A season with forms and a campaign but no people. By default every write is a second after the one before."""
        store = cls(path, clock or SteppingClock(now))
        store.start_season(now)
        return store

    def start_season(self, now: datetime) -> None:
        """Forget everything; the season of `now`, with nobody in it."""
        season = season_at(now)
        with self.database.transaction():
            self.database.script("clear")
            self.database.remember("now", season.now.isoformat())
            self.forms.create_forms(season.opened_at)
            self.members.create_campaigns(season.year, season.opened_at)
        self.contacts.forget_listings()

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()

    @property
    def season(self) -> DemoSeason:
        """The season, as of the day it was made."""
        first = season_at(datetime.fromisoformat(self.database.fact("now") or ""))
        number, ahead = (int(self.database.fact(key) or 0) for key in ("season", "years_ahead"))
        return replace(first, number=number, years_ahead=ahead)

    def open_next_season(self) -> DemoSeason:
        """New forms and a new campaign, with nobody in them; what was before stays, the people are forgotten."""
        season = self.season.next(self.clock())
        with self.database.transaction():
            self.forms.create_forms(season.opened_at, season.number)
            self.members.create_campaigns(season.year, season.opened_at, season.number)
            self.database.script("forget_people")
            facts = {"now": season.now.isoformat(), "season": season.number, "years_ahead": season.years_ahead}
            for key, value in facts.items():
                self.database.remember(key, str(value))
        return season

    def truth(self) -> list[dict[str, Any]]:
        """Who is who, which only the demo knows: one entry per person."""
        return [json.loads(row["doc"]) for row in self.database.rows("people", {})]

    def save_person(self, number: int, truth: Mapping[str, Any]) -> None:
        """Keep what is true of a person."""
        self.database.execute(
            "save_person", {"id": number, "mn_id": truth.get("mn_id"), "doc": json.dumps(truth, ensure_ascii=False)}
        )

    def add_signup(self, **answers: Unpack[NewSignup]) -> str:
        """Somebody signs up; the submission id. Answers as they are typed; `at` and `updated_at` as moments."""
        return self._submit("signup", signup_answers(answers), answers)

    def add_setup(self, **answers: Unpack[NewSetup]) -> str:
        """Somebody sends the fundraising setup form; the submission id."""
        return self._submit("setup", setup_answers(answers), answers)

    def add_training(self, **answers: Unpack[NewTraining]) -> str:
        """Somebody signs up for a training; the submission id."""
        return self._submit("training", training_answers(answers), answers)

    def add_preference(self, **answers: Unpack[NewPreference]) -> str:
        """Somebody names a partner and a shift; the submission id."""
        return self._submit("preference", preference_answers(answers), answers)

    def edit_submission(self, submission_id: str, at: datetime | None = None, **answers: object) -> None:
        """Change answers by question name (`mnPhone="404 555 0123"`); `None` takes an answer away."""
        self.forms.edit(submission_id, answers, at=at)

    def delete_submission(self, submission_id: str, *, listed: bool = True) -> None:
        """Delete a submission: it stays listed as DELETED, or leaves the list."""
        self.forms.delete(submission_id, listed=listed)

    def rename_question(self, form: str, old: str, new: str) -> None:
        """Give a question of a form (`signup`, `setup`, `training`, `preference`) another name."""
        self.forms.rename_question(form, old, new)

    def add_contact(self, **fields: Unpack[NewContact]) -> int:
        """Plant a contact; its id."""
        contact_id = fields.get("contact_id") or self.contacts.next_id()
        document = planted_contact(contact_id, fields, self.clock())
        self.contacts.save(document, household=fields.get("household"))
        return contact_id

    def edit_contact(self, contact_id: int, at: datetime | None = None, **fields: Any) -> dict[str, Any]:
        """Change a contact as staff do in Givebutter: `phones`, `emails`, `tags`, `first_name`, `external_id`, ..."""
        document = self.contacts.get(contact_id)
        if document is None:
            raise KeyError(f"no contact {contact_id}")
        changed = planted_contact(contact_id, fields, at or self.clock(), former=document)
        self.contacts.save(changed)
        return changed

    def archive_contact(self, contact_id: int) -> None:
        """Archive a contact."""
        self.contacts.archive(contact_id)

    def add_member(self, *, at: datetime | None = None, **fields: Any) -> int:
        """Somebody joins the campaign: `first_name`, `last_name`, `email`, `phone`, `raised`, ...; the member id."""
        moment = at or self.clock()
        document = member_document(
            fields.pop("member_id", None) or self.members.next_id(), fields, created_at=moment, updated_at=moment
        )
        self.members.save(document)
        return int(document["id"])

    def edit_member(self, member_id: int, **fields: Any) -> None:
        """Change a member, most often `raised`."""
        self.members.edit(member_id, fields)

    def remove_member(self, member_id: int) -> None:
        """A member leaves the campaign."""
        self.members.remove(member_id)

    def add_tags(self, contact_id: int, tags: Iterable[str]) -> None:
        """Tag a contact, as staff do to note that somebody dropped out."""
        document = self.contacts.get(contact_id) or {}
        self.edit_contact(contact_id, tags=list(dict.fromkeys([*document.get("tags", []), *tags])))

    def _submit(self, kind: str, values: Mapping[str, object], answers: Mapping[str, Any]) -> str:
        status = answers.get("status", "ACTIVE")
        return self.forms.add(kind, values, at=answers.get("at"), updated_at=answers.get("updated_at"), status=status)
