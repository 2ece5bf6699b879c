"""What a coordinator does with a fresh machine, in a real browser: sync, watch, download, import."""

import hashlib
import re
import time
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from core.etl.import_file import check_csv
from core.store.seasons import active_year, load_season
from tests.browser.conftest import Product

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(420)]
SYNC_MILLISECONDS = 180_000
FIRST_RESULT = re.compile(r"[\d,]+ mentors: [\d,]+ new\.")


def test_a_fresh_season_becomes_a_file_that_givebutter_takes_whole(page: Page, product: Product) -> None:
    page.goto("/runs")
    expect(page.get_by_text("Invented people, nothing leaves this computer.")).to_be_visible()
    expect(page.get_by_text("No run yet.")).to_be_visible()

    page.get_by_role("button", name="Run Full Sync").click()
    watch_it_move(page)
    page.reload()
    expect(page.get_by_text(FIRST_RESULT).first).to_be_visible(timeout=SYNC_MILLISECONDS)

    page.get_by_role("link", name="Export").click()
    content = download(page)
    check(content, product)
    answer = httpx.post(f"{product.demo_url}/demo/import", content=content, timeout=120).raise_for_status().json()
    assert answer["failed"] == []
    assert answer["created"] + answer["updated"] == content.count(b"\n") - 1


def watch_it_move(page: Page) -> None:
    """Until two different counts were seen in the headline of the progress."""
    seen: set[str] = set()
    deadline = time.monotonic() + 120
    while len(seen) < 2:
        assert time.monotonic() < deadline, f"The progress stood still at {seen}"
        headline = page.get_by_test_id("stProgress").first
        if headline.count():
            seen |= set(re.findall(r"[\d,]+ of [\d,]+ ·", headline.inner_text()))
        page.wait_for_timeout(200)


def download(page: Page) -> bytes:
    """The import file, as the browser saved it."""
    button = page.get_by_role("button", name=re.compile("Download import file"))
    with page.expect_download(timeout=60_000) as saved:
        button.click()
    return Path(saved.value.path()).read_bytes()


def check(content: bytes, product: Product) -> None:
    """No row has a problem, and the manifest of exactly these bytes was kept."""
    with product.engine.connect() as conn:
        season = load_season(conn, active_year(conn))
        known = conn.scalars(text("SELECT contact_id FROM raw_gb_full_contacts WHERE deleted_at IS NULL")).all()
        kept = conn.execute(text("SELECT sha256, row_count FROM exports")).all()
    assert check_csv(content, season, set(known)) == ()
    rows = content.count(b"\n") - 1
    assert kept == [(hashlib.sha256(content).hexdigest(), rows)]
