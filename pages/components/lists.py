"""The short lists of the overview: what waits, what is fresh, and how partners fit."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import streamlit as st

from core.views.overview import Overview, Waiting
from core.views.partners import PartnerCount
from core.views.words import count

CONFLICTS = Path(__file__).parents[1] / "sync" / "conflicts.py"
_MARKS = {
    "critical": ":red[:material/error:]",
    "error": ":red[:material/error:]",
    "warning": ":orange[:material/warning:]",
    "info": ":gray[:material/info:]",
}


def draw_waiting(waiting: Sequence[Waiting]) -> None:
    """What somebody should look at, by kind."""
    st.subheader("What waits for you")
    if not waiting:
        st.success("Nothing waits.", icon=":material/check_circle:")
        return
    _draw_pairs([(f"{_MARKS[kind.severity]} {kind.title}", kind.number) for kind in waiting])
    questions = sum(kind.number for kind in waiting if kind.is_question)
    if questions:
        words = f"{count(questions, 'question')} {'waits: answer it' if questions == 1 else 'wait: answer them'}"
        st.page_link(CONFLICTS, label=words, icon=":material/rule:")


def draw_freshness(season: Overview) -> None:
    """When each source was last read."""
    st.subheader("How fresh the data is")
    if season.contacts.warning:
        st.warning(season.contacts.warning, icon=":material/history:")
    marks = {True: ":orange[:material/history:]", False: ":green[:material/check:]"}
    _draw_pairs([(f"{marks[stream.is_old]} {stream.title}", stream.age) for stream in season.streams])


def draw_partners(partners: Sequence[PartnerCount]) -> None:
    """How the wishes for partners fit together."""
    st.subheader("Partners")
    marks = {True: ":orange[:material/help:]", False: ":green[:material/check:]"}
    _draw_pairs([(f"{marks[found.is_open]} {found.title}", found.number) for found in partners])


def _draw_pairs(pairs: Sequence[tuple[str, object]]) -> None:
    table = pd.DataFrame([(title, f"{value:,}" if isinstance(value, int) else value) for title, value in pairs])
    st.table(table, border="horizontal", hide_index=True, hide_header=True)
