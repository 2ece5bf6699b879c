"""The state of the runs, in one line with the button that leads on."""

from pathlib import Path

import streamlit as st

from core.views.runs import Progress, Run
from core.views.words import ago
from pages.components.live import follow_run
from pages.components.removals import draw_removals
from pages.components.season import page_link
from pages.components.start import draw_full_sync_button
from pages.components.texts import plain
from pages.components.workspace import now

RUNS = Path(__file__).parents[1] / "sync" / "runs.py"
_MARKS = {
    "good": ":green[:material/check_circle:]",
    "mind": ":orange[:material/warning:]",
    "bad": ":red[:material/error:]",
    "calm": ":gray[:material/stop_circle:]",
}


def draw_run_state(last_run: Run | None) -> None:
    """The run under way, followed until it ends, or what came of the last one."""

    def draw(progress: Progress) -> None:
        with st.container(border=True):
            st.markdown(_sentence(progress, last_run))
            if progress.is_active:
                st.progress(progress.fraction)
            else:
                draw_removals()
            with st.container(horizontal=True, vertical_alignment="center"):
                if not progress.is_active:
                    draw_full_sync_button()
                page_link(RUNS, "All runs", icon=":material/arrow_forward:")

    follow_run(draw)


def _sentence(progress: Progress, last_run: Run | None) -> str:
    if progress.headline:
        return f":blue[:material/sync:] **A sync is running.** {plain(progress.headline)}"
    if last_run is None:
        return ":gray[:material/schedule:] **No run yet.**"
    when = ago(last_run.requested_at, now())
    return f"{_MARKS[last_run.tone]} **{last_run.title}, {when}.** {plain(last_run.error or last_run.result)}"
