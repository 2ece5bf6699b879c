"""The ids of a former season: one approval on the Export page, and the way to it on the Overview."""

from datetime import UTC, datetime

from tests.pages.conftest import texts
from tests.views.rows import add, add_contact, add_contacts_read, add_mentor

PAGE = "sync/export.py"


def season(rows):
    for number, mn_id in ((1, "MN0001"), (2, None)):
        add_contact(rows, number, external_id=f"MN000{number}")
        reason = "it is the contact of another person in season 2024"
        ids = {"contact_id": 1000 + number, "external_id": f"MN000{number}", "mn_id": mn_id}
        add(rows, "retirements", year=2025, former_year=2024, reason=reason, **ids)
    add_mentor(rows, 1, gb_contact_id=None)
    add(rows, "holds", year=2025, mn_id="MN0001", reason="Waits until External ID MN0001 is taken")
    add_contacts_read(rows, datetime.now(UTC))
    rows.commit()


def statuses(rows):
    rows.rollback()
    return [status for (status,) in rows.exec_driver_sql("SELECT status FROM deliveries ORDER BY delivery_id")]


def test_the_export_page_asks_once_for_all_and_says_why_it_is_certain(visit, rows):
    season(rows)
    app = visit(PAGE)
    assert not app.exception
    assert "Retire 2 External IDs of season 2024" in texts(app)
    assert "1 person stays out of the file" in texts(app)
    (listed,) = (table.value for table in app.dataframe if "Why it is certain" in table.value)
    assert listed["Contact"].tolist() == [1001, 1002]


def test_one_click_has_all_of_them_taken_and_another_one_takes_it_back(visit, rows):
    season(rows)
    app = visit(PAGE)
    app.button("retire_2024").click().run()
    assert not app.exception
    assert statuses(rows) == ["queued", "queued"]
    assert app.get("progress")[0].proto.text == "0 of 2 taken away, 2 on the way"
    app.button("unretire_2024").click().run()
    assert not app.exception
    assert statuses(rows) == ["cancelled", "cancelled"]


def test_the_overview_leads_there(visit, rows):
    season(rows)
    app = visit()
    assert not app.exception
    links = [link.proto.label for link in app.get("page_link")]
    assert "Retire 2 External IDs of season 2024: one approval for all, 1 person waits for it" in links


def test_without_ids_of_a_former_season_nothing_is_asked(visit, rows):
    add_mentor(rows, 1)
    rows.commit()
    assert "Retire" not in texts(visit(PAGE))
