"""The reasons why people are not in the file, whole, each with the way to what mends it."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from core.views.export import NotInFile
from core.views.export_reasons import CONFLICTS, DUPLICATES, RUNS, Reason, reasons_of
from core.views.words import count
from pages.components.season import page_link
from pages.components.texts import plain

_SYNC = Path(__file__).parents[1] / "sync"


def draw_reasons(people: Sequence[NotInFile]) -> None:
    """Every reason once, the most frequent first."""
    for reason in reasons_of(people):
        with st.container(gap="xxsmall"):
            st.markdown(f"**{count(reason.number, 'person', 'people')}:** {plain(reason.words)}")
            _draw_remedy(reason)


def _draw_remedy(reason: Reason) -> None:
    if reason.where == CONFLICTS:
        page_link(_SYNC / "conflicts.py", reason.remedy, icon=":material/rule:", show="open")
    elif reason.where == DUPLICATES:
        page_link(_SYNC / "conflicts.py", reason.remedy, icon=":material/archive:", show="duplicates")
    elif reason.where == RUNS:
        page_link(_SYNC / "runs.py", reason.remedy, icon=":material/sync:")
    else:
        st.caption(f"{reason.remedy}.")
