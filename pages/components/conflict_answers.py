"""Answering a question and taking the last answer back: by button or by letter, once, whatever is clicked twice."""

from datetime import date
from time import monotonic

import streamlit as st

from core.decisions import Answer
from core.review import Reply
from core.views.conflict_card import Card
from core.views.conflict_offers import Offer, offers_of
from pages.components.acts import act
from pages.components.conflict_frame import OPEN, link_conflict, show_part
from pages.components.conflict_saving import (
    ask_again,
    can_take_back,
    coming_back,
    hand_back,
    hand_in,
    saving,
    settle,
)
from pages.components.texts import plain

_SHOWN = "card_shown"
_PATIENCE_SECONDS = 0.0  # what is under way is looked after, not waited for
_SHORTEST_SECONDS = 0.3  # faster than anybody reads: the second half of a double click


def draw_answers(card: Card, following: int | None) -> None:
    """A note for whatever is answered, and the answers as buttons, each with its letter."""
    st.text_input(
        "Note (optional)", key=f"note_{card.conflict_id}", max_chars=500, label_visibility="collapsed",
        placeholder="Note (optional): why you decide so",
    )  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        for offer in offers_of(card):
            _draw_offer(card, following, offer)


def draw_undo_button() -> None:
    """Take the last answer of this window back."""
    if can_take_back():
        st.button("Undo last answer", key="undo_last", icon=":material/undo:", shortcut="U", on_click=_undo_last)


def note_shown(conflict_id: int) -> None:
    """Remember since when a card is on the screen, now that it can be answered."""
    ask_again(conflict_id)
    if st.session_state.get(_SHOWN, (None, 0.0))[0] != conflict_id:
        st.session_state[_SHOWN] = (conflict_id, monotonic())


def give(card: Card, following: int | None, answer: Answer, value: str | None, *, until: date | None = None) -> None:
    """Answer the question that is on the screen. A second click, or one that came too fast to be meant, is nothing."""
    shown_id, since = st.session_state.get(_SHOWN, (None, 0.0))
    if card.conflict_id in saving() | coming_back():
        return
    if shown_id != card.conflict_id or monotonic() - since < _SHORTEST_SECONDS:
        act(lambda: f"Too quick: {card.full_name} was not answered.")
        return
    note = str(st.session_state.get(f"note_{card.conflict_id}") or "").strip() or None
    if hand_in(card, Reply(card.conflict_id, card.version, answer, value, note, until)):
        link_conflict(following)
        settle(_PATIENCE_SECONDS)


def _draw_offer(card: Card, following: int | None, offer: Offer) -> None:
    st.button(
        f"**{offer.key}**: {plain(offer.label)}",
        key=f"answer_{offer.key}_{card.conflict_id}",
        type="primary" if offer.is_recommended else "secondary",
        help=offer.meaning,
        disabled=card.conflict_id in coming_back(),
        on_click=give,
        args=(card, following, offer.answer, offer.value),
    )


def _undo_last() -> None:
    is_under_way, conflict_id = hand_back()
    if is_under_way:
        link_conflict(conflict_id)
        show_part(OPEN)
        settle(_PATIENCE_SECONDS)
