"""Conflicts: the questions that only a person may answer, and everything that was answered."""

import streamlit as st

from pages.components.acts import tell_news
from pages.components.conflict_archivals import draw_archivals
from pages.components.conflict_decided import draw_decided
from pages.components.conflict_frame import DECIDED, DUPLICATES, OPEN, REPORT, RULES, SKIPPED, choose_part, draw_head
from pages.components.conflict_queue import draw_obsolete, draw_review
from pages.components.conflict_report import draw_report
from pages.components.conflict_rules import draw_rules
from pages.components.conflict_saving import settle

st.title("Conflicts")
draw_head()
settle()
part = choose_part()
tell_news()
if part == OPEN:
    draw_review("pending")
elif part == SKIPPED:
    draw_review("skipped")
elif part == DECIDED:
    draw_decided()
elif part == DUPLICATES:
    draw_archivals()
elif part == RULES:
    draw_rules()
elif part == REPORT:
    draw_report()
else:
    draw_obsolete()
