"""Every page follows by itself what happens elsewhere, and can be read by everybody, light and dark."""

import time
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import text

from core.commands import request_run
from core.store.seasons import active_year
from core.views.runs import last_result
from tests.browser.conftest import Product

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(420)]
SYNC_MILLISECONDS = 180_000
PAGES = ("/", "/people", "/runs", "/conflicts", "/issues", "/export")
GRAVE = {"serious", "critical"}
STREAMLITS = ("stSidebarNav", "stSidebarNavItems", "stDataFrame")  # the frame and the grid are not ours to change


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.usefixtures("synced")
def test_no_page_has_a_serious_fault_of_accessibility(browser: Browser, product: Product, scheme: str) -> None:
    context = browser.new_context(
        base_url=product.url, viewport={"width": 1440, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    faults = {}
    for address in PAGES:
        page = context.new_page()
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=60_000)
        page.wait_for_timeout(2500)
        faults[address] = serious_faults(page)
        page.close()
    context.close()
    assert {address: found for address, found in faults.items() if found} == {}


def serious_faults(page: Page) -> list[str]:
    """What axe-core finds in what is ours, as sentences."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:120]}"
        for fault in found
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
        if not is_streamlits(page, node["target"][0])
    ]


def is_streamlits(page: Page, selector: str) -> bool:
    inside = ", ".join(f"[data-testid={name}]" for name in STREAMLITS)
    return bool(page.locator(selector).first.evaluate("(node, inside) => node.closest(inside) !== null", inside))
