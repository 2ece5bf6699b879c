"""Two equal contacts, one question, one key: decided for good and taken back, in a real browser."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine, text

from core.commands import request_run
from tests.browser.conftest import ROOT, STOP_SECONDS, free_port
from tests.story import Story, phone, story

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(420)]
SECONDS = 90
FIRST = {1: "Ben", 2: "Cleo", 3: "Dario"}


@pytest.fixture
def world(database: Engine, tmp_path: Path) -> Iterator[Story]:
    """A season with nobody in it yet, and a worker."""
    with story(database, tmp_path) as told, running(told, tmp_path, "scheduler.py"):
        yield told


@pytest.fixture
def page(browser: Browser, world: Story, tmp_path: Path) -> Iterator[Page]:
    """The pages of this world, in a tab of their own."""
    port = free_port()
    with running(world, tmp_path, "-m", "streamlit", "run", "app.py", "--server.port", str(port)):
        until(lambda: is_served(f"http://127.0.0.1:{port}/_stcore/health"))
        context = browser.new_context(base_url=f"http://127.0.0.1:{port}", viewport={"width": 1440, "height": 1000})
        context.set_default_timeout(30_000)
        expect.set_options(timeout=20_000)
        yield context.new_page()
        context.close()


@contextmanager
def running(world: Story, home: Path, *program: str) -> Iterator[None]:
    """A program of the product beside this world."""
    environment = {
        "DATABASE_URL": world.engine.url.set(drivername="postgresql").render_as_string(hide_password=False),
        "JOTFORM_API_KEY": "demo",
        "JOTFORM_BASE_URL": f"{world.url}/jotform",
        "GIVEBUTTER_API_KEY": "demo",
        "GIVEBUTTER_BASE_URL": f"{world.url}/givebutter/v1",
        "GIVEBUTTER_REQUESTS_PER_MINUTE": "60000",
        "MENTOR_SYNC_HOME": str(home),
    }
    process = subprocess.Popen([sys.executable, *program], cwd=ROOT, env={**os.environ, **environment})
    yield
    process.send_signal(signal.SIGTERM)
    process.wait(STOP_SECONDS)


def is_served(url: str) -> bool:
    try:
        return httpx.get(url).is_success
    except httpx.HTTPError:
        return False


def until(happened: Callable[[], object]) -> None:
    deadline = time.monotonic() + SECONDS
    while not happened():
        assert time.monotonic() < deadline, "It did not happen"
        time.sleep(0.2)


def twins(world: Story, number: int) -> tuple[int, int]:
    """Mentor `number`, and two contacts between which nothing tells."""
    world.sign_up(number)
    person = {"first_name": FIRST[number], "last_name": f"Testera{chr(97 + number)}", "phones": [phone(number)]}
    one, other = (world.demo.add_contact(**person, emails=[f"mentor{number}@example.com"]) for _ in range(2))
    return one, other


def sync(world: Story) -> None:
    """A full sync by the worker."""
    run_id = request_run(world.engine, world.year, by="test").run_id
    status = text("SELECT status FROM sync_log WHERE run_id = :run_id")

    def is_completed() -> bool:
        with world.engine.connect() as conn:
            return conn.execute(status, {"run_id": run_id}).scalar_one() == "completed"

    until(is_completed)


def is_archived(world: Story, contact_id: int) -> bool:
    document = world.demo.contacts.get(contact_id)
    return document is None or document["archived_at"] is not None


def contact_of(world: Story, mn_id: str) -> int | None:
    rows = world.rows("SELECT gb_contact_id FROM mentors WHERE mn_id = :mn_id", mn_id=mn_id)
    return rows[0]["gb_contact_id"] if rows else None


def card(page: Page, words: str) -> None:
    """The card of somebody is on the screen, long enough to be read."""
    expect(page.get_by_role("heading", name=re.compile(words))).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^(Skip|A:)"))).to_have_count(2)
    expect(page.get_by_text("What would happen")).to_be_visible()
    page.wait_for_timeout(600)


def test_a_key_decides_for_good_and_undo_brings_everything_back(page: Page, world: Story) -> None:
    one, other = twins(world, 1)
    sync(world)

    page.goto("/conflicts")
    card(page, "MN0001")
    page.keyboard.press("1")
    expect(page.get_by_text("No question waits for you")).to_be_visible()
    until(lambda: contact_of(world, "MN0001") == one)
    until(lambda: is_archived(world, other))

    for _ in range(3):
        sync(world)
    page.reload()
    expect(page.get_by_text("No question waits for you")).to_be_visible()
    assert contact_of(world, "MN0001") == one
    assert is_archived(world, other)
    resolved = world.rows("SELECT mn_id FROM mn_changes WHERE change_type = 'conflict_resolved'")
    assert [row["mn_id"] for row in resolved] == ["MN0001"]

    page.get_by_text("Decided (1)").click()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text("1 question open again")).to_be_visible()
    page.get_by_role("button", name="Take back 1 answer").click()
    expect(page.get_by_text("Open (1)")).to_be_visible()
    until(lambda: not is_archived(world, other))


def test_clicks_keys_and_undo_walk_through_the_queue(page: Page, world: Story) -> None:
    for number in (1, 2, 3):
        twins(world, number)
    sync(world)
    page.goto("/conflicts")
    card(page, "MN0001")

    page.get_by_role("button", name=re.compile("^B: Contact")).dblclick()
    card(page, "MN0002")
    expect(page.get_by_text("Open (2)")).to_be_visible()

    page.keyboard.press("ArrowRight")
    card(page, "MN0003")
    page.keyboard.press("ArrowLeft")
    card(page, "MN0002")
    page.keyboard.press("u")
    card(page, "MN0001")
    expect(page.get_by_text("Open (3)")).to_be_visible()
    page.keyboard.press("s")
    card(page, "MN0002")
    expect(page.get_by_text("Skipped (1)")).to_be_visible()


def test_typing_a_value_is_not_taken_for_a_key(page: Page, world: Story) -> None:
    twins(world, 1)
    sync(world)
    page.goto("/conflicts")
    card(page, "MN0001")
    page.get_by_text("Note, another value").click()
    field = page.get_by_label("Another contact's id")
    field.press_sequentially("1 2 n d s u")
    page.wait_for_timeout(1500)
    expect(field).to_have_value("1 2 n d s u")
    assert world.rows("SELECT decision_id FROM decisions") == []
    expect(page.get_by_text("Open (1)")).to_be_visible()


def test_two_people_see_each_other_and_never_decide_twice(page: Page, world: Story) -> None:
    one, other = twins(world, 1)
    sync(world)
    second = page.context.browser.new_page()
    page.goto("/conflicts")
    card(page, "MN0001")
    second.goto(page.url)
    card(second, "MN0001")
    expect(second.get_by_text("Being looked at by Coordinator, too.")).to_be_visible()

    page.keyboard.press("1")
    expect(page.get_by_text("No question waits for you")).to_be_visible()
    until(lambda: contact_of(world, "MN0001") == one)
    second.keyboard.press("2")
    expect(second.get_by_text("Coordinator has answered it meanwhile")).to_be_visible()
    assert contact_of(world, "MN0001") == one
    assert not is_archived(world, one)
    until(lambda: is_archived(world, other))


def test_on_a_phone_every_value_keeps_its_letter(page: Page, world: Story) -> None:
    twins(world, 1)
    sync(world)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/conflicts")
    card(page, "MN0001")
    letters = page.locator(".options tbody td .letter:visible")
    assert letters.count() > 10
    assert {"A", "B"} <= set(letters.all_inner_texts())
