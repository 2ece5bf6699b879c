"""Who goes into the import file: the filters, kept in the address of the page."""

from collections.abc import Mapping

import streamlit as st

from core.views.export_filters import STATUS_TITLES, TRAINING_TITLES, ExportFilters

_OPEN = "export_filters_open"
_YES_NO = {"yes": True, "no": False}
_KEYS = ("status", "fundraised", "training", "page", "tag", "q", "people")


def draw_filters(people: Mapping[str, str]) -> ExportFilters:
    """The filters, closed until somebody wants them; `people` (mn_id -> name) may be picked by hand.

    Nothing is inside before that: a field that offers a thousand people takes a second to draw.
    """
    is_open = st.session_state.setdefault(_OPEN, _are_in_use())  # as it was found: clearing the last does not close it
    panel = st.expander(
        "Only some mentors", key="only_some", icon=":material/filter_alt:", expanded=is_open, on_change="rerun"
    )
    if not panel.open and not _are_in_use():
        return ExportFilters()
    with panel:
        statuses = st.pills(
            "Status", list(STATUS_TITLES), selection_mode="multi", format_func=STATUS_TITLES.__getitem__,
            key="status", bind="query-params",
        )  # fmt: skip
        with st.container(horizontal=True, gap="large"):
            fundraised = _draw_yes_no("Goal reached", "fundraised")
            page = _draw_yes_no("Has a fundraising page", "page")
            training = st.segmented_control(
                "Training", list(TRAINING_TITLES), format_func=TRAINING_TITLES.__getitem__,
                key="training", bind="query-params",
            )  # fmt: skip
        left, right = st.columns(2)
        search = left.text_input("Search", placeholder="Name, mentor id, phone or e-mail", key="q", bind="query-params")
        tag = right.text_input("Tag", placeholder="For example: No Page", key="tag", bind="query-params")
        picked = st.multiselect(
            "Only these people", list(people), format_func=lambda mn_id: f"{people[mn_id]} ({mn_id})",
            key="people", placeholder="Everybody who fits the above",
        )  # fmt: skip
    return ExportFilters(
        statuses=tuple(statuses or ()),
        fundraised=fundraised,
        training=training,
        page=page,
        tag=(tag or "").strip() or None,
        search=(search or "").strip(),
        mn_ids=tuple(picked),
    )


def _are_in_use() -> bool:
    return any(st.session_state.get(key) or key in st.query_params for key in _KEYS)


def _draw_yes_no(label: str, key: str) -> bool | None:
    answer = st.segmented_control(label, list(_YES_NO), format_func=str.capitalize, key=key, bind="query-params")
    return _YES_NO.get(answer or "")
