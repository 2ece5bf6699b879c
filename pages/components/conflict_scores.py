"""What pushed each option up or down, as bars."""

import plotly.graph_objects as go
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
    figure = go.Figure()
    for option in reversed(scored):
        points = dict(option.reasons)
        values = [points.get(reason, 0) for reason in reasons]
        figure.add_bar(
            x=values,
            y=reasons,
            orientation="h",
            name=f"{option.letter}: {option.score:,} points",
            text=[f"{option.letter} {value:+,}" if value else "" for value in values],
            textposition="auto",
            insidetextanchor="start",
        )
    figure.update_layout(
        height=len(reasons) * (_ROW_PIXELS + _BAR_PIXELS * len(scored)) + 60,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        barmode="group",
        bargap=0.25,
        legend={"orientation": "h", "traceorder": "reversed", "y": -0.02, "yanchor": "top", "x": 0},
        xaxis={"visible": False},
        yaxis={"autorange": "reversed", "title": None, "automargin": True},
    )
    st.plotly_chart(figure, key=f"scores_{card.conflict_id}", config={"displayModeBar": False, "staticPlot": True})
