"""Accepting all recommendations of the queue: foreseen in numbers, tried on a few cards, then done as one."""

from dataclasses import dataclass
from secrets import SystemRandom

import streamlit as st

from core.decisions import Answer
from core.errors import MentorSyncError
from core.review import Reply, Verdict, decide
from core.views.conflict_bulk import SAMPLE_SIZE, Accepted, Plan, plan_of
from core.views.conflict_card import conflict_card
from core.views.conflict_preview import effect_of
from core.views.conflicts import Queue
from core.views.words import count
from pages.components.acts import act
from pages.components.conflict_compare import draw_options
from pages.components.conflict_frame import link_conflict
from pages.components.conflict_saving import remember_answer
from pages.components.conflict_viewer import viewer
from pages.components.person_link import draw_mentors
from pages.components.season import shown_frame
from pages.components.texts import plain
from pages.components.workspace import connection, now, workspace

_BULK = "bulk"


@dataclass(slots=True)
class _Bulk:
    """The plan, what it was foreseen to do, the cards to be looked at, and in the end what it did."""

    plan: Plan
    foreseen: Verdict
    sample: tuple[Accepted, ...]
    done: Verdict | None = None


def is_bulk_open() -> bool:
    """The panel is open."""
    return _BULK in st.session_state


def draw_accept_button(queue: Queue) -> None:
    """Open the panel for what the filters show."""
    number = len(plan_of(queue).accepted)
    st.button(
        f"Accept recommendations ({number:,})",
        key="accept_all",
        icon=":material/done_all:",
        disabled=not number or is_bulk_open(),
        on_click=_open,
        args=(queue,),
        help="Shows first what would happen. Questions without a recommendation stay open.",
    )


def draw_bulk() -> None:
    """What would happen, a few cards of exactly this set, and the button that does it."""
    bulk: _Bulk = st.session_state[_BULK]
    plan, sample = bulk.plan, bulk.sample
    with st.container(border=True):
        st.header(f"Accept {count(len(plan.accepted), 'recommendation')}", anchor=False)
        _draw_effect(plan, bulk.foreseen)
        confirmed = [_draw_sample(accepted, place, len(sample)) for place, accepted in enumerate(sample, start=1)]
        with st.container(horizontal=True):
            _draw_accept(plan, missing=confirmed.count(False))
            st.button("Leave it", key="bulk_close", on_click=_close)


def _open(queue: Queue) -> None:
    plan = plan_of(queue)
    sample = SystemRandom().sample(plan.accepted, min(SAMPLE_SIZE, len(plan.accepted)))

    def foresee() -> str:
        verdict = decide(workspace().engine, shown_frame().year, _replies(plan), by=viewer(), dry_run=True)
        st.session_state[_BULK] = _Bulk(plan, verdict, tuple(sample))
        return ""

    act(foresee)


def _close() -> None:
    st.session_state.pop(_BULK, None)


def _replies(plan: Plan) -> list[Reply]:
    return [Reply(one.conflict_id, one.version, Answer.OPTION, one.value) for one in plan.accepted]


def _draw_effect(plan: Plan, verdict: Verdict) -> None:
    effect = effect_of(verdict.people)
    with st.container(horizontal=True):
        st.metric("People", f"{effect.people:,}", border=True)
        st.metric("New mentors", f"{effect.new_mentors:,}", border=True)
        st.metric("Phones, e-mails", f"{effect.phones + effect.emails:,}", border=True)
        st.metric("Contacts archived", f"{len(verdict.archived):,}", border=True)
    if verdict.proposed:
        st.caption(f"{count(len(verdict.proposed), 'more contact')} archived only after you confirm it in Duplicates.")
    names = {one.conflict_id: (one.mn_id, one.full_name) for one in plan.accepted}
    rows = [(one.mn_id, one.full_name, one.reason) for one in plan.excluded]
    rows += [(*names[refused.conflict_id], refused.reason) for refused in verdict.refused]
    if rows:
        with st.expander(f"Not among them: {count(len(rows), 'question')}", icon=":material/block:"):
            draw_mentors(rows, ["Mentor", "Name", "Why it stays open"])


def _draw_sample(accepted: Accepted, place: int, number: int) -> bool:
    with connection() as conn:
        card = conflict_card(conn, shown_frame().year, accepted.conflict_id, now())
    if card is None:
        return True
    with st.container(border=True):
        st.subheader(
            f"{place} of {number}, picked by chance: {plain(card.full_name)} · {plain(card.mn_id)}", anchor=False
        )
        draw_options(card, card.recommended)
        st.markdown(f"**{card.recommended or 'Changed meanwhile'}.** {plain(card.advice)}")
        return st.checkbox("This is right", key=f"right_{accepted.conflict_id}_{accepted.version}")


def _draw_accept(plan: Plan, *, missing: int) -> None:
    label = f"Accept all {len(plan.accepted):,}" if not missing else f"Confirm {count(missing, 'more card')} first"
    st.button(label, key="bulk_accept", type="primary", disabled=bool(missing), on_click=_accept)


def _accept() -> None:
    """Do exactly what was foreseen; a second click finds it done."""
    bulk: _Bulk | None = st.session_state.get(_BULK)
    if bulk is not None:
        act(lambda: _decide(bulk))
        _close()


def _decide(bulk: _Bulk) -> str:
    engine, year, by = workspace().engine, shown_frame().year, viewer()
    bulk.done = verdict = bulk.done or decide(engine, year, _replies(bulk.plan), by=by)
    if not verdict.done:
        raise MentorSyncError("Nothing was accepted: all of these questions were answered or changed meanwhile.")
    remember_answer(verdict)
    link_conflict(None)
    left = f" {count(len(verdict.refused), 'question')} changed meanwhile and stay open." if verdict.refused else ""
    return f"{count(len(verdict.done), 'recommendation')} accepted. Press U to undo all of them.{left}"
