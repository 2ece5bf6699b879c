"""The frame around every page: the menu, which season, the demo banner; then the page runs."""

from pathlib import Path

import streamlit as st

from core.views.frame import season_version, work_version
from pages.components.live import watch_season
from pages.components.problems import explained
from pages.components.season import choose_season
from pages.components.style import draw_style
from pages.components.worker import draw_worker_warning

PAGES = Path(__file__).parents[1]
ICON = str(Path(__file__).parent / "mentor_sync.svg")
DEMO = ":orange-badge[:material/science: Demo] Invented people, nothing leaves this computer."
CALM = {"conflicts"}  # pages that tell themselves what somebody else's answers change


def menu() -> dict[str, list[st.Page]]:
    """The pages by section of the menu."""
    return {
        "Today": [
            st.Page(PAGES / "today" / "overview.py", title="Overview", icon=":material/home:", default=True),
        ],
        "People": [
            st.Page(PAGES / "people" / "people.py", title="People", icon=":material/group:"),
        ],
        "Sync": [
            st.Page(PAGES / "sync" / "runs.py", title="Runs", icon=":material/sync:"),
            st.Page(PAGES / "sync" / "conflicts.py", title="Conflicts", icon=":material/rule:"),
            st.Page(PAGES / "sync" / "issues.py", title="Issues", icon=":material/report:"),
            st.Page(PAGES / "sync" / "export.py", title="Export", icon=":material/file_export:"),
        ],
    }


def draw() -> None:
    """Draw the frame and the page that was asked for."""
    st.set_page_config(page_title="Mentor Sync", page_icon=ICON, layout="wide")
    st.logo(ICON, size="large")
    page = st.navigation(menu())
    draw_style()
    with explained():
        frame = choose_season()
        if frame.is_demo:
            st.markdown(DEMO)
        draw_worker_warning()
        watch_season(work_version if page.url_path in CALM else season_version)
        page.run()


draw()
