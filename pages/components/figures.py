"""The numbers of the season, and where its mentors stand. Every number opens its list."""

import streamlit as st

from core.views.overview import Overview
from core.views.people import EVERYBODY, WAITING
from core.views.words import count, money
from pages.components.lists import ISSUES, PEOPLE
from pages.components.season import page_link


def draw_figures(season: Overview) -> None:
    """Mentors, money and time, and the sum that shows that nobody was lost."""
    with st.container(horizontal=True):
        st.metric("Mentors", f"{season.balance.mentors:,}", border=True, height="stretch")
        st.metric(
            "Raised so far",
            money(season.money.raised),
            delta=f"{season.money.percent} % of {money(season.money.goal)}",
            delta_color="off",
            delta_arrow="off",
            border=True,
            height="stretch",
        )
        st.metric("Dropped out", f"{season.dropped:,}", border=True, height="stretch")
        st.metric("Event Day", _countdown(season.days_left), border=True, height="stretch")
    with st.container(horizontal=True, gap="medium"):
        page_link(PEOPLE, "All mentors, with what they raised", icon=":material/group:", list=EVERYBODY)
        page_link(PEOPLE, f"Dropped out ({season.dropped:,})", icon=":material/person_off:", list="dropped")
    _draw_balance(season)


def draw_statuses(season: Overview) -> None:
    """How many mentors are how far, from the first step to the last: a number, its list, and a bar."""
    st.header("Where mentors stand")
    most = max((status.number for status in season.statuses), default=0)
    for status in season.statuses:
        words, bar = st.columns([2, 3], vertical_alignment="center")
        with words:
            page_link(PEOPLE, f"**{status.number:,}** · {status.title}", list=status.status)
        bar.progress(status.number / most if most else 0.0)


def _draw_balance(season: Overview) -> None:
    balance = season.balance
    if balance.is_complete:
        st.caption(f":material/balance: {balance.sentence}")
    else:
        why = "does not add up: sign-ups were taken away since the last run. Run a full sync."
        st.warning(f"{balance.sentence} {why}", icon=":material/balance:")
    with st.container(horizontal=True, gap="medium"):
        for reason, words, number in balance.by_reason:
            page_link(PEOPLE, f"{number:,} {words}", list=f"signup_{reason}")
        if balance.waiting:
            page_link(PEOPLE, f"{balance.waiting:,} waiting for the next run", list=WAITING)
        if balance.not_counted:
            words = f"{balance.not_counted:,} more that Jotform lists but does not count"
            page_link(ISSUES, words, kind="submission_not_counted")


def _countdown(days: int) -> str:
    if days > 0:
        return f"in {count(days, 'day')}"
    return "today" if days == 0 else f"{count(-days, 'day')} ago"
