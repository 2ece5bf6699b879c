"""Answering a question and taking the last answer back: by button or by key, once, whatever is clicked twice."""

from datetime import date, timedelta
from time import monotonic

import streamlit as st

from core.decisions import Answer
from core.errors import MentorSyncError
from core.review import Reply, undo
from core.views.conflict_card import Card, typed_value
from core.views.conflict_offers import Offer, offers_of
from pages.components.acts import act
from pages.components.conflict_frame import OPEN, PART, link_conflict
from pages.components.conflict_saving import ask_again, forget_answer, hand_in, last_answer, saving, settle
from pages.components.conflict_viewer import viewer
from pages.components.season import shown_frame
from pages.components.texts import plain
from pages.components.workspace import now, workspace

_SHOWN = "card_shown"
_PATIENCE_SECONDS = 0.1  # a small season is saved within that; a large one is not waited for
_SHORTEST_SECONDS = 0.3  # faster than anybody reads: the second half of a double click
_PLACEHOLDERS = {"phone_mismatch": "404 555 0123", "email_mismatch": "name@example.com"}


def draw_answers(card: Card, following: int | None) -> None:
    """The options as buttons, then the other answers; each with its key."""
    with st.container(horizontal=True):
        for offer in offers_of(card):
            _draw_offer(card, following, offer)
    with st.expander("Note, another value, skip until a date", icon=":material/more_horiz:"):
        st.text_input("Note (optional)", key=f"note_{card.conflict_id}", max_chars=500, placeholder="Why you decide so")
        if card.takes_typed_value:
            _draw_custom(card, following)
        _draw_stranger(card, following)
        _draw_until(card, following)


def draw_undo_button() -> None:
    """Take the last answer of this window back."""
    if last_answer() or saving():
        st.button("Undo last answer", key="undo_last", icon=":material/undo:", shortcut="U", on_click=_undo_last)


def note_shown(conflict_id: int) -> None:
    """Remember since when a card is on the screen, now that it can be answered."""
    ask_again(conflict_id)
    if st.session_state.get(_SHOWN, (None, 0.0))[0] != conflict_id:
        st.session_state[_SHOWN] = (conflict_id, monotonic())


def take_back(decision_ids: tuple[int, ...]) -> str:
    """Undo these decisions; what came of it as a sentence."""
    verdict = undo(workspace().engine, shown_frame().year, decision_ids, by=viewer())
    if not verdict.done:
        return "That answer was taken back already."
    restored = f" {len(verdict.restored)} archived contact(s) come back." if verdict.restored else ""
    return f"Taken back. The question is open again.{restored}"


def _draw_offer(card: Card, following: int | None, offer: Offer) -> None:
    st.button(
        plain(offer.label),
        key=f"answer_{offer.key}_{card.conflict_id}",
        type="primary" if offer.is_recommended else "secondary",
        shortcut=offer.key,
        help=offer.meaning,
        on_click=_give,
        args=(card, following, offer.answer, offer.value),
    )


def _draw_custom(card: Card, following: int | None) -> None:
    form = st.form(f"custom_form_{card.conflict_id}", border=False)
    with form, st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "Another contact's id" if card.asks_for_contact else "Another value",
            key=f"custom_{card.conflict_id}",
            placeholder=_PLACEHOLDERS.get(card.kind, "The id of a contact in Givebutter"),
        )
        st.form_submit_button(
            "Use this value", key=f"use_custom_{card.conflict_id}", on_click=_give_custom, args=(card, following)
        )


def _draw_stranger(card: Card, following: int | None) -> None:
    """One of several contacts is somebody else; the others stay in question."""
    if not card.asks_for_contact or len(card.options) == 1:
        return
    with st.container(horizontal=True):
        for option in card.options:
            label, key = f"{option.letter} is somebody else", f"stranger_{option.letter}_{card.conflict_id}"
            args = (card, following, Answer.DIFFERENT_PERSON, option.value)
            st.button(label, key=key, icon=":material/person_off:", on_click=_give, args=args)


def _draw_until(card: Card, following: int | None) -> None:
    today = now().astimezone(shown_frame().zone).date()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.date_input(
            "Skip until", value=today + timedelta(days=7), min_value=today + timedelta(days=1),
            key=f"until_{card.conflict_id}", width=200,
        )  # fmt: skip
        st.button(
            "Skip until then", key=f"skip_until_{card.conflict_id}", icon=":material/snooze:",
            on_click=_skip_until, args=(card, following),
        )  # fmt: skip


def _give_custom(card: Card, following: int | None) -> None:
    value = typed_value(card, str(st.session_state.get(f"custom_{card.conflict_id}") or ""))
    if value is None:
        act(_refuse_value)
    else:
        _give(card, following, Answer.CUSTOM, value)


def _refuse_value() -> str:
    raise MentorSyncError("That cannot be used: check the typed value. Nothing was answered.")


def _skip_until(card: Card, following: int | None) -> None:
    _give(card, following, Answer.SKIP, None, until=st.session_state[f"until_{card.conflict_id}"])


def _give(card: Card, following: int | None, answer: Answer, value: str | None, *, until: date | None = None) -> None:
    """Answer the question that is on the screen. A second click, or one that came too fast to be meant, is nothing."""
    shown_id, since = st.session_state.get(_SHOWN, (None, 0.0))
    if card.conflict_id in saving():
        return
    if shown_id != card.conflict_id or monotonic() - since < _SHORTEST_SECONDS:
        act(lambda: f"Too quick: {card.full_name} was not answered.")
        return
    note = str(st.session_state.get(f"note_{card.conflict_id}") or "").strip() or None
    if hand_in(card, Reply(card.conflict_id, card.version, answer, value, note, until)):
        link_conflict(following)
        settle(_PATIENCE_SECONDS)


def _undo_last() -> None:
    settle(None)
    last = last_answer()
    if last is None:
        return
    decision_ids, conflict_id = last
    act(lambda: take_back(decision_ids))
    forget_answer()
    link_conflict(conflict_id)
    st.session_state[PART] = OPEN
