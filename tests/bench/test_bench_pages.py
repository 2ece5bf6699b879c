"""From a click on a link to a page's content, in a browser on the demo season: printed, never asserted."""

import statistics
import time

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.bench.test_bench_answers import load, sync
from tests.browser.conftest import Product

pytestmark = pytest.mark.timeout(900)
ROUNDS = 5
CONTENT = {
    "/": "[data-testid='stMetric']",
    "/runs": "#past-runs",
    "/conflicts": "[class*='st-key-answer_A_'] button",
    "/issues": "[data-testid='stDataFrame']",
    "/people": "[data-testid='stDataFrame']",
    "/export": "[data-testid='stDownloadButton'] button",
}


def test_a_page_in_a_new_tab(browser: Browser, product: Product) -> None:
    sync(product)
    visitor = browser.new_context(base_url=product.url, viewport={"width": 1440, "height": 900})
    print()
    for address, content in CONTENT.items():
        seconds = [opened(visitor, address, content) for _ in range(ROUNDS + 1)]
        again, most = statistics.median(seconds[1:]), max(seconds[1:])
        print(
            f"    {address + ' in a new tab':<28} first {seconds[0]:.2f} s, then median {again:.2f} s, "
            f"at most {most:.2f} s   load {load()}"
        )
    visitor.close()


def opened(visitor: BrowserContext, address: str, content: str) -> float:
    """Seconds until the content of a page stands in a new tab."""
    page = visitor.new_page()
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_function("shown => document.querySelector(shown)", arg=content, timeout=60_000)
    seconds = time.perf_counter() - began
    page.close()
    return seconds
