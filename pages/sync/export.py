"""Export: the file that Givebutter imports, checked, and who is not in it and why."""

import streamlit as st

from pages.components.acts import tell_news
from pages.components.cached import read_export, read_people
from pages.components.export_file import draw_checks, draw_downloads, draw_numbers, draw_people
from pages.components.export_filters import draw_filters
from pages.components.retirements import draw_retirements

st.title("Export")
tell_news()
st.caption("The file for Givebutter: Contacts, Import. It always holds what is known right now.")
numbers = st.container()
people = read_people()
if not people:
    st.info("There are no mentors yet. Go to **Runs** and start with **Run Full Sync**.", icon=":material/flag:")
    st.stop()
export = read_export(draw_filters(people))
with numbers:
    draw_numbers(export)
    draw_downloads(export)
draw_retirements()
draw_checks(export)
draw_people(export)
