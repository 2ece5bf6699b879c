"""The rarer answers: a typed value, looked at before it counts; one of several is somebody else; skip until a date."""

from datetime import date, timedelta

import streamlit as st

from core.decisions import Answer
from core.errors import MentorSyncError
from core.views.conflict_card import Card
from core.views.conflict_offers import stranger_offers
from core.views.conflict_typed import Typed, typed_answer
from pages.components.acts import act
from pages.components.conflict_answers import give
from pages.components.conflict_preview import draw_outcome
from pages.components.season import shown_frame
from pages.components.texts import plain
from pages.components.workspace import connection, now

_PLACEHOLDERS = {"phone_mismatch": "404 555 0123", "email_mismatch": "name@example.com"}


def draw_more(card: Card, following: int | None) -> None:
    """Each field stands before the buttons it belongs to. Once opened it stays open, whatever is drawn above it.

    What is inside is drawn when it is open: most answers never need it, and the next card is there sooner.
    """
    panel = st.expander(_label(card), key=f"more_{card.conflict_id}", icon=":material/more_horiz:", on_change="rerun")
    if not panel.open:
        return
    with panel:
        if card.takes_typed_value:
            _draw_typed(card, following)
        _draw_strangers(card, following)
        _draw_until(card, following)


def _label(card: Card) -> str:
    """What is inside, and nothing else."""
    parts = ["Another value"] if card.takes_typed_value else []
    parts += ["somebody else"] if stranger_offers(card) else []
    words = ", ".join([*parts, "skip until a date"])
    return f"{words[0].upper()}{words[1:]}"


def _draw_typed(card: Card, following: int | None) -> None:
    number = card.conflict_id
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            "Another contact's id" if card.asks_for_contact else "Another value",
            key=f"custom_{number}",
            placeholder=_PLACEHOLDERS.get(card.kind, "The id of a contact in Givebutter"),
        )
        st.button("See what would happen", key=f"see_custom_{number}", on_click=_see, args=(card,))
        st.button("Use this value", key=f"use_custom_{number}", on_click=_use, args=(card, following))
    if text := _text(card):
        _draw_what_it_is(card, _looked_up(card, text))


def _draw_what_it_is(card: Card, typed: Typed) -> None:
    if typed.problem:
        st.error(plain(typed.problem), icon=":material/error:")
        return
    st.markdown(plain(" · ".join(typed.facts)))
    if typed.warnings:
        st.warning(plain(" ".join(typed.warnings)), icon=":material/warning:")
        st.checkbox("I have looked, and it is right all the same", key=_sure(card, typed))
    if st.session_state.get(f"seen_{card.conflict_id}") == typed.value:
        draw_outcome(card, Answer.CUSTOM, typed.value)


def _draw_strangers(card: Card, following: int | None) -> None:
    """One of several is somebody else, or somebody else's; the others stay in question."""
    with st.container(horizontal=True, gap="small"):
        for offer in stranger_offers(card):
            st.button(
                offer.label, key=f"stranger_{offer.key}_{card.conflict_id}", icon=":material/person_off:",
                on_click=give, args=(card, following, offer.answer, offer.value),
            )  # fmt: skip


def _draw_until(card: Card, following: int | None) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        week = timedelta(days=7)
        st.date_input("Skip until", value=_today() + week, key=f"until_{card.conflict_id}", width=200)
        st.button(
            "Skip until then", key=f"skip_until_{card.conflict_id}", icon=":material/snooze:",
            on_click=_skip_until, args=(card, following),
        )  # fmt: skip


def _see(card: Card) -> None:
    typed = _looked_up(card, _text(card))
    st.session_state[f"seen_{card.conflict_id}"] = typed.value


def _use(card: Card, following: int | None) -> None:
    """Give a typed answer that can be used; one that fits somebody else only when that was confirmed."""
    typed = _looked_up(card, _text(card))
    if typed.value is None:
        act(lambda: _refuse(typed.problem or ""))
    elif typed.warnings and not st.session_state.get(_sure(card, typed)):
        act(lambda: _refuse("Nothing was answered yet: read the warning below the typed value, and confirm it."))
    else:
        give(card, following, Answer.CUSTOM, typed.value)


def _skip_until(card: Card, following: int | None) -> None:
    until = st.session_state[f"until_{card.conflict_id}"]
    if until is None or until <= _today():
        act(lambda: _refuse("Choose a day after today. Nothing was skipped."))
    else:
        give(card, following, Answer.SKIP, None, until=until)


def _refuse(words: str) -> str:
    raise MentorSyncError(words)


def _text(card: Card) -> str:
    return str(st.session_state.get(f"custom_{card.conflict_id}") or "").strip()


def _sure(card: Card, typed: Typed) -> str:
    """The key of a confirmation, another one for another value or another warning."""
    return f"sure_{card.conflict_id}_{hash((typed.value, typed.warnings))}"


def _looked_up(card: Card, text: str) -> Typed:
    with connection() as conn:
        return typed_answer(conn, shown_frame().year, card, text)


def _today() -> date:
    return now().astimezone(shown_frame().zone).date()
