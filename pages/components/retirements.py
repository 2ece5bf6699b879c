"""The External IDs that a former season left on contacts: approved once for all, followed, taken back."""

from pathlib import Path

import pandas as pd
import streamlit as st

from core.retirements import Retiring, give_ids_back, retire_ids
from core.views.retirements import STATE_WORDS, RetirementTask, retirement_tasks
from core.views.words import count
from pages.components.acts import act
from pages.components.season import shown_frame
from pages.components.texts import plain
from pages.components.workspace import connection, visitor, workspace

EXPORT = Path(__file__).parents[1] / "sync" / "export.py"
_REFRESH_SECONDS = 2.0


def draw_retirement_alert() -> None:
    """On other pages: that an approval is missing, and the way to it."""
    for task in _read_tasks():
        if task.proposed:
            people = f", {count(task.waiting, 'person waits', 'people wait')} for it" if task.waiting else ""
            st.page_link(EXPORT, label=f"{task.title}: one approval for all{people}", icon=":material/key_off:")


def draw_retirements() -> None:
    """The task of every former season, followed while it is being sent."""
    is_active = any(task.on_the_way for task in _read_tasks())
    st.fragment(_draw_tasks, run_every=_REFRESH_SECONDS if is_active else None)(was_active=is_active)


def _draw_tasks(*, was_active: bool) -> None:
    tasks = _read_tasks()
    if was_active and not any(task.on_the_way for task in tasks):
        st.rerun()
    for task in tasks:
        with st.container(border=True):
            _draw_task(task)


def _draw_task(task: RetirementTask) -> None:
    st.header(task.title, anchor=False)
    st.markdown(_explain(task))
    if task.approved:
        st.progress(len(task.sent) / len(task.approved), text=task.progress)
    for one in task.refused:
        st.warning(plain(f"Contact {one.contact_id}, {one.external_id}: {one.error}"), icon=":material/warning:")
    with st.container(horizontal=True):
        if wanted := (*task.proposed, *task.refused):
            _draw_approval(task, tuple(one.retirement_id for one in wanted))
        if task.approved:
            _draw_undo(task, tuple(one.retirement_id for one in task.approved))
    with st.expander(f"All {count(len(task.ids), 'External ID')}, and why that is certain", icon=":material/list:"):
        _draw_list(task)


def _explain(task: RetirementTask) -> str:
    if not task.proposed and not task.on_the_way and not task.refused:
        return "Done. The next sync lets whoever waited for an id into the file."
    waiting = count(task.waiting, "person stays", "people stay")
    return (
        f"Mentor ids begin anew every season, and contacts of season {task.former_year} still carry them. "
        f"{waiting} out of the file until their id is free. The contacts themselves stay as they are."
    )


def _draw_approval(task: RetirementTask, ids: tuple[int, ...]) -> None:
    label = f"Take {count(len(ids), 'External ID')} from their contacts"
    with st.popover(label, icon=":material/key_off:"):
        st.markdown(
            f"In Givebutter, {count(len(ids), 'contact')} of season {task.former_year} will have no External ID any "
            "more. Nothing else of them changes, and you can give the ids back here."
        )
        st.button("Yes, take them", key=f"retire_{task.former_year}", type="primary", on_click=_approve, args=(ids,))


def _draw_undo(task: RetirementTask, ids: tuple[int, ...]) -> None:
    with st.popover("Take it back", icon=":material/undo:"):
        st.markdown(
            "What was not sent stays as it is; what was taken is given back, except an id that another contact "
            "has by now. Whoever waits for an id waits again."
        )
        st.button("Yes, give the ids back", key=f"unretire_{task.former_year}", on_click=_give_back, args=(ids,))


def _draw_list(task: RetirementTask) -> None:
    rows = [
        (one.contact_id, one.external_id, STATE_WORDS.get(one.status, one.status), one.mn_id is not None, one.reason)
        for one in task.ids
    ]
    st.dataframe(
        pd.DataFrame(rows, columns=["Contact", "External ID", "State", "Somebody waits", "Why it is certain"]),
        hide_index=True,
        key=f"retirements_{task.former_year}",
        column_config={
            "Contact": st.column_config.NumberColumn(format="%d"),
            "Why it is certain": st.column_config.TextColumn(width="large"),
        },
    )


def _approve(ids: tuple[int, ...]) -> None:
    engine, year, by = workspace().engine, shown_frame().year, visitor()
    act(lambda: _said(retire_ids(engine, year, ids, by=by), "on the way to lose their External ID"))


def _give_back(ids: tuple[int, ...]) -> None:
    engine, year, by = workspace().engine, shown_frame().year, visitor()
    act(lambda: _said(give_ids_back(engine, year, ids, by=by), "keep their External ID, or get it back"))


def _said(done: Retiring, what: str) -> str:
    left = f" {count(done.left_alone, 'other')} changed meanwhile and stayed as it is." if done.left_alone else ""
    return f"{count(done.contacts, 'contact')} {what}.{left}"


def _read_tasks() -> tuple[RetirementTask, ...]:
    with connection() as conn:
        return retirement_tasks(conn, shown_frame().year)
