"""Conflicts: the questions that only a person may answer, and everything that was answered."""

from pages.components.conflict_archivals import draw_archivals
from pages.components.conflict_decided import draw_decided
from pages.components.conflict_frame import DECIDED, DUPLICATES, OPEN, REPORT, RULES, SKIPPED, choose_part, draw_head
from pages.components.conflict_obsolete import draw_obsolete
from pages.components.conflict_queue import draw_review
from pages.components.conflict_report import draw_report
from pages.components.conflict_rules import draw_rules
from pages.components.conflict_saving import draw_saving, page_is_drawn, settle

settle()
is_large = draw_head()
draw_saving()
part = choose_part()
if part == OPEN:
    draw_review("pending", is_large=is_large)
elif part == SKIPPED:
    draw_review("skipped", is_large=is_large)
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
page_is_drawn()
