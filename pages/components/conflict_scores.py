"""What pushed each option up or down, as bars."""

import plotly.express as px
import streamlit as st

from core.views.conflict_card import Card

_ROW_PIXELS, _BAR_PIXELS = 14, 20


def draw_scores(card: Card) -> None:
    """Every reason with the points it gave to each option; the same for all is shown, too."""
    scored = [option for option in card.options if option.score is not None]
    reasons = list(dict.fromkeys(words for option in scored for words, _ in option.reasons))
    if not reasons:
        return
    st.markdown("**What speaks for each**")
    bars = [(o, words, dict(o.reasons).get(words, 0)) for o in scored for words in reasons]
    figure = px.bar(
        x=[points for _, _, points in bars],
        y=[words for _, words, _ in bars],
        color=[f"{option.letter}: {option.score:,} points" for option, _, _ in bars],
        text=[f"{option.letter} {points:+,}" if points else "" for option, _, points in bars],
        orientation="h",
        barmode="group",
        template="streamlit",
    )
    figure.update_traces(textposition="auto", insidetextanchor="start")
    figure.update_layout(
        height=len(reasons) * (_ROW_PIXELS + _BAR_PIXELS * len(scored)) + 60,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        bargap=0.25,
        legend={"orientation": "h", "title": None, "y": -0.02, "yanchor": "top", "x": 0},
        xaxis={"visible": False},
        yaxis={"autorange": "reversed", "title": None, "automargin": True},
    )
    st.plotly_chart(figure, key=f"scores_{card.conflict_id}", config={"displayModeBar": False, "staticPlot": True})
