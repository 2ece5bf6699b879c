"""Conflicts as files, and how many were opened and settled over time."""

from collections.abc import Sequence

import plotly.express as px
import streamlit as st

from core.views.conflict_report import DayCount, conflict_report, conflicts_over_time
from core.views.spreadsheet import to_xlsx
from pages.components.season import shown_frame
from pages.components.workspace import connection

_REPORTS = {"Open and skipped": ("pending", "skipped"), "Decided": ("resolved",)}


def draw_report() -> None:
    """The two lists to take along, and the chart."""
    with st.container(horizontal=True):
        for title, statuses in _REPORTS.items():
            _draw_downloads(title, statuses)
    with connection() as conn:
        days = conflicts_over_time(conn, shown_frame().year, shown_frame().zone)
    st.header("Asked and settled over time")
    if days:
        st.markdown(_sentence(days))
        _draw_chart(days)
    else:
        st.info("No question was asked yet. Run a full sync first.", icon=":material/flag:")


def _draw_downloads(title: str, statuses: Sequence[str]) -> None:
    frame, name = shown_frame(), title.lower().replace(" ", "-")

    def content() -> bytes:
        with connection() as conn:
            return conflict_report(conn, frame.year, statuses, frame.zone)

    stem = f"conflicts-{name}-{frame.year}"
    st.download_button(
        f"{title} (CSV)", data=content, file_name=f"{stem}.csv", mime="text/csv", key=f"csv_{name}",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip
    st.download_button(
        f"{title} (Excel)", data=lambda: to_xlsx(content(), "Conflicts"), file_name=f"{stem}.xlsx", key=f"xlsx_{name}",
        icon=":material/table_view:", on_click="ignore",
    )  # fmt: skip


def _sentence(days: Sequence[DayCount]) -> str:
    """The chart in words, for whoever does not see it."""
    kinds = dict.fromkeys(day.kind for day in days)
    sums = [(kind, [day for day in days if day.kind == kind]) for kind in kinds]
    parts = (f"{kind} {_opened(its):,} asked, {_settled(its):,} settled" for kind, its in sums)
    return f"In all {_opened(days):,} asked and {_settled(days):,} settled: {'; '.join(parts)}."


def _opened(days: Sequence[DayCount]) -> int:
    return sum(day.opened for day in days)


def _settled(days: Sequence[DayCount]) -> int:
    return sum(day.settled for day in days)


def _draw_chart(days: Sequence[DayCount]) -> None:
    events = [(day, "asked", day.opened) for day in days] + [(day, "settled", -day.settled) for day in days]
    events = [event for event in events if event[2]]
    figure = px.bar(
        x=[f"{day.day:%b} {day.day.day}" for day, _, _ in events],
        y=[number for _, _, number in events],
        color=[day.kind for day, _, _ in events],
        pattern_shape=[event for _, event, _ in events],
        barmode="relative",
        template="streamlit",
    )
    figure.update_layout(
        height=360,
        margin={"l": 0, "r": 0, "t": 10, "b": 0},
        bargap=0.85 if len({day.day for day in days}) == 1 else 0.3,
        legend={"orientation": "h", "title": None, "y": -0.15},
        yaxis={"title": "settled below, asked above", "tickformat": "d"},
        xaxis={"type": "category", "title": None},
    )
    st.plotly_chart(figure, key="over_time", config={"displayModeBar": False})
