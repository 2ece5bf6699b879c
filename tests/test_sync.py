"""One stream at a time, from the demo service over HTTP into PostgreSQL."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Connection, text

from core.clients import Endpoints, Givebutter, Jotform, RetryPolicy, Sources, open_sources
from core.demo.server import running
from core.demo.store import DemoStore
from core.errors import BudgetSpentError, RunCancelledError, SourceRefusedError, SourceUnavailableError
from core.records import Contact, Member, PartnerPreference, SetupForm, Signup, TrainingSignup
from core.seasons import Season, season_from
from core.store import raw
from core.streams import CONTACTS, STREAMS, Stream
from core.sync import StreamResult, read_stream

NOW = datetime(2025, 10, 28, 16, tzinfo=UTC)
FAST = RetryPolicy(attempts=3, total_seconds=5, first_wait_seconds=0, longest_wait_seconds=0, jitter_seconds=0)
SETTINGS = {
    "jotform_signup_form_id": "1", "jotform_setup_form_id": "2", "jotform_training_form_id": "3",
    "givebutter_mentor_tag": "Mentors 2025", "givebutter_dropped_tag": "Dropped 25",
    "event_date": "2025-11-09", "fundraising_goal": "75",
}  # fmt: skip
BY_NAME = {stream.name: stream for stream in STREAMS}
SIGNUPS, MEMBERS = BY_NAME["signups"], BY_NAME["members"]


@dataclass
class World:
    """A demo season, the database it is read into, and what was read."""

    store: DemoStore
    conn: Connection
    sources: Sources
    season: Season
    url: str
    progress: list[tuple[int, int | None]] = field(default_factory=list)

    def read(self, stream: Stream, *, list_all: bool = False, now: datetime = NOW) -> StreamResult:
        self.progress.clear()
        return read_stream(
            self.conn, stream, self.season, self.sources, now=now, list_all=list_all,
            progress=lambda done, expected: self.progress.append((done, expected)),
        )  # fmt: skip

    def signups(self) -> dict[str, Signup]:
        return {signup.submission_id: signup for signup in raw.load(self.conn, Signup, self.season.year)}

    def contacts(self) -> dict[int, Contact]:
        return raw.load_contacts(self.conn, self.scalars("SELECT contact_id FROM raw_gb_full_contacts"))

    def keys(self, contact_id: int) -> set[tuple[str, str]]:
        rows = self.conn.execute(
            text("SELECT kind, value FROM contact_keys WHERE contact_id = :contact_id"), {"contact_id": contact_id}
        )
        return {(row.kind, row.value) for row in rows}

    def scalars(self, statement: str) -> list:
        return list(self.conn.execute(text(statement)).scalars())


@pytest.fixture
def world(conn: Connection, tmp_path: Path) -> Iterator[World]:
    store = DemoStore.empty(tmp_path / "demo.sqlite", NOW)
    with running(store) as url, open_sources(endpoints(url), FAST) as sources:
        season = season_from(store.season.year, dict(store.season.settings()))
        yield World(store, conn, sources, season, url)
    store.close()


def endpoints(url: str) -> Endpoints:
    return Endpoints(f"{url}/jotform", "demo", f"{url}/givebutter/v1", "demo", None)


def counts(result: StreamResult) -> tuple[int, int, int]:
    return result.inserted, result.updated, result.removed


def kinds(result: StreamResult) -> list[str]:
    return [issue.error_type for issue in result.issues]


def test_every_stream_is_read_into_records(world):
    world.store.add_signup(mn_id="MN0001", first="Amelia", last="Stone", phone="404 555 0142", email="a@example.com")
    world.store.add_setup(mn_id="MN0001", email="a@example.com", phone="404 555 0142")
    world.store.add_training(email="a@example.com", phone="404 555 0142", uga_class="Junior")
    world.store.add_preference(mn_id="MN0001", phone="404 555 0142", partner_phone="404 555 0143", shift="Morning")
    world.store.add_member(first_name="Amelia", last_name="Stone", email="a@example.com", raised=82.5)
    contact_id = world.store.add_contact(first_name="Amelia", last_name="Stone", emails=["a@example.com"])
    for stream in STREAMS:
        result = world.read(stream)
        assert (stream.name, counts(result), result.issues) == (stream.name, (1, 0, 0), ())
    year = world.season.year
    assert raw.load(world.conn, Signup, year)[0].phone == "+14045550142"
    assert raw.load(world.conn, SetupForm, year)[0].mn_id == "MN0001"
    assert raw.load(world.conn, TrainingSignup, year)[0].uga_class == "Junior"
    assert raw.load(world.conn, PartnerPreference, year)[0].partner_phone == "+14045550143"
    assert raw.load(world.conn, Member, year)[0].raised == 82.5
    assert world.contacts()[contact_id].emails == ("a@example.com",)


@pytest.mark.parametrize("list_all", [False, True])
def test_a_second_read_rewrites_nothing(world, list_all):
    for _ in range(3):
        world.store.add_signup(first="A", last="B")
        world.store.add_contact(first_name="A", last_name="B")
        world.store.add_member(first_name="A", email="a@example.com")
    rows = "SELECT xmin::text || ctid::text FROM "
    versions = f"{rows} raw_gb_full_contacts UNION ALL {rows} raw_mn_signups"
    for stream in (SIGNUPS, MEMBERS, CONTACTS):
        world.read(stream)
    before = world.scalars(versions)
    assert [counts(world.read(stream, list_all=list_all)) for stream in (SIGNUPS, MEMBERS, CONTACTS)] == [(0, 0, 0)] * 3
    assert world.scalars(versions) == before


def test_only_what_changed_is_read(world):
    ids = [world.store.add_signup(first=f"A{n}", last="B", at=NOW - timedelta(days=9, minutes=n)) for n in range(20)]
    world.read(SIGNUPS)
    world.store.add_signup(first="New", last="B", at=NOW - timedelta(days=1))
    world.store.edit_submission(ids[3], at=NOW - timedelta(days=1), personalEmail="new@example.com")
    result = world.read(SIGNUPS)
    assert (counts(result), result.listed) == ((1, 1, 0), False)
    assert result.processed < 20
    assert world.signups()[ids[3]].personal_email == "new@example.com"


def test_changed_contacts_are_read_with_their_keys(world):
    ids = [world.store.add_contact(first_name="A", phones=["+14045550100"]) for _ in range(3)]
    world.read(CONTACTS)
    world.store.edit_contact(ids[1], phones=["+14045550199"], external_id="mn0001")
    result = world.read(CONTACTS)
    assert (counts(result), result.listed) == ((0, 1, 0), False)
    assert world.keys(ids[0]) == {("phone", "+14045550100")}
    assert world.keys(ids[1]) == {("phone", "+14045550199"), ("external_id", "MN0001")}


@pytest.mark.parametrize("listed", [True, False])
def test_a_deleted_submission_is_noticed_by_the_next_read(world, listed):
    kept, gone = world.store.add_signup(first="A"), world.store.add_signup(first="B")
    world.read(SIGNUPS)
    world.store.delete_submission(gone, listed=listed)
    assert counts(world.read(SIGNUPS)) == (0, 0, 1)
    assert set(world.signups()) == {kept}


def test_a_member_who_left_is_noticed_and_may_return(world):
    world.store.add_member(member_id=7, first_name="A")
    world.store.add_member(member_id=8, first_name="B")
    world.read(MEMBERS)
    world.store.remove_member(8)
    assert counts(world.read(MEMBERS)) == (0, 0, 1)
    world.store.add_member(member_id=8, first_name="B")
    assert counts(world.read(MEMBERS)) == (1, 0, 0)


def test_an_archived_contact_is_noticed_and_no_candidate_any_more(world):
    kept, gone = (world.store.add_contact(first_name="A", phones=["+14045550100"]) for _ in range(2))
    world.read(CONTACTS)
    world.store.archive_contact(gone)
    assert counts(world.read(CONTACTS)) == (0, 0, 1)
    assert set(world.contacts()) == {kept}
    assert world.keys(gone) == set()
    assert world.keys(kept) != set()


def test_rows_of_another_form_disappear_with_it(world):
    world.store.add_signup(first="A", mn_id="MN0001")
    world.store.add_setup(mn_id="MN0002")
    world.read(SIGNUPS)
    world.season = replace(world.season, jotform_signup_form_id=world.season.jotform_setup_form_id)
    result = world.read(SIGNUPS)
    assert (counts(result), result.listed) == ((1, 0, 1), True)
    assert [signup.mn_id for signup in world.signups().values()] == ["MN0002"]


def test_other_question_names_read_everything_anew(world):
    submission = world.store.add_signup(first="A", mn_id="MN0001")
    world.store.rename_question("signup", "mnid", "mentorNumber")
    assert kinds(world.read(SIGNUPS)) == ["missing_question"]
    assert world.signups()[submission].mn_id is None
    world.season = replace(world.season, question_names={"signups": {"mnid": "mentorNumber"}})
    assert world.read(SIGNUPS).issues == ()
    assert world.signups()[submission].mn_id == "MN0001"


def test_progress_is_told_page_by_page_with_what_is_expected(world):
    for _ in range(250):
        world.store.add_contact(first_name="A")
    world.read(CONTACTS)
    assert world.progress == [(100, 250), (200, 250), (250, 250)]


def test_progress_never_passes_what_is_expected(world):
    """Jotform lists deleted submissions, which the form does not count."""
    world.store.add_signup(first="A")
    world.store.add_signup(first="B", status="DELETED")
    world.read(SIGNUPS)
    assert world.progress == [(2, 2)]


def test_a_cancelled_read_leaves_nothing(world):
    world.store.add_contact(first_name="A")

    def cancel(_done: int, _expected: int | None) -> None:
        raise RunCancelledError

    with pytest.raises(RunCancelledError):
        read_stream(world.conn, CONTACTS, world.season, world.sources, now=NOW, list_all=False, progress=cancel)
    assert world.contacts() == {}
    assert raw.contacts_known_at(world.conn) is None
    assert counts(world.read(CONTACTS)) == (1, 0, 0)


def test_a_read_that_is_rolled_back_moves_no_cursor(world):
    world.store.add_signup(first="A")
    savepoint = world.conn.begin_nested()
    world.read(SIGNUPS)
    savepoint.rollback()
    assert raw.load_cursor(world.conn, SIGNUPS, world.season.year) == raw.Cursor()
    assert counts(world.read(SIGNUPS)) == (1, 0, 0)


def test_all_streams_can_be_read_again_and_again_within_one_transaction(world):
    world.store.add_contact(first_name="A")
    for _ in range(2):
        for stream in STREAMS:
            world.read(stream)


def test_the_cursor_is_the_sources_time_and_never_ours(world):
    made_at = NOW - timedelta(days=3)
    world.store.add_signup(first="A", at=made_at)
    world.read(SIGNUPS, now=NOW + timedelta(days=99))
    assert raw.load_cursor(world.conn, SIGNUPS, world.season.year).cursor == made_at


def test_what_changes_behind_the_readers_back_comes_next_time(world):
    """A record dated later than the read began does not carry the cursor past changes of that moment."""
    later = datetime.now(UTC) + timedelta(days=5)
    world.store.add_signup(first="A", at=later)
    world.read(SIGNUPS)
    cursor = raw.load_cursor(world.conn, SIGNUPS, world.season.year).cursor
    assert cursor is not None
    assert cursor < later


def test_an_optional_form_that_is_not_named_is_not_read(world):
    world.season = replace(world.season, jotform_partner_form_id=None)
    assert world.read(BY_NAME["preference"]) == StreamResult()


def test_an_unknown_form_says_what_to_check(world):
    world.season = replace(world.season, jotform_signup_form_id="99")
    with pytest.raises(SourceRefusedError, match="/form/99"):
        world.read(SIGNUPS)


def test_a_listing_is_due_after_the_seasons_hours(world):
    assert raw.is_listing_due(world.conn, SIGNUPS, world.season, NOW)
    world.read(SIGNUPS, now=NOW)
    assert not raw.is_listing_due(world.conn, SIGNUPS, world.season, NOW + timedelta(hours=23))
    assert raw.is_listing_due(world.conn, SIGNUPS, world.season, NOW + timedelta(hours=24))


def test_contacts_are_known_as_of_their_last_read(world):
    world.read(CONTACTS, now=NOW)
    assert raw.contacts_known_at(world.conn) == NOW


def trouble(world: World, **fault: object) -> None:
    """Switch a fault of the demo service on."""
    httpx.post(f"{world.url}/demo/faults", json=fault).raise_for_status()


@pytest.mark.parametrize("kind", ["429", "500", "503", "cut", "html", "http200_error"])
def test_passing_trouble_costs_nothing(world, kind):
    for _ in range(250):
        world.store.add_contact(first_name="A")
    trouble(world, kind=kind, target="/contacts", times=3, every=2, seconds=0)
    assert counts(world.read(CONTACTS)) == (250, 0, 0)


@pytest.mark.parametrize("kind", ["500", "cut", "html", "http200_error"])
def test_trouble_that_stays_leaves_everything_as_it_was(world, kind):
    ids = [world.store.add_contact(first_name="A") for _ in range(150)]
    world.read(CONTACTS)
    known_at = raw.contacts_known_at(world.conn)
    world.store.edit_contact(ids[0], first_name="B")
    trouble(world, kind=kind, target="/contacts")
    with pytest.raises(SourceUnavailableError):
        world.read(CONTACTS, list_all=True, now=NOW + timedelta(hours=1))
    assert {contact.first_name for contact in world.contacts().values()} == {"A"}
    assert raw.contacts_known_at(world.conn) == known_at


@pytest.mark.parametrize("name", ["signups", "members", "contacts"])
def test_malformed_records_become_issues_and_the_others_go_on(world, name):
    for _ in range(3):
        world.store.add_signup(first="A")
        world.store.add_member(first_name="A")
        world.store.add_contact(first_name="A")
    trouble(world, kind="malformed")
    result = world.read(BY_NAME[name])
    assert "malformed_record" in kinds(result)
    assert result.inserted >= 3
    httpx.delete(f"{world.url}/demo/faults").raise_for_status()
    assert kinds(world.read(BY_NAME[name])) == []
    assert world.scalars(f"SELECT count(*) FROM {BY_NAME[name].table} WHERE deleted_at IS NULL") == [3]


def test_a_cell_that_becomes_unreadable_keeps_its_earlier_value_and_is_told_while_it_lasts(world):
    contact_id = world.store.add_contact(first_name="Avery")
    world.read(CONTACTS)
    known = world.contacts()[contact_id].created_at
    world.store.edit_contact(contact_id, first_name="Ava", fields={"created_at": "yesterday"})
    for _ in range(2):
        result = world.read(CONTACTS, list_all=True)
        assert (kinds(result), result.removed) == (["unreadable_value"], 0)
        assert (world.contacts()[contact_id].first_name, world.contacts()[contact_id].created_at) == ("Ava", known)
    world.store.edit_contact(contact_id, fields={"created_at": "2025-01-02T03:04:05+00:00"})
    assert kinds(world.read(CONTACTS, list_all=True)) == []


@pytest.mark.parametrize(
    ("status", "reason", "severity"),
    [
        ("OVERQUOTA", "over its limit of submissions", "warning"),
        ("PENDING", "still pending", "warning"),
        ("ARCHIVED", "archived it", "info"),
        ("CUSTOM", "its status is CUSTOM", "warning"),
    ],
)
def test_a_submission_that_is_listed_but_does_not_count_is_explained(world, status, reason, severity):
    kept = world.store.add_signup(first="A", mn_id="MN0001")
    left_out = world.store.add_signup(first="B", mn_id="MN0002", status=status)
    world.store.add_signup(first="C", status="DELETED")
    (issue,) = world.read(SIGNUPS).issues
    assert (issue.error_type, issue.severity) == ("submission_not_counted", severity)
    assert (issue.record_id, issue.mn_id) == (left_out, "MN0002")
    assert reason in issue.message
    assert set(world.signups()) == {kept}


def test_a_spent_budget_stops_the_read(world):
    with running(world.store, jotform_daily_calls=21) as url, open_sources(endpoints(url), FAST) as sources:
        world.sources = sources
        sources.jotform.load_questions(world.season.jotform_signup_form_id)
        sources.jotform.load_questions(world.season.jotform_signup_form_id)
        with pytest.raises(BudgetSpentError):
            world.read(SIGNUPS)


def test_a_low_budget_is_a_warning(world):
    with running(world.store, jotform_daily_calls=60) as url, open_sources(endpoints(url), FAST) as sources:
        world.sources = sources
        assert kinds(world.read(SIGNUPS)) == ["jotform_budget_low"]


class TestListingThatDoesNotAddUp:
    """A source that announces more than it gives: what we know is kept."""

    @pytest.fixture
    def short(self, conn: Connection) -> Iterator[World]:
        rows = [{"id": n, "first_name": "A", "created_at": NOW.isoformat()} for n in range(1, 4)]
        self.pages = [rows]
        self.total = 3
        yield from self.worlds(conn)

    def worlds(self, conn: Connection) -> Iterator[World]:
        def answer(request: httpx.Request) -> httpx.Response:
            if request.url.path.endswith("/campaigns"):
                return httpx.Response(200, json={"data": [{"id": 5, "code": "DEMO"}], "meta": {"last_page": 1}})
            rows = self.pages.pop(0) if len(self.pages) > 1 else self.pages[0]
            if rows is None:
                return httpx.Response(200, json={})
            return httpx.Response(200, json={"data": rows, "meta": {"last_page": 1, "total": self.total}})

        transport = httpx.MockTransport(answer)
        givebutter = Givebutter("http://givebutter.test", "key", None, policy=FAST, transport=transport)
        jotform = Jotform("http://jotform.test", "key", policy=FAST, transport=transport)
        season = season_from(2025, {**SETTINGS, "givebutter_campaign_code": "DEMO"})
        yield World(None, conn, Sources(jotform, givebutter), season, "")

    @pytest.mark.parametrize("incomplete", [[], [{"id": 1}], None])
    def test_nothing_is_removed(self, short, incomplete):
        short.read(MEMBERS)
        self.pages = [incomplete]
        result = short.read(MEMBERS)
        assert (kinds(result), result.removed, result.listed) == (["listing_incomplete"], 0, False)
        assert len(raw.load(short.conn, Member, 2025)) == 3

    def test_it_is_listed_once_more_before_that(self, short):
        short.read(MEMBERS)
        good = self.pages[0]
        self.pages = [[], good]
        result = short.read(MEMBERS)
        assert (result.issues, result.removed, result.listed) == ((), 0, True)

    def test_the_next_read_of_another_campaign_lists_again(self, short):
        self.total = 9
        short.read(MEMBERS)
        cursor = raw.load_cursor(short.conn, MEMBERS, 2025)
        assert (cursor.read_from, cursor.last_listed_at, cursor.last_read_at) == (None, None, NOW)

    def test_it_makes_what_we_know_no_younger_and_is_listed_whole_next_time(self, short):
        short.read(CONTACTS)
        cursor = raw.load_cursor(short.conn, CONTACTS, 2025)
        good, later = self.pages[0], NOW + timedelta(hours=1)
        self.pages = [[good[0], good[0], good[2]]]
        assert kinds(short.read(CONTACTS, list_all=True, now=later)) == ["listing_incomplete"]
        assert raw.contacts_known_at(short.conn) == NOW
        assert raw.load_cursor(short.conn, CONTACTS, 2025).cursor == cursor.cursor
        assert not raw.are_contacts_complete(short.conn)
        self.pages = [good]
        assert short.read(CONTACTS, now=later).listed
        assert (raw.contacts_known_at(short.conn), raw.are_contacts_complete(short.conn)) == (later, True)

    def test_a_change_that_slipped_through_is_found_by_a_whole_listing(self, short):
        short.read(CONTACTS)
        good = self.pages[0]
        changed = [good[0], good[1], {**good[2], "first_name": "B"}]
        self.pages = [[good[0], good[1], good[1]], changed, changed]
        assert short.read(CONTACTS).updated == 1
        assert short.contacts()[3].first_name == "B"

    def test_contacts_that_were_never_read_whole_are_not_complete(self, short):
        assert not raw.are_contacts_complete(short.conn)
        self.pages = [[{"id": 1}]]
        short.read(CONTACTS)
        assert not raw.are_contacts_complete(short.conn)
        assert raw.contacts_known_at(short.conn) is None


@pytest.mark.parametrize("bumped", [True, False])
def test_a_contact_that_we_archived_and_somebody_restored_is_back_with_the_next_read(world, bumped):
    contact_id = world.store.add_contact(first_name="A", phones=["+14045550100"])
    world.read(CONTACTS)
    world.conn.execute(text("UPDATE raw_gb_full_contacts SET archived_at = now()"))
    world.conn.execute(text("DELETE FROM contact_keys"))
    if bumped:
        world.store.edit_contact(contact_id, first_name="B")
    world.read(CONTACTS)
    assert set(world.contacts()) == {contact_id}
    assert world.keys(contact_id) == {("phone", "+14045550100")}


def test_what_we_archived_is_neither_missed_nor_listed_for(world):
    kept, gone = (world.store.add_contact(first_name="A") for _ in range(2))
    world.read(CONTACTS)
    world.store.archive_contact(gone)
    world.conn.execute(text("UPDATE raw_gb_full_contacts SET archived_at = now() WHERE contact_id = :id"), {"id": gone})
    result = world.read(CONTACTS)
    assert (counts(result), result.listed) == ((0, 0, 0), False)
    assert set(world.contacts()) == {kept}
