"""Which questions the queue shows: a search that is always there, and filters behind a button."""

import streamlit as st

from core.views.conflict_words import SEVERITY_TITLES
from core.views.conflicts import AGE_TITLES, ConflictFilters, conflict_kinds
from pages.components.season import shown_frame
from pages.components.workspace import connection

_FILTERS = ("kind", "severity", "age")


def draw_filters() -> ConflictFilters:
    """Search and filters, kept in the address."""
    with connection() as conn:
        kinds = conflict_kinds(conn, shown_frame().year)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="filters"):
        search = st.text_input(
            "Search", placeholder="Search", help="Name, mentor id, phone or e-mail", key="q", bind="query-params",
            label_visibility="collapsed", type="search",
        )  # fmt: skip
        with st.popover("Filter", icon=":material/filter_alt:", key="filter_panel"):
            kind = st.segmented_control(
                "About", list(kinds), format_func=kinds.__getitem__, key="kind", bind="query-params"
            )
            severity = st.segmented_control(
                "Severity", list(SEVERITY_TITLES), format_func=str.capitalize, key="severity", bind="query-params"
            )
            age = st.segmented_control(
                "Age", list(AGE_TITLES), format_func=AGE_TITLES.__getitem__, key="age", bind="query-params"
            )
    filters = ConflictFilters(kind, severity, age, (search or "").strip())
    if filters.in_words:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(f"Only: {filters.in_words}")
            st.button("Show all", key="clear_filters", type="tertiary", on_click=_clear)
    return filters


def _clear() -> None:
    for name in _FILTERS:
        st.session_state[name] = None
