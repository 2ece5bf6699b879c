"""Duplicate contacts: proposed, on their way to Givebutter's archive, archived, kept."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.errors import MentorSyncError
from core.review import approve_archivals, decline_archivals, restore_archivals
from core.views.archivals import STATE_TITLES, Duplicate, count_archivals, list_archivals
from core.views.words import ago, count
from pages.components.acts import act
from pages.components.conflict_viewer import viewer
from pages.components.person_link import MENTOR_COLUMN, link_mentors
from pages.components.season import shown_frame
from pages.components.workspace import connection, now, workspace

_ASKED = "archivals_asked"
_REASONS = 2  # told in the sentence; the list has them all
_EMPTY = {
    "proposed": "No duplicate is proposed. After each sync, contacts that are the same person twice appear here.",
    "approved": "Nothing is on its way to Givebutter.",
    "archived": "Nothing was archived yet.",
    "kept": "No duplicate was kept or brought back.",
}


def draw_archivals() -> None:
    """The duplicates by state, and what can be done with them."""
    with connection() as conn:
        counts = count_archivals(conn, shown_frame().year)
    state = st.segmented_control(
        "Duplicates",
        list(STATE_TITLES),
        key="state",
        format_func=lambda state: f"{STATE_TITLES[state]} ({counts[state]:,})",
        default="proposed",
        required=True,
        label_visibility="collapsed",
    )
    with connection() as conn:
        duplicates = list_archivals(conn, shown_frame().year, str(state))
    if not duplicates:
        st.info(_EMPTY[str(state)], icon=":material/done_all:")
        return
    st.caption("Archiving hides a contact in Givebutter. It deletes nothing and can be taken back here.")
    chosen = _draw_table(duplicates)
    if state == "proposed":
        _draw_proposed(duplicates, chosen)
    elif state == "kept":
        _draw_approve(chosen, "Archive")
    else:
        _draw_restore(chosen)


def _draw_table(duplicates: Sequence[Duplicate]) -> tuple[Duplicate, ...]:
    """The list; what is ticked in it. The key changes with the rows, so that a tick never moves to another one."""
    rows = [
        (
            one.contact_id, one.contact_name, one.mn_id, one.full_name, one.winner_contact_id,
            one.trouble or one.caution or "", one.reason, ago(one.since, now()), one.approved_by or "",
        )
        for one in duplicates
    ]  # fmt: skip
    columns = ["Contact", "Its name", "Mentor", "Name", "Stays", "Mind", "Why", "Since", "By"]
    grid = st.dataframe(
        link_mentors(pd.DataFrame(rows, columns=columns)),
        key=f"duplicates_{hash(tuple((one.archival_id, one.status) for one in duplicates))}",
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        column_config={
            "Contact": st.column_config.NumberColumn(format="%d"),
            "Mentor": MENTOR_COLUMN,
            "Stays": st.column_config.NumberColumn("Contact that stays", format="%d"),
            "Mind": st.column_config.TextColumn("Mind this", width="medium"),
            "Why": st.column_config.TextColumn(width="medium"),
        },
    )
    return tuple(duplicates[place] for place in grid.selection.rows)


def _draw_proposed(duplicates: Sequence[Duplicate], chosen: Sequence[Duplicate]) -> None:
    plain_ones = tuple(one for one in duplicates if one.caution is None)
    if not chosen:
        _draw_all(plain_ones)
        return
    _draw_approve(chosen, "Archive")
    label = f"Keep {count(len(chosen), 'contact')}"
    ids = tuple(one.archival_id for one in chosen)
    st.button(label, key="decline", icon=":material/block:", on_click=_decline, args=(ids,))


def _draw_all(duplicates: Sequence[Duplicate]) -> None:
    """Archive all that need no look of their own: asked first, about exactly these."""
    ids = tuple(one.archival_id for one in duplicates)
    if duplicates and st.session_state.get(_ASKED) == ids:
        _draw_question(duplicates)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        label = f"Archive all {len(duplicates):,} without a remark ..."
        st.button(label, key="approve_all", disabled=not duplicates, on_click=_ask, args=(ids,))
        st.caption("Or tick some of them. Those with a remark need a tick and your confirmation.")


def _draw_question(duplicates: Sequence[Duplicate]) -> None:
    contacts = count(len(duplicates), "contact")
    with st.container(border=True):
        st.header(f"Archive {contacts}?", anchor=False)
        st.markdown(
            f"{contacts} of {count(len({one.mn_id for one in duplicates}), 'mentor')} will be hidden in Givebutter, "
            "each as listed above, at most ten a second. Nothing is deleted: every one of them can be brought back "
            "under **Archived**. Contacts with a remark are not among them."
        )
        with st.container(horizontal=True):
            _draw_button(f"Archive {contacts}", "approve_now", _approve, duplicates)
            st.button("Leave it", key="approve_not", on_click=_ask, args=((),))


def _ask(ids: tuple[int, ...]) -> None:
    st.session_state[_ASKED] = ids


def _draw_approve(chosen: Sequence[Duplicate], verb: str) -> None:
    cautious = [one for one in chosen if one.caution]
    confirmed = True
    if cautious:
        st.warning(
            "\n".join(f"- Contact {one.contact_id}: {one.caution}" for one in cautious), icon=":material/warning:"
        )
        key = "sure_" + "_".join(str(one.archival_id) for one in cautious)
        confirmed = st.checkbox("I have looked at these in Givebutter, and they may be archived", key=key)
    label = f"{verb} {count(len(chosen), 'contact')}"
    _draw_button(label, "approve", _approve, chosen, disabled=not (chosen and confirmed))


def _draw_restore(chosen: Sequence[Duplicate]) -> None:
    _draw_button(f"Bring back {count(len(chosen), 'contact')}", "restore", _restore, chosen, disabled=not chosen)


def _draw_button(label, key, on_click, chosen, *, disabled=False) -> None:  # noqa: ANN001
    ids, cautious = tuple(one.archival_id for one in chosen), any(one.caution for one in chosen)
    st.button(label, key=key, type="primary", disabled=disabled or not ids, on_click=on_click, args=(ids, cautious))


def _approve(ids: tuple[int, ...], confirmed: bool) -> None:
    engine, year, by = workspace().engine, shown_frame().year, viewer()

    act(lambda: _tell_approved(year, ids, approve_archivals(engine, year, ids, by=by, confirmed=confirmed)))


def _tell_approved(year: int, ids: tuple[int, ...], number: int) -> str:
    """How many are on their way, and why others are not. Raises `MentorSyncError` when none is."""
    with connection() as conn:
        left = [one for one in list_archivals(conn, year, "proposed") if one.archival_id in ids]
    why = "; ".join(f"contact {one.contact_id}: {one.trouble or 'it is proposed anew'}" for one in left[:_REASONS])
    more = f"; and {len(left) - _REASONS:,} more" if len(left) > _REASONS else ""
    if not number:
        reason = f"{why}{more}" if left else "what you saw was approved or withdrawn meanwhile."
        raise MentorSyncError(f"Nothing was approved, {reason}")
    return f"{count(number, 'contact')} on the way to the archive.{f' Not {why}{more}' if left else ''}"


def _decline(ids: tuple[int, ...]) -> None:
    engine, year, by = workspace().engine, shown_frame().year, viewer()

    def decline() -> str:
        return f"{count(decline_archivals(engine, year, ids, by=by), 'contact')} kept."

    act(decline)


def _restore(ids: tuple[int, ...], _: bool) -> None:
    engine, year, by = workspace().engine, shown_frame().year, viewer()

    def restore() -> str:
        restore_archivals(engine, year, ids, by=by)
        return f"{count(len(ids), 'contact')} brought back. If a mentor's contact is unclear now, you will be asked."

    act(restore)
