"""People: the list behind a number of the overview."""

import pandas as pd
import streamlit as st

from core.views.people import EVERYBODY, WAITING, ListedPerson, PeopleList, find_people, list_titles, people_list
from core.views.words import count, phone
from pages.components.season import shown_frame
from pages.components.texts import plain
from pages.components.workspace import connection

_LIST, _SEARCH = "list", "find"  # not the name of another page's search: Streamlit would carry that one over


def draw() -> None:
    """One list, chosen here or by the address, or whom a search finds."""
    st.title("People")
    search = st.text_input(
        "Search", placeholder="Name, mentor id, phone or e-mail", key=_SEARCH, bind="query-params", type="search"
    )
    found = _find(search.strip()) if search and search.strip() else _read_list()
    st.header(f"{plain(found.title)} ({len(found.people):,})")
    _draw_table(found.people)


def _find(search: str) -> PeopleList:
    """Among everybody of the season, whichever list was chosen before."""
    st.caption("Everybody of the season is searched, also who is no mentor yet. Clear the search to see the lists.")
    with connection() as conn:
        return find_people(conn, shown_frame().year, search)


def _read_list() -> PeopleList:
    asked = st.query_params.get(_LIST, EVERYBODY)
    titles = list_titles()
    if asked == WAITING or asked.startswith("signup_"):
        name = asked
    else:
        st.session_state.setdefault(_LIST, asked if asked in titles else EVERYBODY)
        name = st.selectbox("List", list(titles), key=_LIST, format_func=titles.__getitem__)
        st.query_params[_LIST] = name
    with connection() as conn:
        return people_list(conn, shown_frame().year, name)


def _draw_table(people: tuple[ListedPerson, ...]) -> None:
    if not people:
        st.info("Nobody is here. A full sync brings the lists up to date.", icon=":material/group_off:")
        return
    columns = {
        "Mentor": [one.mn_id for one in people],
        "Name": [one.full_name for one in people],
        "Status": [one.status for one in people],
        "Remark": [one.note for one in people],
        "Raised": [float(one.raised) if one.raised is not None else None for one in people],
        "Training": [one.training for one in people],
        "Phone": [phone(one.phone) for one in people],
        "E-mail": [one.email for one in people],
    }
    filled = {title: cells for title, cells in columns.items() if any(cell not in {None, ""} for cell in cells)}
    st.dataframe(
        pd.DataFrame(filled),
        hide_index=True,
        column_config={"Raised": st.column_config.NumberColumn(format="dollar")},
    )
    st.caption(f"{count(len(people), 'person', 'people')}. Click a column's title to sort by it.")


draw()
