"""The state of the runs, in one line with the button that leads on."""

from pathlib import Path

import streamlit as st

from core.views.runs import Run
from core.views.words import ago
from pages.components.progress import draw_worker_warning, read_progress
from pages.components.start import draw_full_sync_button
from pages.components.texts import plain
from pages.components.workspace import now

RUNS = Path(__file__).parents[1] / "sync" / "runs.py"
_REFRESH_SECONDS = 2.0


def draw_run_state(last_run: Run | None) -> None:
    """The run under way, followed until it ends, or what came of the last one."""
    is_active = read_progress().is_active
    st.fragment(_draw_state, run_every=_REFRESH_SECONDS if is_active else None)(last_run, was_active=is_active)


def _draw_state(last_run: Run | None, *, was_active: bool) -> None:
    progress = read_progress()
    if was_active and not progress.is_active:
        st.rerun()
    draw_worker_warning(progress)
    with st.container(border=True):
        st.markdown(_sentence(progress.headline, last_run))
        if progress.is_active:
            st.progress(progress.fraction)
        with st.container(horizontal=True):
            if not progress.is_active:
                draw_full_sync_button()
            if st.button("Go to Runs", key="go_to_runs", icon=":material/arrow_forward:"):
                st.switch_page(RUNS)


def _sentence(headline: str | None, last_run: Run | None) -> str:
    if headline:
        return f":blue[:material/sync:] **A sync is running.** {headline}"
    if last_run is None:
        return ":gray[:material/schedule:] **No run yet.**"
    mark = ":green[:material/check_circle:]" if last_run.status == "completed" else ":red[:material/error:]"
    return (
        f"{mark} **{last_run.title}, {ago(last_run.requested_at, now())}.** {plain(last_run.error or last_run.result)}"
    )
