"""Whatever is signed up, deleted, issued again, rewritten, answered and taken back: what is somebody's stays theirs."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from core.db import Actor, act_as
from core.decisions import Answer
from core.etl_run import run_etl
from core.store import conflicts, decisions
from core.store.decisions import Reply
from tests.examples import NOW, SIGNED_UP, season
from tests.views.rows import add

SEASON = season()
YEAR = SEASON.year
# Five people, the first two of them sisters with one phone; the last has two contacts that nobody can tell apart.
PEOPLE = (("Nadia", "Okafor", 1), ("Ruth", "Okafor", 1), ("Tobias", "Lindqvist", 2), ("Mei", "Tanaka", 3),
          ("Carlos", "Ibarra", 4))  # fmt: skip
DOUBTFUL = 4
WRITTEN = ("people", "person_signups", "mentor_ids", "mentors", "mn_changes", "decisions", "agreed_values",
           "sync_conflicts", "holds", "exclusions", "mn_gb_import", "archivals", "sync_errors")  # fmt: skip
acts = st.tuples(
    st.sampled_from(("sign_up", "sign_up", "delete", "bring_back", "rewrite", "edit", "renumber", "note", "note",
                     "decide", "undo")),
    st.integers(0, 9),
    st.integers(0, 9),
)  # fmt: skip


class Life:
    """A season in the database, and who really is behind each submission."""

    def __init__(self, conn: Connection) -> None:
        self.conn = conn
        self.human: dict[str, int] = {}
        self.ids: dict[str, str] = {}
        self.deleted: set[str] = set()
        self.noted: dict[int, int] = {}
        for number in (71, 72):
            add(conn, "raw_gb_full_contacts", contact_id=number, first_name="Carlos", last_name="Ibarra",
                phones=["+14045550104"], raw_data="{}", row_hash=b"")  # fmt: skip
            add(conn, "contact_keys", kind="phone", value="+14045550104", contact_id=number)

    @property
    def live(self) -> list[str]:
        return [one for one in self.human if one not in self.deleted]

    def execute(self, sql: str, **row: object) -> None:
        self.conn.execute(text(sql), {"year": YEAR, **row})

    def rows(self, sql: str) -> list[dict[str, object]]:
        return [dict(row) for row in self.conn.execute(text(sql), {"year": YEAR}).mappings()]

    def sign_up(self, who: int, which: int) -> None:
        """Under a new id, or one that nobody has just now."""
        free = sorted({*self.ids.values()} - {self.ids[one] for one in self.live})
        mn_id = free[which % len(free)] if free and which % 2 else f"MN{len(self.ids) + 1:04}"
        form, human = str(9001 + len(self.human)), who % len(PEOPLE)
        add(self.conn, "raw_mn_signups", year=YEAR, submission_id=form, mn_id=mn_id, raw_data="{}", row_hash=b"",
            submitted_at=SIGNED_UP + timedelta(days=len(self.human)), **answers(human))  # fmt: skip
        self.human[form], self.ids[form] = human, mn_id

    def delete(self, which: int, _: int) -> None:
        if self.live:
            form = self.live[which % len(self.live)]
            self.deleted.add(form)
            self.execute("UPDATE raw_mn_signups SET deleted_at = now() WHERE submission_id = :form", form=form)

    def bring_back(self, which: int, _: int) -> None:
        """Undeleted, unless somebody else has the id by now."""
        held = {self.ids[one] for one in self.live}
        back = [one for one in sorted(self.deleted) if self.ids[one] not in held]
        if back:
            form = back[which % len(back)]
            self.deleted.remove(form)
            self.execute("UPDATE raw_mn_signups SET deleted_at = NULL WHERE submission_id = :form", form=form)

    def rewrite(self, which: int, who: int) -> None:
        """A coordinator types another person's answers over a submission."""
        self.change(which, who % len(PEOPLE), **answers(who % len(PEOPLE)))

    def edit(self, which: int, number: int) -> None:
        self.change(which, None, personal_email=f"new{number}.{which}@example.com", phone=f"+1770555016{number}")

    def renumber(self, which: int, _: int) -> None:
        mn_id = f"MN{100 + len(self.ids) + which:04}"
        if self.live and mn_id not in self.ids.values():
            self.ids[self.live[which % len(self.live)]] = mn_id
            self.change(which, None, mn_id=mn_id)

    def change(self, which: int, human: int | None, **columns: object) -> None:
        if self.live:
            form = self.live[which % len(self.live)]
            self.human[form] = self.human[form] if human is None else human
            names = ", ".join(f"{name} = :{name}" for name in columns)
            self.execute(f"UPDATE raw_mn_signups SET {names} WHERE submission_id = :form", form=form, **columns)

    def note(self, which: int, _: int) -> None:
        """Staff note something about whoever stands there: their true name."""
        present = self.rows("SELECT * FROM mentors WHERE year = :year AND withdrawn_at IS NULL ORDER BY mn_id")
        if present:
            row = present[which % len(present)]
            human = self.human[row["signup_submission_id"]]
            if row["notes"] is None:
                act_as(self.conn, Actor("person", "Staff"))
                self.execute("UPDATE mentors SET notes = :who, offline_raised = 75 WHERE person_id = :person_id",
                             who=str(human), person_id=row["person_id"])  # fmt: skip
                self.noted[row["person_id"]] = human

    def decide(self, _: int, which: int) -> None:
        open_ones = self.rows(
            "SELECT * FROM sync_conflicts WHERE status = 'pending' AND conflict_type = 'contact_selection'"
        )
        for one in open_ones:
            reply = Reply(one["conflict_id"], one["version"], Answer.OPTION, str(71 + which % 2))
            decisions.add(self.conn, reply, by="Staff", batch="b")
            conflicts.answer(self.conn, reply, by="Staff")

    def undo(self, _: int, __: int) -> None:
        standing = self.rows("SELECT * FROM decisions WHERE undone_at IS NULL")
        decisions.undo(self.conn, [one["decision_id"] for one in standing], by="Staff")
        conflicts.reopen(self.conn, [one["conflict_id"] for one in standing])

    def sync(self) -> None:
        act_as(self.conn, Actor("sync", "test"))
        run_etl(self.conn, SEASON, NOW)

    def footprint(self) -> list[object]:
        """Where every row lies: a row that is written again lies elsewhere."""
        return [self.rows(f"SELECT md5(string_agg(ctid::text, ',' ORDER BY ctid)) FROM {table}") for table in WRITTEN]

    def check(self) -> None:
        rows = self.rows("SELECT * FROM mentors WHERE year = :year")
        for row in rows:
            noted = self.noted.get(row["person_id"])
            assert row["notes"] == (None if noted is None else str(noted)), "a staff entry left its person"
            if row["withdrawn_at"] is None:
                human = self.human[row["signup_submission_id"]]
                assert noted in (None, human), "somebody inherited a staff entry"
                assert row["gb_contact_id"] is None or human == DOUBTFUL, "somebody inherited a contact"
        assert self.noted.keys() <= {row["person_id"] for row in rows}, "a staff entry was lost"
        present = {self.human[row["signup_submission_id"]] for row in rows if row["withdrawn_at"] is None}
        has_notes = {
            self.human[row["signup_submission_id"]] for row in rows if row["notes"] and not row["withdrawn_at"]
        }
        assert present & set(self.noted.values()) <= has_notes, "somebody is back without what staff had noted"


def answers(human: int) -> dict[str, object]:
    first, last, number = PEOPLE[human]
    address = f"{first}.{last}".lower()
    names = {"first_name": first, "last_name": last, "phone": f"+1404555010{number}"}
    return {**names, "personal_email": f"{address}@example.com", "uga_email": f"{address}@uga.edu"}


@pytest.mark.timeout(600)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(acts, min_size=4, max_size=14))
@example(  # two people, one of whom left, exchange a submission
    [("sign_up", 0, 0), ("sign_up", 3, 0), ("delete", 0, 0), ("note", 0, 0), ("sign_up", 0, 0), ("undo", 0, 0),
     ("sign_up", 1, 0), ("sign_up", 0, 0), ("rewrite", 6, 0), ("rewrite", 0, 1)]
)  # fmt: skip
def test_no_staff_entry_ever_changes_its_person(conn, story):
    savepoint = conn.begin_nested()
    try:
        live_through(Life(conn), story)
    finally:
        savepoint.rollback()


def live_through(life, story):
    for act, one, other in story:
        getattr(life, act)(one, other)
        life.sync()
        life.check()
        before = life.footprint()
        life.sync()
        assert life.footprint() == before, "a second run wrote something"
