"""Questions that nobody needs to answer any more."""

import streamlit as st

from core.views.conflicts import ConflictFilters, conflict_queue
from core.views.words import ago
from pages.components.conflict_frame import tell_link
from pages.components.person_link import draw_mentors
from pages.components.season import shown_frame
from pages.components.workspace import connection, now


def draw_obsolete() -> None:
    """What was asked until its facts were gone."""
    tell_link()
    with connection() as conn:
        questions = conflict_queue(conn, shown_frame().year, "obsolete", ConflictFilters(), now()).questions
    if not questions:
        st.info("No question has become obsolete.", icon=":material/done_all:")
        return
    st.caption("The facts behind these questions are gone: a contact was archived, or a value was corrected.")
    rows = [(q.mn_id, q.full_name, q.title, ago(q.detected_at, now()), ago(q.closed_at, now())) for q in questions]
    draw_mentors(rows, ["Mentor", "Name", "Question", "Asked", "Closed"])
