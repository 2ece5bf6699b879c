"""Runs: start one, watch it, and look back at the earlier ones."""

import streamlit as st

from pages.components.acts import tell_news
from pages.components.past_runs import draw_past_runs
from pages.components.progress import draw_live_progress
from pages.components.start import draw_start_buttons

st.title("Runs")
st.caption("A run reads Jotform and Givebutter, works out who is who, and prepares the import file.")
draw_start_buttons()
tell_news()
draw_live_progress()
st.header("Past runs")
draw_past_runs()
