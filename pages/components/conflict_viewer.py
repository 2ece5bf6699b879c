"""Who answers: a name typed once, kept by the browser; and who else looks at the same question."""

import json
from collections.abc import Iterable
from secrets import token_hex
from urllib.parse import quote, unquote

import streamlit as st

from core.review import look_at
from pages.components.problems import explained_in_place
from pages.components.texts import plain
from pages.components.workspace import workspace

_NAME, _BROWSER = "viewer", "viewer_browser"
_NAME_COOKIE, _BROWSER_COOKIE = "mentor_sync_name", "mentor_sync_browser"
_NOBODY = "Coordinator"
_RENEW_SECONDS = 4.0  # the lease lasts ten: one renewal may be late
_LONGEST_NAME = 60
_TOKEN = 16  # letters of it
# A session ends with each reload; what is to outlast it is kept by the browser, for a year.
_KEEP = """<script>
for (const [name, value] of Object.entries(VALUES))
  document.cookie = `${name}=${value}; path=/; max-age=${value ? 31536000 : 0}; SameSite=Strict`;
</script>"""


def viewer() -> str:
    """The name that answers are kept under."""
    typed = " ".join(str(st.session_state.get(_NAME) or "").split())
    return typed or str(getattr(st.user, "email", None) or _NOBODY)


def draw_viewer() -> None:
    """Ask for the name, once."""
    if _NAME not in st.session_state:
        st.session_state[_NAME] = unquote(_cookie(_NAME_COOKIE))[:_LONGEST_NAME]
    with st.popover(f"You: {plain(viewer())}", icon=":material/person:", type="tertiary"):
        st.text_input(
            "Your name",
            key=_NAME,
            placeholder=_NOBODY,
            max_chars=_LONGEST_NAME,
            persist_state="session",
            help="It stands with every answer you give, so that others can ask you.",
        )
    kept = {_NAME_COOKIE: quote(str(st.session_state.get(_NAME) or ""), safe=""), _BROWSER_COOKIE: _browser()}
    with st.container(key="kept_by_browser"):
        st.html(_KEEP.replace("VALUES", json.dumps(kept)), unsafe_allow_javascript=True)


def draw_others(conflict_id: int) -> None:
    """Say that this browser looks at the question, and who else does; renewed while it is open."""
    st.fragment(_draw_others, run_every=_RENEW_SECONDS)(conflict_id)


def _draw_others(conflict_id: int) -> None:
    with explained_in_place():
        _tell_others(look_at(workspace().engine, conflict_id, f"{viewer()}#{_browser()}"))


def _tell_others(others: Iterable[str]) -> None:
    mine = f"#{_browser()}"  # under a name that was typed since
    names = sorted({other.rpartition("#")[0] or other for other in others if not other.endswith(mine)})
    if names:
        st.info(f"Being looked at by {plain(', '.join(names))}, too.", icon=":material/visibility:")


def _browser() -> str:
    """What tells this browser from others: the same after a reload."""
    if _BROWSER not in st.session_state:
        kept = _cookie(_BROWSER_COOKIE)
        st.session_state[_BROWSER] = kept if kept.isalnum() and kept.isascii() and len(kept) == _TOKEN else token_hex(8)
    token: str = st.session_state[_BROWSER]
    return token


def _cookie(name: str) -> str:
    """What the browser kept, or nothing: a page that is drawn without a browser has no cookies at all."""
    kept = st.context.cookies.get(name, "")
    return kept if isinstance(kept, str) else ""
