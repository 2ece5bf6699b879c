"""The whole loop on a season of real size: sync, hand out the file, import it, take the contacts back, sync again."""

import httpx
import pytest

from core.commands import import_contacts, record_export
from core.demo.configure import configure
from core.demo.load import invented
from core.demo.server import running
from tests.story import NOW, Story

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture
def season(database, tmp_path):
    demo = invented(tmp_path / "demo.sqlite", 2025, NOW)
    with running(demo) as url:
        yield Story(database, demo, url, configure(database, url))
    demo.close()


def test_givebutter_takes_every_row_and_what_comes_back_changes_nothing(season, database, tmp_path):
    first = season.sync()
    assert first["status"] == "completed"
    assert first["mentors"] + sum(first["exclusions"].values()) == 990

    view = season.export()
    record_export(database, season.year, file=view.file, by="loop")
    report = httpx.post(f"{season.url}/demo/import", content=view.content, timeout=120).json()
    assert report["failed"] == []
    assert (
        report["accepted"]
        == view.file.row_count
        == first["mentors"]
        - len(view.left_out)
        - len([person for person in view.held_back if person.mn_id in season.mn_ids()])
        - view.dropped
    )

    contacts = tmp_path / "contacts.csv"
    contacts.write_bytes(httpx.get(f"{season.url}/demo/contacts.csv", timeout=120).content)
    import_contacts(database, contacts, by="loop")

    second = season.sync()
    assert second["status"] == "completed"
    linked = [change for change in season.changes(second) if change[2] != "gb_contact_id"]
    assert linked == []
    assert second["conflicts_created"] == 0

    third = season.sync()
    assert (third["changes"], third["conflicts_created"]) == (0, 0)
