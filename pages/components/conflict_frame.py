"""What stands around the questions: who is looking, how large the type is, and which part is shown."""

from html import escape

import streamlit as st

from core.views.archivals import count_archivals
from core.views.conflicts import conflict_status, count_conflicts
from pages.components.acts import take_news
from pages.components.conflict_style import draw_style
from pages.components.conflict_viewer import draw_viewer
from pages.components.season import shown_frame
from pages.components.texts import plain
from pages.components.workspace import connection

OPEN, DECIDED, SKIPPED, OBSOLETE = "open", "decided", "skipped", "obsolete"
DUPLICATES, RULES, REPORT = "duplicates", "rules", "report"
CONFLICT = "conflict"
_PART = "show"
_SAID = "conflicts_said"
_TURNED = "conflicts_turned"
_LONGEST_ID = 18
_PART_OF_STATUS = {"pending": OPEN, "resolved": DECIDED, "skipped": SKIPPED, "obsolete": OBSOLETE}
_TITLES = {
    OPEN: "Open",
    DECIDED: "Decided",
    SKIPPED: "Skipped",
    OBSOLETE: "Obsolete",
    DUPLICATES: "Duplicates",
    RULES: "Rules",
    REPORT: "Report",
}
_PURPOSE = "What the machine cannot know, a person decides."


def draw_head() -> bool:
    """The title, what the last button did, who is looking, and the switch for the projector; whether that is on."""
    with st.container(horizontal=True, vertical_alignment="center", key="conflicts_head"):
        st.title("Conflicts", width="content", anchor=False)
        failures = _draw_said()
        draw_viewer()
        is_large = st.toggle("Large type", key="large", persist_state="session", help="Readable from the last row.")
    draw_style(is_large=is_large)
    for failure in failures:
        st.error(plain(failure), icon=":material/error:")
    return is_large


def choose_part() -> str:
    """The parts of the page with how much is in each; kept in the address. A link to a question opens its part."""
    with connection() as conn:
        conflicts, duplicates = count_conflicts(conn, shown_frame().year), count_archivals(conn, shown_frame().year)
    counts = {part: conflicts[status] for status, part in _PART_OF_STATUS.items()}
    counts[DUPLICATES] = duplicates["proposed"]
    key = _part_key()
    if key not in st.session_state:
        asked = st.query_params.get(_PART)
        st.session_state[key] = asked if asked in _TITLES else _part_of_link()
    part = st.segmented_control(
        "Show",
        list(_TITLES),
        key=key,
        format_func=lambda part: f"{_TITLES[part]} ({counts[part]:,})" if part in counts else _TITLES[part],
        required=True,
        label_visibility="collapsed",
        on_change=link_conflict,
        args=(None,),
    )
    st.query_params[_PART] = str(part)
    return str(part)


def show_part(part: str) -> None:
    """Turn to a part of the page.

    The switch is another one then: what a browser still sends of the former one would pass for a click on it.
    """
    st.session_state[_TURNED] = st.session_state.get(_TURNED, 0) + 1
    st.session_state[_part_key()] = part


def linked_conflict() -> int | None:
    """The question that the address names."""
    asked = st.query_params.get(CONFLICT, "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) <= _LONGEST_ID else None


def link_conflict(conflict_id: int | None) -> None:
    """Name a question in the address, or none."""
    if conflict_id is not None:
        st.query_params[CONFLICT] = str(conflict_id)
    elif CONFLICT in st.query_params:
        del st.query_params[CONFLICT]


def status_of_link() -> str | None:
    """Where the question of the address stands; `None` when there is none, or no such question in this season."""
    conflict_id = linked_conflict()
    if conflict_id is None:
        return None
    with connection() as conn:
        return conflict_status(conn, shown_frame().year, conflict_id)


def tell_link() -> None:
    """Say what has become of the question of the address, if it does not wait for an answer any more."""
    asked, status = st.query_params.get(CONFLICT), status_of_link()
    if asked and status is None:
        words = f"Season {shown_frame().year} has no question {plain(asked)}. Here are those that it has."
        st.warning(words, icon=":material/search_off:")
    elif status == "resolved":
        st.info(f"Question {asked} was answered already. You can take the answer back here.", icon=":material/gavel:")
    elif status == "obsolete":
        st.info(f"Question {asked} need not be answered any more: its facts are gone.", icon=":material/done_all:")


def _draw_said() -> list[str]:
    """The latest success, which replaces the one before it; what failed is to be shown below."""
    failures = []
    for sentence, worked in take_news():
        if worked and sentence:
            st.session_state[_SAID] = sentence
        elif sentence:
            failures.append(sentence)
            st.session_state.pop(_SAID, None)
    said = st.session_state.get(_SAID)
    words = escape(said) if said else f'<span class="purpose">{_PURPOSE}</span>'
    st.html(f'<p role="status">{words}</p>', width="stretch")
    return failures


def _part_key() -> str:
    turned = st.session_state.get(_TURNED, 0)
    return f"{_PART}_{turned}" if turned else _PART


def _part_of_link() -> str:
    return _PART_OF_STATUS.get(status_of_link() or "", OPEN)
