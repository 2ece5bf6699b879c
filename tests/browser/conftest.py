"""The product as `make run` starts it, in a home of its own, and a real Chromium in front of it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from sqlalchemy import Engine

from core.db import connect
from core.settings import Settings
from core.workspace import open_workspace
from tests.browser.stage import ROOT, STOP_SECONDS, fill, is_served, running, until
from tests.conftest import Server
from tests.story import Story, story

CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MILLISECONDS = 60_000


@dataclass(frozen=True)
class Product:
    """Mentor Sync with its demo season, running."""

    url: str
    home: Path
    engine: Engine

    @property
    def demo_url(self) -> str:
        return str(json.loads((self.home / "demo.json").read_text())["url"])


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Everything started, and everything stopped afterwards."""
    home, port = tmp_path_factory.mktemp("home"), free_port()
    unset = ("DATABASE_URL", "JOTFORM_API_KEY", "GIVEBUTTER_API_KEY")
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    process = subprocess.Popen(
        [sys.executable, "-m", "core.supervisor", "run", "--port", str(port)],
        cwd=ROOT,
        env={**environment, **dict.fromkeys(unset, ""), "MENTOR_SYNC_HOME": str(home)},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert "is ready" in process.stdout.readline(), "make run did not get ready"
        settings = Settings(database_url=None, jotform_api_key=None, givebutter_api_key=None, mentor_sync_home=home)
        engine = open_workspace(settings).engine
        yield Product(f"http://127.0.0.1:{port}", home, engine)
        engine.dispose()
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(STOP_SECONDS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the system has it."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    assert found, "The browser tests need Chromium: make test installs it"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, product: Product) -> Iterator[Page]:
    """A tab of a visitor who has not been here before."""
    context = browser.new_context(base_url=product.url, viewport={"width": 1440, "height": 900}, accept_downloads=True)
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def world(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """A small season with every kind of question, and a worker. A test answers for people of its own."""
    home = tmp_path_factory.mktemp("world")
    with server.clone() as url, story(connect(url), home) as told, running(told, home, "scheduler.py"):
        fill(told)
        yield told
        told.engine.dispose()


@pytest.fixture(scope="session")
def address(world: Story, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the pages of that season are."""
    port = free_port()
    home = tmp_path_factory.mktemp("pages")
    with running(world, home, "-m", "streamlit", "run", "app.py", "--server.port", str(port)):
        until(lambda: is_served(f"http://127.0.0.1:{port}/_stcore/health"))
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Page]:
    """A tab of somebody who has not been at that season before."""
    context = browser.new_context(base_url=address, viewport={"width": 1440, "height": 900}, accept_downloads=True)
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    yield context.new_page()
    context.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
