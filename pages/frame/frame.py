"""The frame around every page: the menu, which season, the demo banner; then the page runs."""

from pathlib import Path

import streamlit as st

from pages.components.problems import explained
from pages.components.season import choose_season

PAGES = Path(__file__).parents[1]
ICON = str(Path(__file__).parent / "mentor_sync.svg")
DEMO = ":orange-badge[:material/science: Demo] Invented people, nothing leaves this computer."


def menu() -> dict[str, list[st.Page]]:
    """The pages by section of the menu."""
    return {
        "Today": [
            st.Page(PAGES / "today" / "overview.py", title="Overview", icon=":material/home:", default=True),
        ],
        "Sync": [
            st.Page(PAGES / "sync" / "runs.py", title="Runs", icon=":material/sync:"),
            st.Page(PAGES / "sync" / "conflicts.py", title="Conflicts", icon=":material/rule:"),
            st.Page(PAGES / "sync" / "export.py", title="Export", icon=":material/file_export:"),
        ],
    }


def draw() -> None:
    """Draw the frame and the page that was asked for."""
    st.set_page_config(page_title="Mentor Sync", page_icon=ICON, layout="wide")
    st.logo(ICON, size="large")
    page = st.navigation(menu())
    with explained():
        frame = choose_season()
        if frame.is_demo:
            st.markdown(DEMO)
        page.run()


draw()
