"""Overview, Runs, Export, People and Issues: every button and every way on, pressed in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import faults, settle
from tests.browser.stage import MEMBERS, RETURNED_ID, until
from tests.story import Story

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_every_count_of_the_overview_opens_its_list(desk: Page) -> None:
    desk.goto("/")
    expect(desk.get_by_role("heading", name="Partners")).to_be_visible()
    settle(desk)
    links = desk.locator(".stMain .stPageLink a")
    counted = [(place, text) for place, text in enumerate(links.all_inner_texts()) if re.search(r"\d", text)]
    assert len(counted) > 15
    for place, text in counted[::3]:
        number = re.search(r"\d+", text)[0]
        links.nth(place).click()
        expect(desk.get_by_role("heading", level=1, name="Season")).to_have_count(0)
        told = desk.get_by_text(re.compile(rf"\({number}\)|of \*?\*?{number}\b|\b{number} (issue|question|External)"))
        expect(told.or_(desk.locator(f'input[value*="({number})"]')).first).to_be_attached()
        desk.get_by_test_id("stSidebarNav").get_by_role("link", name="Overview").click()
        expect(desk.get_by_role("heading", name="Partners")).to_be_visible()


def test_a_run_is_tried_done_and_looked_into(desk: Page) -> None:
    desk.goto("/runs")
    desk.get_by_text("Dry run: show what would change").click()
    press(desk, "Run one part")
    desk.get_by_text("Read only campaign members", exact=True).last.click()
    expect(desk.get_by_text("Read only campaign members (dry run), just now").first).to_be_visible()
    desk.get_by_text("Dry run: show what would change").click()
    details = desk.get_by_role("button", name="Details")
    details.last.click()
    expect(desk.get_by_role("heading", level=3, name="people were changed")).to_be_visible()
    for scheme in ("light", "dark"):
        desk.emulate_media(color_scheme=scheme)
        assert faults(desk) == []
    press(desk, "Close")
    expect(desk.get_by_role("heading", level=3)).to_have_count(0)


def test_a_listing_that_lost_many_stops_and_one_button_lets_them_go(desk: Page, world: Story) -> None:
    for member in world.rows("SELECT member_id FROM raw_gb_campaign_members ORDER BY 1 LIMIT :n", n=len(MEMBERS) - 5):
        world.demo.remove_member(int(member["member_id"]))
    desk.goto("/runs")
    press(desk, "Run Full Sync")
    accept = desk.get_by_role("button", name=re.compile(r"25"))
    expect(accept).to_be_visible()
    accept.click()
    expect(accept).to_have_count(0)
    expect(desk.get_by_text(re.compile("mentors: ")).first).to_be_visible()
    until(lambda: world.rows("SELECT status FROM sync_log ORDER BY run_id DESC LIMIT 1")[0]["status"] == "completed")


def test_filters_and_both_files_of_export(desk: Page) -> None:
    desk.goto("/export")
    everybody = desk.get_by_role("button", name=re.compile(r"^Download import file \(\d+ people\)")).first
    expect(everybody).to_be_visible()
    desk.get_by_text("Only some mentors").click()
    desk.get_by_role("textbox", name="Search").fill("(404) 555-0113")
    desk.get_by_role("textbox", name="Search").press("Enter")
    one = desk.get_by_role("button", name=re.compile(r"^Download import file \(1 person\)"))
    with desk.expect_download() as handed:
        one.click()
    lines = Path(handed.value.path()).read_text().splitlines()
    assert len(lines) == 2
    assert "MN0013" in lines[1]
    with desk.expect_download() as handed:
        press(desk, "For reading in Excel")
    assert Path(handed.value.path()).read_bytes().startswith(b"PK")
    desk.get_by_label("Tag").fill("no such tag")
    desk.get_by_label("Tag").press("Enter")
    expect(desk.get_by_role("button", name=re.compile("^Download import file"))).to_be_disabled()
    desk.get_by_label("Tag").fill("")
    desk.get_by_label("Tag").press("Enter")
    desk.get_by_role("textbox", name="Search").fill("")
    desk.get_by_role("textbox", name="Search").press("Enter")
    desk.locator(".stButtonGroup").get_by_text("Needs Setup").first.click()
    expect(everybody).to_be_enabled()
    desk.get_by_role("tab", name=re.compile("^Held back")).click()
    expect(desk.get_by_role("link", name="Answer the question").first).to_be_visible()


def test_an_old_id_is_taken_and_given_back(desk: Page, world: Story) -> None:
    (asked,) = world.rows("SELECT contact_id FROM retirements WHERE external_id = :id", id=f"MN{RETURNED_ID:04}")
    bearer = asked["contact_id"]
    desk.goto("/")
    desk.get_by_text(re.compile("^Retire 1 External ID of season")).click()
    expect(desk.get_by_role("heading", level=2, name=re.compile("^Retire 1 External ID"))).to_be_visible()
    desk.get_by_text("All 1 External ID, and why that is certain").click()
    for scheme in ("light", "dark"):
        desk.emulate_media(color_scheme=scheme)
        assert faults(desk) == []
    press(desk, "Take 1 External ID from their contacts")
    press(desk, "Yes, take them")
    expect(desk.get_by_text("1 of 1 taken away")).to_be_visible()
    until(lambda: world.demo.contacts.get(bearer)["external_id"] is None)
    press(desk, "Take it back")
    press(desk, "Yes, give the ids back")
    until(lambda: world.demo.contacts.get(bearer)["external_id"] == f"MN{RETURNED_ID:04}")
    expect(desk.get_by_role("button", name="Take 1 External ID from their contacts")).to_be_visible()


def test_a_list_is_chosen_and_anybody_is_found(desk: Page) -> None:
    desk.goto("/people")
    expect(desk.get_by_role("heading", level=2, name=re.compile(r"^All mentors"))).to_be_visible()
    desk.get_by_role("combobox", name=re.compile("List")).click()
    desk.get_by_role("option", name="Needs Setup").click()
    expect(desk.get_by_role("heading", level=2, name=re.compile(r"^Needs Setup"))).to_be_visible()
    desk.get_by_role("searchbox", name="Search").fill("404.555.0118")
    desk.get_by_role("searchbox", name="Search").press("Enter")
    expect(desk.get_by_role("heading", level=2, name="Found (1)")).to_be_visible()
    desk.get_by_role("searchbox", name="Search").fill("")
    desk.get_by_role("searchbox", name="Search").press("Enter")
    expect(desk.get_by_role("heading", level=2, name=re.compile(r"^Needs Setup"))).to_be_visible()


def test_an_issue_says_what_to_do(desk: Page) -> None:
    desk.goto("/issues")
    desk.get_by_role("combobox").last.click()
    desk.get_by_role("option").first.click()
    expect(desk.get_by_text("What to do:")).to_be_visible()
    settle(desk)
    assert "kind=" in desk.url
