"""What everybody can read: no serious fault of accessibility, and headings in their order."""

from itertools import pairwise

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVE = {"serious", "critical"}
STREAMLITS = ("stSidebarNav", "stSidebarNavItems", "stDataFrame")  # the frame and the grid are not ours to change


def settle(page: Page) -> None:
    """Until Streamlit has drawn what it was asked for, and nothing more comes for a moment."""
    page.wait_for_function(
        """() => {
            const isAtRest = document.querySelector('.stApp[data-test-script-state="notRunning"]')
                && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]');
            window.atRestSince = isAtRest ? window.atRestSince ?? performance.now() : undefined;
            return isAtRest && performance.now() - window.atRestSince > 300;
        }"""
    )


def faults(page: Page) -> list[str]:
    """Everything that is wrong with what is on the screen, as sentences."""
    settle(page)
    return [*serious_faults(page), *heading_faults(page)]


def heading_faults(page: Page) -> list[str]:
    """One h1, at the beginning, and no level left out on the way down."""
    shown = page.locator(".stMain :is(h1, h2, h3, h4, h5, h6)").evaluate_all(
        "nodes => nodes.filter(node => node.offsetParent).map(node => [Number(node.tagName[1]), node.innerText])"
    )
    levels = [level for level, _ in shown]
    wrong = [] if levels[:1] == [1] and levels.count(1) == 1 else [f"headings begin with {shown[:2]}"]
    pairs = pairwise(shown)
    return wrong + [f"h{here} {words!r} after h{before}" for (before, _), (here, words) in pairs if here > before + 1]


def serious_faults(page: Page) -> list[str]:
    """What axe-core finds in what is ours."""
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
    found = "([selector, inside]) => document.querySelector(selector)?.closest(inside) !== null"
    return bool(page.evaluate(found, [selector, inside]))
