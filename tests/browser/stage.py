"""A small season that has every kind of question, its worker and its pages, for the browser."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
from playwright.sync_api import Page, expect
from sqlalchemy import text

from core.commands import request_run
from tests.story import NOW, Story, name, phone

ROOT = Path(__file__).parents[2]
STOP_SECONDS = 60
SECONDS = 90
TWINS = range(1, 11)  # mentors with two contacts between which nothing tells
MISMATCHES = (11, 12)  # whose contact has another, newer phone
DUPLICATES = (13, 14, 15)  # whose duplicates are proposed; that of the last one has gifts
FAMILY = (16, 17)  # one person who signed up twice, or two
RETURNED_ID = 18  # whose id an old contact carries
OBSOLETE = 19  # who was asked about until a contact was gone
MEMBERS = range(100, 130)
CONTACTS: dict[int, tuple[int, int]] = {}


def fill(world: Story) -> None:
    """Everybody of this season, known after two runs."""
    CONTACTS.update({number: twins(world, number) for number in (*TWINS, OBSOLETE)})
    for number in MISMATCHES:
        newer = {"phones": [f"+147055501{number}"], "modified_at": NOW + timedelta(days=6)}
        CONTACTS[number] = (contact(world, number, **newer), 0)
        world.sign_up(number)
    for number in DUPLICATES:
        world.sign_up(number)
        gifts = {"contributions": 25.0} if number == DUPLICATES[-1] else {}
        CONTACTS[number] = (contact(world, number, tags=["Mentors 2025"]), contact(world, number, phones=[], **gifts))
    world.sign_up(RETURNED_ID)
    world.demo.add_contact(
        first_name="Zora", last_name="Oldseason", emails=["zora@example.com"], external_id=f"MN{RETURNED_ID:04}",
        modified_at=NOW - timedelta(days=300), created_at=NOW - timedelta(days=400),
    )  # fmt: skip
    relatives = {"last": "Marlow", "phone": "404 555 0191", "email": "marlows@example.com"}
    one, other = FAMILY
    world.demo.add_signup(mn_id=f"MN{one:04}", first="Erin", uga_email="em41000@example.edu", **relatives)
    for number in MEMBERS:
        world.demo.add_member(first_name="Uma", last_name=f"Fan{number}", email=f"fan{number}@example.com", raised=5)
    sync(world)
    world.demo.add_signup(mn_id=f"MN{other:04}", first="Eric", uga_email="em41999@exmaple.edu", **relatives)
    world.demo.archive_contact(CONTACTS[OBSOLETE][1])
    sync(world)


def contact(world: Story, number: int, **fields: object) -> int:
    """A contact of mentor `number`, by name, phone and e-mail."""
    first, last = name(number)
    own = {"first_name": first, "last_name": last, "phones": [phone(number)], "emails": [f"mentor{number}@example.com"]}
    return world.demo.add_contact(**{**own, **fields})


def twins(world: Story, number: int) -> tuple[int, int]:
    """Mentor `number`, and two contacts between which nothing tells."""
    world.sign_up(number)
    return contact(world, number), contact(world, number)


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
    try:
        yield
    finally:
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
