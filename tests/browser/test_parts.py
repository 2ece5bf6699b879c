"""Every button of the small parts: pressed in a real browser, what it promises awaited without a reload."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from core.views.archivals import list_archivals
from tests.browser.looks import faults, settle
from tests.browser.stage import CONTACTS, card, contact_of, is_archived, opened, question, said, status, until
from tests.story import Story

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]
PARTS = {
    "Open": "Choose an answer to see the mentor",
    "Obsolete": "The facts behind these questions are gone",
    "Duplicates": "Archiving hides a contact in Givebutter",
    "Rules": "These numbers belong to this season",
    "Report": "Asked and settled over time",
}


def part(page: Page, title: str) -> Locator:
    """The switch to a part of Conflicts."""
    return page.get_by_role("radio", name=re.compile(f"^{title}"))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def tick(page: Page, row: int) -> None:
    """Mark a row of the grid, which is a picture: by where it is."""
    page.get_by_test_id("stDataFrame").locator(".dvn-scroller").click(position={"x": 15, "y": 52 + 35 * row})


def listed(world: Story, state: str) -> list[int]:
    """The contacts of a list of duplicates, from its top."""
    with world.engine.connect() as conn:
        return [one.contact_id for one in list_archivals(conn, world.year, state)]


def saved(page: Page, name: str) -> bytes:
    """What a button hands out."""
    with page.expect_download() as handed:
        press(page, name)
    return Path(handed.value.path()).read_bytes()


def test_every_part_is_read_by_everybody(desk: Page, world: Story) -> None:
    found = {}
    desk.emulate_media(reduced_motion="reduce")
    opened(desk, world, 17)
    for scheme in ("light", "dark"):
        desk.emulate_media(color_scheme=scheme)
        for title, words in PARTS.items():
            part(desk, title).click()
            expect(desk.get_by_text(words).first).to_be_visible()
            found[title, scheme] = faults(desk)
        part(desk, "Open").click()
        press(desk, "Accept recommendations (2)")
        expect(desk.get_by_role("heading", level=2, name="Accept 2 recommendations")).to_be_visible()
        found["bulk", scheme] = faults(desk)
        press(desk, "Leave it")
        expect(desk.get_by_text("What would happen", exact=True)).to_be_visible()
    assert {where: what for where, what in found.items() if what} == {}


def test_both_lists_come_down_as_csv_and_for_excel(desk: Page) -> None:
    desk.goto("/conflicts?show=report")
    heading = saved(desk, "Open and skipped (CSV)").decode().splitlines()
    assert heading[0].startswith("Question,Mentor,Name")
    assert any("MN0017" in line for line in heading)
    assert saved(desk, "Decided (CSV)").decode().startswith("Question,Mentor,Name")
    for name in ("Open and skipped (Excel)", "Decided (Excel)"):
        assert saved(desk, name).startswith(b"PK")


def test_recommendations_are_looked_at_accepted_and_taken_back_together(desk: Page, world: Story) -> None:
    desk.goto("/conflicts?kind=phone_mismatch")
    press(desk, "Accept recommendations (2)")
    press(desk, "Leave it")
    press(desk, "Accept recommendations (2)")
    expect(desk.get_by_role("button", name="Confirm 2 more cards first")).to_be_disabled()
    for place in range(2):
        desk.get_by_text("This is right").nth(place).click()
    press(desk, "Accept all 2")
    said(desk, "2 recommendations accepted")
    assert [status(world, number) for number in (11, 12)] == ["resolved", "resolved"]

    part(desk, "Decided").click()
    desk.get_by_text("What was shown then").first.click()
    expect(desk.locator(".options").first).to_be_visible()
    desk.get_by_role("button", name="Undo all 2 given together").first.click()
    press(desk, "Keep it")
    desk.get_by_role("button", name="Undo", exact=True).first.click()
    expect(desk.get_by_role("heading", level=3, name="Now, and what it would become")).to_be_visible()
    desk.get_by_role("button", name="Undo all 2 given together").first.click()
    press(desk, "Take back 2 answers")
    until(lambda: [status(world, number) for number in (11, 12)] == ["pending", "pending"])
    said(desk, "Taken back.")


@pytest.mark.skip(reason="what was brought back does not always stand where this looks for it; to be found out")
def test_duplicates_are_kept_archived_and_brought_back(desk: Page, world: Story) -> None:
    (_, plain), (_, kept), (_, with_gifts) = (CONTACTS[number] for number in (13, 14, 15))
    desk.goto("/conflicts?show=duplicates")
    press(desk, "Archive all 2 without a remark ...")
    press(desk, "Leave it")
    tick(desk, 1)
    press(desk, "Keep 1 contact")
    said(desk, "1 contact kept.")
    press(desk, "Archive all 1 without a remark ...")
    expect(desk.get_by_role("heading", name="Archive 1 contact?")).to_be_visible()
    press(desk, "Archive 1 contact")
    said(desk, "1 contact on the way to the archive.")
    until(lambda: is_archived(world, plain))

    tick(desk, 0)
    expect(desk.get_by_role("button", name="Archive 1 contact", exact=True)).to_be_disabled()
    desk.get_by_text("I have looked at these in Givebutter").click()
    press(desk, "Archive 1 contact")
    until(lambda: is_archived(world, with_gifts))
    until(lambda: {plain, with_gifts} <= set(listed(world, "archived")))
    part(desk, "Archived").click()
    for contact_id in (plain, with_gifts):
        tick(desk, listed(world, "archived").index(contact_id))
    press(desk, "Bring back 2 contacts")
    said(desk, "2 contacts brought back.")
    until(lambda: not is_archived(world, plain) and not is_archived(world, with_gifts))
    part(desk, "Kept").click()
    tick(desk, listed(world, "kept").index(kept))
    expect(desk.get_by_role("button", name=re.compile("^Archive 1 contact"))).to_be_visible()
    part(desk, "On the way").click()
    expect(desk.get_by_text("Nothing is on its way to Givebutter.")).to_be_visible()
    assert not is_archived(world, kept)


def test_thresholds_are_tried_out_saved_and_refused_when_they_contradict(desk: Page, world: Story) -> None:
    desk.goto("/conflicts?show=rules")
    chosen, recommended = (
        desk.get_by_label(name) for name in ("Chosen without asking (points)", "Recommended (points)")
    )
    recommended.fill("150")
    recommended.press("Enter")
    expect(desk.get_by_role("alert").first).to_be_visible()
    expect(desk.get_by_role("button", name="Show what this would move")).to_be_disabled()
    recommended.fill("20")
    recommended.press("Enter")
    chosen.fill("95")
    chosen.press("Enter")
    desk.get_by_text("Archive duplicates without asking").click()
    press(desk, "Show what this would move")
    expect(desk.get_by_text("would be asked anew")).to_be_visible()
    press(desk, "Save")
    said(desk, "Saved. It counts from the next sync on.")
    kept = {row["config_key"]: row["config_value"] for row in world.rows("SELECT * FROM sync_configs")}
    assert (kept["auto_resolve_margin"], kept["archive_automatically"]) == ("95", "true")
    desk.get_by_text("Archive duplicates without asking").click()
    press(desk, "Show what this would move")
    press(desk, "Save")
    expect(desk.get_by_text("would be asked anew")).to_have_count(0)


def test_a_card_is_tried_out_noted_and_its_rarer_answers_given(desk: Page, world: Story) -> None:
    one, _ = CONTACTS[9]
    opened(desk, world, 9)
    desk.get_by_role("radio", name=f"A: Contact {one}").click()
    expect(desk.get_by_text("A new mentor")).to_be_visible()
    desk.get_by_label("Note (optional)").fill("asked on the phone")
    desk.get_by_text("Another value, somebody else").click()
    desk.get_by_role("group", name="Skip until").get_by_role("spinbutton").first.press_sequentially("2020")
    desk.keyboard.press("Tab")
    press(desk, "Skip until then")
    expect(desk.get_by_text("Choose a day after today. Nothing was skipped.")).to_be_visible()
    typed = desk.get_by_label("Another contact's id")
    typed.fill(str(one))
    press(desk, "See what would happen")
    expect(desk.get_by_text("A new mentor")).to_have_count(2)
    press(desk, "Use this value")
    said(desk, "Answered: ")
    until(lambda: contact_of(world, "MN0009") == one)
    noted = "SELECT note FROM decisions WHERE mn_id = 'MN0009'"
    assert [row["note"] for row in world.rows(noted)] == ["asked on the phone"]


def test_one_of_two_is_somebody_else_until_that_is_taken_back(desk: Page, world: Story) -> None:
    opened(desk, world, 10)
    asked = question(world, 10)
    desk.get_by_text("Another value, somebody else").click()
    press(desk, "B is somebody else's")
    said(desk, "Answered: ")
    part(desk, "Decided").click()
    desk.get_by_text(re.compile("^Not the same person")).click()
    press(desk, "Take it back")
    said(desk, "Taken back.")
    until(lambda: question(world, 10) == asked and status(world, 10) == "pending")


@pytest.mark.skip(reason="on a busy machine an undo from Skipped may show another card: the address lags; to be mended")
def test_a_question_is_skipped_until_a_day_and_answered_from_there(desk: Page, world: Story) -> None:
    opened(desk, world, 17)
    expect(desk.get_by_role("link", name="Person MN0016")).to_be_visible()
    desk.get_by_text("Skip until a date").click()
    press(desk, "Skip until then")
    said(desk, "Skipped: Eric Marlow (MN0017)")
    opened(desk, world, 17)
    expect(part(desk, "Skipped")).to_be_checked()
    press(desk, "X: Two people")
    said(desk, "Answered: Eric Marlow (MN0017)")
    desk.get_by_role("button", name="Undo last answer").click()
    said(desk, "Taken back.")
    card(desk, 17)
    desk.get_by_role("link", name="Person MN0016").click()
    expect(desk.get_by_role("heading", name="Found (1)")).to_be_visible()


def test_filters_narrow_the_queue_and_are_cleared_at_once(desk: Page, world: Story) -> None:
    opened(desk, world, 17)
    press(desk, "Filter")
    for name in ("Phone", "Medium"):
        desk.get_by_role("radio", name=name, exact=True).click()
        settle(desk)
    card(desk, 11)
    desk.get_by_role("radio", name="Older than a day", exact=True).click()
    expect(desk.get_by_text("fits the filters")).to_be_visible()
    desk.keyboard.press("Escape")
    press(desk, "Show all")
    card(desk, 1)
    expect(desk.get_by_text("Only: ")).to_have_count(0)
    search = desk.get_by_role("searchbox", name="Search")
    search.fill("nobody at all")
    search.press("Enter")
    expect(desk.get_by_text("fits the filters")).to_be_visible()
