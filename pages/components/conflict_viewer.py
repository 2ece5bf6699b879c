"""Who answers: a name typed once, kept while the window is open."""

from secrets import token_hex

import streamlit as st

from core.review import look_at
from pages.components.texts import plain
from pages.components.workspace import workspace

_NAME, _WINDOW = "viewer", "viewer_window"
_NOBODY = "Coordinator"
_RENEW_SECONDS = 15.0


def viewer() -> str:
    """The name that answers are kept under."""
    typed = " ".join(str(st.session_state.get(_NAME) or "").split())
    return typed or str(getattr(st.user, "email", None) or _NOBODY)


def draw_viewer() -> None:
    """Ask for the name, once."""
    with st.popover(f"You: {plain(viewer())}", icon=":material/person:", type="tertiary"):
        st.text_input(
            "Your name",
            key=_NAME,
            placeholder=_NOBODY,
            max_chars=60,
            persist_state="session",
            help="It stands with every answer you give, so that others can ask you.",
        )


def draw_others(conflict_id: int) -> None:
    """Say that this window looks at the question, and who else does; renewed while it is open."""
    st.fragment(_draw_others, run_every=_RENEW_SECONDS)(conflict_id)


def _draw_others(conflict_id: int) -> None:
    window = st.session_state.setdefault(_WINDOW, token_hex(4))
    others = look_at(workspace().engine, conflict_id, f"{viewer()}#{window}")
    names = sorted({other.rpartition("#")[0] or other for other in others})
    if names:
        st.info(f"Being looked at by {plain(', '.join(names))}, too.", icon=":material/visibility:")
