"""The command line as scripts use it: one JSON object, exit codes they can trust."""

import json

import pytest
import structlog
from sqlalchemy import text
from typer.testing import CliRunner

from core.__main__ import app
from core.settings import read_settings
from core.store.runs import request
from tests.story import story

DONE, FAILED, WRONG_USE = 0, 1, 2


@pytest.fixture
def world(database, tmp_path, monkeypatch):
    """Three mentors, and an environment as a deployed installation has it."""
    with story(database, tmp_path) as told:
        for number in (1, 2, 3):
            told.sign_up(number)
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("DATABASE_URL", database.url.set(drivername="postgresql").render_as_string(False))
        monkeypatch.setenv("JOTFORM_API_KEY", "demo")
        monkeypatch.setenv("JOTFORM_BASE_URL", f"{told.url}/jotform")
        monkeypatch.setenv("GIVEBUTTER_API_KEY", "demo")
        monkeypatch.setenv("GIVEBUTTER_BASE_URL", f"{told.url}/givebutter/v1")
        read_settings.cache_clear()
        yield told
    read_settings.cache_clear()
    structlog.reset_defaults()  # the command line logs to a stream that the runner has closed


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def told(*arguments, code=DONE):
    result = run(*arguments, "--json")
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


def test_sync_prints_the_object_that_was_promised(world):
    result = told("sync")
    assert result["status"] == "completed"
    assert {"run_id", "duration_ms", "changes", "conflicts_created", "conflicts_pending", "held_back"} <= set(result)
    assert result["mentors"] == 3
    assert set(result["steps"][0]) == {
        "name", "status", "records_processed", "records_inserted", "records_updated", "records_failed", "duration_ms",
    }  # fmt: skip


def test_a_dry_run_in_words_names_who_would_change_and_that_nothing_did(world):
    result = run("sync", "--dry-run")
    assert result.exit_code == DONE
    assert "MN0001: new mentor" in result.stdout
    assert "Nothing was changed" in result.stdout
    assert world.mn_ids() == set()


def test_one_part_alone_reads_that_part_only(world):
    result = told("sync", "--only", "members")
    assert [step["name"] for step in result["steps"]] == ["members"]


def test_a_failed_run_is_exit_code_one_and_says_why(world, database):
    with database.begin() as conn:
        conn.execute(text("UPDATE sync_configs SET config_value = '1' WHERE config_key = 'jotform_signup_form_id'"))
    result = told("sync", code=FAILED)
    assert (result["status"], "jotform_signup_form_id" in result["error"]) == ("failed", True)


def test_a_second_run_at_the_same_time_is_refused(world, database):
    with database.begin() as conn:
        request(conn, world.year, "full", dry_run=False, by="somebody else")
    assert "only one may run" in told("sync", code=FAILED)["error"]


@pytest.mark.parametrize(
    "arguments",
    [("sync", "--only", "nonsense"), ("sync", "--year", "2031"), ("season", "set", "goal", "1"), ("nonsense",)],
)
def test_wrong_use_is_exit_code_two(world, arguments):
    assert run(*arguments).exit_code == WRONG_USE


def test_one_key_without_the_other_is_exit_code_two(world, monkeypatch):
    monkeypatch.delenv("GIVEBUTTER_API_KEY")
    read_settings.cache_clear()
    result = run("status")
    assert result.exit_code == WRONG_USE
    assert "GIVEBUTTER_API_KEY" in result.output


def test_status_knows_the_last_run(world):
    told("sync")
    state = told("status")
    assert (state["mentors"], state["run"]["status"]) == (3, "completed")
    assert "3 mentors" in run("status").stdout


def test_export_and_validate_agree(world, tmp_path):
    told("sync")
    file = tmp_path / "import.csv"
    result = told("export", "-o", file)
    assert (result["rows"], result["left_out"]) == (3, {})
    assert told("validate", file)["errors"] == []
    assert len(world.rows("SELECT 1 FROM exports")) == 1


def test_a_spoilt_file_is_refused_row_by_row(world, tmp_path):
    told("sync")
    file = tmp_path / "import.csv"
    told("export", "-o", file)
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([*lines, lines[-1]]) + "\n", encoding="utf-8")
    assert told("validate", file, code=FAILED)["errors"]


def test_a_file_that_is_no_contacts_export_changes_nothing(world, tmp_path):
    file = tmp_path / "holiday.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    assert told("import-contacts", file, code=FAILED)["status"] == "failed"


def test_a_contacts_export_is_taken(world, tmp_path):
    file = tmp_path / "contacts.csv"
    file.write_text("Givebutter Contact ID,First Name,Last Name,Primary Email\n7,Ada,Tester,ada@example.com\n", "utf-8")
    assert told("import-contacts", file, "--dry-run")["new"] == 1
    assert told("import-contacts", file)["new"] == 1
    assert told("import-contacts", file)["changed"] == 0


def test_a_season_is_copied_completed_and_activated(world):
    assert "jotform_signup_form_id" in run("season", "copy", world.year, 2031).stdout
    assert run("season", "copy", world.year, 2031).exit_code == WRONG_USE
    assert run("season", "set", "event_date", "2031-11-09", "--year", 2031).exit_code == DONE
    assert run("season", "set", "event_date", "someday", "--year", 2031).exit_code == WRONG_USE
    assert told("season", "show", "--year", 2031)["settings"]["event_date"] == "2031-11-09"
    assert run("season", "activate", 2031).exit_code == DONE
    assert "2031" in run("season", "show").stdout
    assert "Season 2031 is not ready" in run("sync").output


def test_migrate_may_be_repeated(world):
    assert run("migrate").exit_code == DONE


def twins(world):
    """Mentor 4 and two contacts between which nothing tells."""
    world.sign_up(4, first="Edith", last="Twofold")
    person = {"first_name": "Edith", "last_name": "Twofold", "emails": ["mentor4@example.com"]}
    return [world.demo.add_contact(**person) for _ in range(2)]


def test_a_question_is_listed_answered_and_taken_back(world):
    one, other = twins(world)
    told("sync")
    (question,) = told("conflicts")["conflicts"]
    letters = {letter: option["value"] for letter, option in question["options"].items()}
    assert set(letters.values()) == {str(one), str(other)}

    verdict = told("decide", question["conflict_id"], "a", "--by", "Coordinator One", "--note", "asked her")
    assert [str(contact) for contact in verdict["archived"]] == [letters["B"]]
    assert told("conflicts")["conflicts"] == []
    assert len(told("conflicts", "--status", "resolved")["conflicts"]) == 1

    assert told("undo", verdict["decisions"][0], "--by", "Coordinator One")["reopened"] == [question["conflict_id"]]
    assert run("undo", verdict["decisions"][0], "--by", "Coordinator One").exit_code == FAILED


def test_an_answer_that_does_not_fit_is_wrong_use(world):
    twins(world)
    told("sync")
    (question,) = told("conflicts")["conflicts"]
    assert run("decide", question["conflict_id"], "Z", "--by", "One").exit_code == WRONG_USE
    assert run("decide", 999, "A", "--by", "One").exit_code == WRONG_USE
    assert run("decide", question["conflict_id"], "A").exit_code == WRONG_USE
    told("decide", question["conflict_id"], "custom", "--value", "999", "--by", "One", code=FAILED)


def test_archivals_are_listed_and_approved_by_name(world):
    world.sign_up(4, first="Edith", last="Twofold")
    person = {"first_name": "Edith", "last_name": "Twofold", "emails": ["mentor4@example.com"]}
    world.demo.add_contact(**person, tags=["Mentors 2025"])
    duplicate = world.demo.add_contact(**person)
    told("sync")
    assert [archival["contact_id"] for archival in told("archivals")["archivals"]] == [duplicate]
    assert run("archivals", "--approve", "ALL").exit_code == WRONG_USE
    assert told("archivals", "--approve", "ALL", "--by", "One")["approved"] == 1
    assert told("archivals")["archivals"] == []


def test_whether_two_sign_ups_are_one_person_is_asked_and_answered(world):
    twins = {"last": "Marlow", "phone": "404 555 0141", "email": "marlows@example.com"}
    world.demo.add_signup(mn_id="MN0041", first="Erin", **twins)
    world.demo.add_signup(mn_id="MN0042", first="Eric", **twins)
    world.sync()
    (asked,) = told("conflicts")["conflicts"]
    assert (asked["mn_id"], asked["conflict_type"]) == ("MN0042", "same_person")
    assert len(told("decide", asked["conflict_id"], "A", "--by", "Mia")["decisions"]) == 1
    assert {"MN0041", "MN0042"} & world.mn_ids() == {"MN0041"}
