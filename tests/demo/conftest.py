"""Small worlds for the tests of the demo."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from core.demo.load import invented
from core.demo.server import running
from core.demo.store import DemoStore

NOW = datetime(2025, 10, 28, 16, 0, tzinfo=UTC)


@contextmanager
def client_of(url: str, path: str, headers: dict[str, str]) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{url}{path}", headers=headers, timeout=30) as client:
        yield client


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[DemoStore]:
    """A season with forms and a campaign but no people."""
    store = DemoStore.empty(tmp_path / "demo.sqlite", NOW)
    yield store
    store.close()


@pytest.fixture
def url(demo: DemoStore) -> Iterator[str]:
    with running(demo) as address:
        yield address


@pytest.fixture
def jotform(url: str) -> Iterator[httpx.Client]:
    with client_of(url, "/jotform", {"APIKEY": "demo"}) as client:
        yield client


@pytest.fixture
def givebutter(url: str) -> Iterator[httpx.Client]:
    with client_of(url, "/givebutter/v1", {"Authorization": "Bearer demo"}) as client:
        yield client


@pytest.fixture
def control(url: str) -> Iterator[httpx.Client]:
    with client_of(url, "/demo", {}) as client:
        yield client


@pytest.fixture
def small_season(tmp_path: Path) -> Iterator[DemoStore]:
    """An invented season of a fifth of the real size, all its own."""
    store = invented(tmp_path / "season.sqlite", 7, NOW, signups=198, contacts=1_200)
    yield store
    store.close()
