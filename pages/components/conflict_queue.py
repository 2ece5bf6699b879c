"""The queue and the card that is open: filters, the list, the way to the next one, and undoing the last answer."""

from pathlib import Path

import pandas as pd
import streamlit as st

from core.views.conflict_words import SEVERITY_TITLES
from core.views.conflicts import AGE_TITLES, ConflictFilters, Question, Queue, conflict_kinds, conflict_queue
from core.views.words import ago, count
from pages.components.conflict_answers import draw_undo_button
from pages.components.conflict_bulk import draw_accept_button, draw_bulk, is_bulk_open
from pages.components.conflict_card import draw_card
from pages.components.conflict_frame import link_conflict, linked_conflict
from pages.components.conflict_saving import draw_saving, saving
from pages.components.season import shown_frame
from pages.components.texts import plain
from pages.components.workspace import connection, now

EXPORT = Path(__file__).parents[1] / "sync" / "export.py"
_LISTED = 12


def draw_review(status: str) -> None:
    """The questions of a status, one of them open for answering."""
    queue = _read(status, _draw_filters())
    draw_saving()
    if not queue.questions:
        draw_undo_button()
        _draw_nothing(status, queue)
        return
    current = _current(queue)
    _draw_bar(queue, current, status)
    if is_bulk_open() and status == "pending":
        draw_bulk()
        return
    listed, card = st.columns([1, 3.4], gap="medium")
    with listed:
        _draw_list(queue, current)
    with card:
        draw_card(current, queue.next_after(current))


def draw_obsolete() -> None:
    """Questions that nobody needs to answer any more."""
    queue = _read("obsolete", _draw_filters())
    if not queue.questions:
        st.info("No question has become obsolete.", icon=":material/done_all:")
        return
    st.caption("The facts behind these questions are gone: a contact was archived, or a value was corrected.")
    rows = [
        (q.mn_id, q.full_name, q.title, ago(q.detected_at, now()), ago(q.closed_at, now())) for q in queue.questions
    ]
    columns = ["Mentor", "Name", "Question", "Asked", "Closed"]
    st.dataframe(pd.DataFrame(rows, columns=columns), hide_index=True)


def _read(status: str, filters: ConflictFilters) -> Queue:
    with connection() as conn:
        return conflict_queue(conn, shown_frame().year, status, filters, now()).without(saving())


def _draw_filters() -> ConflictFilters:
    with connection() as conn:
        kinds = conflict_kinds(conn, shown_frame().year)
    with st.expander("Only some questions", icon=":material/filter_alt:"):
        with st.container(horizontal=True, gap="large"):
            kind = st.segmented_control(
                "About", list(kinds), format_func=kinds.__getitem__, key="kind", bind="query-params"
            )
            severity = st.segmented_control(
                "Severity", list(SEVERITY_TITLES), format_func=str.capitalize, key="severity", bind="query-params"
            )
            age = st.segmented_control(
                "Age", list(AGE_TITLES), format_func=AGE_TITLES.__getitem__, key="age", bind="query-params"
            )
        search = st.text_input("Search", placeholder="Name, mentor id, phone or e-mail", key="q", bind="query-params")
    return ConflictFilters(kind, severity, age, (search or "").strip())


def _current(queue: Queue) -> int:
    """The question of the address if it is in the queue, else the first one, which the address names from now on."""
    linked = linked_conflict()
    if linked is not None and queue.place(linked) is not None:
        return linked
    first = queue.questions[0].conflict_id
    link_conflict(first)
    return first


def _draw_bar(queue: Queue, current: int, status: str) -> None:
    place, number = queue.place(current) or 0, len(queue.questions)
    of_all = f" (of {queue.total:,})" if number < queue.total else ""
    with st.container(horizontal=True, vertical_alignment="center", key="queue_bar"):
        _draw_step("Previous", queue.beside(current, -1) if place else None, "Left", ":material/chevron_left:")
        st.markdown(f"**{place + 1:,} of {number:,}**{of_all}", width="content")
        _draw_step("Next", queue.beside(current, 1), "Right", ":material/chevron_right:")
        draw_undo_button()
        if status == "pending":
            draw_accept_button(queue)


def _draw_step(label: str, target: int | None, key: str, icon: str) -> None:
    st.button(
        label,
        key=f"step_{key}",
        icon=icon,
        shortcut=key,
        disabled=target is None,
        on_click=link_conflict,
        args=(target,),
    )


def _draw_list(queue: Queue, current: int) -> None:
    """The questions around the current one; the rest is reached with the arrows or the search."""
    place = queue.place(current) or 0
    first = max(0, min(place - _LISTED // 3, len(queue.questions) - _LISTED))
    with st.container(key="queue_list", gap="xxsmall"):
        for question in queue.questions[first : first + _LISTED]:
            _draw_entry(question, is_current=question.conflict_id == current)
        below = len(queue.questions) - first - _LISTED
        if below > 0:
            st.caption(f"and {below:,} more")


def _draw_entry(question: Question, *, is_current: bool) -> None:
    st.button(
        plain(f"{question.full_name} · {question.mn_id}"),
        key=f"open_{question.conflict_id}",
        type="secondary" if is_current else "tertiary",
        icon=":material/arrow_right:" if is_current else ":material/help:",
        help=f"{question.title} Asked {ago(question.detected_at, now())}.",
        on_click=link_conflict,
        args=(question.conflict_id,),
    )


def _draw_nothing(status: str, queue: Queue) -> None:
    if queue.total:
        st.info(
            f"None of the {count(queue.total, 'question')} fits the filters. Change them in **Only some questions**.",
            icon=":material/filter_alt_off:",
        )
    elif status == "skipped":
        st.info(
            "Nothing was skipped. What you skip waits here, until its date if it has one.", icon=":material/snooze:"
        )
    else:
        st.success(
            "No question waits for you. After each sync new ones appear here; go on to **Export** for the import file.",
            icon=":material/check_circle:",
        )
        st.page_link(EXPORT, label="Go to Export", icon=":material/file_export:")
