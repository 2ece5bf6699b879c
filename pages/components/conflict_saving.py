"""Answers on their way into the database: the next card need not wait for them, and none is lost or told twice.

A second click stops the first one's script at its next touch of `st.session_state`. So what must happen together
happens on the desk, an object that is fetched from there before.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from threading import Event

import streamlit as st

from core.decisions import Answer
from core.errors import MentorSyncError
from core.review import Reply, Verdict, decide, undo
from core.views.conflict_card import Card
from core.views.conflict_words import taken_back
from core.views.words import count
from pages.components.acts import act
from pages.components.conflict_viewer import viewer
from pages.components.season import shown_frame
from pages.components.workspace import workspace

_DESK = "answers"
_LOOK_SECONDS = 0.25
# Working an answer in keeps this process busy for longer than drawing a page takes; so the next card is drawn first.
_HEAD_START_SECONDS = 0.4


@dataclass(frozen=True, slots=True)
class _Saving:
    """An answer, or the taking back of one, that is under way. `tell` says what became of it."""

    conflict_id: int | None
    verdict: Future[Verdict]
    tell: Callable[[Verdict], str]


@dataclass(slots=True)
class _Desk:
    """What this window does: answers and undoings under way, cards that were answered, and what undoing takes back."""

    under_way: list[_Saving] = field(default_factory=list)
    handed_in: set[int] = field(default_factory=set)
    answers: list[tuple[Future[Verdict], int | None]] = field(default_factory=list)
    coming_back: set[int] = field(default_factory=set)
    drawn: Event = field(default_factory=Event)


@st.cache_resource
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=4, thread_name_prefix="answers")


def hand_in(card: Card, reply: Reply) -> bool:
    """Start to save an answer. False: one was handed in from this card already."""
    engine, year, by, desk = workspace().engine, shown_frame().year, viewer(), _desk()
    if card.conflict_id in desk.handed_in:
        return False
    desk.handed_in.add(card.conflict_id)
    verdict = _start(desk, lambda: decide(engine, year, [reply], by=by))
    desk.under_way.append(_Saving(card.conflict_id, verdict, lambda verdict: _answered(card, reply, verdict)))
    desk.answers.append((verdict, card.conflict_id))
    return True


def hand_back() -> tuple[bool, int | None]:
    """Start to take the last answer back: whether there is one, and the question that is to be shown again."""
    engine, year, by, desk = workspace().engine, shown_frame().year, viewer(), _desk()
    if not desk.answers:
        return False, None
    answer, conflict_id = desk.answers.pop()
    verdict = _start(desk, lambda: undo(engine, year, answer.result().done, by=by))
    desk.under_way = [one for one in desk.under_way if one.verdict is not answer]  # it is told as taken back
    desk.under_way.append(_Saving(conflict_id, verdict, _taken_back))
    desk.coming_back |= {conflict_id} if conflict_id is not None else set()
    return True, conflict_id


def ask_again(conflict_id: int) -> None:
    """A card is shown (again): it may be answered."""
    _desk().handed_in.discard(conflict_id)


def saving() -> frozenset[int]:
    """The questions whose answers are under way."""
    desk = _desk()
    return frozenset(one.conflict_id for one in desk.under_way if one.conflict_id) - desk.coming_back


def coming_back() -> frozenset[int]:
    """The questions whose answers are being taken back: they may be shown, not answered yet."""
    return frozenset(_desk().coming_back)


def settle(patience_seconds: float = 0.0) -> None:
    """Tell what became of the answers that are in by then."""
    desk = _desk()
    wait([one.verdict for one in desk.under_way], timeout=patience_seconds)
    for one in [one for one in desk.under_way if one.verdict.done()]:
        desk.under_way.remove(one)  # first: it is told once, whatever it is
        desk.coming_back.discard(one.conflict_id or 0)
        act(lambda one=one: one.tell(one.verdict.result()))
        desk.answers = [(verdict, about) for verdict, about in desk.answers if _counts(verdict)]


def page_is_drawn() -> None:
    """What was handed in may keep the processor busy now."""
    _desk().drawn.set()


def draw_saving() -> None:
    """While answers are under way, look whether they have arrived."""
    if _desk().under_way:
        st.fragment(_look, run_every=_LOOK_SECONDS)()


def can_take_back() -> bool:
    """Whether this window has given an answer that it may take back."""
    return bool(_desk().answers)


def remember_answer(verdict: Verdict) -> None:
    """Undoing takes these decisions back from now on."""
    done: Future[Verdict] = Future()
    done.set_result(verdict)
    _desk().answers.append((done, None))


def _start(desk: _Desk, work: Callable[[], Verdict]) -> Future[Verdict]:
    """Do it as soon as the page is drawn and everything that was handed in before is done."""
    desk.drawn.clear()
    before = [one.verdict for one in desk.under_way]

    def run() -> Verdict:
        desk.drawn.wait(_HEAD_START_SECONDS)
        wait(before)
        return work()

    return _workers().submit(run)


def _desk() -> _Desk:
    desk: _Desk = st.session_state.setdefault(_DESK, _Desk())
    return desk


def _look() -> None:
    under_way = _desk().under_way
    if any(one.verdict.done() for one in under_way):
        st.rerun()
    st.caption(f":material/sync: Saving {count(len(under_way), 'answer')} ...")


def _counts(verdict: Future[Verdict]) -> bool:
    """It is under way, or it has decided something."""
    return not verdict.done() or (verdict.exception() is None and bool(verdict.result().done))


def _answered(card: Card, reply: Reply, verdict: Verdict) -> str:
    who = f"{card.full_name} ({card.mn_id})"
    if verdict.refused:
        raise MentorSyncError(f"{who} was not answered. {verdict.refused[0].reason}")
    waiting = len(verdict.proposed)
    caution = f" {count(waiting, 'duplicate')} for you to confirm in Duplicates." if waiting else ""
    done = "Skipped" if reply.answer is Answer.SKIP else "Answered"
    return f"{done}: {who}. Press U to undo.{caution}"


def _taken_back(verdict: Verdict) -> str:
    return taken_back(len(verdict.done), len(verdict.reopened), len(verdict.restored))
