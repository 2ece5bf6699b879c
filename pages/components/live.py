"""What comes alive by itself: whatever starts, moves or ends anywhere shows here without a reload."""

from collections.abc import Callable

import streamlit as st
from sqlalchemy import Connection

from core.database_errors import DATABASE_ERRORS
from core.views.runs import Progress, progress_view
from pages.components.acts import has_news
from pages.components.season import shown_frame
from pages.components.workspace import connection, now

_WATCH_SECONDS = 2.0
_FOLLOW_SECONDS = 1.0

Version = Callable[[Connection, int], str]


def watch_season(version: Version) -> None:
    """Draw the whole page anew as soon as `version` gives another text, whoever caused that.

    Nothing is drawn in between, so nobody who reads or types is disturbed.
    """
    _watch(version, _read(version))


def follow_run(draw: Callable[[Progress], None]) -> None:
    """Draw the latest run, and again every second while it is under way; at its end the whole page."""
    progress = read_progress()
    if progress.run and progress.is_active:
        _follow(draw, progress.run.run_id)
    else:
        draw(progress)


def read_progress() -> Progress:
    """The latest run of the season shown."""
    with connection() as conn:
        return progress_view(conn, shown_frame().year, now())


@st.fragment(run_every=_WATCH_SECONDS)
def _watch(version: Version, seen: str) -> None:
    try:
        moved = _read(version) != seen
    except DATABASE_ERRORS:
        moved = True  # the whole page says what is wrong
    if moved:
        st.rerun()


@st.fragment(run_every=_FOLLOW_SECONDS)
def _follow(draw: Callable[[Progress], None], run_id: int) -> None:
    try:
        progress = read_progress()
    except DATABASE_ERRORS:
        st.rerun()
    if not progress.is_active or progress.run is None or progress.run.run_id != run_id or has_news():
        st.rerun()
    draw(progress)


def _read(version: Version) -> str:
    with connection() as conn:
        return version(conn, shown_frame().year)
