"""A stopped listing is asked about where its run is shown; one press is one word about these records."""

import pytest
from sqlalchemy import text

from core.store.stopped_listings import add
from core.streams import STREAMS
from tests.pages.conftest import texts
from tests.views.rows import YEAR, add_run

SIGNUPS = STREAMS[0]


@pytest.fixture
def stopped(rows):
    run_id = add_run(rows, "failed", error_message="Sign-ups: 412 of the 990 records are missing.")
    add(rows, run_id, SIGNUPS, YEAR, source_id="1", removals=412, known=990)
    rows.commit()
    return rows


@pytest.mark.parametrize("page", ["sync/runs.py", "today/overview.py"])
def test_the_button_names_what_is_lost_and_starts_a_run_that_may_remove_it(visit, stopped, page):
    app = visit(page)
    (button,) = (button for button in app.button if "take it over" in button.label)
    assert button.label == "The form really lost 412 submissions: take it over"
    assert "412 of 990 records" in texts(app)
    button.click().run()
    assert not app.exception
    stopped.rollback()
    assert stopped.execute(text("SELECT status FROM stopped_listings")).scalars().all() == ["accepted"]
    assert stopped.execute(text("SELECT status FROM sync_log ORDER BY run_id")).scalars().all() == ["failed", "queued"]


def test_a_second_press_on_an_outdated_page_accepts_nothing(visit, stopped):
    app = visit("sync/runs.py")
    (button,) = (button for button in app.button if "take it over" in button.label)
    stopped.execute(text("UPDATE stopped_listings SET status = 'obsolete'"))
    stopped.commit()
    button.click().run()
    assert "nothing was accepted" in texts(app)
