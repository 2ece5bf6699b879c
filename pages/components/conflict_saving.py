"""Answers on their way into the database: the next card need not wait for them, and none is lost or told twice."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

import streamlit as st

from core.decisions import Answer
from core.errors import MentorSyncError
from core.review import Reply, Verdict, decide
from core.views.conflict_card import Card
from core.views.words import count
from pages.components.acts import act
from pages.components.conflict_viewer import viewer
from pages.components.season import shown_frame
from pages.components.workspace import workspace

_SAVING, _LAST = "saving", "last_answer"
_PATIENCE_SECONDS = 0.1  # a small season is saved within that; a large one is not waited for
_LOOK_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class _Saving:
    card: Card
    reply: Reply
    verdict: Future[Verdict]


@st.cache_resource
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=4, thread_name_prefix="answers")


def save(card: Card, reply: Reply) -> None:
    """Give an answer; told as soon as it is in, now or by a later `settle`."""
    engine, year, by = workspace().engine, shown_frame().year, viewer()
    under_way: dict[int, _Saving] = st.session_state.setdefault(_SAVING, {})
    under_way[card.conflict_id] = _Saving(card, reply, _workers().submit(decide, engine, year, [reply], by=by))
    wait([under_way[card.conflict_id].verdict], timeout=_PATIENCE_SECONDS)
    settle()


def saving() -> frozenset[int]:
    """The questions whose answers are under way."""
    return frozenset(st.session_state.get(_SAVING, {}))


def settle(*, to_the_end: bool = False) -> None:
    """Tell what became of the answers that are in by now, or wait for all of them."""
    under_way: dict[int, _Saving] = st.session_state.get(_SAVING, {})
    if to_the_end:
        wait([one.verdict for one in under_way.values()])
    for one in [one for one in under_way.values() if one.verdict.done()]:
        act(lambda one=one: _outcome(one))
        under_way.pop(one.card.conflict_id, None)


def draw_saving() -> None:
    """While answers are under way, look whether they have arrived."""
    if saving():
        st.fragment(_look, run_every=_LOOK_SECONDS)()


def last_answer() -> tuple[tuple[int, ...], int | None] | None:
    """The decisions that undoing takes back, and the question that is shown again then."""
    last: tuple[tuple[int, ...], int | None] | None = st.session_state.get(_LAST)
    return last


def remember_answer(decision_ids: tuple[int, ...], conflict_id: int | None) -> None:
    """What undoing takes back from now on."""
    st.session_state[_LAST] = (decision_ids, conflict_id)


def forget_answer() -> None:
    """There is nothing to take back any more."""
    st.session_state.pop(_LAST, None)


def _look() -> None:
    under_way: dict[int, _Saving] = st.session_state.get(_SAVING, {})
    if any(one.verdict.done() for one in under_way.values()):
        st.rerun()
    st.caption(f":material/sync: Saving {count(len(under_way), 'answer')} ...")


def _outcome(one: _Saving) -> str:
    verdict, who = one.verdict.result(), f"{one.card.full_name} ({one.card.mn_id})"
    if verdict.refused:
        raise MentorSyncError(f"{who} was not answered. {verdict.refused[0].reason}")
    remember_answer(verdict.done, one.card.conflict_id)
    waiting = len(verdict.proposed)
    caution = f" {count(waiting, 'duplicate')} for you to confirm in Duplicates." if waiting else ""
    done = "Skipped" if one.reply.answer is Answer.SKIP else "Answered"
    return f"{done}: {who}. Press U to undo.{caution}"
