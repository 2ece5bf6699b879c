"""Issues: every record that something is wrong with, who it is about, and what mends it."""

import pandas as pd
import streamlit as st

from core.views.issue_words import issue_title
from core.views.issues import OpenIssue, OpenIssues, open_issues
from core.views.remedies import remedy
from core.views.words import ago, count
from pages.components.person_link import MENTOR_COLUMN, link_mentors
from pages.components.season import shown_frame
from pages.components.texts import plain
from pages.components.workspace import connection, now

_KIND, _CHOSEN = "kind", "issue_kind"


def draw() -> None:
    """The list of a kind, or of all."""
    st.title("Issues")
    with connection() as conn:
        found = open_issues(conn, shown_frame().year, st.query_params.get(_KIND))
    if not found.total:
        st.info("No issue is open. Every run looks anew; what it finds is listed here.", icon=":material/done_all:")
        return
    chosen = _choose(found)
    with connection() as conn:
        found = open_issues(conn, shown_frame().year, chosen)
    if chosen:
        st.info(f"**What to do:** {plain(remedy(chosen))}", icon=":material/build:")
    _draw_table(found.issues)
    if not chosen and len(found.issues) < found.total:
        st.caption(
            f"The first {count(len(found.issues), 'issue')} are shown, the gravest first. Choose a kind to see it."
        )


def _choose(found: OpenIssues) -> str | None:
    """The kind, from the address at first; Streamlit's own binding would want the words of the list there."""
    asked = st.query_params.get(_KIND)
    st.session_state.setdefault(_CHOSEN, asked if asked in found.kinds else None)
    if st.session_state[_CHOSEN] not in found.kinds:
        st.session_state[_CHOSEN] = None
    chosen = st.selectbox(
        f"{count(found.total, 'issue')} open",
        list(found.kinds),
        index=None,
        key=_CHOSEN,
        placeholder="All kinds",
        format_func=lambda kind: f"{issue_title(kind)} ({found.kinds[kind]:,})" if kind in found.kinds else kind,
    )
    if chosen:
        st.query_params[_KIND] = chosen
    elif _KIND in st.query_params:
        del st.query_params[_KIND]
    return chosen


def _draw_table(issues: tuple[OpenIssue, ...]) -> None:
    rows = [
        (
            issue.severity.capitalize(), issue.title, issue.mn_id, issue.full_name, issue.record, issue.message,
            issue.remedy, ago(issue.since, now()),
        )
        for issue in issues
    ]  # fmt: skip
    columns = ["Severity", "Issue", "Mentor", "Name", "Record", "What was found", "What to do", "Found"]
    wide = st.column_config.TextColumn(width="large")
    st.dataframe(
        link_mentors(pd.DataFrame(rows, columns=columns)),
        hide_index=True,
        column_config={"Mentor": MENTOR_COLUMN, "What was found": wide, "What to do": wide},
    )


draw()
