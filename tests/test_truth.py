"""How often we are right about who is who, compared with what only the demo season knows."""

from dataclasses import dataclass

import pytest

from core.db import connect
from core.demo.configure import configure
from core.demo.load import invented
from core.demo.server import running
from tests.story import NOW, Story

ABOUT_CONTACTS = ("contact_selection", "external_id_collision")


@dataclass(frozen=True)
class Verdict:
    """What was found out about one person, beside the truth about them."""

    truth: dict
    row: dict | None
    asked: bool

    @property
    def contact(self):
        return self.row["gb_contact_id"] if self.row else None

    @property
    def is_settled(self):
        return self.row is not None and not self.asked

    @property
    def is_right(self):
        return self.contact == self.truth["winner"]


@pytest.fixture(scope="module")
def season(server, tmp_path_factory):
    """The demo season of usual size after one sync: what it holds, and what we believe."""
    with server.clone() as address:
        engine = connect(address)
        demo = invented(tmp_path_factory.mktemp("truth") / "demo.sqlite", 2025, NOW)
        with running(demo) as url:
            told = Story(engine, demo, url, configure(engine, url))
            assert told.sync()["status"] == "completed"
            yield told
        demo.close()
        engine.dispose()


@pytest.fixture(scope="module")
def verdicts(season):
    rows = {row["mn_id"]: row for row in season.rows("SELECT * FROM mentors WHERE year = :year")}
    questions = season.rows(
        "SELECT mn_id FROM sync_conflicts WHERE conflict_type = ANY(:kinds)", kinds=[*ABOUT_CONTACTS]
    )
    asked = {row["mn_id"] for row in questions}
    return [Verdict(one, rows.get(one["mn_id"]), one["mn_id"] in asked) for one in season.demo.truth() if one["mn_id"]]


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_most_people_with_several_contacts_settle_unasked_and_rightly(verdicts, capsys):
    several = [verdict for verdict in verdicts if len(verdict.truth["contacts"]) > 1]
    settled = [verdict for verdict in several if verdict.is_settled]
    unasked = len(settled) / len(several)
    right = sum(verdict.is_right for verdict in settled) / len(settled)
    told = f"{len(several)} people with several contacts: {unasked:.1%} settled unasked, {right:.2%} of them rightly"
    with capsys.disabled():
        print(f"\n{told}")  # noqa: T201
    assert unasked > 0.9
    assert right >= 0.995


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_two_different_people_are_never_merged(season, verdicts):
    wrong = [verdict.row["mn_id"] for verdict in verdicts if verdict.contact not in (None, *verdict.truth["contacts"])]
    owners = {contact: verdict.truth["mn_id"] for verdict in verdicts for contact in verdict.truth["contacts"]}
    lost = [row for row in season.rows("SELECT * FROM archivals") if owners.get(row["contact_id"]) != row["mn_id"]]
    assert (wrong, lost) == ([], [])


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_whoever_signed_up_is_a_mentor_or_asked_about(verdicts):
    assert [verdict.truth["mn_id"] for verdict in verdicts if verdict.row is None and not verdict.asked] == []


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_tie_is_asked_and_every_drop_is_noticed(verdicts):
    assert all(verdict.asked for verdict in verdicts if verdict.truth["is_tie"])
    assert [v.row["mn_id"] for v in verdicts if v.row and v.row["dropped"] != v.truth["is_dropped"]] == []
