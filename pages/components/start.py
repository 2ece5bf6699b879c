"""The buttons that start a run, and the one that stops it."""

import streamlit as st

from core.commands import cancel_run, request_run
from core.views.run_words import ETL, FULL, kind_titles
from pages.components.acts import act
from pages.components.season import shown_frame
from pages.components.workspace import visitor, workspace

_DRY_RUN = "dry_run"


def draw_start_buttons() -> None:
    """Run Full Sync, each part alone, and whether anything may change."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        draw_full_sync_button()
        titles = {kind: title for kind, title in kind_titles().items() if kind != FULL}
        st.menu_button(
            "Run one part",
            list(titles),
            key="part",
            format_func=titles.__getitem__,
            icon=":material/playlist_play:",
            on_click=_start_part,
        )
        st.toggle("Dry run: show what would change, change nothing", key=_DRY_RUN)


def draw_full_sync_button() -> None:
    """The one button most people need."""
    st.button(
        "Run Full Sync",
        key="run_full_sync",
        type="primary",
        icon=":material/sync:",
        on_click=_start,
        args=(FULL,),
    )


def draw_cancel_button(run_id: int) -> None:
    """Stop a run; nothing of it is left behind but what was read."""
    st.button("Cancel", key=f"cancel_{run_id}", icon=":material/stop_circle:", on_click=_cancel, args=(run_id,))


def _start_part() -> None:
    _start(st.session_state["part"] or ETL)


def _start(kind: str) -> None:
    dry_run = bool(st.session_state.get(_DRY_RUN, False))
    engine, year, by = workspace().engine, shown_frame().year, visitor()

    def request() -> str:
        requested = request_run(engine, year, kind, dry_run=dry_run, by=by)
        return "A sync is already running - showing it." if requested.joined else "Started."

    act(request)


def _cancel(run_id: int) -> None:
    engine, by = workspace().engine, visitor()

    def cancel() -> str:
        stopping = cancel_run(engine, run_id, by=by)
        return "Stopping at the next safe point." if stopping else "It had ended already."

    act(cancel)
