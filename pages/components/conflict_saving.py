"""Answers on their way into the database: the next card need not wait for them, and none is lost or told twice.

A second click stops the first one's script at its next touch of `st.session_state`. So what must happen together
happens on the desk, an object that is fetched from there before.
"""

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

_DESK, _LAST = "answers", "last_answer"
_LOOK_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class _Saving:
    card: Card
    reply: Reply
    verdict: Future[Verdict]


@dataclass(frozen=True, slots=True)
class _Desk:
    """Answers of this window by question: those under way, and those that were handed in from the card shown."""

    under_way: dict[int, _Saving]
    handed_in: set[int]


@st.cache_resource
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=4, thread_name_prefix="answers")


def hand_in(card: Card, reply: Reply) -> bool:
    """Start to save an answer. False: one was handed in from this card already."""
    engine, year, by, workers, desk = workspace().engine, shown_frame().year, viewer(), _workers(), _desk()
    if card.conflict_id in desk.handed_in:
        return False
    desk.handed_in.add(card.conflict_id)
    verdict = workers.submit(decide, engine, year, [reply], by=by)
    desk.under_way[card.conflict_id] = _Saving(card, reply, verdict)
    return True


def ask_again(conflict_id: int) -> None:
    """A card is shown (again): it may be answered."""
    _desk().handed_in.discard(conflict_id)


def saving() -> frozenset[int]:
    """The questions whose answers are under way."""
    return frozenset(_desk().under_way)


def settle(patience_seconds: float | None = 0.0) -> None:
    """Tell what became of the answers that are in by then; `None` waits for all of them."""
    under_way = _desk().under_way
    wait([one.verdict for one in under_way.values()], timeout=patience_seconds)
    for one in [one for one in under_way.values() if one.verdict.done()]:
        if one.verdict.exception():  # told once, whatever it is
            del under_way[one.card.conflict_id]
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


def _desk() -> _Desk:
    desk: _Desk = st.session_state.setdefault(_DESK, _Desk({}, set()))
    return desk


def _look() -> None:
    under_way = _desk().under_way
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
