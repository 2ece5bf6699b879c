"""What was decided, each with what was shown then, and the way to take it back."""

import streamlit as st

from core.review import Verdict, undo
from core.views.conflict_decisions import (
    PAGE_SIZE,
    Decided,
    DecidedPage,
    decided_page,
    decisions_of_batch,
    different_people,
)
from core.views.conflict_words import taken_back
from core.views.run_detail import person_changes
from core.views.words import ago, count, local_time
from pages.components.acts import act
from pages.components.conflict_compare import draw_options
from pages.components.conflict_frame import linked_conflict, tell_link
from pages.components.conflict_viewer import viewer
from pages.components.person_link import draw_mentors, person_link
from pages.components.season import shown_frame
from pages.components.texts import plain
from pages.components.workspace import connection, now, workspace

_UNDOING = "undoing"


def draw_decided() -> None:
    """The standing answers, the newest first; the linked one stands above them."""
    with connection() as conn:
        shown = decided_page(conn, shown_frame().year, int(st.session_state.get("decided_page") or 1))
    tell_link()
    _draw_different_people()
    draw_linked()
    if not shown.total:
        st.info("Nothing was decided yet. Your answers will stand here.", icon=":material/gavel:")
        return
    for decided in shown.decided:
        if decided.conflict_id != linked_conflict():
            _draw_decided(decided, is_linked=False)
    _draw_pages(shown)


def draw_linked() -> None:
    """The standing answer to the question that the address names."""
    if linked_conflict() is None:
        return
    with connection() as conn:
        linked = decided_page(conn, shown_frame().year, conflict_id=linked_conflict())
    for decided in linked.decided:
        _draw_decided(decided, is_linked=True)


def _draw_pages(shown: DecidedPage) -> None:
    if shown.total > PAGE_SIZE:
        st.pagination(shown.pages, key="decided_page", bind="query-params")


def _draw_decided(decided: Decided, *, is_linked: bool) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            when = f"{ago(decided.at, now())} ({local_time(decided.at, shown_frame().zone)})"
            note = f"\n\n{plain(f'Note: {decided.note}')}" if decided.note else ""
            who = f"**{plain(decided.full_name)} · {plain(decided.mn_id)}** · {decided.kind}"
            st.markdown(f"{who}\n\n**{plain(decided.words)}**, said {plain(decided.by)} {when}{note}", width="stretch")
            _draw_undo_buttons(decided)
        if st.session_state.get(_UNDOING, ((), 0))[1] == decided.decision_id:
            _draw_undo(decided)
            return
        person_link(decided.mn_id, f"{plain(decided.full_name)} among the people")
        if st.toggle("What was shown then", key=f"evidence_{decided.decision_id}", value=is_linked):
            draw_options(decided)


def _draw_undo_buttons(decided: Decided) -> None:
    key = f"undo_{decided.decision_id}"
    one = (decided.decision_id,)
    st.button("Undo", key=key, icon=":material/undo:", on_click=_ask_undo, args=(one, decided.decision_id))
    if decided.together > 1 and decided.batch:
        with connection() as conn:
            together = decisions_of_batch(conn, shown_frame().year, decided.batch)
        label = f"Undo all {len(together):,} given together"
        st.button(label, key=f"{key}_all", on_click=_ask_undo, args=(together, decided.decision_id))


def _ask_undo(decision_ids: tuple[int, ...], decision_id: int) -> None:
    st.session_state[_UNDOING] = (decision_ids, decision_id)


def _draw_undo(decided: Decided) -> None:
    """Then, now, and what would become of it."""
    decision_ids, _ = st.session_state[_UNDOING]
    verdict = undo(workspace().engine, shown_frame().year, decision_ids, by=viewer(), dry_run=True)
    st.markdown(f"**Then:** {plain(decided.words)}")
    draw_options(decided)
    _draw_becomes(verdict)
    with st.container(horizontal=True):
        label = f"Take back {count(len(decision_ids), 'answer')}"
        st.button(label, key="undo_now", type="primary", on_click=_undo_now, args=(decision_ids,))
        st.button("Keep it", key="undo_keep", on_click=_keep)


def _draw_becomes(verdict: Verdict) -> None:
    rows = [
        (person.mn_id, person.full_name or "", change.field, change.before or "–", change.after or "–")
        for person in person_changes(verdict.people, shown_frame().zone)
        for change in person.changes
    ]
    st.subheader("Now, and what it would become", anchor=False)
    if rows:
        draw_mentors(rows, ["Mentor", "Name", "What", "Now", "Would become"])
    else:
        st.caption("No field would change: everything stays as it is until the question is answered again.")
    parts = [f"{count(len(verdict.reopened), 'question')} open again"]
    if verdict.restored:
        ids = ", ".join(map(str, verdict.restored))
        parts.append(f"{count(len(verdict.restored), 'contact')} brought back in Givebutter: {ids}")
    st.caption(" · ".join(parts))


def _undo_now(decision_ids: tuple[int, ...]) -> None:
    engine, year, by = workspace().engine, shown_frame().year, viewer()

    def take_back() -> str:
        verdict = undo(engine, year, decision_ids, by=by)
        return taken_back(len(verdict.done), len(verdict.reopened), len(verdict.restored))

    act(take_back)
    _keep()


def _keep() -> None:
    st.session_state.pop(_UNDOING, None)


def _draw_different_people() -> None:
    with connection() as conn:
        pairs = different_people(conn, shown_frame().year)
    if not pairs:
        return
    with st.expander(f"Not the same person: {count(len(pairs), 'pair')}", icon=":material/person_off:"):
        for pair in pairs:
            with st.container(horizontal=True, vertical_alignment="center"):
                person, contact = f"{pair.full_name} ({pair.mn_id})", f"{pair.contact_name} (contact {pair.contact_id})"
                said = f"said {pair.by} {ago(pair.at, now())}"
                st.markdown(plain(f"{person} is not {contact}, {said}"), width="stretch")
                key = f"pair_{pair.decision_id}_{pair.contact_id}"
                st.button("Take it back", key=key, on_click=_undo_now, args=((pair.decision_id,),))
