"""Two equal contacts, one question, one letter: decided for good and taken back, in a real browser."""

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
from sqlalchemy import text

from core.commands import request_run
from core.db import connect
from tests.browser.conftest import ROOT, STOP_SECONDS, free_port
from tests.conftest import Server
from tests.story import Story, phone, story

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]
SECONDS = 90
FIRST = {1: "Ben", 2: "Cleo", 3: "Dario", 4: "Edith", 5: "Farah", 6: "Gus", 7: "Hana", 8: "Ivo"}
CONTACTS: dict[int, tuple[int, int]] = {}


@pytest.fixture(scope="module")
def world(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """A season of people with two equal contacts each, and a worker. A test answers for people of its own."""
    home = tmp_path_factory.mktemp("conflicts")
    with server.clone() as url, story(connect(url), home) as told, running(told, home, "scheduler.py"):
        CONTACTS.update({number: twins(told, number) for number in FIRST})
        sync(told)
        yield told
        told.engine.dispose()


@pytest.fixture(scope="module")
def address(world: Story, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the pages of this season are."""
    port = free_port()
    home = tmp_path_factory.mktemp("pages")
    with running(world, home, "-m", "streamlit", "run", "app.py", "--server.port", str(port)):
        until(lambda: is_served(f"http://127.0.0.1:{port}/_stcore/health"))
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A tab of somebody who has not been here before."""
    context = browser.new_context(base_url=address, viewport={"width": 1440, "height": 900})
    context.set_default_timeout(90_000)
    expect.set_options(timeout=90_000)
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


def question(world: Story, number: int) -> int:
    """The latest question about mentor `number`."""
    rows = world.rows("SELECT max(conflict_id) AS id FROM sync_conflicts WHERE mn_id = :mn", mn=f"MN{number:04}")
    return rows[0]["id"]


def status(world: Story, number: int) -> str:
    rows = world.rows("SELECT status FROM sync_conflicts WHERE conflict_id = :id", id=question(world, number))
    return rows[0]["status"]


def card(page: Page, number: int) -> None:
    """The card of mentor `number` is on the screen and may be answered, long enough to be read."""
    expect(page.get_by_role("heading", level=2, name=re.compile(f"MN{number:04}"))).to_be_visible()
    expect(page.locator("[class*='st-key-answer_A_'] button")).to_be_enabled()
    expect(page.get_by_text("What would happen", exact=True)).to_be_visible()
    page.wait_for_timeout(600)


def opened(page: Page, world: Story, number: int) -> None:
    page.goto(f"/conflicts?conflict={question(world, number)}")
    card(page, number)


def said(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def is_on_screen(page: Page, letter: str) -> bool:
    """An answer lies within the window, nothing in front of it."""
    return page.evaluate(
        """letter => {
            const button = document.querySelector(`[class*="st-key-answer_${letter}_"] button`);
            const box = button.getBoundingClientRect();
            const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return box.bottom <= innerHeight && button.contains(top);
        }""",
        letter,
    )


def tabs_to(page: Page, letter: str) -> int:
    """How often Tab is pressed from where the focus is until an answer has it."""
    has_focus = f"""document.activeElement.matches('[class*="st-key-answer_{letter}_"] button')"""
    for tabs in range(40):
        if page.evaluate(has_focus):
            return tabs
        page.keyboard.press("Tab")
    raise AssertionError("The answer never got the focus")


def test_a_letter_decides_for_good_and_undo_brings_everything_back(page: Page, world: Story) -> None:
    one, other = CONTACTS[1]
    opened(page, world, 1)
    page.keyboard.press("a")
    said(page, "Answered: Ben Testerab (MN0001)")
    until(lambda: contact_of(world, "MN0001") == one)
    until(lambda: is_archived(world, other))

    for _ in range(2):
        sync(world)
    assert status(world, 1) == "resolved"
    assert contact_of(world, "MN0001") == one
    resolved = world.rows("SELECT mn_id FROM mn_changes WHERE change_type = 'conflict_resolved'")
    assert [row["mn_id"] for row in resolved] == ["MN0001"]

    page.goto(f"/conflicts?conflict={question(world, 1)}")
    expect(page.get_by_text("was answered already")).to_be_visible()
    page.get_by_role("button", name="Undo", exact=True).first.click()
    expect(page.get_by_text("1 question open again")).to_be_visible()
    page.get_by_role("button", name="Take back 1 answer").click()
    said(page, "Taken back. The question is open again. 1 archived contact comes back.")
    until(lambda: not is_archived(world, other))


def test_clicks_letters_and_undo_walk_through_the_queue(page: Page, world: Story) -> None:
    opened(page, world, 2)
    page.get_by_role("button", name=re.compile("^B: Contact")).dblclick()
    card(page, 3)
    page.wait_for_function("document.activeElement.closest('.st-key-card') !== null")
    page.keyboard.press("ArrowRight")
    card(page, 4)
    page.keyboard.press("ArrowLeft")
    card(page, 3)
    page.keyboard.press("u")
    card(page, 2)
    said(page, "Taken back. The question is open again.")
    expect(page.get_by_text("Answered: ")).to_have_count(0)
    page.keyboard.press("s")
    card(page, 3)
    said(page, "Skipped: Cleo Testerac (MN0002)")
    assert status(world, 2) == "skipped"


def test_back_returns_to_the_card_that_was_answered(page: Page, world: Story) -> None:
    opened(page, world, 3)
    page.keyboard.press("b")
    said(page, "Answered: Dario Testerad (MN0003)")
    page.go_back()
    expect(page.get_by_text(f"Question {question(world, 3)} was answered already")).to_be_visible()


def test_typing_a_value_is_not_taken_for_a_letter(page: Page, world: Story) -> None:
    opened(page, world, 5)
    note = page.get_by_label("Note (optional)")
    note.press_sequentially("a b n x s u")
    page.wait_for_timeout(1000)
    expect(note).to_have_value("a b n x s u")
    assert status(world, 5) == "pending"


def test_a_typed_contact_of_somebody_else_is_confirmed_first(page: Page, world: Story) -> None:
    opened(page, world, 5)
    page.get_by_text("Another value, somebody else").click()
    field, use = page.get_by_label("Another contact's id"), page.get_by_role("button", name="Use this value")
    field.fill("424242")
    use.click()
    expect(page.get_by_text("is not among the contacts that were read").first).to_be_visible()
    field.fill(str(CONTACTS[6][0]))
    use.click()
    expect(page.get_by_text("Nothing was answered yet")).to_be_visible()
    expect(page.get_by_text(re.compile("It fits .*MN0006")).first).to_be_visible()
    assert status(world, 5) == "pending"


def test_two_people_see_each_other_and_never_decide_twice(page: Page, world: Story) -> None:
    one, other = CONTACTS[6]
    second = page.context.browser.new_page()
    opened(page, world, 6)
    second.goto(page.url)
    card(second, 6)
    expect(second.get_by_text("Being looked at by Coordinator, too.")).to_be_visible()

    page.keyboard.press("a")
    said(page, "Answered: ")
    second.keyboard.press("b")
    # Whether the key came before the page had followed, or after: it says whose answer counts.
    expect(second.get_by_text(re.compile("has answered it meanwhile|was answered already")).first).to_be_visible()
    until(lambda: contact_of(world, "MN0006") == one)
    assert contact_of(world, "MN0006") == one
    until(lambda: is_archived(world, other))
    second.context.close()


def test_a_reload_keeps_the_name_and_is_nobody_else(page: Page, world: Story) -> None:
    opened(page, world, 8)  # nobody else has come to it
    page.get_by_role("button", name="You: Coordinator").click()
    page.get_by_label("Your name", exact=True).fill("Ada Director")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="You: Ada Director")).to_be_visible()
    page.reload()
    card(page, 8)
    expect(page.get_by_role("button", name="You: Ada Director")).to_be_visible()
    expect(page.get_by_text("Being looked at by")).to_have_count(0)


def test_the_answers_are_on_the_screen_and_near_by_keyboard(page: Page, world: Story) -> None:
    opened(page, world, 7)
    assert is_on_screen(page, "A")
    assert is_on_screen(page, "B")
    assert page.locator(".stMain").evaluate("main => main.scrollTop") == 0
    assert tabs_to(page, "A") <= 8

    page.set_viewport_size({"width": 1024, "height": 768})
    page.get_by_text("Large type").click()
    card(page, 7)
    page.locator(".st-key-card .options").scroll_into_view_if_needed()
    assert is_on_screen(page, "A")
    widths = page.locator(".st-key-card .options tbody td").evaluate_all("cells => cells.map(cell => cell.clientWidth)")
    assert min(widths) > 110


def test_the_filter_panel_stays_open_when_the_last_filter_is_cleared(page: Page, world: Story) -> None:
    opened(page, world, 7)
    page.get_by_role("button", name="Filter").click()
    high = page.get_by_role("radio", name="High", exact=True)
    high.click()
    expect(page.get_by_text("Only: high")).to_be_visible()
    high.click()
    expect(page.get_by_text("Only: high")).to_have_count(0)
    expect(page.get_by_text("Severity")).to_be_visible()


def test_an_address_with_a_search_shows_it(page: Page, world: Story) -> None:
    page.goto("/conflicts?q=(404)%20555-0108")
    card(page, 8)
    expect(page.get_by_role("searchbox", name="Search")).to_have_value("(404) 555-0108")


def test_an_unknown_question_is_said(page: Page, world: Story) -> None:
    page.goto("/conflicts?conflict=99999")
    expect(page.get_by_text("has no question 99999")).to_be_visible()


def test_on_a_phone_every_value_keeps_its_letter(page: Page, world: Story) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, world, 7)
    letters = page.locator(".options tbody td .letter:visible")
    assert letters.count() > 10
    assert {"A", "B"} <= set(letters.all_inner_texts())
