"""The numbers of the season, and where its mentors stand."""

import plotly.express as px
import streamlit as st

from core.views.overview import Overview
from core.views.words import count, money

_BAR_HEIGHT_PIXELS = 44


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
    _draw_balance(season)


def draw_statuses(season: Overview) -> None:
    """How many mentors are how far, as bars from the first step to the last."""
    st.subheader("Where mentors stand")
    titles = [status.title for status in season.statuses]
    numbers = [status.number for status in season.statuses]
    figure = px.bar(x=numbers, y=titles, text=[f"{number:,}" for number in numbers], template="streamlit")
    figure.update_layout(
        height=_BAR_HEIGHT_PIXELS * len(titles) + 20,
        margin={"l": 0, "r": 0, "t": 10, "b": 0},
        xaxis={"visible": False},
        yaxis={"autorange": "reversed", "title": None},
    )
    st.plotly_chart(figure, key="statuses", config={"displayModeBar": False, "staticPlot": True})


def _draw_balance(season: Overview) -> None:
    balance = season.balance
    reasons = f" ({balance.reasons})" if balance.reasons else ""
    if balance.is_complete:
        st.caption(f":material/balance: {balance.sentence}{reasons}")
    else:
        why = "does not add up: sign-ups were taken away since the last run. Run a full sync."
        st.warning(f"{balance.sentence}{reasons} {why}", icon=":material/balance:")


def _countdown(days: int) -> str:
    if days > 0:
        return f"in {count(days, 'day')}"
    return "today" if days == 0 else f"{count(-days, 'day')} ago"
