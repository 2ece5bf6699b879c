"""From a mentor's id, wherever it stands, to the person."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from pages.components.season import page_link, shown_frame

_PEOPLE = Path(__file__).parents[1] / "people" / "people.py"
MENTOR_COLUMN = st.column_config.LinkColumn("Mentor", display_text="find=(.+)")


def person_link(mn_id: str, label: str) -> None:
    """A link to one person."""
    page_link(_PEOPLE, label, icon=":material/person_search:", find=mn_id)


def link_mentors(table: pd.DataFrame) -> pd.DataFrame:
    """The table with addresses for the ids in its column Mentor, to be drawn as `MENTOR_COLUMN`, which shows ids."""
    return table.assign(Mentor=[_address(mn_id) if mn_id else "" for mn_id in table["Mentor"]])


def draw_mentors(rows: Sequence[tuple[object, ...]], columns: Sequence[str]) -> None:
    """A plain table whose column Mentor leads to the people."""
    table = link_mentors(pd.DataFrame(rows, columns=list(columns)))
    st.dataframe(table, hide_index=True, column_config={"Mentor": MENTOR_COLUMN})


def _address(mn_id: str) -> str:
    return f"/people?{urlencode({'season': shown_frame().year, 'find': mn_id})}"
