"""Every page follows by itself what happens elsewhere, and can be read by everybody, light and dark."""

import time
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from core.commands import request_run
from core.store.seasons import active_year
from core.views.runs import last_result
from tests.browser.conftest import Product
from tests.browser.looks import faults

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(420)]
SYNC_MILLISECONDS = 180_000
PAGES = ("People", "Runs", "Conflicts", "Issues", "Export", "Overview")
HEADINGS = {"Overview": "Season"}


@pytest.fixture
def synced(product: Product) -> Product:
    """The season was read at least once."""
    with product.engine.connect() as conn:
        year = active_year(conn)
        runs = conn.execute(text("SELECT count(*) FROM sync_log WHERE status = 'completed'")).scalar_one()
    if not runs:
        request_run(product.engine, year, by="test")
        wait_until_idle(product)
    return product


def wait_until_idle(product: Product) -> None:
    active = text("SELECT count(*) FROM sync_log WHERE status IN ('queued', 'running')")
    deadline = time.monotonic() + SYNC_MILLISECONDS / 1000
    while True:
        with product.engine.connect() as conn:
            if not conn.execute(active).scalar_one():
                return
        assert time.monotonic() < deadline, "The run did not end"
        time.sleep(0.3)


def result(product: Product) -> str:
    """What the pages say of the last run."""
    with product.engine.connect() as conn:
        run = last_result(conn, active_year(conn), datetime.now(UTC))
    assert run is not None
    return run.result


def last_run(product: Product) -> int:
    with product.engine.connect() as conn:
        return int(conn.execute(text("SELECT max(run_id) FROM sync_log")).scalar_one())


@pytest.mark.parametrize("address", ["/", "/runs"])
def test_the_first_button_shows_the_run_until_its_result_stands_there(
    page: Page, synced: Product, address: str
) -> None:
    elsewhere = page.context.new_page()
    elsewhere.goto("/")
    expect(elsewhere.get_by_role("button", name="Run Full Sync")).to_be_visible()
    before = last_run(synced)
    page.goto(address)
    page.get_by_role("button", name="Run Full Sync").click()
    expect(page.get_by_role("progressbar").first).to_be_visible()
    expect(elsewhere.get_by_text("A sync is running")).to_be_visible()
    wait_until_idle(synced)
    assert last_run(synced) == before + 1
    for tab in (page, elsewhere):
        expect(tab.get_by_text("A sync is running")).to_have_count(0)
        expect(tab.get_by_text(result(synced)).first).to_be_visible()


@pytest.mark.parametrize("address", ["/", "/runs"])
def test_a_run_that_was_started_behind_the_page_shows_by_itself(page: Page, synced: Product, address: str) -> None:
    page.goto(address)
    expect(page.get_by_role("button", name="Run Full Sync")).to_be_visible()
    with synced.engine.connect() as conn:
        year = active_year(conn)
    request_run(synced.engine, year, "members", by="schedule")
    expect(page.get_by_text("Read only campaign members").first).to_be_visible()


@pytest.mark.usefixtures("synced")
def test_no_page_has_a_serious_fault_of_accessibility(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto("/")
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for title in PAGES:
            page.get_by_test_id("stSidebarNav").get_by_role("link", name=title).click()
            expect(page.get_by_role("heading", level=1, name=HEADINGS.get(title, title))).to_be_visible()
            found[title, scheme] = faults(page)
    assert {where: what for where, what in found.items() if what} == {}
