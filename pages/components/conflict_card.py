"""One question: who it is about, what hangs on it, its options side by side, and the ways to answer it."""

import streamlit as st

from core.views.conflict_card import Card, Given, conflict_card
from core.views.words import ago, local_time
from pages.components.conflict_answers import draw_answers, note_shown
from pages.components.conflict_compare import draw_options
from pages.components.conflict_keys import draw_keys
from pages.components.conflict_more import draw_more
from pages.components.conflict_preview import draw_preview
from pages.components.conflict_scores import draw_scores
from pages.components.conflict_viewer import draw_others
from pages.components.person_link import person_link
from pages.components.season import shown_frame
from pages.components.texts import plain
from pages.components.workspace import connection, now

_SEVERITIES = {
    "high": ":red-badge[:material/priority_high: high]",
    "medium": ":orange-badge[:material/drag_handle: medium]",
    "low": ":gray-badge[:material/low_priority: low]",
}


def draw_card(conflict_id: int, following: int | None) -> None:
    """A question to be answered; `following` is the one that comes after it."""
    with connection() as conn:
        card = conflict_card(conn, shown_frame().year, conflict_id, now())
    if card is None:
        st.info("There is no such question in this season.", icon=":material/search_off:")
        return
    with st.container(border=True, key="card"):
        _draw_head(card)
        draw_others(card.conflict_id)
        draw_options(card, card.recommended)
        with st.container(key="answers", gap="small"):
            draw_answers(card, following)
        draw_more(card, following)
        note_shown(card.conflict_id)
        draw_keys(card.conflict_id)
    if any(option.reasons for option in card.options):
        scores, foreseen = st.columns(2, gap="medium")
        with scores:
            draw_scores(card)
    else:
        foreseen = st.container()
    with foreseen:
        draw_preview(card)


def _draw_head(card: Card) -> None:
    """Who, what is asked, what hangs on it, and what is recommended."""
    since = f"asked {ago(card.since, now())}, {local_time(card.since, shown_frame().zone)}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.header(f"{plain(card.full_name)} · {plain(card.mn_id)}", anchor=False, width="content")
        person_link(card.mn_id, "Person")
        for other in card.other_ids:
            person_link(other, f"Person {other}")
    st.markdown(f"{_SEVERITIES[card.severity]} **{card.title}** · {since}")
    sentences = (_sentence(card.why), plain(card.holds_up), _advice(card))
    st.markdown(" ".join(part for part in sentences if part))
    if card.former_ids:
        st.caption(f"Signed up before as {', '.join(card.former_ids)}.")
    for answer in card.given:
        st.caption(_history(answer))


def _advice(card: Card) -> str:
    if card.recommended:
        return f":material/thumb_up: **Recommended: {card.recommended}.** {plain(card.advice)}"
    return f"**No recommendation:** {plain(card.advice)}"


def _sentence(why: str | None) -> str:
    return f"{plain(why.rstrip('.'))}." if why else ""


def _history(answer: Given) -> str:
    until = f" until {answer.skipped_until:%b} {answer.skipped_until.day}" if answer.skipped_until else ""
    note = f" Note: {answer.note}" if answer.note else ""
    back = f" Taken back by {answer.undone_by}, {ago(answer.undone_at, now())}." if answer.undone_at else ""
    return plain(f"{answer.words}{until}, said {answer.by} {ago(answer.at, now())}.{back}{note}")
