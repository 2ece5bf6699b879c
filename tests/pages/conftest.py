"""The pages as a visitor gets them, on a database of their own; the services are never asked."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from sqlalchemy import Connection, Engine
from streamlit.testing.v1 import AppTest

from core.settings import read_settings
from tests.views.rows import complete_season

FRAME = str(Path(__file__).parents[2] / "pages" / "frame" / "frame.py")
SECONDS = 60


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, database: Engine, tmp_path: Path) -> Iterator[pytest.MonkeyPatch]:
    """The settings of an installation with keys; a test may change them before it opens a page."""
    monkeypatch.setenv("DATABASE_URL", database.url.render_as_string(hide_password=False))
    monkeypatch.setenv("JOTFORM_API_KEY", "unused")
    monkeypatch.setenv("GIVEBUTTER_API_KEY", "unused")
    monkeypatch.setenv("MENTOR_SYNC_HOME", str(tmp_path))
    read_settings.cache_clear()
    st.cache_resource.clear()
    st.cache_data.clear()
    yield monkeypatch
    read_settings.cache_clear()


@pytest.fixture
def rows(database: Engine) -> Iterator[Connection]:
    """A connection to put rows in; commit before a page is opened."""
    with database.connect() as conn:
        complete_season(conn)
        conn.commit()
        yield conn


@pytest.fixture
def visit(settings: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open a page as its address does: `visit("sync/runs.py", season="2024")`."""

    def visit(page: str = "today/overview.py", **params: str) -> AppTest:
        app = AppTest.from_file(FRAME, default_timeout=SECONDS)
        app.query_params.update(params)
        app.run()
        if page != "today/overview.py":
            app.switch_page(f"../{page}")
            app.query_params.update(params)
            app.run()
        return app

    return visit


def texts(app: AppTest) -> str:
    """All that is written on the page."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error", "success")
    return "\n".join(element.value for kind in kinds for element in getattr(app, kind))
