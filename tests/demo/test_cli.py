import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from core.demo.cli import app
from core.demo.server import running
from core.demo.store import DemoStore
from core.settings import read_settings

FAULT = {"kind": "500", "target": "/", "times": 2, "every": 1, "seconds": 1.0, "seen": 0, "happened": 0}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("MENTOR_SYNC_HOME", str(tmp_path))
    read_settings.cache_clear()
    yield tmp_path
    read_settings.cache_clear()


@pytest.fixture
def served(home: Path, demo: DemoStore) -> Iterator[DemoStore]:
    with running(demo) as url:
        (home / "demo.json").write_text(json.dumps({"url": url}))
        yield demo


def test_a_week_goes_by(served):
    told = json.loads(run("advance", "--weeks", "2").stdout)
    assert told["new_signups"] == 24
    assert served.forms.counts(served.forms.form("signup")["id"])[0] == 24


def test_contacts_go_out_and_come_back(served, home):
    contact = served.add_contact(first_name="Ada", last_name="Stone", emails=["ada@example.com"])
    file = home / "contacts.csv"
    assert run("export", "-o", str(file)).exit_code == 0
    result = run("import", str(file))
    assert (result.exit_code, json.loads(result.stdout)["updated"]) == (0, 1)
    assert served.contacts.is_living(contact)


def test_contacts_go_to_standard_output(served):
    served.add_contact(last_name="Stone")
    assert run("export").stdout.startswith("Givebutter Contact ID,Contact External ID")


@pytest.mark.usefixtures("served")
def test_an_import_with_refused_rows_fails(home):
    file = home / "import.csv"
    file.write_text("First Name\nAda\n")
    result = run("import", str(file))
    assert result.exit_code == 1
    assert json.loads(result.stdout)["failed"][0]["error"] == "The last name field is required."


@pytest.mark.usefixtures("served")
def test_faults_are_switched_on_listed_and_off():
    assert json.loads(run("faults", "500", "--times", "2").stdout) == {"faults": [FAULT]}
    assert json.loads(run("faults").stdout) == {"faults": [FAULT]}
    assert json.loads(run("faults", "--clear").stdout) == {"faults": []}


@pytest.mark.usefixtures("served")
def test_an_unknown_fault_is_explained():
    result = run("faults", "flood")
    assert result.exit_code == 1
    assert "kind must be one of" in result.stderr


def test_without_the_service_it_says_how_to_start_it(home):
    for arguments in (("advance",), ("export",), ("reset",)):
        result = run(*arguments)
        assert result.exit_code == 1
        assert "python -m core demo serve" in result.stderr
    assert not list(home.iterdir())
