"""Overview: what is fresh, what waits for somebody, and the numbers of the season."""

import streamlit as st

from pages.components.acts import tell_news
from pages.components.cached import read_overview
from pages.components.figures import draw_figures, draw_statuses
from pages.components.lists import draw_freshness, draw_partners, draw_waiting
from pages.components.live import read_progress
from pages.components.overview_run import draw_run_state
from pages.components.retirements import draw_retirement_alert
from pages.components.season import shown_frame

season = read_overview()
st.title(f"Season {shown_frame().year}")
tell_news()
draw_run_state(season.last_run)
draw_retirement_alert()
if season.is_empty:
    if not read_progress().is_active:
        st.info("Nothing was read yet. Start with **Run Full Sync**; it takes about a minute.", icon=":material/flag:")
    st.stop()
draw_figures(season)
with st.container(key="halves"):  # one below the other on a small screen
    left, right = st.columns(2, gap="large")
with left:
    draw_waiting(season.waiting)
    draw_freshness(season)
with right:
    draw_statuses(season)
    draw_partners(season.partners)
