"""What stands around the questions: who is looking, how large the type is, and which part is shown."""

import streamlit as st

from core.views.archivals import count_archivals
from core.views.conflicts import conflict_status, count_conflicts
from pages.components.conflict_style import draw_style
from pages.components.conflict_viewer import draw_viewer
from pages.components.season import shown_frame
from pages.components.workspace import connection

OPEN, DECIDED, SKIPPED, OBSOLETE = "open", "decided", "skipped", "obsolete"
DUPLICATES, RULES, REPORT = "duplicates", "rules", "report"
CONFLICT = "conflict"
PART = "show"
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


def draw_head() -> None:
    """What the page is for, who is looking, and the switch for the projector."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.caption("Where the machine is not sure, a person decides. Every answer can be taken back.", width="stretch")
        draw_viewer()
        is_large = st.toggle("Large type", key="large", persist_state="session", help="Readable from the last row.")
    draw_style(is_large=is_large)


def choose_part() -> str:
    """The parts of the page with how much is in each; kept in the address. A link to a question opens its part."""
    with connection() as conn:
        conflicts, duplicates = count_conflicts(conn, shown_frame().year), count_archivals(conn, shown_frame().year)
    counts = {part: conflicts[status] for status, part in _PART_OF_STATUS.items()}
    counts[DUPLICATES] = duplicates["proposed"]
    if PART not in st.session_state:
        asked = st.query_params.get(PART)
        st.session_state[PART] = asked if asked in _TITLES else _part_of_link()
    part = st.segmented_control(
        "Show",
        list(_TITLES),
        key=PART,
        format_func=lambda part: f"{_TITLES[part]} ({counts[part]:,})" if part in counts else _TITLES[part],
        required=True,
        label_visibility="collapsed",
    )
    st.query_params[PART] = str(part)
    return str(part)


def linked_conflict() -> int | None:
    """The question that the address names."""
    asked = st.query_params.get(CONFLICT, "")
    return int(asked) if asked.isdecimal() and len(asked) <= _LONGEST_ID else None


def link_conflict(conflict_id: int | None) -> None:
    """Name a question in the address, or none."""
    if conflict_id is not None:
        st.query_params[CONFLICT] = str(conflict_id)
    elif CONFLICT in st.query_params:
        del st.query_params[CONFLICT]


def _part_of_link() -> str:
    conflict_id = linked_conflict()
    if conflict_id is None:
        return OPEN
    with connection() as conn:
        status = conflict_status(conn, shown_frame().year, conflict_id)
    return _PART_OF_STATUS.get(status or "", OPEN)
