"""The run under way, drawn anew every second until it ends; then what came of the last one."""

import pandas as pd
import streamlit as st

from core.views.run_steps import Step
from core.views.runs import Progress, Run
from core.views.words import ago, duration
from pages.components.live import follow_run
from pages.components.removals import draw_removals
from pages.components.start import draw_cancel_button
from pages.components.texts import plain
from pages.components.workspace import now

_MANY_LEFT = "If that is not right, look at the details below: who left, and why."
_MARKS = {
    "pending": ":gray[:material/schedule:]",
    "running": ":blue[:material/sync:]",
    "completed": ":green[:material/check_circle:]",
    "warning": ":orange[:material/warning:]",
    "failed": ":red[:material/error:]",
    "skipped": ":gray[:material/remove:]",
}


def draw_live_progress() -> None:
    """The latest run; follows it while it is under way."""
    follow_run(_draw_latest)


def draw_result(run: Run) -> None:
    """What came of a run, in words: the error, what was kept, what to do."""
    if run.tone == "good":
        st.success(run.result, icon=":material/check_circle:")
    elif run.tone == "mind":
        st.warning(f"{run.result} {_MANY_LEFT}", icon=":material/warning:")
    elif run.tone == "calm":
        st.info(f"{run.result} {run.advice}", icon=":material/stop_circle:")
    else:
        parts = (run.error and plain(run.error), f"**What was kept:** {run.result}", f"**What to do:** {run.advice}")
        st.error("\n\n".join(part for part in parts if part), icon=":material/error:")


def draw_steps(steps: tuple[Step, ...]) -> None:
    """Every step with its mark, its title and how far it is."""
    rows = [(f"{_MARKS[step.status]} {step.title}", _line(step)) for step in steps]
    st.table(pd.DataFrame(rows, columns=["Step", "Records"]), border="horizontal", hide_index=True, hide_header=True)


def _line(step: Step) -> str:
    message = f":orange[{plain(step.message)}]" if step.message else ""
    return " · ".join(part for part in (step.line, message) if part)


def _draw_latest(progress: Progress) -> None:
    if progress.run is None:
        st.info("No run yet. Start with **Run Full Sync**; it takes about a minute.", icon=":material/flag:")
    elif progress.is_active:
        _draw_active(progress, progress.run)
    else:
        _draw_ended(progress, progress.run)


def _draw_active(progress: Progress, run: Run) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.header(f"{run.title}{_took(run)}")
            draw_cancel_button(run.run_id)
        st.progress(progress.fraction, text=progress.headline)
        draw_steps(progress.steps)


def _draw_ended(progress: Progress, run: Run) -> None:
    st.markdown(f"**Last run:** {run.title}, {ago(run.requested_at, now())}{_took(run)}")
    draw_result(run)
    draw_removals()
    with st.expander("Steps of this run", icon=":material/checklist:"):
        draw_steps(progress.steps)


def _took(run: Run) -> str:
    return f" · {duration(run.elapsed_seconds)}" if run.elapsed_seconds is not None else ""
