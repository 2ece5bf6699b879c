"""Two equal contacts, one question, one letter: decided for good and taken back, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.stage import (
    CONTACTS,
    card,
    contact_of,
    is_archived,
    opened,
    question,
    said,
    status,
    sync,
    until,
)
from tests.story import Story

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture
def page(desk: Page) -> Page:
    return desk


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
