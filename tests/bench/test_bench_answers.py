"""From a key to the next card, in a browser on the demo season: printed, never asserted. Run with `make bench`."""

import os
import statistics
import time

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import text

from core.commands import request_run
from core.store.seasons import active_year
from tests.browser.conftest import Product

pytestmark = pytest.mark.timeout(900)
ROUNDS, PAUSE_MILLISECONDS = 6, 2500  # an answer is worked in meanwhile
WATCH = """() => {
  const heading = () => document.querySelector('.st-key-card h2')?.innerText;
  const before = heading(), began = performance.now();
  window.took = null;
  const look = () => heading() && heading() !== before
    ? window.took = performance.now() - began : requestAnimationFrame(look);
  look();  // not at the keydown, which the page keeps to itself; it follows at once
}"""


def test_the_next_card_after_a_key(browser: Browser, product: Product) -> None:
    sync(product)
    page = browser.new_page(base_url=product.url, viewport={"width": 1440, "height": 900})
    began = time.perf_counter()
    page.goto("/conflicts")
    expect(page.locator("[class*='st-key-answer_A_'] button")).to_be_visible(timeout=60_000)
    print(f"\n    {'a new tab until the first answer':<40} {time.perf_counter() - began:6.2f} s   load {load()}")
    for title, keys in (("answer", "a"), ("skip", "s"), ("undo", "u"), ("next", ("ArrowRight",))):
        tell(title, [took(page, keys[number % len(keys)]) for number in range(ROUNDS)])
    page.close()


def sync(product: Product) -> None:
    with product.engine.connect() as conn:
        run_id = request_run(product.engine, active_year(conn), by="bench").run_id
    status = text("SELECT status FROM sync_log WHERE run_id = :run_id")
    for _ in range(600):
        with product.engine.connect() as conn:
            if conn.execute(status, {"run_id": run_id}).scalar_one() == "completed":
                return
        time.sleep(0.5)
    raise AssertionError("The sync did not end")


def took(page: Page, key: str) -> float:
    """Seconds from the key to another card's heading."""
    page.wait_for_timeout(PAUSE_MILLISECONDS)
    page.evaluate(WATCH)
    page.keyboard.press(key)
    page.wait_for_function("window.took !== null", timeout=60_000)
    return float(page.evaluate("window.took")) / 1000


def tell(title: str, seconds: list[float]) -> None:
    middle, most = statistics.median(seconds), max(seconds)
    print(f"    {title + ' until the next card':<40} median {middle:.2f} s, at most {most:.2f} s   load {load()}")


def load() -> str:
    return f"{os.getloadavg()[0]:.1f}"
