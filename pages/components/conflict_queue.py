"""The queue and the card that is open: the list, the way to the next one, and undoing the last answer."""

from pathlib import Path

import streamlit as st

from core.views.conflict_words import short_title
from core.views.conflicts import ConflictFilters, Question, Queue, conflict_queue
from core.views.runs import last_result
from core.views.words import ago, count
from pages.components.conflict_answers import draw_undo_button
from pages.components.conflict_bulk import draw_accept_button, draw_bulk, is_bulk_open
from pages.components.conflict_card import draw_card
from pages.components.conflict_decided import draw_linked
from pages.components.conflict_filters import draw_filters
from pages.components.conflict_frame import CONFLICT, link_conflict, linked_conflict, status_of_link, tell_link
from pages.components.conflict_saving import coming_back, saving
from pages.components.season import shown_frame
from pages.components.texts import plain
from pages.components.workspace import connection, now

SYNC = Path(__file__).parents[1] / "sync"
EXPORT, RUNS = SYNC / "export.py", SYNC / "runs.py"
_LISTED = 12
_MARKS = {"high": ":red-badge[high]", "medium": ":orange-badge[medium]", "low": ":gray-badge[low]"}


def draw_review(status: str, *, is_large: bool) -> None:
    """The questions of a status, one of them open for answering. In large type the card has the whole width."""
    with st.container(key="review"):
        listed, shown = (st.container(), st.container()) if is_large else st.columns([1, 3.6], gap="medium")
        with listed:
            filters = draw_filters()
        queue = _read(status, filters)
        current = _current(queue, status)
        if current is not None and queue.place(current) is not None:
            with listed:
                _draw_list(queue, current)
        with shown:
            _draw_shown(status, queue, current)


def _draw_shown(status: str, queue: Queue, current: int | None) -> None:
    if is_bulk_open() and status == "pending":
        draw_bulk()
        return
    _draw_bar(queue, current, status)
    is_waiting = current is not None and queue.place(current) is not None
    if not is_waiting or linked_conflict() != current:
        tell_link()
    if current is None:
        _draw_nothing(status, queue)
    elif not is_waiting and status_of_link() in {"resolved", "obsolete"}:
        draw_linked()
    else:
        draw_card(current, queue.next_after(current))


def _read(status: str, filters: ConflictFilters) -> Queue:
    with connection() as conn:
        found = conflict_queue(conn, shown_frame().year, status, filters, now(), named=coming_back())
    return found.without(saving())


def _current(queue: Queue, status: str) -> int | None:
    """The question of the address, be it in the queue or answered since, else the first one of the queue.

    The address of a question that does not exist stays, so that the page can say so.
    """
    linked, found = linked_conflict(), status_of_link()
    if linked is not None and (queue.place(linked) is not None or found not in {status, None}):
        return linked
    first = queue.questions[0].conflict_id if queue.questions else None
    if found is not None or CONFLICT not in st.query_params:
        link_conflict(first)
    return first


def _draw_bar(queue: Queue, current: int | None, status: str) -> None:
    place, number = queue.place(current or 0), len(queue.questions)
    of_all = f" (of {queue.total:,})" if number < queue.total else ""
    words = f"**{count(number, 'question')}**" if place is None else f"**{place + 1:,} of {number:,}**{of_all}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="queue_bar"):
        if queue.questions:
            _draw_step("Previous", queue.beside(current or 0, -1) if place else None, "Left", ":material/chevron_left:")
            st.markdown(words, width="content")
            _draw_step("Next", queue.beside(current or 0, 1), "Right", ":material/chevron_right:")
        draw_undo_button()
        if status == "pending" and queue.questions:
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
    who = plain(f"{question.full_name} · {question.mn_id}")
    st.button(
        f"{who} · {short_title(question.kind)} {_MARKS[question.severity]}",
        key=f"open_{question.conflict_id}",
        type="secondary" if is_current else "tertiary",
        help=f"{question.title} Asked {ago(question.detected_at, now())}.",
        on_click=link_conflict,
        args=(question.conflict_id,),
    )


def _draw_nothing(status: str, queue: Queue) -> None:
    if queue.total:
        st.info(
            f"None of the {count(queue.total, 'question')} fits the filters. Change the search or the filter.",
            icon=":material/filter_alt_off:",
        )
    elif status == "skipped":
        st.info(
            "Nothing was skipped. What you skip waits here, until its date if it has one.", icon=":material/snooze:"
        )
    elif _was_never_asked():
        st.info("Nothing was read yet, so nothing was asked. Start with a full sync.", icon=":material/flag:")
        st.page_link(RUNS, label="Go to Runs", icon=":material/sync:")
    else:
        st.success(
            "No question waits for you. After each sync new ones appear here; go on to **Export** for the import file.",
            icon=":material/check_circle:",
        )
        st.page_link(EXPORT, label="Go to Export", icon=":material/file_export:")


def _was_never_asked() -> bool:
    """No run has ended that could have asked."""
    with connection() as conn:
        return last_result(conn, shown_frame().year, now()) is None
