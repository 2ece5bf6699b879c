"""Small worlds for the tests of the demo."""

import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from core.demo.load import invented
from core.demo.service import create_app
from core.demo.store import DemoStore

with warnings.catch_warnings():
    # Starlette would like the successor of httpx, which the product does not use.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

NOW = datetime(2025, 10, 28, 16, 0, tzinfo=UTC)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[DemoStore]:
    """A season with forms and a campaign but no people."""
    store = DemoStore.empty(tmp_path / "demo.sqlite", NOW)
    yield store
    store.close()


@pytest.fixture
def app(demo: DemoStore) -> Starlette:
    return create_app(demo)


@pytest.fixture
def jotform(app: Starlette) -> httpx.Client:
    return TestClient(app, base_url="http://demo/jotform", headers={"APIKEY": "demo"})


@pytest.fixture
def givebutter(app: Starlette) -> httpx.Client:
    return TestClient(app, base_url="http://demo/givebutter/v1", headers={"Authorization": "Bearer demo"})


@pytest.fixture
def control(app: Starlette) -> httpx.Client:
    return TestClient(app, base_url="http://demo/demo")


@pytest.fixture
def small_season(tmp_path: Path) -> Iterator[DemoStore]:
    """An invented season of a fifth of the real size, all its own."""
    store = invented(tmp_path / "season.sqlite", 7, NOW, signups=198, contacts=1_200)
    yield store
    store.close()
