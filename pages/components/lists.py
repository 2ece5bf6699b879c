"""The short lists of the overview: what waits, what is fresh, and how partners fit. Every count opens its list."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import streamlit as st

from core.views.conflict_words import short_title
from core.views.overview import Overview, Waiting
from core.views.partners import PartnerCount
from core.views.words import count
from pages.components.season import page_link

PAGES = Path(__file__).parents[1]
CONFLICTS, EXPORT = PAGES / "sync" / "conflicts.py", PAGES / "sync" / "export.py"
ISSUES, PEOPLE = PAGES / "sync" / "issues.py", PAGES / "people" / "people.py"
_MARKS = {
    "critical": ":red[:material/error:]",
    "error": ":red[:material/error:]",
    "warning": ":orange[:material/warning:]",
    "info": ":gray[:material/info:]",
}


def draw_waiting(waiting: Sequence[Waiting]) -> None:
    """What somebody should look at, by kind."""
    st.header("What waits for you")
    if not waiting:
        st.success("Nothing waits.", icon=":material/check_circle:")
        return
    questions = sum(kind.number for kind in waiting if kind.is_question)
    if questions:
        words = f"{count(questions, 'question')} {'waits: answer it' if questions == 1 else 'wait: answer them'}"
        page_link(CONFLICTS, f"**{words}**", icon=":material/rule:")
    with st.container(gap="xxsmall"):
        for kind in waiting:
            _draw_waiting(kind)


def draw_freshness(season: Overview) -> None:
    """When each source was last read."""
    st.header("How fresh the data is")
    if season.contacts.warning:
        st.warning(season.contacts.warning, icon=":material/history:")
    marks = {True: ":orange[:material/history:]", False: ":green[:material/check:]"}
    rows = [(f"{marks[stream.is_old]} {stream.title}", stream.age) for stream in season.streams]
    st.table(pd.DataFrame(rows), border="horizontal", hide_index=True, hide_header=True)


def draw_partners(partners: Sequence[PartnerCount]) -> None:
    """How the wishes for partners fit together."""
    st.header("Partners")
    marks = {True: ":orange[:material/help:]", False: ":green[:material/check:]"}
    with st.container(gap="xxsmall"):
        for found in partners:
            label = f"{marks[found.is_open]} **{found.number:,}** · {found.title}"
            page_link(PEOPLE, label, list=f"partner_{found.key}")


def _draw_waiting(kind: Waiting) -> None:
    label = f"{_MARKS[kind.severity]} **{kind.number:,}** · {kind.title}"
    if kind.is_question:
        page_link(CONFLICTS, label, kind=short_title(str(kind.kind)), show="open")
    elif kind.kind:
        page_link(ISSUES, label, kind=kind.kind)
    else:
        page_link(EXPORT, label, part="held_back")
