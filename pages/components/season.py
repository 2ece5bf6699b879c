"""Which season is shown: chosen in the sidebar, kept in the address of the page."""

from pathlib import Path

import streamlit as st

from core.views.frame import Frame, frame_view
from pages.components.workspace import connection, workspace

_KEY = "season"


def choose_season() -> Frame:
    """Draw the season switch and remember the frame for the page that comes."""
    frame = _read_frame()
    if len(frame.seasons) > 1:
        _draw_switch(frame)
    st.query_params[_KEY] = str(frame.year)
    st.session_state["frame"] = frame
    return frame


def shown_frame() -> Frame:
    """The frame of this page: season, time zone, demo or not."""
    frame: Frame = st.session_state["frame"]
    return frame


def page_link(page: Path, label: str, *, icon: str | None = None, **params: str) -> None:
    """A link to another page of the season shown, with what its address is to say."""
    st.page_link(page, label=label, icon=icon, query_params={_KEY: str(shown_frame().year), **params})


def _read_frame() -> Frame:
    asked = st.session_state.get(_KEY) or st.query_params.get(_KEY, "")
    year = int(asked) if str(asked).isdecimal() else None
    with connection() as conn:
        return frame_view(conn, year, is_demo=workspace().settings.is_demo)


def _draw_switch(frame: Frame) -> None:
    st.session_state[_KEY] = frame.year
    st.sidebar.selectbox(
        "Season",
        frame.seasons,
        key=_KEY,
        format_func=lambda year: f"{year} (active)" if year == frame.active else str(year),
    )
