"""What goes wrong, on the screen: what happened, what was kept, and what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from sqlalchemy.exc import OperationalError

from core.errors import DatabaseUnreachableError, MentorSyncError, SeasonIncompleteError
from pages.components.texts import plain
from pages.components.workspace import workspace


@contextmanager
def explained() -> Iterator[None]:
    """Show a failed act as a page of its own instead of a traceback."""
    try:
        yield
    except OperationalError:
        _draw_problem(DatabaseUnreachableError("The database stopped answering."))
    except MentorSyncError as error:
        _draw_problem(error)


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
