"""The runs page starts, shows and explains runs."""

import pytest
from sqlalchemy import text

from core.views.runs import PAGE_SIZE
from tests.pages.conftest import texts
from tests.views.rows import add_issue, add_run, add_step

PAGE = "sync/runs.py"


def runs(rows):
    rows.rollback()
    return rows.execute(text("SELECT sync_type, status, dry_run FROM sync_log ORDER BY run_id")).all()


@pytest.mark.usefixtures("rows")
def test_before_the_first_run_it_says_what_to_do(visit):
    app = visit(PAGE)
    assert not app.exception
    assert "No run yet. Start with **Run Full Sync**" in texts(app)


@pytest.mark.usefixtures("rows")
def test_without_a_worker_it_says_how_to_start_one(visit):
    assert "python scheduler.py" in texts(visit(PAGE))


def test_a_living_worker_needs_no_mention(visit, rows):
    rows.execute(text("INSERT INTO procrastinate_workers DEFAULT VALUES"))
    rows.commit()
    assert "python scheduler.py" not in texts(visit(PAGE))


def test_one_click_asks_for_a_full_sync(visit, rows):
    app = visit(PAGE)
    app.button(key="run_full_sync").click().run()
    assert not app.exception
    assert runs(rows) == [("full", "queued", False)]


def test_a_second_click_joins_the_run(visit, rows):
    app = visit(PAGE)
    app.button(key="run_full_sync").click().run()
    app.button(key="run_full_sync").click().run()
    assert len(runs(rows)) == 1
    assert app.toast[0].value == "A sync is already running - showing it."


def test_a_dry_run_is_asked_for_as_one(visit, rows):
    app = visit(PAGE)
    app.toggle(key="dry_run").set_value(True).run()
    app.button(key="run_full_sync").click().run()
    assert runs(rows) == [("full", "queued", True)]


def test_a_run_under_way_shows_how_far_it_is(visit, rows):
    run_id = add_run(rows, "running")
    add_step(rows, run_id, 1, "contacts", status="running", done=500, expected=48864)
    rows.commit()
    app = visit(PAGE)
    assert not app.exception
    assert "500 of 48,864" in app.table[0].value.iloc[0, 1]


def test_a_run_can_be_cancelled(visit, rows):
    app = visit(PAGE)
    app.button(key="run_full_sync").click().run()
    next(button for button in app.button if button.label == "Cancel").click().run()
    assert not app.exception
    assert runs(rows) == [("full", "cancelled", False)]


def test_a_failed_run_is_explained(visit, rows):
    add_run(rows, "failed", error_message="Givebutter refused the key. Check GIVEBUTTER_API_KEY.")
    rows.commit()
    shown = texts(visit(PAGE)).replace("\\", "")
    assert "Check GIVEBUTTER_API_KEY" in shown
    assert "What was kept" in shown
    assert "What to do" in shown


def test_details_of_a_past_run_open_and_close(visit, rows):
    run_id = add_run(rows, report={"mentors": 5})
    add_issue(rows, "shared_phone", run_id, mn_id="MN0001")
    rows.commit()
    app = visit(PAGE)
    app.button(key=f"open_{run_id}").click().run()
    assert "1 issue first found by this run" in texts(app)
    assert app.query_params["run"] == str(run_id)
    app.button(key=f"open_{run_id}").click().run()
    assert "first found" not in texts(app)


def test_a_dry_run_shows_who_would_change(visit, rows):
    change = {"change_type": "field_change", "field_name": "phone", "old_value": "+14045550101", "new_value": None}
    people = [{"mn_id": "MN0001", "full_name": "Ada Example", "changes": [change]}]
    run_id = add_run(rows, dry_run=True, report={"mentors": 1, "people": people})
    rows.commit()
    app = visit(PAGE, run=str(run_id))
    assert "1 person would change" in texts(app)
    assert app.dataframe[0].value.values.tolist() == [["MN0001", "Ada Example", "Phone", "+14045550101", ""]]


def test_many_past_runs_come_in_pages(visit, rows):
    for number in range(PAGE_SIZE + 1):
        add_run(rows, report={"mentors": number})
    rows.commit()
    app = visit(PAGE)
    assert not app.exception
    app.pagination(key="runs_page").set_value(2).run()
    assert "0 mentors: nothing changed" in texts(app)
