"""The runs that have ended, a page at a time; one of them may be opened."""

from pathlib import Path

import pandas as pd
import streamlit as st

from core.views.run_detail import MAX_CHANGES, PersonChanges, RunDetail, run_detail
from core.views.runs import PAGE_SIZE, PastRuns, Run, past_runs
from core.views.words import count, duration, local_time
from pages.components.progress import draw_steps
from pages.components.season import page_link, shown_frame
from pages.components.texts import plain
from pages.components.workspace import connection, now

ISSUES = Path(__file__).parents[1] / "sync" / "issues.py"
_OPENED = "run"
_MINDED = ":orange-badge[:material/warning: done]"
_BADGES = {
    "completed": ":green-badge[:material/check: done]",
    "failed": ":red-badge[:material/error: failed]",
    "crashed": ":red-badge[:material/error: stopped]",
    "cancelled": ":gray-badge[:material/stop_circle: cancelled]",
}


def draw_past_runs() -> None:
    """The list, and its pages when there are several."""
    page = int(st.session_state.get("runs_page", 1))
    with connection() as conn:
        past = past_runs(conn, shown_frame().year, now(), page=page)
    if not past.total:
        st.caption("None yet. Every run that ends is listed here, with what it found.")
        return
    for run in past.runs:
        _draw_run(run)
    _draw_pages(past)


def _draw_pages(past: PastRuns) -> None:
    if past.total > PAGE_SIZE:
        st.pagination(past.pages, key="runs_page", bind="query-params")


def _draw_run(run: Run) -> None:
    is_open = st.query_params.get(_OPENED) == str(run.run_id)
    when = local_time(run.requested_at, shown_frame().zone)
    badge = _MINDED if run.tone == "mind" else _BADGES[run.status]
    head = f"{badge} **{run.title}** · {when} · by {plain(run.by)}{_took(run)}"
    with st.container(border=True):
        with st.container(horizontal=True, wrap=False):
            st.markdown(f"{head}\n\n{plain(run.error or run.result)}", width="stretch")
            _draw_toggle(run.run_id, is_open=is_open)
        if is_open:
            _draw_detail(run.run_id)


def _draw_toggle(run_id: int, *, is_open: bool) -> None:
    icon = ":material/expand_less:" if is_open else ":material/expand_more:"
    label = "Close" if is_open else "Details"
    st.button(label, key=f"open_{run_id}", type="tertiary", icon=icon, on_click=_toggle, args=(run_id,))


def _toggle(run_id: int) -> None:
    if st.query_params.get(_OPENED) == str(run_id):
        del st.query_params[_OPENED]
    else:
        st.query_params[_OPENED] = str(run_id)


def _draw_detail(run_id: int) -> None:
    with connection() as conn:
        detail = run_detail(conn, shown_frame().year, run_id, now())
    if detail is None:
        return
    if detail.run.advice:
        st.markdown(f"{detail.run.result} **What to do:** {detail.run.advice}")
    draw_steps(detail.steps)
    _draw_people(detail.people, detail.run)
    if not detail.run.dry_run:
        _draw_issues(detail)


def _draw_issues(detail: RunDetail) -> None:
    if not detail.issues:
        st.caption("This run found no new issues.")
        return
    st.subheader(f"{count(detail.issue_count, 'issue')} first found by this run", anchor=False)
    rows = [
        (issue.title, issue.mn_id or "", issue.message, "solved" if issue.is_solved else "open")
        for issue in detail.issues
    ]
    st.dataframe(pd.DataFrame(rows, columns=["Issue", "Mentor", "What was found", "Now"]), hide_index=True)
    if len(detail.issues) < detail.issue_count:
        st.caption(f"The first {len(detail.issues):,} are shown, the gravest first.")
    page_link(ISSUES, "All open issues, with what mends them", icon=":material/arrow_forward:")


def _draw_people(people: tuple[PersonChanges, ...], run: Run) -> None:
    if not people:
        st.caption("Nobody would change." if run.dry_run else "Nobody was changed by this run.")
        return
    verb = "would change" if run.dry_run else ("was changed" if len(people) == 1 else "were changed")
    st.subheader(f"{count(len(people), 'person', 'people')} {verb}", anchor=False)
    rows = [
        (person.mn_id, person.full_name, change.field, change.before or "", change.after or "")
        for person in people
        for change in person.changes
    ]
    st.dataframe(pd.DataFrame(rows, columns=["Mentor", "Name", "What", "Before", "After"]), hide_index=True)
    if len(rows) >= MAX_CHANGES:
        st.caption(f"The first {MAX_CHANGES:,} changes are shown.")


def _took(run: Run) -> str:
    return f" · {duration(run.elapsed_seconds)}" if run.elapsed_seconds is not None else ""
