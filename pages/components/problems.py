"""What goes wrong, on the screen: what happened, what was kept, and what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from core.database_errors import DATABASE_ERRORS, in_words
from core.errors import MentorSyncError, SeasonIncompleteError
from pages.components.texts import plain
from pages.components.workspace import workspace


@contextmanager
def explained() -> Iterator[None]:
    """Show a failed act as a page of its own instead of a traceback."""
    try:
        yield
    except DATABASE_ERRORS as error:
        _draw_problem(in_words(error))
    except MentorSyncError as error:
        _draw_problem(error)


@contextmanager
def explained_in_place() -> Iterator[None]:
    """The same for a part that is drawn by itself: the rest of the page stays."""
    try:
        yield
    except DATABASE_ERRORS as error:
        st.error(plain(str(in_words(error))), icon=":material/error:")


def _draw_problem(error: MentorSyncError) -> None:
    not_ready = isinstance(error, SeasonIncompleteError)
    st.title("This season is not ready yet" if not_ready else "Mentor Sync cannot show this page")
    st.error(plain(str(error)), icon=":material/error:")
    st.markdown("**What was kept:** everything. Nothing was changed, and what was saved before is still there.")
    st.markdown(f"**What to do:** {_advice(error)}")
    if st.button("Try again", icon=":material/refresh:", type="primary"):
        workspace.clear()
        st.rerun()


def _advice(error: MentorSyncError) -> str:
    if isinstance(error, SeasonIncompleteError):
        return "set what is listed above (ask whoever looks after the installation), then try again."
    return "check what the message names, then try again. `docs/operations.md` says more about each case."
